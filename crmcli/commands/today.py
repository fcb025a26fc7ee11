"""`crm today`: whom to turn to now, and why."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

app = typer.Typer()

Words = Annotated[
    list[str], typer.Argument(metavar="[QUERY…]", help=_("Only contacts that meet it: group:vip, city:bandung …"))
]
All = Annotated[bool, typer.Option("--all", help=_("All of them, however many there are."))]
Deals = Annotated[bool, typer.Option("--deals", help=_("Only deals, and what is to be done for them."))]


@app.command()
def today(
    ctx: typer.Context,
    words: Words = [],  # noqa: B006 - Typer makes a fresh list of it
    deals: Deals = False,
    limit: options.Limit = 0,
    all: All = False,
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
) -> None:
    """Whom to turn to now and why: late, due today, silent, deals, occasions, announced; with the number to call.

    At most a screen, the most pressing first. Private and blocked contacts and their deals are not among them.
    """
    from crmcli.commands import today_answers

    most = limit if options.is_given(ctx, "limit") else None
    today_answers.today(words, most, is_all=all, is_of_deals=deals)
