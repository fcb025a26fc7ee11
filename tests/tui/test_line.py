"""`:`: views with queries, records, themes; every other line is a real crm command in a process of its own."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest

from crmcli.tui import line_meaning
from crmcli.tui.line_screen import completed
from crmcli.tui.views import Begin
from tests.tui.screens import Stage, play

REPORTS = Begin(view="reports")


async def say(stage: Stage, line: str) -> None:
    """Types a line after `:` and ends it."""
    await stage.press("colon")
    await stage.type(line)
    await stage.press("enter")


def rows(database: Path, query: str) -> list[tuple[object, ...]]:
    """What another program reads in the file."""
    with sqlite3.connect(database) as connection:
        return connection.execute(query).fetchall()


def test_a_view_and_a_record_are_gone_to_by_name(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await say(stage, "today")
        assert stage.app.current_mode == "today"
        await say(stage, "c2")
        assert getattr(stage.app.screen, "ref", "") == "c2"
        await say(stage, "contacts")
        assert (stage.app.current_mode, len(stage.app.screen_stack)) == ("contacts", 1)

    play(sample, played, begin=REPORTS)


def test_a_record_that_is_not_there_is_a_sentence(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await say(stage, "d99999")
        assert stage.toasts()[-1].startswith("There is no deal d99999.")

    play(sample, played, begin=REPORTS)


def test_a_command_that_answers_much_is_shown_and_scrolls(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await say(stage, "contact list")
        assert stage.lines()[0].strip() == "crm contact list"
        first = stage.lines()
        await stage.press("pagedown")
        assert stage.lines() != first
        await stage.press("q")
        assert len(stage.app.screen_stack) == 1

    play(sample, played, begin=REPORTS)


def test_a_command_that_answers_a_line_is_a_toast_and_its_change_is_undone_by_u(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await say(stage, "group add 'Trip 2027'")
        assert "Trip 2027" in stage.toasts()[-1]
        assert rows(sample, "SELECT name FROM contact_group WHERE name = 'Trip 2027'")
        assert stage.app.commands == ["crm group add 'Trip 2027'"]
        await stage.press("u")
        assert not rows(sample, "SELECT name FROM contact_group WHERE name = 'Trip 2027'")

    play(sample, played, begin=REPORTS)


def test_an_error_of_a_command_is_its_sentence_in_a_toast(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await say(stage, "group show nosuchgroup")
        assert stage.toasts()[-1].startswith("There is no group 'nosuchgroup'.")
        await say(stage, "contact 'list")
        assert stage.toasts()[-1] == "The quotes of the line do not match."
        await say(stage, "tui")
        assert stage.toasts()[-1] == "This is crm tui already."

    play(sample, played, begin=REPORTS)


def test_tab_completes_commands_names_and_values_and_goes_through_them(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("colon")
        await stage.type("pip")
        await stage.press("tab")
        assert ": pipeline" in stage.lines()[-1]
        await stage.press("escape", "colon")
        await stage.type("theme crm-")
        await stage.press("tab", "tab")
        assert ": theme crm-dark" in stage.lines()[-1]
        await stage.press("tab")
        assert ": theme crm-light" in stage.lines()[-1]
        await stage.press("shift+tab")
        assert ": theme crm-dark" in stage.lines()[-1]

    play(sample, played, begin=REPORTS)


def test_names_of_the_database_are_completed_in_quotes_where_they_need_them(sample: Path) -> None:
    lines, offers = completed("show buk", str(sample))
    assert all(line.startswith("show ") for line in lines)
    lines, offers = completed("group show v", str(sample))
    assert ("group show VIP " in lines, offers[0][0]) == (True, "VIP")
    assert completed("deals stage:prop", str(sample))[0] == ["deals stage:proposal "]
    assert completed("find x > fi", str(sample)) == ([], [])


def test_up_brings_back_what_was_typed(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await say(stage, "today")
        await say(stage, "contacts")
        await stage.press("colon")
        await stage.type("beg")
        await stage.press("up", "up")
        assert ": today" in stage.lines()[-1]
        await stage.press("down", "down")
        assert ": beg" in stage.lines()[-1]

    play(sample, played, begin=REPORTS)


def test_a_theme_is_chosen_and_kept_and_an_unknown_one_named(sample: Path, home: Path) -> None:
    async def played(stage: Stage) -> None:
        await say(stage, "theme crm-safe")
        assert stage.app.theme == "crm-safe"
        await say(stage, "theme pink")
        assert stage.toasts()[-1].startswith("There is no theme pink.")

    play(sample, played, begin=REPORTS)
    assert (home / ".config" / "crm" / "config.toml").read_text() == 'theme = "crm-safe"\n'

    async def again(stage: Stage) -> str:
        return stage.app.theme

    assert play(sample, again, begin=REPORTS) == "crm-safe"


def test_a_command_that_asks_is_handed_the_terminal(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr("crmcli.tui.running.run_in_terminal", lambda database, words: asked.append(list(words)))

    async def played(stage: Stage) -> None:
        await say(stage, "setup")
        await say(stage, "!find budi")

    play(sample, played, begin=REPORTS)
    assert asked == [["setup"], ["find", "budi"]]


@pytest.mark.parametrize(
    ("line", "is_asked"),
    [
        ("setup", True), ("setup --yes", False), ("contact triage", True), ("contact rm c2", True),
        ("contact rm c2 --yes", False), ("contact edit c2", True), ("contact edit c2 --title Boss", False),
        ("log c2 -e", True), ("log c2 call hello", False), ("log c2", True), ("move d1 next", False),
        ("find rm", False), ("settings edit", True),
    ],
)  # fmt: skip
def test_which_commands_want_the_terminal(line: str, is_asked: bool) -> None:
    assert line_meaning.needs_terminal(line.split()) is is_asked


def test_what_a_command_sends_to_a_terminal_reaches_none(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        name = "Evil \x1b]0;owned\x07\x1b[2J"
        await stage.app.gateway.ask(lambda _reading: None)
        with sqlite3.connect(sample) as connection:
            connection.execute("UPDATE contact SET notes = ? WHERE id = 2", (name,))
        await say(stage, "show c2")
        assert "\x1b" not in stage.text()

    play(sample, played, begin=REPORTS)


def test_the_commands_run_by_this_very_python(sample: Path) -> None:
    from crmcli.tui import running

    assert running.arguments(str(sample), ["find"]) == [sys.executable, "-m", "crmcli", "--db", str(sample), "find"]


def test_a_report_is_shown_by_its_name_and_one_with_options_is_the_command(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await say(stage, "report velocity")
        assert (stage.app.current_mode, len(stage.app.screen_stack)) == ("reports", 1)
        await say(stage, "report funnel --by source")
        assert stage.lines()[0].strip() == "crm report funnel --by source"

    play(sample, played, begin=Begin(view="today"))


def test_a_view_is_filtered_by_the_rest_of_the_line(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await say(stage, "contacts group:vip")
        assert stage.app.current_mode == "contacts"
        assert "group:vip" in stage.text()

    play(sample, played, begin=Begin(view="today"))


def test_a_query_can_be_begun_with(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.settle()
        assert "group:vip" in stage.text()

    play(sample, played, begin=Begin(view="contacts", words=["group:vip"]))
