"""`crm import deals.csv`: other programs' deals as those programs write them, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import Golden, refused
from tests.conftest import Crm, Result

PIPEDRIVE = """\
Deal - ID,Deal - Title,Deal - Owner,Deal - Value,Deal - Currency of Value,Deal - Organization,Deal - Contact person,\
Deal - Pipeline,Deal - Stage,Deal - Label,Deal - Status,Deal - Deal created,Deal - Won time,Deal - Lost time,\
Deal - Lost reason,Deal - Expected close date,Person - Email - Work,Person - Phone - Mobile
17,Fleet policy,Rina,85000000,IDR,PT Maju,Budi Santoso,Sales,Proposal Made,"Hot, Q4",Open,2026-10-05 10:00:00,,,,\
2026-12-15,budi@maju.example,+62 812-3456-7890
18,Vans,Rina,12500.5,USD,PT Maju,Budi Santoso,Sales,Negotiations Started,,Won,2026-01-05 10:00:00,\
2026-03-05 14:30:00,,,2026-03-31,budi@maju.example,
19,Bikes,Rina,0,IDR,PT Baru,,Sales,Lead In,,Lost,2026-02-05 10:00:00,,2026-04-05 09:00:00,Too dear,,,
"""
HUBSPOT = """\
Record ID,Deal Name,Deal Stage,Pipeline,Close Date,Amount,Deal probability,Create Date,Deal owner,Associated Company,\
Associated Contact,Closed Lost Reason
1001,Acme renewal,Closed Won,Sales Pipeline,2026-03-05 14:22,5000.0,1.0,2025-12-25 10:00,Sam,Acme (acme.example),\
Ana Silva (ana@acme.example);Rui (rui@acme.example),
1002,Beta pilot,Contract Sent,Sales Pipeline,2026-12-24 10:00,2000.0,0.9,2026-10-25 10:00,Sam,,Li Wei (li@beta.example),
"""
GERMAN = """\
Projekt;Wert (EUR);Phase;Kunde;Abschlussdatum;Erstellt am;Region
Dach Nord;1.234,56;proposal;Müller GmbH;31.12.2026;05.10.2026;Nord
Dach Süd;12.000,00;qualified;Frau Weiß;15.01.2027;06.10.2026;
"""
MESSY = """\
Deal Name,Amount,Stage,Close Date,Company
Fleet,lots,proposal,soon,PT Maju
,5,,,
"""


@pytest.fixture
def files(home: Path) -> Path:
    """The home with the exports of several programs in it; returns its path."""
    (home / "pipedrive.csv").write_text(PIPEDRIVE, "utf-8")
    (home / "hubspot.csv").write_bytes(b"\xef\xbb\xbf" + HUBSPOT.replace("\n", "\r\n").encode())
    (home / "dach.csv").write_bytes(GERMAN.encode("cp1252"))
    (home / "messy.csv").write_text(MESSY, "utf-8")
    return home


def test_an_export_of_pipedrive_comes_in_with_its_people_and_history(crm: Crm, files: Path) -> None:
    assert crm("import", "pipedrive.csv") == Result(
        "3 read: 3 new, 0 updated, 0 unchanged, 0 rejected   o1, crm undo takes it back\n",
        "crm: pipedrive.csv:2: There is no stage 'Proposal Made' in Sales: its deals are in proposal "
        "(--make-stages adds it).\n"
        "crm: pipedrive.csv:3: There is no stage 'Negotiations Started' in Sales: its deals are in "
        "negotiation (--make-stages adds it).\n"
        "crm: pipedrive.csv:4: There is no stage 'Lead In' in Sales: its deals are in new "
        "(--make-stages adds it).\n"
        "2 contacts were made for them.\n"
        "1 company was made for them.\n",
        0,
    )
    assert crm("deal", "list", "--all").stdout == (
        "d1\tFleet policy\tBudi Santoso (c2)\tSales\tproposal\t85000000.00\tIDR\t60\t2026-12-15\t\t\tstalled\tHot, Q4"
        "\t\t\t\n"
        "d2\tVans\tBudi Santoso (c2)\tSales\twon\t12500.50\tUSD\t100\t2026-03-31\t\t\twon\t\t\t\t2026-03-05\n"
        "d3\tBikes\tPT Baru (c3)\tSales\tlost\t\t\t0\t\t\t\tlost\t\t\tToo dear\t2026-04-05\n"
    )
    assert crm("export", "moves", "vans").stdout == (
        "deal,title,pipeline,from,to,outcome,at,left_at,days,note\r\n"
        "d2,Vans,Sales,,negotiation,open,2026-01-05T03:00:00Z,2026-03-05T07:30:00Z,59,\r\n"
        "d2,Vans,Sales,negotiation,won,won,2026-03-05T07:30:00Z,,,\r\n"
    )


@pytest.mark.parametrize("name", ["pipedrive.csv", "hubspot.csv", "dach.csv"])
def test_the_same_file_twice_changes_nothing_and_one_undo_takes_it_back(crm: Crm, files: Path, name: str) -> None:
    assert crm("import", name).code == 0
    before = crm("export", "deals", "--json"), crm("history", "--json")
    assert crm("import", name).stdout.endswith("unchanged, 0 rejected   nothing changed\n")
    assert (crm("export", "deals", "--json"), crm("history", "--json")) == before
    crm("undo")
    assert (crm("export", "deals", "--json").json, crm("contact", "list", "--json").json) == ([], [])


def test_an_export_of_hubspot_says_who_else_is_on_a_deal(crm: Crm, files: Path) -> None:
    said = crm("import", "hubspot.csv")
    assert said == Result(
        "2 read: 2 new, 0 updated, 0 unchanged, 0 rejected   o1, crm undo takes it back\n",
        "crm: hubspot.csv:2: There is no pipeline 'Sales Pipeline': its deals are in Sales "
        "(--make-stages makes it).\n"
        "crm: hubspot.csv:3: There is no stage 'Contract Sent' in Sales: its deals are in negotiation "
        "(--make-stages adds it).\n"
        "3 contacts were made for them.\n"
        "1 company was made for them.\n",
        0,
    )
    won, waiting = crm("export", "deals", "--json").json
    assert [(each["name"], each["company"], each["email"]) for each in won["contacts"]] == [
        ("Ana Silva", "Acme", "ana@acme.example"),
        ("Rui", "Acme", "rui@acme.example"),
    ]
    assert (won["outcome"], won["closed_at"], won["expected_close"]) == ("won", "2026-03-05T07:22:00Z", None)
    assert (waiting["chance"], waiting["is_own_chance"], waiting["expected_close"]) == ("90", True, "2026-12-24")


def test_a_spreadsheet_of_another_language_is_understood_with_its_days_and_sums(crm: Crm, files: Path) -> None:
    said = crm("import", "dach.csv", "--json")
    assert (said.json["created"], said.json["problems"], said.json["files"][0]["format"]) == (2, [], "deals.csv")
    first, second = crm("export", "deals", "--json").json
    assert (first["value"], first["expected_close"], first["fields"]) == (
        {"amount": "1234.56", "currency": "EUR"},
        "2026-12-31",
        {"Region": "Nord"},
    )
    assert [each["contacts"][0]["kind"] for each in (first, second)] == ["company", "person"]
    assert (second["value"]["amount"], second["created_at"]) == ("12000.00", "2026-10-06T05:00:00Z")


def test_a_dry_run_says_where_each_deal_would_be_and_keeps_nothing(crm: Crm, files: Path) -> None:
    said = crm("import", "pipedrive.csv", "--dry-run", "--quiet")
    assert (said.stdout, said.code) == (
        "new\tpipedrive.csv:2\t\tFleet policy\tproposal; IDR 85,000,000; Budi Santoso\n"
        "new\tpipedrive.csv:3\t\tVans\twon; USD 12,500.50; Budi Santoso\n"
        "new\tpipedrive.csv:4\t\tBikes\tlost; PT Baru\n"
        "3 read: 3 new, 0 updated, 0 unchanged, 0 rejected   dry run: nothing was kept\n",
        0,
    )
    assert crm("export", "deals", "--json").json == []
    crm("import", "pipedrive.csv", "--quiet")
    changed = PIPEDRIVE.replace("85000000", "90000000")
    (files / "pipedrive.csv").write_text(changed, "utf-8")
    again = crm("import", "pipedrive.csv", "--on-match", "overwrite", "--dry-run", "--quiet")
    assert again.stdout.splitlines()[0] == "updated\tpipedrive.csv:2\td1\tFleet policy\tvalue: IDR 90,000,000"


def test_stages_that_are_not_there_are_made_where_that_is_asked_for(crm: Crm, files: Path) -> None:
    said = crm("import", "pipedrive.csv", "--make-stages")
    assert said.stderr == (
        "2 contacts were made for them.\n"
        "1 company was made for them.\n"
        "3 stages were made: Proposal Made, Negotiations Started, Lead In; crm stage list shows their order and their "
        "chances, which may be a guess.\n"
    )
    names = [row["name"] for row in crm("stage", "list", "--json").json if row["outcome"] == "open"]
    assert names == [
        "new", "Lead In", "contacted", "qualified", "proposal", "Proposal Made", "negotiation", "Negotiations Started",
    ]  # fmt: skip


def test_columns_of_which_nothing_is_known_are_told_once_and_what_is_lacking_too(crm: Crm, home: Path) -> None:
    (home / "list.csv").write_text("Deal,Money,Stage,Colour,Size\nRoof,12jt,new,red,\n", "utf-8")
    assert crm("import", "list.csv").stderr == (
        "Kept as fields, since it is not known what they hold: Money, Colour; --map HEADER=deal.value says which one "
        "is the value.\n"
    )
    assert crm("import", "list.csv").stderr == ""
    (home / "other.csv").write_text("Deal,Value,Stage,Colour,Lot,field.Old\nWall,12jt,new,red,7,x\n", "utf-8")
    assert crm("import", "other.csv", "--map", "Lot=field:Lot").stderr == (
        "Kept as fields, since it is not known what they hold: Colour.\n"
    )


def test_that_a_deal_is_closed_today_is_said_only_of_those_that_are_made_or_changed(crm: Crm, home: Path) -> None:
    said = "crm: list.csv:{line}: It is not said when the deal was closed, so it is today.\n"
    (home / "list.csv").write_text("Deal Name,Status,Amount\nRoof,Won,\nWall,Lost,\n", "utf-8")
    assert crm("import", "list.csv").stderr == said.format(line=2) + said.format(line=3)
    again = crm("import", "list.csv")
    assert again == Result("2 read: 0 new, 0 updated, 2 unchanged, 0 rejected   nothing changed\n", "", 0)
    assert crm("import", "list.csv", "--on-match", "skip", "--json").json["problems"] == []
    (home / "list.csv").write_text("Deal Name,Status,Amount\nRoof,Won,\nWall,Lost,12jt\n", "utf-8")
    assert crm("import", "list.csv").stderr == said.format(line=3)


def test_what_cannot_be_read_is_told_and_rejected_rows_are_kept_in_their_own_format(crm: Crm, files: Path) -> None:
    assert crm("import", "messy.csv", "--rejects", "bad.csv") == Result(
        "2 read: 1 new, 0 updated, 0 unchanged, 1 rejected   o1, crm undo takes it back\n",
        "crm: messy.csv:2: soon is not a day that can be read.\n"
        "crm: messy.csv:2: 'lots' is not money.\n"
        "crm: messy.csv:3: There is no title, contact or company in this row.\n"
        "1 contact was made for them.\n"
        "What was rejected is in bad.csv.\n",
        0,
    )
    assert (files / "bad.csv").read_text("utf-8") == "Deal Name,Amount,Stage,Close Date,Company\n,5,,,\n"


def test_the_answer_in_json_is_the_documented_shape(crm: Crm, files: Path, golden: Golden) -> None:
    golden("import.deals.json", crm("import", "pipedrive.csv", "messy.csv", "--json"))


def test_columns_are_mapped_and_a_table_is_said_to_be_of_deals(crm: Crm, home: Path) -> None:
    (home / "list.csv").write_text("Worum;Geld;Wer;Los\nDach;12jt;Ana;7\n", "utf-8")
    mapped = ("--map", "Worum=deal.title", "--map", "Geld=deal.value", "--map", "Wer=name", "--map", "Los=field:Lot")
    assert crm("import", "list.csv", *mapped).code == 0
    (deal,) = crm("export", "deals", "--json").json
    assert (deal["title"], deal["value"]["amount"], deal["contact"]["name"], deal["fields"]) == (
        "Dach", "12000000.00", "Ana", {"Lot": "7"},
    )  # fmt: skip
    (home / "plain.csv").write_text("Name,Status\nRoof,open\n", "utf-8")
    assert crm("import", "plain.csv", "--as", "deals").stdout.startswith("1 read: 1 new")
    assert [each["title"] for each in crm("export", "deals", "--json").json] == ["Dach", "Roof"]


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("list.csv", "--as", "orders"), 5, "--as cannot be 'orders'."),
        (("list.csv", "--as", "deals"), 5,
         "No column of this file is known to be the title of a deal, its value or its stage."),
        (("list.csv", "--map", "Worum=deal.colour"), 5, "There is no field deal.colour to map a column of deals to."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(crm: Crm, home: Path, arguments: tuple[str, ...], code: int, sentence: str) -> None:
    (home / "list.csv").write_text("Worum;Geld\nDach;100\n", "utf-8")
    assert refused(crm("import", *arguments), code, sentence)


def test_groups_and_a_source_go_onto_whom_the_deals_are_with(crm: Crm, files: Path) -> None:
    crm("import", "pipedrive.csv", "--group", "Pipedrive", "--source", "old crm", "--quiet")
    assert [row["name"] for row in crm("contact", "list", "group:pipedrive", "--json").json] == [
        "Budi Santoso",
        "PT Baru",
    ]
    assert {each["source"] for each in crm("export", "deals", "--json").json} == {"old crm"}


def test_a_dry_run_says_what_would_be_made(crm: Crm, files: Path) -> None:
    assert crm("import", "pipedrive.csv", "--make-stages", "--dry-run").stderr == (
        "2 contacts would be made for them.\n"
        "1 company would be made for them.\n"
        "3 stages would be made: Proposal Made, Negotiations Started, Lead In.\n"
    )


def test_a_removed_deal_stays_removed_and_it_is_said_how_it_comes_back(crm: Crm, files: Path) -> None:
    crm("import", "pipedrive.csv", "--quiet")
    crm("deal", "rm", "d2")
    said = Result(
        "3 read: 0 new, 0 updated, 3 unchanged, 0 rejected   nothing changed\n",
        "d2 Vans was removed by you and stays removed (crm undo o2 brings it back).\n",
        0,
    )
    assert crm("import", "pipedrive.csv") == said
    trial = crm("import", "pipedrive.csv", "--dry-run")
    assert trial.stdout.splitlines()[1] == "unchanged\tpipedrive.csv:3\td2\tVans\tyou removed it"
    assert trial.stderr == said.stderr
    assert crm("import", "pipedrive.csv", "--json").json["deals"]["removed"] == 1
    crm("undo", "o2")
    assert crm("import", "pipedrive.csv").stderr == ""


def test_next_steps_without_a_day_are_told_and_get_one(crm: Crm, home: Path) -> None:
    (home / "steps.csv").write_text(
        "Record ID,Deal Name,Deal Stage,Next step\n1,A,new,call them\n2,B,new,mail\n", "utf-8"
    )
    assert crm("import", "steps.csv").stderr == (
        "2 next steps have no day and are in the field 'next step'; --next-on WHEN makes them follow-ups.\n"
    )
    assert crm("import", "steps.csv", "--next-on", "fri") == Result(
        "2 read: 0 new, 2 updated, 0 unchanged, 0 rejected   o2, crm undo takes it back\n", "", 0
    )
    assert [(each["what"], each["due"]) for each in crm("followup", "list", "--json").json] == [
        ("call them", "2026-11-27"),
        ("mail", "2026-11-27"),
    ]
    assert refused(
        crm("import", "steps.csv", "--next-on", "someday"),
        5,
        "'someday' is not a day or a time: 'someday' says nothing of one.",
    )
