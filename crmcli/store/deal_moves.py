"""How a deal goes its way: from stage to stage, to won, lost or void, and back. Each move stays in its history.

The rules stand here, and their words with them. Whatever a rule needs to know is read inside the operation, so two
terminals at once leave a true history. The time of a move is never before the move before it.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from crmcli import dates, texts
from crmcli.errors import Conflict, Invalid
from crmcli.i18n import _
from crmcli.store import deals, local_days, settings, stages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.db import Transaction
    from crmcli.store.deals import Deal
    from crmcli.store.stages import Stage

WARN, REFUSE = "warn", "refuse"


class Moved(NamedTuple):
    """A deal after a move, the stage it was in before, and what its new stage asks for that it has not.

    `is_back` says that it went to an earlier stage; `is_moved` is false where it was there already.
    """

    deal: Deal
    before: Stage
    lacking: Sequence[str] = ()
    is_back: bool = False
    is_moved: bool = True


@dataclass(frozen=True, slots=True)
class Move:
    """One move of a deal. `left_at` is when it left that stage again, None while it is there; both are instants."""

    id: int
    deal_id: int
    from_stage_id: int | None
    from_stage: str | None
    to_stage_id: int
    to_stage: str
    pipeline: str
    outcome: str
    at: str
    note: str | None
    left_at: str | None

    def days(self, now: datetime, *, is_open: bool) -> int | None:
        """For how many whole days the deal was there, until `now` where it still is; None where it ended there."""
        if self.left_at is None and not is_open:
            return None
        until = datetime.fromisoformat(self.left_at) if self.left_at else now
        return max((until - datetime.fromisoformat(self.at)).days, 0)  # a clock may have gone back


_HISTORY = """
SELECT m.id, m.deal_id, m.from_stage_id, b.name, m.to_stage_id, s.name, p.name, s.outcome, m.at, m.note,
  lead(m.at) OVER (PARTITION BY m.deal_id ORDER BY m.at, m.id)
FROM stage_move m JOIN stage s ON s.id = m.to_stage_id JOIN pipeline p ON p.id = s.pipeline_id
LEFT JOIN stage b ON b.id = m.from_stage_id
"""


def history(connection: sqlite3.Connection, deal_id: int) -> list[Move]:
    """Returns every move of a deal, the first one first."""
    return [Move(*row) for row in connection.execute(_HISTORY + "WHERE m.deal_id = ? ORDER BY m.at, m.id", (deal_id,))]


def move(
    tx: Transaction, deal_id: int, stage_id: int, *, note: str = "", at: str = "", is_forced: bool = False
) -> Moved:
    """Moves an open deal to another open stage, of another pipeline too; to where it is, nothing changes.

    `at` is the instant of the move, where that was not now. `is_forced` asks for nothing: its stage goes away. Raises
    Invalid for a closed deal, for a closed stage, and where the stage refuses what lacks something.
    """
    deal, stage = deals.get(tx.connection, deal_id), stages.get(tx.connection, stage_id)
    before = stages.get(tx.connection, deal.stage_id)
    if stage.id == deal.stage_id:
        return Moved(deal, before, is_moved=False)
    stages.check_enterable(stage)
    if not is_forced:
        refuse_closed(deal)
    if stage.outcome != stages.OPEN:
        hint = _("Name an open stage.") if is_forced else _close_hint(deal, stage)
        raise Invalid(_("{stage} is where a deal ends.").format(stage=stage.name), hint)
    missing = () if is_forced else lacking(tx.connection, deal, stage)
    _go(tx, deal, stage, note, at)
    is_back = stage.pipeline_id == before.pipeline_id and stage.position < before.position
    return Moved(deals.get(tx.connection, deal_id), before, missing, is_back)


def begins_in(connection: sqlite3.Connection, stage: str = "", pipeline: str = "") -> Stage:
    """Returns the open stage in which a new deal begins: the one named, else the first one of the pipeline.

    Raises Invalid for one in which deals end, and what `stages.named` and `pipelines.named` raise.
    """
    from crmcli.store import pipelines

    pipeline_id = pipelines.named(connection, pipeline).id if pipeline else None
    if not stage:
        return stages.of_pipeline(connection, pipeline_id or pipelines.first(connection).id)[0]
    found = stages.named(connection, stage, pipeline_id)
    if not found.is_open:
        raise Invalid(
            _("{stage} is where a deal ends.").format(stage=found.name),
            _("Add it in an open stage; crm win, crm lose and crm void end it."),
        )
    return found


def refuse_closed(deal: Deal) -> None:
    """Raises Invalid where a deal is won, lost or void."""
    if deal.is_open:
        return
    said = {
        stages.WON: _("{ref} {title} is won."),
        stages.LOST: _("{ref} {title} is lost."),
        stages.VOID: _("{ref} {title} is void."),
    }[deal.outcome]
    raise Invalid(
        said.format(ref=deal.ref, title=deal.title), _("crm reopen {ref} opens it again.").format(ref=deal.ref)
    )


def next_stage(connection: sqlite3.Connection, deal_id: int) -> Stage:
    """Returns the stage that comes next for an open deal. Raises Invalid where it is closed or in the last one."""
    deal = deals.get(connection, deal_id)
    refuse_closed(deal)
    following = stages.after(connection, stages.get(connection, deal.stage_id))
    if following is None:
        raise Invalid(
            _("{stage} is the last stage before the end.").format(stage=deal.stage),
            _("crm win {ref} or crm lose {ref} --reason WHY ends it.").format(ref=deal.ref),
        )
    return following


def win(tx: Transaction, deal_id: int, *, note: str = "", at: str = "") -> Moved:
    """Marks an open deal won. Raises Invalid where it is closed."""
    return _close(tx, deal_id, stages.WON, note, at, {})


def lose(tx: Transaction, deal_id: int, reason: str, *, note: str = "", at: str = "", competitor: str = "") -> Moved:
    """Marks an open deal lost, for a reason, perhaps to a competitor. Raises Invalid where it is closed.

    Whether there has to be a reason is for the settings to say, and for the one who asks for it.
    """
    from crmcli.store import competitors

    moved = _close(
        tx, deal_id, stages.LOST, note, at, {"lost_reason": texts.optional_line(reason, _("reason")) or None}
    )
    if competitor:
        competitors.put(tx, deal_id, competitor, is_winner=True)
    return moved


def void(tx: Transaction, deal_id: int, *, note: str = "", at: str = "") -> Moved:
    """Marks an open deal as none that ever was: a test, a double, a mistake. It counts in no report. Raises Invalid."""
    return _close(tx, deal_id, stages.VOID, note, at, {})


def reopen(tx: Transaction, deal_id: int, stage_id: int | None = None, *, note: str = "", at: str = "") -> Moved:
    """Opens a closed deal again, in a stage, else in the open one it was in last. Raises Conflict where it is open."""
    deal = deals.get(tx.connection, deal_id)
    if deal.is_open:
        raise Conflict(_("{ref} {title} is open.").format(ref=deal.ref, title=deal.title))
    before = stages.get(tx.connection, deal.stage_id)
    stage = stages.get(tx.connection, stage_id if stage_id is not None else _last_open(tx.connection, deal))
    stages.check_enterable(stage)
    if stage.outcome != stages.OPEN:
        raise Invalid(_("{stage} is where a deal ends.").format(stage=stage.name), _("Name an open stage."))
    missing = lacking(tx.connection, deal, stage)
    _keep_reason(tx, deal)
    tx.connection.execute("UPDATE deal SET closed_at = NULL, lost_reason = NULL WHERE id = ?", (deal_id,))
    tx.connection.execute("UPDATE competitor SET is_winner = 0 WHERE deal_id = ? AND is_winner = 1", (deal_id,))
    _go(tx, deal, stage, note, at)
    return Moved(deals.get(tx.connection, deal_id), before, missing)


def _keep_reason(tx: Transaction, deal: Deal) -> None:
    """Puts the reason of a loss into the note of that move, since the deal that is open again has none.

    A note that begins with it, in whatever case, says it already.
    """
    if deal.lost_reason:
        tx.connection.execute(
            "UPDATE stage_move SET note = :reason || coalesce(' · ' || note, '') WHERE id = "
            "(SELECT id FROM stage_move WHERE deal_id = :deal ORDER BY at DESC, id DESC LIMIT 1) "
            "AND coalesce(instr(lower(note), lower(:reason)), 0) <> 1",
            {"reason": deal.lost_reason, "deal": deal.id},
        )


def _close(tx: Transaction, deal_id: int, outcome: str, note: str, at: str, values: dict[str, str | None]) -> Moved:
    deal = deals.get(tx.connection, deal_id)
    refuse_closed(deal)
    before = stages.get(tx.connection, deal.stage_id)
    stage = stages.outcome_of(tx.connection, deal.pipeline_id, outcome)
    when = _go(tx, deal, stage, note, at)
    row = {"closed_at": when, **values}
    named = ", ".join(f"{name} = :{name}" for name in row)
    tx.connection.execute(f"UPDATE deal SET {named} WHERE id = :id", {**row, "id": deal_id})
    return Moved(deals.get(tx.connection, deal_id), before)


def _go(tx: Transaction, deal: Deal, stage: Stage, note: str, at: str) -> str:
    """Puts a deal into a stage and notes it; returns the instant. Raises Invalid for one before the last, or ahead."""
    when = at or max(tx.at, deal.stage_since)
    if when < deal.stage_since or when > max(tx.at, deal.stage_since):
        last = local_days.local_days(tx.connection).of(deal.stage_since).isoformat()
        raise Invalid(
            _("A move of {ref} lies between its last one and now.").format(ref=deal.ref),
            _("Its last one was on {day}.").format(day=dates.shown(last)),
        )
    tx.connection.execute(
        "INSERT INTO stage_move (deal_id, from_stage_id, to_stage_id, at, note) VALUES (?, ?, ?, ?, ?)",
        (deal.id, deal.stage_id, stage.id, when, texts.paragraph(note, _("note")) or None),
    )
    tx.connection.execute(
        "UPDATE deal SET stage_id = :stage, stage_since = :at, updated_at = :now, "
        "position = (SELECT coalesce(max(position), 0) + 1 FROM deal WHERE stage_id = :stage) WHERE id = :id",
        {"stage": stage.id, "at": when, "now": tx.at, "id": deal.id},
    )
    return when


def lacking(connection: sqlite3.Connection, deal: Deal, stage: Stage) -> tuple[str, ...]:
    """Returns what a stage asks for that a deal has not. Raises Invalid where the settings refuse it."""
    has = {"value": deal.value, "close": deal.expected_close, "contact": deal.contact_id, "next": deal.next_id}
    found = tuple(each for each in stage.needed if has[each] is None)
    if found and settings.effective(connection, "deal.needs") == REFUSE:
        raise Invalid(
            lacks(deal, stage.name, found), _("crm deal edit {ref} gives it what it lacks.").format(ref=deal.ref)
        )
    return found


def lacks(deal: Deal, stage: str, lacking: Sequence[str]) -> str:
    """The sentence that says what a stage asks for that a deal has not."""
    named = {
        "value": _("a value"),
        "close": _("a day on which it is expected to close"),
        "contact": _("a contact"),
        "next": _("a next step"),
    }
    return _("{stage} asks for {what}, and {ref} {title} has none.").format(
        stage=stage, what=", ".join(named[each] for each in lacking), ref=deal.ref, title=deal.title
    )


def _last_open(connection: sqlite3.Connection, deal: Deal) -> int:
    """The open stage that a deal was in last, or the first of its pipeline where that is gone."""
    there = [each for each in stages.of_pipeline(connection, deal.pipeline_id) if each.is_open]
    known = {each.id for each in there}
    passed = [each.to_stage_id for each in history(connection, deal.id) if each.to_stage_id in known]
    return passed[-1] if passed else there[0].id


def _close_hint(deal: Deal, stage: Stage) -> str:
    hints = {
        stages.WON: _("crm win {ref} ends it."),
        stages.LOST: _("crm lose {ref} --reason WHY ends it."),
        stages.VOID: _("crm void {ref} ends it."),
    }
    return hints[stage.outcome].format(ref=deal.ref)
