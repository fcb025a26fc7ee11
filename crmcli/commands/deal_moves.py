"""`crm move`, `win`, `lose`, `void` and `reopen`: how deals go their way."""

from typing import Annotated

import typer

from crmcli.commands import deal_options as given
from crmcli.commands import options
from crmcli.i18n import _

move_app, win_app, lose_app, void_app, reopen_app = (typer.Typer() for _app in range(5))

DealsAndStage = Annotated[
    list[str],
    typer.Argument(
        metavar="DEAL… STAGE",
        help=_("d7, a title or a contact, - for stdin; then the stage, next, or PIPELINE/STAGE."),
    ),
]
DealsAndPerhapsStage = Annotated[
    list[str],
    typer.Argument(metavar="DEAL… [STAGE]", help=_("d7 or a title; then the stage, else the one it was in last.")),
]


@move_app.command()
def move(
    deal: DealsAndStage,
    next_: given.Next = "",
    on: given.On = "",
    note: given.MoveNote = "",
    at: given.At = "",
    ids: options.Ids = False,
    dry_run: options.DryRun = False,
) -> None:
    """Move deals to another stage.

    For example: crm move d7 next --next 'send offer' --on fri@10. What is still to be done for it stays.
    A deal ends with crm win, crm lose or crm void.
    """
    from crmcli.commands import deal_moving, next_steps

    deal_moving.move(deal, next_steps.Step(next_, on), deal_moving.Way(note, at), dry_run)


@win_app.command()
def win(
    deal: given.Refs,
    value: given.Value = "",
    commission: given.Commission = "",
    note: given.MoveNote = "",
    at: given.At = "",
    next_: given.Next = "",
    on: given.On = "",
    no_care: given.NoCare = False,
    done: given.Done = False,
    drop: given.Drop = False,
    ids: options.Ids = False,
    dry_run: options.DryRun = False,
) -> None:
    """Mark deals won, for the sum that it came to in the end.

    The care that follows is promised with it, as the setting deal.care says; at a terminal you choose, and are asked
    what becomes of that which was still to be done.
    """
    from crmcli.commands import deal_closing, deal_moving, deal_requests, next_steps

    sums = deal_requests.Values(value, commission, "", "", "", "")
    step = next_steps.Step(next_, on)
    after = deal_closing.After(step, has_care=not no_care, is_done=done, is_dropped=drop)
    deal_closing.win(deal, sums, after, deal_moving.Way(note, at), dry_run)


@lose_app.command()
def lose(
    deal: given.Refs,
    reason: given.Reason = "",
    to: given.To = "",
    note: given.MoveNote = "",
    at: given.At = "",
    retry: given.Retry = "",
    keep: given.Keep = False,
    ids: options.Ids = False,
    dry_run: options.DryRun = False,
) -> None:
    """Mark deals lost, and why.

    For example: crm lose d7 --reason price --to 'Asuransi Jaya'. What was still to be done for it is removed;
    another try is promised, as the setting deal.retry says.
    """
    from crmcli.commands import deal_closing, deal_losing, deal_moving

    loss = deal_losing.read(deal, reason, to, retry, deal_moving.Way(note, at))
    deal_closing.lose(loss, keep, dry_run)


@void_app.command()
def void(
    deal: given.Refs,
    note: given.MoveNote = "",
    at: given.At = "",
    keep: given.Keep = False,
    ids: options.Ids = False,
    dry_run: options.DryRun = False,
) -> None:
    """Mark deals as none that ever were.

    A test, a double, a mistake: they count in no report.
    """
    from crmcli.commands import deal_closing, deal_moving

    deal_closing.void(deal, deal_moving.Way(note, at), keep, dry_run)


@reopen_app.command()
def reopen(
    deal: DealsAndPerhapsStage,
    next_: given.Next = "",
    on: given.On = "",
    note: given.MoveNote = "",
    at: given.At = "",
    ids: options.Ids = False,
    dry_run: options.DryRun = False,
) -> None:
    """Open closed deals again.

    They stand in the stage they were in last, or in the one that is named: crm reopen d7 proposal
    """
    from crmcli.commands import deal_moving, next_steps

    deal_moving.reopen(deal, next_steps.Step(next_, on), deal_moving.Way(note, at), dry_run)
