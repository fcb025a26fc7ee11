"""Plans: their words, and when they come."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.errors import Invalid
from crmcli.schedules import calls, plans
from crmcli.schedules.calls import Call
from crmcli.schedules.plans import ALERTS, DIGEST, Plan

WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=12)
PLANS = st.one_of(
    st.builds(
        Plan,
        st.just("digest"),
        st.just(DIGEST),
        at=st.times().map(lambda each: each.replace(second=0, microsecond=0)),
        is_on_weekdays=st.booleans(),
        mail=st.sampled_from(["", "me@x.example"]),
        is_notifying=st.booleans(),
        days=st.integers(0, 30),
        query=st.lists(WORDS, max_size=3).map(tuple),
    ),
    st.builds(
        Plan,
        st.just("alerts"),
        st.just(ALERTS),
        at=st.just(time()),
        every=st.sampled_from(plans.EVERY),
        before=st.sampled_from(["", "15m"]),
        command=st.one_of(st.just(""), WORDS),
    ),
)
CALLS = st.builds(
    Call,
    st.sampled_from([("/usr/bin/crm",), ("/v/bin/python", "-m", "crmcli"), ("/a b/crm$",)]),
    st.sampled_from(["", "/data/my crm.db"]),
    st.sampled_from([(), ("XDG_CONFIG_HOME=/a b=c",)]),
)


@given(PLANS, CALLS)
def test_a_call_is_read_back_as_it_was_written(plan: Plan, call: Call) -> None:
    assert calls.read(plan.name, call.words(plan), plan.every) == (call, plan)


@given(st.lists(WORDS, max_size=4))
def test_what_is_no_call_of_ours_is_none(words: list[str]) -> None:
    found = calls.read("digest", ["/bin/sh", "-c", *words])
    assert found is None


WALL = datetime(2026, 11, 27, 9, 2)  # a Friday


@pytest.mark.parametrize(
    ("plan", "wanted"),
    [
        (Plan("digest", DIGEST, at=time(7)), datetime(2026, 11, 28, 7)),
        (Plan("digest", DIGEST, at=time(9, 2)), datetime(2026, 11, 28, 9, 2)),
        (Plan("digest", DIGEST, at=time(9, 3)), datetime(2026, 11, 27, 9, 3)),
        (Plan("digest", DIGEST, at=time(7), is_on_weekdays=True), datetime(2026, 11, 30, 7)),
        (Plan("alerts", ALERTS, every=5), datetime(2026, 11, 27, 9, 5)),
        (Plan("alerts", ALERTS, every=60), datetime(2026, 11, 27, 10)),
    ],
)
def test_the_next_moment_is_the_first_after_now(plan: Plan, wanted: datetime) -> None:
    assert plans.upcoming(plan, WALL) == wanted


def test_the_last_days_are_those_whose_time_has_come() -> None:
    plan = Plan("digest", DIGEST, at=time(10), is_on_weekdays=True)
    assert plans.last_days(plan, datetime(2026, 11, 30, 9), 2) == [date(2026, 11, 27), date(2026, 11, 26)]
    assert plans.last_days(plan, datetime(2026, 11, 30, 10), 2) == [date(2026, 11, 30), date(2026, 11, 27)]


@pytest.mark.parametrize("name", ["", "Digest", "a b", "../x", "é", "1st", "x" * 41, "a\nb"])
def test_a_name_is_one_that_a_file_and_a_mark_can_hold(name: str) -> None:
    with pytest.raises(Invalid, match="cannot be the name"):
        plans.checked(Plan(name, DIGEST))


def test_a_line_break_is_in_no_word() -> None:
    with pytest.raises(Invalid, match="line break"):
        plans.checked(Plan("digest", DIGEST, query=("a\nb",)))
