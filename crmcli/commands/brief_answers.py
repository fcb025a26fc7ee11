"""What `crm brief` answers: lines that fit one screen, or the card with all that is beside it as JSON."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from crmcli import context, dates, day_words, keeping_sentences, phones, reach_words, wrapping
from crmcli.commands import (
    activity_shapes,
    cards,
    choosing,
    deal_lines,
    deal_linking,
    followup_shapes,
    timing,
    today_answers,
)
from crmcli.i18n import _, ngettext
from crmcli.output import JSON, TABLE
from crmcli.store import briefs

if TYPE_CHECKING:
    import sqlite3

    from crmcli.store.activities import Entry
    from crmcli.store.briefs import Brief
    from crmcli.store.cadences import Silent
    from crmcli.store.followups import Followup

_MARGIN = 16  # cells before the text of a line, at most
_FEWEST = 1
# The longest lists of a brief, and what they are cut to, one after the other, until it fits the screen.
_CUTS = (
    ("notes", 4), ("people", 4), ("related", 2), ("deals", 4), ("promises", 4), ("notes", 2), ("people", 2),
    ("soon", 2), ("logged", 2), ("deals", 2), ("promises", 3), ("promises", 2), ("notes", 1), ("touches", 2),
)  # fmt: skip

Parts = dict[str, tuple[str, list[str]]]


def brief(contact_id: int) -> None:
    """Writes the brief of a contact. Raises NotFound."""
    here = context.current()
    connection = choosing.connection()
    now = timing.local_now()
    found = briefs.of(connection, contact_id, today=now.date())
    if here.mode == JSON:
        here.output.document(as_row(connection, found))
        return
    contact = found.card.contact
    parts = _parts(connection, found, now)
    title = f"{contact.ref}  {contact.name}" + (_(" (removed)") if contact.is_removed else "")
    if here.mode != TABLE:
        pairs = [(label, line) for label, lines in parts.values() for line in lines]
        here.output.record({}, [], sections=[("", [(_("Name"), title), *pairs])])
        return
    _fit(parts)
    here.output.record({}, [], title=title, sections=[("", [(label, "\n".join(t)) for label, t in parts.values()])])


def as_row(connection: sqlite3.Connection, found: Brief) -> dict[str, Any]:
    """A brief as its documented JSON: the card, and what is beside it."""
    from crmcli.commands import occasion_answers
    from crmcli.store import cadences

    today = context.current().today
    rhythm = cadences.of(connection, found.card.contact.id, today=today)
    return {
        **cards.as_row(found.card),
        "people": [{"id": each.id, "name": each.name, "title": each.title} for each in found.people],
        "touches": [activity_shapes.as_row(each.activity, each.who) for each in found.touches],
        "noted": [activity_shapes.as_row(each.activity, each.who) for each in found.notes],
        "tries": found.tries.times,
        "tried_since": found.tries.since,
        "followups": [followup_shapes.as_row(each) for each in found.promises],
        "upcoming": [occasion_answers.as_row(each, today) for each in found.occasions],
        "keep_in_touch": _rhythm(rhythm) if rhythm else None,
        "country": found.country or None,
        "holidays_there": [today_answers.holiday_row(each) for each in found.holidays],
        "deals": deal_lines.rows(found.deals),
    }


def _rhythm(rhythm: Silent) -> dict[str, Any]:
    return {
        "days": rhythm.every,
        "group": rhythm.reason or None,
        "due": rhythm.due.isoformat(),
        "is_due": rhythm.is_due,
    }


def _parts(connection: sqlite3.Connection, found: Brief, now: datetime) -> Parts:
    """The lines of a brief under their labels, in the order in which they are read; without those that are empty."""
    contact, today = found.card.contact, now.date()
    kept = keeping_sentences.lines(connection, contact, today)
    status = contact.status + (f" ({contact.status_reason})" if contact.status_reason else "")
    parts: Parts = {
        "who": (_("Who"), _one_line(contact.title, found.card.employer, status if contact.status != "active" else "")),
        "groups": (_("Groups"), _one_line(", ".join(found.card.groups))),
        "reach": (_("Reach"), _reach(found)),
        "there": (_("There"), _there(found, now)),
        "people": (_("People"), [_one_line(f"c{p.id} {p.name}", p.title)[0] for p in found.people]),
        "kept": (_("Rhythm"), [_labelled(label, text) for label, text in kept]),
        "touches": (_("Last"), [_activity(each, found) for each in found.touches] or [_("never reached")]),
        "tries": (_("Tried"), _tries(found, today)),
        "logged": (_("Noted"), [_activity(each, found) for each in found.notes]),
        "deals": (_("Deals"), [f"{each.ref} {deal_lines.in_words(each, contact.id)}" for each in found.deals]),
        "promises": (_("Open"), [_promise(each, contact.id, now) for each in found.promises]),
        "soon": (_("Soon"), [_occasion(each, contact.id, today) for each in found.occasions]),
        "related": (_("Related"), _related(found)),
        "notes": (_("Notes"), [line for line in (contact.notes or "").splitlines() if line.strip()]),
    }
    return {name: part for name, part in parts.items() if part[1]}


def _fit(parts: Parts) -> None:
    """Cuts the longest lists until all fits the screen, saying how many lines are left out."""
    room = wrapping.terminal_height() - 2  # the title, and the prompt of the shell
    width = wrapping.terminal_width() - _MARGIN
    whole = {name: lines for name, (_label, lines) in parts.items()}
    for name, most in _CUTS:
        if sum(_height(line, width) for _label, lines in parts.values() for line in lines) <= room:
            return
        lines = whole.get(name, [])
        if len(lines) > most:
            kept = max(most - 1, _FEWEST)  # one line says how many there are besides
            more = _("+{count} more").format(count=len(lines) - kept)
            parts[name] = (parts[name][0], [*lines[:kept], more])


def _height(line: str, width: int) -> int:
    return len(wrapping.wrapped(line, width).splitlines())


def _one_line(*texts: str | None) -> list[str]:
    said = " · ".join(text for text in texts if text)
    return [said] if said else []


def _labelled(label: str, text: str) -> str:
    return text if label == _("keep in touch") else f"{label} {text}"


def _reach(found: Brief) -> list[str]:
    """The first ways to reach somebody: two phones, an e-mail, and a service."""
    numbers = [phones.international(c.value, c.normal) for c in found.card.values("phone")[:2]]
    mails = [c.value for c in found.card.values("email")[:1]]
    services = [f"{c.kind} {c.value}" for c in found.card.channels if c.kind not in ("phone", "email", "url")]
    return _one_line(*numbers, *mails, *services[:1])


def _there(found: Brief, now: datetime) -> list[str]:
    from crmcli import calling_zones

    first = next((c.normal for c in found.card.values("phone")), "")
    zone = found.card.contact.timezone or calling_zones.of_number(first)
    there = reach_words.time_there(zone, now) if zone else None
    clock = [f"{there} ({zone})"] if there else []
    return [*clock, *(_holiday(each.day, each.name, now.date()) for each in found.holidays)]


def _holiday(day: date, name: str, today: date) -> str:
    return _("holiday {day}: {name}").format(day=dates.short(day.isoformat(), today), name=name)


def _activity(each: Entry, found: Brief) -> str:
    """`Fri 20 Nov  call: price ok`, with the name where it was somebody else of the company."""
    activity = each.activity
    today = context.current().today
    day = activity_shapes.when(activity.at, bool(activity.timed), context.current().zone).short(today)
    kind = activity_shapes.kind_of(activity.kind, activity.direction, activity.outcome)
    others = [name for contact_id, name in each.who if contact_id != found.card.contact.id]
    named = f"{kind} ({', '.join(others)})" if others else kind
    if activity.kind == "note":
        return f"{day}  {activity.summary}"
    return f"{day}  {named}: {activity.summary}" if activity.summary else f"{day}  {named}"


def _tries(found: Brief, today: Any) -> list[str]:
    if not found.tries.times or not found.tries.since:
        return []
    day = activity_shapes.when(found.tries.since, False, context.current().zone).short(today)
    said = ngettext("{count} time since {day}", "{count} times since {day}", found.tries.times)
    return [said.format(count=found.tries.times, day=day)]


def _promise(each: Followup, contact_id: int, now: datetime) -> str:
    """`f12 send quote, Sun 22 Nov, 2 days late, d7 Fleet policy`."""
    said = [f"{each.ref} {each.what}", dates.short(each.due, now.date())]
    if each.contact_id != contact_id and each.contact:
        said.insert(1, each.contact)
    if each.is_late(now):
        said.append(day_words.lateness(each.due, now))
    elif each.place:
        said.append(each.place)
    return ", ".join(filter(None, [*said, deal_linking.in_words(each.deal_id, each.deal)]))


def _occasion(each: Any, contact_id: int, today: Any) -> str:
    """`birthday Wed 25 Nov, tomorrow, turns 40`."""
    who = "" if each.contact_id == contact_id else f"{each.name}, "
    said = [f"{who}{each.kind} {dates.short(each.day.isoformat(), today)}", day_words.turning(each)]
    return ", ".join(filter(None, said))


def _related(found: Brief) -> list[str]:
    own = [f"{r.kind} {r.other_name}" + (f" (c{r.other_id})" if r.other_id else "") for r in found.card.relations]
    return own + [f"{kind} {name} (c{other})" for other, name, kind in found.card.related]
