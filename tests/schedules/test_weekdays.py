"""The days on which somebody works, as a crontab, systemd and people write them."""

from __future__ import annotations

import subprocess
from datetime import date, datetime, time
from shutil import which

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.schedules import plans, weekdays
from crmcli.schedules.plans import DIGEST, Plan

WEEKENDS = st.frozensets(st.integers(0, 6), max_size=6)


@pytest.mark.parametrize(
    ("weekend", "crontab", "systemd", "words"),
    [
        ({5, 6}, "1-5", "Mon..Fri", "Mon–Fri"),
        ({4, 5}, "0-4", "Mon..Thu,Sun", "Sun–Thu"),
        ({4}, "0-4,6", "Mon..Thu,Sat..Sun", "Sat–Thu"),
        ({4, 6}, "1-4,6", "Mon..Thu,Sat", "Mon–Thu, Sat"),
        ({6}, "1-6", "Mon..Sat", "Mon–Sat"),
        (set(), "0-6", "Mon..Sun", "Mon–Sun"),
    ],
)
def test_the_days_of_a_week_are_written_as_each_wants_them(
    weekend: set[int], crontab: str, systemd: str, words: str
) -> None:
    off = frozenset(weekend)
    assert (weekdays.in_crontab(off), weekdays.in_systemd(off), weekdays.in_words(off)) == (crontab, systemd, words)


@given(WEEKENDS)
def test_a_crontab_names_just_the_days_that_are_worked(weekend: frozenset[int]) -> None:
    named: set[int] = set()
    for span in weekdays.in_crontab(weekend).split(","):
        first, _dash, last = span.partition("-")
        named |= {(day - 1) % 7 for day in range(int(first), int(last or first) + 1)}
    assert named == set(range(7)) - weekend


@pytest.mark.skipif(not which("systemd-analyze"), reason="systemd-analyze is not installed")
@pytest.mark.parametrize("weekend", [{5, 6}, {4, 5}, {4}, {4, 6}, {6}])
def test_systemd_takes_the_days(weekend: set[int]) -> None:
    days = weekdays.in_systemd(frozenset(weekend))
    done = subprocess.run(
        ["systemd-analyze", "calendar", f"{days} *-*-* 07..23:00:00 UTC"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_plan_for_weekdays_passes_over_the_weekend_of_its_user() -> None:
    plan = Plan("digest", DIGEST, at=time(7), is_on_weekdays=True, weekend=frozenset((4, 5)))
    assert plans.upcoming(plan, datetime(2026, 11, 26, 9)) == datetime(2026, 11, 29, 7)  # Thursday, then Sunday
    assert plans.last_days(plan, datetime(2026, 11, 29, 9), 2) == [date(2026, 11, 29), date(2026, 11, 26)]
