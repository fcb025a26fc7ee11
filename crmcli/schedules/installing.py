"""Telling cron or systemd of a plan: what would be written, and writing it. The same plan again changes nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from crmcli.errors import Conflict, Invalid
from crmcli.i18n import _
from crmcli.schedules import calls, cron, crontab, installed, plans, systemd
from crmcli.schedules.calls import Call
from crmcli.schedules.installed import Scheduled
from crmcli.schedules.marks import Mark
from crmcli.schedules.plans import Plan


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be scheduled: the plan, how it is called, the user's zone, and now on the clock on the user's wall."""

    plan: Plan
    call: Call
    zone: tzinfo
    wall: datetime

    @property
    def mark(self) -> Mark:
        """The mark of what is written today."""
        return Mark(self.plan.name, self.wall.date())


def refuse_if_taken(order: Order, before: Sequence[Scheduled]) -> None:
    """Raises Conflict where the name is that of another kind of plan, or of one about another database."""
    own = order.call.database or calls.usual_database()
    for each in before:
        if each.plan.kind != order.plan.kind:
            raise Conflict(
                _("{name} is scheduled already, and is not the same thing.").format(name=each.plan.name),
                _("Give this one another name with --name."),
            )
        if each.database != own:
            raise Conflict(
                _("{name} is scheduled already, for the database {path}.").format(
                    name=each.plan.name, path=each.database
                ),
                _("Give this one another name with --name, or take that one away: crm schedule rm {name}").format(
                    name=each.plan.name
                ),
            )


def rivals(order: Order, everything: Sequence[Scheduled], channel: Callable[[Plan], str]) -> list[Scheduled]:
    """The alerts under other names that ring the same follow-ups the same way, of which each rings once.

    `channel` is what the ledger calls the way in which alerts ring.
    """
    if order.plan.kind != plans.ALERTS:
        return []
    own = order.call.database or calls.usual_database()
    others = [each for each in everything if each.plan.kind == plans.ALERTS and each.plan.name != order.plan.name]
    return [each for each in others if each.database == own and channel(each.plan) == channel(order.plan)]


def texts(order: Order, runner: str) -> list[tuple[str, str]]:
    """What would be written for a runner: paths and texts for systemd; for cron one line, without a path."""
    if runner == systemd.NAME:
        written = systemd.texts(order.call, order.plan, order.mark, order.zone, order.wall)
        return list(zip(systemd.file_names(order.plan.name), written, strict=True))
    return [("", os.fsdecode(_line(order, cron.read())))]


def is_there(order: Order, runner: str) -> bool:
    """Whether the very same is scheduled with a runner, and runs."""
    if runner == systemd.NAME:
        return systemd.holds(order.call, order.plan, order.zone, order.wall)
    content = cron.read()
    return _put(order, content) == content


def put(order: Order, runner: str) -> None:
    """Writes the plan. Raises CrmError where cron or systemd refuse it, Conflict for a file of somebody else's."""
    if runner == systemd.NAME:
        systemd.put(order.plan.name, *(text for _path, text in texts(order, runner)))
    else:
        cron.change(lambda content: _put(order, content))


def is_for_this_clock(scheduled: Scheduled, zone: tzinfo, wall: datetime) -> bool:
    """Whether what stands there comes at the hours that it would be given today, for a user in `zone`."""
    plan = scheduled.plan
    if scheduled.runner == systemd.NAME:
        _service, timer = systemd.file_names(plan.name)
        return f"OnCalendar={systemd.calendar(plan, zone, wall)}" in systemd.content(timer).splitlines()
    content = cron.read()
    times = [line.time for line in crontab.lines(content) if line.mark.name == plan.name]
    return times[:1] == [cron.time(plan, zone, wall, content)]


def is_mail_unwanted(plan: Plan) -> bool:
    """Whether the user's crontab says that cron is to mail nothing: its MAILTO is empty."""
    return crontab.settings_before(cron.read(), plan.name).get("MAILTO") == ""


def _put(order: Order, content: bytes) -> bytes:
    """The crontab with the plan; its mark keeps its day where nothing else would change."""
    for line in crontab.lines(content):
        if line.mark.name == order.plan.name:
            same = crontab.put(content, _line(order, content, line.mark))
            if same == content:
                return content
    return crontab.put(content, _line(order, content))


def _line(order: Order, content: bytes, mark: Mark | None = None) -> bytes:
    plain = replace(mark, has_added_end=False) if mark else order.mark
    return cron.line(order.call, order.plan, plain, order.zone, order.wall, content)


def refuse_unheard(plan: Plan, runner: str) -> None:
    """Raises Invalid where nobody would see what a digest prints: systemd keeps it in its journal."""
    if runner == systemd.NAME and not plan.is_delivering:
        raise Invalid(
            _("With systemd a digest needs somewhere to go."), _("Add --mail ADDRESS or --notify, or take --with cron.")
        )


def runner(order: Order, wanted: str, before: Sequence[Scheduled]) -> str:
    """Who is to run the plan; empty where nobody is there. Raises Invalid."""
    chosen = installed.runner(wanted, list(before), is_delivering=order.plan.is_delivering)
    refuse_unheard(order.plan, chosen)
    return chosen
