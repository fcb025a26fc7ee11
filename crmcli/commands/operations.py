"""`crm undo`, `crm redo`, `crm history`: what was done, taken back, and done again."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.errors import Usage
from crmcli.i18n import _

undo = typer.Typer()
redo = typer.Typer()
history = typer.Typer()

Operation = Annotated[str, typer.Argument(metavar="[OPERATION]", help=_("Only this one: o41."))]


def _at_least_one(steps: int) -> int:
    if steps < 1:
        raise Usage(_("--steps cannot be {value}.").format(value=steps), _("It is 1 or more."))
    return min(steps, _MOST)


_MOST = 1_000_000  # more operations than anybody does
Steps = Annotated[
    int, typer.Option("--steps", callback=_at_least_one, metavar="N", help=_("So many operations, newest first."))
]
Ref = Annotated[
    list[str],
    typer.Argument(metavar="[REF]", help=_("A contact, a deal (d7), or an operation (o41) to see what it changed.")),
]


@undo.command("undo")
def undo_(operation: Operation = "", steps: Steps = 1, dry_run: options.DryRun = False) -> None:
    """Take back what was changed last, or one operation of the history."""
    from crmcli.commands import turning

    turning.undo(operation, steps, dry_run)


@redo.command("redo")
def redo_(steps: Steps = 1, dry_run: options.DryRun = False) -> None:
    """Do again what undo took back, as long as nothing was changed since."""
    from crmcli.commands import turning

    turning.redo(steps, dry_run)


@history.command("history")
def history_(
    ctx: typer.Context,
    ref: Ref = [],  # noqa: B006 - Typer makes a fresh list of it
    limit: options.Limit = 20,
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
) -> None:
    """What was changed, when, and by which command; of one contact or deal, or of one operation in detail."""
    from crmcli.commands import histories

    histories.show(" ".join(ref), limit if options.is_given(ctx, "limit") else None)
