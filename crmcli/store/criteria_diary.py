"""What a query asks of dues, and of the timelines and follow-ups of contacts: when the next one is due, how often it
was tried, whether it is time to be in touch again.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from crmcli.store import activity_kinds, criteria_values, followups, touches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.query import Value
    from crmcli.store.criteria import Compiler

_LATE, _NONE = "late", "none"
_OPEN = "SELECT f.contact_id FROM followup f WHERE f.contact_id IS NOT NULL AND f.done_at IS NULL"
KEEPING = ("due", "soon")

_KEY = "a.at || printf('%020d', a.id)"  # of two at one instant the one that was written later comes later
_TRIED = f"""
c.id IN (
  WITH touched (contact_id, last) AS (
    SELECT p.contact_id, max({_KEY}) FROM activity a JOIN participant p ON p.activity_id = a.id
    WHERE {touches.IS_TOUCH} GROUP BY p.contact_id
  ),
  tried (contact_id, times) AS (
    SELECT p.contact_id, count(*) FROM activity a JOIN participant p ON p.activity_id = a.id
    LEFT JOIN touched t ON t.contact_id = p.contact_id
    WHERE {touches.IS_TRY} AND {_KEY} > coalesce(t.last, '') GROUP BY p.contact_id
  )
  SELECT e.id FROM contact e LEFT JOIN tried t ON t.contact_id = e.id WHERE {{met}}
)
"""


def late(compiler: Compiler) -> str:
    """The condition that the follow-up `f` is open and its day, or its minute, has passed."""
    # Where nobody told the time on the wall, today has just begun.
    compiler.parameters |= followups.late_at(compiler.now_local or datetime.combine(compiler.today, time.min))
    return followups.LATE


def due(compiler: Compiler, column: str, values: Sequence[Value]) -> str:
    """The due in the column is on one of the days. Raises Invalid."""
    return criteria_values.local_days(compiler, f"substr({column}, 1, 10)", values)


def due_or_late(compiler: Compiler, values: Sequence[Value]) -> str:
    """The follow-up `f` is due on one of the days, or it is late where a value says so."""
    days = [value for value in values if _word(value) != _LATE]
    conditions = [late(compiler)] if len(days) < len(values) else []
    return criteria_values.together("OR", [*conditions, *([due(compiler, "f.due", days)] if days else [])])


def coming(compiler: Compiler, values: Sequence[Value]) -> str:
    """The soonest open follow-up of a contact is due on one of the days; `late` and `none` where a value says so."""
    conditions = []
    for value in values:
        if _word(value) == _NONE:
            conditions.append(f"c.id NOT IN ({_OPEN})")
        elif _word(value) == _LATE:
            conditions.append(f"c.id IN ({_OPEN} AND {late(compiler)})")
        else:
            conditions.append(f"c.id IN ({_OPEN} GROUP BY f.contact_id HAVING {due(compiler, 'min(f.due)', [value])})")
    return criteria_values.together("OR", conditions)


def kind(compiler: Compiler, values: Sequence[Value]) -> str:
    """The activity `a` is of one of the kinds. Raises Invalid for one that there is not."""
    connection = compiler.connection
    known = [each.name for each in activity_kinds.all_of(connection)]
    # Another program may have left one that nobody described.
    known += [row[0] for row in connection.execute("SELECT DISTINCT kind FROM activity") if row[0] not in known]
    return criteria_values.among_names(compiler, "a.kind", known, values)


def had(compiler: Compiler, values: Sequence[Value]) -> str:
    """A contact took part in an activity of one of the kinds. Raises Invalid for one that there is not."""
    return (
        "c.id IN (SELECT p.contact_id FROM activity a JOIN participant p ON p.activity_id = a.id "
        f"WHERE {kind(compiler, values)})"
    )


def tries(compiler: Compiler, values: Sequence[Value]) -> str:
    """So often a contact was tried in vain since they were last reached."""
    return _TRIED.format(met=criteria_values.numbers(compiler, "coalesce(t.times, 0)", values))


def keeping(compiler: Compiler, values: Sequence[Value]) -> str:
    """To be in touch with a contact again is due, or soon will be. Raises Invalid for another word."""
    from crmcli.store import cadences

    wanted = set()
    for value in values:
        criteria_values.choice(compiler, "''", KEEPING, [value])
        wanted.add(_word(value) == "due")
    waiting = cadences.silent(compiler.connection, today=compiler.today)
    return compiler.among([each.contact_id for each in waiting if each.is_due in wanted], "c.id")


def _word(value: Value) -> str:
    return value.text.strip().lower()


def of_deal(compiler: Compiler, column: str, values: Sequence[Value]) -> str:
    """The record hangs on one of the deals: named by number, `d7`, or by a part of its title; `none` is where it does
    on none."""
    from crmcli.store import refs

    conditions = []
    for value in values:
        said = value.text.strip().lower()
        if said == "none":
            conditions.append(f"{column} IS NULL")
        elif (number := refs.numbered(said, "d")) is not None:
            conditions.append(f"{column} = {compiler.bind(number)}")
        else:
            titled = criteria_values.text(compiler, ["d.title"], [value])
            conditions.append(f"{column} IN (SELECT d.id FROM deal d WHERE {titled})")
    return criteria_values.together("OR", conditions)
