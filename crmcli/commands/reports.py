"""`crm report`: what the records add up to."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

app = typer.Typer()

Details = Annotated[bool, typer.Option("--details", help=_("Name everybody who was referred, under the one who did."))]
ByCompany = Annotated[bool, typer.Option("--by-company", help=_("Count for the companies of those who referred."))]


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
