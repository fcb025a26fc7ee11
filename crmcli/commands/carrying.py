"""What an import of a whole database does and answers."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from crmcli import carrying, context
from crmcli.commands import saving
from crmcli.errors import Usage
from crmcli.i18n import _, ngettext

if TYPE_CHECKING:
    from crmcli.commands.intake import Options


def run(options: Options) -> bool:
    """Takes in the whole database that is named, and returns true; returns false where none is.

    Raises Usage for options that say how contacts are read: all of a database comes as it is.
    """
    if len(options.files) != 1:
        return False
    path = options.files[0]
    stdin = getattr(sys.stdin, "buffer", None) if path == carrying.STDIN else None
    if not carrying.is_database(path, stdin):
        return False
    is_plain = options.on_match == "update" and options.photos
    if not is_plain or any((options.map, options.region, options.groups, options.source, options.rejects)):
        raise Usage(
            _("A whole database is imported as it is; of the options only --dry-run has a meaning."),
            _("Leave the others out."),
        )
    here = context.current()
    store = here.writing(options.dry_run)
    done = carrying.carry_in(store, path, stdin, command=here.command_line, dry_run=options.dry_run)
    _answer(done, options.dry_run)
    return True


def _answer(done: carrying.Carried, dry_run: bool) -> None:
    here = context.current()
    if here.is_json:
        here.output.document({"operation": done.operation_id, "rows": done.counts})
        return
    count, groups = done.people, done.counts.get("contact_group", 0)
    people = ngettext("{count} contact", "{count} contacts", count).format(count=f"{count:,}")
    grouped = ngettext("{count} group", "{count} groups", groups).format(count=f"{groups:,}")
    ending = "   " + _("dry run: nothing was kept") if dry_run else saving.taken_back(done.operation_id)
    here.output.sentence(
        _("Took in a whole database: {contacts}, {groups}.").format(contacts=people, groups=grouped) + ending
    )
