"""`crm sql`: the user's own questions to the database, for reading only."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

app = typer.Typer()

Statement = Annotated[
    list[str],
    typer.Argument(metavar="STATEMENT", help=_("One SELECT, in single quotes; - reads it from stdin.")),
]


@app.command()
def sql(
    ctx: typer.Context,
    statement: Statement,
    limit: options.Limit = 1000,
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
) -> None:
    """Ask the database in SQL. It is read, never changed; docs/schema.md says what is in it.

    On a terminal at most 1000 rows are shown unless --limit says otherwise; fold(TEXT) is a name in lower-case ASCII.
    """
    from crmcli.commands import selecting

    selecting.answer(" ".join(statement), limit if options.is_given(ctx, "limit") else None)
