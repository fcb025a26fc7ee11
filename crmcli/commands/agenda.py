"""`crm agenda`: the days and weeks ahead."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

app = typer.Typer()

Words = Annotated[
    list[str], typer.Argument(metavar="[QUERY…]", help=_("Only contacts that meet it: group:vip, city:bandung …"))
]
Weeks = Annotated[
    int, typer.Option("--weeks", metavar="N", help=_("So many weeks, each to its Sunday; 3 if not said."))
]
Days = Annotated[int, typer.Option("--days", metavar="N", help=_("So many days instead."))]
From = Annotated[
    str,
    typer.Option(
        "--from", callback=options.not_empty, metavar="WHEN", help=_("Begin on another day: monday, 2026-12-01 …")
    ),
]


@app.command()
def agenda(
    ctx: typer.Context,
    words: Words = [],  # noqa: B006 - Typer makes a fresh list of it
    weeks: Weeks = 3,
    days: Days = 0,
    from_: From = "",
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
) -> None:
    """The days ahead: what is promised, what comes again, birthdays. Days with nothing on them are left out.

    What is late stands today; what repeats is shown as it will come if each is done on its day.
    """
    from crmcli.commands import agenda_answers

    given = {name: options.is_given(ctx, name) for name in ("weeks", "days")}
    first, last = agenda_answers.span(weeks if given["weeks"] else None, days if given["days"] else None, from_)
    agenda_answers.agenda(words, first, last)
