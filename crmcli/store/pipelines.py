"""Pipelines: ways that deals go from the first word to won or lost. The first is meant where none is named.

It promises that there is always one, and that each has a stage for what was won, what was lost, and what was void.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli import texts
from crmcli.errors import Ambiguous, Conflict, Invalid, NotFound
from crmcli.folding import fold, meant
from crmcli.i18n import _

if TYPE_CHECKING:
    from crmcli.store.db import Transaction

_CANDIDATES = 9


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A pipeline, and how many deals are in it: `deals` open ones, `closed` won, lost or void."""

    id: int
    name: str
    position: int
    deals: int
    closed: int


# A deal is open where its stage is: so an index alone counts them, however many there are.
_COUNT = (
    "(SELECT count(*) FROM stage s JOIN deal d ON d.stage_id = s.id "
    "WHERE s.pipeline_id = p.id AND s.outcome {which} 'open')"
)
_SELECT = f"SELECT p.id, p.name, p.position, {_COUNT.format(which='=')}, {_COUNT.format(which='<>')} FROM pipeline p "


def all_of(connection: sqlite3.Connection) -> list[Pipeline]:
    """Returns all pipelines in the user's order."""
    return [Pipeline(*row) for row in connection.execute(_SELECT + "ORDER BY p.position, p.id")]


def get(connection: sqlite3.Connection, pipeline_id: int) -> Pipeline:
    """Returns one pipeline. Raises NotFound."""
    row = connection.execute(_SELECT + "WHERE p.id = ?", (pipeline_id,)).fetchone()
    if row is None:
        raise NotFound(_("There is no pipeline {id}.").format(id=pipeline_id))
    return Pipeline(*row)


def first(connection: sqlite3.Connection) -> Pipeline:
    """Returns the pipeline that is meant where none is named."""
    return all_of(connection)[0]


def are_several(connection: sqlite3.Connection) -> bool:
    """Returns whether there is more than one, so that the name of a stage alone does not say where it is."""
    return len(connection.execute("SELECT 1 FROM pipeline LIMIT 2").fetchall()) > 1


def stage_label(connection: sqlite3.Connection, pipeline: str, stage: str) -> str:
    """Returns what a stage is called: by its name, and with its pipeline where there are several, `Rentals/new`."""
    return f"{pipeline}/{stage}" if are_several(connection) else stage


def named(connection: sqlite3.Connection, name: str) -> Pipeline:
    """Returns the pipeline of this name, in any spelling of case and accents, or the only one that begins so.

    Raises NotFound, with the names there are, and Ambiguous where several begin so.
    """
    every = all_of(connection)
    found = meant(every, name, lambda each: each.name)
    if len(found) == 1:
        return found[0]
    if found:
        raise Ambiguous(
            _("'{name}' may be {count} pipelines.").format(name=name, count=len(found)),
            _("Say more of the name."),
            candidates=[{"id": each.id, "ref": each.name} for each in found[:_CANDIDATES]],
        )
    raise NotFound(
        _("There is no pipeline '{name}'.").format(name=name),
        _("There is: {names}.").format(names=", ".join(each.name for each in every)),
    )


def add(tx: Transaction, name: str, *, like: int | None = None) -> int:
    """Makes a pipeline behind the others, with the stages of the one it shall be like, else of the first one.

    Returns its id. Raises Conflict where there is one of this name.
    """
    name = _free(tx.connection, name)
    model = like if like is not None else first(tx.connection).id
    cursor = tx.connection.execute(
        "INSERT INTO pipeline (name, folded, position) "
        "VALUES (?, ?, (SELECT coalesce(max(position), 0) + 1 FROM pipeline))",
        (name, fold(name)),
    )
    pipeline_id = int(cursor.lastrowid or 0)
    tx.connection.execute(
        "INSERT INTO stage (pipeline_id, name, folded, position, outcome, chance, stale_after_days, needs) "
        "SELECT ?, name, folded, position, outcome, chance, stale_after_days, needs FROM stage "
        "WHERE pipeline_id = ? AND retired_at IS NULL ORDER BY position, id",
        (pipeline_id, model),
    )
    return pipeline_id


def rename(tx: Transaction, pipeline_id: int, name: str) -> None:
    """Gives a pipeline another name. Raises Conflict where another one has it."""
    name = _free(tx.connection, name, besides=pipeline_id)
    tx.connection.execute("UPDATE pipeline SET name = ?, folded = ? WHERE id = ?", (name, fold(name), pipeline_id))


def move(tx: Transaction, pipeline_id: int, position: int) -> None:
    """Puts a pipeline to a place among the others, of which the first is 1."""
    others = [each.id for each in all_of(tx.connection) if each.id != pipeline_id]
    others.insert(max(position, 1) - 1, pipeline_id)
    for number, each in enumerate(others, start=1):
        tx.connection.execute("UPDATE pipeline SET position = ? WHERE id = ?", (number, each))


def remove(tx: Transaction, pipeline_id: int) -> None:
    """Takes a pipeline out, with its stages. Raises Conflict where deals are or were in it, Invalid for the last."""
    pipeline = get(tx.connection, pipeline_id)
    if len(all_of(tx.connection)) == 1:
        raise Invalid(
            _("{name} is the only pipeline.").format(name=pipeline.name), _("crm pipeline rename renames it.")
        )
    if pipeline.deals or pipeline.closed or _has_history(tx.connection, pipeline_id):
        raise Conflict(
            _("There are deals in {name}, or they went through it.").format(name=pipeline.name),
            _("crm deal list pipeline:{name} shows them; crm move takes them into another one.").format(
                name=f'"{pipeline.name}"' if " " in pipeline.name else pipeline.name
            ),
        )
    tx.connection.execute("DELETE FROM stage WHERE pipeline_id = ?", (pipeline_id,))
    tx.connection.execute("DELETE FROM pipeline WHERE id = ?", (pipeline_id,))


def _has_history(connection: sqlite3.Connection, pipeline_id: int) -> bool:
    query = (
        "SELECT 1 FROM stage s JOIN stage_move m ON m.to_stage_id = s.id OR m.from_stage_id = s.id "
        "WHERE s.pipeline_id = ? LIMIT 1"
    )
    return connection.execute(query, (pipeline_id,)).fetchone() is not None


def _free(connection: sqlite3.Connection, name: str, besides: int = 0) -> str:
    """The name, made clean, where no other pipeline has it. Raises Conflict, and Invalid for a `/` in it."""
    name = texts.line(name, _("name of the pipeline"))
    if "/" in name:
        raise Invalid(_("A name of a pipeline has no / in it: that parts it from a stage."))
    taken = connection.execute(
        "SELECT name FROM pipeline WHERE folded = ? AND id <> ?", (fold(name), besides)
    ).fetchone()
    if taken:
        raise Conflict(_("There is a pipeline '{name}' already.").format(name=taken[0]))
    return name
