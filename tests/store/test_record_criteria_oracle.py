"""A query picks out the activities and follow-ups that a plain look at each would: in SQL and in Python."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli import query
from crmcli.folding import fold, joined
from crmcli.query import Field, Node, Not, Value, Words
from crmcli.store import activities, activity_kinds, contacts, criteria, followup_values, followups, groups, search
from crmcli.store import settings as business
from crmcli.store.activities import Activity
from crmcli.store.db import Store
from crmcli.store.followups import Followup
from tests import factories

NOW = datetime(2026, 11, 24, 16, 0)
TODAY = NOW.date()
ZONE = ZoneInfo("Asia/Jakarta")
NAMES = ("Budi Santoso", "Łukasz", "王小明", "Budi Ørsted")
TEXTS = ("", "price ok", "Łukasz called", "看房 today", "wife decides", "50%_'\"", "Price, price")
DAYS = st.one_of(st.sampled_from([date(2026, 11, 1), TODAY]), st.dates(date(2026, 10, 25), TODAY))
# In UTC, about midnight where the user works: that is 17:00.
TIMES = st.sampled_from([time(0), time(16, 59, 59), time(17), time(23, 59, 59)])
DUES = st.builds(
    lambda day, at: f"{day}{at}",
    st.one_of(st.just(TODAY), st.dates(date(2026, 11, 20), date(2026, 12, 10))),
    st.sampled_from(["", "T00:00", "T15:59", "T16:00", "T16:01"]),
)

Who = Sequence[int]


class World(NamedTuple):
    """What a look at a record needs besides: whom a look-up finds, the names, and who is in the group."""

    found: Callable[[tuple[str, ...]], set[int]]
    names: dict[int, str]
    members: set[int]


Meets = Callable[[Any, Who, World], bool]


class Leaf(NamedTuple):
    """A condition and what it means of a record and those it is about."""

    node: Node
    meets: Meets


def _has(wanted: str, text: str | None) -> bool:
    return bool(text) and (fold(wanted) in fold(str(text)) or fold(wanted) in joined(str(text)))


def _begins(word: str, text: str) -> bool:
    """Whether a word of the text begins so: as it is written, or as it is read."""
    letters = "".join(each if each.isalnum() else " " for each in f"{fold(text)} {joined(text)}")
    return any(each.startswith(fold(word)) for each in letters.split())


def shared_leaves() -> st.SearchStrategy[Leaf]:
    """Conditions on whom a record is about."""

    def named(text: str) -> Leaf:
        return Leaf(
            Field("with", (Value(text, "", True),)),
            lambda _record, who, world: any(_has(text, world.names[each]) for each in who),
        )

    grouped = Leaf(
        Field("group", (Value("vip"),)), lambda _record, who, world: any(each in world.members for each in who)
    )
    return st.one_of(st.just(grouped), st.sampled_from(["budi", "lukasz", "xiao ming", "x"]).map(named))


def words(said: Callable[[Any], str], plain: Callable[[Any, str], bool]) -> st.SearchStrategy[Leaf]:
    """Words, each of which stands in the record, means something of it, or finds somebody whom it is about."""

    def leaf(each: tuple[str, ...]) -> Leaf:
        def meets(record: Any, who: Who, world: World) -> bool:
            one_by_one = all(
                _begins(word, said(record)) or plain(record, word) or set(who) & world.found((word,)) for word in each
            )
            return one_by_one or bool(set(who) & world.found(each))

        return Leaf(Words(each), meets)

    typed = [("budi",), ("price",), ("budi", "pri"), ("lukasz",), ("call", "wife"), ("missed",), ("late",), ("fang",)]
    return st.sampled_from(typed).map(leaf)


def _local(instant: str | None) -> date | None:
    return datetime.fromisoformat(instant).astimezone(ZONE).date() if instant else None


def days(name: str, day_of: Callable[[Any], date | None], *, ahead: bool) -> st.SearchStrategy[Leaf]:
    """A range of days, written out or counted from today."""

    def leaf(one: date, other: date, form: str) -> Leaf:
        low, high = min(one, other), max(one, other)
        until = f"{(high - TODAY).days}d" if ahead and high >= TODAY else str(high)
        text, first, last = {
            "both": (f"{low}..{high}", low, high),
            "until": (f"..{until}", date.min, high),
            "since": (f"{low}..", low, date.max),
        }[form]

        def meets(record: Any, _who: Who, _world: World) -> bool:
            day = day_of(record)
            return day is not None and first <= day <= last

        return Leaf(Field(name, (Value(text),)), meets)

    around = st.dates(TODAY - timedelta(days=25), TODAY + timedelta(days=20 if ahead else 0))
    return st.builds(leaf, around, around, st.sampled_from(["both", "until", "since"]))


def choices(name: str, values: Sequence[str], of: Callable[[Any], str]) -> st.SearchStrategy[Leaf]:
    """One of a few values."""
    return st.sampled_from(list(values)).map(
        lambda value: Leaf(Field(name, (Value(value),)), lambda record, _who, _world: of(record) == value)
    )


def flags(**conditions: Callable[[Any], object]) -> st.SearchStrategy[Leaf]:
    """What is known of a record."""
    return st.sampled_from(list(conditions)).map(
        lambda name: Leaf(Field("has", (Value(name),)), lambda record, _who, _world: bool(conditions[name](record)))
    )


def _all(leaves: list[Leaf]) -> Leaf:
    # Words beside one another would be searched together, which means something else.
    nodes = [Not(Not(leaf.node)) if isinstance(leaf.node, Words) else leaf.node for leaf in leaves]
    return Leaf(query.all_of(nodes), lambda *given: all(leaf.meets(*given) for leaf in leaves))


def queries(leaves: st.SearchStrategy[Leaf]) -> st.SearchStrategy[Leaf]:
    """The conditions put together."""
    return leaves | st.recursive(
        leaves,
        lambda inner: st.one_of(
            inner.map(lambda leaf: Leaf(Not(leaf.node), lambda *given: not leaf.meets(*given))),
            st.lists(inner, min_size=1, max_size=3).map(_all),
            st.lists(inner, min_size=1, max_size=3).map(
                lambda leaves: Leaf(
                    query.any_of([leaf.node for leaf in leaves]),
                    lambda *given: any(leaf.meets(*given) for leaf in leaves),
                )
            ),
        ),
        max_leaves=6,
    )


def _is_plain(activity: Activity, word: str) -> bool:
    return word in (activity.kind, activity.outcome)


def _is_late(followup: Followup) -> bool:
    """By its own words and no comparison of texts: the day, or the minute, has passed."""
    day, _t, clock = followup.due.partition("T")
    if followup.done_at:
        return False
    return date.fromisoformat(day) < TODAY or (day == str(TODAY) and bool(clock) and clock < "16:00")


ACTIVITIES = queries(
    st.one_of(
        shared_leaves(),
        words(lambda a: f"{a.summary} {a.body or ''}", _is_plain),
        days("at", lambda a: _local(a.at), ahead=False),
        choices("kind", activity_kinds.BUILT_IN, lambda a: str(a.kind)),
        choices("outcome", activity_kinds.OUTCOMES, lambda a: str(a.outcome)),
        choices("direction", ["incoming", "outgoing", "none"], lambda a: a.direction or "none"),
        flags(minutes=lambda a: a.minutes, cost=lambda a: a.cost, text=lambda a: a.summary or a.body),
        st.integers(0, 40).map(
            lambda least: Leaf(
                Field("minutes", (Value(f"{least}.."),)), lambda a, _who, _world: a.minutes and a.minutes >= least
            )
        ),
        st.sampled_from(["price", "lukasz", "wife", "%"]).map(
            lambda text: Leaf(
                Field("text", (Value(text, "", True),)),
                lambda a, _who, _world: _has(text, a.summary) or _has(text, a.body),
            )
        ),
    )
)
FOLLOWUPS = queries(
    st.one_of(
        shared_leaves(),
        words(lambda f: str(f.what), lambda f, word: word == "late" and _is_late(f)),
        days("due", lambda f: date.fromisoformat(f.due[:10]), ahead=True),
        days("done", lambda f: _local(f.done_at), ahead=False),
        choices("priority", followup_values.PRIORITIES, lambda f: str(f.priority)),
        flags(contact=lambda f: f.contact_id, time=lambda f: f.is_timed, warn=lambda f: f.warn_days),
        st.just(Leaf(Field("due", (Value("late"),)), lambda f, _who, _world: _is_late(f))),
        st.just(Leaf(Field("with", (Value("self"),)), lambda f, _who, _world: f.contact_id is None)),
        st.just(Leaf(Field("done", (Value("never"),)), lambda f, _who, _world: f.done_at is None)),
    )
)

MADE_ACTIVITIES = st.fixed_dictionaries(
    {
        "who": st.sets(st.integers(0, len(NAMES) - 1), min_size=1, max_size=3),
        "kind": st.sampled_from(activity_kinds.BUILT_IN),
        "missed": st.booleans(),
        "at": st.builds(datetime.combine, DAYS, TIMES),
        "summary": st.sampled_from(TEXTS),
        "body": st.sampled_from([None, *TEXTS]),
        "minutes": st.sampled_from([None, 5, 30]),
        "cost": st.sampled_from([None, (500, "IDR")]),
    }
)
MADE_FOLLOWUPS = st.fixed_dictionaries(
    {
        "who": st.one_of(st.none(), st.integers(0, len(NAMES) - 1)),
        "what": st.sampled_from([text for text in TEXTS if text]),
        "due": DUES,
        "priority": st.sampled_from(followup_values.PRIORITIES),
        "warn": st.sampled_from([(), (7,)]),
        "done": st.one_of(st.none(), st.builds(datetime.combine, DAYS, TIMES)),
    }
)


@settings(max_examples=40)
@given(
    st.sets(st.integers(0, 3)),
    st.lists(MADE_ACTIVITIES, min_size=2, max_size=8),
    st.lists(ACTIVITIES, min_size=6, max_size=12),
)
def test_a_query_picks_out_the_activities_that_a_look_at_each_would(
    removed: set[int], made: list[dict[str, Any]], leaves: list[Leaf]
) -> None:
    with _filled() as (store, people):
        with store.write("filled") as tx:
            for one in made:
                can_be_missed = one["kind"] in ("call", "meeting", "visit")
                activities.add(
                    tx, one["kind"], [people[each] for each in one["who"]], at=_stamp(one["at"]),
                    summary=one["summary"], body=one["body"], minutes=one["minutes"], cost=one["cost"],
                    outcome="missed" if one["missed"] and can_be_missed else None,
                )  # fmt: skip
        world = _world(store, people, removed)
        every = [
            (each.activity, [number for number, _name in each.who]) for each in activities.listed(store.connection)
        ]
        for leaf in leaves:
            expected = [one.id for one, who in every if leaf.meets(one, [n for n in who if n in world.names], world)]
            text = query.text(leaf.node)
            found = criteria.activity_ids(store.connection, [text], today=TODAY, now_local=NOW)
            assert found == expected, text


@settings(max_examples=40)
@given(
    st.sets(st.integers(0, 3)),
    st.lists(MADE_FOLLOWUPS, min_size=2, max_size=8),
    st.lists(FOLLOWUPS, min_size=6, max_size=12),
)
def test_a_query_picks_out_the_follow_ups_that_a_look_at_each_would(
    removed: set[int], made: list[dict[str, Any]], leaves: list[Leaf]
) -> None:
    with _filled() as (store, people):
        with store.write("filled") as tx:
            for one in made:
                who = None if one["who"] is None else people[one["who"]]
                number = followups.add(
                    tx, one["what"], one["due"], contact_id=who, warn_days=one["warn"], priority=one["priority"]
                )
                if one["done"]:
                    tx.connection.execute("UPDATE followup SET done_at = ? WHERE id = ?", (_stamp(one["done"]), number))
        world = _world(store, people, removed)
        every = followups.listed(store.connection, with_done=True)
        for leaf in leaves:
            expected = [one.id for one in every if leaf.meets(one, [one.contact_id] if one.contact_id else [], world)]
            text = query.text(leaf.node)
            found = criteria.followup_ids(store.connection, [text], today=TODAY, now_local=NOW)
            assert sorted(found) == sorted(expected), text
            listed = followups.listed(store.connection, with_done=True, ids=found)
            assert [one.id for one in listed] == expected, text


@contextmanager
def _filled() -> Iterator[tuple[Store, list[int]]]:
    """A store with the people, of whom the first is in a group; and their numbers."""
    with factories.temporary_store() as store:
        people = [factories.person(store, name) for name in NAMES]
        with store.write("set") as tx:
            business.put(tx, "timezone", "Asia/Jakarta")
            groups.put(tx, groups.find_or_add(tx, "VIP"), people[0])
        yield store, people


def _world(store: Store, people: list[int], removed: set[int]) -> World:
    """What a look needs, after some people were removed."""
    with store.write("removed") as tx:
        for each in removed:
            contacts.remove(tx, people[each])
    names = {
        number: name for place, (number, name) in enumerate(zip(people, NAMES, strict=True)) if place not in removed
    }
    return World(lambda each: set(search.find_ids(store.connection, each, 0)), names, {people[0]} & names.keys())


def _stamp(moment: datetime) -> str:
    return moment.replace(tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
