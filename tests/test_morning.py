"""`crm today` and `crm digest` say the same to the byte through both doors: before the command line loads and after."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crmcli import morning
from crmcli.store import deliveries
from tests import factories
from tests.conftest import Crm
from tests.test_fastlane import Doors, doors
from tests.test_import_hygiene import imported

__all__ = ["doors"]

SHAPES = [["today"], ["--json", "today"], ["today", "--quiet"], ["today", "--no-color"], ["today", "--debug"]]


DIGESTS = [
    ["digest"],
    ["digest", "--always"],
    ["digest", "--all"],
    ["digest", "--exit-code"],
    ["digest", "--days", "7"],
    ["digest", "--days=007", "--format=markdown"],
    ["digest", "--format", "html"],
    ["digest", "--format", "json"],
    ["digest", "--json"],
    ["--json", "digest", "--format", "json"],
    ["digest", "--after", "07:00", "--weekdays", "--quiet"],
    ["digest", "budi", "santoso"],
    ["digest", "--days", "3", "has:phone", "budi"],
    ["digest", "has:phone", "--days", "3"],
    ["--no-color", "digest", "--debug"],
]
# Each shape alone; none of these tells anything.
WITHOUT_DIGEST = [
    ["digest", "--after", "23:59", "--exit-code"],
    ["digest", "city:nowhere", "--exit-code"],
    ["digest", "--after", "7am"],
    ["digest", "--days", "400"],
    ["digest", "--format", "pdf"],
    ["digest", "--format", "pdf", "--json"],
    ["digest", "--json", "--format", "html"],
    ["digest", "--mail", "nobody"],
    ["digest", "--mail", "me@x.example", "--format", "html"],
    ["digest", "--once-per", "month"],
    ["digest", "group:nobody"],
]


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


@pytest.mark.parametrize("is_terminal", [False, True])
@pytest.mark.parametrize("arguments", DIGESTS, ids=" ".join)
@pytest.mark.usefixtures("promised")
def test_both_doors_tell_the_same_digest(doors: Doors, arguments: list[str], is_terminal: bool) -> None:
    first, second = doors(*arguments, tty=is_terminal)
    assert first == second
    assert "Budi Santoso" in first.stdout
    assert first.code == (10 if "--exit-code" in arguments else 0)


@pytest.mark.parametrize("arguments", WITHOUT_DIGEST, ids=" ".join)
@pytest.mark.usefixtures("promised")
def test_both_doors_are_silent_or_refuse_a_digest_alike(doors: Doors, arguments: list[str]) -> None:
    first, second = doors(*arguments)
    assert first == second
    assert first.stdout == ""


@pytest.mark.usefixtures("promised")
def test_what_was_told_once_through_one_door_is_not_told_through_the_other(doors: Doors) -> None:
    first, second = doors("digest", "--once-per", "day")
    assert "Budi Santoso" in first.stdout
    assert (second.stdout, second.stderr, second.code) == ("", "", 0)


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


@pytest.mark.parametrize("arguments", [["tui"], ["tui", "board"], ["--json", "tui", "group:vip"]])
def test_both_doors_show_no_screen_where_there_is_no_terminal(doors: Doors, arguments: list[str]) -> None:
    first, second = doors(*arguments)
    assert first == second
    assert first.code == 2
    assert "crm tui needs a terminal." in first.stderr


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


@pytest.mark.parametrize("arguments", [["today"], ["today", "--quiet"]], ids=" ".join)
@pytest.mark.usefixtures("promised")
def test_both_doors_say_on_a_terminal_that_a_digest_did_not_get_through(
    doors: Doors, database: Path, arguments: list[str]
) -> None:
    _fail(database, factories.NOW)
    first, second = doors(*arguments, tty=True)
    assert first == second
    assert first.stderr.endswith(
        "crm: The digest of Tue 24 Nov 2026 could not be delivered: Nothing answers at smtp.example.com:587.\n"
    )
    assert "delivered" not in doors("today")[0].stderr


@pytest.mark.usefixtures("promised")
def test_what_failed_long_ago_or_got_through_since_is_not_told(crm: Crm, database: Path) -> None:
    _fail(database, factories.NOW - timedelta(days=7))
    assert "delivered" not in crm("today", tty=True).stderr
    _fail(database, factories.NOW)
    store = factories.opened(database)
    deliveries.mark_sent(store, "digest", "2026-11-25 mail:me@example.com", factories.NOW + timedelta(hours=1))
    store.close()
    assert "delivered" not in crm("today", tty=True).stderr


@pytest.mark.usefixtures("promised")
def test_a_day_with_a_warning_still_fits_on_the_screen(
    crm: Crm, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINES", "12")
    for number in range(30):
        assert crm("remind", "Budi", f"call {number}", "--on", "today").code == 0
    _fail(database, factories.NOW)
    said = crm("today", tty=True)
    assert len((said.stdout + said.stderr).splitlines()) == 11


def _fail(database: Path, now: datetime) -> None:
    """A digest that could not be sent."""
    store = factories.opened(database)
    key = f"{now:%Y-%m-%d} mail:me@example.com"
    deliveries.release(store, "digest", key, now, "Nothing answers at smtp.example.com:587.")
    store.close()


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
        ["digest", "--help"],
        ["digest", "--days"],
        ["digest", "--days", "x"],
        ["digest", "--days", "-1"],
        ["digest", "--days", ""],
        ["digest", "--days", "1", "--days", "2"],
        ["digest", "--mail", "--notify"],
        ["digest", "--mail", "a@x.example", "--mail", "b@x.example"],
        ["digest", "--csv"],
        ["digest", "--", "budi"],
        ["digest", "budi", "--days", "1", "santoso"],
        ["--always", "digest"],
        ["tui", "--demo"],
        ["tui", "--help"],
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
