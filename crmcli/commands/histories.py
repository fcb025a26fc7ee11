"""Histories: the operations as a list, those of one contact or deal, and one of them in detail."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from crmcli import clock, context, diagnostics, glyphs
from crmcli.commands import choosing
from crmcli.commands.turning import as_row
from crmcli.errors import NotFound
from crmcli.i18n import _
from crmcli.output import IDS, Column

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from crmcli.store.contacts import Contact
    from crmcli.store.groups import Group
    from crmcli.store.history import Change
    from crmcli.store.operations import Operation

_DETAILS = 200  # changed rows that the detail of one operation shows; an import of thousands says so
_NEWEST = 20


def show(ref: str, limit: int | None) -> None:
    """Writes the history: all of it, a contact's or a deal's, or what one operation changed; without a limit, what is
    handy."""
    from crmcli.store import history, operations, refs

    here = context.current()
    store = here.reading()
    if ref and refs.numbered(ref, "o") is not None and not ref.isdigit():
        _operation(operations.get(_connection(), refs.operation(ref)), _DETAILS if limit is None else limit)
        return
    limit = _NEWEST if limit is None else limit
    found: list[Operation] = []
    if (deal_id := refs.numbered(ref, "d")) is not None and not ref.isdigit():
        found = _of_deal(deal_id, limit)
    elif ref:
        found = history.of_contact(choosing.connection(), choosing.contact(ref, with_removed=True), limit)
    elif store is not None:
        found = operations.newest(store.connection, limit)
    here.output.listing([as_row(operation) for operation in found], columns(), ids="o")
    if not found:
        diagnostics.narrate(_("Nothing has been changed yet."))


def _of_deal(deal_id: int, limit: int) -> list[Operation]:
    """What was done with a deal, also with one that was removed. Raises NotFound where there never was one."""
    from crmcli.store import deals, history

    connection = _connection()
    found = history.of_deal(connection, deal_id, limit)
    if not found:
        deals.get(connection, deal_id)
    return found


def columns() -> list[Column]:
    """The columns of the history."""
    return [
        Column("id", _("Id"), lambda row: f"o{row['id']}"),
        Column("at", _("When"), lambda row: _local(row["at"])),
        Column("what", _("What")),
        Column("state", _("State"), lambda row: "" if row["state"] == "done" else _("undone")),
        Column("command", _("Command"), is_wide=True, is_extra=True),
    ]


def _local(at: str) -> str:
    from datetime import datetime

    zone = context.current().zone
    return f"{clock.local(datetime.fromisoformat(at), zone):%Y-%m-%d %H:%M}"


def _connection() -> sqlite3.Connection:
    store = context.current().reading()
    if store is None:
        raise NotFound(_("Nothing has been changed yet."))
    return store.connection


def _operation(operation: Operation, most: int) -> None:
    """Writes what one operation changed, a line a value."""
    from crmcli.store import history

    here = context.current()
    connection = _connection()
    changes = history.changes(connection, operation, most)
    rows = [row for change, name in history.names(connection, changes) for row in _rows(change, name)]
    if here.is_json:
        here.output.document({**as_row(operation), "changes": rows})
        return
    if here.mode == IDS:
        # Many rows may be of one contact, and some of none.
        rows = list({row["contact_id"]: row for row in rows if row["contact_id"]}.values())
    here.output.listing(rows, _detail_columns(), ids=lambda row: f"c{row['contact_id']}")
    if most and len(changes) >= most:
        diagnostics.narrate(_("Only the first {count} are shown; --limit 0 shows all.").format(count=most))
    if not changes and (operation.pruned or operation.purged):
        diagnostics.narrate(_("The details of {ref} are no longer kept.").format(ref=operation.ref))


def _detail_columns() -> list[Column]:
    tables = {"membership": _("in group"), "contact group": _("group"), "contact uid": "UID"}
    return [
        Column("contact_id", _("Contact"), lambda row: f"c{row['contact_id']}" if row["contact_id"] else ""),
        Column("name", _("Name"), is_wide=True),
        Column("table", _("What"), lambda row: str(tables.get(row["table"], row["table"]))),
        Column("action", _("Done")),
        Column("column", _("Field")),
        Column("before", _("Before"), is_wide=True),
        Column("after", _("After"), is_wide=True),
    ]


def _rows(change: Change, name: str) -> list[dict[str, Any]]:
    """One row a value that changed; for what was added or removed as a whole, one row that names it."""
    whole = change.after or change.before or {}
    base = {
        "contact_id": change.contact_id,
        "name": name or whole.get("key") or (whole.get("name") if change.contact_id is None else None),
        "table": change.table.replace("_", " "),
        "row": change.row_id,
    }
    # What a merge moved from one contact to another is new where it is now.
    is_moved = change.before is not None and change.before.get("contact_id") != whole.get("contact_id")
    if change.before is not None and change.after is not None and not is_moved:
        return [
            {**base, "action": "changed", **_difference(column, before, after, whole)}
            for column, (before, after) in change.differences.items()
        ]
    said = _named(change.table, whole)
    is_added = change.before is None or is_moved
    return [
        {
            **base,
            "action": "added" if is_added else "removed",
            "column": None,
            "before": None if is_added else said,
            "after": said if is_added else None,
        }
    ]


def _difference(column: str, before: Any, after: Any, row: Mapping[str, Any]) -> dict[str, str | None]:
    """A value that changed; an employer and a stage by the name they have now, a sum as it is written."""
    if column == "stage_id":
        return {"column": "stage", "before": _stage(before), "after": _stage(after)}
    if column in ("value", "commission") and row.get("currency"):
        return {"column": column, "before": _sum(before, row), "after": _sum(after, row)}
    if column != "employer_id":
        return {"column": column, "before": _text(before), "after": _text(after)}
    from crmcli.store import contacts

    return {
        "column": "company",
        "before": _name_of(contacts.get, before),
        "after": _name_of(contacts.get, after),
    }


def _named(table: str, row: dict[str, Any]) -> str | None:
    """What a row is known by: a group by its name, a day by its date, anything else by what stands in it."""
    if table == "membership":
        from crmcli.store import groups

        return _name_of(groups.get, row["group_id"])
    if table == "deal":
        return f"d{row['id']} {row['title']}"
    if table == "stage_move":
        arrow = " → " if glyphs.has_unicode() else " -> "
        return arrow.join(filter(None, [_stage(row["from_stage_id"]), _stage(row["to_stage_id"])]))
    if table == "deal_contact":
        return f"d{row['deal_id']}"
    if table == "occasion":
        year = f"{row['year']:04d}" if row["year"] else "-"
        return f"{row['kind']} {year}-{row['month']:02d}-{row['day']:02d}"
    if table == "relation":
        return f"{row['kind']} {row['other_name']}"
    if table in ("merged_contact", "distinct_pair"):
        return f"c{row['former_id'] if table == 'merged_contact' else row['other_id']}"
    if table == "participant":
        return f"a{row['activity_id']}"
    if table == "activity" and row["summary"]:
        return f"{row['kind']} {row['summary']}"
    if table == "followup":
        return f"f{row['id']} {row['what']}, {row['due']}"
    return next(
        (_text(row[key]) for key in ("value", "name", "tag", "uid", "street", "city", "kind") if row.get(key)), None
    )


def _stage(number: int | None) -> str | None:
    """The name of a stage; None where it is gone."""
    from crmcli.store import stages

    try:
        return stages.get(_connection(), number).name if number else None
    except NotFound:
        return None


def _sum(amount: int | None, row: Mapping[str, Any]) -> str | None:
    from crmcli.commands import deal_shapes

    return deal_shapes.shown(deal_shapes.sum_of(amount, row["currency"])) or None


def _name_of(get: Callable[[sqlite3.Connection, int], Contact | Group], number: int | None) -> str | None:
    """The name of a contact or a group; None where it is gone."""
    try:
        return get(_connection(), number).name if number else None
    except NotFound:
        return None


def _text(value: object) -> str | None:
    return None if value is None else str(value)
