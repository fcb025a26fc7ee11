"""Log, remind, done, skip and snooze from any view: what is typed, what is stored, what is told, what the line says."""

from __future__ import annotations

import shlex
import shutil
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from crmcli.tui import recording
from crmcli.tui.app import CrmApp
from tests.conftest import Crm
from tests.tui.screens import Stage, play

Flow = Callable[[CrmApp], Awaitable[bool]]


def rows(database: Path, query: str) -> list[tuple[object, ...]]:
    """What a query finds in the database."""
    with sqlite3.connect(database) as connection:
        return [tuple(row) for row in connection.execute(query)]


def numbered(database: Path, table: str, column: str, text: str) -> int:
    """The id of a row by a text in it."""
    with sqlite3.connect(database) as connection:
        query = f"SELECT id FROM {table} WHERE {column} = ? ORDER BY id DESC"
        return int(connection.execute(query, (text,)).fetchone()[0])


def played(database: Path, flow: Flow, *steps: str) -> tuple[list[str], list[str]]:
    """Runs a flow with what is typed or pressed (`<enter>`); returns the toasts and the command lines."""

    async def play_it(stage: Stage) -> tuple[list[str], list[str]]:
        stage.app.run_worker(flow(stage.app))
        await stage.settle()
        for step in steps:
            await (stage.press(step[1:-1]) if step.startswith("<") else stage.type(step))
        return stage.toasts(), stage.app.commands

    found: tuple[list[str], list[str]] = play(database, play_it)
    return found


@pytest.fixture
def deal(sample: Path) -> str:
    """A deal of the sample."""
    return f"d{numbered(sample, 'deal', 'title', '60 cars in Dubai')}"


def same_by_the_line(sample: Path, before: Path, line: str, crm: Crm, query: str) -> None:
    """That a command line does on the database as it was what was done on the screen."""
    answer = crm("--db", str(before), *shlex.split(line)[1:])
    assert answer.code == 0, answer.stderr
    assert rows(before, query) == rows(sample, query)


def test_a_call_with_its_next_step_is_logged_in_one_line(sample: Path, deal: str, crm: Crm, tmp_path: Path) -> None:
    before = Path(shutil.copy(sample, tmp_path / "before.db"))
    toasts, lines = played(
        sample, lambda app: recording.log(app, deal), "call price ok @ yesterday > send offer fri@10", "<enter>"
    )
    assert lines == [f"crm log {deal} call 'price ok' --at yesterday --next 'send offer' --on fri@10"]
    assert "call with" in toasts[-1]
    assert "send offer, Fri 27 Nov 2026 10:00" in toasts[-1]
    assert "u undoes it" in toasts[-1]
    query = "SELECT kind, summary, at, timed, deal_id, direction, outcome FROM activity ORDER BY id DESC LIMIT 1"
    assert rows(sample, query)[0][:4] == ("call", "price ok", "2026-11-23T05:00:00Z", 0)
    same_by_the_line(sample, before, lines[0], crm, query)
    same_by_the_line(sample, before, "crm find x", crm, "SELECT what, due, contact_id, deal_id FROM followup")


def test_a_note_that_begins_with_a_dash_is_a_note(sample: Path, deal: str, crm: Crm, tmp_path: Path) -> None:
    before = Path(shutil.copy(sample, tmp_path / "before.db"))
    _toasts, lines = played(sample, lambda app: recording.log(app, deal), "--missed the bus", "<enter>")
    query = "SELECT kind, summary, outcome FROM activity ORDER BY id DESC LIMIT 1"
    assert rows(sample, query) == [("note", "--missed the bus", "none")]
    same_by_the_line(sample, before, lines[0], crm, query)


def test_what_is_to_be_done_is_kept_with_its_day(sample: Path, deal: str, crm: Crm, tmp_path: Path) -> None:
    before = Path(shutil.copy(sample, tmp_path / "before.db"))
    toasts, lines = played(sample, lambda app: recording.remind(app, deal), "send list mon every 2w", "<enter>")
    assert lines == [f"crm remind {deal} 'send list' --on mon --every 2w"]
    assert "send list, Mon 30 Nov 2026 · every 2 weeks" in toasts[-1]
    same_by_the_line(
        sample, before, lines[0], crm, "SELECT what, due, repeat, contact_id, deal_id FROM followup ORDER BY id"
    )


def test_something_for_oneself_needs_nobody(sample: Path) -> None:
    toasts, lines = played(sample, recording.remind, "water the plants tomorrow", "<enter>")
    assert lines == ["crm remind 'water the plants' --self --on tomorrow"]
    assert toasts[-1].startswith("f")


def test_a_question_that_is_given_up_changes_nothing(sample: Path, deal: str) -> None:
    assert played(sample, lambda app: recording.log(app, deal), "call price ok", "<escape>") == ([], [])


def test_the_meaning_is_shown_while_one_types(sample: Path, deal: str) -> None:
    async def look(stage: Stage) -> None:
        stage.app.run_worker(recording.log(stage.app, deal))
        await stage.settle()
        await stage.type("call ok > offer fri@10")
        assert "next: offer, Fri 27 Nov 2026 10:00" in stage.text()

    play(sample, look)


def open_followup(sample: Path, repeat: str = "IS NULL") -> str:
    """An open follow-up of a contact."""
    who = "contact_id NOTNULL" if repeat == "IS NULL" else "1"
    query = f"SELECT id FROM followup WHERE done_at IS NULL AND {who} AND repeat {repeat} ORDER BY id"
    return f"f{rows(sample, query)[0][0]}"


def test_done_leaves_its_entry_and_undo_takes_both_back(sample: Path, crm: Crm, tmp_path: Path) -> None:
    ref = open_followup(sample)
    before = Path(shutil.copy(sample, tmp_path / "before.db"))
    toasts, lines = played(sample, lambda app: recording.complete(app, ref))
    assert lines == [f"crm done {ref}"]
    assert toasts[-1].startswith(f"Done {ref} ")
    query = "SELECT f.done_at, a.kind, a.summary FROM followup f JOIN activity a ON a.id = f.activity_id ORDER BY f.id"
    same_by_the_line(sample, before, lines[0], crm, query)
    played(sample, lambda app: _undone(app))
    assert rows(sample, f"SELECT done_at FROM followup WHERE id = {ref[1:]}") == [(None,)]


async def _undone(app: CrmApp) -> bool:
    await app.action_undo()
    return True


def test_what_came_of_it_and_the_next_step_are_asked_for(sample: Path, crm: Crm, tmp_path: Path) -> None:
    ref = open_followup(sample)
    before = Path(shutil.copy(sample, tmp_path / "before.db"))
    _toasts, lines = played(
        sample, lambda app: recording.complete_telling(app, ref), "they agree > send contract fri", "<enter>"
    )
    assert lines == [f"crm done {ref} --note 'they agree' --next 'send contract' --on fri"]
    same_by_the_line(sample, before, lines[0], crm, "SELECT what, due, contact_id, deal_id FROM followup ORDER BY id")
    assert rows(sample, "SELECT summary FROM activity ORDER BY id DESC LIMIT 1")[0][0].endswith(": they agree")  # type: ignore[attr-defined]


def test_what_repeats_is_skipped_to_the_next(sample: Path, crm: Crm, tmp_path: Path) -> None:
    ref = open_followup(sample, "NOTNULL")
    before = Path(shutil.copy(sample, tmp_path / "before.db"))
    toasts, lines = played(sample, lambda app: recording.skip(app, ref))
    assert lines == [f"crm followup skip {ref}"]
    assert "Next" in toasts[-1]
    same_by_the_line(sample, before, lines[0], crm, "SELECT what, due FROM followup ORDER BY id")


def test_what_does_not_repeat_is_not_skipped_and_a_sentence_says_so(sample: Path) -> None:
    ref = open_followup(sample)
    database = sample

    async def look(stage: Stage) -> None:
        stage.app.gateway._is_debug = False
        stage.app.run_worker(recording.skip(stage.app, ref))
        await stage.settle()
        assert f"{ref} does not repeat." in stage.toasts()[-1]
        assert stage.app.commands == []

    play(database, look)


@pytest.mark.parametrize(
    ("keys", "to"),
    [(["3"], "+1w"), (["6", "fri@9", "<enter>"], "fri@9"), (["another", "<enter>", "+10d", "<enter>"], "+10d")],
)
def test_snooze_offers_days_and_takes_any_other(
    sample: Path, crm: Crm, tmp_path: Path, keys: list[str], to: str
) -> None:
    ref = open_followup(sample)
    before = Path(shutil.copy(sample, tmp_path / "before.db"))
    toasts, lines = played(sample, lambda app: recording.snooze(app, ref), *keys)
    assert lines == [f"crm snooze {ref} --to {to}"]
    assert toasts[-1].startswith(f"Put off {ref} ")
    same_by_the_line(sample, before, lines[0], crm, "SELECT what, due, snoozes FROM followup ORDER BY id")


def test_several_are_put_off_in_one_operation(sample: Path) -> None:
    refs = [f"f{row[0]}" for row in rows(sample, "SELECT id FROM followup WHERE done_at IS NULL ORDER BY id LIMIT 3")]
    count = rows(sample, "SELECT count(*) FROM operation")
    toasts, lines = played(sample, lambda app: recording.snooze(app, *refs), "4")
    assert lines == [f"crm snooze {' '.join(refs)} --to mon"]
    assert toasts[-1].startswith("Put off 3")
    assert rows(sample, "SELECT count(*) - 1 FROM operation") == count
