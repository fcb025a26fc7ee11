"""The pipeline at a glance: per stage its open deals, their sums, and how many stall, lack a next step, or slipped.

It reads narrow rows, not whole deals, so that thousands are added up at once. What counts as stalled or slipped is said
in `deal_states`, what a deal is worth in `deal_values`.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from crmcli.store import deal_states, deal_sums, deal_values, local_days, pipelines, stages

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from crmcli.store.deal_sums import Sum
    from crmcli.store.pipelines import Pipeline
    from crmcli.store.stages import Stage


@dataclass(frozen=True, slots=True)
class Standing:
    """An open deal, as narrow as a glance needs it; amounts in minor units, `chance` in hundredths of a percent."""

    id: int
    stage_id: int
    value: int | None
    currency: str | None
    fixed_commission: int | None
    commission_rate: int | None
    chance: int
    expected_close: str | None
    is_stalled: int
    is_without_next: int
    is_slipped: int

    @property
    def weighted(self) -> int | None:
        """The value times the chance."""
        return deal_values.weighted(self.value, self.chance)

    @property
    def commission(self) -> int | None:
        """What the user earns by it."""
        return deal_values.commission(self.fixed_commission, self.commission_rate, self.value)


@dataclass(frozen=True, slots=True)
class Part:
    """Some deals together: how many, what they add up to, and how many of them need a look."""

    deals: int
    sums: list[Sum]
    stalled: int
    without_next: int
    slipped: int


@dataclass(frozen=True, slots=True)
class StageGlance:
    """An open stage, all of its deals, and the same parted by currency."""

    stage: Stage
    all: Part
    by_currency: list[Part]


@dataclass(frozen=True, slots=True)
class Glance:
    """A pipeline: its open stages in order, all together, and what is to close and was won in the month of today.

    `closing` are the open deals expected to close by the end of the month, those that slipped among them; of
    `closing_ids` the soonest to come stand first, then the latest of those that slipped.
    """

    pipeline: Pipeline
    stages: list[StageGlance]
    all: Part
    closing: Part
    closing_ids: list[int]
    won: Part


_CHANCE = "coalesce(d.chance, s.chance)"
_OPEN = (
    f"SELECT d.id, d.stage_id, d.value, d.currency, d.commission, d.commission_rate, {_CHANCE}, d.expected_close, "
    f"{deal_states.STALLED}, {deal_states.WITHOUT_NEXT}, coalesce({deal_states.SLIPPED}, 0) "
    "FROM deal d JOIN stage s ON s.id = d.stage_id WHERE d.closed_at IS NULL AND s.pipeline_id = :pipeline"
)
_WON = (
    "SELECT d.id, d.stage_id, d.value, d.currency, d.commission, d.commission_rate, s.chance, d.expected_close, "
    "0, 0, 0 FROM stage s JOIN deal d ON d.stage_id = s.id "
    "WHERE s.pipeline_id = :pipeline AND s.outcome = 'won' AND d.closed_at >= :since"
)
_AMONG = " AND d.id IN (SELECT value FROM json_each(:ids))"


def of(
    connection: sqlite3.Connection,
    *,
    now: datetime,
    today: date,
    pipeline_ids: Sequence[int] | None = None,
    ids: Sequence[int] | None = None,
    home: str = "",
) -> list[Glance]:
    """Returns the glance of each pipeline, or of those named, in the user's order.

    `ids` are the deals among which all are; `today` is the local day. Sums in the currency `home` come first.
    """
    since = local_days.local_days(connection).start(today.replace(day=1))
    parameters: dict[str, Any] = {**deal_states.at(now, today.isoformat()), "since": since}
    if ids is not None:
        parameters["ids"] = str([int(each) for each in ids])

    def standing(query: str, pipeline_id: int) -> list[Standing]:
        query += _AMONG if ids is not None else ""
        return [Standing(*row) for row in connection.execute(query, {**parameters, "pipeline": pipeline_id})]

    return [
        _glance(connection, each, standing(_OPEN, each.id), standing(_WON, each.id), today, home)
        for each in pipelines.all_of(connection)
        if pipeline_ids is None or each.id in pipeline_ids
    ]


def together(parts: Sequence[Part], home: str = "") -> Part:
    """Returns several parts as one."""
    return Part(
        sum(each.deals for each in parts),
        deal_sums.together((one for each in parts for one in each.sums), home),
        sum(each.stalled for each in parts),
        sum(each.without_next for each in parts),
        sum(each.slipped for each in parts),
    )


def part(deals: Sequence[Standing], home: str = "") -> Part:
    """Returns what some deals are together."""
    return Part(
        len(deals),
        deal_sums.of(deals, home),
        sum(each.is_stalled for each in deals),
        sum(each.is_without_next for each in deals),
        sum(each.is_slipped for each in deals),
    )


def _glance(
    connection: sqlite3.Connection,
    pipeline: Pipeline,
    deals: Sequence[Standing],
    won: Sequence[Standing],
    today: date,
    home: str,
) -> Glance:
    end = end_of_month(today).isoformat()
    due = sorted((each.expected_close, each.id, each) for each in deals if each.expected_close)
    due = [one for one in due if one[0] <= end]
    slipped = [each for _day, _id, each in reversed(due) if each.is_slipped]
    closing = [each for _day, _id, each in due if not each.is_slipped] + slipped
    found = [
        _stage(each, [deal for deal in deals if deal.stage_id == each.id], home)
        for each in stages.of_pipeline(connection, pipeline.id)
        if each.is_open
    ]
    return Glance(
        pipeline, found, part(deals, home), part(closing, home), [each.id for each in closing], part(won, home)
    )


def _stage(stage: Stage, deals: Sequence[Standing], home: str) -> StageGlance:
    whole = part(deals, home)
    return StageGlance(
        stage,
        whole,
        [part([deal for deal in deals if deal_sums.currency_of(deal) == each.currency]) for each in whole.sums],
    )


def end_of_month(day: date) -> date:
    """Returns the last day of the month of a day."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
