"""The small flows that every view has: log, remind, done, skip, snooze. Each asks, changes and tells.

They are awaited inside a worker (`@work`), since they wait for answers. `ref` is `d7`, `c41` or `f12`. Each returns
whether something was done; one that is given up changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from crmcli import activity_sentences, followup_sentences, texts
from crmcli.i18n import _, ngettext
from crmcli.store.doing import Outcome
from crmcli.tui import command_lines, recording_lines
from crmcli.tui.asking import Asking
from crmcli.tui.gateway import recording as gateway
from crmcli.tui.picking import Choice, Picking

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from crmcli.store.followups import Followup
    from crmcli.tui.app import CrmApp
    from crmcli.tui.gateway.connection import Reading
    from crmcli.tui.gateway.recording import PutOff, Subject
    from crmcli.tui.recording_lines import Happening, Lines, Promise

T = TypeVar("T")
_ANOTHER_DAY = ""  # among the choices of snooze


async def log(app: CrmApp, ref: str) -> bool:
    """Asks what happened with a contact or for a deal, and logs it with the next step."""
    about = await _asked(app, lambda reading: gateway.subject(reading, ref))
    if about is None:
        return False
    happening = await app.push_screen_wait(
        Asking(
            _("What happened with {who}?").format(who=about.who),
            about.lines.happening,
            placeholder=_("call price ok @ yesterday > send offer fri@10"),
            meaning=lambda read: recording_lines.told(read, about.who),
        )
    )
    return happening is not None and await log_read(app, about, happening)


async def log_read(app: CrmApp, about: Subject, happening: Happening) -> bool:
    """Logs what was read from a line with its next step, and tells."""
    changed = await app.perform(_("logged an activity"), _log_line(about.ref, happening), gateway.log, about, happening)
    if changed is None:
        return False
    logged = changed.answer
    moment = happening.when.shown() if happening.when else ""
    said = [activity_sentences.logged(logged.activity, logged.who, moment)]
    if logged.open:
        said.append(_("Still open: {named}").format(named=activity_sentences.open_besides(logged.open)))
    app.say("\n".join([*said, *_next_of(logged.next)]), is_undoable=True)
    return True


async def remind(app: CrmApp, ref: str = "") -> bool:
    """Asks what is to be done and when with a contact, for a deal, or without a ref for oneself, and keeps it."""
    about = await _asked(app, lambda reading: gateway.subject(reading, ref))
    if about is None:
        return False
    promise = await app.push_screen_wait(
        Asking(
            _("What is to be done, and when? ({who})").format(who=about.who),
            about.lines.promise,
            placeholder=_("call Rina fri@10"),
            meaning=recording_lines.promised,
        )
    )
    if promise is None:
        return False
    changed = await app.perform(_("reminded"), _remind_line(about.ref, promise), gateway.remind, about, promise)
    if changed is None:
        return False
    app.say(followup_sentences.in_full(changed.answer), is_undoable=True)
    return True


async def complete(app: CrmApp, *refs: str) -> bool:
    """Marks follow-ups done at once."""
    return await finish(app, refs)


async def complete_telling(app: CrmApp, ref: str) -> bool:
    """Asks what came of a follow-up and what comes next, and marks it done; nothing said is just done."""
    found = await _asked(app, lambda reading: gateway.followup(reading, int(ref[1:])))
    if found is None:
        return False
    came = await ask_what_came(app, _("What came of {what}?").format(what=followup_sentences.in_brief(found)))
    return came is not None and await finish(app, [ref], came.note, came.next)


async def ask_what_came(app: CrmApp, question: str) -> Came | None:
    """Asks what came of something and what comes next; nothing said is an answer, None is none."""
    lines = await _asked(app, gateway.lines)
    if lines is None:
        return None
    return await app.push_screen_wait(
        Asking(
            question,
            lambda text: _came(lines, text),
            placeholder=_("price ok > send contract fri"),
            meaning=_told,
        )
    )


async def finish(app: CrmApp, refs: Sequence[str], note: str = "", step: Promise | None = None, kind: str = "") -> bool:
    """Marks follow-ups done, with what came of them and the next step, and tells. `kind` is what is logged for them.

    Without one it is what they begin with.
    """
    summary, body = texts.apart(note)
    line = command_lines.crm(
        "done", *refs, as_=kind, note=note, next_=step.what if step else "", on=step.on if step else ""
    )
    outcome = Outcome(summary, body, kind)
    changed = await app.perform(_("done"), line, gateway.complete, _numbers(refs, "f"), outcome, step)
    if changed is None:
        return False
    done, following = changed.answer
    said = [followup_sentences.done(each) for each in done]
    if len(done) > 1:
        said = [ngettext("Done {count} follow-up", "Done {count} follow-ups", len(done)).format(count=len(done))]
    elif not following:
        said += _next_of(done[0].completion.next, done[0].completion.is_ended)
    app.say("\n".join([*said, *_next_of(following)]), is_undoable=True)
    return True


async def skip(app: CrmApp, ref: str) -> bool:
    """Moves on to the next one of what repeats, without doing this one."""
    line = command_lines.crm("followup skip", ref)
    changed = await app.perform(_("skipped {what}").format(what=ref), line, gateway.skip, int(ref[1:]))
    if changed is None:
        return False
    moved = changed.answer
    said = _("Skipped {what}").format(what=followup_sentences.in_brief(moved.followup))
    app.say("\n".join([said, *_next_of(moved.next, moved.is_ended)]), is_undoable=True)
    return True


async def snooze(app: CrmApp, *refs: str) -> bool:
    """Asks until when, and puts follow-ups off; of contacts, keeping in touch with them."""
    lines = await _asked(app, gateway.lines)
    if lines is None or not refs:
        return False
    until = await app.push_screen_wait(Picking(_("Put off to when?"), _days(lines)))
    if until is None:
        return False
    if until == _ANOTHER_DAY:
        day = await app.push_screen_wait(
            Asking(
                _("Put off to when?"),
                lines.day,
                placeholder=_("fri, mon@9, +10d, 2026-12-15"),
                meaning=recording_lines.promised,
            )
        )
        if day is None:
            return False
        until, due = day.on, day.due
    else:
        due = lines.reader.due(until).due
    ids, people = _numbers(refs, "f"), _numbers(refs, "c")
    line = command_lines.crm("snooze", *refs, to=until)
    changed = await app.perform(_("put off"), line, gateway.snooze, ids, people, due)
    if changed is None:
        return False
    app.say(_put_off(changed.answer), is_undoable=changed.operation_id is not None)
    return True


class Came(NamedTuple):
    """What came of something that was to be done, as typed, and the next step."""

    note: str
    next: Promise | None


def _came(lines: Lines, text: str) -> Came:
    note, arrow, step = f" {text} ".partition(" > ")
    return Came(note.strip(), lines.promise(step, _("follow up")) if arrow else None)


def _told(came: Came) -> str:
    step = _("next: {step}").format(step=recording_lines.promised(came.next)) if came.next else ""
    return " · ".join(part for part in (_("done"), came.note, step) if part)


async def _asked(app: CrmApp, question: Callable[[Reading], T]) -> T | None:
    """What a question answers; None where it failed, which was told then."""
    with app.telling():
        return await app.gateway.ask(question)
    return None


def _days(lines: Lines) -> list[Choice[str]]:
    """The days to put something off to, each with the date that it is."""
    offered = [("1d", "+1d"), ("3d", "+3d"), ("1w", "+1w"), (_("next Monday"), "mon"), ("1m", "+1m")]
    found = [Choice(label, lines.reader.due(text).shown(), text) for label, text in offered]
    return [*found, Choice(_("another day"), _("fri, mon@9, 2026-12-15"), _ANOTHER_DAY)]


def _put_off(answer: PutOff) -> str:
    said = [followup_sentences.put_off(each, is_moved) for each, is_moved in answer.followups]
    said += [followup_sentences.quiet(each) for each in answer.contacts]
    count = len(said)
    return said[0] if count == 1 else ngettext("Put off {count}", "Put off {count}", count).format(count=count)


def _next_of(step: Followup | None, is_ended: bool = False) -> list[str]:
    if step is not None:
        return [_("Next   {followup}").format(followup=followup_sentences.in_full(step))]
    return [_("That was the last of them: none comes after it.")] if is_ended else []


def _log_line(ref: str, happening: Happening) -> str:
    step = happening.next
    return command_lines.crm(
        "log",
        ref,
        happening.kind.name,
        *([happening.text] if happening.text else []),
        missed=happening.outcome == "missed",
        incoming=happening.direction == "incoming",
        outgoing=happening.direction == "outgoing",
        at=happening.at,
        next_=step.what if step else "",
        on=step.on if step else "",
    )


def _remind_line(ref: str, promise: Promise) -> str:
    whom = [ref] if ref else []
    return command_lines.crm("remind", *whom, promise.what, self=not ref, on=promise.on, every=promise.every)


def _numbers(refs: Sequence[str], letter: str) -> list[int]:
    return [int(ref[1:]) for ref in refs if ref.startswith(letter)]
