"""What `crm contact merge` answers: a sentence; with --dry-run each field: what is kept, whose, and what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import context, diagnostics
from crmcli.commands import saving
from crmcli.i18n import _, ngettext
from crmcli.output import TABLE, Column
from crmcli.store import merge_values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crmcli.store.db import Transaction
    from crmcli.store.merge_values import Dropped, Kept
    from crmcli.store.merging import Merged

_MOST_NAMED = 4  # contacts or values in a sentence; a dry run shows all


def as_row(merged: Merged) -> dict[str, Any]:
    """A merge as its documented JSON."""
    return {
        "id": merged.contact_id,
        "name": merged.name,
        "former": [{"id": number, "name": name} for number, name in merged.former],
        "fields": [_field_row(kept) for kept in merged.fields],
    }


def _field_row(kept: Kept) -> dict[str, Any]:
    return {
        "field": kept.field,
        "value": kept.value,
        "from": kept.contact_id,
        "dropped": [{"id": drop.contact_id, "value": drop.value, "into": drop.into} for drop in kept.dropped],
    }


def columns(mode: str) -> list[Column]:
    """The columns of a dry run; on a terminal the title of the table says which contact it is."""
    whose = Column("id", _("Id"), lambda row: f"c{row['id']}")
    return [
        *([] if mode == TABLE else [whose]),
        Column("field", _("Field"), lambda row: str(row["field"]).replace("_", " ")),
        Column("value", _("Kept"), is_wide=True),
        Column("from", _("From"), lambda row: f"c{row['from']}"),
        Column("dropped", _("Not kept there"), lambda row: "; ".join(map(_dropped, row["dropped"])), is_wide=True),
    ]


def _dropped(drop: Mapping[str, Any]) -> str:
    """A value that does not hold, and where it goes."""
    said = f"{drop['value']} (c{drop['id']})"
    places = {
        merge_values.IN_NOTES: _("to the notes"),
        merge_values.IN_NICKNAME: _("to the nicknames"),
        merge_values.IN_ATTACHMENTS: _("to the attachments"),
        merge_values.AS_THE_SAME: "",
    }
    place = places.get(drop["into"], _("as {field}").format(field=drop["into"]))
    return f"{said} {place}".rstrip()


def sentence(merged: Sequence[Merged], names: Mapping[int, str], one: str, several: str) -> str:
    """What was merged into what, in the words for one merge or for several."""
    if not merged:
        return _("Nothing to change.")
    if len(merged) != 1:
        count = sum(len(each.former) for each in merged)
        said = ngettext("{count} contact into another", "{count} contacts into others", count)
        return several.format(count=said.format(count=f"{count:,}"))
    former = merged[0].former
    others = ", ".join(f"c{number} {names.get(number, name)}" for number, name in former)
    if len(former) > _MOST_NAMED:
        others = ngettext("{count} contact", "{count} contacts", len(former)).format(count=f"{len(former):,}")
    return one.format(others=others, kept=f"c{merged[0].contact_id} {merged[0].name}")


def answer(merged: Sequence[Merged], names: Mapping[int, str], tx: Transaction, dry_run: bool) -> None:
    """Says what was merged and how to take it back; a dry run shows it field by field."""
    here = context.current()
    operation = tx.operation_id if tx.is_changed and not dry_run else None
    if here.is_json:
        here.output.document({"merged": [as_row(each) for each in merged], "operation": operation})
        return
    if not dry_run:
        done = sentence(merged, names, _("Merged {others} into {kept}"), _("Merged {count}"))
        here.output.sentence(done + saving.taken_back(operation))
        _say_where(merged)
        return
    for each in merged:
        rows = [{"id": each.contact_id, **_field_row(kept)} for kept in each.fields]
        former = ", ".join(f"c{number} {name}" for number, name in each.former)
        title = f"c{each.contact_id} {each.name} ← {former}"
        here.output.listing(rows, columns(here.mode), ids="c", title=title)
    diagnostics.narrate(sentence(merged, names, _("Would merge {others} into {kept}."), _("Would merge {count}.")))


def _say_where(merged: Sequence[Merged]) -> None:
    """Says of one merge what went to the notes, so that nobody misses it."""
    if len(merged) != 1:
        return
    noted = [(kept.field, drop) for kept in merged[0].fields for drop in kept.dropped if _is_noted(drop)]
    if noted:
        values = ", ".join(f"{field.replace('_', ' ')} {drop.value}" for field, drop in noted[:_MOST_NAMED])
        if len(noted) > _MOST_NAMED:
            values += _(" and {count} more").format(count=f"{len(noted) - _MOST_NAMED:,}")
        diagnostics.narrate(_("In the notes now: {values}.").format(values=values))


def _is_noted(drop: Dropped) -> bool:
    return drop.into == merge_values.IN_NOTES
