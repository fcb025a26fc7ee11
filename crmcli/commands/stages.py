"""`crm stage`: the steps of a pipeline, the chance of winning in each, and when a deal is stalled there."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

app = typer.Typer()

Stage = Annotated[
    str, typer.Argument(metavar="STAGE", help=_("The stage, or how its name begins; of another pipeline: Rentals/new."))
]
FreshName = Annotated[
    str, typer.Argument(metavar="NAME", help=_("What it shall be called; of another pipeline: Rentals/viewing."))
]
NewName = Annotated[str, typer.Argument(metavar="NEW", help=_("What it shall be called."))]
Pipeline = Annotated[
    str,
    typer.Option(
        "--pipeline", callback=options.not_empty, metavar="PIPELINE", help=_("In which pipeline; else the first.")
    ),
]
Only = Annotated[
    str,
    typer.Option("--pipeline", callback=options.not_empty, metavar="PIPELINE", help=_("Of this pipeline only.")),
]
OnlyOf = Annotated[list[str], typer.Argument(metavar="[PIPELINE]", help=_("Of this pipeline only."))]
Chance = Annotated[
    str,
    typer.Option("--chance", callback=options.not_empty, metavar="PERCENT", help=_("The chance of winning: 50.")),
]
Stale = Annotated[
    str,
    typer.Option(
        "--stale",
        callback=options.not_empty,
        metavar="LENGTH",
        help=_("With nothing happening so long a deal is stalled: 14d, 3w; or never."),
    ),
]
Needs = Annotated[
    str,
    typer.Option(
        "--needs",
        callback=options.not_empty,
        metavar="WHAT",
        help=_("What a deal must have to enter: value,close,contact,next; or none."),
    ),
]
Before = Annotated[
    str, typer.Option("--before", callback=options.not_empty, metavar="STAGE", help=_("Before this stage."))
]
First = Annotated[bool, typer.Option("--first", help=_("Before all others."))]
Last = Annotated[bool, typer.Option("--last", help=_("Behind all others that are open."))]
To = Annotated[str, typer.Option("--to", callback=options.not_empty, metavar="STAGE", help=_("Where its deals go to."))]


@app.command("list")
def list_(
    name: OnlyOf = [],  # noqa: B006 - Typer makes a fresh list of it
    pipeline: Only = "",
    limit: options.Limit = 0,
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
) -> None:
    """All stages in their order, and how many deals are in each."""
    from crmcli.commands import stage_answers

    stage_answers.listing(" ".join(name), pipeline, limit)


@app.command()
def add(
    name: FreshName,
    pipeline: Pipeline = "",
    chance: Chance = "",
    stale: Stale = "",
    needs: Needs = "",
    before: Before = "",
    dry_run: options.DryRun = False,
) -> None:
    """Make a stage, behind the open ones if nothing else is said.

    crm stage add demo --chance 50 --before proposal: without a chance it gets one between those beside it, and deals
    are stalled there after 14 days.
    """
    from crmcli.commands import stage_answers

    stage_answers.add(name, pipeline, stage_answers.changes(chance, stale, needs), before, dry_run)


@app.command()
def edit(
    stage: Stage,
    pipeline: Pipeline = "",
    chance: Chance = "",
    stale: Stale = "",
    needs: Needs = "",
    dry_run: options.DryRun = False,
) -> None:
    """Change a stage: its chance, when deals stall, what it needs."""
    from crmcli.commands import stage_answers

    stage_answers.edit(stage, pipeline, stage_answers.changes(chance, stale, needs), dry_run)


@app.command()
def rename(stage: Stage, new: NewName, pipeline: Pipeline = "", dry_run: options.DryRun = False) -> None:
    """Give a stage another name."""
    from crmcli.commands import stage_answers

    stage_answers.rename(stage, pipeline, new, dry_run)


@app.command()
def move(
    stage: Stage,
    pipeline: Pipeline = "",
    before: Before = "",
    first: First = False,
    last: Last = False,
    dry_run: options.DryRun = False,
) -> None:
    """Put a stage elsewhere in the order of its pipeline."""
    from crmcli.commands import stage_answers

    stage_answers.move(stage, pipeline, before, is_first=first, is_last=last, dry_run=dry_run)


@app.command()
def rm(stage: Stage, pipeline: Pipeline = "", to: To = "", dry_run: options.DryRun = False) -> None:
    """Remove a stage; it asks where its deals go, or --to says it."""
    from crmcli.commands import stage_answers

    stage_answers.remove(stage, pipeline, to, dry_run)
