"""What `crm backup list`, `create` and `verify` answer."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from crmcli import context, diagnostics, sizes
from crmcli.errors import Conflict, NotFound, Unavailable
from crmcli.i18n import _, ngettext
from crmcli.output import Column
from crmcli.store import backup_choice, backup_contents, backups

if TYPE_CHECKING:
    from crmcli.context import Context
    from crmcli.store.backup_choice import Backup

OK = "ok"
WARNING = "warning"
PROBLEM = "problem"


def listing(limit: int) -> None:
    """Writes all backups, newest first."""
    here = context.current()
    found = backup_choice.all_of(here.database)[::-1]
    shown = found[:limit] if limit else found
    here.output.listing(map(as_row, shown), _columns(), ids=lambda row: str(row["name"]))
    if not found:
        diagnostics.narrate(_("There are no backups yet. crm makes one before the first change of each day."))
    elif not here.is_json:
        total = sizes.shown(sum(backup.size for backup in found))
        counted = ngettext("{count} backup, {size}", "{count} backups, {size} together", len(found))
        diagnostics.narrate(counted.format(count=len(found), size=total))


def as_row(backup: Backup) -> dict[str, Any]:
    """A backup as its documented JSON."""
    held = backup_contents.of(backup.path)
    return {
        "name": backup.name,
        "path": os.path.abspath(backup.path),
        "at": backup.instant,
        "reason": backup.reason or None,
        "size": backup.size,
        "contacts": held.contacts if held else None,
        "schema": held.schema if held else None,
    }


def create(output: str) -> None:
    """Makes a backup, looks whether it is whole, and says where it is. Raises NotFound where there is no database."""
    here = context.current()
    store = here.reading()
    if store is None:
        raise NotFound(_("There is no database yet."), _("crm import FILE brings in your phone's contacts."))
    if output:
        made = _new_file(output)
        backups.copy(store.connection, made)
    else:
        made = _made_beside(here)
    if not backup_contents.is_readable(made):
        os.unlink(made)
        raise _damaged(here)
    row = as_row(backup_choice.at(made))
    if here.is_json:
        here.output.document(row)
        return
    count = row["contacts"]
    one, many = "Made the backup {name}: {count} contact, {size}.", "Made the backup {name}: {count} contacts, {size}."
    said = ngettext(one, many, count)
    name = made if output else row["name"]
    here.output.sentence(said.format(name=name, count=count, size=sizes.shown(row["size"])))


def verify(names: Sequence[str]) -> bool:
    """Looks the backups through and writes what was found; returns whether all are whole."""
    here = context.current()
    if not names or list(names) == ["all"]:
        chosen = backup_choice.all_of(here.database)[::-1]
    else:
        chosen = [backup_choice.chosen(here.database, name, here.now) for name in names]
    states: list[str] = []
    here.output.listing(_verified(chosen, states), _verified_columns(), ids=lambda row: str(row["name"]))
    diagnostics.end_progress()
    if not chosen:
        diagnostics.narrate(_("There are no backups yet. crm backup create makes one."))
    return PROBLEM not in states


def _verified(chosen: Sequence[Backup], states: list[str]) -> Iterator[dict[str, Any]]:
    for number, backup in enumerate(chosen):
        diagnostics.progress(number, len(chosen), _("looking"))
        state, message = _state(backup)
        states.append(state)
        row = as_row(backup)
        diagnostics.end_progress()
        yield {key: row[key] for key in ("name", "path")} | {
            "state": state,
            "message": message,
            "contacts": row["contacts"],
            "schema": row["schema"],
        }


def _state(backup: Backup) -> tuple[str, str]:
    if backup.reason == backups.DAMAGED:
        return WARNING, _("It was kept as it was, damaged, before a restore.")
    wrong = backup_contents.faults(backup.path)
    return (PROBLEM, " ".join(wrong)) if wrong else (OK, _("It is whole."))


def _new_file(output: str) -> str:
    """The path to write to: in a folder, under a name of its own. Raises Conflict where something is there already."""
    here = context.current()
    target = output
    if os.path.isdir(output):
        target = os.path.join(output, f"crm-{here.now:%Y-%m-%d}{backups.ENDING}")
    if os.path.exists(target):
        raise Conflict(_("There is {path} already.").format(path=target), _("Name another file."))
    return target


def _made_beside(here: Context) -> str:
    from crmcli.store.lock import WriteLock

    store = here.reading()
    assert store is not None
    lock = WriteLock(here.database, diagnostics.narrate)
    lock.acquire()
    try:
        return backups.create(store.connection, here.database, here.now, reason=backups.MANUAL)
    finally:
        lock.release()


def _damaged(here: Context) -> Unavailable:
    from crmcli.store import damage

    return damage.damaged(here.database, here.now)


def reasons() -> dict[str, str]:
    """Why a backup was made, in words, by its reason."""
    return {
        backups.DAILY: _("first change of the day"),
        backups.SCHEMA: _("new version of crm"),
        backups.MANUAL: _("by hand"),
        backups.BEFORE_RESTORE: _("before a restore"),
        backups.DAMAGED: _("damaged, before a restore"),
    }


def _columns() -> list[Column]:
    why = reasons()
    return [
        Column("name", _("Backup")),
        Column("reason", _("Why"), lambda row: why.get(row["reason"] or "", ""), is_wide=True),
        Column("contacts", _("Contacts"), is_number=True),
        Column("size", _("Size"), lambda row: sizes.shown(row["size"]), is_number=True),
        Column("schema", _("Schema"), is_number=True, is_extra=True),
    ]


def _verified_columns() -> list[Column]:
    return [
        Column("name", _("Backup")),
        Column("state", _("State")),
        Column("contacts", _("Contacts"), is_number=True),
        Column("message", _("Found"), is_wide=True),
    ]
