"""The options of `crm import`: a dry run, rejects, columns, groups, sources, photos, and what becomes of a match."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import BOOK, Golden, refused
from tests.commands.test_importing import MIXED, NO_NAME, ROWS, SAID
from tests.conftest import Crm, Result

PHOTO = (
    "BEGIN:VCARD\nVERSION:3.0\nFN:Ana\n"
    "PHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==\n"
    "END:VCARD\n"
)


@pytest.fixture
def files(home: Path) -> Path:
    """The home with a few address books in it; returns its path."""
    (home / "mixed.vcf").write_text(MIXED, "utf-8")
    (home / "book.vcf").write_text(BOOK, "utf-8")
    (home / "rows.csv").write_text(ROWS, "utf-8")
    (home / "own.csv").write_text("Nama Orang,HPku,Ukuran\nAna,0812-3456-7890,XL\n", "utf-8")
    (home / "photo.vcf").write_text(PHOTO, "utf-8")
    return home


def everything(crm: Crm) -> tuple[Result, ...]:
    """All that the line tells of the book."""
    return tuple(crm(*words, "--json") for words in (["contact", "list"], ["group", "list"], ["history"]))


def test_a_dry_run_says_row_by_row_what_would_be_and_makes_no_database(crm: Crm, files: Path, database: Path) -> None:
    assert crm("import", "mixed.vcf", "--dry-run") == Result(
        f"rejected\tmixed.vcf:1\t\t\t{NO_NAME}\n"
        "new\tmixed.vcf:4\t\tAna\t\n"
        f"rejected\tmixed.vcf:9\t\t\t{NO_NAME}\n"
        "new\tmixed.vcf:13\t\tinfo@acme.example\t\n"
        "4 read: 2 new, 0 updated, 0 unchanged, 2 rejected (--rejects FILE keeps them)"
        "   dry run: nothing was kept\n",
        SAID,
        0,
    )
    assert not database.parent.exists()


def test_a_dry_run_of_a_book_that_is_there_changes_nothing(crm: Crm, book: Path, home: Path) -> None:
    before = everything(crm)
    (home / "more.csv").write_text("Name,Phone,Title\nIbu Sari,0811-222-333,Owner\nIbu Sari,0811-222-333,\nZoe,,\n")
    assert crm("import", "more.csv", "--dry-run", "--region", "ID").stdout == (
        "updated\tmore.csv:2\tc6\tIbu Sari\ttitle: Owner\n"
        "unchanged\tmore.csv:3\tc6\tIbu Sari\t\n"
        "new\tmore.csv:4\t\tZoe\t\n"
        "3 read: 1 new, 1 updated, 1 unchanged, 0 rejected   dry run: nothing was kept\n"
    )
    assert everything(crm) == before


def test_a_dry_run_counts_what_the_import_then_does(crm: Crm, files: Path, database: Path) -> None:
    words = ["import", "book.vcf", "rows.csv", "mixed.vcf", "--json"]
    dry, done = crm(*words, "--dry-run").json, crm(*words).json
    assert (dry["operation"], done["operation"]) == (None, 1)
    assert {**dry, "operation": 1} == done


def test_a_dry_run_is_a_table_on_a_terminal(crm: Crm, files: Path, golden: Golden) -> None:
    said = crm("import", "mixed.vcf", "rows.csv", "--dry-run", "--region", "ID", "--no-color", tty=True)
    golden("import.dry.table", Result(said.stdout, "", said.code))


def test_rejects_are_written_in_their_own_format_and_can_be_mended_and_imported(crm: Crm, files: Path) -> None:
    said = crm("import", "mixed.vcf", "--rejects", "rejects.vcf", "--region", "ID")
    assert said.stdout == "4 read: 2 new, 0 updated, 0 unchanged, 2 rejected   o1, crm undo takes it back\n"
    assert said.stderr.endswith("What was rejected is in rejects.vcf.\n")
    text = (files / "rejects.vcf").read_text()
    assert text == ("BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nREV:20200101T000000Z\nEND:VCARD\n")
    assert oct((files / "rejects.vcf").stat().st_mode)[-3:] == "600"
    (files / "rejects.vcf").write_text(text.replace("END:", "FN:Mended\nEND:", 1))
    assert crm("import", "rejects.vcf").stdout.startswith("2 read: 1 new, 0 updated, 0 unchanged, 1 rejected")


def test_rejects_of_a_table_keep_its_header(crm: Crm, home: Path) -> None:
    (home / "rows.csv").write_text("Name,Phone,Birthday\nAna,0812-3456-7890,\n,,1980-01-01\n")
    said = crm("import", "rows.csv", "--rejects", "rejects.csv")
    assert said.stdout.startswith("2 read: 1 new, 0 updated, 0 unchanged, 1 rejected   o1")
    assert (home / "rejects.csv").read_text() == "Name,Phone,Birthday\n,,1980-01-01\n"
    assert crm("import", "rejects.csv").stdout.startswith("1 read: 0 new, 0 updated, 0 unchanged, 1 rejected")


def test_rejects_of_several_formats_are_a_file_each(crm: Crm, files: Path) -> None:
    (files / "bad.csv").write_text("Name,Phone,Birthday\nAna,0812-3456-7890,\n,,1980-01-01\n")
    said = crm("import", "mixed.vcf", "bad.csv", "--rejects", "left.out", "--region", "ID")
    assert said.stderr.endswith("What was rejected is in left.vcf.\nWhat was rejected is in left.csv.\n")
    assert (files / "left.vcf").read_text().count("BEGIN:VCARD") == 2
    assert (files / "left.csv").read_text() == "Name,Phone,Birthday\n,,1980-01-01\n"


@pytest.mark.parametrize(
    ("path", "code", "sentence"),
    [
        ("", 5, "--rejects is empty."),
        ("mixed.vcf", 5, "--rejects would write over mixed.vcf."),
        ("mixed", 5, "--rejects would write over mixed.vcf."),
        ("./mixed.txt", 5, "--rejects would write over mixed.vcf."),
        (".", 5, ". is a folder; --rejects needs a file."),
        ("/no such folder/x.vcf", 3, "There is no folder /no such folder."),
    ],
)
def test_a_place_where_rejects_cannot_be_written_is_refused_before_anything_is_done(
    crm: Crm, files: Path, database: Path, path: str, code: int, sentence: str
) -> None:
    assert refused(crm("import", "mixed.vcf", "--rejects", path), code, sentence)
    assert not database.exists()
    assert (files / "mixed.vcf").read_text() == MIXED


def test_nothing_rejected_writes_no_file(crm: Crm, files: Path) -> None:
    crm("import", "rows.csv", "--rejects", "rejects.csv")
    assert not (files / "rejects.csv").exists()


def test_columns_of_ones_own_are_mapped(crm: Crm, files: Path) -> None:
    assert refused(
        crm("import", "own.csv"), 5, "No column of this file is known to be a name, a phone, an e-mail or a company."
    )
    words = ["--map", "HPku=phone:work", "--map", "Nama Orang=name", "--map", "Ukuran=field:Size", "--region", "ID"]
    assert crm("import", "own.csv", *words).stdout.startswith("1 read: 1 new")
    card = crm("show", "ana", "--json").json
    assert card["phones"] == [{"value": "0812-3456-7890", "normal": "+6281234567890", "label": "work"}]
    assert card["fields"] == {"Size": "XL"}


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("HPku", "--map needs a header, = and a field, not 'HPku'."),
        ("=name", "--map needs a header, = and a field, not '=name'."),
        ("HPku=", "--map needs a header, = and a field, not 'HPku='."),
        ("", "--map needs a header, = and a field, not ''."),
        ("HPku=shoe", "There is no field shoe to map a column to."),
        ("Nix=name", "There is no column Nix in this file."),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(crm: Crm, files: Path, database: Path, value: str, sentence: str) -> None:
    assert refused(crm("import", "own.csv", "--map", value), 5, sentence)
    assert not database.exists()


def test_a_group_and_a_source_go_onto_all_of_them(crm: Crm, files: Path) -> None:
    crm("import", "rows.csv", "--group", "Fair", "--group", "Jakarta", "--source", "Fair 2026")
    for card in crm("contact", "list", "--json").json:
        assert (card["groups"], card["source"]) == (["Fair", "Jakarta"], "Fair 2026")
    again = crm("import", "rows.csv", "--group", "Third", "--source", "Other", "--region", "ID")
    assert again.stdout.startswith("2 read: 0 new, 2 updated")
    assert crm("show", "ana", "--json").json["source"] == "Fair 2026"


@pytest.mark.parametrize(
    ("how", "counts", "title", "phones"),
    [
        ("update", "1 read: 0 new, 1 updated, 0 unchanged, 0 rejected", "Fleet Manager", 3),
        ("overwrite", "1 read: 0 new, 1 updated, 0 unchanged, 0 rejected", "CEO", 3),
        ("skip", "1 read: 0 new, 0 updated, 1 unchanged, 0 rejected", "Fleet Manager", 2),
        ("add", "1 read: 1 new, 0 updated, 0 unchanged, 0 rejected", "Fleet Manager", 2),
    ],
)
def test_what_becomes_of_a_match_is_for_the_user_to_say(
    crm: Crm, book: Path, home: Path, how: str, counts: str, title: str, phones: int
) -> None:
    (home / "new.csv").write_text("Name,Title,E-mail,Phone\nBudi Santoso,CEO,budi@maju.example,+62 813 0000 1111\n")
    assert crm("import", "new.csv", "--on-match", how).stdout.startswith(counts)
    card = crm("show", "c2", "--json").json
    assert (card["title"], len(card["phones"])) == (title, phones)
    assert card["notes"] == "Decides with his wife.\nNew trucks in March."
    assert crm("find", "budi", "--ids").stdout.count("\n") == (2 if how == "add" else 1)


def test_photos_are_kept_unless_they_are_not_wanted(crm: Crm, files: Path) -> None:
    crm("import", "photo.vcf", "--no-photos")
    assert crm("show", "ana", "--json").json["has_photo"] is False
    crm("undo")
    crm("import", "photo.vcf")
    assert crm("show", "ana", "--json").json["has_photo"] is True


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["--on-match", "guess"], 5, "--on-match cannot be 'guess'."),
        (["--on-match", ""], 5, "--on-match is empty."),
        (["--region", "XX"], 5, "There is no country 'XX'."),
        (["--region", ""], 5, "--region is empty."),
        (["--source", ""], 5, "--source is empty."),
        (["--source", "x" * 1_001], 5, "The source is longer than 1000 characters."),
        (["--group", ""], 5, "The name of the group is empty."),
        (["--frob"], 2, "crm import takes no option --frob."),
    ],
)
def test_an_option_that_cannot_be_is_refused_and_nothing_is_done(
    crm: Crm, files: Path, database: Path, words: list[str], code: int, sentence: str
) -> None:
    assert refused(crm("import", "rows.csv", *words), code, sentence)
    assert not database.exists()
