"""`crm occasions`: birthdays and other days that come round."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

app = typer.Typer()

Words = Annotated[
    list[str], typer.Argument(metavar="[QUERY…]", help=_("Only contacts that meet it: group:vip, city:bandung …"))
]
Within = Annotated[
    str,
    typer.Option(
        "--within",
        callback=options.not_empty,
        metavar="TIME",
        help=_("How far ahead: 30d, 6w, 3m, 1y; 30d if not said."),
    ),
]
Kind = Annotated[
    str, typer.Option("--kind", callback=options.not_empty, metavar="KIND", help=_("Only of this kind: birthday …"))
]
All = Annotated[bool, typer.Option("--all", help=_("Also those of private and blocked contacts."))]


@app.command()
def occasions(
    words: Words = [],  # noqa: B006 - Typer makes a fresh list of it
    within: Within = "30d",
    kind: Kind = "",
    all: All = False,
    limit: options.Limit = 0,
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
) -> None:
    """Birthdays and other days that come round, soonest first, and how old somebody gets where the year is known.

    29 February is on the 28th in years without one.
    """
    from crmcli.commands import occasion_answers

    occasion_answers.listing(words, within, kind, limit, with_private=all)
