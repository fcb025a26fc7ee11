"""What the board asks: a pipeline's cards, among those that a query means, and where they may go."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.store import boards, pipelines, rates, segments, stages

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from crmcli.store.boards import Board
    from crmcli.store.pipelines import Pipeline
    from crmcli.store.rates import Book
    from crmcli.store.segments import Segment
    from crmcli.store.stages import Stage
    from crmcli.tui.gateway.connection import Reading


class Seen(NamedTuple):
    """A board with what it takes to show it. `pipelines` are all there are, `book` has the rates to home."""

    board: Board
    pipelines: list[Pipeline]
    book: Book
    today: date


def board(
    reading: Reading, pipeline_id: int | None, words: Sequence[str], sort: str, before: Board | None = None
) -> Seen:
    """Returns the board of a pipeline, the first where none is said or it is gone, with the deals that a query means.

    What is as it was `before` takes no second room. Raises Invalid for a query that cannot be read.
    """
    connection, moment = reading
    every = pipelines.all_of(connection)
    ids = None
    if words:
        from crmcli.store import criteria

        ids = criteria.deal_ids(connection, words, today=moment.today, now_local=moment.local, now=moment.now)
    known = [each.id for each in every]
    chosen = pipeline_id if pipeline_id in known else known[0]
    found = boards.of(connection, chosen, now=moment.now, today=moment.today, ids=ids, sort=sort, before=before)
    return Seen(found, every, rates.book(connection), moment.today)


def ways(reading: Reading, pipeline_id: int) -> list[Stage]:
    """Returns the stages to which deals may go: those of the pipeline in their order, then the open ones elsewhere."""
    every = stages.all_of(reading.connection)
    own = [each for each in every if each.pipeline_id == pipeline_id]
    return own + [each for each in every if each.pipeline_id != pipeline_id and each.is_open]


def saved(reading: Reading) -> list[Segment]:
    """Returns the saved segments, by name."""
    return segments.all_of(reading.connection)
