"""The deal that something is noted or promised for: named in place of somebody, `d7`, or beside them with --deal.

It promises that nothing hangs on a deal that was not named, and says how it would where only one can be meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import context, diagnostics
from crmcli.commands import deal_refs
from crmcli.errors import Usage
from crmcli.i18n import _

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from crmcli.store.deals import Deal

_MOST = 4  # deals that are named where something may be about one of them
_LONGEST = 40  # characters of their titles


def leading(words: Sequence[str]) -> Deal | None:
    """The deal whose number stands first on a line, `d7`; None where another word does. Raises NotFound."""
    first = words[0].strip() if words else ""
    if not first.lower().startswith("d") or not deal_refs.is_number(first):
        return None
    return deal_refs.named(first)


def beside(text: str, leads: Deal | None = None) -> int | None:
    """The id of the deal that --deal names, else of the one that leads the line; None without either.

    Raises NotFound, Ambiguous, and Usage where they are two.
    """
    if not text:
        return leads.id if leads else None
    found = deal_refs.one(text)
    if leads is not None and found != leads.id:
        raise Usage(_("Two deals are named."), _("Leave one of them out."))
    return found


def somebody(deal: Deal) -> int | None:
    """Whom something for a deal is with; None where nobody is on it. Raises NotFound where the customer was removed."""
    from crmcli.store import deal_contacts

    return deal_contacts.somebody(deal_refs.connection(), deal)


def who(deal: Deal) -> int:
    """The same for what needs somebody. Raises NotFound where nobody is on the deal."""
    from crmcli.store import deal_contacts

    return deal_contacts.who(deal_refs.connection(), deal)


def in_words(deal_id: int | None, title: str | None) -> str:
    """`d7 Fleet policy`; empty for none."""
    return f"d{deal_id} {title}" if deal_id is not None else ""


def advise(connection: sqlite3.Connection, contact_id: int | None, deal_id: int | None, links: Sequence[str]) -> None:
    """Says that a deal has no next step any more; or which deals somebody has, and what would hang this on one.

    `links` are the commands that would, without the option and the deal.
    """
    from crmcli.commands import deal_sayings
    from crmcli.store import deal_contacts, deals

    if context.current().is_json:
        return
    if deal_id is not None:
        deal_sayings.say_without_next(deals.get(connection, deal_id))
        return
    found = deal_contacts.open_deals(connection, contact_id) if contact_id is not None else []
    if not found:
        return
    named = ", ".join(in_words(number, _in_short(title)) for number, title in found[:_MOST])
    if len(found) > _MOST:
        named += _(" and {count} more").format(count=len(found) - _MOST)
    said = _("If it is about {deal}, say so: {commands}")
    if len(found) > 1:
        said = _("If it is about one of {deal}, say so: {commands}")
    commands = _(" and ").join(f"{each} --deal d{found[0][0]}" for each in links)
    diagnostics.narrate(said.format(deal=named, commands=commands))


def _in_short(title: str) -> str:
    return title if len(title) <= _LONGEST else title[: _LONGEST - 1].rstrip() + "…"
