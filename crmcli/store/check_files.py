"""Checks of what lies around the database: permissions, leftovers, room on the disk, and the backups."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime, timedelta

from crmcli import paths, sizes
from crmcli.i18n import _, ngettext
from crmcli.store import backup_contents, backup_rotation, backups
from crmcli.store.checking import OK, PROBLEM, WARNING, Check, Finding, Patient, mended_by_fix
from crmcli.store.lock import WriteLock

_LEAST_ROOM = 100_000_000  # bytes
_OLD = timedelta(days=7)  # from a backup to the newest change: there is one for every day with changes


def _permissions(patient: Patient) -> Finding:
    if os.name == "nt":
        return Finding(OK, _("This system keeps permissions in its own way."))
    loose = _loose(patient.path)
    kept_out = _kept_out(patient.path)
    if kept_out:
        name = os.path.basename(kept_out[0][0])
        return Finding(PROBLEM, _("You have no leave to read and write {name}.").format(name=name), mended_by_fix())
    if loose:
        name = os.path.basename(loose[0][0])
        return Finding(PROBLEM, _("Others on this machine can look into {name}.").format(name=name), mended_by_fix())
    folder = os.path.dirname(os.path.abspath(patient.path))
    mode = os.stat(folder).st_mode if os.path.isdir(folder) else 0
    if mode & 0o022 and not mode & stat.S_ISVTX:
        return Finding(
            WARNING,
            _("Others on this machine can put files into {path}.").format(path=folder),
            _("chmod go-w takes that away."),
        )
    return Finding(OK, _("Nobody else can read the database."))


def _loose(path: str) -> list[tuple[str, int]]:
    """The files and folders of the database that others can look into, each with the mode that it should have."""
    return [(each, mode) for each, mode in _wanted(path).items() if _mode_of(each) & 0o077]


def _kept_out(path: str) -> list[tuple[str, int]]:
    """The files and folders of the database that their owner cannot use, each with the mode that it should have."""
    return [(each, mode) for each, mode in _wanted(path).items() if os.path.exists(each) and mode & ~_mode_of(each)]


def _wanted(path: str) -> dict[str, int]:
    """The files and folders of the database, each with the mode that it should have."""
    files = [path + part for part in ("", "-wal", "-shm", ".lock")]
    place = backups.folder(path)
    if os.path.isdir(place) and os.access(place, os.R_OK | os.X_OK):
        files += [os.path.join(place, name) for name in os.listdir(place)]
    wanted = {**dict.fromkeys(files, 0o600), place: 0o700 if os.path.isdir(place) else 0o600}
    own = os.path.dirname(os.path.abspath(path))
    if own == os.path.abspath(paths.data_folder()):
        wanted[own] = 0o700  # another folder is the user's, who may share what else is in it
    return wanted


def _mode_of(path: str) -> int:
    try:
        return stat.S_IMODE(os.stat(path).st_mode)
    except OSError:
        return 0


def _mend_permissions(patient: Patient) -> None:
    for _turn in range(2):  # a folder that opens shows what is in it
        for path, mode in [*_kept_out(patient.path), *_loose(patient.path)]:
            os.chmod(path, mode)


def _leftovers(patient: Patient) -> Finding:
    count = len(backups.unfinished(patient.path))
    if not count:
        return Finding(OK, _("Nothing unfinished lies around."))
    said = ngettext("{count} unfinished file of a call that was broken off lies around.",
                    "{count} unfinished files of calls that were broken off lie around.", count)  # fmt: skip
    return Finding(WARNING, said.format(count=count), mended_by_fix())


def _mend_leftovers(patient: Patient) -> None:
    lock = WriteLock(patient.path, lambda _text: None)
    lock.acquire()  # what a running call is writing is no leftover
    try:
        for path in backups.unfinished(patient.path):
            os.unlink(path)
    finally:
        lock.release()


def _room(patient: Patient) -> Finding:
    folder = os.path.dirname(os.path.abspath(patient.path))
    if not hasattr(os, "statvfs") or not os.path.isdir(folder):
        return Finding(OK, _("There is room on the disk."))
    found = os.statvfs(folder)
    free = found.f_bavail * found.f_frsize
    needed = _LEAST_ROOM + 2 * backup_rotation.size_of(patient.path)
    if free < needed:
        return Finding(
            WARNING,
            _("Only {size} are left on the disk.").format(size=sizes.shown(free)),
            _("Make room; a change and its backup may need {size}.").format(size=sizes.shown(needed)),
        )
    return Finding(OK, _("{size} are left on the disk.").format(size=sizes.shown(free)))


def _backups(patient: Patient) -> Finding:
    every = backups.existing(patient.path, patient.now)
    place = backups.folder(patient.path)
    if os.path.lexists(place) and not (os.path.isdir(place) and os.access(place, os.W_OK | os.X_OK)):
        return Finding(
            PROBLEM,
            _("No backup can be made: {path} is no folder that crm can write into.").format(path=place),
            _("Move it away, or look at its permissions."),
        )
    others = (backups.BEFORE_RESTORE, backups.DAMAGED)
    good = [backup for backup in every if backups.reason_of(backup) not in others]
    if not good:
        return _without_backups(patient)
    newest = good[-1]
    when = backups.moment_of(newest)
    if not backup_contents.is_readable(newest):
        return Finding(
            PROBLEM,
            _("The newest backup, of {when}, is damaged.").format(when=f"{when:%Y-%m-%d %H:%M}"),
            _("crm backup create makes another; crm backup verify looks at all."),
        )
    if patient.connection is None:
        return Finding(
            PROBLEM, _("There is no database, but there are backups."), _("crm backup restore brings it back.")
        )
    last = _last_change(patient)
    if last is not None and last - when > _OLD:
        return Finding(
            WARNING,
            _("The newest backup is of {when}, long before the newest change.").format(when=f"{when:%Y-%m-%d %H:%M}"),
            _("crm backup create makes one."),
        )
    said = ngettext("{count} backup, {size}; the newest, of {when}, is whole.",
                    "{count} backups, {size}; the newest, of {when}, is whole.", len(every))  # fmt: skip
    total = sizes.shown(sum(map(backup_rotation.size_of, every)))
    return Finding(OK, said.format(count=len(every), size=total, when=f"{when:%Y-%m-%d %H:%M}"))


def _without_backups(patient: Patient) -> Finding:
    last = _last_change(patient)
    if last is None or patient.now - last < timedelta(days=1):
        return Finding(OK, _("There is no backup yet; the next change makes one."))
    return Finding(WARNING, _("There is no backup."), _("crm backup create makes one."))


def _last_change(patient: Patient) -> datetime | None:
    if patient.connection is None:
        return None
    newest = patient.connection.execute("SELECT at FROM operation ORDER BY id DESC LIMIT 1").fetchone()
    try:
        found = datetime.fromisoformat(newest[0]) if newest else None
    except (TypeError, ValueError):
        return None
    return found.replace(tzinfo=UTC) if found and found.tzinfo is None else found


CHECKS = (
    Check("permissions", _permissions, _mend_permissions, needs_database=False),
    Check("leftovers", _leftovers, _mend_leftovers, needs_database=False),
    Check("disk", _room, needs_database=False),
    Check("backups", _backups, needs_database=False),
)
