"""`crm backup`: the copies of the database that crm makes, and going back to one."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

app = typer.Typer()

Chosen = Annotated[
    str,
    typer.Argument(
        metavar="[BACKUP]", help=_("latest, a day (2026-11-20), how its name begins, or the path of a database.")
    ),
]
Verified = Annotated[
    list[str], typer.Argument(metavar="[BACKUP]...", help=_("The backups, as for restore; all if none is said."))
]
Output = Annotated[
    str,
    typer.Option(
        "--output", "-o", callback=options.not_empty, metavar="PATH", help=_("Write it here, not beside the database.")
    ),
]


@app.command("list")
def list_(
    limit: options.Limit = 0, csv: options.Csv = False, tsv: options.Tsv = False, ids: options.Ids = False
) -> None:
    """All backups, newest first: when, why, how many contacts."""
    from crmcli.commands import backup_answers

    backup_answers.listing(limit)


@app.command()
def create(output: Output = "") -> None:
    """Make a backup now. It stays until you delete it."""
    from crmcli.commands import backup_answers

    backup_answers.create(output)


@app.command()
def verify(
    names: Verified = [],  # noqa: B006 - Typer makes a fresh list of it
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
) -> None:
    """Look whether backups are whole; exit code 1 where one is not."""
    from crmcli.commands import backup_answers

    if not backup_answers.verify(names):
        raise typer.Exit(1)


@app.command()
def restore(name: Chosen = "latest", yes: options.Yes = False, dry_run: options.DryRun = False) -> None:
    """Go back to a backup.

    It takes the place of the database, and what is there is kept as a backup first, so that this can be taken back.
    """
    from crmcli.commands import restore_answers

    restore_answers.restore(name, yes, dry_run)
