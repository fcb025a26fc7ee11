"""`crm export`, and `crm import` of what it wrote: whole answers."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import Golden, refused
from tests.conftest import Crm
from tests.terminals import Terminal


def test_a_contact_as_a_card(book: Path, crm: Crm, golden: Golden) -> None:
    golden("export.vcf", crm("export", "budi"))
    golden("export.4.vcf", crm("export", "contacts", "budi", "--version", "4.0"))


def test_contacts_as_a_table_and_as_records(book: Path, crm: Crm, golden: Golden) -> None:
    golden("export.csv", crm("export", "--format", "csv"))
    golden("export.json", crm("export", "budi", "--format", "json"))
    assert crm("export", "budi", "--json").stdout == crm("export", "budi", "--format", "json").stdout


def test_a_record_a_line(book: Path, crm: Crm) -> None:
    said = crm("export", "group:vip", "--format", "NDJSON")
    assert [json.loads(line)["name"] for line in said.stdout.splitlines()] == ["陳美玲", "Ibu Sari", "Pak Budi Santoso"]
    assert (said.stderr, said.code) == ("", 0)


@pytest.mark.parametrize(
    ("name", "begins"),
    [("a.vcf", "BEGIN"), ("a.CSV", "First"), ("a.json", "[\n{"), ("a.jsonl", "{"), ("a", "BEGIN"), ("a.txt", "BEGIN")],
)
def test_the_end_of_the_files_name_says_the_format(book: Path, crm: Crm, home: Path, name: str, begins: str) -> None:
    said = crm("export", "-o", name)
    assert (said.stdout, said.stderr, said.code) == (f"Wrote 7 contacts to {name}.\n", "", 0)
    assert (home / name).read_text("utf-8").startswith(begins)


def test_a_format_that_is_asked_for_goes_before_the_name(book: Path, crm: Crm, home: Path) -> None:
    assert crm("export", "budi", "--output", "a.vcf", "--format", "csv").stdout == "Wrote 1 contact to a.vcf.\n"
    assert (home / "a.vcf").read_text("utf-8").startswith("First Name")


def test_a_file_is_replaced_and_a_script_is_told_of_it(book: Path, crm: Crm, home: Path) -> None:
    (home / "a.vcf").write_text("before")
    said = crm("export", "-o", "a.vcf", "--json")
    assert said.json == {"file": "a.vcf", "format": "vcf", "contacts": 7}
    assert (home / "a.vcf").read_text("utf-8").count("BEGIN:VCARD") == 7


def test_references_come_in_on_stdin(book: Path, crm: Crm) -> None:
    ids = crm("contact", "list", "group:vip", "--ids").stdout
    assert crm("export", "-", input=ids).stdout.count("BEGIN:VCARD") == 3
    assert refused(crm("export", "-", input="c99\n"), 3, "There is no contact c99.")


def test_nobody_is_an_empty_file_and_a_line_on_stderr(book: Path, crm: Crm, home: Path) -> None:
    said = crm("export", "group:vip", "zzzz")
    assert (said.stdout, said.stderr, said.code) == ("", "Nobody fits that.\n", 0)
    assert crm("export", "zzzz", "--format", "json").stdout == "[]\n"
    assert crm("export", "zzzz", "-o", "none.vcf").stdout == "Wrote 0 contacts to none.vcf.\n"
    assert (home / "none.vcf").read_bytes() == b""


def test_without_a_database_nobody_is_exported_and_none_is_made(crm: Crm, database: Path) -> None:
    said = crm("export")
    assert (said.stdout, said.stderr, said.code) == ("", "Nobody fits that.\n", 0)
    assert refused(crm("export", "all"), 5, "There is no database yet, so there is nothing to export.")
    assert not database.exists()


def test_what_cannot_be_is_refused_before_anything_is_written(book: Path, crm: Crm, home: Path) -> None:
    (home / "folder").mkdir()
    for arguments, code, sentence in (
        (("--format", "xlsx"), 5, "--format cannot be 'xlsx'."),
        (("--version", "2.1"), 5, "--version cannot be '2.1'."),
        (("--version", "3.0", "--format", "csv"), 2, "--version is of vCard, not of csv."),
        (("--output", "folder"), 5, "folder is a folder."),
        (("--output", ""), 5, "--output is empty."),
        (("",), 2, "There is nothing to look for."),
        (("all", "budi"), 2, "crm export all takes no query: it is the whole database."),
        (("all", "--format", "csv"), 5, "The whole database is exported as json only."),
        (("contacts", "group:nobody"), 5, None),
    ):
        said = crm("export", *arguments)
        assert (said.stdout, said.code) == ("", code), arguments
        assert sentence is None or refused(said, code, sentence), (arguments, said)
    assert [path.name for path in home.iterdir() if path.suffix] == []


def test_the_database_itself_is_never_written_over(book: Path, crm: Crm) -> None:
    before = book.read_bytes()
    for name in ("crm.db", "crm.db-wal"):
        path = book.parent / name
        assert refused(crm("export", "-o", path), 5, f"{path} is the database itself.")
    assert book.read_bytes() == before


def test_progress_is_not_mixed_with_what_a_reader_shows(book: Path) -> None:
    with Terminal(shell=f"{sys.executable} -m crmcli export | head -n 1") as terminal:
        assert terminal.until("VCARD") == "BEGIN:VCARD"


def test_the_standard_output_by_its_other_name_gets_the_contacts_alone(book: Path) -> None:
    command = f"{sys.executable} -m crmcli export -o /dev/stdout --format csv | cat"
    said = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert (len(list(csv.reader(io.StringIO(said.stdout, newline="")))), said.stderr) == (8, "")


def test_a_reader_that_goes_away_is_no_error(book: Path) -> None:
    command = f"{sys.executable} -m crmcli export | head -n 1"
    said = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert (said.stdout, said.stderr) == ("BEGIN:VCARD\n", "")


@pytest.mark.parametrize("name", ["a.vcf", "a.csv", "a.json", "a.ndjson"])
def test_the_sample_goes_out_and_in_again_unchanged(sample: Path, crm: Crm, name: str) -> None:
    count = len(crm("contact", "list", "--ids").stdout.splitlines())
    crm("export", "-o", name)
    said = crm("import", name)
    assert said.stdout == f"{count} read: 0 new, 0 updated, {count} unchanged, 0 rejected   nothing changed\n"
    assert crm("history", "--json").json[0]["what"].startswith("imported google.csv")


def test_a_table_is_one_for_python_and_its_phones_are_bare(sample: Path, crm: Crm) -> None:
    rows = list(csv.DictReader(io.StringIO(crm("export", "--format", "csv").stdout, newline=""), strict=True))
    phones = [cell for row in rows for header, cell in row.items() if header.startswith("Phone") and "Value" in header]
    assert [cell for cell in phones if cell.startswith("'")] == []
    assert len([cell for cell in phones if cell.startswith("+")]) > 50


def test_photos_go_with_the_cards_unless_they_are_left_out(crm: Crm, home: Path) -> None:
    (home / "p.vcf").write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Ana\nPHOTO;ENCODING=b;TYPE=JPEG:/9j/\nEND:VCARD\n")
    crm("import", "p.vcf")
    assert "\r\nPHOTO;ENCODING=b;TYPE=JPEG:/9j/\r\n" in crm("export").stdout
    assert "PHOTO" not in crm("export", "--no-photos").stdout
    assert crm("export", "--json").json[0]["photo"] == {"media_type": "image/jpeg", "data": "/9j/"}
    assert crm("export", "--json", "--no-photos").json[0]["photo"] is None


def test_a_whole_database_goes_to_another_machine_and_back_out_with_undo(book: Path, crm: Crm, home: Path) -> None:
    said = crm("export", "all", "-o", "all.json")
    assert (said.stdout, said.code) == ("Wrote the whole database, 7 contacts, to all.json.\n", 0)
    other = ("--db", home / "other.db")
    dry = crm("import", "all.json", "--dry-run", *other)
    assert dry.stdout == "Took in a whole database: 7 contacts, 2 groups.   dry run: nothing was kept\n"
    assert not (home / "other.db").exists()
    said = crm("import", "all.json", *other)
    assert said.stdout == "Took in a whole database: 7 contacts, 2 groups.   o1, crm undo takes it back\n"
    assert crm("contact", "list", "--json", *other).json == crm("contact", "list", "--json").json
    assert crm("find", "budi", *other).stdout == crm("find", "budi").stdout
    assert crm("undo", *other).code == 0
    assert crm("contact", "list", *other).stdout == ""
    assert crm("import", "all.json", "--json", "--db", home / "third.db").json["operation"] == 1


def test_both_machines_count_alike_whoever_was_removed(book: Path, crm: Crm, home: Path) -> None:
    crm("contact", "rm", "c5")
    assert crm("export", "all", "-o", "all.json").stdout == "Wrote the whole database, 6 contacts, to all.json.\n"
    said = crm("import", "all.json", "--db", home / "other.db")
    assert said.stdout == "Took in a whole database: 6 contacts, 2 groups.   o1, crm undo takes it back\n"
    assert "imported the database all.json: 6 contacts" in crm("history", "--db", home / "other.db").stdout
    assert crm("contact", "restore", "c5", "--db", home / "other.db").code == 0


def test_a_whole_database_comes_in_through_a_pipe(book: Path, crm: Crm, crm_process: Crm, home: Path) -> None:
    said = crm_process("import", "--db", home / "other.db", input=crm("export", "all").stdout)
    assert said.stdout == "Took in a whole database: 7 contacts, 2 groups.   o1, crm undo takes it back\n"


def test_a_whole_database_is_refused_where_there_is_something_already_and_among_other_files(
    book: Path, crm: Crm, home: Path
) -> None:
    crm("export", "all", "-o", "all.json")
    crm("export", "-o", "a.vcf")
    full = "A whole database can be imported into an empty one only, and there is something in yours."
    assert refused(crm("import", "all.json"), 4, full)
    options = "A whole database is imported as it is; of the options only --dry-run has a meaning."
    assert refused(crm("import", "all.json", "--group", "VIP", "--db", "new.db"), 2, options)
    said = crm("import", "all.json", "a.vcf", "--quiet")
    assert said.code == 5
    assert "all.json: This is a whole crm database, which is imported alone and from a file." in said.stderr


def test_a_whole_database_that_was_cut_off_is_refused(book: Path, crm: Crm, home: Path) -> None:
    text = crm("export", "all").stdout
    (home / "cut.json").write_text(text[: len(text) // 2])
    said = crm("import", "cut.json", "--db", "new.db")
    assert refused(said, 5, "The file ends too early; nothing was taken in.")
    assert crm("contact", "list", "--db", "new.db").stdout == ""
