"""`crm settings goal`: so many activities of a kind, or so much won, in a period."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

Words = Annotated[
    list[str],
    typer.Argument(
        metavar="[N KIND]",
        help=_("20 calls or 50jt sets a goal; rm calls or rm value takes it away; list shows all."),
    ),
]
Per = Annotated[
    str,
    typer.Option(
        "--per",
        callback=options.not_empty,
        metavar="PERIOD",
        help=_("day, week or month; of money week, month, quarter or year. day, or of money month, if not said."),
    ),
]
Of = Annotated[
    str,
    typer.Option(
        "--of", callback=options.not_empty, metavar="WHAT", help=_("Of money: value or commission; value if not said.")
    ),
]


def goal(
    words: Words = [],  # noqa: B006 - Typer makes a fresh list of it
    per: Per = "",
    of: Of = "",
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    dry_run: options.DryRun = False,
) -> None:
    """How many calls and visits you mean to do, and how much to win.

    crm settings goal 20 calls --per day sets a goal; crm today and crm report week say how far along you are. What you
    did counts, tries too; what came in does not. crm settings goal 50jt --per month is one in money, and crm report
    goal says how it stands. Without words it lists the goals; rm KIND takes one away.
    """
    from crmcli.commands import goal_answers

    goal_answers.goal(words, per, of, dry_run)
