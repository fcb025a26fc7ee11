"""`crm import`: counts that add up, one operation a call, nothing lost in silence, nothing done twice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from crmcli import demo
from tests.commands.conftest import BOOK, Golden, refused
from tests.conftest import Crm, Result

MIXED = """\
BEGIN:VCARD
VERSION:3.0
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Ana
TEL:0812-3456-7890
END:VCARD
BEGIN:VCARD
VERSION:3.0
REV:20200101T000000Z
END:VCARD
BEGIN:VCARD
VERSION:3.0
EMAIL:info@acme.example
END:VCARD
"""
ROWS = "Name,Phone,Email\nAna,0812-3456-7890,\nBen,0813-1111-2222,ben@acme.example\n"
NO_NAME = "The card has no name, company, phone, e-mail or anything else to know it by."
SAID = "0812-3456-7890 was read as a number of Indonesia, from your time zone; --region reads it as another's.\n"


@pytest.fixture
def files(home: Path) -> Path:
    """The home with address books in it, good and bad; returns its path."""
    (home / "book.vcf").write_text(BOOK, "utf-8")
    (home / "mixed.vcf").write_text(MIXED, "utf-8")
    (home / "rows.csv").write_text(ROWS, "utf-8")
    (home / "page.vcf").write_text("<!DOCTYPE html><html><body>Please sign in.</body></html>\n", "utf-8")
    (home / "empty.vcf").write_bytes(b"")
    (home / "empty folder").mkdir()
    (home / "folder" / "below").mkdir(parents=True)
    (home / "folder" / "notes.md").write_text("BEGIN:VCARD\n")
    shutil.copy(home / "rows.csv", home / "folder" / "below" / "rows.CSV")
    shutil.copy(home / "book.vcf", home / "folder" / "book.vcf")
    return home


def test_an_import_answers_in_one_line_and_is_taken_back_in_one_step(crm: Crm, files: Path) -> None:
    assert crm("import", "book.vcf", "--region", "ID") == Result(
        "5 read: 5 new, 0 updated, 0 unchanged, 0 rejected   o1, crm undo takes it back\n",
        "2 companies were made for them.\n",
        0,
    )
    assert crm("undo").stdout.startswith("Undone o1  imported book.vcf: 5 new, 0 updated")
    assert crm("contact", "list") == Result("", crm("contact", "list").stderr, 0)


@pytest.mark.parametrize("name", ["book.vcf", "rows.csv", "mixed.vcf", "folder", "-"])
def test_the_same_file_twice_changes_nothing(crm: Crm, files: Path, name: str) -> None:
    content = BOOK if name == "-" else None
    crm("import", name, input=content)
    before = crm("contact", "list", "--json"), crm("group", "list", "--json"), crm("history", "--json")
    again = crm("import", name, input=content)
    assert again.stdout.splitlines()[-1].endswith("   nothing changed")
    assert (crm("contact", "list", "--json"), crm("group", "list", "--json"), crm("history", "--json")) == before


def test_the_sample_twice_changes_nothing(crm: Crm, sample: Path, home: Path) -> None:
    for file in demo.files():
        (home / file.name).write_bytes(file.read_bytes())
    said = crm("import", "phone.vcf", "google.csv", "--region", "ID")
    assert said == Result(
        "phone.vcf: 147 read: 0 new, 0 updated, 147 unchanged, 0 rejected\n"
        "google.csv: 76 read: 0 new, 0 updated, 76 unchanged, 0 rejected\n"
        "223 read: 0 new, 0 updated, 223 unchanged, 0 rejected   nothing changed\n",
        "",
        0,
    )


def test_what_is_rejected_is_said_with_file_line_and_reason(crm: Crm, files: Path) -> None:
    assert crm("import", "mixed.vcf") == Result(
        "4 read: 2 new, 0 updated, 0 unchanged, 2 rejected (--rejects FILE keeps them)   o1, crm undo takes it back\n",
        f"crm: mixed.vcf:1: {NO_NAME}\ncrm: mixed.vcf:9: {NO_NAME}\n{SAID}",
        0,
    )
    assert crm("contact", "list", "--tsv").stdout == (
        "c1\tAna\t\t+6281234567890\t\t\tactive\nc2\tinfo@acme.example\t\t\tinfo@acme.example\t\tactive\n"
    )


def test_many_problems_are_counted_and_not_all_listed(crm: Crm, home: Path) -> None:
    (home / "bad.vcf").write_text("BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n" * 25 + MIXED)
    lines = crm("import", "bad.vcf").stderr.splitlines()
    assert sum(NO_NAME in line for line in lines) == 10
    assert "  and 17 more; --json lists them all." in lines
    assert len(crm("import", "bad.vcf", "--json").json["problems"]) == 27


def test_the_answer_in_json_is_the_documented_shape(crm: Crm, files: Path, golden: Golden) -> None:
    golden("import.json", crm("import", "mixed.vcf", "rows.csv", "page.vcf", "--json"))


def test_several_files_are_counted_each_and_in_sum(crm: Crm, files: Path) -> None:
    said = crm("import", "book.vcf", "rows.csv")
    assert said.stdout == (
        "book.vcf: 5 read: 5 new, 0 updated, 0 unchanged, 0 rejected\n"
        "rows.csv: 2 read: 2 new, 0 updated, 0 unchanged, 0 rejected\n"
        "7 read: 7 new, 0 updated, 0 unchanged, 0 rejected   o1, crm undo takes it back\n"
    )
    assert crm("history", "--tsv").stdout.split("\t")[2] == "imported book.vcf, rows.csv: 7 new, 0 updated"


def test_a_folder_is_taken_with_all_address_books_below_it(crm: Crm, files: Path) -> None:
    assert [line.split(":")[0] for line in crm("import", "folder").stdout.splitlines()] == [
        "folder/book.vcf",
        "folder/below/rows.CSV",
        "7 read",
    ]


def test_a_dash_is_standard_input(crm: Crm) -> None:
    said = crm("import", "-", input=ROWS, tty=False)
    assert (said.stdout, said.code) == (
        "2 read: 2 new, 0 updated, 0 unchanged, 0 rejected   o1, crm undo takes it back\n",
        0,
    )
    assert crm("import", "-", "--json", input=ROWS).json["files"][0]["file"] == "standard input"


@pytest.mark.parametrize(
    ("names", "code", "sentence"),
    [
        (["missing.vcf"], 3, "There is no file missing.vcf."),
        (["book.vcf", "missing.vcf"], 3, "There is no file missing.vcf."),
        ([""], 5, "The name of a file is empty."),
        (["page.vcf"], 5, "This is a web page, not an address book."),
        (["empty.vcf"], 5, "The file is empty."),
        (["empty folder"], 5, "There is no address book in the folder empty folder."),
        (["/dev/null"], 5, "/dev/null is not a file."),
    ],
)
def test_what_is_no_address_book_is_refused_and_nothing_is_done(
    crm: Crm, files: Path, database: Path, names: list[str], code: int, sentence: str
) -> None:
    assert refused(crm("import", *names), code, sentence)
    assert not database.exists()


def test_a_file_that_cannot_be_read_is_refused(crm: Crm, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from crmcli import importing

    def closed(path: str, mode: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(importing, "open", closed, raising=False)
    assert refused(crm("import", "book.vcf"), 6, "Cannot read book.vcf: Permission denied.")


def test_one_bad_file_among_good_ones_is_said_and_ends_with_5(crm: Crm, files: Path) -> None:
    said = crm("import", "page.vcf", "rows.csv")
    assert said.stdout == (
        "page.vcf: –\n"
        "rows.csv: 2 read: 2 new, 0 updated, 0 unchanged, 0 rejected\n"
        "2 read: 2 new, 0 updated, 0 unchanged, 0 rejected   o1, crm undo takes it back\n"
    )
    assert said.stderr.startswith(
        "crm: page.vcf: This is a web page, not an address book. The download may have needed a sign-in.\n"
    )
    assert said.code == 5


def test_a_file_of_which_nothing_can_be_read_ends_with_5(crm: Crm, home: Path) -> None:
    (home / "bad.vcf").write_text("BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n")
    said = crm("import", "bad.vcf")
    assert said.stdout.startswith("1 read: 0 new, 0 updated, 0 unchanged, 1 rejected")
    assert said.code == 5


def test_what_was_removed_by_the_user_stays_removed_and_is_said(crm: Crm, book: Path, files: Path) -> None:
    crm("contact", "rm", "c2")
    said = crm("import", "book.vcf", "--region", "ID")
    assert said.stdout == "5 read: 0 new, 0 updated, 5 unchanged, 0 rejected   nothing changed\n"
    assert said.stderr == "c2 Pak Budi Santoso was removed by you and stays removed.\n"
    assert crm("find", "budi", "--ids").stdout == ""


def test_who_may_be_there_twice_is_said_and_listed_in_json(crm: Crm, book: Path, home: Path) -> None:
    (home / "more.csv").write_text("Name,Email\nIbu Sari,sari@other.example\n")
    said = crm("import", "more.csv")
    assert said.stderr == "1 may be there twice:\n  c8 Ibu Sari ~ c6 (same name)\n"
    crm("undo")
    assert crm("import", "more.csv", "--json").json["possible_duplicates"] == [
        {"id": 9, "name": "Ibu Sari", "similar_to": 6, "reason": "same name"}
    ]


def test_the_region_is_said_aloud_unless_the_user_has_named_it(crm: Crm, files: Path) -> None:
    assert crm("import", "rows.csv", "--dry-run").stderr == SAID
    assert crm("import", "rows.csv", "--dry-run", "--region", "id").stderr == ""
    crm("settings", "set", "region", "BR")
    assert (
        "from your settings"
        in crm("import", "rows.csv", "--region", "ID").stderr
        + crm("import", "-", input="Name,Phone\nZoe,11 91234-5678\n").stderr
    )


def test_numbers_are_read_by_the_region(crm: Crm, files: Path) -> None:
    crm("import", "rows.csv", "--region", "id")
    assert crm("find", "ana").stdout == "c1\tAna\t\t+6281234567890\t\n"


@pytest.mark.parametrize("mode", ["--json", "--quiet"])
def test_an_import_narrates_nothing_where_nobody_listens(crm: Crm, files: Path, mode: str) -> None:
    assert crm("import", "rows.csv", mode).stderr == ""


def test_an_import_on_a_terminal_shows_progress_and_leaves_no_trace_of_it(crm: Crm, files: Path) -> None:
    said = crm("import", "book.vcf", "--region", "ID", tty=True)
    assert said.stderr.endswith("\r2 companies were made for them.\n")
    assert crm("import", "book.vcf", "--region", "ID").stderr == ""


def test_without_a_file_what_is_piped_in_is_taken(crm: Crm) -> None:
    assert crm("import", "--dry-run", input=ROWS) == crm("import", "-", "--dry-run", input=ROWS)
    assert crm("import", input=ROWS).code == 0


def test_without_a_file_and_a_pipe_a_file_is_asked_for(crm: Crm, crm_process: Crm) -> None:
    usage = Result("", "crm: FILE… is missing.\n     Usage: crm import [OPTIONS] [FILE…]\n", 2)
    assert crm("import", tty=True) == usage
    assert crm_process("import", input="") == usage


def test_one_file_is_named_without_its_folders(crm: Crm, home: Path) -> None:
    (home / "deep" / "er").mkdir(parents=True)
    (home / "deep" / "er" / "rows.csv").write_text(ROWS, "utf-8")
    said = crm("import", home / "deep" / "er" / "rows.csv", "--dry-run")
    assert [line.split("\t")[1] for line in said.stdout.splitlines()[:-1]] == ["rows.csv:2", "rows.csv:3"]
    rejected = "BEGIN:VCARD\nVERSION:3.0\nFN:Ana\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n"
    (home / "deep" / "cards.vcf").write_text(rejected, "utf-8")
    assert crm("import", home / "deep" / "cards.vcf").stderr.startswith("crm: cards.vcf:5: The card has no name")


def test_many_files_that_are_no_address_books_are_one_line(crm: Crm, home: Path) -> None:
    (home / "all").mkdir()
    (home / "all" / "rows.csv").write_text(ROWS, "utf-8")
    for number in range(11):
        (home / "all" / f"empty{number:02}.csv").write_text("", "utf-8")
    said = crm("import", "all", "--region", "ID")
    counts = "2 read: 2 new, 0 updated, 0 unchanged, 0 rejected"
    assert said == Result(
        f"all/rows.csv: {counts}\n{counts}   o1, crm undo takes it back\n",
        "crm: 11 files are no address books: empty00.csv, empty01.csv, empty02.csv, …; --json says why of each.\n",
        5,
    )
    (home / "all" / "empty10.csv").unlink()
    assert crm("import", "all").stderr.count("The file is empty.") == 10
