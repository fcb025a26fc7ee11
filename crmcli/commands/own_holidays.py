"""`crm settings holiday`: days off, and days to remember, that no calendar of a country has."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

app = typer.Typer()

FreshName = Annotated[str, typer.Argument(metavar="NAME", help=_("What the day is called, such as 'Stocktaking'."))]
Name = Annotated[str, typer.Argument(metavar="NAME", help=_("What the day is called."))]
On = Annotated[
    str,
    typer.Option(
        "--on",
        callback=options.not_empty,
        metavar="DAY",
        help=_("12-24 for every year, 2026-12-24 for that year alone."),
    ),
]
OnlyOn = Annotated[
    str,
    typer.Option("--on", callback=options.not_empty, metavar="DAY", help=_("Only the one of this day, 12-24.")),
]
Working = Annotated[bool, typer.Option("--working", help=_("A day to remember, on which you work."))]


@app.command("list")
def list_(
    limit: options.Limit = 0, csv: options.Csv = False, tsv: options.Tsv = False, ids: options.Ids = False
) -> None:
    """All days of your own, and when each comes next."""
    from crmcli.commands import own_holiday_answers

    own_holiday_answers.listing(limit)


@app.command()
def add(name: FreshName, on: On, working: Working = False, dry_run: options.DryRun = False) -> None:
    """Keep a day of your own; business days pass over it."""
    from crmcli.commands import own_holiday_answers

    own_holiday_answers.add(name, on, is_off=not working, dry_run=dry_run)


@app.command()
def rm(name: Name, on: OnlyOn = "", dry_run: options.DryRun = False) -> None:
    """Forget a day of your own."""
    from crmcli.commands import own_holiday_answers

    own_holiday_answers.remove(name, on, dry_run=dry_run)
