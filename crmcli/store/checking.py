"""Looking a database over: what is asked, in which order, and what of it can be mended without touching the data.

A check never stops the others: what it cannot read is what it found. Nothing that is said holds a person's data.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from crmcli.errors import CrmError, Unavailable
from crmcli.i18n import _

if TYPE_CHECKING:
    from crmcli.store.db import Store

OK = "ok"
WARNING = "warning"
PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: its state (OK, WARNING, PROBLEM), a sentence, what to do, and whether it was mended now."""

    state: str
    message: str
    hint: str = ""
    check: str = ""
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Patient:
    """The database that is looked over. `connection` is there to read, and None where there is no database.

    `writing` opens the store for changes; only mending calls it.
    """

    path: str
    connection: sqlite3.Connection | None
    now: datetime
    writing: Callable[[], Store]

    @property
    def data(self) -> sqlite3.Connection:
        """The connection of a database that is there, for the checks that are only asked then."""
        assert self.connection is not None
        return self.connection


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at: its name, the look, and what mends it, where that is safe. `look` answers a finding."""

    name: str
    look: Callable[[Patient], Finding]
    mend: Callable[[Patient], None] | None = None
    needs_database: bool = True


def mended_by_fix() -> str:
    """The hint of what `--fix` mends."""
    return _("crm doctor --fix mends it.")


def restored() -> str:
    """The hint of what only a backup mends."""
    return _("crm backup restore brings back the newest whole backup.")


def examine(patient: Patient, *, is_mending: bool) -> Iterator[Finding]:
    """Asks every check, mends what can be mended if so wished, and returns what was found, one check at a time."""
    for check in checks():
        if check.needs_database and patient.connection is None:
            continue
        finding = replace(_looked(check, patient), check=check.name)
        if is_mending and check.mend is not None and finding.state != OK:
            finding = _mended(check, check.mend, patient, finding)
        yield finding


@contextmanager
def readable(path: str) -> Iterator[sqlite3.Connection | None]:
    """A connection for looking: it may make temporary tables, and changes nothing; None where there is no database."""
    from crmcli.store import db

    connection = db.connect_reading(path)
    try:
        if connection is not None:
            connection.execute("PRAGMA query_only = OFF")  # it forbids temporary tables as well
            connection.execute("PRAGMA temp_store = MEMORY")
        yield connection
    finally:
        if connection is not None:
            connection.close()


def checks() -> tuple[Check, ...]:
    """All checks, in the order in which they are asked."""
    from crmcli.store import (
        check_deals,
        check_deliveries,
        check_files,
        check_index,
        check_journal,
        check_pages,
        check_settings,
    )

    return (
        *check_pages.CHECKS,
        *check_journal.CHECKS,
        *check_index.CHECKS,
        *check_deals.CHECKS,
        *check_settings.CHECKS,
        *check_files.CHECKS,
        *check_deliveries.CHECKS,
    )


def is_busy(error: Exception) -> bool:
    """Whether another program that writes is all that is in the way."""
    name = getattr(error, "sqlite_errorname", None) or ""
    return isinstance(error, Unavailable) or name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def _looked(check: Check, patient: Patient) -> Finding:
    try:
        return check.look(patient)
    except (sqlite3.Error, Unavailable) as error:
        if is_busy(error):
            return Finding(
                WARNING, _("Another program is writing to the database."), _("Ask again when it has finished.")
            )
        return _unreadable(error)
    except OSError as error:
        said = _("{path}: {reason}.").format(path=error.filename, reason=error.strerror)
        return Finding(PROBLEM, said, _("Look at the permissions of the file and of its folder."))
    except (ValueError, TypeError, AttributeError) as error:  # a text that is none, a value of another kind
        return _unreadable(error)


def _unreadable(error: Exception) -> Finding:
    name = getattr(error, "sqlite_errorname", None) or type(error).__name__
    return Finding(PROBLEM, _("It cannot be read ({reason}).").format(reason=name), restored())


def _mended(check: Check, mend: Callable[[Patient], None], patient: Patient, finding: Finding) -> Finding:
    """The finding as mended; else as it still is, with what kept it from being mended."""
    try:
        mend(patient)
    except (sqlite3.Error, OSError, ValueError, CrmError) as error:
        if is_busy(error):
            return finding  # which --fix still mends when the other program has finished
        reason = _("It could not be mended: {reason}").format(reason=error)
        return replace(finding, hint=f"{reason.rstrip('.')}. {restored()}")
    again = _looked(check, patient)
    if again.state == OK:
        return replace(finding, state=OK, hint="", fixed=True)
    return replace(again, check=check.name)
