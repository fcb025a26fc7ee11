"""What `crm doctor` finds of the schedule: whether what is to come by itself can come, and has come."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from crmcli import clock, context
from crmcli.commands import (
    schedule_advice,
    schedule_answers,
    schedule_lists,
    schedule_requests,
    schedule_shapes,
    timing,
)
from crmcli.errors import CrmError
from crmcli.i18n import _, ngettext
from crmcli.schedules import cron, installed, installing, plans, systemd, weekdays
from crmcli.store import last_deliveries
from crmcli.store.checking import OK, PROBLEM, WARNING, Finding

if TYPE_CHECKING:
    from crmcli.schedules.installed import Scheduled

CHECK = "schedule"
_MISSED = 3  # days on which a digest was to come and did not


def findings() -> list[Finding]:
    """What is wrong with the schedule, else one finding that says that all is well."""
    try:
        everything = installed.everything()
    except CrmError as error:
        return [Finding(WARNING, str(error), error.hint, check=CHECK)]
    found = [
        *_changed(),
        *_doubled(everything),
        *_ringing_alike(everything),
        *_unrun(everything),
        *(bad for each in everything for bad in _of(each)),
    ]
    if found:
        return found
    if not everything:
        return [Finding(OK, _("Nothing is scheduled."), check=CHECK)]
    count = len(everything)
    fine = ngettext("What is scheduled can come.", "All {count} that are scheduled can come.", count)
    return [Finding(OK, fine.format(count=count), check=CHECK)]


def _changed() -> Iterator[Finding]:
    for name, runner in installed.changed_by_hand():
        yield Finding(
            WARNING,
            _("{name} was changed by hand; crm leaves it to you and {runner}.").format(name=name, runner=runner),
            _("To have it written anew, take it away first: crm schedule rm {name}").format(name=name),
            check=CHECK,
        )


def _unrun(everything: list[Scheduled]) -> Iterator[Finding]:
    """Those whom nobody runs now."""
    names = [each.plan.name for each in everything if each.runner == cron.NAME]
    if names and not cron.is_running():
        yield Finding(
            WARNING,
            _("No cron seems to run on this machine, so nothing comes of: {all}.").format(all=", ".join(names)),
            _("Start it, and let it start with the machine."),
            check=CHECK,
        )
    for each in everything:
        if each.runner == systemd.NAME and not systemd.is_active(each.plan.name):
            yield Finding(
                WARNING,
                _("systemd does not run the timer of {name}.").format(name=each.plan.name),
                _again(each),
                check=CHECK,
            )


def _doubled(everything: list[Scheduled]) -> Iterator[Finding]:
    names = [each.plan.name for each in everything]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Finding(
            WARNING,
            _("{name} is scheduled twice.").format(name=name),
            _("Take it away and schedule it again: crm schedule rm {name}").format(name=name),
            check=CHECK,
        )


def _ringing_alike(everything: list[Scheduled]) -> Iterator[Finding]:
    """Alerts of this database that ring the same way: each follow-up rings once, by whichever is first."""
    here = [each.plan for each in everything if schedule_lists.is_of_this_database(each)]
    alerts = [plan for plan in here if plan.kind == plans.ALERTS]
    for channel in sorted(set(map(schedule_requests.channel, alerts))):
        names = sorted({plan.name for plan in alerts if schedule_requests.channel(plan) == channel})
        if len(names) > 1:
            yield Finding(
                WARNING,
                _("{all} ring the same way, so each follow-up rings for one of them alone.").format(
                    all=_(" and ").join(names)
                ),
                _("Take away what you do not need: crm schedule rm {name}").format(name=names[-1]),
                check=CHECK,
            )


def _of(scheduled: Scheduled) -> Iterator[Finding]:
    """What keeps one of them from coming; of another database's nothing but whether it can be called."""
    name = scheduled.plan.name
    program = scheduled.call.program[0]
    if not os.access(program, os.X_OK):
        yield Finding(
            PROBLEM,
            _("{name} calls {path}, which is no longer there.").format(name=name, path=program),
            _again(scheduled),
            check=CHECK,
        )
    if not os.path.exists(scheduled.database):
        yield Finding(
            PROBLEM,
            _("{name} is about the database {path}, which is not there.").format(name=name, path=scheduled.database),
            _("Take it away: crm schedule rm {name}").format(name=name),
            check=CHECK,
        )
    elif schedule_lists.is_of_this_database(scheduled):
        yield from _of_this_database(scheduled)


def _of_this_database(scheduled: Scheduled) -> Iterator[Finding]:
    here = context.current()
    if not here.zone:
        yield Finding(
            WARNING,
            _("No time zone is set, so {name} goes by the clock of this machine.").format(name=scheduled.plan.name),
            _("crm settings set timezone {zone} sets it.").format(zone=schedule_answers.own_zone()[0]),
            check=CHECK,
        )
    elif not _is_for_this_clock(scheduled):
        said = _("{name} was scheduled for another clock than {zone}.")
        if scheduled.plan.is_on_weekdays:
            said = _("{name} was scheduled for another clock than {zone}, or for other days than {days}.")
        days = weekdays.in_words(timing.weekend())
        message = said.format(name=scheduled.plan.name, zone=here.zone, days=days)
        yield Finding(WARNING, message, _again(scheduled), check=CHECK)
    yield from _of_deliveries(scheduled)


def _of_deliveries(scheduled: Scheduled) -> Iterator[Finding]:
    thrown_away = schedule_advice.why_thrown_away(scheduled.plan)
    if thrown_away:
        yield Finding(WARNING, thrown_away, _again(scheduled), check=CHECK)
    not_mailed, remedy = schedule_advice.why_not_mailed(scheduled.plan, scheduled.runner)
    if not_mailed:
        yield Finding(WARNING, f"{scheduled.plan.name}: {not_mailed}", remedy, check=CHECK)
    has_failed = schedule_shapes.last_of(scheduled.plan).failed_at is not None  # which another check tells of
    if scheduled.plan.kind == plans.DIGEST and not has_failed and _is_missing(scheduled):
        yield Finding(
            WARNING,
            _("{name} has not come for {count} days, though there is something to tell.").format(
                name=scheduled.plan.name, count=_MISSED
            ),
            _("Look whether {runner} runs on this machine.").format(runner=scheduled.runner),
            check=CHECK,
        )


def _is_for_this_clock(scheduled: Scheduled) -> bool:
    here = context.current()
    mine = replace(scheduled, plan=schedule_requests.for_this_user(scheduled.plan))
    return installing.is_for_this_clock(mine, ZoneInfo(here.zone), clock.local(here.now, here.zone))


def _is_missing(scheduled: Scheduled) -> bool:
    """Whether a digest that had something to tell was not told on the last days on which it was to come.

    An empty digest leaves no trace, so only what was late all the time proves one; a query hides what that would be.
    """
    here = context.current()
    store = here.reading()
    days = plans.last_days(schedule_requests.for_this_user(scheduled.plan), clock.local(here.now, here.zone), _MISSED)
    plan = scheduled.plan
    if store is None or plan.query or plan.is_of_deals or scheduled.mark.since > days[-1]:
        return False
    places = schedule_shapes.places(scheduled.plan)
    return last_deliveries.has_waited_since(store.connection, days[-1]) and not last_deliveries.has_come_on(
        store.connection, days, places
    )


def _again(scheduled: Scheduled) -> str:
    """How to have it written anew."""
    other = "" if schedule_lists.is_of_this_database(scheduled) else scheduled.database
    return _("Schedule it again: {line}").format(line=schedule_requests.line(scheduled.plan, other))
