"""`crm show`: the whole card of one contact."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

app = typer.Typer()

Ref = Annotated[
    list[str],
    typer.Argument(
        metavar="REF", help=_("c41, a name or a part of it, a phone, an e-mail; . is the one changed last.")
    ),
]


@app.command()
def show(ref: Ref, csv: options.Csv = False, tsv: options.Tsv = False, ids: options.Ids = False) -> None:
    """The whole card of one contact: how to reach them, groups, days, relations, notes."""
    from crmcli.commands import cards, choosing

    contact_id = choosing.contact(" ".join(ref), with_removed=True)
    cards.show(choosing.connection(), contact_id)
