"""`crm settings goal`: so many activities of a kind in a day, a week or a month."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

Words = Annotated[
    list[str],
    typer.Argument(metavar="[N KIND]", help=_("20 calls sets a goal; rm calls takes it away; list shows all.")),
]
Per = Annotated[
    str,
    typer.Option("--per", callback=options.not_empty, metavar="PERIOD", help=_("day, week or month; day if not said.")),
]


def goal(
    words: Words = [],  # noqa: B006 - Typer makes a fresh list of it
    per: Per = "",
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    dry_run: options.DryRun = False,
) -> None:
    """How many calls, visits or others you mean to do.

    crm settings goal 20 calls --per day sets a goal; crm today and crm report week say how far along you are. What you
    did counts, tries too; what came in does not. Without words it lists the goals; rm KIND takes one away.
    """
    from crmcli.commands import goal_answers

    goal_answers.goal(words, per, dry_run)
