"""Merging, in words: what was merged into what, and where a value went that does not hold. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.i18n import _, ngettext
from crmcli.store import merge_values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crmcli.store.merging import Merged

_MOST_NAMED = 4  # contacts or values in a sentence; a dry run shows all


def dropped(value: str, contact_id: int, into: str) -> str:
    """A value that does not hold, and where it goes."""
    said = f"{value} (c{contact_id})"
    places = {
        merge_values.IN_NOTES: _("to the notes"),
        merge_values.IN_NICKNAME: _("to the nicknames"),
        merge_values.IN_ATTACHMENTS: _("to the attachments"),
        merge_values.AS_THE_SAME: "",
    }
    place = places.get(into, _("as {field}").format(field=into))
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


def in_notes(merged: Merged) -> str:
    """What of a merge went to the notes, so that nobody misses it; empty where nothing did."""
    noted = [
        (kept.field, drop) for kept in merged.fields for drop in kept.dropped if drop.into == merge_values.IN_NOTES
    ]
    if not noted:
        return ""
    values = ", ".join(f"{field.replace('_', ' ')} {drop.value}" for field, drop in noted[:_MOST_NAMED])
    if len(noted) > _MOST_NAMED:
        values += _(" and {count} more").format(count=f"{len(noted) - _MOST_NAMED:,}")
    return _("In the notes now: {values}.").format(values=values)
