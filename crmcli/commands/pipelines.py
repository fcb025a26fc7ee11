"""`crm pipeline`: the open deals at a glance, stage by stage; and the pipelines themselves."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

app = typer.Typer()

Words = Annotated[
    list[str],
    typer.Argument(
        metavar="[PIPELINE] [QUERY]",
        help=_("A pipeline, and which deals are meant: Sales group:vip. Without a name, all pipelines."),
    ),
]
Name = Annotated[str, typer.Argument(metavar="PIPELINE", help=_("The pipeline, or how its name begins."))]
FreshName = Annotated[str, typer.Argument(metavar="NAME", help=_("What it shall be called."))]
NewName = Annotated[str, typer.Argument(metavar="NEW", help=_("What it shall be called."))]
Like = Annotated[
    str,
    typer.Option(
        "--like",
        callback=options.not_empty,
        metavar="PIPELINE",
        help=_("With the stages of this pipeline; of the first if not said."),
    ),
]
Before = Annotated[
    str, typer.Option("--before", callback=options.not_empty, metavar="PIPELINE", help=_("Before this pipeline."))
]
First = Annotated[bool, typer.Option("--first", help=_("Before all others: it is meant where none is named."))]
Last = Annotated[bool, typer.Option("--last", help=_("Behind all others."))]


@app.command()
def show(
    words: Words = [],  # noqa: B006 - Typer makes a fresh list of it
    format: options.Format = "",
    csv: options.Csv = False,
    tsv: options.Tsv = False,
) -> None:
    """Your open deals at a glance, stage by stage.

    How many, what they are worth, and that times the chance of winning; which stall, and which have no next step. Sums
    of several currencies are never added up, but put into the home currency where crm settings rate knows how.
    """
    from crmcli.commands import glance_answers

    glance_answers.show(words)


@app.command("list")
def list_(
    limit: options.Limit = 0, csv: options.Csv = False, tsv: options.Tsv = False, ids: options.Ids = False
) -> None:
    """All pipelines in their order, with their stages."""
    from crmcli.commands import pipeline_answers

    pipeline_answers.listing(limit)


@app.command()
def add(name: FreshName, like: Like = "", dry_run: options.DryRun = False) -> None:
    """Make a pipeline with stages of its own."""
    from crmcli.commands import pipeline_answers

    pipeline_answers.add(name, like, dry_run)


@app.command()
def edit(
    name: Name, before: Before = "", first: First = False, last: Last = False, dry_run: options.DryRun = False
) -> None:
    """Put a pipeline elsewhere in the order."""
    from crmcli.commands import pipeline_answers

    pipeline_answers.move(name, before, is_first=first, is_last=last, dry_run=dry_run)


@app.command()
def rename(name: Name, new: NewName, dry_run: options.DryRun = False) -> None:
    """Give a pipeline another name."""
    from crmcli.commands import pipeline_answers

    pipeline_answers.rename(name, new, dry_run)


@app.command()
def rm(name: Name, dry_run: options.DryRun = False) -> None:
    """Remove a pipeline through which no deal ever went."""
    from crmcli.commands import pipeline_answers

    pipeline_answers.remove(name, dry_run)
