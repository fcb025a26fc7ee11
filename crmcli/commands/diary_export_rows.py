"""The records of an export of the diary, and their columns in CSV: the documented JSON, spread over cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.commands import activity_shapes, followup_shapes
from crmcli.output import Column

if TYPE_CHECKING:
    from datetime import datetime

    from crmcli.store.activities import Entry
    from crmcli.store.followups import Followup
    from crmcli.store.yearly_days import YearlyDay


def of_followup(followup: Followup, now: datetime) -> dict[str, Any]:
    """A follow-up as `crm followup list` answers it."""
    return followup_shapes.as_row(followup, now)


def of_activity(entry: Entry) -> dict[str, Any]:
    """An activity as `crm activity list` answers it."""
    return activity_shapes.as_row(entry.activity, entry.who)


def of_occasion(day: YearlyDay) -> dict[str, Any]:
    """An occasion as its documented JSON."""
    occasion = day.occasion
    return {
        "contact": {"id": occasion.contact_id, "name": day.name},
        "kind": occasion.kind,
        "date": occasion.date,
        "year": occasion.year,
        "month": occasion.month,
        "day": occasion.day,
    }


def _plain(*keys: str) -> list[Column]:
    return [Column(key, key) for key in keys]


def _contact() -> list[Column]:
    return [
        Column("contact_id", "contact_id", lambda row: str(row["contact"]["id"]) if row["contact"] else ""),
        Column("contact", "contact", lambda row: row["contact"]["name"] if row["contact"] else ""),
    ]


COLUMNS = {
    "followups": [
        *_plain("id", "due", "minutes", "what"),
        *_contact(),
        *_plain("place", "note", "priority", "repeat"),
        Column("warn_days", "warn_days", lambda row: ",".join(map(str, row["warn_days"]))),
        *_plain("planned", "snoozes", "done_at", "created_at", "updated_at"),
    ],
    "occasions": [*_contact(), *_plain("kind", "date", "year", "month", "day")],
    "activities": [
        *_plain("id", "at", "kind", "direction", "outcome"),
        Column("contact_ids", "contact_ids", lambda row: ";".join(str(each["id"]) for each in row["contacts"])),
        Column("contacts", "contacts", lambda row: "; ".join(each["name"] for each in row["contacts"])),
        *_plain("summary", "body", "minutes"),
        Column("cost", "cost", lambda row: row["cost"]["amount"] if row["cost"] else ""),
        Column("currency", "currency", lambda row: row["cost"]["currency"] if row["cost"] else ""),
        *_plain("source", "created_at", "updated_at"),
    ],
}
