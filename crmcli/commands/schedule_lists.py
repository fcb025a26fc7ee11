"""What `crm schedule list` and `print` answer."""

from __future__ import annotations

import os
from datetime import time
from typing import TYPE_CHECKING, Any

from crmcli import context, diagnostics
from crmcli.commands import schedule_answers, schedule_requests, schedule_shapes
from crmcli.i18n import _
from crmcli.output import TABLE
from crmcli.schedules import installed, installing, plans, systemd
from crmcli.schedules.plans import Plan

if TYPE_CHECKING:
    from crmcli.schedules.installed import Scheduled
    from crmcli.store.last_deliveries import Last


def listing() -> None:
    """Writes what is scheduled on this machine, for whichever database."""
    here = context.current()
    found = installed.everything()
    rows = list(map(as_row, found))
    if here.mode == TABLE:
        from crmcli.commands import schedule_table

        schedule_table.show(rows)
    else:
        here.output.listing(rows, schedule_shapes.columns(), ids=lambda row: str(row["name"]))
    for name, runner in (changed := installed.changed_by_hand()):
        said = _("{name} was changed by hand; crm leaves it to you and {runner}.")
        diagnostics.narrate(said.format(name=name, runner=runner))
    if not found and not changed:
        diagnostics.narrate(_("Nothing is scheduled. crm schedule digest 07:00 --mail ADDRESS begins."))


def as_row(scheduled: Scheduled) -> dict[str, Any]:
    """Something scheduled as its documented JSON, with what came of it last where it is about this database."""
    since = scheduled.mark.since.isoformat()
    return schedule_shapes.as_row(
        scheduled.plan, scheduled.call, scheduled.database, scheduled.runner, since, last(scheduled)
    )


def last(scheduled: Scheduled) -> Last | None:
    """How something scheduled went last; nothing is known of what is about another database."""
    return schedule_shapes.last_of(scheduled.plan) if is_of_this_database(scheduled) else None


def is_of_this_database(scheduled: Scheduled) -> bool:
    """Whether it is about the database of this call."""
    return os.path.realpath(scheduled.database) == os.path.realpath(context.current().database)


def print_(name: str) -> None:
    """Writes the lines and units as they stand; where nothing is scheduled, what would do."""
    here = context.current()
    found = installed.named(name) if name else installed.everything()
    if not found:
        _print_samples()
    elif here.is_json:
        here.output.listing(({**as_row(each), "texts": _as_json(each)} for each in found), [])
    else:
        schedule_answers.show_texts([text for each in found for text in _texts(each)])


def _print_samples() -> None:
    """What a digest at seven and alerts would be, for cron and for systemd, to be pasted where nobody else writes."""
    diagnostics.narrate(_("Nothing is scheduled; this is what could be, for cron and then for systemd."))
    zone, _is_guessed = schedule_answers.own_zone()
    samples = (
        Plan(plans.DIGEST, plans.DIGEST, at=time(7), is_notifying=True),
        Plan(plans.ALERTS, plans.ALERTS),
    )
    orders = [schedule_requests.order(plan, zone) for plan in samples]
    runners = reversed(installed.RUNNERS)
    texts = [(runner, *text) for runner in runners for order in orders for text in installing.texts(order, runner)]
    here = context.current()
    if here.is_json:
        here.output.document([{"with": runner, "path": path or None, "text": text} for runner, path, text in texts])
    else:
        schedule_answers.show_texts([(path, text) for _runner, path, text in texts])


def _texts(scheduled: Scheduled) -> list[tuple[str, str]]:
    if scheduled.runner == systemd.NAME:
        return [(path, systemd.content(path)) for path in systemd.file_names(scheduled.plan.name)]
    return [("", scheduled.text)]


def _as_json(scheduled: Scheduled) -> list[dict[str, str | None]]:
    return [{"with": scheduled.runner, "path": path or None, "text": text} for path, text in _texts(scheduled)]
