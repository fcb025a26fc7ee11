"""`crm deal list`: the deals on the line, picked out and ordered as asked, and what is offered while one is typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmcli import completing_deals
from crmcli.store import db
from tests.commands.conftest import Golden, refused
from tests.commands.kept_homes import made_once
from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")


@pytest.fixture
@made_once
def desk(crm: Crm, book: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """d1 stalled, d2 slipped, d3 in order, d4 without a next step, d5 won, d6 lost; it is 24 November."""
    monkeypatch.setenv("CRM_NOW", "2026-10-20T09:00:00Z")
    made(crm, "Fleet policy", "c2", "--value", "85jt", "--close", "2026-12-15", "--stage", "proposal", "--tag", "q4")
    made(crm, "Depot insurance", "c4", "--value", "USD12500.50", "--close", "2026-11-12", "--stage", "negotiation")
    made(crm, "Old trucks", "c5", "--value", "1.5m")
    made(crm, "Boutique", "c6", "--value", "20jt")
    for words in (("win", "d3", "--no-care"), ("lose", "d4", "--reason", "price", "--retry", "none")):
        assert crm(*words).code == 0
    monkeypatch.setenv("CRM_NOW", "2026-11-20T09:00:00Z")
    made(crm, "Villa with a view over the whole bay", "c7", "--value", "USD900", "--close", "2027-01-05")
    assert crm("remind", "c7", "send photos", "--on", "2026-11-27").code == 0
    assert crm("deal", "edit", "d5", "--next", "send photos", "--on", "2026-11-27").code == 0
    made(crm, "Orphan", "")
    monkeypatch.setenv("CRM_NOW", "2026-11-24T09:00:00Z")


def made(crm: Crm, title: str, contact: str, *arguments: str) -> None:
    """Adds a deal, with somebody where one is named."""
    who = ("--contact", contact) if contact else ()
    assert crm("deal", "add", title, *who, *arguments).code == 0


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("mode", ["json", "csv", "tsv", "ids"])
def test_deals_are_listed_in_every_form(crm: Crm, golden: Golden, mode: str) -> None:
    golden(f"deal.list.{mode}", crm("deal", "list", "--all", f"--{mode}"))


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_deals_are_a_table_as_wide_as_the_terminal(
    crm: Crm, golden: Golden, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    said = crm("deal", "--no-color", tty=True)
    assert all(len(line) <= width for line in said.stdout.splitlines())
    golden(f"deal.list.{width}.table", said)


@pytest.mark.usefixtures("desk")
def test_what_ended_says_how_and_the_state_needs_no_more_than_ascii(
    crm: Crm, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    golden("deal.list.closed.table", crm("deal", "list", "--closed", "--no-color", tty=True))


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("arguments", "numbers"),
    [
        ((), "d5 d6 d1 d2"),
        (("--all",), "d5 d6 d1 d2 d3 d4"),
        (("--closed",), "d3 d4"),
        (("won",), "d3"),
        (("stage:lost",), "d4"),
        (("reason:price",), "d4"),
        (("id:d3..5",), "d5 d3 d4"),
        (("d4",), "d4"),
        (("stalled",), "d1 d2"),
        (("slipped",), "d2"),
        (("close:slipped",), "d2"),
        (("next:none",), "d6 d1 d2"),
        (("next:..7d",), "d5"),
        (("value:10jt..",), "d1"),
        (("value:usd1k..",), "d2"),
        (("group:vip",), "d1 d2"),
        (("group:vip", "not", "stalled"), ""),
        (("budi", "fleet"), "d1"),
        (("fleet", "or", "villa"), "d5 d1"),
        (("currency:usd",), "d5 d2"),
        (("currency:us$",), "d5 d2"),
        (("currency:none",), "d6"),
        (("not", "currency:usd"), "d6 d1"),
        (("--sort", "value"), "d6 d1 d2 d5"),
        (("--sort", "-next"), "d5 d6 d2 d1"),
        (("--sort", "close"), "d2 d1 d5 d6"),
        (("--sort", "-id"), "d6 d5 d2 d1"),
        (("--sort", "next"), "d5 d1 d2 d6"),
        (("--sort", "age", "--limit", "1"), "d1"),
        (("--closed", "depot"), ""),
    ],
)
def test_the_list_has_what_is_asked_for(crm: Crm, arguments: tuple[str, ...], numbers: str) -> None:
    said = crm("deal", "list", *arguments, "--ids")
    assert (said.stdout.split(), said.code) == (numbers.split(), 0)


@pytest.mark.usefixtures("desk")
def test_of_those_that_ended_the_newest_comes_first(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_NOW", "2026-11-25T09:00:00Z")
    assert crm("lose", "d1", "--reason", "price", "--retry", "none").code == 0
    assert crm("deal", "list", "--closed", "--ids").stdout.split() == ["d1", "d3", "d4"]
    assert crm("deal", "list", "--closed", "--sort", "stage", "--ids").stdout.split() == ["d3", "d4", "d1"]
    assert crm("deal", "list", "--closed", "--sort=-closed", "--ids").stdout.split() == ["d4", "d3", "d1"]


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("width", [80, 140])
def test_where_deals_are_in_several_pipelines_each_says_in_which(
    crm: Crm, golden: Golden, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    assert crm("pipeline", "add", "Rentals").code == 0
    assert crm("deal", "add", "Shop in the old town", "--pipeline", "rentals", "--value", "USD8500.50").code == 0
    said = crm("deal", "list", "--no-color", tty=True)
    assert all(len(line) <= width for line in said.stdout.splitlines())
    golden(f"deal.list.pipelines.{width}.table", said)


def test_a_list_of_nothing_helps(crm: Crm) -> None:
    assert crm("deal", "list") == Result("", "There are no open deals. crm deal add TITLE makes one.\n", 0)
    assert crm("deal", "list", "stalled", "--json") == Result("[]\n", "No deal fits that.\n", 0)


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("--sort", "mood"), 5, "--sort cannot be 'mood'."),
        (("--closed", "--all"), 2, "Only one of --closed and --all can be had."),
        ((" ",), 2, "There is nothing to look for."),
        (("stage:xyz",), 5, "In stage:xyz: There is no stage 'xyz'."),
        (("vlaue:10k",), 5, "In vlaue:10k: There is no field 'vlaue'."),
        (("currency:xx",), 5, "In currency:xx: 'xx' is not a currency."),
        (("value:",), 5, "After 'value:' a value is missing."),
    ],
)
def test_what_cannot_be_listed_is_refused(crm: Crm, arguments: tuple[str, ...], code: int, sentence: str) -> None:
    assert refused(crm("deal", "list", *arguments), code, sentence)


@pytest.mark.usefixtures("desk")
def test_a_list_goes_by_its_numbers_into_another_command(crm: Crm) -> None:
    listed = crm("deal", "list", "group:vip", "--ids").stdout
    assert crm("deal", "edit", "-", "--tag", "roadshow", input=listed).code == 0
    assert crm("deal", "list", "tag:roadshow", "--ids").stdout == listed


@pytest.mark.usefixtures("desk")
def test_a_look_without_a_database_makes_none(crm: Crm, tmp_path: object) -> None:
    path = f"{tmp_path}/other.db"
    assert crm("deal", "list", "won", "--db", path, "--json").json == []
    assert crm("deal", "list", "--db", path, "--json").json == []


FLEET = "Fleet policy, Pak Budi Santoso, proposal"
DEPOT = "Depot insurance, 陳美玲, negotiation"
VILLA = "Villa with a view over the whole bay, Sari Dewi, new"


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("kind", "typed", "wanted"),
    [
        ("deal", "d", [("d6", "Orphan, new"), ("d5", VILLA), ("d2", DEPOT), ("d1", FLEET)]),
        ("deal", "D2", [("d2", DEPOT)]),
        ("deal", "2", [("2", DEPOT)]),
        ("deal", "fle", [("d1", FLEET)]),
        ("deal", "dewi", [("d5", VILLA)]),
        ("deal", "zzz", []),
        ("deal-closed", "", [("d4", "Boutique, Ibu Sari, lost"), ("d3", "Old trucks, Łukasz Ørsted, won")]),
    ],
)
def test_deals_are_offered_with_title_and_customer(
    database: Path, kind: str, typed: str, wanted: list[tuple[str, str]]
) -> None:
    connection = db.connect_reading(str(database))
    assert connection is not None
    assert completing_deals.offers(connection, kind, typed, False) == wanted
    # A shell that shows only what has the typed text in it would hide a number.
    is_number = typed in ("", "d") or typed[-1].isdigit()
    assert completing_deals.offers(connection, kind, typed, True) == (wanted if is_number else [])
    connection.close()


@pytest.mark.usefixtures("desk")
def test_stages_pipelines_and_tags_are_offered_by_name(database: Path) -> None:
    connection = db.connect_reading(str(database))
    assert connection is not None
    assert completing_deals.named(connection, "tag") == [("q4", "")]
    assert completing_deals.named(connection, "pipeline") == [("Sales", "")]
    assert ("proposal", "Sales") in completing_deals.named(connection, "stage")
    connection.close()
