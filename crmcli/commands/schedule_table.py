"""`crm schedule list` on a terminal: a table as wide as there is room for, and below it whole lines for all the rest.

Nothing is cut: where it does not come from and why it failed is what the list is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crmcli import context, tables, wrapping
from crmcli.commands import schedule_shapes
from crmcli.i18n import _
from crmcli.output import Column

# From the widest to one that has room anywhere; what has no column is said below.
_LAYOUTS = (
    ("name", "when", "to", "with", "next", "last"),
    ("name", "often", "with", "next", "last"),
    ("name", "next"),
)


def show(rows: Sequence[Mapping[str, Any]]) -> None:
    """Writes what is scheduled, for a person at a terminal."""
    output = context.current().output
    layout = next((each for each in _LAYOUTS if _has_room(rows, each)), _LAYOUTS[-1])
    database = [schedule_shapes.database_column()] if layout == _LAYOUTS[0] else []
    output.listing(rows, [*_columns(layout), *database])
    for row in rows:
        for line in _below(row, layout):
            output.sentence(line)


def _has_room(rows: Sequence[Mapping[str, Any]], layout: Sequence[str]) -> bool:
    return tables.needed_width(rows, _columns(layout)) <= wrapping.terminal_width()


def _columns(layout: Sequence[str]) -> list[Column]:
    known = {
        "name": Column("name", _("Name")),
        "when": Column("at", _("When"), schedule_shapes.when),
        "often": Column("at", _("When"), schedule_shapes.how_often),
        "to": Column("mail", _("To"), schedule_shapes.to),
        "with": Column("with", _("With")),
        "next": Column("next", _("Next"), schedule_shapes.next_),
        "last": Column("delivered_at", _("Last"), _last),
    }
    return [known[name] for name in layout]


def _below(row: Mapping[str, Any], layout: Sequence[str]) -> list[str]:
    """What the table does not say of a row, on lines of its own; the reason of a failure always has one."""
    said = []
    if "when" not in layout:
        said.append(schedule_shapes.when(row) if "often" not in layout else schedule_shapes.how_long_before(row))
    if "to" not in layout:
        said.append(schedule_shapes.to(row))
    if "with" not in layout:
        said.append(_("with {runner}").format(runner=row["with"]))
    if "last" not in layout and row["delivered_at"]:
        said.append(_("last {when}").format(when=schedule_shapes.moment(row["delivered_at"])))
    found = [", ".join(filter(None, said))] if said else []
    if row["failed_at"]:
        found.append(schedule_shapes.last(row))
    return [f"{row['name']}: {each}" for each in found]


def _last(row: Mapping[str, Any]) -> str:
    """When it came or failed last, without why."""
    if row["failed_at"]:
        return _("failed {when}").format(when=schedule_shapes.moment(row["failed_at"]))
    return schedule_shapes.last(row)
