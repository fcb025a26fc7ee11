"""What `crm schedule` was asked for: from the words on the line to a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time

from crmcli import context
from crmcli.errors import Invalid, Usage
from crmcli.i18n import _
from crmcli.schedules import calls, plans
from crmcli.schedules.installing import Order
from crmcli.schedules.plans import Plan
from crmcli.schedules.weekdays import SATURDAY_AND_SUNDAY

_MIDNIGHT = datetime(2001, 1, 1)  # a bare time said at midnight is one of the same day
_LATER = (datetime(2001, 1, 3), datetime(2001, 1, 3, 11, 17))


def digest(
    name: str,
    when: str,
    query: Sequence[str],
    weekdays: bool,
    mail: Sequence[str],
    notify: bool,
    days: int,
    *,
    is_of_deals: bool = False,
) -> Plan:
    """The plan of a digest. Raises Usage for several addresses, Invalid for a time, address or query that cannot be."""
    from crmcli.commands import listing, timing

    listing.criterion(query)
    return plans.checked(
        Plan(
            name,
            plans.DIGEST,
            at=_time(when),
            is_on_weekdays=weekdays,
            weekend=timing.weekend() if weekdays else SATURDAY_AND_SUNDAY,
            mail=_mailbox(mail),
            is_notifying=notify,
            days=days,
            query=tuple(query),
            is_of_deals=is_of_deals,
        )
    )


def _mailbox(given: Sequence[str]) -> str:
    if len(given) > 1:
        raise Usage(
            _("One schedule mails to one address."),
            _("Schedule the digest once more under another name: --mail {address} --name second.").format(
                address=given[1]
            ),
        )
    if not given:
        return ""
    from crmcli.delivery import addresses

    return addresses.mailbox(given[0])


def alerts(name: str, before: str, every: str, command: str) -> Plan:
    """The plan of alerts. Raises Invalid for a length that cannot be."""
    from crmcli import lengths
    from crmcli.commands import alert_requests

    if before:
        ahead = alert_requests.minutes(before)
        before = f"{ahead}m" if ahead else "0"
    return plans.checked(Plan(name, plans.ALERTS, every=lengths.minutes(every), before=before, command=command))


def channel(plan: Plan) -> str:
    """What the ledger calls the way in which alerts ring."""
    from crmcli.commands import alert_requests

    is_by_notification = plan.is_notifying and not plan.command
    return alert_requests.requested("", plan.command, is_by_notification=is_by_notification).channel


def for_this_user(plan: Plan) -> Plan:
    """A plan that was read back, with the weekend of the user, which no crontab and no unit says."""
    from crmcli.commands import timing

    return replace(plan, weekend=timing.weekend()) if plan.is_on_weekdays else plan


def line(plan: Plan, database: str = "") -> str:
    """The line that schedules a plan, for another database than that of this call where one is given."""
    import shlex

    said = ["crm", *(["--db", database] if database else []), "schedule", plan.kind]
    said += [f"{plan.at:%H:%M}"] if plan.kind == plans.DIGEST else ["--every", f"{plan.every}m"]
    said += ["--name", plan.name] if plan.name != plan.kind else []
    said += ["--weekdays"] if plan.is_on_weekdays else []
    for option, value in (("--mail", plan.mail), ("--before", plan.before), ("--command", plan.command)):
        said += [option, value] if value else []
    said += ["--notify"] if plan.is_notifying else []
    said += ["--days", str(plan.days)] if plan.days else []
    said += ["--deals"] if plan.is_of_deals else []
    said += ["--"] if any(word.startswith("-") for word in plan.query) else []
    return shlex.join([*said, *plan.query])


def order(plan: Plan, zone: str) -> Order:
    """The plan with how this machine calls it; `zone` is the user's."""
    import os
    import sys
    from zoneinfo import ZoneInfo

    from crmcli import clock

    here = context.current()
    call = calls.of_this(sys.argv, here.database, os.environ)
    return Order(plan, call, ZoneInfo(zone), clock.local(here.now, zone))


def _time(text: str) -> time:
    """The time of the day that is meant, whatever the clock says now. Raises Invalid for one that is not clear."""
    from crmcli import dates
    from crmcli.dates.writing import HINT

    written = f"at {text}" if text.strip().isdecimal() else text
    try:
        found = dates.upcoming(written, _MIDNIGHT)
    except Invalid as error:
        if error.hint != HINT:  # which asks for a day
            raise
        raise _no_time(text) from None
    if found.time is None or (found.day > _MIDNIGHT.date() and found.time != time()):
        raise _no_time(text)
    for now in _LATER:  # a day stays where it is, and a span of time moves with the clock
        try:
            other = dates.upcoming(written, now)
        except Invalid:
            raise _no_time(text) from None
        if other.time != found.time or other.day == found.day:
            raise _no_time(text)
    return found.time


def _no_time(text: str) -> Invalid:
    return Invalid(
        _("'{text}' is not a time of the day.").format(text=text), _("Write one such as 07:00, 7am or 18:30.")
    )
