"""What the contacts ask: who meets the filter, the lines in sight, and what can be chosen beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli import query
from crmcli.query import Field, Saved
from crmcli.querytokens import Value
from crmcli.store import cards, channels, contact_rows, contacts, criteria, nearmisses, search, segments

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from crmcli.query import Node
    from crmcli.store.cards import Card
    from crmcli.store.channels import Channel
    from crmcli.store.contact_rows import GroupRow, Row
    from crmcli.store.contacts import Contact
    from crmcli.store.search import Found
    from crmcli.store.segments import Segment
    from crmcli.tui.gateway.connection import Reading

GROUP, SEGMENT, STATUS = "group", "segment", "status"
SORTS = tuple(cards.SORTS)
_FIRST = 100  # who is looked for at once, while one types


class Place(NamedTuple):
    """What was chosen beside the list: a group, a segment or a status, by its name."""

    kind: str
    name: str

    @property
    def node(self) -> Node:
        """The condition that it is in a query."""
        return Saved(self.name) if self.kind == SEGMENT else Field(self.kind, (Value(self.name, is_literal=True),))

    @property
    def word(self) -> str:
        """The same as a word of a command line."""
        return query.text(self.node)


class Wanted(NamedTuple):
    """Who is to be shown: whom the words mean, in the place that was chosen; in the order `sort` names, or the best
    first where it is empty."""

    words: Sequence[str] = ()
    place: Place | None = None
    sort: str = ""


class Seen(NamedTuple):
    """Who is shown, in their order, each with what met; `like` are near misses where nobody was found."""

    found: Found
    like: Sequence[str]
    local: datetime
    is_all: bool = True


class Beside(NamedTuple):
    """What can be chosen beside the list."""

    total: int
    groups: Sequence[GroupRow]
    segments: Sequence[Segment]
    statuses: Mapping[str, int]


def seen(reading: Reading, wanted: Wanted) -> Seen:
    """Returns who is to be shown. Raises Invalid, and NotFound or Ambiguous for a segment."""
    connection, moment = reading
    tree = criteria.read(connection, wanted.words, strict=False)
    if wanted.place is not None:
        tree = query.all_of([wanted.place.node, tree])
    if tree == query.EVERYTHING:
        ids = contact_rows.everybody(connection, wanted.sort or contact_rows.BY_NAME)
        return Seen(dict.fromkeys(ids), (), moment.local)
    found = criteria.best_first(connection, tree, today=moment.today, now_local=moment.local)
    if wanted.sort and found:
        found = {number: found[number] for number in contact_rows.everybody(connection, wanted.sort) if number in found}
    like: list[str] = []
    if not found and isinstance(tree, query.Words):
        like = [f"c{hit[0]} {hit[1]}" for hit in nearmisses.suggest(connection, " ".join(tree.words))]
    return Seen(found, like, moment.local)


def first(reading: Reading, wanted: Wanted) -> Seen | None:
    """Returns those who stand first, quickly, as `crm find` does; None where that is not simply a search of words.

    Where `is_all` they are all there are.
    """
    connection, moment = reading
    if wanted.place is not None or wanted.sort:
        return None
    tree = criteria.read(connection, wanted.words, strict=False)
    if not isinstance(tree, query.Words):
        return None
    found = search.find_all_ids(connection, tree.words, _FIRST)
    return Seen(found, (), moment.local, is_all=0 < len(found) < _FIRST)


def rows(reading: Reading, found: Mapping[int, int | str | None]) -> dict[int, Row]:
    """Returns the lines of some contacts, each with what met."""
    return contact_rows.rows(reading.connection, found)


def beside(reading: Reading) -> Beside:
    """Returns groups, segments and statuses."""
    connection = reading.connection
    total = contacts.count(connection)
    return Beside(
        total,
        contact_rows.groups(connection),
        segments.all_of(connection),
        contact_rows.statuses(connection, total),
    )


def names(reading: Reading, ids: Sequence[int]) -> dict[int, str]:
    """Returns what contacts are called."""
    return contact_rows.names(reading.connection, ids)


def card(reading: Reading, contact_id: int) -> Card:
    """Returns the card of a contact. Raises NotFound."""
    return cards.of(reading.connection, contacts.get(reading.connection, contact_id))


def contact(reading: Reading, contact_id: int) -> Contact:
    """Returns a contact. Raises NotFound."""
    return contacts.get(reading.connection, contact_id)


def channels_of(reading: Reading, contact_id: int) -> list[Channel]:
    """Returns the phones, addresses and other ways to reach a contact, in their order."""
    return channels.of(reading.connection, contact_id)
