"""How deals are shown on the line: their documented JSON, the columns of a list, the lines of one, words in a sentence.

Of what may be wrong with a deal the worst is its state: `slipped`, then `stalled`, then `unplanned`; a closed one is
`won`, `lost` or `void`.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from crmcli import clock, context, dates, money
from crmcli.deal_sentences import in_brief, in_full
from crmcli.i18n import _, ngettext
from crmcli.output import TABLE, Column
from crmcli.store import deal_states, deal_values

__all__ = ["in_brief", "in_full"]

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from crmcli.store.deal_lists import Listed
    from crmcli.store.deals import Deal


def as_row(deal: Deal, now: datetime | None = None, today: date | None = None) -> dict[str, Any]:
    """A deal as its documented JSON. Whoever writes many says the instant and the day where the user works."""
    now, today = now or context.current().now, today or context.current().today
    return {
        "id": deal.id,
        "title": deal.title,
        "contact": {"id": deal.contact_id, "name": deal.contact} if deal.contact_id else None,
        "company": deal.company,
        "pipeline": deal.pipeline,
        "stage": deal.stage,
        "outcome": deal.outcome,
        "state": state(deal, now, today),
        "value": sum_of(deal.value, deal.currency),
        "chance": deal_values.percentage(deal.chance),
        "is_own_chance": deal.own_chance is not None,
        "weighted": sum_of(deal.weighted, deal.currency),
        "commission": sum_of(deal.commission, deal.currency),
        "commission_rate": None if deal.commission_rate is None else deal_values.percentage(deal.commission_rate),
        "expected_close": deal.expected_close,
        "next": {"id": deal.next_id, "what": deal.next_what, "due": deal.next_due} if deal.next_id else None,
        "is_slipped": deal_states.is_slipped(deal, today),
        "is_stalled": deal_states.is_stalled(deal, now),
        "days_in_stage": deal_states.days_in_stage(deal, now),
        "stage_since": deal.stage_since,
        "quiet_since": deal.quiet_since,
        "tags": list(deal.tags),
        "source": deal.source,
        "lost_reason": deal.lost_reason,
        "notes": deal.notes,
        "fields": deal.own_fields,
        "closed_at": deal.closed_at,
        "created_at": deal.created_at,
        "updated_at": deal.updated_at,
    }


def state(deal: Deal | Listed, now: datetime, today: date) -> str | None:
    """The worst that is wrong with an open deal, or how it ended; None where all is well."""
    if not deal.is_open:
        return deal.outcome
    if deal_states.is_slipped(deal, today):
        return "slipped"
    if deal_states.is_stalled(deal, now):
        return "stalled"
    return "unplanned" if deal_states.is_without_next(deal) else None


def facts() -> list[Column]:
    """The lines of one deal."""
    return [
        Column("id", _("Id"), lambda row: f"d{row['id']}"),
        Column("contact", _("With"), lambda row: ", ".join(filter(None, [who(row["contact"]), row["company"]]))),
        Column("stage", _("Stage"), lambda row: f"{row['pipeline']} / {row['stage']}, {in_stage(row)}"),
        Column("value", _("Value"), lambda row: shown(row["value"])),
        Column("chance", _("Chance"), _chance),
        Column("commission", _("Commission"), _commission),
        Column("expected_close", _("Close"), lambda row: _close_in_full(row)),
        Column("next", _("Next step"), _next_in_full),
        Column("tags", _("Tags")),
        Column("source", _("Source")),
        Column("lost_reason", _("Reason")),
        Column("closed_at", _("Closed"), lambda row: _day(row["closed_at"])),
        Column("created_at", _("Since"), lambda row: _day(row["created_at"])),
        Column("fields", _("Fields"), lambda row: "; ".join(f"{key}: {value}" for key, value in row["fields"].items())),
        Column("notes", _("Notes")),
    ]


def candidate(deal: Deal) -> str:
    """What stands for a deal among several that may be meant: `d7 · Fleet policy · Budi Santoso · proposal`."""
    return " · ".join(part for part in (deal.ref, deal.title, deal.contact, deal.stage) if part)


def sum_of(amount: int | None, currency: str | None) -> dict[str, str] | None:
    """A sum in minor units as its documented JSON; None where there is none."""
    return None if amount is None or currency is None else money.as_row(amount, currency)


def shown(value: Mapping[str, str] | None) -> str:
    """A sum of the documented JSON in full, `IDR 85,000,000`; empty for none."""
    if value is None:
        return ""
    whole, _point, rest = value["amount"].partition(".")
    return f"{value['currency']} {int(whole):,}" + (f".{rest}" if rest.strip("0") or len(rest) > 2 else "")


def in_words(state: str | None) -> str:
    """A state as people read it; empty for none, and for what a list of closed deals says anyway."""
    return {"slipped": _("slipped"), "stalled": _("stalled"), "unplanned": _("no next step")}.get(state or "", "")


def who(contact: Mapping[str, Any] | None) -> str:
    """`Budi Santoso (c41)`; empty for nobody."""
    return f"{contact['name']} (c{contact['id']})" if contact else ""


def in_stage(row: Mapping[str, Any]) -> str:
    """For how many days a deal has been in its stage, or was since it ended: `16 days`."""
    return ngettext("{count} day", "{count} days", row["days_in_stage"]).format(count=row["days_in_stage"])


def local_day(instant: str | None) -> str:
    """The day of an instant where the user works; empty without one."""
    if not instant:
        return ""
    return f"{clock.local(datetime.fromisoformat(instant), context.current().zone):%Y-%m-%d}"


def _day(instant: str | None) -> str:
    """The day of an instant as a person reads it, or in a pipe as a program does; empty without one."""
    day = local_day(instant)
    return dates.shown(day) if day and context.current().mode == TABLE else day


def _chance(row: Mapping[str, Any]) -> str:
    said = f"{row['chance']}%"
    return f"{said} · {shown(row['weighted'])}" if row["weighted"] and not row["closed_at"] else said


def _commission(row: Mapping[str, Any]) -> str:
    if row["commission"] is None:
        return f"{row['commission_rate']}%" if row["commission_rate"] else ""
    return shown(row["commission"]) + (f" ({row['commission_rate']}%)" if row["commission_rate"] else "")


def _close_in_full(row: Mapping[str, Any]) -> str:
    if not row["expected_close"]:
        return ""
    return dates.shown(row["expected_close"]) + (" · " + _("slipped") if row["is_slipped"] else "")


def _next_in_full(row: Mapping[str, Any]) -> str:
    if row["next"]:
        return f"f{row['next']['id']} {row['next']['what']}, {dates.shown(row['next']['due'])}"
    return "" if row["closed_at"] else _("none")
