"""What `crm stage` answers: rows of stages, and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from crmcli import asking, context, diagnostics
from crmcli.commands import saving, stage_choosing
from crmcli.errors import Invalid, Usage
from crmcli.i18n import _, ngettext
from crmcli.output import TABLE, Column
from crmcli.store import deal_values, pipelines, stages

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager

    from crmcli.store.db import Transaction
    from crmcli.store.stages import Stage

NEVER, NONE = "never", "none"


class Changes(TypedDict, total=False):
    """What the options ask to change in a stage, as `stages.edit` takes it; 0 days are never."""

    chance: int
    stale_after_days: int
    needs: list[str]


def as_row(stage: Stage) -> dict[str, Any]:
    """A stage as its documented JSON."""
    return {
        "id": stage.id,
        "pipeline": stage.pipeline,
        "name": stage.name,
        "position": stage.position,
        "outcome": stage.outcome,
        "chance": deal_values.percentage(stage.chance),
        "stale_after_days": stage.stale_after_days,
        "needs": list(stage.needed),
        "deals": stage.deals,
    }


def listing(name: str, pipeline: str, limit: int) -> None:
    """Writes all stages, or those of one pipeline, which stands alone or behind its option. Raises Usage for both."""
    from crmcli.commands import listing as lists

    if name and pipeline:
        raise Usage(_("The pipeline is named twice."), _("Leave --pipeline out."))
    pipeline = name or pipeline
    here = context.current()
    connection = reading()
    own = pipelines.named(connection, pipeline).id if pipeline else None
    found = stages.all_of(connection) if own is None else stages.of_pipeline(connection, own)
    several = len({stage.pipeline_id for stage in found}) > 1
    counted = lists.Counted(map(as_row, found), limit)
    here.output.listing(counted, _columns(several), ids=lambda row: f"{row['pipeline']}/{row['name']}")
    counted.say(ngettext("{count} stage", "{count} stages", counted.count))


def _columns(with_pipeline: bool) -> list[Column]:
    is_table = context.current().mode == TABLE
    return [
        Column("name", _("Stage"), is_wide=True),
        *([Column("pipeline", _("Pipeline"))] if with_pipeline or not is_table else []),
        *([] if is_table else [Column("position", _("Place"))]),
        Column("chance", _("Chance"), (lambda row: f"{row['chance']}%") if is_table else None, is_number=True),
        Column("stale_after_days", _("Stalled after"), _stale if is_table else None, is_number=True),
        Column("needs", _("Needs")),
        Column("deals", _("Deals"), is_number=True),
        Column("outcome", _("Outcome"), _end if is_table else None),
    ]


def _end(row: Mapping[str, Any]) -> str:
    """What a deal is in a stage where it ends, where its name does not say it."""
    return "" if row["outcome"] in (stages.OPEN, row["name"]) else str(row["outcome"])


def _stale(row: Mapping[str, Any]) -> str:
    days = row["stale_after_days"]
    if days is None:
        return "" if row["outcome"] != stages.OPEN else _("never")
    return ngettext("{count} day", "{count} days", days).format(count=days)


def changes(chance: str, stale: str, needs: str) -> Changes:
    """What the options ask to change; what was not given is not among it. Raises Invalid."""
    given: Changes = {}
    if chance:
        given["chance"] = deal_values.percent(chance, _("chance"))
    if stale:
        given["stale_after_days"] = _days(stale)
    if needs:
        given["needs"] = [] if needs.strip().lower() == NONE else needs.split(",")
    return given


def _days(text: str) -> int:
    """The days after which a deal is stalled; 0 for never. Raises Invalid."""
    from crmcli import lengths

    return 0 if text.strip().lower() in (NEVER, NONE) else lengths.days(text)


def add(name: str, pipeline: str, given: Changes, before: str, dry_run: bool) -> None:
    """Makes a stage and says where it stands."""
    within, slash, bare = name.partition("/")
    if slash and pipeline:
        raise Usage(_("The pipeline is named twice."), _("Leave --pipeline out."))
    pipeline, name = (within, bare) if slash else (pipeline, name)
    days = given.get("stale_after_days", stages.STALE_AFTER_DAYS)
    with _writing(_("made the stage {name}").format(name=name), dry_run) as (tx, answer):
        database = tx.connection
        own = pipelines.named(database, pipeline).id if pipeline else pipelines.first(database).id
        stage_id = stages.add(
            tx,
            own,
            name,
            chance=given.get("chance"),
            stale_after_days=days or None,
            needs=given.get("needs", ()),
            before=stages.named(database, before, own).id if before else None,
        )
        stage = stages.get(database, stage_id)
        done = _("Would make the stage {name}") if dry_run else _("Made the stage {name}")
        answer(stage, done + _(" in {pipeline}") + f", {_place(database, stage)}, {{chance}}%")


def edit(text: str, pipeline: str, given: Changes, dry_run: bool) -> None:
    """Changes a stage."""
    with _writing("", dry_run) as (tx, answer):
        stage = _named(tx.connection, text, pipeline)
        tx.describe(_("edited the stage {name}").format(name=_called(tx.connection, stage)))
        stages.edit(tx, stage.id, **given)
        done = _("Would change the stage {label}") if dry_run else _("Changed the stage {label}")
        answer(stages.get(tx.connection, stage.id), done)


def rename(text: str, pipeline: str, new: str, dry_run: bool) -> None:
    """Gives a stage another name."""
    with _writing("", dry_run) as (tx, answer):
        stage = _named(tx.connection, text, pipeline)
        tx.describe(_("renamed the stage {name} to {new}").format(name=_called(tx.connection, stage), new=new))
        if not new.strip():
            raise Invalid(_("The name of the stage is empty."))
        stages.edit(tx, stage.id, name=new)
        done = _("The stage would be {label}") if dry_run else _("The stage is now {label}")
        answer(stages.get(tx.connection, stage.id), done)


def move(text: str, pipeline: str, before: str, *, is_first: bool, is_last: bool, dry_run: bool) -> None:
    """Puts a stage elsewhere in the order. Raises Usage unless one place is said."""
    if [bool(before), is_first, is_last].count(True) != 1:
        raise Usage(_("It is not clear where the stage goes."), _("Say --before STAGE, --first or --last."))
    with _writing("", dry_run) as (tx, answer):
        stage = _named(tx.connection, text, pipeline)
        tx.describe(_("moved the stage {name}").format(name=_called(tx.connection, stage)))
        if is_first:
            place: int | None = stages.of_pipeline(tx.connection, stage.pipeline_id)[0].id
        else:
            place = stages.named(tx.connection, before, stage.pipeline_id).id if before else None
        stages.move(tx, stage.id, place)
        done = _("{name} would be {place}") if dry_run else _("{name} is now {place}")
        stage = stages.get(tx.connection, stage.id)
        answer(stage, done.replace("{place}", _place(tx.connection, stage)) + _(" in {pipeline}"))


def remove(text: str, pipeline: str, to: str, dry_run: bool) -> None:
    """Removes a stage, its deals into another one; on a terminal the user says which. Raises Conflict otherwise."""
    connection = reading(is_only=dry_run)
    stage = _named(connection, text, pipeline)
    heir = stages.named(connection, to, stage.pipeline_id) if to else None
    if heir is None and stage.deals and stage.is_open and asking.is_possible():
        heir = _asked(connection, stage)
        if heir is None:
            diagnostics.narrate(_("Nothing was changed."))
            return
    with _writing(_("removed the stage {name}").format(name=_called(connection, stage)), dry_run) as (tx, answer):
        count = stages.remove(tx, stage.id, to=heir.id if heir else None)
        done = _("Would remove the stage {label}") if dry_run else _("Removed the stage {label}")
        answer(stage, done + (_went(tx, count, heir, dry_run) if heir and count else ""))


def _went(tx: Transaction, count: int, heir: Stage, dry_run: bool) -> str:
    """How many deals went to another stage, to stand within a pattern."""
    would = ngettext(", {count} deal would go to {stage}", ", {count} deals would go to {stage}", count)
    are = ngettext(", {count} deal is now in {stage}", ", {count} deals are now in {stage}", count)
    return (would if dry_run else are).format(count=f"{count:,}", stage=literally(_called(tx.connection, heir)))


def _asked(connection: sqlite3.Connection, stage: Stage) -> Stage | None:
    """The stage that the user picks for the deals of one that goes; None for none."""
    every = stages.of_pipeline(connection, stage.pipeline_id)
    others = [each for each in every if each.is_open and each.id != stage.id]
    if not others:
        return None
    held = ngettext("There is {count} deal in {stage}.", "There are {count} deals in {stage}.", stage.deals)
    said = held.format(count=f"{stage.deals:,}", stage=_called(connection, stage))
    return stage_choosing.choose(connection, f"{said} {_('Where do they go?')}", others)


def reading(*, is_only: bool = True) -> sqlite3.Connection:
    """The open database. Where there is none yet, one with what everybody begins with.

    It goes away again where the call `is_only` to read.
    """
    here = context.current()
    return (here.reading() or here.writing(dry_run=is_only)).connection


def _named(connection: sqlite3.Connection, text: str, pipeline: str) -> Stage:
    """The stage of a name. Raises NotFound, Ambiguous, and Invalid where only another pipeline has it."""
    return stages.named(connection, text, pipelines.named(connection, pipeline).id if pipeline else None)


def _writing(what: str, dry_run: bool) -> AbstractContextManager[tuple[Transaction, Callable[[Stage, str], None]]]:
    """One operation on a stage; what is handed to `answer` inside is said once it is committed."""
    return saving.one_operation(
        what, dry_run, row=as_row, in_words=_in_words, unchanged=_("Nothing to change in the stage {label}")
    )


def _in_words(stage: Stage) -> dict[str, str]:
    return {
        "name": stage.name,
        "pipeline": stage.pipeline,
        "label": _called(reading(), stage),
        "chance": deal_values.percentage(stage.chance),
    }


def _called(connection: sqlite3.Connection, stage: Stage) -> str:
    return pipelines.stage_label(connection, stage.pipeline, stage.name)


def _place(connection: sqlite3.Connection, stage: Stage) -> str:
    """Where a stage stands among the others, to stand within a pattern."""
    every = stages.of_pipeline(connection, stage.pipeline_id)
    following = next(each for each in every if each.position > stage.position)
    return literally(_("before {stage}").format(stage=following.name))


def literally(name: str) -> str:
    """A name as it can stand within a pattern."""
    return name.replace("{", "{{").replace("}", "}}")
