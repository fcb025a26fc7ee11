"""Briefs: what to know of somebody before a meeting or a call, gathered from all that is kept. Nothing is written."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from crmcli.store import activities, cards, contact_countries, contacts, deals, followups, holidays, occasions, touches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.public_holidays import Holiday
    from crmcli.store.activities import Entry
    from crmcli.store.cards import Card
    from crmcli.store.contacts import Contact
    from crmcli.store.deals import Deal
    from crmcli.store.followups import Followup
    from crmcli.store.occasions import Upcoming
    from crmcli.store.touches import Tries

OCCASIONS_AHEAD = 60  # days
HOLIDAYS_AHEAD = 7  # days
TOUCHES = 3
_NOTES = 3


class Brief(NamedTuple):
    """A contact's card and what happened, is promised and comes; of a company that of its people too.

    `touches` are the last times they were reached, `notes` what was noted on the timeline last, both newest first and
    at most three; `tries` is how often they were tried since they were reached. `country` is theirs, empty where it
    is not known; `holidays` are the days off within a week there, or where the user is, if it is not known. `deals` are
    those that are still to be won.
    """

    card: Card
    people: list[Contact]
    touches: list[Entry]
    notes: list[Entry]
    tries: Tries
    promises: list[Followup]
    occasions: list[Upcoming]
    country: str
    holidays: list[Holiday]
    deals: list[Deal]


def of(connection: sqlite3.Connection, contact_id: int, *, today: date) -> Brief:
    """Returns the brief of a contact, removed or not. Raises NotFound."""
    card = cards.of(connection, contacts.get(connection, contact_id))
    people = contacts.employees(connection, contact_id) if card.contact.is_company else []
    ids = [contact_id, *(person.id for person in people)]
    promises = [each for one in ids for each in followups.open_of(connection, one)]
    country = contact_countries.of(connection, [contact_id])[contact_id]
    near = occasions.within(connection, today, today + timedelta(days=OCCASIONS_AHEAD), with_private=True)
    return Brief(
        card,
        people,
        _last(connection, ids, touches.IS_TOUCH, TOUCHES),
        _last(connection, ids, "a.kind = 'note'", _NOTES),
        touches.tries(connection, contact_id),
        sorted(promises, key=lambda each: (each.due, each.id)),
        [each for each in near if each.contact_id in ids],
        country,
        _holidays(connection, country, today),
        [each for each in deals.of_contact(connection, contact_id) if each.is_open],
    )


def _holidays(connection: sqlite3.Connection, country: str, today: date) -> list[Holiday]:
    last = today + timedelta(days=HOLIDAYS_AHEAD)
    if country in ("", holidays.home(connection)):
        return [each for each in holidays.of_user(connection, today, last) if each.is_off and not each.where]
    return holidays.abroad(connection, {0: country}, today, last).get(0, [])


def _last(connection: sqlite3.Connection, contact_ids: Sequence[int], which: str, most: int) -> list[Entry]:
    """The newest activities of a sort that one of the contacts took part in."""
    rows = connection.execute(
        "SELECT DISTINCT a.id, a.at FROM json_each(?) e CROSS JOIN participant p ON p.contact_id = e.value "
        f"CROSS JOIN activity a ON a.id = p.activity_id WHERE {which} ORDER BY a.at DESC, a.id DESC LIMIT {int(most)}",
        (json.dumps(list(contact_ids)),),
    )
    return activities.entries(connection, [row[0] for row in rows])
