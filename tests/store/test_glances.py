"""The glance at a seeded year of deals says what whole deals, counted one by one, say."""

from __future__ import annotations

from datetime import date

import pytest

from crmcli.store import deal_states, deal_sums, deals, glances, local_days, pipelines
from crmcli.store.db import Store
from crmcli.store.deals import Deal
from crmcli.store.glances import Glance, Part
from tests import factories
from tests.pipelines import year

TODAY = date(2026, 11, 24)


@pytest.fixture
def lived(store: Store) -> Store:
    """A store with a year of 300 deals."""
    year(store, 7, deals=300, contacts=60)
    return store


def glance_of(store: Store, ids: list[int] | None = None) -> list[Glance]:
    return glances.of(store.connection, now=factories.NOW, today=TODAY, ids=ids)


def counted(found: list[Deal]) -> Part:
    """The same, deal by deal."""
    return Part(
        len(found),
        deal_sums.of(found),
        sum(deal_states.is_stalled(each, factories.NOW) for each in found),
        sum(deal_states.is_without_next(each) for each in found),
        sum(deal_states.is_slipped(each, TODAY) for each in found),
    )


def test_every_number_of_the_glance_is_that_of_its_deals(lived: Store) -> None:
    every = deals.listed(lived.connection, with_closed=True)
    days = local_days.local_days(lived.connection)
    found = glance_of(lived)
    assert [each.pipeline.name for each in found] == [each.name for each in pipelines.all_of(lived.connection)]
    for each in found:
        own = [deal for deal in every if deal.pipeline_id == each.pipeline.id]
        open_ = [deal for deal in own if deal.is_open]
        assert each.all == counted(open_)
        assert glances.together([one.all for one in each.stages]) == each.all
        for one in each.stages:
            assert one.all == counted([deal for deal in open_ if deal.stage_id == one.stage.id])
        closing = [deal for deal in open_ if (deal.expected_close or "9") <= "2026-11-30"]
        assert each.closing == counted(closing)
        assert sorted(each.closing_ids) == sorted(deal.id for deal in closing)
        won = [deal for deal in own if deal.outcome == "won" and days.of(deal.closed_at or "") >= date(2026, 11, 1)]
        assert (each.won.deals, each.won.sums) == (len(won), deal_sums.of(won))
    assert sum(each.all.stalled for each in found) > 0
    assert sum(each.all.slipped for each in found) > 0


def test_what_comes_stands_before_what_is_late_and_the_latest_of_that_first(lived: Store) -> None:
    for each in glance_of(lived):
        found = {deal.id: deal for deal in deals.listed(lived.connection, ids=each.closing_ids)}
        days = [found[deal_id].expected_close or "" for deal_id in each.closing_ids]
        late = [day for day in days if day < TODAY.isoformat()]
        coming = [day for day in days if day >= TODAY.isoformat()]
        assert days == [*sorted(coming), *sorted(late, reverse=True)]


def test_only_deals_among_those_named_are_seen(lived: Store) -> None:
    some = [deal.id for deal in deals.listed(lived.connection, with_closed=True)][::3]
    open_ = [deal for deal in deals.listed(lived.connection, ids=some) if deal.is_open]
    assert sum(each.all.deals for each in glance_of(lived, some)) == len(open_)
    assert sum(each.all.deals for each in glance_of(lived, [])) == 0


@pytest.mark.parametrize(
    ("day", "last"),
    [
        ("2026-02-01", "2026-02-28"),
        ("2028-02-29", "2028-02-29"),
        ("2026-12-31", "2026-12-31"),
        ("2026-04-30", "2026-04-30"),
    ],
)
def test_a_month_ends_on_its_last_day(day: str, last: str) -> None:
    assert glances.end_of_month(date.fromisoformat(day)) == date.fromisoformat(last)
