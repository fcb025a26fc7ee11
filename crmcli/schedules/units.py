"""The text of systemd's units: a service that calls crm, and a timer that starts it. Pure."""

from __future__ import annotations

import os
import re
import shlex
from dataclasses import dataclass

from crmcli.schedules import calls, marks, plans, weekdays
from crmcli.schedules.calls import Call
from crmcli.schedules.marks import Mark
from crmcli.schedules.plans import Plan

_PLAIN = re.compile(r"[A-Za-z0-9@%_+=:,./$-]+")
_MINUTES = re.compile(r"^OnCalendar=\*:(?:\*|(\d+)(?:/(\d+))?)$", re.MULTILINE)
_EXEC = re.compile(r"^ExecStart=(.*)$", re.MULTILINE)

_SERVICE = """\
{mark}
[Unit]
Description=crm {name}
{limit}
[Service]
Type=oneshot
ExecStart={command}
{restart}TimeoutStartSec=10min
"""
# Exit codes 2 to 5 are of a call that fails the same way again: what it was told has to be changed.
_LIMIT = """\
StartLimitIntervalSec=20h
StartLimitBurst=100
"""
_RESTART = """\
Restart=on-failure
RestartSec=10min
RestartPreventExitStatus=2 3 4 5
"""
_TIMER = """\
{mark}
[Unit]
Description=crm {name}, {often}

[Timer]
OnCalendar={calendar}
Persistent=true
AccuracySec=10s

[Install]
WantedBy=timers.target
"""


@dataclass(frozen=True, slots=True)
class Unit:
    """What a service and its timer say: the mark, the words of the command, and its text."""

    mark: Mark
    call: Call
    plan: Plan
    text: str


def service(call: Call, plan: Plan, mark: Mark) -> str:
    """The text of the service. A digest that could not be delivered is tried again, alerts come again anyway."""
    words = call.words(plan)
    if "$" in words[0]:
        words = ["/usr/bin/env", *words]  # systemd reads a program's path by rules of its own
    command = " ".join(map(_quoted, words))
    again, limit = (_RESTART, _LIMIT) if plan.kind == plans.DIGEST else ("", "StartLimitIntervalSec=0\n")
    return _SERVICE.format(mark=mark, name=plan.name, command=command, restart=again, limit=limit)


def timer(plan: Plan, mark: Mark, calendar: str) -> str:
    """The text of the timer; what the machine slept through comes once, when it wakes."""
    often = f"every {plan.every} minutes" if plan.kind == plans.ALERTS else f"from {plan.at:%H:%M}"
    return _TIMER.format(mark=mark, name=plan.name, often=often, calendar=calendar)


def calendar(plan: Plan, zone: str, minutes: list[int]) -> str:
    """When a timer elapses, as systemd writes it. Without a zone that systemd knows, each hour at `minutes`."""
    if plan.kind == plans.ALERTS:
        return "*:0" if plan.every == 60 else f"*:0/{plan.every}"
    if not zone:
        return "*:" + ",".join(f"{minute:02}" for minute in minutes)
    days = f"{weekdays.in_systemd(plan.weekend)} " if plan.is_on_weekdays else ""
    last = "" if plan.at.hour == 23 else "..23"
    return f"{days}*-*-* {plan.at.hour:02}{last}:{plan.at.minute:02}:00 {zone}"


def read(service: bytes, timer: bytes) -> Unit | None:
    """What a service and its timer of ours say; None for what is of somebody else, or was changed beyond knowing."""
    mark = marks.read(service.split(b"\n", 1)[0])
    text = os.fsdecode(service)
    command = _EXEC.search(text)
    if mark is None or command is None:
        return None
    often = _MINUTES.search(os.fsdecode(timer))
    every = int(often[2] or 60) if often and often[1] else 5
    found = calls.read(mark.name, _words(command[1]), every)
    return Unit(mark, *found, text) if found else None


def _quoted(word: str) -> str:
    doubled = word.replace("%", "%%").replace("$", "$$")
    if _PLAIN.fullmatch(word):
        return doubled
    escaped = doubled.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _words(command: str) -> list[str]:
    """The words of ExecStart as this module writes it, whose quoting is a part of the shell's."""
    try:
        return [word.replace("%%", "%").replace("$$", "$") for word in shlex.split(command)]
    except ValueError:
        return []
