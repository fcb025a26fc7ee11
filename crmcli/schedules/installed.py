"""What is scheduled on this machine, with cron or with systemd, and which of the two is to be told."""

from __future__ import annotations

from dataclasses import dataclass

from crmcli.errors import Conflict, CrmError, Invalid, NotFound
from crmcli.i18n import _
from crmcli.schedules import calls, cron, crontab, systemd
from crmcli.schedules.calls import Call
from crmcli.schedules.marks import Mark
from crmcli.schedules.plans import Plan

RUNNERS = (systemd.NAME, cron.NAME)


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A plan as it stands in a crontab or in units: who runs it, how it is called, and the text that says so."""

    runner: str
    mark: Mark
    call: Call
    plan: Plan
    text: str

    @property
    def database(self) -> str:
        """The path of the database it is about."""
        return self.call.database or calls.usual_database()


def everything() -> list[Scheduled]:
    """All that is scheduled, by name. Raises CrmError where the crontab cannot be read."""
    units = systemd.found().values()
    found = [Scheduled(systemd.NAME, unit.mark, unit.call, unit.plan, unit.text) for unit in units if unit]
    for line in crontab.lines(cron.read()):
        read = calls.read(line.mark.name, line.words, _every(line.time))
        if read is not None:
            found.append(Scheduled(cron.NAME, line.mark, *read, line.text))
    return sorted(found, key=lambda each: (each.plan.name, each.runner))


def changed_by_hand() -> list[tuple[str, str]]:
    """What bears our mark and says what crm does not write, as names with their runners. It is the user's by now."""
    lines = [(line.mark.name, line.words) for line in crontab.lines(cron.read())]
    found = {(name, cron.NAME) for name, words in lines if calls.read(name, words) is None}
    return sorted(found | {(name, systemd.NAME) for name, unit in systemd.found().items() if unit is None})


def named(name: str) -> list[Scheduled]:
    """What is scheduled under a name: one, or one of each runner where both were told. Raises NotFound."""
    everywhere = everything()
    found = [each for each in everywhere if each.plan.name == name]
    if not found:
        refuse_changed_by_hand(name)
        raise _nothing(name, {each.plan.name for each in everywhere})
    return found


def runners_of(name: str) -> list[str]:
    """Who was told of a name, also where it was changed by hand since. Raises NotFound where nobody was."""
    everywhere = [*((each.plan.name, each.runner) for each in everything()), *changed_by_hand()]
    found = sorted({runner for its_name, runner in everywhere if its_name == name})
    if not found:
        raise _nothing(name, {its_name for its_name, _runner in everywhere})
    return found


def refuse_changed_by_hand(name: str) -> None:
    """Raises Conflict where what is scheduled under a name was changed by hand: what was meant is not known."""
    if name in dict(changed_by_hand()):
        raise Conflict(
            _("What is scheduled as {name} was changed by hand, and crm does not know it any more.").format(name=name),
            _("Take it away: crm schedule rm {name}").format(name=name),
        )


def runner(wanted: str, before: list[Scheduled], *, is_delivering: bool) -> str:
    """Who is to run a plan: whoever was asked for, else whoever runs it already, else who is there; empty for nobody.

    systemd knows zones and catches up by itself; but what crm only prints, nobody but cron hands on. Raises Invalid.
    """
    if wanted and wanted not in RUNNERS:
        raise Invalid(
            _("--with cannot be '{value}'.").format(value=wanted),
            _("There is: {all}.").format(all=", ".join(RUNNERS)),
        )
    if wanted:
        return wanted
    there = available()
    kept = [each.runner for each in before if each.runner in there]
    choice = [each for each in kept or there if is_delivering or each != systemd.NAME]
    return choice[0] if choice else (there[0] if there else "")


def available() -> list[str]:
    """Who can run something on this machine, the better one first."""
    return [systemd.NAME] * systemd.is_there() + [cron.NAME] * bool(cron.program())


def remove(name: str, runner: str) -> None:
    """Takes away what stands under a name. Raises CrmError."""
    if runner == systemd.NAME:
        systemd.remove(name)
    else:
        cron.change(lambda content: crontab.without(content, name))


def nobody() -> CrmError:
    """The error for a machine on which nothing runs by itself."""
    return CrmError(
        _("Neither cron nor systemd runs on this machine for you."),
        _("Install cron, or paste what crm schedule print shows where your machine starts programs."),
    )


def _nothing(name: str, there: set[str]) -> NotFound:
    hint = _("There is: {all}.").format(all=", ".join(sorted(there))) if there else ""
    return NotFound(
        _("Nothing is scheduled as {name}.").format(name=name), hint or _("crm schedule digest 07:00 begins.")
    )


def _every(time: str) -> int:
    minute = time.split(" ", 1)[0]
    step = minute.partition("/")[2]
    return int(step) if step.isdecimal() else 1 if minute == "*" else 60
