"""`crm settings kind`: the kinds of activities, and your own among them."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

app = typer.Typer()

Name = Annotated[str, typer.Argument(metavar="NAME", help=_("The kind; upper and lower case are the same."))]
FreshName = Annotated[str, typer.Argument(metavar="NAME", help=_("One word, such as webinar or site-visit."))]
NewName = Annotated[str, typer.Argument(metavar="NEW", help=_("What it shall be called."))]
Touch = Annotated[bool, typer.Option("--touch", help=_("Whoever took part counts as reached."))]
NoTouch = Annotated[bool, typer.Option("--no-touch", help=_("Nobody counts as reached by it."))]
Into = Annotated[
    str,
    typer.Option("--into", callback=options.not_empty, metavar="KIND", help=_("The kind that its activities become.")),
]


@app.command("list")
def list_(
    limit: options.Limit = 0, csv: options.Csv = False, tsv: options.Tsv = False, ids: options.Ids = False
) -> None:
    """All kinds, and how many activities of each.

    Also whether they count as having reached somebody.
    """
    from crmcli.commands import activity_kind_answers

    activity_kind_answers.listing(limit)


@app.command()
def add(name: FreshName, touch: Touch = False, dry_run: options.DryRun = False) -> None:
    """Make a kind of your own, such as webinar --touch."""
    from crmcli.commands import activity_kind_answers

    activity_kind_answers.add(name, touch, dry_run)


@app.command()
def edit(name: Name, touch: Touch = False, no_touch: NoTouch = False, dry_run: options.DryRun = False) -> None:
    """Say whether a kind of your own is a touch.

    A touch counts as having reached somebody. What was logged before follows.
    """
    from crmcli.commands import activity_kind_answers

    activity_kind_answers.edit(name, touch, no_touch, dry_run)


@app.command()
def rename(name: Name, new: NewName, dry_run: options.DryRun = False) -> None:
    """Give a kind of your own another name, on all its activities."""
    from crmcli.commands import activity_kind_answers

    activity_kind_answers.rename(name, new, dry_run)


@app.command()
def rm(name: Name, into: Into = "", dry_run: options.DryRun = False) -> None:
    """Remove a kind of your own; --into says what its activities become."""
    from crmcli.commands import activity_kind_answers

    activity_kind_answers.remove(name, into, dry_run)
