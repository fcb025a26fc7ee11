"""`crm undo`, `crm redo`, `crm history`: what was done, taken back, and done again."""

from typing import Annotated

import typer

from crmcli.commands import options
from crmcli.i18n import _

undo = typer.Typer()
redo = typer.Typer()
history = typer.Typer()

Operation = Annotated[str, typer.Argument(metavar="[OPERATION]", help=_("Only this one: o41."))]
Steps = Annotated[int, typer.Option("--steps", min=1, max=10_000, metavar="N", help=_("So many operations."))]
Ref = Annotated[
    str, typer.Argument(metavar="[REF]", help=_("A contact, or an operation (o41) to see what it changed."))
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
    ref: Ref = "",
    limit: options.Limit = 20,
    csv: options.Csv = False,
    tsv: options.Tsv = False,
    ids: options.Ids = False,
) -> None:
    """What was changed, when, and by which command; of one contact, or of one operation in detail."""
    from crmcli.commands import histories

    histories.show(ref, limit)
