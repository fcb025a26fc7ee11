"""The options that the reports of deals share, said once."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

Query = Annotated[
    list[str],
    typer.Argument(metavar="[QUERY]", help=_("Of these deals only: group:vip value:10jt.., as crm deal list has it.")),
]
From = Annotated[
    str,
    typer.Option(
        "--from", callback=options.not_empty, metavar="WHEN", help=_("The first day, or its month: 2026-01, 3m, 1 nov.")
    ),
]
To = Annotated[
    str,
    typer.Option("--to", callback=options.not_empty, metavar="WHEN", help=_("The last day, or its month: 2026-03.")),
]
By = Annotated[
    str,
    typer.Option(
        "--by",
        callback=options.not_empty,
        metavar="WHAT",
        help=_("A row for each month, source, group, stage, reason, tag, pipeline, contact or company."),
    ),
]
ActivityBy = Annotated[
    str, typer.Option("--by", callback=options.not_empty, metavar="WHAT", help=_("A row for each week, month or kind."))
]
GoalBy = Annotated[
    str,
    typer.Option(
        "--by", callback=options.not_empty, metavar="WHAT", help=_("A row for each week, month, quarter or year.")
    ),
]
Pipeline = Annotated[
    str, typer.Option("--pipeline", callback=options.not_empty, metavar="NAME", help=_("Of this pipeline only."))
]
Deals = Annotated[bool, typer.Option("--deals", help=_("List the deals that stand behind the numbers."))]
RowOf = Annotated[
    str,
    typer.Option(
        "--row", callback=options.not_empty, metavar="NAME", help=_("Only this row: proposal, 2026-11, price.")
    ),
]
ColumnOf = Annotated[
    str,
    typer.Option(
        "--column", callback=options.not_empty, metavar="NAME", help=_("Only the deals of this number: won, slipped.")
    ),
]
