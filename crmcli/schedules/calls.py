"""How a program without a terminal calls crm: by absolute paths, and with what a login would have told it.

cron and systemd start with a home, a small PATH and nothing else, so the command line itself says where the database
and the settings lie, wherever that is not where crm would look by itself.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from crmcli.errors import CrmError
from crmcli.i18n import _
from crmcli.schedules import plans
from crmcli.schedules.plans import Plan

_PINNED = ("CRM_CONFIG", "XDG_CONFIG_HOME")
_MOVING = ("CRM_DB", "XDG_DATA_HOME")  # what else says where the database lies
_ASSIGNMENT = re.compile(r"[A-Z_]+=.*", re.DOTALL)
_ENV = "/usr/bin/env"
_PATIENCE = 30  # seconds


@dataclass(frozen=True, slots=True)
class Call:
    """The words before the command: assignments for `env`, the program, and the database (empty: the usual one)."""

    program: tuple[str, ...]
    database: str = ""
    assignments: tuple[str, ...] = ()

    def words(self, plan: Plan) -> list[str]:
        """The whole command line of a plan."""
        prefix = [_ENV, *self.assignments] if self.assignments else []
        pinned = ["--db", self.database] if self.database else []
        return [*prefix, *self.program, *pinned, *plan.words]

    def despite(self, settings: Mapping[str, str]) -> Call:
        """The call that does the same where a crontab sets these variables, of which some say where crm looks."""
        home = os.path.expanduser("~")
        made = [f"HOME={home}"] if settings.get("HOME", home) != home else []
        named = {each.partition("=")[0] for each in self.assignments}
        made += [f"{name}=" for name in (*_PINNED, *_MOVING) if settings.get(name) and name not in named]
        return replace(self, assignments=(*made, *self.assignments))


def of_this(arguments: Sequence[str], database: str, environment: Mapping[str, str]) -> Call:
    """The call that does later what this process does now; `arguments` are sys.argv, `database` is the one in use."""
    own = os.path.abspath(database)
    return Call(
        _program(arguments[0] if arguments else ""),
        "" if own == usual_database() else own,
        tuple(f"{name}={value}" for name in _PINNED if os.path.isabs(value := environment.get(name, "").strip())),
    )


def usual_database() -> str:
    """Where crm looks in an environment that holds nothing but a home."""
    shared = "~/Library/Application Support" if sys.platform == "darwin" else "~/.local/share"
    return os.path.join(os.path.expanduser(shared), "crm", "crm.db")


def read(name: str, words: Sequence[str], every: int = 5) -> tuple[Call, Plan] | None:
    """The call and the plan that make up a command line; None for one that is not of ours."""
    rest = list(words)
    assignments: list[str] = []
    if rest[:1] == [_ENV]:
        rest.pop(0)
        while rest and _ASSIGNMENT.fullmatch(rest[0]):
            assignments.append(rest.pop(0))
    count = 3 if rest[1:3] == ["-m", "crmcli"] else 1
    program, rest = tuple(rest[:count]), rest[count:]
    database = rest[1] if rest[:1] == ["--db"] and len(rest) > 1 else ""
    plan = plans.read(name, rest[2:] if database else rest, every)
    return (Call(program, database, tuple(assignments)), plan) if plan else None


def check(call: Call) -> None:
    """Tries the program as cron would start it. Raises CrmError where it does not run."""
    home = os.path.expanduser("~")
    words = [*call.program, "--version"]
    bare = {"HOME": home, "PATH": "/usr/bin:/bin"}
    try:
        tried = subprocess.run(
            words, env=bare, cwd=home, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        tried = None
    if tried is None or tried.returncode != 0:
        raise CrmError(
            _("{program} does not run without your shell's environment.").format(program=" ".join(call.program)),
            _("Install crm, with pipx for one, and schedule it with the program that is installed."),
        )


def _program(given: str) -> tuple[str, ...]:
    """The script this process was started by, its links not followed: an upgrade moves what is behind them."""
    path = os.path.abspath(given)
    is_module = os.path.basename(path) == "__main__.py" or not os.access(path, os.X_OK) or os.path.isdir(path)
    return (sys.executable, "-m", "crmcli") if is_module else (path,)
