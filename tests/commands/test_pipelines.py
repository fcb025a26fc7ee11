"""`crm pipeline`: the open deals at a glance, and the pipelines themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmcli.store import contacts, deal_moves, deals, followups, groups, pipelines, stages
from tests import factories
from tests.commands.conftest import Golden, refused
from tests.conftest import Crm, Result

BACK = "   o{}, crm undo takes it back\n"
MILLION = 10**8  # rupiah, in sen


@pytest.fixture
def selling(database: Path) -> Path:
    """Seven open deals in three currencies, one won this month and one before, in an operation o2; home is IDR (o1)."""
    database.parent.mkdir(parents=True)
    store = factories.opened(database)
    with store.write("set the currency") as tx:
        tx.connection.execute("INSERT INTO setting (key, value) VALUES ('currency', 'IDR')")
    with store.write("added deals") as tx:
        budi, mei = contacts.add(tx, "Budi Santoso"), contacts.add(tx, "陳美玲")
        groups.put(tx, groups.find_or_add(tx, "VIP"), budi)

        def deal(title: str, where: str, value: int | None, currency: str | None, close: str | None, who: int) -> int:
            return deals.add(
                tx,
                title,
                stages.named(tx.connection, where).id,
                contact_ids=[who],
                value=value,
                currency=currency,
                expected_close=close,
                at="2026-11-12T05:00:00Z" if where != "proposal" else "2026-11-02T05:00:00Z",
            )

        fleet = deal("Fleet policy", "proposal", 85 * MILLION, "IDR", "2026-11-27", budi)
        followups.add(tx, "send the offer", "2026-11-25", contact_id=budi, deal_id=fleet)
        deal("Warehouse", "proposal", 40 * MILLION, "IDR", "2026-11-20", mei)
        deal("Machines", "proposal", 1_250_000, "USD", None, mei)
        deal("Ship", "new", 3_333_333, "USD", "2026-12-20", budi)
        deal("Office", "new", None, None, None, budi)
        deal("Car", "new", 12 * MILLION, "IDR", None, mei)
        deal("Yen", "negotiation", 500_001, "JPY", "2026-11-30", budi)
        deal_moves.win(tx, deal("Old car", "new", 7 * MILLION, "IDR", None, budi))
        before = deals.add(
            tx, "Bike", stages.named(tx.connection, "new").id, value=5, currency="IDR", at="2026-09-01T00:00:00Z"
        )
        deal_moves.win(tx, before, at="2026-10-31T16:59:59Z")  # a second before November begins in Jakarta
    store.close()
    return database


@pytest.mark.parametrize("mode", ["json", "csv", "tsv"])
def test_the_glance_answers_in_every_form(crm: Crm, selling: Path, golden: Golden, mode: str) -> None:
    golden(f"pipeline.{mode}", crm("pipeline", f"--{mode}"))


@pytest.mark.parametrize("width", ["60", "80", "140"])
def test_the_glance_is_a_screen_on_a_terminal(
    crm: Crm, selling: Path, golden: Golden, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    golden(f"pipeline.{width}.table", crm("pipeline", "--no-color", tty=True))


def test_with_all_rates_there_is_a_total_in_the_home_currency(crm: Crm, selling: Path, golden: Golden) -> None:
    crm("settings", "rate", "USD", "16250", "--on", "2026-11-01")
    crm("settings", "rate", "JPY", "105.5")
    crm("pipeline", "add", "Rentals")
    golden("pipeline.home.table", crm("pipeline", "--no-color", tty=True))
    home = crm("pipeline", "--json").json["home"]
    # 137,000,000 + 45,833.33 x 16,250 + 500,001 x 105.5, and each deal's chance of it, by hand
    assert home["value"] == {"amount": "934541718.00", "currency": "IDR"}
    assert home["lacking"] == []


def test_a_total_in_the_home_currency_is_none_where_a_rate_is_lacking(crm: Crm, selling: Path) -> None:
    crm("settings", "rate", "USD", "16250")
    found = crm("pipeline", "--json").json
    assert found["home"] == {"value": None, "weighted": None, "commission": None, "lacking": ["JPY"]}
    assert "  In IDR: no rate of JPY is known; crm settings rate JPY N sets it.\n" in crm("pipeline", tty=True).stdout


def test_signs_and_bars_are_ascii_where_the_locale_knows_no_more(
    crm: Crm, selling: Path, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    golden("pipeline.ascii.table", crm("pipeline", "--no-color", tty=True))


def test_a_query_says_which_deals_are_meant(crm: Crm, selling: Path) -> None:
    found = crm("pipeline", "show", "Sales", "group:vip", "--json").json
    assert found["deals"] == 4
    assert [one["currency"] for one in found["sums"]] == ["IDR", "JPY", "USD", None]
    assert crm("pipeline", "show", "group:vip", "--json").json == found
    assert found["pipelines"][0]["won"]["deals"] == 1
    assert refused(crm("pipeline", "show", "zebra"), 3, "There is no pipeline 'zebra'.")
    assert crm("pipeline", "show", "warehouse", "--json").json["deals"] == 1
    nothing = crm("pipeline", "show", "value:900jt..", "--json")
    assert (nothing.json["deals"], nothing.stderr, nothing.code) == (0, "No open deal fits that.\n", 0)
    assert crm("pipeline", "show", "nonsense:1").code == 5


def test_every_row_counts_deals_of_its_own_currency_so_that_columns_add_up(crm: Crm, selling: Path) -> None:
    rows = [line.split("\t") for line in crm("pipeline").stdout.splitlines()]
    whole = crm("pipeline", "--json").json
    for index, key in ((3, "deals"), (7, "stalled"), (8, "without_next"), (9, "slipped")):
        assert sum(int(row[index]) for row in rows) == whole[key]


def test_without_deals_the_stages_are_shown_and_how_to_begin(crm: Crm, database: Path) -> None:
    said = crm("pipeline", "--no-color", tty=True)
    assert said == Result(
        "Sales: 0 open deals\nStage        Deals\nnew              0\ncontacted        0\nqualified        0\n"
        "proposal         0\nnegotiation      0\n",
        "There are no open deals. crm deal add TITLE --value 12jt --close eom adds one.\n",
        0,
    )
    assert not database.exists()


def test_hostile_titles_reach_no_terminal(crm: Crm, selling: Path) -> None:
    store = factories.opened(selling)
    with store.write("added") as tx:
        deals.add(tx, "a\x1b[31m\tb", 1, expected_close="2026-11-25")
        pipelines.rename(tx, 1, "{x} [bold] \x1b]0;y\x07")
    store.close()
    said = crm("pipeline", "--no-color", tty=True)
    assert said.code == 0
    assert "\x1b" not in said.stdout
    assert "{x} [bold]" in said.stdout


def test_pipelines_are_made_ordered_renamed_and_removed(crm: Crm) -> None:
    assert crm("pipeline", "add", "Rentals") == Result(
        "Made the pipeline Rentals, with the stages of Sales" + BACK.format(1), "", 0
    )
    crm("stage", "rm", "Rentals/qualified")
    assert crm("pipeline", "add", "Holiday homes", "--like", "rent").stdout == (
        "Made the pipeline Holiday homes, with the stages of Rentals" + BACK.format(3)
    )
    assert crm("pipeline", "list").stdout == (
        "Sales\t0\t0\tnew, contacted, qualified, proposal, negotiation, won, lost, void\n"
        "Rentals\t0\t0\tnew, contacted, proposal, negotiation, won, lost, void\n"
        "Holiday homes\t0\t0\tnew, contacted, proposal, negotiation, won, lost, void\n"
    )
    assert crm("pipeline", "edit", "holiday", "--first").stdout == "Holiday homes is now pipeline 1 of 3" + BACK.format(
        4
    )
    assert crm("pipeline", "edit", "sales", "--last").stdout == "Sales is now pipeline 3 of 3" + BACK.format(5)
    assert crm("pipeline", "edit", "sales", "--before", "rentals").stdout == (
        "Sales is now pipeline 2 of 3" + BACK.format(6)
    )
    assert crm("pipeline", "edit", "sales", "--before", "rentals", "--dry-run").stdout == (
        "Nothing to change in the pipeline Sales\n"
    )
    assert crm("pipeline", "edit", "sales", "--first", "--dry-run").stdout == "Sales would be pipeline 1 of 3\n"
    assert crm("pipeline", "rename", "holiday homes", "Villas").stdout == (
        "The pipeline is now Villas" + BACK.format(7)
    )
    assert crm("pipeline", "rm", "villas", "--dry-run").stdout == "Would remove the pipeline Villas\n"
    assert crm("pipeline", "rm", "villas", "--json").json == {
        "id": 3,
        "name": "Villas",
        "position": 1,
        "stages": ["new", "contacted", "proposal", "negotiation", "won", "lost", "void"],
        "deals": 0,
        "closed": 0,
        "operation": 8,
    }
    assert crm("pipeline", "list", "--ids").stdout == "Sales\nRentals\n"
    crm("undo", "--steps", "8")
    assert crm("pipeline", "list", "--ids").stdout == "Sales\n"


def test_a_pipeline_is_refused_what_cannot_be(crm: Crm, selling: Path) -> None:
    assert refused(crm("pipeline", "rm", "sales"), 5, "Sales is the only pipeline.")
    assert crm("pipeline", "add", "Rentals").code == 0
    assert refused(crm("pipeline", "rm", "sales"), 4, "There are deals in Sales, or they went through it.")
    assert refused(crm("pipeline", "add", "SALES"), 4, "There is a pipeline 'Sales' already.")
    assert refused(crm("pipeline", "add", "a/b"), 5, "A name of a pipeline has no / in it: that parts it from a stage.")
    assert refused(crm("pipeline", "add", " "), 5, "The name of the pipeline is empty.")
    assert refused(crm("pipeline", "rename", "rentals", "sales"), 4, "There is a pipeline 'Sales' already.")
    assert refused(crm("pipeline", "edit", "sales"), 2, "It is not clear where the pipeline goes.")
    assert refused(crm("pipeline", "edit", "houses", "--first"), 3, "There is no pipeline 'houses'.")


@pytest.mark.parametrize("mode", ["json", "csv", "tsv", "ids"])
def test_pipelines_are_listed_in_every_form(crm: Crm, selling: Path, golden: Golden, mode: str) -> None:
    crm("pipeline", "add", "Rentals")
    golden(f"pipeline.list.{mode}", crm("pipeline", "list", f"--{mode}"))


def test_pipelines_are_a_table_on_a_terminal(crm: Crm, selling: Path, golden: Golden) -> None:
    crm("pipeline", "add", "Rentals")
    golden("pipeline.list.table", crm("pipeline", "list", "--no-color", tty=True))
