"""How activities are shown on the line: their documented JSON and the columns of a list. What stands for one in a
sentence is said in `activity_sentences`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import clock, context
from crmcli.activity_sentences import cost_of as cost_of
from crmcli.activity_sentences import facts as facts
from crmcli.activity_sentences import in_history as in_history
from crmcli.activity_sentences import in_words as in_words
from crmcli.activity_sentences import kind_of as kind_of
from crmcli.activity_sentences import listed as listed
from crmcli.activity_sentences import when as when
from crmcli.i18n import _
from crmcli.output import Column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from crmcli.store.activities import Activity

    Who = Sequence[tuple[int, str]]


def as_row(activity: Activity, who: Who) -> dict[str, Any]:
    """An activity as its documented JSON: every key always there, null where unknown."""
    return {
        "id": activity.id,
        "kind": activity.kind,
        "direction": activity.direction,
        "outcome": None if activity.outcome == "none" else activity.outcome,
        "at": activity.at,
        "is_timed": bool(activity.timed),
        "minutes": activity.minutes,
        "cost": _cost(activity),
        "summary": activity.summary or None,
        "body": activity.body,
        "contacts": [{"id": contact_id, "name": name} for contact_id, name in who],
        "source": activity.source,
        "created_at": activity.created_at,
        "updated_at": activity.updated_at,
        "deal": {"id": activity.deal_id, "title": activity.deal} if activity.deal_id else None,
    }


def columns() -> list[Column]:
    """The columns of a list of activities."""
    return [
        Column("id", _("Id"), lambda row: f"a{row['id']}"),
        Column("at", _("When"), lambda row: moment(row["at"], row["is_timed"])),
        Column("kind", _("What"), lambda row: kind_of(row["kind"], row["direction"], row["outcome"])),
        Column("contacts", _("Who"), lambda row: _names(row["contacts"]), is_wide=True),
        Column("summary", _("Text"), is_wide=True),
        Column("minutes", _("Min."), is_number=True, is_extra=True),
        Column("deal", _("Deal"), deal_of, is_extra=True),
    ]


def deal_of(row: Mapping[str, Any]) -> str:
    """`d7 Fleet policy`; empty where it was about none."""
    return f"d{row['deal']['id']} {row['deal']['title']}" if row["deal"] else ""


def _cost(activity: Activity) -> dict[str, str] | None:
    if activity.cost is None or activity.currency is None:
        return None
    from crmcli import money

    return money.as_row(activity.cost, activity.currency)


def moment(at: str, is_timed: bool) -> str:
    """The local day, and the time where that is known, as lists have it: `2026-11-24 16:00`."""
    local = _local(at, context.current().zone)
    return f"{local:%Y-%m-%d %H:%M}" if is_timed else f"{local:%Y-%m-%d}"


def _local(at: str, zone: str) -> datetime:
    from datetime import datetime

    return clock.local(datetime.fromisoformat(at), zone)


def _names(contacts: Sequence[dict[str, Any]]) -> str:
    return ", ".join(str(contact["name"]) for contact in contacts)
