"""Units of systemd: what they say, and that systemd itself takes them."""

from __future__ import annotations

import os
import subprocess
from datetime import date, time
from pathlib import Path
from shutil import which

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.schedules import units
from crmcli.schedules.calls import Call
from crmcli.schedules.marks import Mark
from crmcli.schedules.plans import ALERTS, DIGEST, EVERY, Plan
from tests.schedules.test_plans import CALLS, PLANS

MARK = Mark("digest", date(2026, 11, 24))
CRM = Call(("/usr/bin/crm",))


@given(PLANS, CALLS)
def test_a_service_is_read_back_as_it_was_written(plan: Plan, call: Call) -> None:
    mark = Mark(plan.name, MARK.since)
    timer = units.timer(plan, mark, units.calendar(plan, "Asia/Jakarta", []))
    found = units.read(units.service(call, plan, mark).encode(), timer.encode())
    assert found is not None
    assert (found.mark, found.call, found.plan) == (mark, call, plan if plan.kind == ALERTS else found.plan)
    assert found.plan.words == plan.words


def test_a_service_of_somebody_else_is_none_of_ours() -> None:
    assert units.read(b"[Service]\nExecStart=/usr/bin/crm digest\n", b"") is None
    assert units.read(units.service(CRM, Plan("digest", DIGEST), MARK).replace("digest", "find").encode(), b"") is None


@pytest.mark.parametrize(
    ("plan", "zone", "minutes", "wanted"),
    [
        (Plan("d", DIGEST, at=time(7)), "Asia/Jakarta", [], "*-*-* 07..23:00:00 Asia/Jakarta"),
        (Plan("d", DIGEST, at=time(7, 30), is_on_weekdays=True), "UTC", [], "Mon..Fri *-*-* 07..23:30:00 UTC"),
        (Plan("d", DIGEST, at=time(23, 5)), "UTC", [], "*-*-* 23:05:00 UTC"),
        (Plan("d", DIGEST, at=time(7)), "", [0, 30], "*:00,30"),
        (Plan("a", ALERTS), "UTC", [], "*:0/5"),
        (Plan("a", ALERTS, every=1), "UTC", [], "*:0/1"),
        (Plan("a", ALERTS, every=60), "UTC", [], "*:0"),
    ],
)
def test_a_timer_elapses_when_the_plan_says(plan: Plan, zone: str, minutes: list[int], wanted: str) -> None:
    assert units.calendar(plan, zone, minutes) == wanted


@pytest.mark.skipif(not which("systemd-analyze"), reason="systemd-analyze is not installed")
@pytest.mark.parametrize(
    "plan",
    [
        Plan("digest", DIGEST, mail="me@x.example", query=('city:"100% $HOME; \\n"', ";", "a'b", "陳")),
        Plan("digest", DIGEST, at=time(23, 30), is_on_weekdays=True, is_notifying=True),
        *(Plan("alerts", ALERTS, every=every, command='say "$CRM_TITLE" 50%; ls') for every in EVERY),
    ],
)
def test_systemd_accepts_the_units_and_means_the_same(tmp_path: Path, plan: Plan) -> None:
    call = Call(("/bin/echo",), "/a b/$x.db")
    timer = units.timer(plan, MARK, units.calendar(plan, "Asia/Jakarta", []))
    (tmp_path / f"crm-{plan.name}.service").write_text(units.service(call, plan, MARK))
    (tmp_path / f"crm-{plan.name}.timer").write_text(timer)
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)}
    names = [str(path) for path in sorted(tmp_path.glob("crm-*"))]
    verified = subprocess.run(
        ["systemd-analyze", "--user", "verify", *names], env=environment, capture_output=True, text=True, check=False
    )
    assert (verified.returncode, verified.stdout) == (0, "")
    about_ours = [line for line in verified.stderr.splitlines() if "crm-" in line]
    assert about_ours == []


@given(st.sampled_from(EVERY))
def test_how_often_is_read_from_the_timer(every: int) -> None:
    plan = Plan("alerts", ALERTS, at=time(), every=every)
    mark = Mark("alerts", MARK.since)
    timer = units.timer(plan, mark, units.calendar(plan, "", []))
    found = units.read(units.service(CRM, plan, mark).encode(), timer.encode())
    assert found is not None
    assert found.plan == plan
