"""An empty database teaches what to press; the demo from there; and notes in the user's own editor."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from crmcli.errors import Unavailable
from crmcli.tui.editing_outside import edited
from crmcli.tui.views import Begin
from tests.tui.screens import Stage, play

TODAY = Begin(view="today")
SAID = "Nothing is here yet. Begin with:"


def test_an_empty_database_teaches_until_there_is_something(database: Path) -> None:
    async def played(stage: Stage) -> None:
        assert SAID in stage.text()
        assert not database.exists()
        await stage.press("colon")
        await stage.type("add Newcomer")
        await stage.press("enter")
        assert SAID not in stage.text()
        await stage.press("u")
        assert SAID in stage.text()

    play(database, played, begin=TODAY)


def test_the_steps_name_the_keys_that_are_in_force(database: Path, home: Path) -> None:
    config = home / ".config" / "crm" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('[keys]\nboard.new = "f8"\n')

    async def played(stage: Stage) -> None:
        assert "f8      a new deal" in stage.text()

    play(database, played, begin=TODAY)


def test_d_writes_the_demo_and_leaves_for_it(database: Path) -> None:
    made: list[str] = []

    def make(folder: str) -> str:
        made.append(folder)
        Path(folder).rmdir()
        return f"{folder}/crm.db"

    async def played(stage: Stage) -> None:
        await stage.press("D")
        assert stage.app.go_on == f"{made[0]}/crm.db"
        assert stage.app._exit

    play(database, played, begin=TODAY, make_sample=make)


def test_a_demo_that_cannot_be_written_is_a_sentence(database: Path) -> None:
    def make(folder: str) -> str:
        Path(folder).rmdir()
        raise Unavailable("The disk is full.")

    async def played(stage: Stage) -> None:
        await stage.press("D")
        assert stage.toasts()[-1] == "The disk is full."
        assert not stage.app._exit

    play(database, played, begin=TODAY, make_sample=make)


def test_with_something_in_the_database_d_is_no_key(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("D")
        assert not stage.app.go_on

    play(sample, played, begin=Begin(view="reports"), make_sample=lambda folder: folder)


def editor(home: Path, body: str) -> str:
    """An editor that does this to the file it is given."""
    script = home / "edit.py"
    script.write_text(f"import sys, pathlib\nfile = pathlib.Path(sys.argv[1])\n{body}\n")
    return f"{sys.executable} {script}"


@pytest.mark.parametrize(
    ("body", "answer", "told"),
    [
        ("file.write_text(file.read_text() + 'more')", "some more", ""),
        ("pass", None, "Nothing was changed."),
        ("file.write_bytes(b'\\xff\\xfe')", None, "The editor has not written UTF-8."),
        ("file.write_text('lost?'); sys.exit(3)", None, "What you wrote is in "),
    ],
)
def test_a_text_goes_to_the_editor_and_comes_back(
    sample: Path, home: Path, monkeypatch: pytest.MonkeyPatch, body: str, answer: str | None, told: str
) -> None:
    monkeypatch.setenv("EDITOR", editor(home, body))

    async def played(stage: Stage) -> None:
        assert await edited(stage.app, "some ") == answer
        await stage.settle()
        assert told in (stage.toasts() or [""])[-1]

    play(sample, played, begin=TODAY)


def test_an_editor_that_is_not_there_is_a_sentence(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "no-such-editor-here")

    async def played(stage: Stage) -> None:
        assert await edited(stage.app, "text") is None
        await stage.settle()
        assert stage.toasts()[-1].startswith("The editor no-such-editor-here does not start")

    play(sample, played, begin=TODAY)
