"""`crm tui`: the pipeline, the day and the contacts on the whole screen."""

from typing import Annotated

import typer

from crmcli.i18n import _

app = typer.Typer()

Begin = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[VIEW] [REF|QUERY…]",
        help=_("Where to begin: board, today, contacts or reports, a query for it, or a deal or contact."),
    ),
]
Demo = Annotated[bool, typer.Option("--demo", help=_("Show a sample with a year of deals, gone again afterwards."))]


@app.command()
def tui(begin: Begin = None, demo: Demo = False) -> None:
    """Work on the whole screen: the board of deals, today's list, contacts and reports, by keys."""
    from crmcli.commands import full_screen

    if code := full_screen.run(begin or [], is_demo=demo):
        raise typer.Exit(code)
