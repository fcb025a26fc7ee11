"""`crm open` and `crm copy`: what of somebody is meant, and what becomes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmcli import clipboard
from tests.commands.conftest import refused
from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")


@pytest.fixture(autouse=True)
def no_opener(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a display: nothing can be opened by itself."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")


@pytest.fixture
def opened(crm: Crm, home: Path) -> Path:
    """A program that notes what it is told to open, a line each; returns the path of the notes."""
    notes = home / "opened.txt"
    program = home / "opener"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$#" "$@" >> {notes}\n')
    program.chmod(0o700)
    assert crm("settings", "set", "opener", str(program)).code == 0
    return notes


@pytest.mark.parametrize(
    ("words", "uri"),
    [
        (["c2"], "tel:+6281234567890"),
        (["budi", "santoso"], "tel:+6281234567890"),
        (["pak", "budi", "wa"], "https://wa.me/6281234567890"),
        (["c2", "--label", "work"], "tel:+622157906776"),
        (["c2", "sms"], "sms:+6281234567890"),
        (["c2", "mail"], "mailto:budi@maju.example"),
        (["c2", "map"], "https://www.openstreetmap.org/search?query="
                        "Jl.%20Sudirman%201%2C%20Jakarta%2C%20DKI%20Jakarta%2010220%2C%20Indonesia"),
        (["c4", "wa"], "https://wa.me/886912345678"),
    ],
)  # fmt: skip
def test_what_would_be_opened_is_printed(crm: Crm, words: list[str], uri: str) -> None:
    assert crm("open", *words, "--print") == Result(uri + "\n", "", 0)


def test_without_a_program_the_address_is_shown(crm: Crm) -> None:
    said = crm("open", "c2")
    assert said.stdout == "tel:+6281234567890\n"
    assert said.stderr == "No program opens addresses here; crm settings set opener PROGRAM names one.\n"


def test_the_program_gets_the_address_as_one_word(crm: Crm, opened: Path) -> None:
    assert crm("open", "c2") == Result("Opened tel:+6281234567890 of Pak Budi Santoso (c2)\n", "", 0)
    assert opened.read_text() == "1\ntel:+6281234567890\n"


def test_opening_is_json_too(crm: Crm, opened: Path) -> None:
    assert crm("open", "c2", "mail", "--json").json == {
        "id": 2,
        "name": "Pak Budi Santoso",
        "what": "email",
        "value": "budi@maju.example",
        "label": "work",
        "uri": "mailto:budi@maju.example",
        "is_opened": True,
    }


def test_a_program_that_fails_or_is_not_there_is_said(crm: Crm) -> None:
    crm("settings", "set", "opener", "false")
    assert refused(crm("open", "c2"), 1, "false does not open it: it ended with code 1.")
    crm("settings", "set", "opener", "no-such-program")
    assert refused(crm("open", "c2"), 1, "no-such-program does not open it: No such file or directory.")
    crm("settings", "set", "opener", "'unbalanced")
    assert refused(crm("open", "c2"), 1, "The opener 'unbalanced cannot be read.")


def test_a_hostile_web_address_is_not_opened(crm: Crm, opened: Path) -> None:
    crm("contact", "edit", "c2", "--url", "javascript:alert(1)")
    assert refused(crm("open", "c2", "url"), 5, "'javascript:alert(1)' is not a web address.")
    assert not opened.exists()


def test_the_map_is_the_one_of_the_setting(crm: Crm) -> None:
    crm("settings", "set", "map_url", "https://map.example/?q={address}&z=1")
    assert crm("open", "c2", "map", "--print").stdout.startswith("https://map.example/?q=Jl.%20Sudirman")
    crm("settings", "set", "map_url", "https://map.example/")
    assert crm("open", "c2", "map", "--print").code == 5


def test_what_is_not_known_is_said(crm: Crm) -> None:
    assert refused(crm("open", "c6", "mail"), 3, "c6 Ibu Sari has no e-mail.")
    assert refused(crm("open", "c2", "--label", "car"), 3, "c2 Pak Budi Santoso has no phone labelled 'car'.")
    assert refused(crm("open", "nobody"), 3, "Nobody is found for 'nobody'.")


def test_of_several_the_user_is_asked_which(crm: Crm) -> None:
    said = crm("open", "c2", "--print", tty=True, input="2\n")
    assert said.stdout == "tel:+622157906776\n"
    assert "1  +62 812-3456-7890 mobile" in said.stderr
    assert crm("open", "c2", "--print", tty=True, input="\n").code == 4


def test_somebody_blocked_is_approached_only_by_a_yes(crm: Crm, opened: Path) -> None:
    crm("contact", "edit", "c2", "--status", "blocked")
    assert refused(crm("open", "c2", "mail"), 5, "c2 Pak Budi Santoso is blocked.")
    assert crm("open", "c2", "mail", tty=True, input="n\n").code == 5
    assert not opened.exists()
    assert crm("open", "c2", "mail", "--print").code == 0
    assert crm("open", "c2", "mail", tty=True, input="y\n").code == 0
    assert crm("open", "c2", "mail", "--yes").code == 0
    assert opened.read_text().count("mailto:") == 2


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["c2"], "+6281234567890"),
        (["budi", "mail"], "budi@maju.example"),
        (["c2", "name"], "Pak Budi Santoso"),
        (["c2", "company"], "PT Maju Jaya"),
        (["c2", "address"], "Jl. Sudirman 1, Jakarta, DKI Jakarta 10220, Indonesia"),
        (["c5", "card"], "Łukasz Ørsted\n+48 601 232 454\nlukasz@lodz.example"),
    ],
)
def test_into_a_pipe_the_text_is_written(crm: Crm, words: list[str], text: str) -> None:
    assert crm("copy", *words) == Result(text + "\n", "", 0)


def test_on_a_terminal_the_clipboard_takes_it(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[str] = []
    monkeypatch.setattr(clipboard, "put", lambda text: not taken.append(text))
    said = crm("copy", "c2", "mail", tty=True)
    assert said == Result("Copied budi@maju.example of Pak Budi Santoso (c2)\n", "", 0)
    assert taken == ["budi@maju.example"]
    assert crm("copy", "c2", "mail", "--print", tty=True).stdout == "budi@maju.example\n"
    assert len(taken) == 1


def test_without_a_terminal_to_take_it_that_is_said(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "put", lambda text: False)
    assert refused(crm("copy", "c5", tty=True), 1, "There is no terminal whose clipboard could take it.")


def test_no_line_of_a_copied_card_can_run_anything_where_it_is_pasted(crm: Crm) -> None:
    crm("contact", "edit", "c5", "--title", "Boss\x1b]0;x\x07")
    assert not [each for each in crm("copy", "c5", "card").stdout if ord(each) < 32 and each != "\n"]
