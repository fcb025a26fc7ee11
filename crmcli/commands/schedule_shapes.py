"""How something scheduled is shown: its documented JSON, the columns of the list, and the words of a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from crmcli import context, settings
from crmcli.i18n import _, ngettext
from crmcli.output import Column
from crmcli.schedules import plans, weekdays
from crmcli.schedules.calls import Call
from crmcli.schedules.plans import Plan

if TYPE_CHECKING:
    from crmcli.store.last_deliveries import Last

_STDOUT = "stdout"


def as_row(plan: Plan, call: Call, database: str, runner: str, since: str, last: Last | None) -> dict[str, Any]:
    """Something scheduled as its documented JSON; without `last` nothing is known of what came of it."""
    from crmcli.store import db

    is_digest = plan.kind == plans.DIGEST
    command = "" if is_digest else plan.command or settings.load().get("alert_command", "")
    return {
        "name": plan.name,
        "kind": plan.kind,
        "with": runner or None,
        "at": f"{plan.at:%H:%M}" if is_digest else None,
        "weekdays": plan.is_on_weekdays,
        "every_minutes": None if is_digest else plan.every,
        "mail": plan.mail or None,
        "notify": plan.is_notifying or (not is_digest and not command),
        "command": command or None,
        "before": plan.before or None,
        "days": plan.days,
        "deals": plan.is_of_deals,
        "query": list(plan.query),
        "next": db.instant(upcoming(plan, last)),
        "delivered_at": last.delivered_at if last else None,
        "failed_at": last.failed_at if last else None,
        "problem": last.problem if last else None,
        "since": since,
        "program": " ".join(call.program),
        "database": database,
    }


def last_of(plan: Plan) -> Last:
    """How a plan went last, by the ledger of this database."""
    from crmcli.store import last_deliveries

    store = context.current().reading()
    if store is None:
        return last_deliveries.Last()
    if plan.kind == plans.ALERTS:
        return last_deliveries.of_alerts(store.connection)
    return last_deliveries.of_digest(store.connection, places(plan))


def upcoming(plan: Plan, last: Last | None) -> datetime:
    """When it may come next, on the clock on the user's wall: a digest also today, where it was not told yet."""
    from crmcli.commands import schedule_requests, timing

    now = timing.local_now()
    delivered_at = last.delivered_at if last and not last.failed_at else None
    is_told = last is None or (delivered_at is not None and _local(delivered_at).date() == now.date())
    return plans.upcoming(schedule_requests.for_this_user(plan), now, is_told=is_told)


def columns() -> list[Column]:
    """The columns of the list, in a pipe and in a file."""
    return [
        Column("name", _("Name")),
        Column("at", _("When"), when),
        Column("mail", _("To"), to, is_wide=True),
        Column("with", _("With")),
        Column("next", _("Next"), next_),
        Column("delivered_at", _("Last"), last, is_wide=True),
        database_column(),
    ]


def database_column() -> Column:
    """The column of the database, which is left out first."""
    return Column("database", _("Database"), is_extra=True)


def when(row: Mapping[str, Any]) -> str:
    """When it comes, in words: `07:00 Mon–Fri`, `every 5 minutes, 15m before`."""
    return ", ".join(filter(None, (how_often(row), how_long_before(row))))


def how_often(row: Mapping[str, Any]) -> str:
    """The same without how long before a follow-up alerts ring."""
    from crmcli.commands import timing

    if row["kind"] == plans.ALERTS:
        count = row["every_minutes"]
        return ngettext("every minute", "every {count} minutes", count).format(count=count)
    return f"{row['at']} {weekdays.in_words(timing.weekend()) if row['weekdays'] else _('every day')}"


def how_long_before(row: Mapping[str, Any]) -> str:
    """How long before a follow-up alerts ring, where that was said: `15m before`."""
    return _("{before} before").format(before=row["before"]) if row["before"] else ""


def next_(row: Mapping[str, Any]) -> str:
    """When it comes next, in words."""
    return moment(row["next"])


def to(row: Mapping[str, Any]) -> str:
    """Where it goes, in words, and of whom it tells."""
    said = [row["mail"] or "", _("notification") if row["notify"] else "", row["command"] or ""]
    goes = [each for each in said if each] or [_("printed")]
    about = [_("deals")] if row["deals"] else []
    return " · ".join([*goes, *about, *([" ".join(row["query"])] if row["query"] else [])])


def places(plan: Plan) -> list[str]:
    """Which digest it is, of whom it tells and where it goes, as the ledger of deliveries names it behind the day."""
    ways = ([f"mail:{plan.mail.lower()}"] if plan.mail else []) + (["notify"] if plan.is_notifying else [])
    named = [f"--name={plan.name}"] if plan.name != plans.DIGEST else []
    only = ["--deals"] if plan.is_of_deals else []
    return [" ".join([*named, *only, *plan.query, way]) for way in ways or [_STDOUT]]


def last(row: Mapping[str, Any]) -> str:
    """When it came last, or when it failed and why, in words; empty where nothing is known."""
    if row["failed_at"]:
        return _("failed {when}: {problem}").format(when=moment(row["failed_at"]), problem=row["problem"] or "")
    return moment(row["delivered_at"]) if row["delivered_at"] else ""


def moment(instant: str) -> str:
    """An instant on the clock on the user's wall, to the minute."""
    from crmcli import dates

    local = _local(instant)
    return dates.When(local.date(), local.time().replace(second=0)).short(context.current().today)


def _local(instant: str) -> datetime:
    from crmcli import clock

    return clock.local(datetime.fromisoformat(instant), context.current().zone)
