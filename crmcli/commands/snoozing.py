"""`crm snooze`: follow-ups are put off, and so is keeping in touch with somebody."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

app = typer.Typer()

Refs = Annotated[
    list[str],
    typer.Argument(
        metavar="[REF…]", help=_("f12; or a contact, not to be reminded of keeping in touch until then; - reads stdin.")
    ),
]
To = Annotated[
    str, typer.Option("--to", callback=options.not_empty, metavar="WHEN", help=_("Until when: mon, +2d, fri@10."))
]
Overdue = Annotated[bool, typer.Option("--overdue", "--late", help=_("All that are late."))]


@app.command()
def snooze(
    ref: Refs = [],  # noqa: B006 - Typer makes a fresh list of it
    to: To = "",
    overdue: Overdue = False,
    yes: options.Yes = False,
    ids: options.Ids = False,
    dry_run: options.DryRun = False,
) -> None:
    """Put follow-ups off: crm snooze f12 --to mon; all that are late: crm snooze --overdue --to mon

    A day without a time keeps the time it had. Of what repeats only this one is put off.
    """
    from crmcli.commands import snoozing_answers

    snoozing_answers.snooze(ref, to, overdue, yes, dry_run)
