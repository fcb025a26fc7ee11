"""systemd: user timers, as files of this user and through `systemctl --user`. Only files with our mark are touched."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, tzinfo
from shutil import which

from crmcli import files, paths
from crmcli.errors import Conflict, CrmError, Invalid
from crmcli.i18n import _
from crmcli.schedules import cron, hours, marks, units
from crmcli.schedules.calls import Call
from crmcli.schedules.marks import Mark
from crmcli.schedules.plans import Plan
from crmcli.schedules.units import Unit

NAME = "systemd"
ZONES = "/usr/share/zoneinfo"
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin"
_PATIENCE = 30  # seconds


def folder() -> str:
    """Where the units of this user lie."""
    return os.path.join(os.path.dirname(paths.config_folder()), "systemd", "user")


def file_names(name: str) -> tuple[str, str]:
    """The paths of the service and the timer of a plan."""
    base = os.path.join(folder(), f"crm-{name}")
    return base + ".service", base + ".timer"


def is_there() -> bool:
    """Whether a systemd looks after this user now: where none runs, nobody would start what is written."""
    if sys.platform == "darwin" or not _program("systemctl"):
        return False
    try:
        return _run("systemctl", "--user", "show", "--property=Version").returncode == 0
    except CrmError:
        return False


def texts(call: Call, plan: Plan, mark: Mark, own: tzinfo, now: datetime) -> tuple[str, str]:
    """The texts of the service and the timer of a plan; `own` is the user's zone."""
    written = units.service(call, plan, mark), units.timer(plan, mark, calendar(plan, own, now))
    try:
        "".join(written).encode()
    except UnicodeEncodeError:
        raise Invalid(
            _("A unit of systemd cannot hold the name of this path."), _("--with cron takes cron instead.")
        ) from None
    return written


def calendar(plan: Plan, own: tzinfo, now: datetime) -> str:
    """When the timer of a plan elapses, as systemd writes it; `own` is the user's zone."""
    zone = str(own) if os.path.isfile(os.path.join(ZONES, str(own))) else ""
    minutes = [] if zone else hours.minutes(plan.at, own, [cron.system_zone()], now)
    return units.calendar(plan, zone, minutes)


def is_active(name: str) -> bool:
    """Whether the timer of a plan runs now."""
    return is_there() and _run("systemctl", "--user", "is-active", f"crm-{name}.timer").returncode == 0


def holds(call: Call, plan: Plan, own: tzinfo, now: datetime) -> bool:
    """Whether the units of a plan say just this, apart from the day in their mark, and the timer runs."""
    service, timer = map(_content, file_names(plan.name))
    mark = marks.read(service.split(b"\n", 1)[0])
    if mark is None or [service, timer] != [os.fsencode(text) for text in texts(call, plan, mark, own, now)]:
        return False
    return is_active(plan.name)


def found() -> dict[str, Unit | None]:
    """The units of ours that lie there, by name; None for those that were changed by hand, beyond knowing."""
    try:
        names = sorted(os.listdir(folder()))
    except OSError:
        return {}
    stems = [name[4:-8] for name in names if name.startswith("crm-") and name.endswith(".service")]
    read = {stem: tuple(map(_content, file_names(stem))) for stem in stems}
    return {stem: units.read(*texts) for stem, texts in read.items() if _name(texts[0]) == stem}


def content(path: str) -> str:
    """The text of a file; empty where it cannot be read."""
    return os.fsdecode(_content(path))


def foreign(name: str) -> str:
    """The path of a file that somebody else put where a plan's would go; empty where there is none."""
    for path in file_names(name):
        if os.path.lexists(path) and not _name(_content(path)):
            return path
    return ""


def put(name: str, service: str, timer: str) -> None:
    """Writes the units and starts the timer. Raises Conflict for a file of somebody else's, CrmError else."""
    taken = foreign(name)
    if taken:
        raise Conflict(
            _("{path} is not a file of crm's.").format(path=taken), _("Move it away, or give another --name.")
        )
    before = {path: content(path) for path in file_names(name)}
    _write(dict(zip(file_names(name), (service, timer), strict=True)))
    try:
        _told("--user", "daemon-reload")
        _told("--user", "enable", "--now", f"crm-{name}.timer")
        _told("--user", "restart", f"crm-{name}.timer")  # one that ran already goes on by its old hours otherwise
    except CrmError:
        _put_back(name, before)
        raise


def remove(name: str) -> None:
    """Stops the timer and removes its units, also where no systemd runs now. Raises what `put` raises."""
    taken = foreign(name)
    if taken:
        raise Conflict(_("{path} is not a file of crm's.").format(path=taken), _("It is yours to remove."))
    is_running = is_there()
    if is_running:
        _told("--user", "disable", "--now", f"crm-{name}.timer")
    for path in file_names(name):
        if os.path.lexists(path):
            os.unlink(path)
    if is_running:
        _told("--user", "daemon-reload")


def path() -> str:
    """The PATH that a unit of this user finds: what the systemd that runs now says, else its usual one."""
    try:
        said = _run("systemctl", "--user", "show-environment").stdout
    except CrmError:
        return _PATH
    found = [row.removeprefix(b"PATH=") for row in said.splitlines() if row.startswith(b"PATH=/")]
    return os.fsdecode(found[0]) if found else _PATH


def is_lingering() -> bool:
    """Whether this user's timers go on after the log-out; where that cannot be told, they are taken to."""
    if not _program("loginctl"):
        return True
    try:
        asked = _run("loginctl", "show-user", str(os.getuid()), "--property=Linger", "--value")
    except CrmError:
        return True
    return asked.stdout.strip() != b"no"


def _put_back(name: str, before: Mapping[str, str]) -> None:
    """Leaves the units as they were before systemd refused others."""
    with suppress(CrmError):
        if not any(before.values()):
            _run("systemctl", "--user", "disable", "--now", f"crm-{name}.timer")
    _write(before)
    with suppress(CrmError):
        _run("systemctl", "--user", "daemon-reload")


def _write(texts: Mapping[str, str]) -> None:
    """Writes files, and removes those that are to be empty."""
    for path, text in texts.items():
        if text:
            with files.whole(path, with_folder=True) as file:
                file.write(text)
        elif os.path.lexists(path):
            os.unlink(path)


def _told(*words: str) -> None:
    done = _run("systemctl", *words)
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        reason = said[0].rstrip(".") if said else _("exit code {code}").format(code=done.returncode)
        raise CrmError(
            _("systemctl refused: {reason}.").format(reason=reason),
            _("--with cron takes cron instead."),
        )


def _run(program: str, *words: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "LC_ALL": "C", "SYSTEMD_PAGER": ""}
    runtime = f"/run/user/{os.getuid()}"
    if "XDG_RUNTIME_DIR" not in environment and os.path.isdir(runtime):
        environment["XDG_RUNTIME_DIR"] = runtime
    try:
        return subprocess.run(
            [_program(program) or program, *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=environment,
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CrmError(_("{program} did not answer.").format(program=program)) from None
    except OSError as error:
        raise CrmError(
            _("{program} cannot be started: {reason}.").format(program=program, reason=error.strerror)
        ) from None


def _program(name: str) -> str:
    return which(name) or which(name, path="/usr/bin:/bin") or ""


def _name(service: bytes) -> str:
    """Whose a service is; empty for somebody else's."""
    mark = marks.read(service.split(b"\n", 1)[0])
    return mark.name if mark else ""


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read(100_000)
    except OSError:
        return b""
