"""The board of a pipeline: its stages with the deals in them, as narrow as a card on it shows them.

It reads thousands of deals at once and parts them by stage. What counts as stalled or slipped is said in `deal_states`,
what a deal is worth in `deal_values`. Nothing is changed here, and no clock is read.
"""

from __future__ import annotations

import sqlite3
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.store import deal_states, deal_values, pipelines, stages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from crmcli.store.pipelines import Pipeline
    from crmcli.store.stages import Stage

CLOSED_DAYS = 30  # for how long a deal that was won or lost still stands on the board
SORTS = ("manual", "urgency", "value", "close", "age")


class Card(NamedTuple):
    """One deal on the board. Sums are in minor units, `chance` in hundredths of a percent.

    `days` is for how many whole days it has been in its stage, `quiet_days` for how many nothing happened with it.
    `next_due` is local; a deal without a next step has none.
    """

    id: int
    title: str
    contact: str | None
    stage_id: int
    position: int
    value: int | None
    currency: str | None
    fixed_commission: int | None
    commission_rate: int | None
    chance: int
    expected_close: str | None
    next_what: str | None
    next_due: str | None
    days: int
    quiet_days: int
    is_stalled: bool
    is_slipped: bool
    outcome: str
    has_own_chance: bool = False  # one that was said of it alone, and goes with it to other stages

    @property
    def ref(self) -> str:
        """How the user names it: `d7`."""
        return f"d{self.id}"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be won."""
        return self.outcome == stages.OPEN

    @property
    def is_unplanned(self) -> bool:
        """Whether an open deal has no next step."""
        return self.is_open and self.next_due is None

    @property
    def weighted(self) -> int | None:
        """The value times the chance, in minor units; None without a value."""
        return deal_values.weighted(self.value, self.chance)

    @property
    def commission(self) -> int | None:
        """What the user earns by it, in minor units; None where nothing was said."""
        return deal_values.commission(self.fixed_commission, self.commission_rate, self.value)


class Board(NamedTuple):
    """A pipeline, its columns in order (open stages, then won and lost), and the cards of each by stage."""

    pipeline: Pipeline
    stages: list[Stage]
    cards: dict[int, list[Card]]


_CARDS = f"""
SELECT d.id, d.title, c.name, d.stage_id, d.position, d.value, d.currency, d.commission, d.commission_rate, d.chance,
  d.expected_close, n.what, n.due, d.stage_since, {deal_states.LAST_ACTIVITY}
FROM stage s JOIN deal d ON d.stage_id = s.id LEFT JOIN contact c ON c.id = d.contact_id
LEFT JOIN followup n ON n.id = {deal_states.NEXT.format(column="f.id")}
WHERE s.pipeline_id = :pipeline AND s.outcome <> 'void' AND (d.closed_at IS NULL OR d.closed_at >= :since)
"""


def of(
    connection: sqlite3.Connection,
    pipeline_id: int,
    *,
    now: datetime,
    today: date,
    ids: Sequence[int] | None = None,
    sort: str = SORTS[0],
    before: Board | None = None,
) -> Board:
    """Returns the board of a pipeline at `now`; `today` is the local day, `ids` are the deals among which all are.

    Won and lost deals stand on it for CLOSED_DAYS, the latest first. Cards that are as they were `before` are the same
    objects: a board that is read again takes no second room. Raises NotFound where there is no such pipeline.
    """
    columns = [each for each in stages.of_pipeline(connection, pipeline_id) if each.outcome != stages.VOID]
    by_id = {each.id: each for each in columns}
    found: dict[int, list[Card]] = {each.id: [] for each in columns}
    closed: dict[int, str] = {}
    since = f"{now - timedelta(days=CLOSED_DAYS):%Y-%m-%dT%H:%M:%SZ}"
    query, parameters = _CARDS, {"pipeline": pipeline_id, "since": since}
    if ids is not None:
        query += "AND d.id IN (SELECT value FROM json_each(:ids))"
        parameters["ids"] = str([int(each) for each in ids])
    day, once = today.isoformat(), _Once()
    known = {card.id: card for cards in before.cards.values() for card in cards} if before else {}
    for row in connection.execute(query, parameters):
        stage = by_id.get(row[3])
        if stage is not None:
            card = _card(row, stage, now, day, once)
            same = known.get(card.id)
            found[stage.id].append(same if same == card else card)
            if not stage.is_open:
                closed[card.id] = row[13]
    return Board(
        pipelines.get(connection, pipeline_id),
        columns,
        {key: _ordered(by_id[key], cards, sort, closed) for key, cards in found.items()},
    )


class _Once(dict[Any, Any]):
    """Each text once: thousands of cards have the same names, days and currencies, and are held for long."""

    def __missing__(self, text: str | None) -> str | None:
        self[text] = text
        return text


def _card(row: Sequence[Any], stage: Stage, now: datetime, today: str, once: _Once) -> Card:
    since, last = str(row[13]), row[14]
    days = quiet = max(deal_states.days_since(since, now), 0)
    if last is not None and str(last) > since:
        quiet = max(deal_states.days_since(str(last), now), 0)
    stale, close = stage.stale_after_days, row[10]
    is_stalled = stage.is_open and stale is not None and quiet >= stale
    is_slipped = stage.is_open and close is not None and str(close) < today
    has_own = row[9] is not None and stage.is_open
    chance = row[9] if has_own else stage.chance
    first = (*row[:2], once[row[2]], *row[3:6], once[row[6]], *row[7:9])
    following = (chance, once[close], once[row[11]], once[row[12]])
    return Card._make((*first, *following, days, quiet, is_stalled, is_slipped, stage.outcome, has_own))


def _ordered(stage: Stage, cards: list[Card], sort: str, closed: Mapping[int, str]) -> list[Card]:
    if not stage.is_open:
        return sorted(cards, key=lambda card: (closed[card.id], card.id), reverse=True)
    return sorted(cards, key=_KEYS[sort])


def _urgency(card: Card) -> tuple[object, ...]:
    """What is due soonest first; deals without a next step after those, what slipped and was quiet longest first."""
    return (card.next_due is None, card.next_due or "", not card.is_slipped, -card.quiet_days, card.id)


_KEYS: dict[str, Callable[[Card], tuple[object, ...]]] = {
    "manual": lambda card: (card.position, card.id),
    "urgency": _urgency,
    "value": lambda card: (card.currency or "~", -(card.value or 0), card.id),
    "close": lambda card: (card.expected_close is None, card.expected_close or "", card.id),
    "age": lambda card: (-card.days, card.id),
}
