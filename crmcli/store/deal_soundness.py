"""What is true of all pipelines, stages and deals beyond what their schema says.

Asked of rows that came from outside in one piece, by the doctor, and where an older operation is undone alone: rows
that are good one by one may not go together.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from crmcli.errors import Invalid
from crmcli.i18n import _
from crmcli.store import diary_soundness

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLES = ("pipeline", "stage", "deal", "deal_contact", "stage_move", "close_change")
_RATE = re.compile(r"(0|[1-9][0-9]{0,11})(\.[0-9]{0,11}[1-9])?")
_PIPELINES = "SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM pipeline)"
_ENDS = (
    "SELECT p.id FROM pipeline p LEFT JOIN stage s ON s.pipeline_id = p.id AND s.retired_at IS NULL GROUP BY p.id "
    "HAVING coalesce(sum(s.outcome = 'open'), 0) = 0 OR coalesce(sum(s.outcome = 'won'), 0) <> 1 "
    "OR coalesce(sum(s.outcome = 'lost'), 0) <> 1 OR coalesce(sum(s.outcome = 'void'), 0) <> 1"
)
_RETIRED = "SELECT d.id FROM deal d JOIN stage s ON s.id = d.stage_id WHERE s.retired_at IS NOT NULL ORDER BY d.id"
_CLOSED = (
    "SELECT d.id FROM deal d JOIN stage s ON s.id = d.stage_id WHERE (d.closed_at IS NULL) <> (s.outcome = 'open')"
)
_CUSTOMER = (
    "SELECT d.id FROM deal d WHERE d.contact_id IS NOT NULL AND NOT EXISTS "
    "(SELECT 1 FROM deal_contact dc WHERE dc.deal_id = d.id AND dc.contact_id = d.contact_id)"
)
# Each move begins where the one before ended, in time and place; the last one says where the deal is and since when.
_WAY = """
SELECT m.deal_id FROM (
  SELECT deal_id, from_stage_id, lag(to_stage_id) OVER way AS ended FROM stage_move
  WINDOW way AS (PARTITION BY deal_id ORDER BY at, id)
) m WHERE m.from_stage_id IS NOT m.ended
UNION ALL
SELECT d.id FROM deal d LEFT JOIN stage_move m ON m.id = (
  SELECT id FROM stage_move WHERE deal_id = d.id ORDER BY at DESC, id DESC LIMIT 1
) WHERE m.to_stage_id IS NOT d.stage_id OR m.at IS NOT d.stage_since
  OR (d.closed_at IS NOT NULL AND d.closed_at <> d.stage_since)
"""
_CLOSE = """
SELECT c.deal_id FROM (
  SELECT deal_id, from_day, row_number() OVER way AS number, lag(to_day) OVER way AS before FROM close_change
  WINDOW way AS (PARTITION BY deal_id ORDER BY at, id)
) c WHERE c.number > 1 AND c.from_day IS NOT c.before
UNION ALL
SELECT d.id FROM deal d JOIN close_change c ON c.id = (
  SELECT id FROM close_change WHERE deal_id = d.id ORDER BY at DESC, id DESC LIMIT 1
) WHERE c.to_day IS NOT d.expected_close
"""


def fault(connection: sqlite3.Connection) -> str | None:
    """Returns a sentence about the first thing that does not go together; None where all of it does."""
    return next(faults(connection), None)


def faults(connection: sqlite3.Connection) -> Iterator[str]:
    """Yields a sentence for each kind of thing that does not go together, about the first that is so."""
    rules = (
        (_PIPELINES, _("There is no pipeline.")),
        (_ENDS, _("Pipeline {id} has not one stage each for won, lost and void, and an open one.")),
        (_RETIRED, _("Deal d{id} is in a stage that was removed.")),
        (_CLOSED, _("Deal d{id} is open in a closed stage, or closed in an open one.")),
        (_CUSTOMER, _("The customer of deal d{id} is not among those it is with.")),
        (_WAY, _("The moves of deal d{id} do not lead to where it is.")),
        (_CLOSE, _("The changes of the expected close of deal d{id} do not lead to what it is.")),
    )
    for query, sentence in rules:
        row = connection.execute(f"SELECT * FROM ({query}) LIMIT 1").fetchone()
        if row is not None:
            yield sentence.format(id=row[0])


def check(connection: sqlite3.Connection) -> None:
    """Raises Invalid, in words, for the first thing about a deal that is not as crm would have written it."""
    for table, column, is_good in _COLUMNS:
        diary_soundness.check_column(connection, table, column, is_good)
    found = fault(connection)
    if found is not None:
        raise Invalid(found)


def _sum(value: int) -> bool:
    from crmcli.store import deal_values

    return deal_values.sum_of(value, None)[0] == value


def _rate(value: str) -> bool:
    return _RATE.fullmatch(value) is not None and value != "0"


def _roles(value: str) -> bool:
    from crmcli.store import deal_contacts

    given = value.split(",") if value else []
    return given == [each for each in deal_contacts.ROLES if each in given]


def _needs(value: str) -> bool:
    from crmcli.store import stage_values

    return stage_values.needs(value.split(",")) == value


def _fields(value: str) -> bool:
    import json

    found = json.loads(value)
    return isinstance(found, dict) and all(isinstance(each, str) for each in found.values())


_COLUMNS: tuple[tuple[str, str, Callable[[Any], bool]], ...] = (
    ("deal", "expected_close", diary_soundness.is_day),
    ("deal", "currency", diary_soundness.is_currency),
    ("deal", "value", _sum),
    ("deal", "commission", _sum),
    ("deal", "fields", _fields),
    ("deal_contact", "roles", _roles),
    ("stage", "needs", _needs),
    ("close_change", "from_day", diary_soundness.is_day),
    ("close_change", "to_day", diary_soundness.is_day),
    ("rate", "day", diary_soundness.is_day),
    ("rate", "currency", diary_soundness.is_currency),
    ("rate", "home", diary_soundness.is_currency),
    ("rate", "rate", _rate),
)
