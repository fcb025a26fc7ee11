"""Questions to the person at the terminal: asked on stderr, answered on stdin, never without both."""

from __future__ import annotations

import io
import sys

import pytest

from crmcli import asking


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What is typed; write to it and rewind."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdin", stream)
    return stream


def type_in(stream: io.StringIO, text: str) -> None:
    stream.write(text)
    stream.seek(0)


def test_nobody_is_asked_without_a_terminal(typed: io.StringIO) -> None:
    assert asking.is_possible() is False


def test_enter_takes_the_guess_and_the_question_goes_to_stderr(
    typed: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    type_in(typed, "\n")
    assert asking.ask("Region?", "ID") == "ID"
    assert capsys.readouterr() == ("", "Region? [ID] ")


def test_the_end_of_the_input_is_an_interruption(typed: io.StringIO) -> None:
    with pytest.raises(KeyboardInterrupt):
        asking.ask("Region?", "ID")


@pytest.mark.parametrize(("answer", "is_yes"), [("y", True), ("YES", True), ("", False), ("n", False), ("yep", False)])
def test_only_a_yes_confirms(typed: io.StringIO, answer: str, is_yes: bool) -> None:
    type_in(typed, answer + "\n")
    assert asking.confirm("Remove?") is is_yes


@pytest.mark.parametrize(("answer", "choice"), [("1", 0), ("2", 1), ("", None)])
def test_a_choice_is_one_of_the_numbers_shown(typed: io.StringIO, answer: str, choice: int | None) -> None:
    type_in(typed, answer + "\n")
    assert asking.choose("Which?", ["c1 Ana", "c2 Ana"]) == choice


@pytest.mark.parametrize("wrong", ["3", "0", "-1", "²", "12", "ana", "9" * 5_000])
@pytest.mark.parametrize(("answer", "choice"), [("2", 1), ("", None), ("3", None), ("nobody", None)])
def test_a_wrong_choice_is_asked_for_once_more(
    typed: io.StringIO, capsys: pytest.CaptureFixture[str], wrong: str, answer: str, choice: int | None
) -> None:
    type_in(typed, f"{wrong}\n{answer}\n1\n")
    assert asking.choose("Which?", ["c1 Ana", "c2 Ana"]) == choice
    assert capsys.readouterr().err == "  1  c1 Ana\n  2  c2 Ana\nWhich? A number from 1 to 2, or enter for none: "


def test_at_most_nine_are_offered(typed: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    type_in(typed, "9\n")
    assert asking.choose("Which?", [f"c{number}" for number in range(20)]) == 8
    assert capsys.readouterr().err.splitlines()[-2:] == ["  9  c8", "Which? "]
