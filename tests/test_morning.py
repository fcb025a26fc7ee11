"""`crm today` says the same to the byte through both doors: answered before the command line loads, and after."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmcli import morning
from tests.conftest import Crm
from tests.test_fastlane import Doors, doors
from tests.test_import_hygiene import imported

__all__ = ["doors"]

SHAPES = [["today"], ["--json", "today"], ["today", "--quiet"], ["today", "--no-color"], ["today", "--debug"]]


@pytest.fixture
def promised(crm: Crm) -> None:
    """Somebody who was promised a call for yesterday."""
    assert crm("add", "Budi Santoso", "--phone", "+6281234567890").code == 0
    assert crm("remind", "Budi", "call", "back", "--on", "today").code == 0


@pytest.mark.parametrize("is_terminal", [False, True])
@pytest.mark.parametrize("arguments", SHAPES, ids=" ".join)
@pytest.mark.usefixtures("promised")
def test_both_doors_say_the_same(doors: Doors, arguments: list[str], is_terminal: bool) -> None:
    first, second = doors(*arguments, tty=is_terminal)
    assert first == second
    assert "Budi Santoso" in first.stdout


@pytest.mark.parametrize("arguments", [[], ["--no-color"]])
@pytest.mark.usefixtures("promised")
def test_crm_alone_on_a_terminal_says_the_same_through_both_doors(doors: Doors, arguments: list[str]) -> None:
    first, second = doors(*arguments, tty=True)
    assert first == second
    assert "Budi Santoso" in first.stdout


@pytest.mark.parametrize("arguments", SHAPES, ids=" ".join)
def test_both_doors_say_that_there_is_nobody_yet(doors: Doors, arguments: list[str]) -> None:
    first, second = doors(*arguments)
    assert first == second


@pytest.mark.parametrize("arguments", [["today"], ["today", "--json"], ["--debug", "today"]])
def test_both_doors_fail_alike(doors: Doors, home: Path, arguments: list[str]) -> None:
    (home / "broken.db").write_bytes(b"no database at all, but long enough to be read as one" * 9)
    first, second = doors(*arguments, "--db", "broken.db")
    assert first.code == second.code == 6
    assert first.stderr.splitlines()[-2:] == second.stderr.splitlines()[-2:]


def test_both_doors_warn_of_settings_that_cannot_be_understood(doors: Doors, home: Path) -> None:
    (home / ".config" / "crm").mkdir(parents=True)
    (home / ".config" / "crm" / "config.toml").write_text('color = "loud"\n', "utf-8")
    first, second = doors("today", "--quiet")
    assert first == second
    assert "loud" in first.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--version"],
        ["--json"],
        ["today", "--db"],
        ["today", "--all"],
        ["today", "--json", "--csv"],
        ["today", "group:vip"],
        ["today", "-h"],
        ["--", "today"],
        ["help", "today"],
        ["agenda", "today"],
        ["remind", "c1", "call", "--on", "today"],
    ],
    ids=" ".join,
)
def test_any_other_shape_is_left_to_the_command_line(home: Path, arguments: list[str]) -> None:
    assert morning.answer(arguments) is None


@pytest.mark.usefixtures("promised")
def test_the_day_is_told_without_a_command_line_library(home: Path) -> None:
    found = imported(home, "today")
    assert "crmcli.commands.today_answers" in found
    assert not {"typer", "crmcli.cli"} & found
