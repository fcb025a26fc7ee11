"""The gateway: one door to the database, through threads, of which only records, operations and sentences come back."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from crmcli.errors import CrmError, Invalid, NotFound, Unavailable
from crmcli.store import contacts, lock, operations, settings
from crmcli.tui.gateway.connection import Gateway, Reading, Writing
from tests import factories

Tried = Callable[[Gateway], Awaitable[None]]


def through(database: Path, tried: Tried, *, is_debug: bool = False) -> None:
    """Tries something with a gateway to a database, and closes it."""

    async def trial() -> None:
        gateway = Gateway(str(database), lambda _text: None, is_debug=is_debug)
        try:
            await tried(gateway)
        finally:
            await asyncio.to_thread(gateway.close)

    asyncio.run(trial())


@pytest.fixture
def filled(database: Path) -> Path:
    """A database with Budi in it."""
    database.parent.mkdir(parents=True)
    made = factories.store(database.parent)
    factories.person(made, "Budi")
    made.close()
    return database


def add(writing: Writing, name: str) -> int:
    """A change: somebody more."""
    return contacts.add(writing.tx, name)


def names(reading: Reading) -> list[str]:
    """A question: who there is."""
    query = "SELECT name FROM contact WHERE deleted_at IS NULL ORDER BY id"
    return [row[0] for row in reading.connection.execute(query)]


def count(reading: Reading) -> int:
    """A question that a database answers which has nothing in it."""
    return len(names(reading))


def written_by_another(database: Path, name: str) -> None:
    """What the command line does meanwhile."""
    other = factories.opened(database)
    factories.person(other, name)
    other.close()


# Threads


def test_questions_and_changes_run_in_a_thread_each_and_never_in_that_of_the_screen(filled: Path) -> None:
    def reader(reading: Reading) -> str:
        return threading.current_thread().name

    def writer(writing: Writing) -> str:
        return threading.current_thread().name

    async def tried(gateway: Gateway) -> None:
        asked = {await gateway.ask(reader) for _turn in range(3)}
        changed = {(await gateway.change("looked", "crm", writer)).answer for _turn in range(3)}
        assert [len(asked), len(changed)] == [1, 1]
        assert len(asked | changed | {threading.current_thread().name}) == 3

    through(filled, tried)


def test_a_question_is_answered_while_a_change_waits(filled: Path) -> None:
    goes_on = threading.Event()

    def slow(writing: Writing) -> None:
        goes_on.wait()

    async def tried(gateway: Gateway) -> None:
        changing = asyncio.ensure_future(gateway.change("waited", "crm", slow))
        assert await gateway.ask(names) == ["Budi"]
        assert not changing.done()
        goes_on.set()
        await changing

    through(filled, tried)


def test_changes_are_made_in_the_order_in_which_they_were_asked_for(filled: Path) -> None:
    async def tried(gateway: Gateway) -> None:
        every = [f"Ana {number}" for number in range(20)]
        await asyncio.gather(*(gateway.change("added", "crm add", add, each) for each in every))
        assert await gateway.ask(names) == ["Budi", *every]

    through(filled, tried)


def test_all_that_one_question_reads_is_of_one_moment(filled: Path) -> None:
    begun, goes_on = threading.Event(), threading.Event()

    def twice(reading: Reading) -> tuple[list[str], list[str]]:
        before = names(reading)
        begun.set()
        goes_on.wait()
        return before, names(reading)

    async def tried(gateway: Gateway) -> None:
        asking = asyncio.ensure_future(gateway.ask(twice))
        await asyncio.to_thread(begun.wait)
        await gateway.change("added", "crm add Ana", add, "Ana")
        goes_on.set()
        before, after = await asking
        assert before == after == ["Budi"]
        assert await gateway.ask(names) == ["Budi", "Ana"]

    through(filled, tried)


def test_a_question_cannot_write(filled: Path) -> None:
    def writing(reading: Reading) -> None:
        reading.connection.execute("DELETE FROM contact")

    async def tried(gateway: Gateway) -> None:
        with pytest.raises(CrmError):
            await gateway.ask(writing)
        assert await gateway.ask(names) == ["Budi"]

    through(filled, tried)


# Operations


def test_a_change_is_one_operation_of_the_screen_with_its_command(filled: Path) -> None:
    async def tried(gateway: Gateway) -> None:
        changed = await gateway.change("added Ana", "crm add Ana", add, "Ana")
        kept = await gateway.ask(lambda reading: operations.newest(reading.connection, 1)[0])
        assert (kept.id, kept.what, kept.command, kept.origin) == (
            changed.operation_id,
            "added Ana",
            "crm add Ana",
            "screen",
        )

    through(filled, tried)


def test_a_change_that_changes_nothing_leaves_no_operation(filled: Path) -> None:
    def nothing(writing: Writing) -> str:
        return "nothing"

    async def tried(gateway: Gateway) -> None:
        before = await gateway.ask(lambda reading: operations.newest(reading.connection))
        changed = await gateway.change("did nothing", "crm", nothing)
        assert (changed.answer, changed.operation_id) == ("nothing", None)
        assert await gateway.ask(lambda reading: operations.newest(reading.connection)) == before

    through(filled, tried)


def test_a_change_that_fails_leaves_nothing(filled: Path) -> None:
    def failing(writing: Writing) -> None:
        contacts.add(writing.tx, "Ana")
        raise Invalid("No.")

    async def tried(gateway: Gateway) -> None:
        with pytest.raises(Invalid, match=r"^No\.$"):
            await gateway.change("added Ana", "crm add Ana", failing)
        assert await gateway.ask(names) == ["Budi"]
        await gateway.change("added Eva", "crm add Eva", add, "Eva")
        assert await gateway.ask(names) == ["Budi", "Eva"]

    through(filled, tried)


def test_undo_and_redo_are_those_of_the_line(filled: Path) -> None:
    async def tried(gateway: Gateway) -> None:
        await gateway.change("added Ana", "crm add Ana", add, "Ana")
        assert (await gateway.undo()).what == "added Ana"
        assert await gateway.ask(names) == ["Budi"]
        assert (await gateway.redo()).what == "added Ana"
        assert await gateway.ask(names) == ["Budi", "Ana"]
        await gateway.undo()
        assert (await gateway.undo()).what == "added Budi"
        with pytest.raises(CrmError):
            await gateway.undo()

    through(filled, tried)


# Failures


def test_every_failure_is_an_error_with_a_sentence(filled: Path) -> None:
    def broken(reading: Reading) -> None:
        raise ZeroDivisionError

    def missing(reading: Reading) -> None:
        contacts.get(reading.connection, 99)

    async def tried(gateway: Gateway) -> None:
        with pytest.raises(CrmError) as caught:
            await gateway.ask(broken)
        assert str(caught.value)
        with pytest.raises(NotFound):
            await gateway.ask(missing)

    through(filled, tried)


def test_with_debug_a_failure_is_what_it_is(filled: Path) -> None:
    def broken(reading: Reading) -> None:
        raise ZeroDivisionError

    async def tried(gateway: Gateway) -> None:
        with pytest.raises(ZeroDivisionError):
            await gateway.ask(broken)

    through(filled, tried, is_debug=True)


@pytest.mark.parametrize("content", [b"not a database, but long enough to be read as one" * 20, b"SQLite format 3\0"])
def test_a_file_that_is_no_database_is_an_error_and_stays_as_it_is(database: Path, content: bytes) -> None:
    database.parent.mkdir(parents=True)
    database.write_bytes(content)

    async def tried(gateway: Gateway) -> None:
        for asked in (gateway.ask(names), gateway.change("added", "crm add Ana", add, "Ana"), gateway.has_changed()):
            with pytest.raises(CrmError):
                await asked

    through(database, tried)
    assert database.read_bytes() == content


# The file


def test_looking_makes_no_database_and_the_first_change_does(database: Path) -> None:
    async def tried(gateway: Gateway) -> None:
        assert await gateway.ask(count) == 0
        assert not await gateway.has_changed()
        assert not database.exists()
        assert not database.parent.exists()
        await gateway.change("added Ana", "crm add Ana", add, "Ana")
        assert database.exists()
        assert await gateway.ask(names) == ["Ana"]

    through(database, tried)


def test_what_stands_in_for_a_database_goes_away(database: Path, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = set(tmp_path.iterdir())

    async def tried(gateway: Gateway) -> None:
        await gateway.ask(count)
        assert set(tmp_path.iterdir()) - before

    through(database, tried)
    assert set(tmp_path.iterdir()) == before


def test_where_there_are_backups_of_a_database_that_is_gone_none_is_made(filled: Path) -> None:
    written_by_another(filled, "Ana")
    backups = filled.with_name(filled.name + ".backups")
    backups.mkdir(exist_ok=True)
    shutil.copy(filled, backups / "crm-20261123T090000Z.db")
    filled.unlink()

    async def tried(gateway: Gateway) -> None:
        with pytest.raises(CrmError):
            await gateway.ask(count)
        with pytest.raises(CrmError):
            await gateway.change("added Eva", "crm add Eva", add, "Eva")

    through(filled, tried)
    assert not filled.exists()


def test_another_file_in_its_place_is_what_is_read_and_written_then(filled: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    made = factories.store(other)
    factories.person(made, "Zoe")
    made.close()

    async def tried(gateway: Gateway) -> None:
        assert await gateway.ask(names) == ["Budi"]
        await gateway.change("added Ana", "crm add Ana", add, "Ana")
        for suffix in ("", "-wal", "-shm"):
            Path(f"{filled}{suffix}").unlink(missing_ok=True)
        (other / "crm.db").replace(filled)
        assert await gateway.has_changed()
        assert await gateway.ask(names) == ["Zoe"]
        await gateway.change("added Eva", "crm add Eva", add, "Eva")
        assert await gateway.ask(names) == ["Zoe", "Eva"]

    through(filled, tried)


def test_a_database_that_is_gone_is_told_and_not_made_anew(filled: Path, tmp_path: Path) -> None:
    away = tmp_path / "away"

    async def tried(gateway: Gateway) -> None:
        assert await gateway.ask(names) == ["Budi"]
        filled.rename(away)
        for asked in (gateway.ask(names), gateway.change("added", "crm add Ana", add, "Ana"), gateway.has_changed()):
            with pytest.raises(Unavailable):
                await asked
        assert not filled.exists()
        away.rename(filled)
        assert await gateway.ask(names) == ["Budi"]
        await gateway.change("added Ana", "crm add Ana", add, "Ana")
        assert await gateway.ask(names) == ["Budi", "Ana"]

    through(filled, tried)


@pytest.mark.skipif(os.geteuid() == 0, reason="whoever is root may write everywhere")
def test_in_a_folder_that_cannot_be_written_one_can_look(filled: Path) -> None:
    filled.parent.chmod(0o500)

    async def tried(gateway: Gateway) -> None:
        assert await gateway.ask(names) == ["Budi"]
        assert not await gateway.has_changed()
        with pytest.raises(CrmError):
            await gateway.change("added Ana", "crm add Ana", add, "Ana")

    try:
        through(filled, tried)
    finally:
        filled.parent.chmod(0o700)


# What others write


def test_only_what_others_write_is_noticed_and_once(filled: Path) -> None:
    async def tried(gateway: Gateway) -> None:
        await gateway.has_changed()
        assert not await gateway.has_changed()
        await gateway.change("added Ana", "crm add Ana", add, "Ana")
        await gateway.undo()
        await gateway.redo()
        assert not await gateway.has_changed()
        written_by_another(filled, "Eva")
        assert await gateway.has_changed()
        assert not await gateway.has_changed()
        assert await gateway.ask(names) == ["Budi", "Ana", "Eva"]

    through(filled, tried)


def test_what_was_just_read_is_not_read_again_at_the_first_look(filled: Path) -> None:
    async def tried(gateway: Gateway) -> None:
        await gateway.ask(names)
        assert not await gateway.has_changed()
        assert not await gateway.has_changed()

    through(filled, tried)


def test_what_others_write_between_the_first_question_and_the_first_look_is_noticed(filled: Path) -> None:
    async def tried(gateway: Gateway) -> None:
        await gateway.ask(names)
        written_by_another(filled, "Ana")
        assert await gateway.has_changed()
        assert not await gateway.has_changed()

    through(filled, tried)


def test_what_another_program_writes_is_noticed_too(filled: Path) -> None:
    async def tried(gateway: Gateway) -> None:
        await gateway.has_changed()
        with sqlite3.connect(filled) as connection:
            connection.execute("UPDATE contact SET title = 'director'")
        connection.close()
        assert await gateway.has_changed()

    through(filled, tried)


def test_a_database_that_appears_is_noticed(database: Path, tmp_path: Path) -> None:
    async def tried(gateway: Gateway) -> None:
        assert await gateway.ask(count) == 0
        assert not await gateway.has_changed()
        database.parent.mkdir(parents=True)
        written_by_another(database, "Ana")
        assert await gateway.has_changed()
        assert await gateway.ask(names) == ["Ana"]
        assert not await gateway.has_changed()

    through(database, tried)


def test_nobody_looks_for_others_while_a_change_waits(filled: Path) -> None:
    goes_on = threading.Event()

    def slow(writing: Writing) -> None:
        goes_on.wait()

    async def tried(gateway: Gateway) -> None:
        await gateway.has_changed()
        changing = asyncio.ensure_future(gateway.change("waited", "crm", slow))
        await asyncio.sleep(0)
        assert not await gateway.has_changed()  # and it answers, although the writing thread does not
        goes_on.set()
        await changing

    through(filled, tried)


# The clock, and the end


def test_every_question_has_the_moment_of_the_users_clock(filled: Path, monkeypatch: Any) -> None:
    def when(reading: Reading) -> tuple[str, str, str]:
        now, local, today = reading.moment
        return now.isoformat(), local.isoformat(), today.isoformat()

    def to_auckland(writing: Writing) -> None:
        settings.put(writing.tx, "timezone", "Pacific/Auckland")

    async def tried(gateway: Gateway) -> None:
        assert (await gateway.ask(when))[1:] == ("2026-11-24T16:00:00+07:00", "2026-11-24")
        await gateway.change("set the time zone", "crm settings set timezone Pacific/Auckland", to_auckland)
        monkeypatch.setenv("CRM_NOW", "2026-11-24T12:00:00Z")
        assert await gateway.ask(when) == ("2026-11-24T12:00:00+00:00", "2026-11-25T01:00:00+13:00", "2026-11-25")

    through(filled, tried)


def test_closing_waits_for_what_is_being_written(filled: Path) -> None:
    goes_on = threading.Event()

    def slow(writing: Writing) -> int:
        goes_on.wait()
        return add(writing, "Ana")

    async def trial() -> None:
        gateway = Gateway(str(filled), lambda _text: None)
        changing = asyncio.ensure_future(gateway.change("added Ana", "crm add Ana", slow))
        await asyncio.sleep(0)
        closing = asyncio.ensure_future(asyncio.to_thread(gateway.close))
        goes_on.set()
        await asyncio.gather(changing, closing)

    asyncio.run(trial())
    with sqlite3.connect(filled) as connection:
        assert connection.execute("SELECT count(*) FROM contact WHERE name = 'Ana'").fetchone() == (1,)
    connection.close()


def test_closing_leaves_no_thread_and_no_log_behind(filled: Path) -> None:
    async def tried(gateway: Gateway) -> None:
        await gateway.ask(names)
        await gateway.change("added Ana", "crm add Ana", add, "Ana")

    through(filled, tried)
    assert not [each for each in threading.enumerate() if each.name.startswith("crm-")]
    assert not Path(f"{filled}-wal").exists()


def test_a_gateway_that_was_never_asked_closes_as_well(database: Path) -> None:
    async def tried(gateway: Gateway) -> None:
        return None

    through(database, tried)
    assert not database.exists()


def test_while_another_crm_writes_a_change_waits_and_says_so(filled: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(lock, "PATIENCE", -1.0)
    other = lock.WriteLock(str(filled), lambda _text: None)
    other.acquire()
    voice: list[str] = []

    def said(sentence: str) -> None:
        voice.append(sentence)
        other.release()

    async def trial() -> None:
        gateway = Gateway(str(filled), said)
        assert (await gateway.change("added Ana", "crm add Ana", add, "Ana")).operation_id
        await asyncio.to_thread(gateway.close)

    asyncio.run(trial())
    assert voice == ["Waiting for another crm to finish writing…"]
