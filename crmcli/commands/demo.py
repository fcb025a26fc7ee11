"""`crm demo`: a sample address book, brought in, looked up, taken back: what crm does in a minute."""

from typing import Annotated

import typer

from crmcli.i18n import _

app = typer.Typer()

Folder = Annotated[
    str,
    typer.Argument(
        metavar="[DIR]", help=_("Where to put the sample and its database; a temporary folder if not said.")
    ),
]


@app.command()
def demo(folder: Folder = "") -> None:
    """Try crm with a sample address book, in a database of its own."""
    from crmcli.commands import showing

    showing.play(folder)
