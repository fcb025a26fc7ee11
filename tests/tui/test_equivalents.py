"""`@`: the commands that would have done what was done on the screen."""

from __future__ import annotations

from pathlib import Path

from crmcli.tui.gateway.connection import Writing
from crmcli.tui.views import Begin
from tests.tui.screens import Stage, play

TODAY = Begin(view="today")


def named(writing: Writing, nickname: str) -> None:
    """A change."""
    writing.tx.connection.execute("UPDATE contact SET nickname = ? WHERE id = 2", (nickname,))


async def change(stage: Stage, nickname: str) -> None:
    """Changes something as a view does."""
    await stage.app.perform("rename", f"crm contact edit c2 --nickname {nickname}", named, nickname)
    await stage.settle()


def test_the_last_changes_are_offered_newest_first_and_enter_copies(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        for nickname in ("One", "Two", "Three"):
            await change(stage, nickname)
        await stage.press("at")
        places = [stage.text().index(f"--nickname {nickname}") for nickname in ("Three", "Two", "One")]
        assert places == sorted(places)
        await stage.press("down", "enter")
        assert stage.app.clipboard == "crm contact edit c2 --nickname Two"
        assert stage.toasts()[-1] == "Copied: crm contact edit c2 --nickname Two"

    play(sample, played, begin=TODAY)


def test_no_more_than_twenty_are_offered(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        for number in range(25):
            await change(stage, f"n{number}")
        await stage.press("at")
        await stage.type("n4")
        assert "n24" in stage.text()
        assert "nickname n4" not in stage.text()

    play(sample, played, begin=TODAY)


def test_what_changed_nothing_is_no_command_and_the_clipboard_stays(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await change(stage, "One")
        await change(stage, "One")
        assert len(stage.app.commands) == 1
        await stage.press("at", "escape")
        assert stage.app.clipboard == ""

    play(sample, played, begin=TODAY)
