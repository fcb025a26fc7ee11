"""What `crm schedule digest`, `alerts` and `rm` do and answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import context, diagnostics
from crmcli.commands import saving, schedule_advice, schedule_requests, schedule_shapes
from crmcli.i18n import _
from crmcli.schedules import calls, cron, installed, installing

if TYPE_CHECKING:
    from crmcli.schedules.installed import Scheduled
    from crmcli.schedules.installing import Order
    from crmcli.schedules.plans import Plan


def put(plan: Plan, wanted: str, dry_run: bool) -> None:
    """Schedules a plan, or says that it is scheduled already. Raises what cron, systemd or the database refuse."""
    zone, is_new_zone = own_zone()
    order = schedule_requests.order(plan, zone)
    installed.refuse_changed_by_hand(plan.name)
    everything = installed.everything()
    before = [each for each in everything if each.plan.name == plan.name]
    installing.refuse_if_taken(order, before)
    rivals = installing.rivals(order, everything, schedule_requests.channel)
    runner = installing.runner(order, wanted, before or rivals)
    if not (runner or dry_run):
        raise installed.nobody()
    others = [*(each for each in before if each.runner != runner), *rivals]
    is_same = bool(before) and not others and not is_new_zone and installing.is_there(order, runner)
    if is_same and not (dry_run and context.current().is_json):
        _answer(order, runner, _("{name} is there already: {what}."), None, is_changed=False)
        return
    if dry_run:
        _show(order, runner, [] if is_same else [*before, *rivals], zone if is_new_zone else "")
        return
    calls.check(order.call)
    operation = _written(order, runner, others, zone if is_new_zone else "")
    done = _("Changed {name}: {what}, with {runner}.") if before else _("Scheduled {name}: {what}, with {runner}.")
    _answer(order, runner, done, operation, is_changed=True)
    for name in sorted({each.plan.name for each in rivals}):
        taken = _("It takes the place of {other}: a follow-up rings once for each due, not once for each of them.")
        diagnostics.narrate(taken.format(other=name))
    _advise(order, runner, zone if is_new_zone else "", operation)


def rm(name: str, dry_run: bool) -> None:
    """Takes away what is scheduled under a name. Raises NotFound, and what cron or systemd refuse."""
    here = context.current()
    runners = installed.runners_of(name)
    for runner in runners:
        if not dry_run:
            installed.remove(name, runner)
    if here.is_json:
        here.output.document({"name": name, "with": runners, "removed": not dry_run})
        return
    done = _("Would take {name} from {runner}.") if dry_run else _("{name} no longer comes; it was with {runner}.")
    here.output.sentence(done.format(name=name, runner=_(" and ").join(runners)))


def own_zone() -> tuple[str, bool]:
    """The user's time zone, and whether it is only guessed as yet."""
    from crmcli.store import settings

    here = context.current()
    known = here.zone
    store = here.reading()
    return known or settings.effective(store.connection if store else None, "timezone"), not known


def _written(order: Order, runner: str, others: list[Scheduled], new_zone: str) -> int | None:
    """Writes the plan, with the time zone first where none was set; returns the operation of that."""
    if not new_zone:
        _install(order, runner, others)
        return None
    from crmcli.store import settings

    here = context.current()
    what = _("set timezone to {zone}").format(zone=new_zone)
    with here.writing().write(what, command=here.command_line) as tx:
        settings.put(tx, "timezone", new_zone)
        _install(order, runner, others)  # where it is refused, the setting is taken back with it
    return tx.operation_id if tx.is_changed else None


def _install(order: Order, runner: str, others: list[Scheduled]) -> None:
    installing.put(order, runner)
    for each in others:
        installed.remove(each.plan.name, each.runner)


def _answer(order: Order, runner: str, sentence: str, operation: int | None, *, is_changed: bool) -> None:
    here = context.current()
    row = row_of(order, runner)
    if here.is_json:
        here.output.document({**row, "changed": is_changed, "operation": operation})
        return
    what = f"{schedule_shapes.when(row)}, {schedule_shapes.to(row)}"
    here.output.sentence(sentence.format(name=order.plan.name, what=what, runner=runner))


def row_of(order: Order, runner: str) -> dict[str, Any]:
    """A plan that was not there before as its documented JSON."""
    database = order.call.database or calls.usual_database()
    since = order.mark.since.isoformat()
    last = schedule_shapes.last_of(order.plan)
    return schedule_shapes.as_row(order.plan, order.call, database, runner, since, last)


def _advise(order: Order, runner: str, new_zone: str, operation: int | None) -> None:
    """Says what the user might miss: the zone that was taken, where a digest goes, and that a log-out ends it."""
    if new_zone:
        taken = _("No time zone was set; it is {zone} from now on.").format(zone=new_zone)
        diagnostics.narrate(taken + saving.taken_back(operation))
    for line in schedule_advice.lines(order.plan, runner):
        diagnostics.narrate(line)


def _show(order: Order, runner: str, before: list[Scheduled], new_zone: str) -> None:
    """Writes what would be written, and nothing else: for cron as a line, for systemd as files."""
    here = context.current()
    runners = [runner] if runner else [each for each in installed.RUNNERS if _suits(order.plan, each)]
    shown = [(each, *text) for each in runners for text in installing.texts(order, each)]
    if here.is_json:
        texts = [{"with": each, "path": path or None, "text": text} for each, path, text in shown]
        here.output.document({**row_of(order, runner), "changed": False, "operation": None, "texts": texts})
        return
    show_texts([(path, text) for _runner, path, text in shown])
    for each in before:
        if each.runner == cron.NAME:
            diagnostics.narrate(_("It would stand in the place of: {line}").format(line=each.text))
        elif each.runner != runner or each.plan.name != order.plan.name:
            diagnostics.narrate(_("The units of {name} would be taken away.").format(name=each.plan.name))
    if new_zone:
        diagnostics.narrate(_("timezone would be {zone}.").format(zone=new_zone))
    for line in schedule_advice.of_nobody(order.plan):
        diagnostics.narrate(line)
    if not runner:
        diagnostics.narrate(str(installed.nobody()))


def show_texts(texts: list[tuple[str, str]]) -> None:
    """Writes lines of a crontab as they are, and files below their path."""
    here = context.current()
    for number, (path, text) in enumerate(texts):
        if path:
            here.output.text(f"\n# {path}" if number else f"# {path}")
        here.output.text(text)


def _suits(plan: Plan, runner: str) -> bool:
    return plan.is_delivering or runner == cron.NAME
