"""A query picks out whom a plain look at each card would: random queries over random contacts, in SQL and in Python."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli import query
from crmcli.folding import fold, joined
from crmcli.query import Field, Node, Not, Value, Words
from crmcli.store import addresses, cards, channels, contacts, criteria, groups, occasions, search
from crmcli.store.cards import Card
from crmcli.store.db import Store
from tests import factories

TODAY = date(2026, 11, 24)
ZONE = ZoneInfo("Asia/Jakarta")
GROUPS = {"VIP": None, "Golf": "VIP", "Golf club": "Golf", "Cold": None}  # and what they stand under
TEXTS = ("Budi", "Łukasz", "budi santoso", "Bandung", "bandung kota", "王小明", "PT Maju", "x", "a..b", "50%_'\"")
# Days and times, in UTC, about midnight where the user works: that is 17:00.
DAYS = st.one_of(
    st.sampled_from([date(2026, 9, 1), date(2026, 11, 20), date(2026, 11, 21)]), st.dates(date(2026, 7, 25), TODAY)
)
TIMES = (time(0), time(16, 59, 59), time(17), time(23, 59, 59))
BIRTHDAYS = ((1974, 2, 29), (None, 2, 29), (1980, 11, 24), (None, 12, 20))

Meets = Callable[[Card, "World"], bool]


class World(NamedTuple):
    """What a look at a card needs besides: whom a look-up finds, and which groups stand under which."""

    found: Callable[[tuple[str, ...]], set[int]]
    parents: dict[str, str | None]


class Leaf(NamedTuple):
    """A condition and what it means."""

    node: Node
    meets: Meets


@st.composite
def people(draw: st.DrawFn) -> dict[str, Any]:
    """What is known of somebody, in the columns that a query asks about."""
    text = st.one_of(st.none(), st.sampled_from(TEXTS))
    instants = st.one_of(st.none(), st.builds(datetime.combine, DAYS, st.sampled_from(TIMES)))
    return {
        "name": draw(st.sampled_from(TEXTS)),
        "kind": draw(st.sampled_from(contacts.KINDS)),
        "status": draw(st.sampled_from(contacts.STATUSES)),
        "triage": draw(st.sampled_from([None, "done", "later"])),
        "title": draw(text),
        "notes": draw(text),
        "source": draw(text),
        "cadence_days": draw(st.one_of(st.none(), st.integers(1, 40))),
        "touched": draw(instants),
        "created": draw(instants),
        "company": draw(st.one_of(st.none(), st.sampled_from(["PT Maju", "Łódź Fleet"]))),
        "city": draw(text),
        "phone": draw(st.one_of(st.none(), st.sampled_from(["0812-3456-7890", "+886 912 345 678", "123"]))),
        "email": draw(st.one_of(st.none(), st.sampled_from(["budi@maju.example", "x@y.example"]))),
        "groups": draw(st.sets(st.sampled_from(list(GROUPS)))),
        "birthday": draw(st.one_of(st.none(), st.sampled_from(BIRTHDAYS))),
        "fields": draw(st.dictionaries(st.sampled_from(["size", "Größe"]), st.sampled_from(["XL", "44"]))),
        "is_removed": draw(st.booleans()),
    }


def text_leaves() -> st.SearchStrategy[Leaf]:
    """Conditions on texts: the value stands in one of them, or is one of them."""
    texts: dict[str, Callable[[Card], list[str | None]]] = {
        "name": lambda card: [card.contact.name],
        "title": lambda card: [card.contact.title],
        "notes": lambda card: [card.contact.notes],
        "source": lambda card: [card.contact.source],
        "company": lambda card: [card.employer],
        "city": lambda card: [address.city for address in card.addresses],
        "email": lambda card: [channel.value for channel in card.values("email")],
        "field.size": lambda card: [card.contact.own_fields.get("size")],
        "größe": lambda card: [card.contact.own_fields.get("Größe")],
    }

    def leaf(name: str, text: str, whole: bool) -> Leaf:
        wanted = fold(text)

        def meets(card: Card, _world: World) -> bool:
            held = [each for each in texts[name](card) if each]
            return any(
                wanted == fold(each) if whole else wanted in fold(each) or wanted in joined(each) for each in held
            )

        return Leaf(Field(name, (Value(text, "=" if whole else "", True),)), meets)

    values = st.sampled_from([*TEXTS, "maju", "XL", "4", "lukasz", "xiao ming", "xiaoming", "example"])
    return st.builds(leaf, st.sampled_from(list(texts)), values, st.booleans())


def choice_leaves() -> st.SearchStrategy[Leaf]:
    """Conditions whose values are a few words, and what somebody has."""

    def leaf(pair: tuple[str, str]) -> Leaf:
        name, value = pair

        def meets(card: Card, _world: World) -> bool:
            return (getattr(card.contact, name) or "none") == value

        return Leaf(Field(name, (Value(value),)), meets)

    pairs = [("kind", kind) for kind in contacts.KINDS] + [("status", status) for status in contacts.STATUSES]
    pairs += [("triage", each) for each in ("none", "done", "later")]
    return st.builds(leaf, st.sampled_from(pairs))


def presence_leaves() -> st.SearchStrategy[Leaf]:
    has: dict[str, Callable[[Card], object]] = {
        "email": lambda card: card.values("email"),
        "phone": lambda card: card.values("phone"),
        "address": lambda card: card.addresses,
        "birthday": lambda card: card.occasions,
        "company": lambda card: card.contact.employer_id,
        "group": lambda card: card.groups,
        "notes": lambda card: card.contact.notes,
        "cadence": lambda card: card.contact.cadence_days,
        "touch": lambda card: card.contact.last_touch_at,
        "size": lambda card: "size" in card.contact.own_fields,
        "relation": lambda card: card.relations,
    }
    return st.sampled_from(list(has)).map(
        lambda name: Leaf(Field("has", (Value(name),)), lambda card, _world: bool(has[name](card)))
    )


def group_leaves() -> st.SearchStrategy[Leaf]:
    def leaf(text: str, whole: bool) -> Leaf:
        exact = [name for name in GROUPS if fold(name) == fold(text)]
        meant = exact or [name for name in GROUPS if fold(name).startswith(fold(text))]

        def meets(card: Card, world: World) -> bool:
            return any(set(meant) & set(_line_up(name, world.parents)) for name in card.groups)

        return Leaf(Field("group", (Value(text, "=" if whole and exact else "", True),)), meets)

    return st.builds(leaf, st.sampled_from(["vip", "golf", "GOLF club", "g", "co", "Cold"]), st.booleans())


def _line_up(name: str, parents: dict[str, str | None]) -> list[str]:
    above = parents[name]
    return [name, *(_line_up(above, parents) if above else [])]


def day_leaves() -> st.SearchStrategy[Leaf]:
    """Conditions on when something happened, and for how long it did not."""

    def local(instant: str | None) -> date | None:
        return datetime.fromisoformat(instant).astimezone(ZONE).date() if instant else None

    def happened(column: str, low: date, high: date, form: str) -> Leaf:
        low, high = min(low, high), max(low, high)
        texts = {
            "both": (f"{low}..{high}", low, high),
            "from": (f"{(TODAY - low).days}d..", low, date.max),
            "until": (f"..{high}", date.min, high),
            "month": (f"{high:%Y-%m}", high.replace(day=1), _next_month(high) - timedelta(days=1)),
        }
        text, first, last = texts[form]

        def meets(card: Card, _world: World) -> bool:
            day = local(getattr(card.contact, column))
            return day is not None and first <= day <= last

        return Leaf(Field({"last_touch_at": "touched", "created_at": "created"}[column], (Value(text),)), meets)

    def idle(low: int, high: int, form: str) -> Leaf:
        low, high = min(low, high), max(low, high)
        text = {"both": f"{low}d..{high}d", "from": f"{low}d..", "until": f"..{high}", "month": f"{low}"}[form]
        least = None if form == "until" else low  # a clock that ran ahead leaves a touch of tomorrow
        most = high if form in ("both", "until") else None

        def meets(card: Card, _world: World) -> bool:
            day = local(card.contact.last_touch_at)
            if day is None:
                return most is None
            days = (TODAY - day).days
            return (least is None or least <= days) and (most is None or days <= most)

        return Leaf(Field("idle", (Value(text),)), meets)

    forms = st.sampled_from(["both", "from", "until", "month"])
    return st.one_of(
        st.builds(happened, st.sampled_from(["last_touch_at", "created_at"]), DAYS, DAYS, forms),
        st.builds(lambda one, other, form: idle((TODAY - one).days, (TODAY - other).days, form), DAYS, DAYS, forms),
    )


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def number_leaves() -> st.SearchStrategy[Leaf]:
    def leaf(low: int, high: int) -> Leaf:
        low, high = min(low, high), max(low, high)

        def meets(card: Card, _world: World) -> bool:
            return card.contact.cadence_days is not None and low <= card.contact.cadence_days <= high

        return Leaf(Field("cadence", (Value(f"{low}..{high}d"),)), meets)

    def birthday(ahead: int) -> Leaf:
        def meets(card: Card, _world: World) -> bool:
            return any(_falls_on(card, TODAY + timedelta(days=offset)) for offset in range(ahead + 1))

        return Leaf(Field("birthday", (Value(f"..{ahead}d"),)), meets)

    return st.one_of(st.builds(leaf, st.integers(1, 40), st.integers(1, 40)), st.builds(birthday, st.integers(0, 400)))


def _falls_on(card: Card, day: date) -> bool:
    has_29 = (day.year % 4 == 0 and day.year % 100 != 0) or day.year % 400 == 0
    for occasion in card.occasions:
        falls = (2, 28) if (occasion.month, occasion.day) == (2, 29) and not has_29 else (occasion.month, occasion.day)
        if occasion.kind == "birthday" and falls == (day.month, day.day):
            return True
    return False


def word_leaves() -> st.SearchStrategy[Leaf]:
    words = st.sampled_from([("budi",), ("lukasz",), ("3456", "7890"), ("maju", "budi"), ("bandung",), ("王",)])
    return words.map(lambda each: Leaf(Words(each), lambda card, world: card.contact.id in world.found(each)))


LEAVES = st.one_of(
    text_leaves(), choice_leaves(), presence_leaves(), group_leaves(), day_leaves(), number_leaves(), word_leaves()
)


def _all(leaves: list[Leaf]) -> Leaf:
    # Words beside one another would be searched together, which means something else.
    nodes = [Not(Not(leaf.node)) if isinstance(leaf.node, Words) else leaf.node for leaf in leaves]
    return Leaf(query.all_of(nodes), lambda card, world: all(leaf.meets(card, world) for leaf in leaves))


QUERIES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        inner.map(lambda leaf: Leaf(Not(leaf.node), lambda card, world: not leaf.meets(card, world))),
        st.lists(inner, min_size=1, max_size=3).map(_all),
        st.lists(inner, min_size=1, max_size=3).map(
            lambda leaves: Leaf(
                query.any_of([leaf.node for leaf in leaves]),
                lambda card, world: any(leaf.meets(card, world) for leaf in leaves),
            )
        ),
    ),
    max_leaves=6,
)


@settings(max_examples=60)
@given(st.lists(people(), max_size=6), st.lists(QUERIES, min_size=4, max_size=12))
def test_a_query_picks_out_whom_a_look_at_each_card_would(
    given_people: list[dict[str, Any]], leaves: list[Leaf]
) -> None:
    with _filled(given_people) as store:
        every = list(cards.listed(store.connection))
        world = World(lambda words: set(search.find_ids(store.connection, words, 0)), dict(GROUPS))
        for leaf in leaves:
            expected = [card.contact.id for card in every if leaf.meets(card, world)]
            text = query.text(leaf.node)
            assert criteria.contact_ids(store.connection, [text], today=TODAY) == expected, text
            met = criteria.compiled(store.connection, [text], today=TODAY)
            assert [card.contact.id for card in cards.listed(store.connection, met=met)] == expected, text


@contextmanager
def _filled(given_people: list[dict[str, Any]]) -> Iterator[Store]:
    """A store with these people, and the groups and own fields that conditions may name."""
    with factories.temporary_store() as store:
        with store.write("filled") as tx:
            for name, parent in GROUPS.items():
                group_id = groups.add(tx, name)
                if parent:
                    groups.edit(tx, group_id, parent_id=groups.find(tx.connection, parent))
            removed = contacts.insert(tx, {"name": "gone", "fields": json.dumps({"size": "S", "Größe": "M"})})
            contacts.remove(tx, removed)
            for one in given_people:
                _add(tx, one)
        yield store


def _add(tx: Any, one: dict[str, Any]) -> None:
    row = {key: one[key] for key in ("name", "kind", "status", "triage", "title", "notes", "source", "cadence_days")}
    row["fields"] = json.dumps(one["fields"])
    if one["company"]:
        row["employer_id"] = contacts.find_or_add_company(tx, one["company"])
    contact_id = contacts.insert(tx, row)
    for column, moment in (("last_touch_at", one["touched"]), ("created_at", one["created"])):
        if moment:
            instant = moment.replace(tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            tx.connection.execute(f"UPDATE contact SET {column} = ? WHERE id = ?", (instant, contact_id))
    if one["city"]:
        addresses.add(tx, contact_id, "", {"city": one["city"]})
    for kind in ("phone", "email"):
        if one[kind]:
            channels.add(tx, contact_id, channels.typed(kind, one[kind], "ID"))
    for group in one["groups"]:
        groups.put(tx, groups.find_or_add(tx, group), contact_id)
    if one["birthday"]:
        occasions.insert(tx, contact_id, "birthday", *one["birthday"])
    if one["is_removed"]:
        contacts.remove(tx, contact_id)
