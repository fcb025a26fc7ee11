"""`crm export deals` and `crm export moves`: everything that an import, a spreadsheet or a report needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import Golden, refused
from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")


@pytest.fixture(autouse=True)
def pipeline(book: Path, crm: Crm) -> None:
    """Two deals: an open one with all that a deal can have, and one that was lost."""
    crm(
        "deal", "add", "=Fleet, policy", "--contact", "c2", "--contact", "c7", "--value", "12jt", "--commission", "3%",
        "--close", "2026-12-15", "--tag", "q4", "--tag", "hot", "--source", "fair", "--note", "wants\nit soon",
        "--field", "Plate=B 1", "--at", "12 oct", "--next", "send offer", "--on", "2026-11-27@10",
    )  # fmt: skip
    crm("move", "d1", "proposal", "--at", "9 nov", "--note", "asked for it")
    crm("deal", "add", "Vans", "--contact", "c1", "--value", "USD900", "--at", "1 sep")
    crm("lose", "d2", "--reason", "price", "--at", "1 oct", "--retry", "none")


@pytest.mark.parametrize("format", ["csv", "json", "ndjson"])
def test_deals_are_written_whole(crm: Crm, golden: Golden, format: str) -> None:
    golden(f"export.deals.{format}", crm("export", "deals", "--format", format))


@pytest.mark.parametrize("format", ["csv", "json"])
def test_moves_are_written_each_with_how_long_a_deal_stayed(crm: Crm, golden: Golden, format: str) -> None:
    golden(f"export.moves.{format}", crm("export", "moves", "--format", format))


def test_a_query_says_which_open_and_closed_ones_and_references_come_in_on_stdin(crm: Crm) -> None:
    assert [each["id"] for each in crm("export", "deals", "vans", "--json").json] == [2]
    assert [each["id"] for each in crm("export", "deals", "is:open", "--json").json] == [1]
    assert [each["id"] for each in crm("export", "deals", "-", "--json", input="d2\nd1\n").json] == [2, 1]
    assert [each["deal"] for each in crm("export", "moves", "vans", "--json").json] == [2, 2]


def test_into_a_file_it_says_how_many_there_are(crm: Crm, home: Path) -> None:
    assert crm("export", "deals", "-o", "d.json") == Result("Wrote 2 deals to d.json.\n", "", 0)
    assert crm("export", "moves", "-o", "m.csv") == Result("Wrote 4 moves to m.csv.\n", "", 0)
    assert crm("export", "deals", "-o", "d.csv", "--json").json == {
        "file": "d.csv",
        "format": "csv",
        "noun": "deals",
        "count": 2,
    }
    assert (home / "m.csv").read_text("utf-8").count("\n") == 5


@pytest.mark.parametrize("name", ["d.csv", "d.json", "d.ndjson"])
def test_what_is_written_comes_back_and_into_the_same_database_changes_nothing(crm: Crm, home: Path, name: str) -> None:
    crm("export", "deals", "-o", name)
    assert crm("import", name).stdout == "2 read: 0 new, 0 updated, 2 unchanged, 0 rejected   nothing changed\n"
    assert crm("import", name, "--db", "other.db").code == 0
    mine, theirs = crm("export", "deals", "--json").json, crm("export", "deals", "--json", "--db", "other.db").json
    for one, other in zip(mine, theirs, strict=True):
        for key in ("title", "company", "stage", "value", "commission", "tags", "notes", "fields", "lost_reason"):
            assert other[key] == one[key]
        assert [(each["to"], each["at"]) for each in other["history"]] == [
            (each["to"], each["at"]) for each in one["history"]
        ]
    assert theirs[0]["next"]["what"] == "send offer"


def test_what_fits_nothing_is_an_empty_table_and_a_line_on_stderr(crm: Crm) -> None:
    said = crm("export", "deals", "value:1m..2m", "source:nowhere")
    assert (said.stdout.count("\n"), said.stderr, said.code) == (1, "No deal fits that.\n", 0)
    assert crm("export", "deals", "--json", "--db", "none.db") == Result("[]\n", "There is nothing to export.\n", 0)


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("--format", "vcf"), 5, "--format cannot be 'vcf'."),
        (("--alarm", "15m"), 2, "--times and alarms are of a calendar."),
        (("--version", "4.0"), 2, "--version is of vCards."),
        (("colour:red",), 5, "In colour:red: There is no field 'colour'."),
    ],
)
def test_what_deals_have_not_is_refused(crm: Crm, arguments: tuple[str, ...], code: int, sentence: str) -> None:
    assert refused(crm("export", "deals", *arguments), code, sentence)
