"""`crm doctor`: whether all is well with the database and what lies around it."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

app = typer.Typer()

Fix = Annotated[bool, typer.Option("--fix", help=_("Mend what can be mended without touching your data."))]


@app.command()
def doctor(fix: Fix = False, csv: options.Csv = False, tsv: options.Tsv = False, ids: options.Ids = False) -> None:
    """Look whether all is well with the database, its backups and this machine; exit code 1 where it is not."""
    from crmcli.commands import doctor_answers

    if not doctor_answers.examine(fix):
        raise typer.Exit(1)
