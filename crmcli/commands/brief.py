"""`crm brief`: the one screen before a meeting or a call."""

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
def brief(ref: Ref, tsv: options.Tsv = False) -> None:
    """The one screen before a meeting or a call: who they are, the last three touches, what is promised, what comes.

    Of a company what there is of its people too.
    """
    from crmcli.commands import brief_answers, choosing

    brief_answers.brief(choosing.contact(" ".join(ref), with_removed=True))
