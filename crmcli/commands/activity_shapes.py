"""How activities are shown on the line: their documented JSON, the columns of a list, and what stands for one in a
sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import clock, context
from crmcli.i18n import _
from crmcli.output import Column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from crmcli.dates import When
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


def kind_of(kind: str, direction: str | None, outcome: str | None) -> str:
    """A kind with what is not usual about it: `missed call`, `incoming email`."""
    if direction == "incoming":
        kind = _("incoming {kind}").format(kind=kind)
    return _("missed {kind}").format(kind=kind) if outcome == "missed" else kind


def in_words(activity: Activity, who: Who) -> str:
    """What stands for an activity in a sentence: `call with Budi Santoso (c41)`."""
    named = listed([f"{name} (c{contact_id})" for contact_id, name in who])
    return _with(activity, named)


def in_history(activity: Activity, who: Who) -> str:
    """What stands for an activity in the history: `call with Budi Santoso`."""
    return _with(activity, listed([name for _contact_id, name in who[:3]]))


def listed(texts: Sequence[str]) -> str:
    """Texts one after the other, the last with `and`."""
    if len(texts) < 2:
        return "".join(texts)
    return _("{several} and {last}").format(several=", ".join(texts[:-1]), last=texts[-1])


def facts(activity: Activity) -> list[str]:
    """What is known of an activity besides: how long it took, what it cost."""
    known = [_("{minutes} min").format(minutes=activity.minutes)] if activity.minutes else []
    return [*known, cost_of(activity)] if activity.cost else known


def cost_of(activity: Activity) -> str:
    """What an activity cost, as people read it: `IDR 50,000`; empty where that is not known."""
    if activity.cost is None or activity.currency is None:
        return ""
    from crmcli.money import Money

    return Money(activity.cost, activity.currency).shown()


def when(at: str, is_timed: bool, zone: str) -> When:
    """The day, and the time where that is known, on the clock where the user works."""
    from crmcli.dates import When

    local = _local(at, zone)
    return When(local.date(), local.time().replace(second=0) if is_timed else None)


def _with(activity: Activity, who: str) -> str:
    kind = kind_of(activity.kind, activity.direction, activity.outcome)
    if activity.kind == "note":
        return _("{what} on {who}").format(what=kind, who=who)
    if activity.kind in ("email", "message", "gift"):
        sentence = _("{what} from {who}") if activity.direction == "incoming" else _("{what} to {who}")
        return sentence.format(what=kind, who=who)
    return _("{what} with {who}").format(what=kind, who=who)


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
