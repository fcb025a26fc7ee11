"""`crm attach`: keep files with a contact."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

app = typer.Typer()

Ref = Annotated[
    str, typer.Argument(metavar="REF", help=_("c41, a name, a phone, an e-mail; . is the one changed last."))
]
Files = Annotated[list[str], typer.Argument(metavar="FILE…", help=_("One file or more; - reads one from stdin."))]
Name = Annotated[
    str,
    typer.Option("--name", callback=options.not_empty, metavar="NAME", help=_("What the file shall be called here.")),
]
Notes = Annotated[
    str, typer.Option("--notes", callback=options.not_empty, metavar="TEXT", help=_("What the file is about."))
]


@app.command()
def attach(
    ref: Ref,
    files: Files,
    name: Name = "",
    notes: Notes = "",
    ids: options.Ids = False,
    dry_run: options.DryRun = False,
) -> None:
    """Keep files with a contact: an offer, a contract, a photo of a card. The files themselves stay where they are."""
    from crmcli.commands import attachment_answers

    attachment_answers.attach(ref, files, name, notes, dry_run)
