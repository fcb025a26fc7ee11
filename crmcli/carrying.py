"""A whole database from the file that another crm wrote, into an empty one. It prints nothing and asks nothing."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from crmcli.errors import Unavailable
from crmcli.i18n import _, ngettext
from crmcli.store import dumping, loading

if TYPE_CHECKING:
    from crmcli.store.db import Store

STDIN = "-"
_BEGINNING = 200  # bytes


@dataclass(frozen=True, slots=True)
class Carried:
    """What was taken in: the number of the operation, none for a dry run, how many contacts, removed ones not counted,
    and how many rows of each table."""

    operation_id: int | None
    people: int
    counts: dict[str, int]


def is_database(path: str, stdin: BinaryIO | None) -> bool:
    """Whether a file, or what comes in, is a whole database. What comes in is still all there afterwards."""
    if path == STDIN:
        peek = getattr(stdin, "peek", None)
        return peek is not None and loading.is_database(peek(_BEGINNING))
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return False
        with open(path, "rb") as file:
            return loading.is_database(file.read(_BEGINNING))
    except (OSError, ValueError):
        return False  # an import says why


def carry_in(store: Store, path: str, stdin: BinaryIO | None, *, command: str, dry_run: bool) -> Carried:
    """Takes in all of a file as one operation, or nothing. Raises Unavailable, and what `loading.load` raises."""
    name = _("standard input") if path == STDIN else os.path.basename(path)
    with store.write(_("imported the database {name}").format(name=name), command=command, dry_run=dry_run) as tx:
        counts = loading.load(tx, _lines(path, stdin))
        people = dumping.contacts_in(tx.connection)
        said = ngettext(
            "imported the database {name}: {count} contact", "imported the database {name}: {count} contacts", people
        )
        tx.describe(said.format(name=name, count=f"{people:,}"))
    return Carried(tx.operation_id if tx.is_changed and not dry_run else None, people, counts)


def _lines(path: str, stdin: BinaryIO | None) -> Iterator[bytes]:
    try:
        if path == STDIN and stdin is not None:
            yield from iter(lambda: stdin.readline(loading.LONGEST_LINE), b"")
            return
        with open(path, "rb") as file:
            yield from iter(lambda: file.readline(loading.LONGEST_LINE), b"")
    except OSError as error:
        raise Unavailable(_("Cannot read {path}: {reason}.").format(path=path, reason=error.strerror)) from error
