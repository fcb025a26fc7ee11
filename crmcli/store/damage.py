"""What is said of a damaged database: that it is, and what to go back to."""

from __future__ import annotations

from crmcli.errors import Unavailable
from crmcli.i18n import _


def damaged(path: str) -> Unavailable:
    """The error for a damaged database, with the newest whole backup to go back to, where there is one."""
    from crmcli.store import backup_contents, backups

    backup = backup_contents.newest_whole(path)
    if backup is None:
        hint = _("There is no whole backup beside it; crm doctor says more, and a copy of yours can take its place.")
    else:
        when = backups.moment_of(backup).strftime("%Y-%m-%d %H:%M")
        hint = _("crm backup restore brings back the state of {when}; crm doctor says more.").format(when=when)
    return Unavailable(_("The database is damaged."), hint)
