"""What `crm contact merge` answers: a sentence; with --dry-run each field: what is kept, whose, and what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import context, diagnostics, merge_sentences
from crmcli.commands import saving
from crmcli.i18n import _
from crmcli.output import TABLE, Column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crmcli.store.db import Transaction
    from crmcli.store.merge_values import Kept
    from crmcli.store.merging import Merged


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
    return merge_sentences.dropped(drop["value"], drop["id"], drop["into"])


def answer(merged: Sequence[Merged], names: Mapping[int, str], tx: Transaction, dry_run: bool) -> None:
    """Says what was merged and how to take it back; a dry run shows it field by field."""
    here = context.current()
    operation = tx.operation_id if tx.is_changed and not dry_run else None
    if here.is_json:
        here.output.document({"merged": [as_row(each) for each in merged], "operation": operation})
        return
    if not dry_run:
        done = merge_sentences.sentence(merged, names, _("Merged {others} into {kept}"), _("Merged {count}"))
        here.output.sentence(done + saving.taken_back(operation))
        noted = merge_sentences.in_notes(merged[0]) if len(merged) == 1 else ""
        if noted:
            diagnostics.narrate(noted)
        return
    for each in merged:
        rows = [{"id": each.contact_id, **_field_row(kept)} for kept in each.fields]
        former = ", ".join(f"c{number} {name}" for number, name in each.former)
        title = f"c{each.contact_id} {each.name} ← {former}"
        here.output.listing(rows, columns(here.mode), ids="c", title=title)
    diagnostics.narrate(
        merge_sentences.sentence(merged, names, _("Would merge {others} into {kept}."), _("Would merge {count}."))
    )
