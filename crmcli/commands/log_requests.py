"""What `crm log` is asked: from the words and options of the line to who, which kind, when, and the next step.

Everything is read before anything is written. A word of the line that is no kind is text, never an error.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from crmcli import context
from crmcli.errors import NotFound, Usage
from crmcli.i18n import _
from crmcli.store import activity_kinds, kind_words

if TYPE_CHECKING:
    from crmcli.dates import When
    from crmcli.store.activity_kinds import Kind
    from crmcli.store.editing import Edit


class Stranger(NamedTuple):
    """Somebody to be added, as typed; without a name there is nobody."""

    name: str
    phones: Sequence[str]
    emails: Sequence[str]
    company: str
    groups: Sequence[str]

    @property
    def edit(self) -> Edit:
        """What is known of them."""
        from crmcli.store.editing import Edit

        reach = [("phone", text) for text in self.phones] + [("email", text) for text in self.emails]
        return Edit(add_channels=reach, company=self.company, add_groups=self.groups)


class Ways(NamedTuple):
    """How it happened, as typed."""

    is_incoming: bool
    is_outgoing: bool
    is_missed: bool
    at: str
    length: str
    cost: str


class Step(NamedTuple):
    """The next step, as typed."""

    what: str
    on: str
    priority: str
    place: str


class Moment(NamedTuple):
    """When it happened: as it is shown, as an instant for the store, and whether the time of day is known."""

    when: When
    at: str
    is_timed: bool


class Request(NamedTuple):
    """What is to be logged, read and checked. Without a moment it happened just now.

    `contact_ids` begins with the one it was logged with, unless that is the stranger.
    """

    stranger: Stranger
    contact_ids: tuple[int, ...]
    kind: Kind
    summary: str
    body: str | None
    direction: str | None
    outcome: str | None
    moment: Moment | None
    minutes: int | None
    cost: tuple[int, str] | None
    what: str
    due: str
    priority: str
    place: str
    deal_id: int | None = None


def read(
    ref: str,
    words: Sequence[str],
    others: Sequence[str],
    stranger: Stranger,
    ways: Ways,
    step: Step,
    in_editor: bool,
    deal: str = "",
) -> Request:
    """Reads the line. Raises Usage, Invalid, NotFound and Ambiguous for what cannot be."""
    from crmcli.commands import activity_texts, choosing, deal_linking

    if stranger.name:
        words = [ref, *words] if ref else words
    elif any(stranger[1:]):
        raise Usage(_("Phone, e-mail, company and group are for a new contact."), _("Name them with --new NAME."))
    what, due = _next_step(step)
    leads = None if stranger.name else deal_linking.leading([ref])
    deal_id = deal_linking.beside(deal, leads)
    who = []
    if leads is not None and (leads.contact_id is not None or not others):
        who.append(deal_linking.who(leads))
    elif leads is None and not stranger.name:
        contact_id, words = _named(ref, words)
        who.append(contact_id)
    ids = dict.fromkeys([*who, *(choosing.contact(text) for text in others)])
    kind, rest = kind_words.kind_and_text(lambda word: activity_kinds.find(_connection(), word), words)
    direction, outcome = direction_of(ways), "missed" if ways.is_missed else None
    activity_kinds.implied(kind, direction, outcome)
    moment = happened(ways.at) if ways.at else None
    minutes, cost = length(ways.length), money_of(ways.cost)
    summary, body = activity_texts.asked_for(kind, rest, in_editor=in_editor, is_missed=ways.is_missed)
    happening = (kind, summary, body, direction, outcome, moment, minutes, cost)
    return Request(stranger, tuple(ids), *happening, what, due, step.priority, step.place, deal_id)


def happened(text: str) -> Moment:
    """Reads when something was. Where only the day is known, the instant is its noon, or now if that is to come."""
    from crmcli.commands import timing
    from crmcli.dates import reader
    from crmcli.store.db import instant

    here = context.current()
    when = timing.happened(text)
    return Moment(when, instant(reader.happened_at(when, here.zone, here.now)), when.time is not None)


def length(text: str) -> int | None:
    """Reads how long something took, in minutes; None for an empty text. Raises Invalid."""
    if not text:
        return None
    from crmcli import lengths

    return lengths.minutes(text)


def money_of(text: str) -> tuple[int, str] | None:
    """Reads what something cost, in minor units and its currency; None for an empty text. Raises Invalid."""
    if not text:
        return None
    from crmcli import money
    from crmcli.store import settings

    found = money.parse(text, settings.effective(_connection(), "currency"))
    return found.amount_minor, found.currency


def _named(ref: str, words: Sequence[str]) -> tuple[int, Sequence[str]]:
    """The contact that the line begins with, and the words behind the name. Raises Usage where it names nobody.

    Where a number is nobody's, the hint says how to add them.
    """
    from crmcli.commands import leading_names

    if not ref:
        raise Usage(
            _("Nobody is named."), _("For example: crm log budi call 'price ok'; crm log --new NAME for a stranger.")
        )
    try:
        return leading_names.apart([ref, *words])
    except NotFound as error:
        import shlex

        number = leading_names.number([ref, *words])
        if number:
            error.hint = _("crm log --new NAME --phone {number} adds them.").format(number=shlex.quote(number))
        elif _connection() is None:
            error.hint = _("crm log --new NAME adds somebody on the way.")
        raise


def direction_of(ways: Ways) -> str | None:
    """Returns incoming, outgoing, or None where nothing is said. Raises Usage where both are."""
    if ways.is_incoming and ways.is_outgoing:
        raise Usage(_("--incoming and --outgoing cannot be had together."), _("Leave one of them out."))
    return "incoming" if ways.is_incoming else "outgoing" if ways.is_outgoing else None


def _next_step(step: Step) -> tuple[str, str]:
    """What is to be done next and when; both empty where nothing is. Raises Usage where only half is said."""
    if not step.on:
        if any(step):
            raise Usage(_("It is not said when the next step is due."), _("Say it with --on: --on fri@10, --on +3d."))
        return "", ""
    from crmcli.commands import timing
    from crmcli.store import followup_values

    followup_values.priority(step.priority or "normal")
    followup_values.appointment(None, step.place, "")
    return step.what or _("follow up"), timing.due(step.on).due


def _connection() -> sqlite3.Connection | None:
    store = context.current().reading()
    return store.connection if store else None
