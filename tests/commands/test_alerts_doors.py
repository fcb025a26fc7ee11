"""`crm alerts` as a line of cron has it says the same through both doors, and needs no command-line library."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmcli import lengths
from crmcli.commands import alert_requests
from tests.conftest import Crm
from tests.test_fastlane import Doors, doors
from tests.test_import_hygiene import imported

__all__ = ["doors"]


@pytest.fixture
def dentist(crm: Crm) -> None:
    """Something that is due now."""
    assert crm("add", "Budi").code == 0
    assert crm("alerts") == crm("alerts", "--notify")
    assert crm("remind", "--self", "dentist", "--on", "today 16:00").code == 0


@pytest.fixture
def known(crm: Crm, dentist: None) -> None:
    """That it cannot be told was said already: what cron is told once, the second door would not say."""
    assert crm("alerts", "--command", "exit 3").code == 7


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["alerts", "--command", "exit 3"], 7),
        (["--json", "alerts", "--command=exit 3", "--before", "1h"], 7),
        (["alerts", "--before", "0", "--command", "exit 3", "--quiet"], 7),
        (["alerts", "--before=soon"], 5),
        (["alerts", "--command", "true", "--notify"], 2),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, list) else "",
)
@pytest.mark.parametrize("is_terminal", [False, True])
def test_both_doors_say_the_same(doors: Doors, arguments: list[str], code: int, is_terminal: bool) -> None:
    first, second = doors(*arguments, tty=is_terminal)
    assert first == second
    assert first.code == code


def test_both_doors_are_silent_where_there_is_nothing(doors: Doors) -> None:
    first, second = doors("alerts")
    assert first == second
    assert (first.stdout, first.stderr, first.code) == ("", "", 0)


@pytest.mark.parametrize(
    "words",
    [["--list"], ["--dry-run"], ["--before"], ["--before", "--notify"], ["--before", "1h", "--before=2h"], ["c1"],
     ["--command", " "], ["-h"], ["--", "--notify"]],
    ids=" ".join,
)  # fmt: skip
def test_any_other_shape_is_left_to_the_command_line(words: list[str]) -> None:
    assert alert_requests.understood(words) is None


@pytest.mark.usefixtures("dentist")
def test_looking_for_alerts_imports_nothing_that_ringing_needs(home: Path) -> None:
    found = imported(home, "alerts", "--command", "true", "--before", "0")
    assert {"typer", "rich", "dateutil", "phonenumbers", "sqlite_utils", "tomllib"}.isdisjoint(found)
    assert "crmcli.delivery.notifying" in found
    again = imported(home, "alerts", "--command", "true", "--before", "0")
    assert {"crmcli.delivery.notifying", "crmcli.commands.alert_ringing", "subprocess", "dataclasses"}.isdisjoint(again)


def test_the_usual_lengths_are_what_reading_them_would_give() -> None:
    lengths_of = alert_requests._USUAL
    assert {text: lengths.minutes(text) for text in lengths_of if lengths_of[text]} == {
        text: minutes for text, minutes in lengths_of.items() if minutes
    }
