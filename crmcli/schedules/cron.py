"""cron: the table of this user, read and written through the program `crontab`, which alone may touch it."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from datetime import datetime, tzinfo
from shutil import which
from zoneinfo import ZoneInfo

from crmcli.errors import Conflict, CrmError
from crmcli.i18n import _
from crmcli.schedules import crontab, hours, plans, weekdays
from crmcli.schedules.calls import Call
from crmcli.schedules.marks import Mark
from crmcli.schedules.plans import Plan

NAME = "cron"
LOCAL_TIME = "/etc/localtime"
PROCESSES = "/proc"
MAILERS = "/usr/sbin:/usr/lib:/usr/bin:/usr/local/sbin:/usr/local/bin"
_SYSTEM = ("/usr/bin", "/bin")
_CRONS = ("cron", "crond", "fcron")
_PATIENCE = 30  # seconds
_TRIES = 5
_EMPTY = re.compile(r"no crontab|can't open.*no such file", re.IGNORECASE | re.DOTALL)


def program() -> str:
    """The absolute path of `crontab`; empty where there is none."""
    found = which("crontab") or which("crontab", path="/usr/bin:/usr/local/bin:/bin:/opt/homebrew/bin")
    return os.path.abspath(found) if found else ""


def read() -> bytes:
    """The crontab of this user; nothing where there is none. Raises CrmError where `crontab` fails."""
    return _read(program()) if program() else b""


def change(edit: Callable[[bytes], bytes]) -> bool:
    """Writes the crontab as `edit` makes it of what stands there; returns whether that is a change.

    Raises CrmError where `crontab` fails, Conflict where others write to it all the time.
    """
    path = program()
    if not path:
        raise CrmError(_("There is no crontab on this machine."), _("crm schedule print shows the lines to put there."))
    before = _read(path)
    for _each in range(_TRIES):
        wanted = edit(before)
        if wanted == before:
            return False
        again = _read(path)
        if again == before:
            _write(path, wanted)
            return True
        before = again
    raise Conflict(_("Another program is changing your crontab."), _("Try again when it has finished."))


def line(call: Call, plan: Plan, since: Mark, own: tzinfo, now: datetime, content: bytes) -> bytes:
    """The line of a plan for this crontab, without its end; `own` is the user's zone. Raises Invalid."""
    heard = call.despite(crontab.settings_before(content, plan.name))
    return crontab.written(time(plan, own, now, content), heard.words(plan), since)


def path(name: str) -> str:
    """The PATH that a line of this name finds: what the crontab sets above it, else cron's own."""
    return crontab.settings_before(read(), name).get("PATH") or os.pathsep.join(_SYSTEM)


def is_running() -> bool:
    """Whether a cron runs on this machine; where that cannot be told, one is taken to."""
    if os.path.dirname(program()) not in _SYSTEM:
        return True  # the crontab of who knows which cron
    try:
        with open(os.path.join(PROCESSES, "1", "comm"), "rb"):  # else the processes of others are hidden from us
            numbers = [name for name in os.listdir(PROCESSES) if name.isdecimal()]
    except OSError:
        return True
    return any(_command(number) in _CRONS for number in numbers)


def mails() -> bool:
    """Whether there is a program by which cron could mail what a line prints."""
    return which("sendmail", path=MAILERS) is not None


def time(plan: Plan, own: tzinfo, now: datetime, content: bytes) -> str:
    """The five fields of the time of a plan in this crontab; `own` is the user's zone."""
    if plan.kind == plans.ALERTS:
        return "0 * * * *" if plan.every == 60 else "* * * * *" if plan.every == 1 else f"*/{plan.every} * * * *"
    machines = _zones(content, plan.name)
    if all(hours.agree(own, zone, now) for zone in machines):
        last = "" if plan.at.hour == 23 else "-23"
        days = weekdays.in_crontab(plan.weekend) if plan.is_on_weekdays else "*"
        return f"{plan.at.minute} {plan.at.hour}{last} * * {days}"
    return ",".join(map(str, hours.minutes(plan.at, own, machines, now))) + " * * * *"


def _zones(content: bytes, name: str) -> list[tzinfo]:
    """The zones whose clock cron may go by: the machine's, and one that the crontab names, which not every cron heeds.

    What TZ says is not asked: cron was not started from this terminal.
    """
    found = [system_zone()]
    named = crontab.settings_before(content, name).get("CRON_TZ")
    if named:
        try:
            found.append(ZoneInfo(named))
        except (ValueError, OSError, KeyError):
            return found
    return found


def system_zone() -> tzinfo:
    """The zone of the clock of this machine, whatever the terminal has been told."""
    try:
        with open(LOCAL_TIME, "rb") as file:
            return ZoneInfo.from_file(file)
    except (OSError, ValueError):
        return ZoneInfo("UTC")


def _command(number: str) -> str:
    """The name of the program of a process; empty where it has ended."""
    try:
        with open(os.path.join(PROCESSES, number, "comm"), "rb") as file:
            return os.fsdecode(file.read().strip())
    except OSError:
        return ""


def _read(path: str) -> bytes:
    done = _run([path, "-l"], b"")
    if done.returncode == 0:
        return done.stdout
    if _EMPTY.search(done.stderr.decode(errors="replace")):
        return b""
    raise _failed(done)


def _write(path: str, content: bytes) -> None:
    if not content and _run([path, "-r"], b"").returncode == 0:
        return  # who has no line left has no crontab; where it cannot be taken away, an empty one does
    done = _run([path, "-"], content)
    if done.returncode != 0 and content and not content.endswith(b"\n"):
        done = _run([path, "-"], content + b"\n")  # many a crontab refuses a last line without an end
    if done.returncode != 0:
        raise _failed(done)
    kept = crontab.lines(_read(path))
    missing = [each.mark.name for each in crontab.lines(content) if each not in kept]
    if missing:
        raise CrmError(
            _("crontab did not keep the line of {name}.").format(name=missing[0]), _("Look at it: crontab -l")
        )


def _run(words: list[str], content: bytes) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "LC_ALL": "C"}
    try:
        return subprocess.run(
            words, input=content, capture_output=True, env=environment, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise CrmError(_("crontab did not answer.")) from None
    except OSError as error:
        raise CrmError(_("crontab cannot be started: {reason}.").format(reason=error.strerror)) from None


def _failed(done: subprocess.CompletedProcess[bytes]) -> CrmError:
    said = done.stderr.decode(errors="replace").strip().splitlines()
    reason = said[0].rstrip(".") if said else _("exit code {code}").format(code=done.returncode)
    return CrmError(
        _("crontab refused: {reason}.").format(reason=reason), _("Nothing was changed; crontab -l shows what is there.")
    )
