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
NoHolidays = Annotated[bool, typer.Option("--no-holidays", help=_("Without public holidays and festivals."))]
Festivals = Annotated[
    bool, typer.Option("--festivals", help=_("Which festivals there are to greet a group on, a year ahead."))
]
Country = Annotated[
    list[str],
    typer.Option(
        "--country",
        callback=options.not_empty,
        metavar="CODE",
        help=_("Holidays of this country instead of yours: TW, DE-BY; may be given again."),
    ),
]
All = Annotated[bool, typer.Option("--all", help=_("Also those of private and blocked contacts."))]


@app.command()
def occasions(
    words: Words = [],  # noqa: B006 - Typer makes a fresh list of it
    within: Within = "30d",
    kind: Kind = "",
    all: All = False,
    no_holidays: NoHolidays = False,
    festivals: Festivals = False,
    country: Country = [],  # noqa: B006
    limit: options.Limit = 0,
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
) -> None:
    """Birthdays and other days that come round, soonest first, and how old somebody gets where the year is known.

    Holidays and festivals of your country, and groups to greet on them, are among them. 29 February is on the 28th in
    years without one.
    """
    from crmcli.commands import festival_answers, occasion_answers

    if festivals:
        festival_answers.listing(country, limit)
    else:
        of = None if no_holidays else country
        occasion_answers.listing(words, within, kind, limit, with_private=all, countries=of)
