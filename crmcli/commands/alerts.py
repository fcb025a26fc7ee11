"""`crm alerts`: rings what is due at a time, for cron and timers."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

app = typer.Typer()

Before = Annotated[
    str,
    typer.Option(
        "--before",
        callback=options.not_empty,
        metavar="LENGTH",
        help=_("Ring so long before it is due: 1h, 0; without it 15m."),
    ),
]
Command = Annotated[
    str,
    typer.Option(
        "--command",
        callback=options.not_empty,
        metavar="COMMAND",
        help=_("Run this for each one; it finds what rings in CRM_TITLE, CRM_BODY, CRM_PHONE … and as JSON."),
    ),
]
Notify = Annotated[bool, typer.Option("--notify", help=_("Show a notification, whatever the settings say."))]
List = Annotated[bool, typer.Option("--list", help=_("Show what will ring, and ring nothing."))]


@app.command()
def alerts(
    before: Before = "",
    command: Command = "",
    notify: Notify = False,
    list_: List = False,
    limit: options.Limit = 20,
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
    dry_run: options.DryRun = False,
) -> None:
    """Ring each follow-up that is due at a time, once; what a sleeping machine missed rings late, and says how late.

    Made to be run every few minutes: crm schedule alerts. With nothing to ring it says nothing.
    """
    from crmcli.commands import alert_answers, alert_requests

    if list_:
        alert_answers.listing(alert_requests.as_scheduled(before, command, is_by_notification=notify), limit)
        return
    request = alert_requests.requested(before, command, is_by_notification=notify)
    code = alert_answers.ring(request, dry_run=dry_run)
    if code:
        raise typer.Exit(code)
