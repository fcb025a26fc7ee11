"""What an import of deals promises: nothing lost or counted twice, the same again changes nothing, true history."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli import serialising
from crmcli.commands import deal_export_rows
from crmcli.import_report import Report
from crmcli.store import (
    close_changes,
    competitors,
    deal_contacts,
    deal_moves,
    deal_soundness,
    deals,
    followups,
    operations,
    outgoing_deals,
    stages,
)
from crmcli.store.db import Store
from tests import factories, pipelines
from tests.factories import NOW, counts, imported

TODAY = NOW.date()
MODEST = settings(max_examples=40)
HEADER = (
    "Deal Name,Amount,Currency,Stage,Status,Pipeline,Contact,Company,Email,Created,Won time,Lost time,Lost reason,Tags"
)


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    """A new store in the test's home, open for changes."""
    with closing(factories.store(home)) as made:
        yield made


def table(*rows: str, header: str = HEADER) -> str:
    """A table of deals of a program that nobody knows."""
    return "\n".join([header, *rows, ""])


def exported(store: Store, format: str) -> str:
    """All deals as an export writes them."""
    ids = [each.id for each in deals.listed(store.connection, with_closed=True, sort="id")]
    rows = (deal_export_rows.of_deal(each, NOW, TODAY) for each in outgoing_deals.each(store.connection, ids))
    if format == "json":
        return "".join(serialising.json_listing(rows, is_indented=False))
    columns = deal_export_rows.columns(outgoing_deals.own_fields(store.connection, ids))
    return "".join(serialising.csv_listing(rows, columns))


def only(store: Store) -> deals.Deal:
    """The one deal that there is."""
    (found,) = deals.listed(store.connection, with_closed=True)
    return found


def way(store: Store, deal_id: int) -> list[tuple[str, str]]:
    """The stages that a deal went through, each with its instant."""
    return [(each.to_stage, each.at) for each in deal_moves.history(store.connection, deal_id)]


def reasons(report: Report) -> list[str]:
    return [each.reason for each in report.problems]


def known_of(store: Store, *, with_all: bool) -> list[dict[str, Any]]:
    """What is known of every deal, in the order they came; with all also what CSV has no place for."""
    found = []
    for row in json.loads(exported(store, "json")):
        people = [{**each, "id": None} for each in row["contacts"]]
        kept = {
            key: row[key]
            for key in (
                "title", "company", "pipeline", "stage", "outcome", "value", "chance", "is_own_chance", "commission",
                "commission_rate", "expected_close", "stage_since", "closed_at", "created_at", "lost_reason", "source",
                "tags", "notes", "fields",
            )
        }  # fmt: skip
        kept["contact"] = row["contact"] and row["contact"]["name"]
        kept["next"] = row["next"] and (row["next"]["what"], row["next"]["due"])
        kept["way"] = [(each["pipeline"], each["to"], each["at"]) for each in row["history"]]
        if with_all:
            kept |= {"people": people, "history": row["history"], "rivals": row["competitors"]}
            kept["closes"] = row["close_changes"]
        found.append(kept)
    return found


@pytest.mark.parametrize("format", ["csv", "json"])
def test_a_year_of_deals_comes_back_as_it_was_and_again_changes_nothing(store: Store, format: str) -> None:
    pipelines.year(store, 7, deals=120, contacts=40)
    content = exported(store, format)
    before = factories.tables(store)
    assert counts(imported(store, content)) == (0, 0, 120, 0)
    assert factories.tables(store) == before
    with factories.temporary_store() as other:
        report = imported(other, content, makes_stages=True)
        assert counts(report) == (120, 0, 0, 0)
        assert known_of(other, with_all=format == "json") == known_of(store, with_all=format == "json")
        after = factories.tables(other)
        assert counts(imported(other, content, makes_stages=True)) == (0, 0, 120, 0)
        assert factories.tables(other) == after
        operations.undo(other)
        assert factories.tables(other) == factories.nothing()


titles = st.sampled_from(("Fleet policy", "Ørsted Café", "三一大樓", "=1+1", 'a "b", c', "Fleet policy"))
people = st.sampled_from(("", "Budi Santoso", "Ana", "王小明"))
rows = st.builds(
    lambda title, amount, stage, status, who, mail, created: ",".join(
        (
            '"' + title.replace('"', '""') + '"',
            amount,
            "USD",
            stage,
            status,
            "",
            who,
            "",
            mail,
            created,
            "",
            "",
            "",
            "q4",
        )
    ),
    titles,
    st.sampled_from(("", "0", "100", "1250.50", "12.5k", "nothing", "-3")),
    st.sampled_from(("", "proposal", "Proposal Made", "Lead In", "won")),
    st.sampled_from(("", "Open", "Won", "Lost", "Deleted")),
    people,
    st.sampled_from(("", "budi@maju.example")),
    st.sampled_from(("", "2026-01-05", "05/01/2026", "2027-01-01", "never")),
)


@MODEST
@given(st.lists(rows, min_size=1, max_size=6), st.booleans())
def test_any_table_is_counted_whole_again_changes_nothing_and_undo_is_exact(lines: list[str], makes: bool) -> None:
    with factories.temporary_store() as made:
        before = factories.tables(made)
        report = imported(made, table(*lines), makes_stages=makes)
        created, updated, unchanged, rejected = counts(report)
        assert created + updated + unchanged == len(lines)
        assert rejected == 0
        after = factories.tables(made)
        assert counts(imported(made, table(*lines), makes_stages=makes)) == (0, 0, len(lines), 0)
        assert factories.tables(made) == after
        assert len(after["deal"]) == created
        deal_soundness.check(made.connection)
        for deal in deals.listed(made.connection, with_closed=True):
            moves = deal_moves.history(made.connection, deal.id)
            assert (moves[-1].to_stage_id, moves[-1].at) == (deal.stage_id, deal.stage_since)
            assert deal.created_at <= moves[0].at <= factories.NOW.strftime("%Y-%m-%dT%H:%M:%SZ")
        if report.operation_id:
            operations.undo(made)
        assert factories.tables(made) == before


def test_a_won_deal_goes_from_when_it_began_to_when_it_was_won_and_nothing_between_is_made_up(store: Store) -> None:
    imported(store, table("Fleet,100,USD,proposal,Won,,,,,2026-01-05 10:00,2026-03-05 11:00,,,"))
    deal = only(store)
    assert (deal.outcome, deal.created_at, deal.closed_at) == ("won", "2026-01-05T03:00:00Z", "2026-03-05T04:00:00Z")
    assert way(store, deal.id) == [("proposal", "2026-01-05T03:00:00Z"), ("won", "2026-03-05T04:00:00Z")]


def test_an_open_deal_began_in_its_stage_unless_the_file_says_since_when_it_is_there(store: Store) -> None:
    imported(store, table("A,1,USD,proposal,,,,,,2026-01-05,,,,"))
    imported(store, table("B,1,proposal,2026-01-05,2026-02-05", header="Deal Name,Amount,Stage,Created,Stage since"))
    first, second = deals.listed(store.connection, sort="id")
    assert way(store, first.id) == [("proposal", "2026-01-05T05:00:00Z")]
    assert way(store, second.id) == [("new", "2026-01-05T05:00:00Z"), ("proposal", "2026-02-05T05:00:00Z")]


def test_hubspots_close_date_is_when_a_closed_deal_was_closed_and_an_open_one_is_expected_to(store: Store) -> None:
    header = "Record ID,Deal Name,Deal Stage,Close Date,Create Date,Deal probability"
    imported(
        store, table("1,A,Closed Won,2026-03-05,2026-01-05,1.0", "2,B,Contract Sent,2026-12-24,,0.9", header=header)
    )
    won, waiting = deals.listed(store.connection, with_closed=True, sort="id")
    assert (won.outcome, won.closed_at, won.expected_close, won.own_chance) == (
        "won",
        "2026-03-05T05:00:00Z",
        None,
        None,
    )
    assert (waiting.outcome, waiting.expected_close, waiting.own_chance) == ("open", "2026-12-24", 9000)


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        ("1.234,56", "EUR", (123456, "EUR")),
        ("Rp 1.500.000", "", (150000000, "IDR")),
        ("5000.0", "USD", (500000, "USD")),
        ("1250.0000", "USD", (125000, "USD")),
        ("1500.00", "JPY", (1500, "JPY")),
        ("12jt", "", (1200000000, "IDR")),
        ("0", "USD", (None, None)),
        ("0.00", "USD", (None, None)),
    ],
)  # fmt: skip
def test_sums_are_read_in_their_currency_and_nothing_is_no_value(
    store: Store, amount: str, currency: str, expected: tuple[int | None, str | None]
) -> None:
    report = imported(store, table(f"Fleet;{amount};{currency}", header="Deal Name;Amount;Currency"))
    deal = only(store)
    assert ((deal.value, deal.currency), reasons(report)) == (expected, [])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Fleet,lots,USD,,,,,,,,,,,", "'lots' is not money."),
        ("Fleet,100,QQQ,,,,,,,,,,,", "QQQ is not a currency that is known."),
        ("Fleet,,,,,,,,,soon,,,,", "soon is not a day that can be read."),
        ("Fleet,,,,,,,,,2027-06-01 10:00,,,,", "2027-06-01 10:00 is yet to come, so it is now."),
        ("Fleet,,,,Won,,,,,,,,,", "It is not said when the deal was closed, so it is today."),
        (
            "Fleet,,,Lead In,,,,,,,,,,",
            "There is no stage 'Lead In' in Sales: its deals are in new (--make-stages adds it).",
        ),
        (
            "Fleet,,,,,Enterprise,,,,,,,,",
            "There is no pipeline 'Enterprise': its deals are in Sales (--make-stages makes it).",
        ),
    ],
)
def test_what_is_not_believed_is_told_with_its_line_and_the_deal_comes_all_the_same(
    store: Store, row: str, reason: str
) -> None:
    report = imported(store, table(row))
    assert [(each.line, each.reason, each.is_rejection) for each in report.problems] == [(2, reason, False)]
    assert only(store).title == "Fleet"


@pytest.mark.parametrize(
    ("name", "stage"),
    [
        ("Proposal Made", "proposal"),
        ("Contact Made", "contacted"),
        ("Negotiations Started", "negotiation"),
        ("Qualified To Buy", "qualified"),
        ("Contract Sent", "negotiation"),
        ("Appointment Scheduled", "contacted"),
        ("報價", "proposal"),
        ("negosiasi", "negotiation"),
        ("Negociação", "negotiation"),
        ("暖", "new"),
    ],
)
def test_an_unknown_stage_is_the_one_with_nearly_the_same_word_else_the_one_as_likely_else_the_first(
    store: Store, name: str, stage: str
) -> None:
    imported(store, table(f"Fleet,,,{name},,,,,,,,,,"))
    assert only(store).stage == stage


def test_stages_and_pipelines_are_made_where_that_is_asked_for(store: Store) -> None:
    rows = ("A,,,Demo,,Enterprise,,,,,,,,", "B,,,Offer,Won,Enterprise,,,,,2026-01-05,,,", "C,,,Demo,,,,,,,,,,")
    report = imported(store, table(*rows), makes_stages=True)
    assert reasons(report) == []
    names = [(each.pipeline, each.stage) for each in deals.listed(store.connection, with_closed=True, sort="id")]
    assert names == [("Enterprise", "Demo"), ("Enterprise", "won"), ("Enterprise", "Demo")]
    kept = store.connection.execute(
        "SELECT s.name FROM stage s JOIN pipeline p ON p.id = s.pipeline_id WHERE p.name = 'Enterprise' "
        "ORDER BY s.position"
    )
    assert [row[0] for row in kept] == ["Demo", "Offer", "won", "lost", "void"]
    after = factories.tables(store)
    operations.undo(store)
    assert factories.tables(store) == factories.nothing()
    operations.redo(store)
    assert factories.tables(store) == after


def stages_of(store: Store, pipeline: str) -> list[tuple[str, int, int | None]]:
    """The open stages of a pipeline: name, chance in percent, days after which a deal is stalled."""
    found = store.connection.execute(
        "SELECT s.name, s.chance / 100, s.stale_after_days FROM stage s JOIN pipeline p ON p.id = s.pipeline_id "
        "WHERE p.name = ? AND s.outcome = 'open' AND s.retired_at IS NULL ORDER BY s.position",
        (pipeline,),
    )
    return [tuple(row) for row in found]


def test_stages_that_are_made_stand_in_the_order_of_their_chances_whatever_comes_first_in_the_file(
    store: Store,
) -> None:
    header = "Record ID,Deal Name,Deal Stage,Pipeline,Deal probability,Close Date"
    rows = (
        "1,A,Contract Sent,Big,0.9,", "2,B,Handshake,Big,0.3,", "3,C,Handshake,Big,0.3,", "4,D,Handshake,Big,0.5,",
        "5,E,Appointment Scheduled,Big,0.2,", "6,F,Closed Won,Big,1.0,2026-03-05",
    )  # fmt: skip
    report = imported(store, table(*rows, header=header), makes_stages=True)
    assert report.deals
    assert report.deals.stages_made == ["Contract Sent", "Handshake", "Appointment Scheduled"]
    assert stages_of(store, "Big") == [
        ("Appointment Scheduled", 20, 14),
        ("Handshake", 30, 14),
        ("Contract Sent", 90, 14),
    ]
    found = deals.listed(store.connection, with_closed=True, sort="id")
    assert [each.own_chance for each in found] == [None, None, None, 5000, None, None]
    assert way(store, found[-1].id)[0][0] == "Appointment Scheduled"


def test_the_chance_of_a_stage_never_becomes_one_of_the_deal_when_its_row_comes_again(store: Store) -> None:
    header = "Record ID,Deal Name,Deal Stage,Deal probability,Amount"
    imported(store, table("1,A,Contract Sent,0.9,", header=header), makes_stages=True)
    deal = only(store)
    with store.write("moved") as tx:
        deal_moves.move(tx, deal.id, stages.named(tx.connection, "new").id)
    imported(store, table("1,A,Contract Sent,0.9,5", header=header))
    assert (only(store).stage, only(store).own_chance, only(store).value) == ("new", None, 500)
    imported(store, table("1,A,Contract Sent,0.7,5", header=header))
    assert only(store).own_chance == 7000


def test_stages_of_which_nothing_is_known_share_the_way_in_the_order_of_the_file(store: Store) -> None:
    rows = ("A,,,Besichtigung,,Miete,,,,,,,,", "B,,,Notar,,Miete,,,,,,,,", "C,,,Demo,,,,,,,,,,")
    imported(store, table(*rows), makes_stages=True)
    assert stages_of(store, "Miete") == [("Besichtigung", 33, 14), ("Notar", 66, 14)]
    assert [name for name, _chance, _days in stages_of(store, "Sales")] == [
        "new", "contacted", "qualified", "Demo", "proposal", "negotiation",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("status", "stage", "reason"),
    [
        ("Negotiation", "negotiation", None),
        ("Proposal sent", "proposal", None),
        ("Sold", "won", None),
        ("terjual", "won", None),
        ("lost - too dear", "lost", "too dear"),
        ("Lost (price)", "lost", "price"),
        ("open", "new", None),
        ("", "new", None),
    ],
)
def test_a_status_that_is_no_outcome_is_the_stage_where_the_table_has_none(
    store: Store, status: str, stage: str, reason: str | None
) -> None:
    imported(store, table(f"A,1,{status}", header="Deal,Value,Status"))
    (deal,) = deals.listed(store.connection, with_closed=True)
    assert (deal.stage, deal.lost_reason) == (stage, reason)


def test_a_status_that_says_nothing_is_told_where_there_is_a_stage_besides(store: Store) -> None:
    report = imported(store, table("A,1,USD,proposal,warm,,,,,,,,,"))
    assert only(store).stage == "proposal"
    assert reasons(report) == ["'warm' does not say whether it is open, won or lost."]


def test_a_stage_that_only_says_how_a_deal_ended_is_never_made(store: Store) -> None:
    imported(store, table("A,1,verkauft,2026-03-05", header="Objekt,Preis,Stand,Abschluss"), makes_stages=True)
    assert [name for name, _chance, _days in stages_of(store, "Sales")] == [
        "new", "contacted", "qualified", "proposal", "negotiation",
    ]  # fmt: skip
    (deal,) = deals.listed(store.connection, with_closed=True)
    assert (deal.title, deal.outcome, deal.closed_at) == ("A", "won", "2026-03-05T05:00:00Z")


def test_whom_a_deal_is_with_is_known_or_made_with_a_company(store: Store) -> None:
    budi = factories.person(store, "Pak Budi Santoso", email="budi@maju.example", company="PT Maju")
    ana = factories.person(store, "Ana", company="Acme")
    rows = (
        "A,,,,,,Budi Santoso,,BUDI@maju.example,,,,,",  # by e-mail and a name that goes with it
        "B,,,,,,Ana,,,,,,,",  # alone called so
        "C,,,,,,Tuti,PT Baru,tuti@baru.example,,,,,",
        "D,,,,,,,PT Maju,,,,,,",
        "E,,,,,,Tuti,PT Baru,,,,,,",
    )
    report = imported(store, table(*rows))
    found = deals.listed(store.connection, sort="id")
    assert [each.contact_id for each in found[:2]] == [budi, ana]
    assert [(each.contact, each.company) for each in found[2:]] == [
        ("Tuti", "PT Baru"), ("PT Maju", None), ("Tuti", "PT Baru"),
    ]  # fmt: skip
    assert found[2].contact_id == found[4].contact_id
    assert (report.deals and report.deals.contacts_made, report.companies_made) == (1, 1)


def test_a_removed_contact_stays_removed_and_the_deal_is_with_nobody(store: Store) -> None:
    from crmcli.store import contacts

    gone = factories.person(store, "Ana", email="ana@x.example")
    with store.write("removed Ana") as tx:
        contacts.remove(tx, gone)
    report = imported(store, table("A,,,,,,Ana,,ana@x.example,,,,,"))
    assert only(store).contact_id is None
    assert [each.name for each in report.removed] == ["Ana"]


def test_a_match_fills_blanks_and_never_loses_what_the_user_typed(store: Store) -> None:
    header = "Deal - ID,Deal - Title,Deal - Value,Deal - Currency of Value,Deal - Stage,Deal - Lead Source"
    imported(store, table("17,Fleet,,,new,", header=header))
    with store.write("edited") as tx:
        deals.edit(tx, 1, title="Fleet 2027", source="fair")
    again = table("17,Fleet,100,USD,proposal,website", header=header)
    assert counts(imported(store, again, on_match="skip")) == (0, 0, 1, 0)
    assert counts(imported(store, again)) == (0, 1, 0, 0)
    deal = only(store)
    assert (deal.title, deal.value, deal.source, deal.stage) == ("Fleet 2027", 10000, "fair", "new")
    assert counts(imported(store, again, on_match="overwrite")) == (0, 1, 0, 0)
    deal = only(store)
    assert (deal.title, deal.value, deal.source, deal.stage) == ("Fleet", 10000, "website", "proposal")
    assert counts(imported(store, again, on_match="overwrite")) == (0, 0, 1, 0)
    assert counts(imported(store, again, on_match="add")) == (1, 0, 0, 0)


def test_overwriting_closes_and_opens_deals_with_true_moves(store: Store) -> None:
    header = "Deal - ID,Deal - Title,Deal - Stage,Deal - Status,Deal - Deal created,Deal - Lost time,Deal - Lost reason"
    imported(store, table("17,Fleet,proposal,Open,2026-01-05,,", header=header))
    imported(store, table("17,Fleet,proposal,Lost,2026-01-05,2026-06-05,Price", header=header), on_match="overwrite")
    deal = only(store)
    assert (deal.outcome, deal.lost_reason, deal.closed_at) == ("lost", "price", "2026-06-05T05:00:00Z")
    imported(store, table("17,Fleet,negotiation,Open,2026-01-05,,", header=header), on_match="overwrite")
    assert only(store).outcome == "open"
    assert [stage for stage, _at in way(store, 1)] == ["proposal", "lost", "negotiation"]


def test_two_rows_of_one_title_and_customer_are_two_deals(store: Store) -> None:
    rows = ("Fleet,100,USD,,,,Ana,,,,,,,", "Fleet,200,USD,,,,Ana,,,,,,,")
    assert counts(imported(store, table(*rows))) == (2, 0, 0, 0)
    assert counts(imported(store, table(*rows, rows[0]))) == (0, 0, 3, 0)


def test_a_deal_without_a_number_is_known_by_its_title_and_customer_unless_something_speaks_against_it(
    store: Store,
) -> None:
    imported(store, table("Fleet,,,new,,,Ana,,,,,,,"))
    assert counts(imported(store, table("fleet,100,USD,new,,,Ana,,,,,,,"))) == (0, 1, 0, 0)
    assert counts(imported(store, table("Fleet,100,USD,new,,,Budi,,,,,,,"))) == (1, 0, 0, 0)
    with store.write("won") as tx:
        deal_moves.win(tx, 1)
    assert counts(imported(store, table("Fleet,300,USD,new,,,Ana,,,,,,,"))) == (1, 0, 0, 0)


def test_json_brings_people_rivals_and_the_next_step(store: Store) -> None:
    ana, budi = factories.person(store, "Ana", email="ana@x.example"), factories.person(store, "Budi", company="Acme")
    with store.write("made a deal") as tx:
        deal_id = deals.add(
            tx, "Fleet", 1, contact_ids=[ana, budi], value=100, currency="USD", expected_close="2026-12-01"
        )
        deal_contacts.put(tx, deal_id, budi, roles=["decides", "pays"], stance="for", warmth="hot")
        competitors.put(tx, deal_id, "Acme", note="cheap")
        deals.edit(tx, deal_id, expected_close="2026-12-24")
        followups.add(tx, "send offer", "2026-11-27T10:00", contact_id=ana, deal_id=deal_id)
    with factories.temporary_store() as other:
        imported(other, exported(store, "json"))
        assert known_of(other, with_all=True) == known_of(store, with_all=True)
        assert close_changes.of(other.connection, 1) == close_changes.of(store.connection, deal_id)
        assert [(each.what, each.due, each.deal_id) for each in followups.listed(other.connection)] == [
            ("send offer", "2026-11-27T10:00", 1)
        ]


def test_a_history_that_does_not_lead_to_where_the_deal_is_is_not_believed(store: Store) -> None:
    record = {
        "id": 1, "title": "Fleet", "pipeline": "Sales", "stage": "proposal", "outcome": "open",
        "created_at": "2026-01-05T00:00:00Z", "stage_since": "2026-02-05T00:00:00Z",
        "history": [{"pipeline": "Sales", "to": "new", "outcome": "open", "at": "2026-01-05T00:00:00Z"}],
    }  # fmt: skip
    imported(store, json.dumps(record))
    assert way(store, 1) == [("new", "2026-01-05T00:00:00Z"), ("proposal", "2026-02-05T00:00:00Z")]


def test_contacts_and_deals_come_in_one_operation(store: Store) -> None:
    card = factories.card("Ana", email="ana@x.example")
    report = imported(store, table("A,,,,,,Ana,,ana@x.example,,,,,"), card)
    assert counts(report) == (2, 0, 0, 0)
    assert only(store).contact == "Ana"
    assert report.deals is not None
    assert report.deals.contacts_made == 0


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda each: st.lists(each, max_size=2),
    max_leaves=3,
)


@MODEST
@given(st.dictionaries(st.sampled_from(
    ("contact", "company", "value", "next", "stage", "outcome", "history", "contacts", "uids", "tags", "fields",
     "created_at", "closed_at", "chance", "notes", "close_changes", "competitors", "commission_rate")
), json_values | st.dictionaries(st.sampled_from(("name", "amount", "currency", "at")), json_values)))  # fmt: skip
def test_no_record_whatever_it_holds_is_lost_or_raises(record: dict[str, Any]) -> None:
    with factories.temporary_store() as made:
        report = imported(made, json.dumps({"id": 1, "title": "Fleet", **record}))
        assert report.total.read == 1
        assert counts(report) == (1, 0, 0, 0)
        deal_soundness.check(made.connection)


def test_nothing_is_stored_as_anything_but_whole_numbers_and_texts(store: Store) -> None:
    pipelines.year(store, 9, deals=30, contacts=10)
    with factories.temporary_store() as other:
        imported(other, exported(store, "csv"), makes_stages=True)
        for column in ("value", "commission", "commission_rate", "chance"):
            kinds = other.connection.execute(f"SELECT DISTINCT typeof({column}) FROM deal").fetchall()
            assert {row[0] for row in kinds} <= {"integer", "null"}
        assert io.StringIO(exported(other, "csv")).readline().startswith("id,title,contact")


@pytest.mark.parametrize(
    ("said", "reason", "note"),
    [
        ("Price too high", "price", "Price too high"),
        ("PRICE", "price", None),
        ("their boss left", "their boss left", None),
    ],
)
def test_a_loss_counts_under_the_reason_that_crm_lose_would_take_and_keeps_its_words(
    store: Store, said: str, reason: str, note: str | None
) -> None:
    header = "Deal - ID,Deal - Title,Deal - Status,Deal - Lost time,Deal - Lost reason"
    rows = [f"17,Fleet,Lost,2026-03-05,{said}", "18,Vans,Open,,", "19,Bikes,Lost,2026-03-05,"]
    imported(store, table(*rows, header=header))
    closed = table(f"18,Vans,Lost,2026-03-06,{said}", f"19,Bikes,Lost,2026-03-05,{said}", header=header)
    imported(store, closed, on_match="overwrite")
    assert counts(imported(store, closed, on_match="overwrite")) == (0, 0, 2, 0)
    found = deals.listed(store.connection, with_closed=True, sort="id")
    assert [each.lost_reason for each in found] == [reason] * 3
    assert [deal_moves.history(store.connection, each.id)[-1].note for each in found] == [note] * 3


def test_what_an_export_of_ours_says_of_a_loss_is_taken_as_it_is(store: Store) -> None:
    imported(store, table("Fleet,,,,Lost,,,,,,,2026-03-05,,"))
    with store.write("edited") as tx:
        deals.edit(tx, 1, lost_reason="Price too high")
    with factories.temporary_store() as other:
        imported(other, exported(store, "json"))
        assert only(other).lost_reason == "Price too high"


def test_cells_that_say_nothing_are_no_sum_no_day_and_nobody(store: Store) -> None:
    header = "Deal Name,Amount,Contact,Close Date,Stage,Source,Colour"
    report = imported(store, table("Fleet,N/A,-,n/a,null,—,-", header=header))
    deal = only(store)
    assert (deal.value, deal.contact_id, deal.expected_close, deal.source, reasons(report)) == (
        None, None, None, None, [],
    )  # fmt: skip
    assert deal.own_fields == {"Colour": "-"}


def test_a_second_column_of_the_same_is_kept_as_a_field_and_told(store: Store) -> None:
    header = "Deal Name,Amount,Value,Close Date,Expected close,Colour,Colour"
    report = imported(store, table("A,1,2,,2026-12-31,red,blue", "B,1,1,2026-12-30,2026-12-31,,", header=header))
    first, second = deals.listed(store.connection, sort="id")
    assert (first.value, first.expected_close, first.own_fields) == (
        100, "2026-12-31", {"Value": "2", "Colour": "red", "Colour 2": "blue"},
    )  # fmt: skip
    assert (second.expected_close, second.own_fields) == ("2026-12-30", {"Expected close": "2026-12-31"})
    assert report.files[0].unknown == ("Value", "Expected close", "Colour", "Colour 2")


def test_a_next_step_without_a_day_is_a_field_or_a_follow_up_on_the_day_that_is_said(store: Store) -> None:
    header = "Record ID,Deal Name,Deal Stage,Next step,Close Date"
    rows = table("1,A,new,call them,", "2,B,closedlost,try again,2026-03-05", "3,C,new,,", header=header)
    report = imported(store, rows)
    assert report.deals
    assert report.deals.steps_kept == 1
    found = deals.listed(store.connection, with_closed=True, sort="id")
    assert [each.own_fields for each in found] == [{"next step": "call them"}, {"next step": "try again"}, {}]
    assert counts(imported(store, rows, next_on="2026-11-30")) == (0, 1, 2, 0)
    assert counts(imported(store, rows, next_on="2026-12-07")) == (0, 0, 3, 0)
    assert [(each.what, each.due, each.deal_id) for each in followups.listed(store.connection)] == [
        ("call them", "2026-11-30", 1)
    ]
    with factories.temporary_store() as other:
        imported(other, rows, next_on="2026-11-30T10:00")
        assert [(each.what, each.due) for each in followups.listed(other.connection)] == [
            ("call them", "2026-11-30T10:00")
        ]
        assert deals.get(other.connection, 1).own_fields == {}


def figures(report: Report) -> tuple[object, ...]:
    """All that an import counts and tells, but the number of what was done."""
    return counts(report), report.deals, report.companies_made, reasons(report), [each.name for each in report.removed]


@pytest.mark.parametrize(
    ("on_match", "expected"),
    [
        ("update", ("Mine", 10000, "2026-12-15", "proposal", ("hot", "q4"))),
        ("overwrite", ("Theirs", 20000, "2026-12-24", "negotiation", ("hot", "q4"))),
        ("skip", ("Mine", None, "2026-12-15", "proposal", ("hot",))),
    ],
)
def test_what_both_sides_changed_in_between_is_settled_by_on_match_and_a_dry_run_counts_the_same(
    store: Store, on_match: str, expected: tuple[object, ...]
) -> None:
    header = (
        "Deal - ID,Deal - Title,Deal - Value,Deal - Currency of Value,Deal - Stage,Deal - Expected close date,"
        "Deal - Label,Deal - Organization,Deal - Contact person"
    )
    imported(store, table("17,Fleet,,,proposal,2026-12-01,hot,PT Maju,Budi", "18,Vans,1,USD,new,,,,", header=header))
    with store.write("edited") as tx:
        deals.edit(tx, 1, title="Mine", expected_close="2026-12-15", value=10000, currency="USD")
        if on_match == "skip":
            deals.edit(tx, 1, value=None, currency=None)
        deals.remove(tx, 2)
    again = table(
        "17,Theirs,200,USD,negotiation,2026-12-24,q4,PT Maju,Budi",
        "18,Vans,2,USD,new,,,,",
        "19,Bikes,3,USD,Demo,,,PT X,Z",
        header=header,
    )
    before = factories.tables(store)
    trial = figures(imported(store, again, on_match=on_match, makes_stages=True, dry_run=True))
    assert factories.tables(store) == before
    assert figures(imported(store, again, on_match=on_match, makes_stages=True)) == trial
    deal = deals.get(store.connection, 1)
    assert (deal.title, deal.value, deal.expected_close, deal.stage, deal.tags) == expected
    after = factories.tables(store)
    assert counts(imported(store, again, on_match=on_match, makes_stages=True)) == (0, 0, 3, 0)
    assert factories.tables(store) == after


def test_odoos_expected_revenue_is_the_value_and_salesforces_that_stands_beside_one_is_not(store: Store) -> None:
    imported(store, table("Roof,1000,60%,Acme", header="Opportunity,Expected Revenue,Probability,Customer"))
    header = "Opportunity Name,Amount,Expected Revenue,Amount Currency,Probability (%)"
    imported(store, table('Wall,"24,000.00","21,600.00",USD,90%', header=header))
    found = deals.listed(store.connection, sort="id")
    assert [(each.value, each.currency) for each in found] == [(100000, "IDR"), (2400000, "USD")]


def test_the_cards_of_a_board_come_in_as_deals_of_its_lists(store: Store) -> None:
    header = "Card ID,Card Name,Card Description,Labels,Due Date,List Name,Archived,Last Activity Date"
    rows = (
        '5f1,Roof,"two\nlines","hot (red), q4 (light_green), green",2026-12-15T09:00:00.000Z,Proposal,false,',
        "5f2,Wall,,,,Won,true,2026-11-20T09:00:00.000Z",
    )
    imported(store, table(*rows, header=header))
    first, second = deals.listed(store.connection, with_closed=True, sort="id")
    assert (first.stage, first.expected_close, first.notes) == ("proposal", "2026-12-15", "two\nlines")
    assert first.tags == ("green", "hot", "q4 (light_green)")
    assert (second.outcome, second.closed_at) == ("won", "2026-11-20T09:00:00Z")


def test_a_due_date_is_of_the_next_step_where_there_is_one(store: Store) -> None:
    imported(store, table("Roof,1,call,2026-12-01", header="Deal,Value,Next step,Due date"))
    (step,) = followups.listed(store.connection)
    assert (step.what, step.due, only(store).expected_close) == ("call", "2026-12-01", None)


def test_stages_that_are_made_in_several_pipelines_are_named_with_them(store: Store) -> None:
    rows = ("A,,,Demo,,Enterprise,,,,,,,,", "B,,,Demo,,Long/short,,,,,,,,")
    report = imported(store, table(*rows), makes_stages=True)
    assert report.deals
    assert (report.deals.stages_made, reasons(report)) == (["Enterprise/Demo", "Long-short/Demo"], [])
    assert counts(imported(store, table(*rows, "C,,,Demo,,Long/short,,,,,,,,"))) == (1, 0, 2, 0)
    assert deals.get(store.connection, 3).pipeline == "Long-short"
