"""Deals that were exported come back into an empty database as they were, whatever was written of them."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.store import competitors, deal_contacts, deal_moves, deals, followups, outgoing_deals, pipelines, stages
from crmcli.store.db import Store, Transaction
from tests import factories
from tests.factories import counts, imported
from tests.test_importing_deals import exported, known_of

_letters = st.characters(codec="utf-8", exclude_categories=("C", "Z"))
_marks = st.sampled_from((*"=+-@'\"\t,;:|/()<>&#\\", " ::: ", "won", "N/A", "-", "12jt", "2026-01-05", "true"))
_lines = st.lists(st.one_of(st.text(_letters, max_size=6), _marks), min_size=1, max_size=4).map(
    lambda parts: " ".join(" ".join(parts).split())
)
words = _lines.filter(lambda text: any(each.isalnum() for each in text))
notes = st.lists(words, min_size=1, max_size=3).map("\n".join)
tags = st.lists(st.sampled_from(("q4", "hot", "big fish", "Ü", "三一", "a/b")), max_size=3, unique=True)
people = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.lists(st.sampled_from(deal_contacts.ROLES), max_size=2, unique=True),
        st.sampled_from((None, *deal_contacts.STANCES)),
        st.sampled_from((None, *deal_contacts.WARMTHS)),
    ),
    max_size=3,
    unique_by=lambda each: each[0],
)
deal = st.fixed_dictionaries(
    {
        "title": words,
        "notes": st.none() | notes,
        "tags": tags,
        "people": people,
        "fields": st.dictionaries(st.sampled_from(("Plate", "Value", "field.x", "Stage", "注")), words, max_size=2),
        "sum": st.none() | st.tuples(st.integers(1, 10**12), st.sampled_from(("IDR", "USD", "JPY", "KWD"))),
        "share": st.none() | st.integers(1, 10_000),
        "chance": st.none() | st.integers(0, 10_000),
        "way": st.lists(st.tuples(st.integers(0, 4), st.none() | notes), min_size=1, max_size=4),
        "pipeline": st.integers(0, 1),
        "closes": st.lists(st.sampled_from((None, "2026-12-01", "2027-01-31")), max_size=3),
        "outcome": st.sampled_from(("", "", "won", "lost", "void")),
        "rivals": st.lists(st.tuples(words, st.none() | words), max_size=2, unique_by=lambda each: each[0].casefold()),
        "next": st.none() | words,
    }
)


def made(store: Store, given_deals: list[dict[str, Any]]) -> None:
    """Makes the deals through their verbs, and four people to have them with."""
    with store.write("made deals") as tx:
        pipelines.add(tx, 'Rentals, short: "A"')
        stages.add(tx, 2, "viewing: 'A'", chance=3500)
    who = [
        factories.person(store, "Ana, née =1+1", email="ana@x.example"),
        factories.person(store, "Budi", company='Acme "A"'),
        factories.person(store, "Budi", phone="+62 812-3456-7890"),
        factories.person(store, "王小明"),
    ]
    with store.write("made deals") as tx:
        for number, each in enumerate(given_deals):
            _make(tx, who, number, each)


def _make(tx: Transaction, who: list[int], number: int, one: dict[str, Any]) -> None:
    there = [each for each in stages.of_pipeline(tx.connection, (1, 2)[one["pipeline"]]) if each.is_open]
    way = [(there[place % len(there)], note) for place, note in one["way"]]
    value, currency = one["sum"] or (None, None)
    day = f"2026-0{number + 1}"
    deal_id = deals.add(
        tx, one["title"], way[0][0].id, contact_ids=[who[place] for place, *_rest in one["people"]], tags=one["tags"],
        at=f"{day}-01T00:00:00Z", value=value, currency=currency, notes=one["notes"], chance=one["chance"],
        commission_rate=one["share"],
    )  # fmt: skip
    for place, roles, stance, warmth in one["people"]:
        deal_contacts.put(tx, deal_id, who[place], roles=roles or None, stance=stance, warmth=warmth)
    for step, (stage, note) in enumerate(way[1:], 2):
        if stage.id != deals.get(tx.connection, deal_id).stage_id:
            deal_moves.move(tx, deal_id, stage.id, note=note or "", at=f"{day}-0{step}T00:00:00Z", is_forced=True)
    for step, close in enumerate(one["closes"], 1):
        deals.edit(tx, deal_id, expected_close=close, at=f"{day}-1{step}T00:00:00Z")
    deals.edit(tx, deal_id, fields=json.dumps(one["fields"], ensure_ascii=False), source=one["title"][:20].strip())
    for name, note in one["rivals"]:
        competitors.put(tx, deal_id, name, note=note)
    end = f"{day}-20T00:00:00Z"
    if one["outcome"] == "won":
        deal_moves.win(tx, deal_id, at=end)
    elif one["outcome"] == "lost":
        deal_moves.lose(tx, deal_id, one["title"], at=end)
    elif one["outcome"] == "void":
        deal_moves.void(tx, deal_id, note=one["title"], at=end)
    elif one["next"]:
        followups.add(tx, one["next"], "2026-12-01", contact_id=deals.get(tx.connection, deal_id).contact_id,
                      deal_id=deal_id)  # fmt: skip


def moves(store: Store) -> list[tuple[object, ...]]:
    """Every move of every deal, as `crm export moves` tells them, without numbers."""
    ids = [each.id for each in deals.listed(store.connection, with_closed=True, sort="id")]
    return [
        (one.deal.title, each.from_stage, each.to_stage, each.pipeline, each.at, each.left_at, each.note)
        for one in outgoing_deals.each(store.connection, ids)
        for each in one.moves
    ]


@settings(max_examples=30)
@given(st.lists(deal, min_size=1, max_size=3), st.sampled_from(("csv", "json")))
def test_whatever_was_written_of_deals_comes_back_and_again_changes_nothing(
    given_deals: list[dict[str, Any]], format: str
) -> None:
    with factories.temporary_store() as store, factories.temporary_store() as other:
        made(store, given_deals)
        content = exported(store, format)
        before = factories.tables(store)
        assert counts(imported(store, content)) == (0, 0, len(given_deals), 0)
        assert factories.tables(store) == before
        report = imported(other, content, makes_stages=True)
        assert (counts(report), report.problems) == ((len(given_deals), 0, 0, 0), [])
        is_whole = format == "json"
        assert known_of(other, with_all=is_whole) == known_of(store, with_all=is_whole)
        if is_whole:
            assert moves(other) == moves(store)
        assert counts(imported(other, content, makes_stages=True)) == (0, 0, len(given_deals), 0)
