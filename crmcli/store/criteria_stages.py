"""Conditions on where the deal `d` stands: its stage and pipeline, its state, when it closes, its next step.

When a deal is stalled, slipped or without a next step is said in `deal_states` alone.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from crmcli.errors import Invalid
from crmcli.folding import fold
from crmcli.i18n import _
from crmcli.store import criteria_diary, criteria_names, criteria_values, deal_states, stages
from crmcli.store.criteria_values import together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.query import Value
    from crmcli.store.criteria import Compiler

CLOSED, STALLED, SLIPPED, UNPLANNED = "closed", "stalled", "slipped", "unplanned"
STATES = (stages.OPEN, CLOSED, stages.WON, stages.LOST, stages.VOID, STALLED, SLIPPED, UNPLANNED)
LATE = "late"
_NONE, _ANY, _YES, _NO = "none", "any", "yes", "no"

CHANCE = (
    "(SELECT CASE WHEN d.closed_at IS NULL THEN coalesce(d.chance, s.chance) ELSE s.chance END "
    "FROM stage s WHERE s.id = d.stage_id)"
)
_STEPS = "SELECT {what} FROM followup f WHERE f.deal_id = d.id AND f.done_at IS NULL"
HAS_NEXT = f"EXISTS ({_STEPS.format(what=1)})"

_Named = tuple[int, str, str]  # id, name, folded


def state(compiler: Compiler, name: str) -> str:
    """The deal is in one of STATES."""
    if name == stages.OPEN:
        return deal_states.OPEN
    if name == CLOSED:
        return f"NOT {deal_states.OPEN}"
    if name in stages.OUTCOMES:
        return f"d.stage_id IN (SELECT s.id FROM stage s WHERE s.outcome = {compiler.bind(name)})"
    compiler.parameters |= deal_states.at(_instant(compiler), compiler.today.isoformat())
    if name == STALLED:
        return f"EXISTS (SELECT 1 FROM stage s WHERE s.id = d.stage_id AND {deal_states.STALLED})"
    return deal_states.SLIPPED if name == SLIPPED else deal_states.WITHOUT_NEXT


def in_state(compiler: Compiler, values: Sequence[Value]) -> str:
    """The deal is in one of the states. Raises Invalid for one that there is not."""
    return together("OR", [state(compiler, _one_of(value, STATES)) for value in values])


def in_stage(compiler: Compiler, values: Sequence[Value]) -> str:
    """The deal is in one of the stages, of any pipeline or of the one before a `/`. Raises Invalid."""
    return compiler.among([each for value in values for each in _stages(compiler.connection, value)], "d.stage_id")


def in_pipeline(compiler: Compiler, values: Sequence[Value]) -> str:
    """The deal is in one of the pipelines. Raises Invalid for one that there is not."""
    pipelines = [each for value in values for each in _pipelines(compiler.connection, value)]
    return f"d.stage_id IN (SELECT s.id FROM stage s WHERE {compiler.among(pipelines, 's.pipeline_id')})"


def names_closed(connection: sqlite3.Connection, values: Sequence[Value]) -> bool:
    """Whether one of the stages is for what is won, lost or void."""
    closed = {row[0] for row in connection.execute("SELECT id FROM stage WHERE outcome <> 'open'")}
    return any(not closed.isdisjoint(_stages_of(connection, value)[0]) for value in values)


def closing(compiler: Compiler, values: Sequence[Value]) -> str:
    """The deal is expected to close on one of the days; `slipped` and `none` where a value says so. Raises Invalid."""
    conditions = []
    for value in values:
        if _plain(value) in (SLIPPED, LATE):
            conditions.append(state(compiler, SLIPPED))
        elif _plain(value) == _NONE:
            conditions.append("d.expected_close IS NULL")
        else:
            conditions.append(criteria_values.local_days(compiler, "d.expected_close", [value]))
    return together("OR", conditions)


def with_next(compiler: Compiler, values: Sequence[Value]) -> str:
    """The soonest step of the deal is due on one of the days; `none`, `any` and `late` where a value says so."""
    conditions = []
    for value in values:
        if _plain(value) == _NONE:
            conditions.append(state(compiler, UNPLANNED))
        elif _plain(value) == _ANY:
            conditions.append(HAS_NEXT)
        elif _plain(value) == LATE:
            conditions.append(f"EXISTS ({_STEPS.format(what=1)} AND {criteria_diary.late(compiler)})")
        else:
            soonest = _STEPS.format(what="min(f.due)")
            conditions.append(criteria_diary.due(compiler, f"({soonest})", [value]))
    return together("OR", conditions)


def quiet(compiler: Compiler, values: Sequence[Value]) -> str:
    """For so long nothing has happened with an open deal; `yes` and `no` ask whether it is stalled. Raises Invalid."""
    conditions = []
    for value in values:
        if _plain(value) == _YES:
            conditions.append(state(compiler, STALLED))
        elif _plain(value) == _NO:
            conditions.append(f"({deal_states.OPEN} AND NOT {state(compiler, STALLED)})")
        else:
            conditions.append(f"({deal_states.OPEN} AND {criteria_values.idle(compiler, deal_states.SINCE, [value])})")
    return together("OR", conditions)


def ended(compiler: Compiler, outcome: str, values: Sequence[Value]) -> str:
    """The deal was won, or lost, on one of the days. Raises Invalid."""
    return f"({state(compiler, outcome)} AND {criteria_values.instants(compiler, 'd.closed_at', values)})"


def _stages(connection: sqlite3.Connection, value: Value) -> list[int]:
    """The stages of this name, else all whose names begin so. Raises Invalid where there is none."""
    found, known = _stages_of(connection, value)
    if not found:
        hint = criteria_names.there_is(value.text.rpartition("/")[2], known)
        raise Invalid(_("There is no stage '{name}'.").format(name=value.text), hint)
    return found


def _stages_of(connection: sqlite3.Connection, value: Value) -> tuple[list[int], list[str]]:
    """The ids of the stages that are meant, of the pipeline before a `/` or of any, and the names there are."""
    rows = connection.execute(
        "SELECT s.id, s.name, s.folded, p.folded FROM stage s JOIN pipeline p ON p.id = s.pipeline_id "
        "WHERE s.retired_at IS NULL ORDER BY p.position, s.position"
    ).fetchall()
    pipeline, _slash, name = value.text.rpartition("/")
    every = [(row[0], row[1], row[2]) for row in rows if row[3].startswith(fold(pipeline))]
    return _named(name, value.operator, every), list(dict.fromkeys(each[1] for each in every))


def _pipelines(connection: sqlite3.Connection, value: Value) -> list[int]:
    """The pipeline of this name, else all whose names begin so. Raises Invalid where there is none."""
    rows = connection.execute("SELECT id, name, folded FROM pipeline ORDER BY position").fetchall()
    found = _named(value.text, value.operator, [(row[0], row[1], row[2]) for row in rows])
    if not found:
        hint = criteria_names.there_is(value.text, [str(row[1]) for row in rows])
        raise Invalid(_("There is no pipeline '{name}'.").format(name=value.text), hint)
    return found


def _named(name: str, operator: str, every: Sequence[_Named]) -> list[int]:
    """Those of this name, in any spelling of case and accents, else all that begin so."""
    wanted = fold(name)
    exact = [each for each, _name, folded in every if folded == wanted]
    if exact or operator == "=" or not wanted:
        return exact
    return [each for each, _name, folded in every if folded.startswith(wanted)]


def _one_of(value: Value, allowed: Sequence[str]) -> str:
    if _plain(value) not in allowed:
        raise Invalid(
            _("'{value}' is not among them.").format(value=value.text),
            _("There is: {all}.").format(all=", ".join(allowed)),
        )
    return _plain(value)


def _instant(compiler: Compiler) -> datetime:
    """The instant it is; where nobody told it, today has just begun."""
    return compiler.now or datetime.combine(compiler.today, time.min, UTC)


def _plain(value: Value) -> str:
    return value.text.strip().lower()
