"""What `crm pipeline list|add|edit|rename|rm` answers: rows of pipelines, and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import context
from crmcli.commands import saving, stage_answers
from crmcli.errors import Usage
from crmcli.i18n import _, ngettext
from crmcli.output import Column
from crmcli.store import pipelines, stages

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from crmcli.store.db import Transaction
    from crmcli.store.pipelines import Pipeline


def as_row(connection: sqlite3.Connection, pipeline: Pipeline) -> dict[str, Any]:
    """A pipeline as its documented JSON."""
    return {
        "id": pipeline.id,
        "name": pipeline.name,
        "position": pipeline.position,
        "stages": [each.name for each in stages.of_pipeline(connection, pipeline.id)],
        "deals": pipeline.deals,
        "closed": pipeline.closed,
    }


def listing(limit: int) -> None:
    """Writes all pipelines."""
    from crmcli.commands import listing as lists

    connection = stage_answers.reading()
    counted = lists.Counted((as_row(connection, each) for each in pipelines.all_of(connection)), limit)
    columns = [
        Column("name", _("Pipeline"), is_wide=True),
        Column("deals", _("Open deals"), is_number=True),
        Column("closed", _("Closed"), is_number=True),
        Column("stages", _("Stages"), is_wide=True),
    ]
    context.current().output.listing(counted, columns, ids=lambda row: str(row["name"]))
    counted.say(ngettext("{count} pipeline", "{count} pipelines", counted.count))


def add(name: str, like: str, dry_run: bool) -> None:
    """Makes a pipeline and says with which stages."""
    with _writing(_("made the pipeline {name}").format(name=name), dry_run) as (tx, answer):
        model = pipelines.named(tx.connection, like) if like else pipelines.first(tx.connection)
        pipeline_id = pipelines.add(tx, name, like=model.id)
        done = _("Would make the pipeline {name}") if dry_run else _("Made the pipeline {name}")
        like_whom = _(", with the stages of {model}").format(model=stage_answers.literally(model.name))
        answer(_said(tx, pipeline_id), done + like_whom)


def move(name: str, before: str, *, is_first: bool, is_last: bool, dry_run: bool) -> None:
    """Puts a pipeline elsewhere in the order. Raises Usage unless one place is said."""
    if [bool(before), is_first, is_last].count(True) != 1:
        raise Usage(_("It is not clear where the pipeline goes."), _("Say --before NAME, --first or --last."))
    with _writing("", dry_run) as (tx, answer):
        pipeline = pipelines.named(tx.connection, name)
        tx.describe(_("moved the pipeline {name}").format(name=pipeline.name))
        others = [each.id for each in pipelines.all_of(tx.connection) if each.id != pipeline.id]
        other = pipelines.named(tx.connection, before).id if before else None
        if other != pipeline.id:
            place = 0 if is_first else len(others) if other is None else others.index(other)
            pipelines.move(tx, pipeline.id, place + 1)
        answer(_said(tx, pipeline.id), _place(tx.connection, pipeline.id, dry_run))


def _place(connection: sqlite3.Connection, pipeline_id: int, dry_run: bool) -> str:
    """The pattern of a sentence that says where a pipeline stands now."""
    ids = [each.id for each in pipelines.all_of(connection)]
    number, of = ids.index(pipeline_id) + 1, len(ids)
    done = (
        _("{{name}} would be pipeline {number} of {of}") if dry_run else _("{{name}} is now pipeline {number} of {of}")
    )
    return done.format(number=number, of=of)


def rename(name: str, new: str, dry_run: bool) -> None:
    """Gives a pipeline another name."""
    with _writing("", dry_run) as (tx, answer):
        pipeline = pipelines.named(tx.connection, name)
        tx.describe(_("renamed the pipeline {name} to {new}").format(name=pipeline.name, new=new))
        pipelines.rename(tx, pipeline.id, new)
        done = _("The pipeline would be {name}") if dry_run else _("The pipeline is now {name}")
        answer(_said(tx, pipeline.id), done)


def remove(name: str, dry_run: bool) -> None:
    """Removes a pipeline. Raises Conflict where deals went through it, Invalid for the last one."""
    with _writing("", dry_run) as (tx, answer):
        pipeline = pipelines.named(tx.connection, name)
        tx.describe(_("removed the pipeline {name}").format(name=pipeline.name))
        done = _("Would remove the pipeline {name}") if dry_run else _("Removed the pipeline {name}")
        answer(_said(tx, pipeline.id), done)
        pipelines.remove(tx, pipeline.id)


def _said(tx: Transaction, pipeline_id: int) -> dict[str, Any]:
    """The row of a pipeline as it is within the operation."""
    return as_row(tx.connection, pipelines.get(tx.connection, pipeline_id))


def _writing(
    what: str, dry_run: bool
) -> AbstractContextManager[tuple[Transaction, Callable[[dict[str, Any], str], None]]]:
    """One operation on a pipeline; what is handed to `answer` inside is said once it is committed."""
    return saving.one_operation(
        what,
        dry_run,
        row=lambda row: row,
        in_words=lambda row: {"name": str(row["name"])},
        unchanged=_("Nothing to change in the pipeline {name}"),
    )
