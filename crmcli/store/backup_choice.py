"""Which backup is meant: by `latest`, by a day, by how its name begins, or by the path of any crm database."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime

from crmcli.errors import Ambiguous, NotFound, Unavailable
from crmcli.i18n import _
from crmcli.store import backup_contents, backup_rotation, backups

LATEST = "latest"
_MOST = 9  # candidates that are named
_NO_GO_BACK = (backups.BEFORE_RESTORE, backups.DAMAGED)  # what a restore put away is asked for by its name only


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup. `at` is on the clock of when it was made, `reason` as in `backups`, `size` in bytes."""

    name: str
    path: str
    at: datetime
    reason: str
    size: int

    @property
    def instant(self) -> str:
        """When it was made, as the store writes moments: UTC."""
        return self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def local(self) -> str:
        """When it was made, as the clock on the wall showed it, to the minute."""
        return self.at.strftime("%Y-%m-%d %H:%M")


def all_of(path: str, now: datetime | None = None) -> list[Backup]:
    """The backups of a database, oldest first; `now` as in `backups.existing`. Raises Unavailable."""
    place = backups.folder(path)
    if os.path.isdir(place) and not os.access(place, os.R_OK | os.X_OK):
        raise Unavailable(_("{path} cannot be read.").format(path=place), _("Look at the permissions of the folder."))
    return [at(backup) for backup in backups.existing(path, now)]


def at(backup: str) -> Backup:
    """The backup, or other file, at a path."""
    return Backup(
        name=os.path.basename(backup).removesuffix(backups.ENDING),
        path=backup,
        at=backups.moment_of(backup),
        reason=backups.reason_of(backup),
        size=backup_rotation.size_of(backup),
    )


def chosen(path: str, text: str, now: datetime | None = None) -> Backup:
    """The backup of the database that `text` names. Raises NotFound, and Ambiguous where several begin so.

    `now` as in `backups.existing`.
    """
    if os.sep in text or (os.altsep and os.altsep in text):
        if not os.path.isfile(text):
            raise NotFound(_("There is no file {path}.").format(path=text), _("crm backup list shows the backups."))
        return at(text)
    found = all_of(path)
    if not found:
        raise NotFound(_("There are no backups yet."), _("crm backup create makes one."))
    if text == LATEST:
        return _latest(path, now)
    meant = [backup for backup in found if backup.name.startswith(text.removesuffix(backups.ENDING))]
    exact = [backup for backup in meant if backup.name == text.removesuffix(backups.ENDING)]
    of_the_day = [backup for backup in meant if backup.reason not in _NO_GO_BACK] if _is_day(text) else []
    if not meant and os.path.isfile(text):
        return at(text)
    if not meant:
        raise NotFound(_("There is no backup {name}.").format(name=text), _earlier(found, text))
    if len(meant) > 1 and not exact and not of_the_day:
        raise Ambiguous(
            _("Several backups begin with {text}.").format(text=text),
            _("Write more of the name."),
            [{"ref": backup.name, "at": backup.instant, "reason": backup.reason} for backup in meant[-_MOST:]],
        )
    return (exact or of_the_day or meant)[-1]


def _latest(path: str, now: datetime | None) -> Backup:
    backup = backup_contents.newest_whole(path, now)
    if backup is None:
        raise NotFound(
            _("None of the backups is whole."), _("crm backup list shows what there is; crm backup verify says more.")
        )
    return at(backup)


def _is_day(text: str) -> bool:
    try:
        datetime.strptime(text, "%Y-%m-%d")
    except ValueError:
        return False
    return True


def _earlier(found: list[Backup], text: str) -> str:
    """What to do where no backup has the name: for a day, the one that shows how things stood then."""
    before = [backup for backup in found if backup.name < text] if _is_day(text) else []
    if before:
        return _("The one before is {name}.").format(name=before[-1].name)
    return _("crm backup list shows those there are.")
