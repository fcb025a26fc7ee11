"""The funnel: of the deals that began in some days, how many ever reached each stage, and where the others stopped.

A deal has reached every stage up to the furthest it was ever in: one that skipped a stage went through it, one that
came back did not lose it, and one that was ever won has reached them all. It is counted in the pipeline it is in now.
So of those who reached a stage, each reached the next one too, or is still open, or was lost: nobody is counted twice.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.store import pipelines, stages
from crmcli.store.reports import cases as deals
from crmcli.store.reports.breakdowns import Row, parted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crmcli.store.pipelines import Pipeline
    from crmcli.store.reports.cases import Case, Scope, Span
    from crmcli.store.stages import Stage

REACHED, OPEN, WON, LOST, VOID, CREATED = "reached", "open", "won", "lost", "void", "created"


@dataclass(frozen=True, slots=True)
class Funnel:
    """The funnel of a pipeline. A row of `stages` has `reached`, and `open`, `won` and `lost`: those who stopped there.

    The last row is of those who were ever won: of them `open` and `lost` were opened again. `created` are all but the
    void ones.
    """

    pipeline: Pipeline
    stages: list[Row]
    created: list[Case]
    void: list[Case]

    def ended(self, outcome: str) -> list[Case]:
        """Those that are open, won or lost now."""
        return [each for each in self.created if each.outcome == outcome]


def of(connection: sqlite3.Connection, scope: Scope, over: Span) -> list[Funnel]:
    """Returns the funnel of each pipeline through which deals went that began in some days, in the user's order."""
    begun = deals.created(connection, scope, over)
    furthest = _furthest(connection, over)
    found = []
    for pipeline in pipelines.all_of(connection):
        own = [each for each in begun if each.pipeline_id == pipeline.id]
        if own:
            counted = [each for each in own if each.outcome != stages.VOID]
            rows = _rows(connection, pipeline, counted, furthest)
            found.append(Funnel(pipeline, rows, counted, [each for each in own if each.outcome == stages.VOID]))
    return found


def by(connection: sqlite3.Connection, scope: Scope, over: Span, what: str) -> list[Row]:
    """Returns the deals that began in some days, parted: how many, and how many are open, won and lost now."""
    begun = [each for each in deals.created(connection, scope, over) if each.outcome != stages.VOID]
    return [
        Row(label, {CREATED: found, **{key: _ended(found, key) for key in (OPEN, WON, LOST)}})
        for label, found in parted(connection, begun, what, lambda case: case.created_at).items()
    ]


def _ended(cases: Iterable[Case], outcome: str) -> list[Case]:
    return [each for each in cases if each.outcome == outcome]


def _rows(
    connection: sqlite3.Connection, pipeline: Pipeline, counted: Sequence[Case], furthest: dict[int, tuple[int, bool]]
) -> list[Row]:
    way = stages.of_pipeline(connection, pipeline.id)
    opened = [each for each in way if each.is_open]
    end = len(opened)
    known = {found: _place(opened, *found) for found in {(0, False), *furthest.values()}}
    stopped: list[list[Case]] = [[] for _stage in range(end + 1)]
    for each in counted:
        stopped[end if each.outcome == stages.WON else known[furthest.get(each.id, (0, False))]].append(each)
    rows = []
    reached: list[Case] = []
    names = [*(each.name for each in opened), *(each.name for each in way if each.outcome == stages.WON)]
    for name, here in reversed(list(zip(names, stopped, strict=True))):
        reached = here + reached
        rows.append(Row(name, {REACHED: reached, **{key: _ended(here, key) for key in (OPEN, WON, LOST)}}))
    return rows[::-1]


def _place(opened: Sequence[Stage], position: int, is_won: bool) -> int:
    """The number of the last stage that is at or before a position; a retired one stood before what took its place."""
    if is_won:
        return len(opened)
    return max(sum(each.position <= position for each in opened) - 1, 0)


def _furthest(connection: sqlite3.Connection, over: Span) -> dict[int, tuple[int, bool]]:
    """The furthest position of each deal in its pipeline, and whether it was ever won.

    A retired stage stood behind those before it: its place may be another stage's by now.
    """
    rows = connection.execute(
        "SELECT m.deal_id, max(CASE WHEN s.outcome = 'open' THEN s.position - (s.retired_at IS NOT NULL) ELSE 0 END), "
        "max(s.outcome = 'won') FROM deal d JOIN stage here ON here.id = d.stage_id "
        "JOIN stage_move m ON m.deal_id = d.id JOIN stage s ON s.id = m.to_stage_id "
        "WHERE s.pipeline_id = here.pipeline_id AND d.created_at >= :begin AND d.created_at < :end GROUP BY m.deal_id",
        {"begin": over.begin, "end": over.end},
    )
    return {row[0]: (row[1], bool(row[2])) for row in rows}
