"""`crm settings rate`: what other currencies are worth in the home currency."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

Words = Annotated[
    list[str],
    typer.Argument(metavar="[CURRENCY RATE]", help=_("USD 16250 sets a rate; rm USD takes it away; list shows all.")),
]
On = Annotated[
    str,
    typer.Option(
        "--on", callback=options.not_empty, metavar="DAY", help=_("From which day on: 2026-11-01; today if not said.")
    ),
]


def rate(
    words: Words = [],  # noqa: B006 - Typer makes a fresh list of it
    on: On = "",
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
    dry_run: options.DryRun = False,
) -> None:
    """What a unit of another currency is worth.

    crm settings rate USD 16250 says it in the home currency, from today on or from the day of --on. With rates crm
    pipeline and the reports put sums of several currencies together. On a day holds the newest rate at or before it;
    before the first one holds the first.
    """
    from crmcli.commands import rate_answers

    rate_answers.rate(words, on, dry_run)
