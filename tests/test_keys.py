"""Keys on a real terminal: each is taken at once, and the terminal is as it was whatever ends it."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

import pytest

from crmcli import keys
from tests.conftest import Crm

if sys.platform == "win32":
    pytest.skip("a console has no pseudo-terminal", allow_module_level=True)

from tests.terminals import Terminal

KEYS = "? help"


@pytest.fixture(autouse=True)
def people(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("Ani", "Budi", "Cici"):
        crm("add", name)
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))


def left(crm: Crm) -> list[str]:
    return crm("contact", "triage", "--list", "--ids").stdout.split()


def test_contacts_are_sorted_out_key_by_key(crm: Crm) -> None:
    with Terminal("contact", "triage") as terminal:
        assert "\n1 of 3\nc1  Ani\n" in terminal.until(KEYS)
        terminal.press("g")
        terminal.until("Group, or enter for none: ")
        terminal.press("Golf Club\n")
        assert "Ani: customer in Golf Club\n" in terminal.until(KEYS)
        terminal.press("u")
        assert "Undone: sorted Ani: customer in Golf Club.\n" in terminal.until(KEYS)
        terminal.press("p")
        assert "Ani: private\n" in terminal.until(KEYS)
        terminal.press("1")
        assert "Budi: customer in Golf Club\n" in terminal.until(KEYS)
        assert not terminal.is_as_before()
        terminal.press("q")
        assert "2 decisions: 1 private, 1 customer in Golf Club.\n" in terminal.until("goes on.")
        assert terminal.ended() == 0
        assert terminal.is_as_before()
    assert left(crm) == ["c3"]


def test_no_key_is_broken_from_its_word_on_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with Terminal("contact", "triage") as terminal:
        assert terminal.until("? help").splitlines()[-2:] == [
            "g group   l lead   p private   b blocked   o company   s later   u undo   q quit",
            "  ? help",
        ]
        terminal.press("q")
        assert terminal.ended() == 0


def test_a_key_that_types_no_character_and_one_of_several_bytes_are_one_key_each() -> None:
    with Terminal("contact", "triage") as terminal:
        terminal.until(KEYS)
        for key in ("\x1b[A", "\x1bOP", "王", "é"):
            terminal.press(key)
            assert terminal.until("? says which do.").count("does nothing") == 1
        terminal.press("q")
        assert terminal.ended() == 0


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["ctrl-c", "ctrl-d"])
def test_an_interruption_gives_the_terminal_back(crm: Crm, key: str) -> None:
    with Terminal("contact", "triage") as terminal:
        terminal.until(KEYS)
        terminal.press("b")
        terminal.until(KEYS)
        terminal.press(key)
        assert "1 decision: 1 blocked.\n" in terminal.until("goes on.")
        assert terminal.ended() == 130
        assert terminal.is_as_before()
    assert left(crm) == ["c2", "c3"]


def test_an_interrupted_question_decides_nothing(crm: Crm) -> None:
    with Terminal("contact", "triage") as terminal:
        terminal.until(KEYS)
        terminal.press("g")
        terminal.until("none: ")
        terminal.press("Gol\x03")
        assert terminal.ended() == 130
        assert terminal.is_as_before()
    assert left(crm) == ["c1", "c2", "c3"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_that_ends_it_gives_the_terminal_back(crm: Crm, number: signal.Signals) -> None:
    with Terminal("contact", "triage") as terminal:
        terminal.until(KEYS)
        terminal.press("p")
        terminal.until(KEYS)
        terminal.process.send_signal(number)
        assert terminal.ended() == -number
        assert terminal.is_as_before()
    assert left(crm) == ["c2", "c3"]


def test_keys_that_were_pressed_before_a_question_are_no_answer_to_it_nor_to_the_next(crm: Crm) -> None:
    with Terminal("contact", "triage") as terminal:
        terminal.until(KEYS)
        terminal.press("gGolf\npp")
        terminal.until("none: ")
        terminal.press("Tea\n")
        assert "Ani: customer in Tea\n" in terminal.until(KEYS)
        terminal.press("q")
        assert terminal.ended() == 0
    assert left(crm) == ["c2", "c3"]


def test_a_terminal_that_is_gone_is_an_interruption() -> None:
    master, slave = os.openpty()
    with keys.Keyboard(slave) as keyboard:
        os.close(master)
        with pytest.raises(KeyboardInterrupt):
            keyboard.read()
    os.close(slave)


@pytest.mark.skipif(shutil.which("bash") is None, reason="only a shell that knows jobs can suspend one")
def test_a_suspended_sitting_gives_the_terminal_back_and_goes_on_where_it_was(crm: Crm) -> None:
    modes = "stty -a | grep -o -- '-*icanon'"
    line = f"set -m; {sys.executable} -m crmcli contact triage; {modes}; fg; {modes}"
    with Terminal(shell=line) as terminal:
        terminal.until(KEYS)
        terminal.press("\x1a")
        assert "-icanon" not in terminal.until("icanon")
        terminal.until("contact triage")  # the shell says what it lets go on
        terminal.press("l")
        assert "Ani: lead\n" in terminal.until(KEYS)
        terminal.press("q")
        terminal.until("goes on.")
        assert "-icanon" not in terminal.until("icanon")
    assert left(crm) == ["c2", "c3"]


def test_nothing_is_left_of_the_modes_by_an_error(crm: Crm, database: Path) -> None:
    with Terminal("contact", "triage") as terminal:
        terminal.until(KEYS)
        database.write_bytes(b"x" * 200_000)
        terminal.press("pq")
        terminal.ended()
        assert terminal.is_as_before()
