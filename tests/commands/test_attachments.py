"""`crm attach` and `crm attachment`: files in, shown, and out again as they were."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from crmcli.store import attachments
from tests.commands.conftest import refused
from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")

PDF = b"%PDF-1.7\x00\xff"


@pytest.fixture
def files(home: Path) -> Path:
    """An offer, a note, and a folder, in the home; returns the home."""
    (home / "Angebot Ü.pdf").write_bytes(PDF)
    (home / "note.txt").write_bytes(b"first\nsecond\x1b[31m\n")
    (home / "out").mkdir()
    return home


@pytest.fixture
def attached(book: Path, files: Path, crm: Crm) -> Path:
    """The offer (1) and the note (2) on Budi (c2): o2; returns the home."""
    assert crm("attach", "c2", "Angebot Ü.pdf", "note.txt", "--notes", "first draft").code == 0
    return files


@pytest.mark.usefixtures("files")
def test_files_are_attached_in_one_operation(crm: Crm) -> None:
    assert crm("attach", "budi", "Angebot Ü.pdf", "./note.txt") == Result(
        "Attached Angebot Ü.pdf (1), note.txt (2) to c2 Pak Budi Santoso   o2, crm undo takes it back\n", "", 0
    )
    assert crm("show", "c2").stdout.splitlines()[-4:-2] == ["1\tAngebot Ü.pdf · 10 bytes", "2\tnote.txt · 18 bytes"]
    assert crm("attachment", "list", "--ids").stdout == "1\n2\n"
    crm("undo")
    assert crm("attachment", "list") == Result("", "There are no files. crm attach REF FILE keeps one.\n", 0)


@pytest.mark.usefixtures("files")
def test_an_attachment_answers_as_a_record(crm: Crm) -> None:
    assert crm("attach", "c2", "note.txt", "--name", "x/y.txt", "--json").json == {
        "attachments": [
            {
                "id": 1,
                "name": "y.txt",
                "media_type": "text/plain",
                "size": 18,
                "contact": {"id": 2, "name": "Pak Budi Santoso"},
                "notes": None,
                "created_at": "2026-11-24T09:00:00Z",
            }
        ],
        "operation": 2,
    }
    assert crm("show", "c2", "--json").json["attachments"] == [
        {"id": 1, "name": "y.txt", "media_type": "text/plain", "size": 18}
    ]
    assert crm("show", ".", "--ids").stdout == "c2\n"


def test_a_file_comes_from_stdin_under_a_name(crm: Crm, home: Path) -> None:
    assert crm("attach", "c2", "-", "--name", "mail.eml", input=b"\x00\xff").stdout == (
        "Attached mail.eml (1) to c2 Pak Budi Santoso   o2, crm undo takes it back\n"
    )
    crm("attachment", "save", "1")
    assert (home / "mail.eml").read_bytes() == b"\x00\xff"


@pytest.mark.usefixtures("attached")
def test_the_same_file_again_is_said_and_not_kept_twice(crm: Crm) -> None:
    assert crm("attach", "c2", "note.txt", "--name", "other.txt") == Result(
        "Nothing to change in c2 Pak Budi Santoso\n", "The same file is there already: note.txt (2).\n", 0
    )
    assert crm("attach", "c6", "note.txt").stderr == "c2 Pak Budi Santoso has the same file, too: note.txt (2).\n"


def test_one_bad_file_keeps_the_others_out(crm: Crm, files: Path) -> None:
    assert refused(crm("attach", "c2", "note.txt", "nowhere.pdf"), 3, "There is no file nowhere.pdf.")
    assert crm("attachment", "list").stdout == ""


def test_a_name_that_wanted_quotes_is_taken_for_no_file(crm: Crm, files: Path) -> None:
    assert crm("attach", "ibu", "sari", "note.txt") == Result(
        "", "crm: There is no file sari.\n     Put quotes around a name of several words: 'ibu sari'.\n", 3
    )


def test_what_cannot_be_attached_is_refused(crm: Crm, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "LARGEST", 1_000_000)
    (files / "empty").write_bytes(b"")
    (files / "big").write_bytes(b"x" * 1_000_001)
    os.mkfifo(files / "pipe")
    for words, code, sentence in (
        (["out"], 5, "out is a folder, not a file."),
        (["pipe"], 5, "pipe is not a file."),
        (["empty"], 5, "empty is empty."),
        (["big"], 5, "big is larger than 1 MB."),
        (["-"], 2, "What comes from stdin has no name."),
        (["note.txt", "big", "--name", "x"], 2, "--name is of one file, and there are several."),
        (["note.txt", "--name", ""], 5, "--name is empty."),
    ):
        assert refused(crm("attach", "c2", *words), code, sentence)
    assert refused(crm("attach", "c2", "-", "--name", "x", input=b""), 5, "x is empty.")
    assert refused(crm("attach", "c2", "-", "--name", "x", input=b"y" * 1_000_001), 5, "x is larger than 1 MB.")
    assert refused(crm("attach", "c99", "note.txt"), 3, "There is no contact c99.")


@pytest.mark.usefixtures("attached")
def test_files_are_listed_in_every_form(crm: Crm) -> None:
    crm("attach", "c6", "note.txt")
    assert crm("attachment", "list").stdout == (
        "1\tAngebot Ü.pdf\t10 bytes\tc2 Pak Budi Santoso\tapplication/pdf\t2026-11-24\tfirst draft\n"
        "2\tnote.txt\t18 bytes\tc2 Pak Budi Santoso\ttext/plain\t2026-11-24\tfirst draft\n"
        "3\tnote.txt\t18 bytes\tc6 Ibu Sari\ttext/plain\t2026-11-24\t\n"
    )
    assert crm("attachment", "list", "ibu", "sari", "--no-color", tty=True).stdout == (
        "Id  File          Size  Type        Since\n3   note.txt  18 bytes  text/plain  2026-11-24\n"
    )
    assert crm("attachment", "list", "--sort", "-size", "--limit", "1", "--json").json[0]["id"] == 3
    assert refused(crm("attachment", "list", "--sort", "beauty"), 5, "--sort cannot be 'beauty'.")
    assert crm("attachment", "list", "--db", "none.db").stdout == ""


@pytest.mark.usefixtures("attached")
def test_a_file_is_shown_and_a_text_read(crm: Crm) -> None:
    assert crm("attachment", "show", "2").stdout == (
        "Id\t2\nFile\tnote.txt\nSize\t18 bytes\nContact\tc2 Pak Budi Santoso\nType\ttext/plain\nSince\t2026-11-24\n"
        "Notes\tfirst draft\nContent\tfirst\nContent\tsecond\ufffd[31m\n"
    )
    assert "Content" not in crm("attachment", "show", "1").stdout
    assert crm("attachment", "show", "1", "--json").json["media_type"] == "application/pdf"
    assert refused(crm("attachment", "show", "9"), 3, "There is no attachment 9.")
    assert refused(crm("attachment", "show", "x"), 2, "ID takes a whole number.")


def test_files_are_saved_as_they_were(crm: Crm, attached: Path) -> None:
    assert (
        crm("attachment", "save", "1", "2", "--output", "out").stdout == "Saved out/Angebot Ü.pdf\nSaved out/note.txt\n"
    )
    assert (attached / "out" / "Angebot Ü.pdf").read_bytes() == PDF
    assert crm("attachment", "save", "1", "--output", "copy.pdf", "--json").json == [{"id": 1, "path": "copy.pdf"}]
    assert (attached / "copy.pdf").read_bytes() == PDF
    said = crm("attachment", "save", "2")
    assert refused(said, 4, "There is a file note.txt already.")
    (attached / "note.txt").write_bytes(b"mine")
    assert crm("attachment", "save", "2", "--force").stdout == "Saved note.txt\n"
    assert (attached / "note.txt").read_bytes() == b"first\nsecond\x1b[31m\n"


def test_where_one_of_several_cannot_be_saved_none_is(crm: Crm, attached: Path) -> None:
    (attached / "out" / "note.txt").write_bytes(b"mine")
    assert refused(crm("attachment", "save", "1", "2", "-o", "out"), 4, "There is a file out/note.txt already.")
    assert [path.name for path in (attached / "out").iterdir()] == ["note.txt"]
    assert refused(crm("attachment", "save", "1", "2", "-o", "x"), 2, "Several files need a folder.")
    assert refused(crm("attachment", "save", "1", "-o", "no/x"), 3, "There is no folder no.")


def test_two_files_of_the_same_name_are_saved_side_by_side(crm: Crm, attached: Path) -> None:
    (attached / "note.txt").write_bytes(b"another")
    crm("attach", "c6", "note.txt")
    assert crm("attachment", "save", "2", "3", "-o", "out").stdout == "Saved out/note.txt\nSaved out/note 3.txt\n"


def test_a_file_flows_to_stdout_as_it_is(crm: Crm, attached: Path, crm_process: Crm) -> None:
    assert crm("attachment", "save", "2", "-o", "-").stdout == "first\nsecond\x1b[31m\n"
    assert refused(crm("attachment", "save", "1", "-o", "-", tty=True), 2, "Angebot Ü.pdf is no text for a terminal.")
    assert refused(crm("attachment", "save", "1", "2", "-o", "-"), 2, "Only one file can go to stdout.")


def test_a_file_is_renamed_described_and_removed(crm: Crm, attached: Path) -> None:
    assert crm("attachment", "rename", "1", "../offer.pdf").stdout == (
        "The file is now offer.pdf (1)   o3, crm undo takes it back\n"
    )
    assert crm("attachment", "rename", "1", "offer.pdf").stdout == "Nothing to change in offer.pdf (1)\n"
    assert crm("attachment", "edit", "1", "--notes", "signed").stdout == (
        "Changed offer.pdf (1)   o4, crm undo takes it back\n"
    )
    assert crm("attachment", "edit", "1", "--clear", "notes", "--json").json["attachments"][0]["notes"] is None
    assert refused(crm("attachment", "edit", "1"), 2, "Nothing is said of the file.")
    assert refused(crm("attachment", "edit", "1", "--clear", "name"), 5, "There is no field 'name' to clear.")
    assert crm("attachment", "rm", "1", "2").stdout == (
        "Removed offer.pdf (1), note.txt (2)   o6, crm undo takes it back\n"
    )
    crm("undo")
    crm("attachment", "save", "1", "-o", "out")
    assert (attached / "out" / "offer.pdf").read_bytes() == PDF


@pytest.mark.usefixtures("attached")
@pytest.mark.parametrize(
    ("words", "done"),
    [
        (["attach", "c6", "note.txt"], "Would attach note.txt (3) to c6 Ibu Sari\n"),
        (["attachment", "rename", "1", "x"], "The file would be x (1)\n"),
        (["attachment", "edit", "1", "--notes", "x"], "Would change Angebot Ü.pdf (1)\n"),
        (["attachment", "rm", "1"], "Would remove Angebot Ü.pdf (1)\n"),
    ],
)
def test_a_dry_run_says_what_would_be(crm: Crm, words: list[str], done: str) -> None:
    before = crm("attachment", "list", "--json"), crm("history")
    assert crm(*words, "--dry-run").stdout == done
    assert (crm("attachment", "list", "--json"), crm("history")) == before


def test_a_purge_takes_the_files_too(crm: Crm, attached: Path, database: Path) -> None:
    crm("attach", "c6", "note.txt")
    crm("contact", "purge", "c2", "--yes")
    assert crm("attachment", "list", "--ids").stdout == "3\n"
    assert PDF not in database.read_bytes()
    assert crm("attachment", "save", "3", "-o", "-").stdout == "first\nsecond\x1b[31m\n"


def test_a_hostile_name_reaches_no_terminal_and_no_other_folder(crm: Crm, home: Path) -> None:
    name = "..\x1b]0;x\x07evil\u202e.txt"
    (home / name).write_bytes(b"x")
    said = crm("attach", "c2", name, tty=True)
    assert "Attached ]0;x evil.txt (1)" in " ".join(said.stdout.split())
    assert not {"\x1b", "\x07", "\u202e"}.intersection(said.stdout)
