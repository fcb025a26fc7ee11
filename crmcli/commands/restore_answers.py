"""What `crm backup restore` asks and answers.

The store of this call is never opened here: what is to be replaced may be damaged, and must not be held open.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from crmcli import asking, context, diagnostics
from crmcli.errors import Usage
from crmcli.i18n import _, ngettext
from crmcli.output import Column
from crmcli.store import backup_choice, backups, restoring

if TYPE_CHECKING:
    from crmcli.store.backup_choice import Backup
    from crmcli.store.backup_contents import Contents


def restore(name: str, is_sure: bool, dry_run: bool) -> None:
    """Puts a backup in the place of the database; asks first, and says how to go back."""
    here = context.current()
    here.close()
    backup = backup_choice.chosen(here.database, name, here.now)
    if name == backup_choice.LATEST:
        _say_left_out(backup)
    then = restoring.check(backup, here.database)
    if dry_run:
        _would(backup, restoring.present(here.database)[1], then)
        return
    if not is_sure and not _is_wanted(backup, then):
        diagnostics.narrate(_("Nothing was changed."))
        return
    done = restoring.restore(backup, here.database, here.now, diagnostics.narrate)
    kept = backup_choice.at(done.kept) if done.kept else None
    if here.is_json:
        here.output.document(_row(backup, done.before, done.after, kept))
        return
    said = ngettext("Restored {name}: {count} contact.", "Restored {name}: {count} contacts.", done.after.contacts)
    here.output.sentence(said.format(name=backup.name, count=done.after.contacts) + _way_back(kept))
    diagnostics.narrate(_("The history is that of the backup, and crm undo goes on from there."))


def _way_back(kept: Backup | None) -> str:
    """How to take the restore back, to stand after a sentence."""
    if kept is None:
        return ""
    if kept.reason == backups.DAMAGED:
        return "   " + _("the damaged file is kept as {path}").format(path=kept.path)
    return "   " + _("crm backup restore {name} takes it back").format(name=kept.name)


def _is_wanted(backup: Backup, then: Contents) -> bool:
    """Whether the user says yes. Raises Usage where nobody can be asked."""
    here = context.current()
    if not asking.is_possible():
        raise Usage(_("Restoring replaces what is there now."), _("Say --yes if you are sure; --dry-run shows more."))
    now = restoring.present(here.database)[1]
    was = (
        ngettext("the {count} contact", "the {count} contacts", now.contacts).format(count=now.contacts) if now else ""
    )
    question = _("Put the state of {when} ({contacts} contacts) in the place of {now}?")
    return asking.confirm(question.format(when=backup.local, contacts=then.contacts, now=was or _("what is there now")))


def _would(backup: Backup, now: Contents | None, then: Contents) -> None:
    """Writes what would change."""
    here = context.current()
    if here.is_json:
        here.output.document(_row(backup, now, then, None))
        return
    before, after = _facts(backup, now), _facts(backup, then)
    rows = [{"what": what, "now": before.get(what), "then": value} for what, value in after.items()]
    columns = [
        Column("what", backup.name),
        Column("now", _("Now"), is_number=True),
        Column("then", _("Then"), is_number=True),
    ]
    here.output.listing(rows, columns, ids="")


def _facts(backup: Backup, held: Contents | None) -> dict[str, str]:
    if held is None:
        return {}
    return {
        _("contacts"): str(held.contacts),
        _("groups"): str(held.groups),
        _("changes"): str(held.operations),
        _("last change"): _local(held.last_change, backup),
        _("schema"): str(held.schema),
    }


def _local(instant: str | None, backup: Backup) -> str:
    """An instant on the clock that the backup was made by, to the minute."""
    try:
        return datetime.fromisoformat(instant or "").astimezone(backup.at.tzinfo).strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return ""


def _row(backup: Backup, before: Contents | None, after: Contents, kept: Backup | None) -> dict[str, Any]:
    """A restore as its documented JSON."""
    return {
        "name": backup.name,
        "path": backup.path,
        "at": backup.instant,
        "before": _counts(before) if before else None,
        "after": _counts(after),
        "kept": kept.name if kept else None,
    }


def _counts(held: Contents) -> dict[str, Any]:
    return {
        "contacts": held.contacts,
        "groups": held.groups,
        "operations": held.operations,
        "last_change": held.last_change,
        "schema": held.schema,
    }


def _say_left_out(chosen: Backup) -> None:
    """Says which newer backups are passed over because they cannot be read."""
    passed_over = (backups.BEFORE_RESTORE, backups.DAMAGED)
    here = context.current()
    every = backup_choice.all_of(here.database, here.now)
    for backup in every[every.index(chosen) + 1 :]:
        if backup.reason not in passed_over:
            diagnostics.warn(_("The backup {name} cannot be read, and is passed over.").format(name=backup.name))
