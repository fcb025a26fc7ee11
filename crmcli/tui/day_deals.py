"""What settles a deal that the day tells of: a next step, what happened, another day of the close, another stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import deal_sentences
from crmcli.i18n import _
from crmcli.store import deal_days
from crmcli.tui import command_lines, deal_endings, recording
from crmcli.tui.asking import Asking
from crmcli.tui.gateway import deals
from crmcli.tui.gateway import recording as records
from crmcli.tui.picking import Choice, Picking
from crmcli.tui.recording_lines import promised

if TYPE_CHECKING:
    from crmcli.store.deal_days import Standing
    from crmcli.tui.app import CrmApp

_STEP, _LOG, _CLOSE, _WON, _LOST, _CARD = "step", "log", "close", "won", "lost", "card"


async def settle(app: CrmApp, deal: Standing, state: str) -> bool:
    """Asks how to go on with a deal, what suits its state first, and does it; returns whether something was done."""
    choices = [
        Choice(_("a next step"), "", _STEP),
        Choice(_("log what happened"), "", _LOG),
        Choice(_("another day of the close"), "", _CLOSE),
        Choice(_("won"), "", _WON),
        Choice(_("lost"), "", _LOST),
        Choice(_("the card: another stage, all else"), "", _CARD),
    ]
    if state in (deal_days.SLIPPED, deal_days.CLOSING):
        choices.insert(0, choices.pop(2))
    question = _("{ref} {title}: how does it go on?").format(ref=deal.ref, title=deal.title)
    chosen = await app.push_screen_wait(Picking(question, choices))
    if chosen == _STEP:
        return await recording.remind(app, deal.ref)
    if chosen == _LOG:
        return await recording.log(app, deal.ref)
    if chosen == _CLOSE:
        return await put_off_close(app, deal)
    if chosen in (_WON, _LOST):
        return await (deal_endings.win if chosen == _WON else deal_endings.lose)(app, [deal])
    if chosen == _CARD:
        app.open_record(deal.ref)
    return False


async def put_off_close(app: CrmApp, deal: Standing) -> bool:
    """Asks when a deal is expected to close now, and keeps it; returns whether something was done."""
    with app.telling():
        lines = await app.gateway.ask(records.lines)
        question = _("When is {deal} expected to close?").format(deal=f"{deal.ref} {deal.title}")
        day = await app.push_screen_wait(
            Asking(question, lines.day, placeholder=_("+2w, eom, 2026-12-15"), meaning=promised)
        )
        if day is None:
            return False
        line = command_lines.crm("deal edit", deal.ref, close=day.on)
        changed = await app.perform(_("edited a deal"), line, deals.edit, deal.id, {"expected_close": day.due[:10]})
        if changed is None:
            return False
        before, now = changed.answer
        said = deal_sentences.differing(before, now) or _("Nothing to change.")
        app.say(f"{deal.ref} {deal.title}: {said}", is_undoable=changed.operation_id is not None)
        return changed.operation_id is not None
    return False
