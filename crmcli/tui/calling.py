"""Calling somebody: hands the number to the program for it, and asks what came of the call while one has it in mind.

Awaited inside a worker, since it waits for answers. Nothing is written until it is said what came of the call.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from crmcli import reaching, texts
from crmcli.i18n import _
from crmcli.store import doing_words
from crmcli.store.activity_kinds import CALL, Kind
from crmcli.tui import recording
from crmcli.tui.confirming import Confirming
from crmcli.tui.gateway import calling as gateway
from crmcli.tui.gateway import recording as records
from crmcli.tui.picking import Choice, Picking
from crmcli.tui.recording_lines import Happening

if TYPE_CHECKING:
    from crmcli.store.followups import Followup
    from crmcli.tui.app import CrmApp
    from crmcli.tui.gateway.calling import Called, Number
    from crmcli.tui.recording import Came

_KIND = Kind(CALL, True)
_DONE, _REACHED, _MISSED, _NOT_CALLED = "done", "reached", "missed", "not called"


async def call(app: CrmApp, contact_id: int, ref: str) -> bool:
    """Calls a contact about `f12`, `d7` or `c41`, and asks what came of it; returns whether something was noted."""
    called, followup = None, None
    with app.telling():
        called = await app.gateway.ask(gateway.called, contact_id)
        if ref.startswith("f"):
            followup = await app.gateway.ask(records.followup, int(ref[1:]))
    number = await _number(app, called) if called is not None else None
    if called is None or number is None:
        return False
    question = _("Dial {number} ({name}): what came of the call?")
    with app.telling():
        words = reaching.opener()
        if words:
            app.run_worker(_dial(app, words, number))
            question = _("{name} {number}: what came of the call?")
    question = question.format(name=called.name, number=number.shown)
    how = await app.push_screen_wait(Picking(question, _outcomes(followup)))
    if how is None or how == _NOT_CALLED:
        return False
    came = await recording.ask_what_came(app, _("What was said, and what comes next? Enter for nothing."))
    if came is None:
        return False
    if how == _DONE:
        return await recording.finish(app, [ref], came.note, came.next, kind=CALL)
    is_noted = await _log(app, ref, came, is_missed=how == _MISSED)
    if is_noted and how == _MISSED and followup is not None and came.next is None:
        await recording.snooze(app, ref)
    return is_noted


async def _dial(app: CrmApp, words: list[str], number: Number) -> None:
    """Hands a number to the program for it, which may take a while to say that it cannot."""
    with app.telling():
        await asyncio.to_thread(reaching.start, words, reaching.uri("phone", number.thing))


async def _number(app: CrmApp, called: Called) -> Number | None:
    """The number that is meant; None where there is none, or nobody wants to call after all."""
    if not called.numbers:
        app.say(_("{name} has no {what}.").format(name=called.name, what=_("phone")))
        return None
    if called.is_blocked and not await app.push_screen_wait(
        Confirming(_("{name} is blocked. Go on?").format(name=called.name))
    ):
        return None
    if len(called.numbers) == 1:
        return called.numbers[0]
    choices = [Choice(each.shown, each.label, each) for each in called.numbers]
    return await app.push_screen_wait(Picking(_("Which one?"), choices))


def _outcomes(followup: Followup | None) -> list[Choice[str]]:
    """What may have come of a call. What was to be a call is done by one; anything else perhaps is not."""
    reached = Choice(_("reached"), "", _REACHED)
    others = [Choice(_("missed"), "", _MISSED), Choice(_("not called"), "", _NOT_CALLED)]
    if followup is None:
        return [reached, *others]
    done = Choice(_("reached, and {ref} is done").format(ref=followup.ref), followup.what, _DONE)
    reached = reached._replace(label=_("reached, {ref} stays").format(ref=followup.ref))
    is_call = doing_words.kind_of(followup.what) == CALL
    return [done, reached, *others] if is_call else [reached, done, *others]


async def _log(app: CrmApp, ref: str, came: Came, *, is_missed: bool) -> bool:
    """Logs the call with what was said, for the deal or the contact that `ref` is about."""
    with app.telling():
        about = await app.gateway.ask(records.subject, ref)
        summary, body = texts.apart(came.note)
        outcome = "missed" if is_missed else None
        return await recording.log_read(app, about, Happening(_KIND, summary, body, None, outcome, None, "", came.next))
    return False
