"""What others do to the database while it is shown, and what is wrong with it: lived through, each with a sentence."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from crmcli.tui.frame import Trouble
from crmcli.tui.gateway.connection import Reading, Writing
from crmcli.tui.views import Begin
from tests.conftest import Crm
from tests.tui.screens import Stage, play

CONTACTS = Begin(view="reports")


def names(reading: Reading) -> int:
    """How many contacts there are."""
    return int(reading.connection.execute("SELECT count(*) FROM contact").fetchone()[0])


def rename(writing: Writing) -> None:
    """A change."""
    writing.tx.connection.execute("UPDATE contact SET nickname = 'X' WHERE id = 2")


async def change(stage: Stage) -> None:
    """Tries to change something."""
    await stage.app.perform("trying", "crm contact edit c2 --nickname X", rename)
    await stage.settle()


def reloads(stage: Stage) -> list[str]:
    """Notes in the list that is returned each time the present view is read again."""
    seen: list[str] = []
    screen = stage.app.screen
    before = screen.reload

    def noted() -> None:
        seen.append("read")
        before()

    screen.reload = noted  # type: ignore[method-assign]
    return seen


def trouble(stage: Stage) -> str:
    """What is told of the database in the view."""
    line = stage.app.screen.query_one(Trouble)
    return stage.lines()[1].strip() if line.display else ""


def test_what_another_crm_writes_is_read_again_once_and_what_the_screen_writes_is_not(
    sample: Path, crm_process: Crm
) -> None:
    async def played(stage: Stage) -> None:
        await stage.app.look()
        await stage.settle()
        seen = reloads(stage)
        await stage.app.look()
        assert seen == []
        crm_process("--db", sample, "add", "Newcomer")
        await stage.app.look()
        await stage.app.look()
        assert seen == ["read"]
        await change(stage)
        seen.clear()
        await stage.app.look()
        assert seen == []

    play(sample, played, begin=CONTACTS)


def test_undo_takes_back_what_another_session_did_and_says_when_there_is_nothing(home: Path, crm_process: Crm) -> None:
    path = home / "own.db"
    crm_process("--db", path, "add", "Newcomer")

    async def played(stage: Stage) -> None:
        await stage.press("u")
        assert stage.toasts()[-1].startswith("Taken back:")
        await stage.press("u")
        assert stage.toasts()[-1] == "There is nothing to undo."
        await stage.press("ctrl+r")
        assert stage.toasts()[-1].startswith("Done again:")
        await stage.press("ctrl+r")
        assert stage.toasts()[-1].startswith("There is nothing to redo.")

    play(path, played, begin=CONTACTS)


def test_a_database_that_goes_is_told_until_it_is_back_and_none_is_made_in_its_place(sample: Path) -> None:
    aside = sample.with_name("aside.db")

    async def played(stage: Stage) -> None:
        await stage.app.look()
        sample.rename(aside)
        await stage.app.look()
        await stage.app.look()
        await stage.settle()
        assert trouble(stage) == f"The database {sample} is gone."
        assert len(stage.toasts()) == 1
        await change(stage)
        assert not sample.exists()
        aside.rename(sample)
        await stage.app.look()
        await stage.settle()
        assert trouble(stage) == ""
        assert await stage.app.gateway.ask(names) > 100

    play(sample, played, begin=CONTACTS, is_debug=False, size=(200, 24))


def test_another_database_in_its_place_is_shown(sample: Path, home: Path, crm_process: Crm) -> None:
    other = home / "other.db"
    crm_process("--db", other, "add", "Only One")

    async def played(stage: Stage) -> None:
        await stage.app.look()
        assert await stage.app.gateway.ask(names) > 100
        seen = reloads(stage)
        other.replace(sample)
        await stage.app.look()
        assert seen == ["read"]
        assert await stage.app.gateway.ask(names) == 1

    play(sample, played, begin=CONTACTS)


def test_a_restored_backup_is_shown(sample: Path, crm_process: Crm) -> None:
    crm_process("--db", sample, "backup", "create")
    crm_process("--db", sample, "add", "Newcomer")

    async def played(stage: Stage) -> None:
        await stage.app.look()
        before = await stage.app.gateway.ask(names)
        said = crm_process("--db", sample, "backup", "restore", "latest", "--yes")
        assert said.code == 0, said
        await stage.app.look()
        await stage.settle()
        assert await stage.app.gateway.ask(names) == before - 1
        assert trouble(stage) == ""

    play(sample, played, begin=CONTACTS)


def test_a_database_of_a_newer_crm_is_told_and_left_alone(sample: Path) -> None:
    with sqlite3.connect(sample) as connection:
        connection.execute("PRAGMA user_version = 9999")

    async def played(stage: Stage) -> None:
        assert "was written by a newer crm." in trouble(stage)
        await change(stage)
        assert any("newer crm" in each for each in stage.toasts())

    play(sample, played, begin=CONTACTS, is_debug=False, size=(200, 24))
    with sqlite3.connect(sample) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == 9999


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be looked at" * 40, b"SQLite format 3\0"])
def test_a_file_that_is_no_database_is_told(sample: Path, content: bytes) -> None:
    sample.write_bytes(content)

    async def played(stage: Stage) -> None:
        assert trouble(stage)
        await stage.press("u", "question_mark", "escape")
        assert stage.app.is_running

    play(sample, played, begin=CONTACTS, is_debug=False, size=(200, 24))


def test_a_database_that_is_damaged_while_it_is_shown_is_told_and_the_screen_goes_on(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.app.look()
        whole = sample.read_bytes()
        with sample.open("r+b") as file:
            file.seek(4096)
            file.write(b"\xff" * (len(whole) - 4096))
        stage.app.show_changes()
        await stage.settle()
        await stage.press("ctrl+k")
        await stage.type("budi")
        await stage.press("escape", "question_mark", "escape")
        assert stage.app.is_running
        assert stage.toasts()

    play(sample, played, begin=CONTACTS, is_debug=False)


def test_a_database_that_cannot_be_written_is_shown_and_changes_are_refused(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str, **_: object) -> None:
        raise sqlite3.OperationalError("attempt to write a readonly database")

    monkeypatch.setattr("crmcli.store.db.open_writing", refuse)

    async def played(stage: Stage) -> None:
        await stage.app.look()
        await stage.settle()
        assert trouble(stage) == ""
        assert await stage.app.gateway.ask(names) > 100
        await change(stage)
        assert stage.toasts()[-1].startswith("The database cannot be used")
        with sqlite3.connect(sample) as connection:
            connection.execute("UPDATE contact SET nickname = 'seen' WHERE id = 3")
        seen = reloads(stage)
        await stage.app.look()
        assert seen == ["read"]

    play(sample, played, begin=CONTACTS, is_debug=False)


def test_a_full_disk_refuses_the_change_and_nothing_else(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        def fill(writing: Writing) -> None:
            writing.tx.connection.execute("PRAGMA max_page_count = 1")
            for _turn in range(50):
                writing.tx.connection.execute("UPDATE contact SET notes = hex(randomblob(500000)) WHERE id = 2")

        await stage.app.perform("filling", "crm note", fill)
        await stage.settle()
        assert stage.toasts()[-1].startswith("The disk is full or fails; nothing was changed.")
        assert await stage.app.gateway.ask(names) > 100

    play(sample, played, begin=CONTACTS, is_debug=False)


def test_a_lock_that_another_crm_holds_is_told_once_and_waited_for(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    monkeypatch.setattr("crmcli.store.lock.PATIENCE", 0.0)

    async def played(stage: Stage) -> None:
        await stage.app.look()
        with Path(f"{sample}.lock").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            stage.app.run_worker(change(stage), exit_on_error=False)
            while not stage.toasts():
                await stage.pilot.pause()
            assert stage.toasts() == ["Waiting for another crm to finish writing…"]
            assert not await stage.app.look()  # a change waits: others are not looked for
            await stage.pilot.press("question_mark")  # keys are answered meanwhile
            await stage.pilot.pause()
            assert "Any key closes this" in stage.text()
            await stage.pilot.press("escape")
        while len(stage.app.commands) == 0:
            await stage.pilot.pause()

    play(sample, played, begin=CONTACTS)


def test_a_backup_of_a_database_that_is_gone_is_named(sample: Path) -> None:
    folder = Path(f"{sample}.backups")
    folder.mkdir()
    shutil.move(sample, folder / "2026-11-20.db")

    async def played(stage: Stage) -> None:
        assert "is gone, but there are backups of it." in trouble(stage)

    play(sample, played, begin=CONTACTS, is_debug=False, size=(200, 24))
    assert not sample.exists()
