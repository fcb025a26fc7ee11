"""The screen on a real terminal: how it begins and ends, and what it leaves behind."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from tests.conftest import Crm
from tests.terminals import Terminal

HEAD = "Contacts"


@pytest.fixture
def own(sample: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample as the user's database."""
    monkeypatch.setenv("CRM_DB", str(sample))
    monkeypatch.setenv("TMPDIR", str(sample.parent))
    return sample


def test_q_leaves_and_the_terminal_is_as_before(own: Path) -> None:
    with Terminal("tui", "today") as terminal:
        terminal.until(HEAD)
        terminal.press("q")
        terminal.until("\x1b[?1049l")
        assert terminal.ended() == 0
        assert terminal.is_as_before()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_ended_from_outside_the_terminal_is_as_before(own: Path, number: signal.Signals) -> None:
    with Terminal("tui", "today") as terminal:
        terminal.until("Undo")
        os.kill(terminal.process.pid, number)
        terminal.until("\x1b[?1049l")
        assert terminal.ended() == 128 + number
        assert terminal.is_as_before()


def test_a_command_has_the_terminal_to_itself_and_gives_it_back(own: Path) -> None:
    with Terminal("tui", "today") as terminal:
        terminal.until("Undo")
        terminal.press(":")
        terminal.until("tab completes")
        terminal.press("!settings path\r")
        terminal.until("config.toml")
        terminal.until("Enter goes back to the screen.")
        terminal.press("\r")
        terminal.until("Undo")
        terminal.press("\x11")  # ctrl+q
        assert terminal.ended() == 0
        assert terminal.is_as_before()


def test_the_demo_is_shown_and_gone_afterwards(home: Path, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = home / "tmp"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    with Terminal("tui", "--demo", "today") as terminal:
        terminal.until("demo, gone afterwards")
        assert list(place.glob("crm-sample-*/crm.db"))
        terminal.press("q")
        terminal.until("\x1b[?1049l")
        assert terminal.ended() == 0
    assert not list(place.iterdir())
    assert not database.exists()


def test_d_shows_the_demo_from_an_empty_database_and_q_goes_back_to_it(
    home: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = home / "tmp"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    with Terminal("tui", "reports") as terminal:
        terminal.until("Begin with:")
        terminal.press("D")
        terminal.until("demo, gone afterwards")
        terminal.press("q")
        terminal.until("Begin with:")
        terminal.press("q")
        assert terminal.ended() == 0
    assert not list(place.glob("crm-sample-*"))
    assert not database.exists()


def test_a_screen_that_cannot_begin_is_a_sentence(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(own.parent))
    (own.parent / "sitecustomize.py").write_text(
        "from textual.app import App\ndef _broken(*_, **__): raise ZeroDivisionError\nApp._build_driver = _broken\n"
    )
    with Terminal("tui", "today") as terminal:
        said = terminal.until("report what that prints.")
        assert "crm: Something went wrong in crm itself (ZeroDivisionError)." in said
        assert "Traceback" not in said
        assert terminal.ended() == 1
        assert terminal.is_as_before()


def test_without_a_terminal_it_is_refused(crm: Crm) -> None:
    said = crm("tui")
    assert (said.code, said.stderr.splitlines()[0]) == (2, "crm: crm tui needs a terminal.")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["d99999"], "There is no deal d99999."),
        (["nobody", "like", "this"], "Nobody is found for 'nobody like this'."),
    ],
)
def test_a_record_that_is_not_there_is_told_before_anything_is_shown(
    own: Path, words: list[str], sentence: str
) -> None:
    with Terminal("tui", *words) as terminal:
        assert "1049h" not in terminal.until(sentence)
        assert terminal.ended() == 3


def test_when_the_terminal_goes_away_without_a_word_it_ends(own: Path) -> None:
    import pty
    import subprocess

    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "crmcli", "tui", "today"],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
    )
    os.close(slave)
    seen = b""
    while HEAD.encode() not in seen:
        seen += os.read(master, 65536)
    os.close(master)
    assert process.wait() == 128 + signal.SIGHUP
