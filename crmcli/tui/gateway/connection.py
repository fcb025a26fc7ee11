"""The gateway: reads in one thread, writes in another, and whatever goes wrong comes out as a CrmError.

The frame is painted and keys are answered meanwhile: an import in another terminal may hold the lock for seconds.
Where no database is yet, an empty one stands in for it and goes away again; the first change makes the real one.
"""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Concatenate, Generic, NamedTuple, ParamSpec, TypeVar

from crmcli import clock, failures
from crmcli.errors import Unavailable
from crmcli.i18n import _
from crmcli.store import db, operations, snapshots
from crmcli.store import settings as business

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from datetime import date, datetime
    from tempfile import TemporaryDirectory

    from crmcli.store.db import Store, Transaction
    from crmcli.store.operations import Operation

T = TypeVar("T")
P = ParamSpec("P")


class Moment(NamedTuple):
    """When something is asked or done: the instant in UTC, the same on the user's clock, and the day there."""

    now: datetime
    local: datetime
    today: date


class Reading(NamedTuple):
    """What a question is handed. All it reads is of one moment."""

    connection: sqlite3.Connection
    moment: Moment


class Writing(NamedTuple):
    """What a change is handed: an open operation, and when it is."""

    tx: Transaction
    moment: Moment


@dataclass(frozen=True, slots=True)
class Changed(Generic[T]):
    """What a change answered, and the operation it left; None where nothing differs now."""

    answer: T
    operation_id: int | None


class Gateway:
    """The door to one database. Its methods are awaited by screens; every failure is a CrmError."""

    def __init__(self, database: str, notify: Callable[[str], None], *, is_debug: bool = False) -> None:
        self.database = database
        self._notify = notify
        self._is_debug = is_debug
        self._readers = ThreadPoolExecutor(1, "crm-reading")
        self._writers = ThreadPoolExecutor(1, "crm-writing")
        self._reader: Store | None = None
        self._writer: Store | None = None
        self._stand_in: TemporaryDirectory[str] | None = None
        self._file: tuple[int, int] | None = None
        self._written: tuple[int, int] | None = None
        self._version: int | None = None  # of the database as the writing connection saw it last
        self._version_read: int | None = None  # the same of the reading one
        self._was_there = False
        self._writes = 0

    async def ask(self, question: Callable[Concatenate[Reading, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Returns what a question answers. Raises CrmError."""

        def reading() -> T:
            connection = self._reading().connection
            with snapshots.of(connection):
                return question(Reading(connection, moment(connection)), *args, **kwargs)

        return await self._in(self._readers, reading)

    async def change(
        self,
        what: str,
        command: str,
        verb: Callable[Concatenate[Writing, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Changed[T]:
        """Makes one change, an operation of its own, and returns what the verb answers. Raises CrmError.

        `what` is for the history; `command` is the line that would have done the same.
        """

        def writing() -> Changed[T]:
            store = self._writing()
            store.now = clock.now()
            with store.write(what, command=command, origin="screen", now=store.now) as tx:
                answer = verb(Writing(tx, moment(tx.connection)), *args, **kwargs)
            return Changed(answer, tx.operation_id if tx.is_changed else None)

        self._writes += 1
        try:
            return await self._in(self._writers, writing)
        finally:
            self._writes -= 1

    async def hand(self, work: Callable[[Store], T]) -> T:
        """Returns what comes of work that begins its operation itself, as an import does. Raises CrmError."""

        def working() -> T:
            store = self._writing()
            store.now = clock.now()
            return work(store)

        self._writes += 1
        try:
            return await self._in(self._writers, working)
        finally:
            self._writes -= 1

    async def undo(self) -> Operation:
        """Takes back the newest operation still in effect and returns it. Raises CrmError where there is none."""
        return await self._turn(operations.undo)

    async def redo(self) -> Operation:
        """Does again what was undone last and returns it. Raises CrmError where there is none."""
        return await self._turn(operations.redo)

    async def stored(self) -> None:
        """Waits until the changes that were asked for are made, or have failed."""
        if self._writes:
            await self._in(self._writers, lambda: None)

    async def has_changed(self) -> bool:
        """Whether somebody else has written since this was asked last. While a change waits for its turn: no.

        Raises CrmError where the database is gone, or cannot be read.
        """
        if self._writes:
            return False
        try:
            seen = await self._in(self._writers, self._look)
        except Exception:
            seen = None  # what cannot be written can perhaps be read
        return await self._in(self._readers, self._look_reading) if seen is None else seen

    def close(self) -> None:
        """Closes the database, once what is being written is done."""
        for pool in (self._writers, self._readers):
            pool.submit(self._drop, pool is self._writers).result()
            pool.shutdown()
        if self._stand_in is not None:
            self._stand_in.cleanup()

    async def _turn(self, verb: Callable[..., list[Operation]]) -> Operation:
        def turning() -> Operation:
            store = self._writing()
            store.now = clock.now()
            return verb(store)[0]

        return await self._in(self._writers, turning)

    async def _in(self, pool: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(pool, work)
        except Exception as error:
            if self._is_debug:
                raise
            raise failures.as_crm_error(error, self.database) from error

    def _reading(self) -> Store:
        """In the thread that reads: the open database, opened again where another file is in its place."""
        if self._reader is not None and self._file != _file(self.database):
            self._drop(False)
        if self._reader is None:
            self._file = _file(self.database)
            if self._file is None:
                self._refuse_if_it_was_there()
            else:
                self._was_there = True
            self._reader = db.open_reading(self.database, now=clock.now(), notify=self._notify) or self._empty()
            self._version_read = db.data_version(self._reader.connection)
        self._reader.now = clock.now()
        return self._reader

    def _empty(self) -> Store:
        """An empty database in a folder that goes away. Raises Unavailable where there are backups of the real one."""
        from tempfile import TemporaryDirectory

        db.refuse_if_gone(self.database)
        if self._stand_in is None:
            self._stand_in = TemporaryDirectory(prefix="crm-")
        path = os.path.join(self._stand_in.name, "crm.db")
        return db.open_writing(path, now=clock.now(), notify=self._notify)

    def _writing(self) -> Store:
        """In the thread that writes: the database open for changes, made where there is none."""
        if self._writer is not None and self._written != _file(self.database):
            self._drop(True)
        if self._writer is None:
            if not os.path.exists(self.database):
                self._refuse_if_it_was_there()
                db.refuse_if_gone(self.database)
            self._writer = db.open_writing(self.database, now=clock.now(), notify=self._notify)
            self._written = _file(self.database)
            self._was_there = True
            self._version = db.data_version(self._writer.connection)
        return self._writer

    def _look(self) -> bool | None:
        """In the thread that writes: its own connection notices what others commit, and not what itself does.

        None where it begins to watch only now: what was written since something was read first is not known to it.
        """
        if _file(self.database) is None:
            self._refuse_if_it_was_there()
            return False
        is_new = self._writer is None or self._written != _file(self.database)
        version, before = db.data_version(self._writing().connection), self._version
        self._version = version
        return None if is_new else version != before

    def _look_reading(self) -> bool:
        """In the thread that reads: where nothing was written here, what it notices is what others commit."""
        is_new = self._reader is None or self._file != _file(self.database)
        version, before = db.data_version(self._reading().connection), self._version_read
        self._version_read = version
        return is_new or version != before

    def _refuse_if_it_was_there(self) -> None:
        """A file that was open and is no longer there is not made anew: whoever took it away may bring it back."""
        if self._was_there:
            db.refuse_if_gone(self.database)
            raise Unavailable(
                _("The database {path} is gone.").format(path=self.database),
                _("Put it back, or leave crm tui and begin anew."),
            )

    def _drop(self, is_writer: bool) -> Any:
        store = self._writer if is_writer else self._reader
        if store is not None:
            store.close()
        if is_writer:
            self._writer = None
        else:
            self._reader = None


def moment(connection: sqlite3.Connection) -> Moment:
    """When it is, on the clocks of the user's zone."""
    now = clock.now()
    local = clock.local(now, business.get(connection, "timezone") or "")
    return Moment(now, local, local.date())


def _file(path: str) -> tuple[int, int] | None:
    """Which file it is that has this path; None where there is none."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino
