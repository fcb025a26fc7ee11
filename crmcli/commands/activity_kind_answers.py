"""What `crm settings kind` answers: rows of kinds, and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import context
from crmcli.commands import saving
from crmcli.errors import Usage
from crmcli.i18n import _, ngettext
from crmcli.output import Column
from crmcli.store import activity_kinds

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from crmcli.store.activity_kinds import Kind
    from crmcli.store.db import Transaction


def as_row(kind: Kind, activities: int = 0) -> dict[str, Any]:
    """A kind as its documented JSON."""
    return {"name": kind.name, "is_touch": kind.is_touch, "is_own": kind.is_own, "activities": activities}


def listing(limit: int) -> None:
    """Writes all kinds."""
    from crmcli.commands.listing import Counted

    here = context.current()
    store = here.reading()
    kinds = [activity_kinds.Kind(name, name not in ("note", "gift")) for name in activity_kinds.BUILT_IN]
    uses: dict[str, int] = {}
    if store is not None:
        kinds, uses = activity_kinds.all_of(store.connection), activity_kinds.uses(store.connection)
    columns = [
        Column("name", _("Kind")),
        Column("is_touch", _("Touch"), lambda row: _touch(row["name"], row["is_touch"])),
        Column("activities", _("Activities"), is_number=True),
        Column("is_own", _("Your own")),
    ]
    rows = (as_row(kind, uses.get(kind.name, 0)) for kind in kinds)
    here.output.listing(Counted(rows, limit), columns, ids=lambda row: str(row["name"]))


def add(name: str, is_touch: bool, dry_run: bool) -> None:
    """Makes a kind and says so."""
    with _writing(_("made the kind {name}").format(name=name), dry_run) as (tx, answer):
        kind = activity_kinds.add(tx, name, is_touch=is_touch)
        answer(kind, _("Would make the kind {name}") if dry_run else _("Made the kind {name}"))


def edit(name: str, is_touch: bool, is_none: bool, dry_run: bool) -> None:
    """Says anew whether a kind touches."""
    if is_touch == is_none:
        raise Usage(_("It is not said whether the kind counts as a touch."), _("Say --touch or --no-touch."))
    with _writing(_("edited the kind {name}").format(name=name), dry_run) as (tx, answer):
        kind = activity_kinds.edit(tx, activity_kinds.named(tx.connection, name), is_touch=is_touch)
        sentence = _("Would change the kind {name}") if dry_run else _("Changed the kind {name}")
        answer(kind, sentence)


def rename(name: str, new: str, dry_run: bool) -> None:
    """Gives a kind another name, and says on how many activities."""
    with _writing(_("renamed the kind {name} to {new}").format(name=name, new=new), dry_run) as (tx, answer):
        kind, count = activity_kinds.rename(tx, activity_kinds.named(tx.connection, name), new)
        sentence = _("The kind would be {name}") if dry_run else _("The kind is now {name}")
        answer(kind, sentence + (", " + _on(count) if count else ""))


def remove(name: str, into: str, dry_run: bool) -> None:
    """Removes a kind, and says what became of its activities."""
    with _writing(_("removed the kind {name}").format(name=name), dry_run) as (tx, answer):
        kind = activity_kinds.named(tx.connection, name)
        heir = activity_kinds.named(tx.connection, into) if into else None
        count = activity_kinds.remove(tx, kind, heir)
        sentence = _("Would remove the kind {name}") if dry_run else _("Removed the kind {name}")
        became = ngettext("{count} activity is now {kind}", "{count} activities are now {kind}", count)
        if count and heir:
            sentence += ", " + became.format(count=f"{count:,}", kind=heir.name)
        answer(kind, sentence)


def _writing(what: str, dry_run: bool) -> AbstractContextManager[tuple[Transaction, Callable[[Kind, str], None]]]:
    """One operation on a kind; what is handed to `answer` inside is said once it is committed."""
    return saving.one_operation(
        what,
        dry_run,
        row=lambda kind: as_row(kind, _uses(kind)),
        in_words=lambda kind: {"name": kind.name},
        unchanged=_("Nothing to change in the kind {name}"),
    )


def _uses(kind: Kind) -> int:
    connection: sqlite3.Connection = context.current().writing().connection
    return activity_kinds.uses(connection).get(kind.name, 0)


def _touch(name: str, is_touch: bool) -> str:
    """Whether a kind touches, in words; of letters it depends on who wrote."""
    if name in activity_kinds.WRITTEN:
        return _("received")
    return _("yes") if is_touch else _("no")


def _on(count: int) -> str:
    return ngettext("on {count} activity", "on {count} activities", count).format(count=f"{count:,}")
