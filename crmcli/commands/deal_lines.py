"""The deals of a contact in a line each, as their card and the brief before a meeting show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import context, dates
from crmcli.i18n import _

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from crmcli.store.deals import Deal

_MOST = 9  # that the card shows
_WON = "won"


def open_and_won(connection: sqlite3.Connection, contact_id: int) -> list[Deal]:
    """The deals of a contact that are still to be won, and those that were."""
    from crmcli.store import deals

    return [each for each in deals.of_contact(connection, contact_id) if each.is_open or each.outcome == _WON]


def rows(found: Sequence[Deal]) -> list[dict[str, Any]]:
    """Deals as their documented JSON."""
    from crmcli.commands import deal_shapes

    return [deal_shapes.as_row(each) for each in found]


def on_card(connection: sqlite3.Connection, contact_id: int) -> list[tuple[str, str]]:
    """The first few of them with their numbers, the open ones first, and how many more there are."""
    found = open_and_won(connection, contact_id)
    shown = [(each.ref, in_words(each, contact_id)) for each in found[:_MOST]]
    if len(found) > _MOST:
        more = _("and {count} more: crm deal list --all").format(count=len(found) - _MOST)
        shown.append(("", more))
    return shown


def in_words(deal: Deal, contact_id: int) -> str:
    """`Fleet policy · proposal · IDR 85,000,000 · slipped · f13 send offer, Fri 27 Nov`, with whom if with others."""
    from crmcli.commands import deal_shapes

    today = context.current().today
    parts = [deal.title, *([deal.contact] if deal.contact and deal.contact_id != contact_id else [])]
    worth = deal_shapes.shown(deal_shapes.sum_of(deal.value, deal.currency))
    if deal.closed_at is not None:
        ended = _("{outcome} {day}").format(
            outcome=deal.stage, day=dates.shown(deal_shapes.local_day(deal.closed_at)).partition(" ")[2]
        )
        return " · ".join(filter(None, [*parts, ended, worth]))
    state = deal_shapes.state(deal, context.current().now, today)
    wrong = deal_shapes.in_words(state) if state != "unplanned" else ""
    step = _("no next step")
    if deal.next_id is not None and deal.next_due:
        step = f"f{deal.next_id} {deal.next_what}, {dates.short(deal.next_due, today)}"
    return " · ".join(filter(None, [*parts, deal.stage, worth, wrong, step]))
