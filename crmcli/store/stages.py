"""Stages: the steps of a pipeline, with the chance of winning, when a deal is stalled, and what it must have to enter.

Each pipeline has one stage for won, one for lost and one for void, which may be renamed but not taken out. A stage that
was removed is retired: the history of deals that were in it goes on naming it.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli import texts
from crmcli.errors import Ambiguous, Conflict, Invalid, NotFound
from crmcli.folding import fold, meant
from crmcli.i18n import _, ngettext
from crmcli.store import stage_order, stage_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crmcli.store.db import Transaction

OPEN, WON, LOST, VOID = "open", "won", "lost", "void"
OUTCOMES = (OPEN, WON, LOST, VOID)
STALE_AFTER_DAYS = 14  # of a new stage, where nothing else is said
_CANDIDATES = 9


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage. `chance` is in hundredths of a percent; `deals` are those in it now."""

    id: int
    pipeline_id: int
    pipeline: str
    name: str
    position: int
    outcome: str
    chance: int
    stale_after_days: int | None
    needs: str  # value,close
    retired_at: str | None
    deals: int

    @property
    def is_open(self) -> bool:
        """Whether deals in it are still to be won."""
        return self.outcome == OPEN

    @property
    def needed(self) -> tuple[str, ...]:
        """What a deal must have to enter, each one of stage_values.NEEDS."""
        return tuple(each for each in self.needs.split(",") if each)


_SELECT = (
    "SELECT s.id, s.pipeline_id, p.name, s.name, s.position, s.outcome, s.chance, s.stale_after_days, s.needs, "
    "s.retired_at, (SELECT count(*) FROM deal d WHERE d.stage_id = s.id) "
    "FROM stage s JOIN pipeline p ON p.id = s.pipeline_id "
)


def of_pipeline(connection: sqlite3.Connection, pipeline_id: int) -> list[Stage]:
    """Returns the stages of a pipeline in their order, without the retired ones."""
    rows = connection.execute(
        _SELECT + "WHERE s.pipeline_id = ? AND s.retired_at IS NULL ORDER BY s.position, s.id", (pipeline_id,)
    )
    return [Stage(*row) for row in rows]


def all_of(connection: sqlite3.Connection, *, with_retired: bool = False) -> list[Stage]:
    """Returns the stages of all pipelines in the user's order."""
    which = "" if with_retired else "WHERE s.retired_at IS NULL "
    return [Stage(*row) for row in connection.execute(f"{_SELECT}{which}ORDER BY p.position, p.id, s.position, s.id")]


def get(connection: sqlite3.Connection, stage_id: int) -> Stage:
    """Returns one stage, also a retired one. Raises NotFound."""
    row = connection.execute(_SELECT + "WHERE s.id = ?", (stage_id,)).fetchone()
    if row is None:
        raise NotFound(_("There is no stage {id}.").format(id=stage_id))
    return Stage(*row)


def outcome_of(connection: sqlite3.Connection, pipeline_id: int, outcome: str) -> Stage:
    """Returns the stage of a pipeline for what was won, lost or void."""
    query = _SELECT + "WHERE s.pipeline_id = ? AND s.outcome = ? AND s.retired_at IS NULL"
    return Stage(*connection.execute(query, (pipeline_id, outcome)).fetchone())


def named(connection: sqlite3.Connection, text: str, pipeline_id: int | None = None) -> Stage:
    """Returns the stage of a name, `proposal` or `Sales/proposal`, or the only one whose name begins so.

    Of a bare name the pipeline's own is meant, or where none is given the first pipeline's that has it. Raises NotFound
    with the names there are, Invalid where only another pipeline has it, and Ambiguous where several begin so.
    """
    from crmcli.store import pipelines

    before, slash, name = text.partition("/")
    if slash:
        pipeline_id, text = pipelines.named(connection, before).id, name
    home = pipeline_id if pipeline_id is not None else pipelines.first(connection).id
    own = _called(of_pipeline(connection, home), text)
    if own is not None:
        return own
    elsewhere = [each for each in all_of(connection) if fold(each.name) == fold(text) and each.pipeline_id != home]
    if elsewhere and pipeline_id is None:
        return elsewhere[0]
    if elsewhere and not slash:
        other = elsewhere[0]
        raise Invalid(
            _("{stage} is a stage of {other}, not of {pipeline}.").format(
                stage=other.name, other=other.pipeline, pipeline=pipelines.get(connection, home).name
            ),
            _("Write '{pipeline}/{stage}' to go over to that pipeline.").format(
                pipeline=other.pipeline, stage=other.name
            ),
        )
    raise NotFound(
        _("There is no stage '{name}' in {pipeline}.").format(
            name=text.strip(), pipeline=pipelines.get(connection, home).name
        ),
        _("There is: {names}.").format(names=", ".join(each.name for each in of_pipeline(connection, home))),
    )


def after(connection: sqlite3.Connection, stage: Stage) -> Stage | None:
    """Returns the open stage that comes next in its pipeline; None where it is the last one.

    After a retired one comes the first behind its place.
    """
    following = (
        each
        for each in of_pipeline(connection, stage.pipeline_id)
        if each.is_open and (each.position, each.id) > (stage.position, stage.id)
    )
    return next(following, None)


def check_enterable(stage: Stage) -> None:
    """Raises Invalid where a stage was removed, so that no deal goes into it any more."""
    if stage.retired_at is not None:
        raise Invalid(_("The stage {stage} was removed.").format(stage=stage.name), _("crm stage list lists them."))


def add(
    tx: Transaction,
    pipeline_id: int,
    name: str,
    *,
    chance: int | None = None,
    stale_after_days: int | None = None,
    needs: Iterable[str] = (),
    before: int | None = None,
) -> int:
    """Adds an open stage, before another or behind the last open one; returns its id.

    `chance` is in hundredths of a percent; not said, it lies between those beside it. Raises Conflict where the
    pipeline has one of this name, Invalid for absurd values.
    """
    name = _free(tx.connection, pipeline_id, name)
    every = of_pipeline(tx.connection, pipeline_id)
    at = stage_order.place(every, before)
    least = every[at - 1].chance if at else 0
    most = every[at].chance if at < len(every) and every[at].is_open else 10_000
    cursor = tx.connection.execute(
        "INSERT INTO stage (pipeline_id, name, folded, position, chance, stale_after_days, needs) "
        "VALUES (?, ?, ?, 0, ?, ?, ?)",
        (
            pipeline_id,
            name,
            fold(name),
            stage_values.chance((least + most) // 200 * 100 if chance is None else chance),
            stage_values.days(stale_after_days),
            stage_values.needs(needs),
        ),
    )
    stage_id = int(cursor.lastrowid or 0)
    stage_order.number(tx, [*(each.id for each in every[:at]), stage_id, *(each.id for each in every[at:])])
    return stage_id


def edit(
    tx: Transaction,
    stage_id: int,
    *,
    name: str = "",
    chance: int | None = None,
    stale_after_days: int | None = None,
    needs: Iterable[str] | None = None,
) -> bool:
    """Changes what is named; `stale_after_days` 0 means never stalled. Returns whether anything differs.

    Raises Conflict for a name that another stage has, Invalid for absurd values, and for a chance of what is closed.
    """
    stage = get(tx.connection, stage_id)
    row: dict[str, str | int | None] = {}
    if name:
        row |= {"name": _free(tx.connection, stage.pipeline_id, name, besides=stage_id)}
        row |= {"folded": fold(str(row["name"]))}
    if not stage.is_open and (chance is not None or stale_after_days is not None or needs is not None):
        raise Invalid(
            _("Deals in {stage} are closed: only its name can be changed.").format(stage=stage.name),
            _("crm stage rename gives it another name."),
        )
    if chance is not None:
        row["chance"] = stage_values.chance(chance)
    if stale_after_days is not None:
        row["stale_after_days"] = stage_values.days(stale_after_days) if stale_after_days else None
    if needs is not None:
        row["needs"] = stage_values.needs(needs)
    before = {"folded": fold(stage.name), "name": stage.name, "chance": stage.chance, "needs": stage.needs}
    before |= {"stale_after_days": stage.stale_after_days}
    row = {key: value for key, value in row.items() if value != before[key]}
    if not row:
        return False
    named_ = ", ".join(f"{key} = :{key}" for key in row)
    tx.connection.execute(f"UPDATE stage SET {named_} WHERE id = :id", {**row, "id": stage_id})
    return True


def move(tx: Transaction, stage_id: int, before: int | None) -> None:
    """Puts an open stage before another open one, or behind the last open one. Raises Invalid for a closed one."""
    stage = get(tx.connection, stage_id)
    if not stage.is_open:
        raise Invalid(_("Won, lost and void stay behind the open stages."))
    if before == stage_id:
        return
    rest = [each for each in of_pipeline(tx.connection, stage.pipeline_id) if each.id != stage_id]
    at = stage_order.place(rest, before)
    stage_order.number(tx, [*(each.id for each in rest[:at]), stage_id, *(each.id for each in rest[at:])])


def remove(tx: Transaction, stage_id: int, *, to: int | None = None) -> int:
    """Takes a stage out, its deals into another one of its pipeline; returns how many went there.

    One that deals went through is retired, so that their history goes on naming it. Raises Conflict where it holds
    deals and no other is named, Invalid for the last open one and for won, lost and void.
    """
    from crmcli.store import deal_moves

    stage = get(tx.connection, stage_id)
    check_enterable(stage)
    if not stage.is_open:
        raise Invalid(
            _("Every pipeline has a stage for what is {outcome}.").format(outcome=stage.outcome),
            _("crm stage rename gives it another name."),
        )
    if sum(each.is_open for each in of_pipeline(tx.connection, stage.pipeline_id)) == 1:
        raise Invalid(
            _("{stage} is the only open stage of {pipeline}.").format(stage=stage.name, pipeline=stage.pipeline)
        )
    if stage.deals and (to is None or to == stage_id):
        raise Conflict(
            ngettext("There is {count} deal in {stage}.", "There are {count} deals in {stage}.", stage.deals).format(
                count=stage.deals, stage=stage.name
            ),
            _("Say where they go: crm stage rm {stage} --to STAGE.").format(
                stage=f"'{stage.name}'" if " " in stage.name else stage.name
            ),
        )
    held = tx.connection.execute("SELECT id FROM deal WHERE stage_id = ? ORDER BY id", (stage_id,)).fetchall()
    for (deal_id,) in held:
        deal_moves.move(tx, deal_id, to or 0, is_forced=True)
    is_named = tx.connection.execute(
        "SELECT 1 FROM stage_move WHERE from_stage_id = :id OR to_stage_id = :id LIMIT 1", {"id": stage_id}
    ).fetchone()
    if is_named:
        tx.connection.execute("UPDATE stage SET retired_at = ? WHERE id = ?", (tx.at, stage_id))
    else:
        tx.connection.execute("DELETE FROM stage WHERE id = ?", (stage_id,))
    return len(held)


def _called(every: Sequence[Stage], text: str) -> Stage | None:
    """The stage of a name, or the only one that begins so. Raises Ambiguous where several do."""
    found = meant(every, text, lambda each: each.name)
    if len(found) > 1:
        raise Ambiguous(
            _("'{name}' may be {count} stages.").format(name=text.strip(), count=len(found)),
            _("Say more of the name."),
            candidates=[{"id": each.id, "ref": each.name} for each in found[:_CANDIDATES]],
        )
    return found[0] if found else None


def _free(connection: sqlite3.Connection, pipeline_id: int, name: str, besides: int = 0) -> str:
    name = texts.line(name, _("name of the stage"))
    if "/" in name or fold(name) == "next":
        raise Invalid(
            _("A stage cannot be called '{name}'.").format(name=name), _("next and / have a meaning already.")
        )
    for each in of_pipeline(connection, pipeline_id):
        if fold(each.name) == fold(name) and each.id != besides:
            raise Conflict(_("There is a stage '{name}' already.").format(name=each.name))
    return name
