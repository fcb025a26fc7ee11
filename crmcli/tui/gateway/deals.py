"""What screens do with deals, each a verb of the store inside one operation, described as the line describes it.

All of them take several deals; where the rule says no to one of them, none is changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import deal_sentences
from crmcli.i18n import _
from crmcli.store import contacts, deal_courses, deal_moves, deal_positions, deals, stages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crmcli.store.db import Transaction
    from crmcli.store.deal_courses import Went
    from crmcli.store.deal_followups import Planned
    from crmcli.store.deals import Deal, Value
    from crmcli.tui.gateway.connection import Writing


def move(writing: Writing, deal_ids: Sequence[int], stage_id: int) -> list[Went]:
    """Moves deals to an open stage; closed ones are opened again in it. Raises Invalid where the rule says no."""
    tx = writing.tx
    went = [_to_stage(tx, each, stage_id) for each in deal_ids]
    gone = [each.deal for each in went if each.moved.is_moved]
    sentence = _("moved {what} to {stage}")
    if gone and all(not each.before.is_open for each in went):
        sentence = _("opened {what} again")
    if gone:
        tx.describe(sentence.format(what=deal_sentences.listed(gone), stage=gone[0].stage))
    return went


def _to_stage(tx: Transaction, deal_id: int, stage_id: int) -> Went:
    deal = deals.get(tx.connection, deal_id)
    if not deal.is_open and stages.get(tx.connection, stage_id).is_open:
        return deal_courses.reopen(tx, deal, stage_id)
    return deal_courses.move(tx, deal, stage_id)


def win(
    writing: Writing, deal_ids: Sequence[int], planned: Sequence[Planned], *, still_open: str, note: str = ""
) -> list[Went]:
    """Marks deals won, and plans what comes after; `still_open` says what becomes of what was to be done. Raises
    Invalid where one is closed."""
    tx, moment = writing
    went = [
        deal_courses.win(
            tx, deals.get(tx.connection, each), planned, still_open=still_open, today=moment.today, note=note
        )
        for each in deal_ids
    ]
    _describe(tx, _("won {what}"), went)
    return went


def lose(
    writing: Writing, deal_ids: Sequence[int], reason: str, *, competitor: str = "", retry: str | None = None
) -> list[Went]:
    """Marks deals lost; `retry` is the local day of another try. Raises Invalid where one is closed."""
    tx = writing.tx
    went = [
        deal_courses.lose(tx, deals.get(tx.connection, each), reason, competitor=competitor, retry=retry)
        for each in deal_ids
    ]
    _describe(tx, _("lost {what}"), went)
    return went


def void(writing: Writing, deal_ids: Sequence[int]) -> list[Went]:
    """Marks deals as none that ever were. Raises Invalid where one is closed."""
    went = [deal_courses.void(writing.tx, deals.get(writing.tx.connection, each)) for each in deal_ids]
    _describe(writing.tx, _("made {what} void"), went)
    return went


def add(
    writing: Writing,
    title: str,
    stage_id: int,
    contact_ids: Sequence[int],
    values: Mapping[str, Value],
    new_contact: str = "",
) -> tuple[Deal, tuple[str, ...]]:
    """Adds a deal, perhaps with somebody new; returns it with what its stage asks for in vain. Raises Invalid."""
    tx = writing.tx
    if new_contact:
        contact_ids = [contacts.add(tx, new_contact), *contact_ids]
    deal_id = deals.add(tx, title, stage_id, contact_ids=contact_ids, tags=(), at="", **values)
    deal = deals.get(tx.connection, deal_id)
    lacking = deal_moves.lacking(tx.connection, deal, stages.get(tx.connection, stage_id))
    tx.describe(_("added the deal {title}").format(title=deal.title))
    return deal, lacking


def edit(writing: Writing, deal_id: int, values: Mapping[str, Value]) -> tuple[Deal, Deal]:
    """Changes a deal, and returns it as it was and as it is. Raises NotFound and Invalid."""
    tx = writing.tx
    before = deals.get(tx.connection, deal_id)
    deals.edit(tx, deal_id, **values)
    tx.describe(_("edited {what}").format(what=deal_sentences.in_brief(before)))
    return before, deals.get(tx.connection, deal_id)


def tag(writing: Writing, deal_ids: Sequence[int], add: Sequence[str], take: Sequence[str]) -> list[Deal]:
    """Puts tags on deals and takes others off; returns those that differ now. Raises NotFound and Invalid."""
    tx = writing.tx
    found = [
        deals.get(tx.connection, each)
        for each in deal_ids
        if deals.get(tx.connection, each) and deals.tag(tx, each, add, take)
    ]
    if found:
        tx.describe(_("edited {what}").format(what=deal_sentences.listed(found)))
    return [deals.get(tx.connection, each.id) for each in found]


def put(writing: Writing, deal_id: int, beside: int, *, is_behind: bool) -> bool:
    """Puts a deal right before or behind another one of its stage. Raises NotFound and Conflict."""
    tx = writing.tx
    tx.describe(
        _("put {what} in another place").format(what=deal_sentences.in_brief(deals.get(tx.connection, deal_id)))
    )
    return deal_positions.put(tx, deal_id, beside, is_behind=is_behind)


def _describe(tx: Transaction, sentence: str, went: Sequence[Went]) -> None:
    tx.describe(sentence.format(what=deal_sentences.listed([each.deal for each in went])))
