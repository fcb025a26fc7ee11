"""`crm find` and the lists, where the words were logged and are nobody's own."""

from __future__ import annotations

import pytest

from tests.conftest import Crm, Result
from tests.test_fastlane import doors

__all__ = ["doors"]
BUDI = "c2\tPak Budi Santoso\tPT Maju Jaya\t+62 812-3456-7890\tbudi@maju.example\n"


@pytest.fixture
def diary(crm: Crm, book: object) -> None:
    """Two entries with Budi and one with Sari."""
    for words in (
        ["log", "c2", "call", "price ok, boss agrees", "--at", "yesterday"],
        ["log", "c6", "note", "[red]wants a lorry\x1b[31m for his boss"],
        ["remind", "c2", "send quote", "--on", "fri"],
    ):
        assert crm(*words).code == 0


@pytest.mark.usefixtures("diary")
class TestLogged:
    """What is answered with a small diary."""

    def test_a_pipe_is_told_whom_and_json_in_which_entry(self, crm: Crm) -> None:
        assert crm("find", "agrees") == Result(BUDI, "", 0)
        assert [(row["id"], row["found_in"]) for row in crm("find", "boss", "--json").json] == [(6, "a2"), (2, "a1")]
        assert [row["found_in"] for row in crm("find", "budi", "--json").json] == [None]
        assert crm("find", "quote", "--ids").stdout == "c2\n"

    def test_a_terminal_shows_the_entry_only_where_one_was_met(self, crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("NO_COLOR", "1")
        monkeypatch.setenv("COLUMNS", "140")
        assert crm("find", "agrees", tty=True).stdout == (
            "Id  Name              Company       Phone              E-mail             Found in\n"
            "c2  Pak Budi Santoso  PT Maju Jaya  +62 812-3456-7890  budi@maju.example  a1 price ok, boss agrees\n"
        )
        said = crm("find", "lorry", tty=True).stdout
        assert "a2 [red]wants a lorry [31m for his boss\n" in said
        assert "\x1b" not in said
        assert "Found in" not in crm("find", "budi", tty=True).stdout

    def test_what_find_finds_lists_list_and_segments_hold(self, crm: Crm) -> None:
        assert crm("contact", "list", "boss", "--ids").stdout.split() == ["c6", "c2"]
        assert crm("find", "boss", "phone:3456", "--json").json[0]["found_in"] == "a1"
        crm("segment", "add", "Bosses", "boss", "has:phone")
        assert sorted(crm("contact", "list", "@bosses", "--ids").stdout.split()) == ["c2", "c6"]

    def test_a_reference_never_means_somebody_through_the_timeline(self, crm: Crm) -> None:
        said = crm("show", "agrees")
        assert (said.stdout, said.code) == ("", 3)
        assert crm("find", "--mutt", "agrees").code == 1

    @pytest.mark.parametrize(
        "words",
        [["boss"], ["boss", "agrees"], ["budi", "boss"], ["lorry"], ["quote"], ["boss", "zzz"], ["[red]"], ["agre"]],
    )
    @pytest.mark.parametrize("options", [[], ["--json"], ["--ids"], ["--limit", "1"], ["--limit", "0"]])
    def test_both_doors_say_the_same(self, doors: object, words: list[str], options: list[str]) -> None:
        first, second = doors("find", *words, *options)  # type: ignore[operator]
        assert first == second
        assert first.code == 0

    def test_whom_one_dealt_with_last_comes_first_among_equals(self, crm: Crm) -> None:
        assert crm("find", "sari", "--ids").stdout.split() == ["c6", "c7"]
        crm("log", "c7", "call")
        assert crm("find", "sari", "--ids").stdout.split() == ["c7", "c6"]

    def test_a_query_for_done_ones_or_for_numbers_shows_done_ones_too(self, crm: Crm) -> None:
        crm("done", "f1")
        assert crm("followup", "list", "--ids").stdout == ""
        assert crm("followup", "list", "done:today", "--ids").stdout == "f1\n"
        assert crm("followup", "list", "id:f1", "--ids").stdout == "f1\n"
        assert crm("followup", "list", "quote", "--ids").stdout == ""


def test_the_fields_of_each_noun_are_listed(crm: Crm) -> None:
    assert crm("segment", "fields", "--of", "activities", "--limit", "1").stdout == (
        "kind\tcall, meeting, visit, email, message, gift, note, or a kind of your own\tkind:call\n"
    )
    assert crm("segment", "fields", "--of", "followups", "--limit", "1").stdout == (
        "due\twhen it is due, or late\tdue:..7d\n"
    )
    assert crm("segment", "fields", "--of", "deals", "--limit", "1").stdout == (
        "title\ta part of the title\ttitle:fleet\n"
    )
    assert crm("segment", "fields", "--of", "stages") == Result(
        "", "crm: --of cannot be 'stages'.\n     There is: contacts, activities, followups, deals.\n", 5
    )
