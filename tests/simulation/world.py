"""A machine with a clock, a zone and a user's database, on which crm is run by a timer, and may be killed at any step.

The commands are the real ones, run in this process; what leaves the machine is caught, and handed to the oracle.
"""

from __future__ import annotations

import io
import re
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from crmcli import __main__, context
from crmcli.delivery import mail, notifying
from crmcli.errors import Undelivered
from crmcli.store import backup_days, deliveries
from tests.simulation.oracle import Oracle

WELL, FAILING, DYING_BEFORE, DYING_AFTER, DOUBLED = "well", "failing", "dying before", "dying after", "doubled"
FATES = (FAILING, DYING_BEFORE, DYING_AFTER, DOUBLED)
COMMANDS = {
    "alerts": ("--debug", "alerts", "--before", "15m", "--command", "ring"),
    "digest": ("--debug", "digest", "--once-per", "day", "--after", "07:00", "--mail", "me@example.com", "--all"),
}
_REF = re.compile(r"\bcrm done (f\d+)")


class Killed(BaseException):
    """The process is no more: nothing that it would have done afterwards happens."""


class World:
    """True time, what the machine's clock makes of it, where the user is, and what becomes of a run.

    Either the settings name the zone, and the machine is somewhere else; or nothing is set, and the machine travels.
    """

    def __init__(
        self, oracle: Oracle, patch: pytest.MonkeyPatch, start: datetime, zone: str, *, has_setting: bool
    ) -> None:
        self.oracle = oracle
        self.true = start
        self.skew = timedelta()
        self.zone = zone
        self.has_setting = has_setting
        self.fate = WELL
        self.runs = 0
        self.broken: AssertionError | None = None
        self._is_dead = False
        self._command = ""
        self._patch = patch
        patch.setattr(backup_days, "before_change", lambda *_given: None)  # three hundred copies prove nothing here
        patch.setattr(notifying, "run", self._rings)
        patch.setattr(mail, "send", self._sends)
        for name in ("claim", "mark_sent", "release", "forget"):
            patch.setattr(deliveries, name, self._alive(getattr(deliveries, name)))

    @property
    def now(self) -> datetime:
        """What the machine takes the time to be, to the second, in UTC."""
        return (self.true + self.skew).replace(microsecond=0)

    @property
    def wall(self) -> datetime:
        """What the clock on the user's wall shows."""
        return self.now.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)

    def run(self, command: str, fate: str = WELL) -> None:
        """Lets the timer run crm, and lets the oracle look at what came of it."""
        self.fate, self._is_dead, self._command = fate, False, command
        self.runs += 1
        try:
            code = self._call(*COMMANDS[command])
        except Killed:
            self.oracle.killed(command, self.now)
            return
        finally:
            self._is_dead = False
        has_failed = fate == FAILING and self.fate == WELL
        assert code == (7 if has_failed else 0)
        if has_failed:
            return
        if command == "alerts":
            self.oracle.look_at_alerts(self.now, self.zone)
        elif f"{self.wall:%H:%M}" >= "07:00":
            self.oracle.look_at_digest(f"{self.wall:%Y-%m-%d}", self.now)

    def _call(self, *arguments: str) -> int:
        """Runs crm beside whatever runs already, as another process would; nothing may be written."""
        outer, context._current = context._current, context.Context()
        stdout, stderr = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
        try:
            with self._patch.context() as patch:
                patch.setenv("CRM_NOW", f"{self.now:%Y-%m-%dT%H:%M:%SZ}")
                patch.setenv("TZ", "UTC" if self.has_setting else self.zone)
                time.tzset()
                patch.setattr(sys, "stdout", stdout)
                patch.setattr(sys, "stderr", stderr)
                code = __main__.main(list(arguments))
            if self.broken:
                raise self.broken
            stdout.flush(), stderr.flush()
            said = stdout.buffer.getvalue().decode(), stderr.buffer.getvalue().decode()  # type: ignore[attr-defined]
            assert code == 7 or said == ("", ""), said
            return code
        finally:
            context._current = outer

    def _rings(self, _command: str, alert: Mapping[str, Any]) -> None:
        def heard() -> list[object]:
            late = alert["late_minutes"]
            return [self.oracle.hear(ref, self.now, self.zone, late_minutes=late) for ref in alert["refs"]]

        self._leaves(heard)

    def _sends(self, _recipient: str, _subject: str, text: str, _html: str, **_given: object) -> None:
        def read() -> list[object]:
            day = f"{self.wall:%Y-%m-%d}"
            self.oracle.read(day, set(_REF.findall(text)), self.now)
            return [day]

        self._leaves(read)

    def _leaves(self, told: Callable[[], list[object]]) -> None:
        """Something leaves the machine, unless the fate of this run is another."""
        fate, self.fate = self.fate, WELL
        if fate == FAILING:
            raise Undelivered("The network is away.")
        if fate == DYING_BEFORE:
            self._die()
        if fate == DOUBLED:
            assert self._call(*COMMANDS[self._command]) == 0
        try:
            for what in told():
                self.oracle.kills[what] += fate == DYING_AFTER
        except AssertionError as broken:  # which crm would take for a failure of its own
            self.broken = self.broken or broken
        if fate == DYING_AFTER:
            self._die()

    def _die(self) -> None:
        self._is_dead = True
        raise Killed

    def _alive(self, act: Callable[..., Any]) -> Callable[..., Any]:
        """The dead write nothing, whatever they would do on their way out."""

        def acting(*given: Any, **named: Any) -> Any:
            if self._is_dead:
                raise Killed
            return act(*given, **named)

        return acting


def utc(text: str) -> datetime:
    """An instant in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
