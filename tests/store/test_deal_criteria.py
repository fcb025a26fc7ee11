"""A query about deals: each field picks out what a plain look at every deal would, alone and put together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli import currencies, query
from crmcli.errors import Invalid
from crmcli.folding import fold
from crmcli.query import Field, Node, Value
from crmcli.store import (
    activities,
    competitors,
    contacts,
    criteria,
    criteria_nouns,
    deal_contacts,
    deal_criteria,
    deal_moves,
    deals,
    followups,
    groups,
    pipelines,
    stages,
)
from crmcli.store.db import Store
from crmcli.store.deals import Deal
from tests import factories
from tests.pipelines import year
from tests.rows import each_row

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
LOCAL = datetime(2026, 11, 24, 16)
TODAY = LOCAL.date()
ZONE = ZoneInfo("Asia/Jakarta")


class World(NamedTuple):
    """A year of deals, and what a plain look needs to know of each beside the deal itself."""

    store: Store
    deals: list[Deal]
    people: dict[int, set[int]]
    names: dict[int, str]
    vip: set[int]
    rivals: dict[int, list[str]]
    dues: dict[int, list[str]]


Meets = Callable[[Deal, World], object]


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """A year of 160 deals in two pipelines and five currencies."""
    with factories.temporary_store() as store:
        year(store, 7, deals=160, contacts=40)
        connection = store.connection
        every = deals.listed(connection, with_closed=True, sort="id")
        dues: dict[int, list[str]] = {}
        for each in followups.listed(connection):
            if each.deal_id is not None:
                dues.setdefault(each.deal_id, []).append(each.due)
        vip = next(each.id for each in groups.all_of(connection) if each.name == "VIP")
        rows = connection.execute("SELECT contact_id FROM membership WHERE group_id = ?", (vip,))
        yield World(
            store,
            every,
            {each.id: {who.contact_id for who in deal_contacts.of(connection, each.id)} for each in every},
            dict(connection.execute("SELECT id, name FROM contact").fetchall()),
            {row[0] for row in rows},
            {each.id: [rival.name for rival in competitors.of(connection, each.id)] for each in every},
            dues,
        )


def found(store: Store, *words: str, only_open: bool | None = None) -> list[int]:
    """The numbers of the deals that a query means."""
    return criteria.deal_ids(store.connection, words, today=TODAY, now_local=LOCAL, now=NOW, only_open=only_open)


def units(deal: Deal) -> Fraction:
    """What a deal is worth in whole units of its currency."""
    assert deal.currency is not None
    return Fraction(deal.value or 0, 10 ** currencies.minor_digits(deal.currency))


def local(instant: str | None) -> date:
    """The day of an instant where the user works; far ahead where there is none."""
    return datetime.fromisoformat(instant).astimezone(ZONE).date() if instant else date.max


def quiet(deal: Deal, world: World) -> str:
    """The last instant at which anything happened with a deal, by another road than the store's."""
    rows = world.store.connection.execute("SELECT at FROM activity WHERE deal_id = ?", (deal.id,)).fetchall()
    return max([deal.stage_since, *(row[0] for row in rows)])


def stalled(deal: Deal, world: World) -> bool:
    silence = NOW - datetime.fromisoformat(quiet(deal, world))
    return bool(deal.is_open and deal.stale_after_days and silence >= timedelta(days=deal.stale_after_days))


def slipped(deal: Deal) -> bool:
    return deal.is_open and deal.expected_close is not None and date.fromisoformat(deal.expected_close) < TODAY


def closes(deal: Deal, first: date, last: date) -> bool:
    return deal.expected_close is not None and first <= date.fromisoformat(deal.expected_close) <= last


def soonest(deal: Deal, world: World) -> date:
    return min((date.fromisoformat(due[:10]) for due in world.dues.get(deal.id, [])), default=date.max)


def late(deal: Deal, world: World) -> bool:
    return any(due < "2026-11-24T16:00" and due != "2026-11-24" for due in world.dues.get(deal.id, []))


FIELDS: dict[str, Meets] = {
    "stage:proposal": lambda d, w: d.stage == "proposal",
    "stage:prop": lambda d, w: d.stage == "proposal",
    "stage:new,won": lambda d, w: d.stage in ("new", "won"),
    "stage:sales/new": lambda d, w: (d.stage, d.pipeline) == ("new", "Sales"),
    "pipeline:rent": lambda d, w: d.pipeline == "Rentals",
    "title:trucks": lambda d, w: "trucks" in d.title,
    "title:strasse": lambda d, w: "Straße" in d.title,
    "value:none": lambda d, w: d.value is None,
    "commission:none": lambda d, w: d.commission is None,
    "value:10k..50k": lambda d, w: d.value and 10_000 <= units(d) <= 50_000,
    "value:..20000.5": lambda d, w: d.value and units(d) <= Fraction("20000.5"),
    "value:1m..": lambda d, w: d.value and units(d) >= 1_000_000,
    "value:usd10k..": lambda d, w: d.value and d.currency == "USD" and units(d) >= 10_000,
    "value:5jt..idr900jt": lambda d, w: d.value and d.currency == "IDR" and 5 * 10**6 <= units(d) <= 900 * 10**6,
    "value:jpy1m..": lambda d, w: d.value and d.currency == "JPY" and units(d) >= 10**6,
    "commission:1000..": lambda d, w: (
        d.commission and Fraction(d.commission, 10 ** currencies.minor_digits(str(d.currency))) >= 1000
    ),
    "chance:50..": lambda d, w: d.chance >= 5000,
    "chance:..12.5": lambda d, w: d.chance <= 1250,
    "is:open": lambda d, w: d.outcome == "open",
    "is:closed": lambda d, w: d.outcome != "open",
    "is:won,lost": lambda d, w: d.outcome in ("won", "lost"),
    "is:void": lambda d, w: d.outcome == "void",
    "is:stalled": stalled,
    "stalled:yes": stalled,
    "stalled:no": lambda d, w: d.is_open and not stalled(d, w),
    "stalled:30d..": lambda d, w: d.is_open and local(quiet(d, w)) <= TODAY - timedelta(days=30),
    "is:slipped": lambda d, w: slipped(d),
    "close:slipped": lambda d, w: slipped(d),
    "close:none": lambda d, w: d.expected_close is None,
    "close:..30d": lambda d, w: closes(d, date.min, TODAY + timedelta(days=30)),
    "close:30d": lambda d, w: closes(d, TODAY, TODAY + timedelta(days=30)),
    "close:2026-12": lambda d, w: closes(d, date(2026, 12, 1), date(2026, 12, 31)),
    "next:none": lambda d, w: d.is_open and soonest(d, w) == date.max,
    "next:any": lambda d, w: soonest(d, w) < date.max,
    "next:late": late,
    "next:..7d": lambda d, w: soonest(d, w) <= TODAY + timedelta(days=7),
    "tag:q4": lambda d, w: "q4" in d.tags,
    "tag:ueber,big": lambda d, w: "big fish" in d.tags,
    "tag:ub": lambda d, w: "Übersee" in d.tags,
    "tag:=q": lambda d, w: False,
    "source:fair": lambda d, w: d.source == "fair",
    "since:30d..": lambda d, w: local(d.stage_since) <= TODAY - timedelta(days=30),
    "age:..90d": lambda d, w: local(d.created_at) >= TODAY - timedelta(days=90),
    "created:2026-06": lambda d, w: (local(d.created_at).year, local(d.created_at).month) == (2026, 6),
    "closed:never": lambda d, w: d.closed_at is None,
    "closed:60d": lambda d, w: TODAY - timedelta(days=60) <= local(d.closed_at) <= TODAY,
    "won:90d..": lambda d, w: d.outcome == "won" and local(d.closed_at) >= TODAY - timedelta(days=90),
    "lost:..2026-09": lambda d, w: d.outcome == "lost" and local(d.closed_at) <= date(2026, 9, 30),
    "reason:price": lambda d, w: d.lost_reason == "price",
    "competitor:acme": lambda d, w: "Acme" in w.rivals[d.id],
    "with:contact": lambda d, w: w.people[d.id],
    "with:7": lambda d, w: any("7" in w.names[each] for each in w.people[d.id]),
    "group:vip": lambda d, w: w.people[d.id] & w.vip,
    "kind:company": lambda d, w: any(int(w.names[each].split()[1]) % 5 == 0 for each in w.people[d.id]),
    "has:value": lambda d, w: d.value is not None,
    "has:contact": lambda d, w: w.people[d.id],
    "has:next": lambda d, w: w.dues.get(d.id),
    "has:tag": lambda d, w: d.tags,
    "has:competitor": lambda d, w: w.rivals[d.id],
    "id:d7,20..30": lambda d, w: d.id == 7 or 20 <= d.id <= 30,
}  # fmt: skip


@each_row("text", FIELDS)
def test_a_field_picks_out_the_deals_that_a_look_at_each_would(world: World, text: str) -> None:
    expected = [each.id for each in world.deals if FIELDS[text](each, world)]
    assert found(world.store, text) == expected
    still_open = {each.id for each in world.deals if each.is_open}
    assert found(world.store, text, only_open=True) == [each for each in expected if each in still_open]
    assert found(world.store, text, only_open=False) == [each for each in expected if each not in still_open]


def test_the_year_has_deals_that_meet_a_field_and_some_that_do_not(world: World) -> None:
    plain = {text for text, meets in FIELDS.items() if 0 < sum(bool(meets(d, world)) for d in world.deals) < 160}
    assert len(plain) > len(FIELDS) * 0.85


class Leaf(NamedTuple):
    """A query and what it means."""

    node: Node
    meets: Meets


def _leaf(text: str) -> Leaf:
    return Leaf(query.parsed([text]), FIELDS[text])


def _both(leaves: list[Leaf]) -> Leaf:
    return Leaf(query.all_of([each.node for each in leaves]), lambda *given: all(each.meets(*given) for each in leaves))


def _either(leaves: list[Leaf]) -> Leaf:
    return Leaf(query.any_of([each.node for each in leaves]), lambda *given: any(each.meets(*given) for each in leaves))


QUERIES = st.recursive(
    st.sampled_from(sorted(FIELDS)).map(_leaf),
    lambda inner: st.one_of(
        inner.map(lambda leaf: Leaf(query.Not(leaf.node), lambda *given: not leaf.meets(*given))),
        st.lists(inner, min_size=1, max_size=3).map(_both),
        st.lists(inner, min_size=1, max_size=3).map(_either),
    ),
    max_leaves=8,
)


@settings(max_examples=60)
@given(st.lists(QUERIES, min_size=4, max_size=4))
def test_conditions_put_together_pick_out_the_same_as_a_look_at_each(world: World, leaves: list[Leaf]) -> None:
    for leaf in leaves:
        text = query.text(leaf.node)
        assert found(world.store, text) == [d.id for d in world.deals if leaf.meets(d, world)], text


@pytest.fixture
def desk(store: Store) -> Store:
    """d1 Fleet policy with Budi of PT Maju, decided by Sari; d2 报价方案 with 王小明; d3 Orphan; d4 lost, d5 won."""
    budi = factories.person(store, "Budi Santoso", company="PT Maju", groups=["VIP"])
    sari, wang = factories.person(store, "Ibu Sari"), factories.person(store, "王小明")
    with store.write("filled") as tx:
        first = stages.named(tx.connection, "new").id
        d1 = deals.add(
            tx, "Fleet policy", first, contact_ids=[budi, sari], tags=["Q4", "Renewal"], value=85, currency="IDR"
        )
        deals.add(tx, "报价方案", first, contact_ids=[wang], value=1_200_000, currency="USD", chance=5550)
        deals.add(tx, "Orphan, won ton", first)
        d4, d5 = deals.add(tx, "Depot", first, contact_ids=[wang]), deals.add(tx, "Ramp", first, contact_ids=[sari])
        deal_moves.lose(tx, d4, "price", competitor="Asuransi Jaya")
        deal_moves.win(tx, d5)
        deal_contacts.put(tx, d1, sari, roles=["decides,pays"], stance="against", warmth="hot")
        followups.add(tx, "send quote", "2026-11-24T15:00", contact_id=budi, deal_id=d1)
        deals.edit(tx, d1, notes="needs the señor's word", fields='{"Size":"XL","budget":"1200"}')
        group = groups.find_or_add(tx, "Insured")
        groups.put(tx, group, contacts.find_or_add_company(tx, "PT Maju"))
    return store


@each_row(
    ("words", "numbers"),
    [
        (["fleet"], [1]),
        (["leet"], [1]),
        (["FLEET", "budi"], [1]),
        (["maju"], [1]),
        (["sari"], [1, 5]),
        (["方案"], [2]),
        (["fangan"], [2]),
        (["wang", "bao"], [2]),
        (["renew"], [1]),
        (["senor"], [1]),
        (["enor"], []),
        (["d2"], [2]),
        (["won"], [3, 5]),
        (["lost"], [4]),
        (["open"], [1, 2, 3]),
        (["unplanned", "orphan"], [3]),
        (["nobody"], []),
        (["%"], []),
        (["title:fleet"], [1]),
        (["company:maju"], [1]),
        (["group:insured"], [1]),
        (["group:vip"], [1]),
        (["role:dec"], [1]),
        (["role:uses"], []),
        (["stance:against"], [1]),
        (["warmth:hot"], [1]),
        (["competitor:jaya"], [4]),
        (["has:role"], [1]),
        (["has:reason"], [4]),
        (["size:xl"], [1]),
        (["field.size:XL"], [1]),
        (["budget:1000.."], [1]),
        (["has:size"], [1]),
        (["next:late"], [1]),
        (["chance:55.5"], [2]),
        (["chance:>55.5"], [5]),
        (["value:<12k"], [1]),
        (["value:USD12k"], [2]),
        (["value:>99999999999999999999999999"], []),
        (["value:USD1..99999999999999999999"], [2]),
    ],
)  # fmt: skip
def test_words_people_and_standing_are_asked_about(desk: Store, words: list[str], numbers: list[int]) -> None:
    assert found(desk, *words) == numbers


@each_row(
    ("text", "sentence", "hint"),
    [
        ("stage:xyz", "There is no stage 'xyz'.", "There is: new, contacted"),
        ("stage:propsal", "There is no stage 'propsal'.", "Did you mean proposal?"),
        ("stage:=prop", "There is no stage 'prop'.", "Did you mean proposal?"),
        ("is:late", "'late' is not among them.", "There is: open, closed"),
        ("won:0", "'0' is not a day.", "Write 2026-01-31"),
        ("pipeline:rent", "There is no pipeline 'rent'.", "There is: Sales."),
        ("amount:5", "There is no field 'amount'.", "Did you mean value?"),
        ("value:lots", "'lots' is not money.", "Write 250000"),
        ("value:usd5..eur9", "'usd5..eur9' is of two currencies.", "value:USD10k..50k"),
        ("value:5..4", "The range '5..4' ends before it begins.", ""),
        ("chance:150", "A percentage is at most 100 percent.", ""),
        ("role:boss", "There is no role 'boss'.", "decides, uses"),
        ("stage:>new", "stage has no order.", "stage:VALUE"),
        ("stalled:soon", "'soon' is no length of time.", "Write 90d"),
    ],
)
def test_what_is_no_condition_is_refused_with_what_would_be(desk: Store, text: str, sentence: str, hint: str) -> None:
    with pytest.raises(Invalid) as refused:
        found(desk, text)
    assert sentence in refused.value.message
    assert hint in refused.value.hint


def test_a_deal_of_another_pipeline_is_found_by_the_stage_they_share(desk: Store) -> None:
    with desk.write("another pipeline") as tx:
        other = pipelines.add(tx, "Rentals")
        number = deals.add(tx, "Villa", stages.named(tx.connection, "Rentals/proposal").id)
    assert found(desk, "stage:proposal") == [number]
    assert found(desk, "stage:rentals/proposal", "pipeline:rentals") == [number]
    assert found(desk, "stage:sales/proposal") == []
    assert other != number


def test_what_was_logged_ends_the_silence_of_a_deal(desk: Store) -> None:
    with desk.write("long ago") as tx:
        tx.connection.execute(
            "UPDATE deal SET stage_since = '2026-10-01T00:00:00Z', created_at = '2026-10-01T00:00:00Z'"
        )
    assert found(desk, "stalled") == [1, 2, 3]
    with desk.write("logged") as tx:
        activities.add(tx, "call", [1], at="2026-11-20T09:00:00Z", deal_id=2)
    assert found(desk, "stalled") == [1, 3]


@each_row(
    ("words", "is_about"),
    [
        (["fleet"], False),
        (["stage:new"], False),
        (["stage:won"], True),
        (["stage:xyz"], False),
        (["fleet", "or", "not:lost:30d"], True),
        (["won"], True),
        (["d4"], True),
        (["closed:30d.."], True),
        (["value:10k.."], False),
    ],
)
def test_a_query_that_asks_how_deals_ended_means_closed_ones_too(desk: Store, words: list[str], is_about: bool) -> None:
    assert deal_criteria.is_about_closed(desk.connection, query.parsed(words)) is is_about


def test_who_bought_who_never_did_and_who_did_twice_is_known(desk: Store) -> None:
    def people(text: str) -> list[str]:
        ids = criteria.contact_ids(desk.connection, [text], today=TODAY, now_local=LOCAL)
        return [contacts.get(desk.connection, each).name for each in ids]

    with desk.write("won another, and one with Budi") as tx:
        first = stages.named(tx.connection, "new").id
        for who in ("Ibu Sari", "Budi Santoso"):
            (contact_id,) = (row[0] for row in tx.connection.execute("SELECT id FROM contact WHERE name = ?", (who,)))
            deal_moves.win(tx, deals.add(tx, "More", first, contact_ids=[contact_id]))
    assert people("won:0") == ["王小明"]
    assert people("won:1..") == ["Budi Santoso", "Ibu Sari", "PT Maju"]
    assert people("won:2..") == ["Ibu Sari"]
    assert people("deals:1..") == ["Budi Santoso", "Ibu Sari", "PT Maju", "王小明"]
    assert people("bought:today") == ["Budi Santoso", "Ibu Sari", "PT Maju"]
    assert people("bought:never") == ["王小明"]


@each_row("value", ["x", "it's", '"; --', "é\0"])
def test_the_text_of_the_sql_does_not_depend_on_the_values(desk: Store, value: str) -> None:
    def sql(text: str) -> str:
        names = ("title", "with", "company", "competitor", "tag", "reason", "source", "notes", "city")
        nodes = tuple(Field(name, (Value(text, "=", True),)) for name in names)
        return criteria.of_tree(desk.connection, query.And(nodes), today=TODAY, noun=criteria_nouns.DEAL).sql

    assert fold(value) == "" or sql(value) == sql("anything")
