"""Completion: what may stand where the cursor is, said quickly, and never an error in the middle of a line."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from crmcli import completion_table
from tests.conftest import Crm, Result

BREAKS = " \t\n\"'@><=;|&(:"


def offered(crm: Crm, *words: str) -> list[str]:
    """The candidates for the last word, as zsh is told them; the call has succeeded and said nothing else."""
    said = crm("__complete", "zsh", *words)
    assert (said.stderr, said.code) == ("", 0)
    return [line.partition("\t")[0] for line in said.stdout.splitlines()[1:]]


def in_bash(crm: Crm, line: str, how: str = "\t") -> list[str]:
    """What bash is told for a line up to the cursor, the notes first."""
    said = crm("__complete", "bash", BREAKS, how, line)
    assert (said.stderr, said.code) == ("", 0)
    return said.stdout.splitlines()


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["sh"], ["show"]),
        (["contact", "ren"], ["rename"]),
        (["settings", "field", "re"], ["rename"]),
        (["--json", "sh"], ["show"]),
        (["--db", "x.db", "sh"], ["show"]),
        (["help", "sh"], ["show"]),
        (["show", "--ts"], ["--tsv"]),
        (["show", "--js"], ["--json"]),
        (["--qu"], ["--quiet"]),
        (["contact", "list", "--status", "l"], ["lead"]),
        (["contact", "list", "--status=l"], ["--status=lead"]),
        (["contact", "list", "--sort", "na"], ["name"]),
        (["settings", "set", "date_order", ""], ["dmy", "mdy", "ymd"]),
        (["settings", "get", "reg"], ["region"]),
        (["completion", "z"], ["zsh"]),
        (["open", "budi", "ma"], ["mail", "map", "matrix"]),
        (["nonsense", ""], []),
        (["show", "--nonsense", "--"], ["--csv", "--tsv", "--ids", "--help", "--db", "--json", "--no-color",
                                        "--quiet", "--debug"]),
        (["add", "Ana", "--notes", ""], []),
        (["add", "--", "--no"], []),
    ],
)  # fmt: skip
def test_commands_options_and_their_values_are_completed(crm: Crm, words: list[str], wanted: list[str]) -> None:
    assert offered(crm, *words) == wanted


def test_an_option_that_was_given_is_offered_again_only_where_it_may_be(crm: Crm) -> None:
    assert "--title" not in offered(crm, "add", "Ana", "--title", "Boss", "--")
    assert "--phone" in offered(crm, "add", "Ana", "--phone", "0812", "--")


@pytest.mark.parametrize("words", [["import", ""], ["--db", ""], ["export", "--output", ""], ["attach", "c1", "x"]])
def test_the_shell_is_told_where_a_file_is_wanted(crm: Crm, words: list[str]) -> None:
    assert crm("__complete", "zsh", *words) == Result("files\n", "", 0)


@pytest.mark.usefixtures("book")
class TestNames:
    """What is completed of a small address book."""

    @pytest.mark.parametrize(
        ("words", "wanted"),
        [
            (["show", "pak"], ["Pak Budi Santoso"]),
            (["show", "santo"], ["Pak Budi Santoso"]),
            (["show", "budi", "san"], ["Santoso"]),
            (["show", "Pak", "Bu"], ["Budi Santoso"]),
            (["show", "lukasz"], ["Łukasz Ørsted"]),
            (["show", "Łuk"], ["Łukasz Ørsted"]),
            (["show", "chen"], ["晨嶺物流", "陳美玲"]),
            (["show", "陳"], ["陳美玲"]),
            (["show", "c2"], ["c2"]),
            (["find", "ibu"], ["Ibu Sari"]),
            (["group", "put", "VIP", "c2", "ibu"], ["Ibu Sari"]),
            (["group", "put", "v"], ["VIP"]),
            (["group", "add", "v"], []),
            (["contact", "list", "--group=v"], ["--group=VIP"]),
            (["contact", "list", "group:f"], ["group:Fleet"]),
            (["contact", "list", "status:a"], ["status:active"]),
            (["contact", "list", "birth"], ["birthday:"]),
            (["contact", "list", "next:n"], ["next:none"]),
            (["activity", "list", "direction:i"], ["direction:in"]),
            (["activity", "list", "kind:call", "outc"], ["outcome:"]),
            (["followup", "list", "not:due:l"], ["not:due:late"]),
            (["contact", "edit", "c2", "--company", "pt"], ["PT Maju Jaya"]),
            (["undo", ""], ["o1"]),
            (["show", "zzzz"], []),
        ],
    )
    def test_names_are_completed_by_the_beginning_of_any_word(
        self, crm: Crm, words: list[str], wanted: list[str]
    ) -> None:
        assert offered(crm, *words) == wanted

    def test_open_follow_ups_are_offered_with_what_and_who(self, crm: Crm) -> None:
        for who, what, when in (("c2", "send quote", "fri@10"), ("c6", "call", "thu"), ("c2", "book it", "mon")):
            crm("remind", who, what, "--on", when)
        crm("done", "f3")
        crm("remind", "--self", "x" * 99, "--on", "tue")
        said = crm("__complete", "zsh", "done", "")
        assert said.stdout.splitlines()[1:] == [
            "f2\tcall, Ibu Sari, 2026-11-26",
            "f1\tsend quote, Pak Budi Santoso, 2026-11-27 10:00",
            f"f4\t{'x' * 49}…, 2026-12-01",
        ]
        assert in_bash(crm, "crm done f1") == ["", "f1"]
        assert in_bash(crm, "crm snooze budi") == ["unlike", "f1"]
        assert offered(crm, "snooze", "f1", "QUO") == ["f1"]
        assert offered(crm, "followup", "edit", "2") == ["2"]
        assert offered(crm, "followup", "reopen", "") == ["f3"]
        assert offered(crm, "followup", "edit", "f1", "--contact", "ibu") == ["Ibu Sari"]
        assert offered(crm, "done", "dewi") == ["Sari Dewi"]
        crm("contact", "rm", "c6")
        assert offered(crm, "followup", "rm", "f2") == []
        fish = crm("__complete", "fish", "done", "budi").stdout.splitlines()[1:]
        assert fish == ["Pak Budi Santoso\tc2 Pak Budi Santoso PT Maju Jaya"]

    def test_segments_and_removed_contacts_are_completed(self, crm: Crm) -> None:
        crm("segment", "add", "hot ones", "group:vip")
        crm("contact", "rm", "c6")
        assert offered(crm, "contact", "list", "@h") == ["@hot ones"]
        assert offered(crm, "contact", "list", "not:@h") == ["not:@hot ones"]
        assert offered(crm, "segment", "show", "h") == ["hot ones"]
        assert offered(crm, "contact", "restore", "") == ["c6"]
        assert offered(crm, "show", "ibu") == []

    def test_two_of_the_same_name_are_offered_by_their_numbers(self, crm: Crm) -> None:
        assert crm("add", "Ibu Sari", "--company", "Other").code == 0
        said = crm("__complete", "zsh", "show", "ibu")
        assert said.stdout == "unlike\nc6\tIbu Sari\nc8\tIbu Sari, Other\n"
        assert in_bash(crm, "crm show ibu") == ["unlike", "c6", "c8", "…"]
        assert in_bash(crm, "crm show ibu", "?") == ["unlike", "c6  (Ibu Sari)", "c8  (Ibu Sari, Other)"]

    def test_the_database_that_the_line_names_is_asked(self, crm: Crm, home: Path) -> None:
        crm("add", "Zoe", "--db", home / "other.db")
        assert offered(crm, "--db", str(home / "other.db"), "show", "") == ["Zoe"]
        assert offered(crm, "show", "zo", f"--db={home / 'other.db'}", "zo") == ["Zoe"]

    @pytest.mark.parametrize("name", ["-rf", "c41", "41", ".", "@home", "Ana\x1b[31m", "Ana\u202eevil", "two\nlines"])
    def test_a_name_that_would_mean_something_else_is_offered_by_its_number(self, crm: Crm, name: str) -> None:
        crm("add", "Plain Person", "--db", "odd.db")
        connection = sqlite3.connect("odd.db")
        connection.execute("UPDATE contact SET name = ?, folded = 'plain person'", [name])
        connection.commit()
        connection.close()
        said = crm("__complete", "zsh", "--db", "odd.db", "show", "plain")
        assert said.stdout.splitlines()[1].startswith("c1\t")
        assert not [each for each in said.stdout if ord(each) < 32 and each not in "\t\n"]

    @pytest.mark.parametrize(
        ("line", "wanted"),
        [
            ("crm show pak", ["", r"Pak\ Budi\ Santoso"]),
            ("crm show Pak\\ B", ["", r"Pak\ Budi\ Santoso"]),
            ("crm show 'Pak B", ["", "Pak Budi Santoso"]),
            ('crm show "pak b', ["othercase", "Pak Budi Santoso"]),
            ("crm contact list --group=V", ["", "VIP"]),
            ("crm contact list group:v", ["othercase", "VIP"]),
            ("crm contact list > x", ["files"]),
            ("crm contact list 2>/dev/null --status l", ["", "lead"]),
        ],
    )
    def test_bash_gets_what_it_has_to_insert(self, crm: Crm, line: str, wanted: list[str]) -> None:
        assert in_bash(crm, line)[1:] == wanted[1:]
        assert in_bash(crm, line)[0] in (wanted[0], "othercase")

    def test_bash_never_loses_what_was_typed_to_what_several_have_in_common(self, crm: Crm) -> None:
        assert in_bash(crm, "crm show sari") == ["unlike", r"Sari\ Dewi", r"Ibu\ Sari"]
        crm("add", "Siti Sari")
        crm("contact", "rm", "c6")
        assert in_bash(crm, "crm show Sari") == ["unlike", r"Sari\ Dewi", r"Siti\ Sari", "…"]
        assert in_bash(crm, "crm show sari") == ["unlike", r"Sari\ Dewi", r"Siti\ Sari", "…"]
        assert in_bash(crm, "crm show Sari", "?") == ["unlike", "Sari Dewi", "Siti Sari"]


@pytest.mark.parametrize("content", [b"", b"Dear Sir, " * 300, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_database_completes_nothing(crm: Crm, home: Path, content: bytes) -> None:
    (home / "odd.db").write_bytes(content)
    assert offered(crm, "--db", "odd.db", "show", "a") == []
    assert (home / "odd.db").read_bytes() == content


def test_where_there_is_no_database_none_is_made(crm: Crm, database: Path) -> None:
    assert offered(crm, "show", "a") == []
    assert offered(crm, "--db", "nowhere/x.db", "undo", "") == []
    assert not database.parent.exists()


def test_another_schema_or_program_completes_nothing_and_is_not_touched(crm: Crm, book: Path) -> None:
    for statement in ("PRAGMA user_version = 1", "PRAGMA user_version = 99", "PRAGMA application_id = 7"):
        connection = sqlite3.connect(book)
        connection.execute(statement)
        connection.close()
        before = book.read_bytes()
        assert offered(crm, "show", "pak") == []
        assert book.read_bytes() == before


def test_a_locked_or_damaged_database_completes_nothing(crm: Crm, book: Path) -> None:
    holder = sqlite3.connect(book, isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    holder.execute("UPDATE contact SET notes = 'x'")
    holder.execute("COMMIT")
    assert offered(crm, "show", "pak") == []
    holder.close()
    content = bytearray(book.read_bytes())
    content[5000:] = b"\xa5" * (len(content) - 5000)
    book.write_bytes(content)
    assert offered(crm, "show", "pak") == []


@pytest.mark.parametrize(
    "arguments", [[], ["bash"], ["bash", "x"], ["zsh"], ["fish"], ["ksh", "show", "x"], ["zsh", "\udcff"]]
)
def test_a_call_that_makes_no_sense_is_no_error(crm: Crm, arguments: list[str]) -> None:
    said = crm("__complete", *arguments)
    assert (said.stderr, said.code) == ("", 0)


def test_every_command_of_the_table_is_there_with_what_stands_below_it() -> None:
    from crmcli import command_table

    assert [name for name, _help in completion_table.place([""]).offers] == [*command_table.commands(), "help"]
