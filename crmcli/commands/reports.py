"""`crm report`: what the records add up to. Those of deals are in `report_deals`."""

from typing import Annotated

import typer

from crmcli.commands import options, report_deals
from crmcli.i18n import _

app = typer.Typer()

Details = Annotated[bool, typer.Option("--details", help=_("Name everybody who was referred, under the one who did."))]
ByCompany = Annotated[bool, typer.Option("--by-company", help=_("Count for the companies of those who referred."))]
From = Annotated[
    str,
    typer.Option("--from", callback=options.not_empty, metavar="WHEN", help=_("The first day: 1 nov, 2026-11-01.")),
]
To = Annotated[
    str, typer.Option("--to", callback=options.not_empty, metavar="WHEN", help=_("The last day; today without it."))
]
Days = Annotated[int | None, typer.Option("--days", metavar="N", help=_("So many days; 30 without it."))]
Week = Annotated[
    str,
    typer.Option(
        "--week", callback=options.not_empty, metavar="WEEK", help=_("A whole week: 2026-W47, or the number alone.")
    ),
]
LastWeek = Annotated[bool, typer.Option("--last", help=_("The week before this one, Monday to Sunday."))]
Format = Annotated[
    str, typer.Option("--format", callback=options.not_empty, metavar="FORMAT", help=_("text or markdown."))
]

for _report in (
    report_deals.funnel,
    report_deals.velocity,
    report_deals.forecast,
    report_deals.won,
    report_deals.lost,
    report_deals.stalled,
    report_deals.sources,
    report_deals.activity,
    report_deals.goal,
):
    app.command(_report.__name__)(_report)


@app.command()
def referrals(
    details: Details = False,
    by_company: ByCompany = False,
    limit: options.Limit = 0,
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
) -> None:
    """Who referred whom: those who brought you the most come first."""
    from crmcli.commands import report_answers

    report_answers.referrals(details=details, by_company=by_company, limit=limit)


@app.command()
def time(
    start: From = "",
    end: To = "",
    days: Days = None,
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
) -> None:
    """Your time by group, beside the share each is worth.

    crm group edit VIP --share 60 gives a group its share.
    """
    from crmcli.commands import time_answers

    time_answers.report(start, end, days)


@app.command()
def week(
    week: Week = "",
    last: LastWeek = False,
    start: From = "",
    end: To = "",
    format: Format = "text",
) -> None:
    """The week's work as a text to send.

    What was done, whom you met, promises kept, made and late, and what comes next: from Monday to today, if nothing
    else is said. Private contacts are not in it.
    """
    from crmcli.commands import week_answers

    week_answers.report(week, start, end, format, is_last=last)
