"""A digest's own words: why each thing is told, with days that are read on another day as well, and what closes it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from crmcli import dates, day_heads, day_words, deal_day_words
from crmcli.commands import day_goals, timing, today_answers
from crmcli.digests.contents import Item
from crmcli.errors import Invalid
from crmcli.i18n import _, ngettext
from crmcli.output import clean
from crmcli.store import days
from crmcli.wrapping import cells

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from crmcli.commands.digest_contents import Gathered
    from crmcli.store.contact_points import Points
    from crmcli.store.days import Entry

_MOST_LINES = 4  # of a notification
_MOST_SIGNS = 60  # of one of these
_MOST_WISH = 30  # cells
_MOST_COMMAND = 70


def title(state: str) -> str:
    """What a section of a state is called."""
    return day_heads.titles()[state]


def item(entry: Entry, row: dict[str, Any], points: Points | None, now: datetime, is_coming: bool) -> Item:
    """An entry in words; `row` is the same as its documented JSON."""
    has_clock = "T" in entry.due and (entry.state == days.TODAY or is_coming)
    return Item(
        name=_lead(entry),
        ref=entry.ref if entry.is_deal else f"c{entry.contact_id}" if entry.contact_id is not None else "",
        what=_what(entry, now),
        clock=entry.due[11:] if has_clock else "",
        reasons=[*_reasons(entry, now, is_coming), *today_answers.tries(row)],
        phone=row["phone"] or "",
        number=points.number if points else "",
        chat=points.chat if points else "",
        email=points.email if points else "",
        there=_there(row["timezone"] or "", entry.due, now),
        close=closing(entry, now.date()),
    )


def _there(zone: str, due: str, now: datetime) -> str:
    """How far the clock on a contact's wall is from ours: that holds whenever a mail is read. Empty where it is not."""
    from crmcli import clock

    at = max(now, datetime.fromisoformat(due).replace(tzinfo=now.tzinfo)) if "T" in due else now
    try:
        there = clock.local(at, zone) if zone else at
    except Invalid:
        return ""  # a zone that an address book brought, and nobody knows
    apart = there.replace(tzinfo=None) - at.replace(tzinfo=None)
    hours, minutes = divmod(abs(apart) // timedelta(minutes=1), 60)
    amount = f"{hours}:{minutes:02d}" if minutes else f"{hours}"
    if not apart:
        return ""
    return (_("{hours} h later there") if apart > timedelta() else _("{hours} h earlier there")).format(hours=amount)


def closing(entry: Entry, today: date) -> str:
    """The command that settles it."""
    if entry.followup_id is not None:
        return command("crm", "done", entry.ref)
    if entry.deal is not None:
        return command(*deal_day_words.closing(entry.deal, entry.state, today, timing.weekend))
    if entry.greeting is not None:
        said = command("crm", "contact", "list", entry.ref)
        return said if cells(said) <= _MOST_COMMAND else command("crm", "group", "list")
    if entry.occasion and entry.state == days.OCCASION:
        wish = _("happy birthday") if entry.occasion.kind == "birthday" else _wish(entry.occasion.kind)
        return command("crm", "log", entry.ref, "message", *([wish] if wish else []))
    return command("crm", "log", entry.ref, "call")


def _wish(kind: str) -> str:
    """The user's own word for a day, where it can stand on a line without being taken for anything else."""
    return kind if kind[:1].isalnum() and kind.isprintable() and cells(kind) <= _MOST_WISH else ""


def command(*words: str) -> str:
    """A command as it can be typed or pasted, whatever a word of it holds."""
    from shlex import quote

    return " ".join(quote(clean(word)) for word in words)


def narrowed(asked: Sequence[str], words: Sequence[str]) -> str:
    """A command with the words of a query, or without them where they are too long for a line."""
    said = command(*asked, *words)
    return said if cells(said) <= _MOST_COMMAND else command(*asked)


def summary(found: Gathered) -> str:
    """`2 late, 1 today, 1 silent`: how many there are of each."""
    said = day_heads.counted(found.day)
    if found.coming:
        said.append(_coming(found))
    return ", ".join(said) or _("Nothing to do today.")


def subject(found: Gathered) -> str:
    """`3 late, 2 today · Tue 24 Nov 2026`: the most pressing, and the day. Nothing from outside stands in it."""
    return f"{short_summary(found)} · {dates.shown(found.now.date().isoformat())}"


def short_summary(found: Gathered) -> str:
    """`3 late, 2 today`; where there are neither, what else there is."""
    pressing = {state: found.day.entries[state] for state in (days.LATE, days.TODAY)}
    if any(pressing.values()):
        only = found.day._replace(entries={state: pressing.get(state, []) for state in days.STATES}, occasions=[])
        return ", ".join(day_heads.counted(only))
    said = day_heads.counted(found.day) or ([_coming(found)] if found.coming else [])
    return ", ".join(said) or _("Nothing to do")


def notes(found: Gathered) -> list[str]:
    """What else there is to be said of the day: goals, holidays, and what comes next where there is nothing to do."""
    said = []
    if not found.goals.is_empty:
        said.append(_("Goals: {goals}").format(goals=", ".join(day_goals.in_words(found.goals))))
    if found.holidays:
        today = found.now.date()
        near = day_words.holidays(found.holidays)
        named = [f"{_('today') if day == today else dates.shown(day.isoformat())} {told}" for day, told in near]
        said.append(_("Holidays: {holidays}").format(holidays=", ".join(named)))
    if found.next is not None:
        who = f" {found.next.name}" if found.next.name else ""
        day = dates.shown(found.next.due)
        said.append(
            _("Next: {ref}{who} {what}, {day}").format(ref=found.next.ref, who=who, what=found.next.what, day=day)
        )
    return said


def hint(entries: Sequence[Entry]) -> str:
    """How the first promise is put off; empty where there is none."""
    promised = next((entry for entry in entries if entry.followup_id is not None), None)
    if promised is None:
        return ""
    return _("Not today? {command} puts it off.").format(command=command("crm", "snooze", promised.ref, "--to", "mon"))


def notification(found: Gathered) -> tuple[str, str]:
    """The title and the body of a notification: the most pressing on a few short lines, the others counted."""
    from crmcli.digests.plain import shortened

    told, now = found.told(is_all=True), found.now
    lines = []
    for section, entry in told[:_MOST_LINES]:
        text = f"{_lead(entry)}: {_what(entry, now)}" if _lead(entry) else _what(entry, now)
        why = ", ".join(_reasons(entry, found.now, section not in days.STATES)[:1])
        clock = f"{entry.due[11:]} " if "T" in entry.due and entry.state == days.TODAY else ""
        lines.append(shortened(f"{clock}{text}" + (f", {why}" if why else ""), _MOST_SIGNS))
    left = len(told) - len(lines)
    if left:
        lines.append(_("… and {count} more").format(count=f"{left:,}"))
    return short_summary(found), "\n".join(lines or notes(found))


def _coming(found: Gathered) -> str:
    return ngettext(
        "{count} on the next day", "{count} in the next {days} days", found.ahead
    ).format(count=f"{len(found.coming):,}", days=found.ahead)  # fmt: skip


def _lead(entry: Entry) -> str:
    """Whom it is about; a deal by its title."""
    return entry.what if entry.is_deal else entry.name or ""


def _what(entry: Entry, now: datetime) -> str:
    if entry.deal is not None and entry.is_deal:
        return deal_day_words.head(entry.deal, entry.state, now.date(), is_dated=True)
    what = day_words.what(entry)
    turning = day_words.turning(entry.occasion) if entry.occasion and entry.state == days.OCCASION else ""
    return f"{what}, {turning}" if turning else what


def _reasons(entry: Entry, now: datetime, is_coming: bool) -> list[str]:
    """Why it is told of; every day in it stands with its weekday and, where it is not near, its year."""
    today = now.date()
    if entry.deal is not None and entry.is_deal:
        return _of_deal(entry, today)
    day = dates.shown(entry.due)
    if entry.greeting or (entry.occasion and entry.state == days.OCCASION):
        people = [day_words.people(entry.greeting.contacts)] if entry.greeting else []
        return people if is_coming else [f"{day_words.in_days(entry.day, today)}, {day}", *people]
    said = []
    if entry.followup_id is None and entry.silent:
        if not entry.silent.is_due:
            said.append(_("due {day}").format(day=day))
        said.append(day_words.silence(entry.silent))
    elif entry.state == days.LATE:
        since = entry.due[11:] if entry.day == today else day
        said.append(_("{lateness}, since {day}").format(lateness=day_words.lateness(entry.due, now), day=since))
    elif entry.state == days.ANNOUNCED and not is_coming:
        said.append(f"{day_words.in_days(entry.day, today)}, {day}")
    if entry.place:
        said.append(entry.place)
    if entry.priority != "normal":
        said.append(_("high priority") if entry.priority == "high" else _("low priority"))
    return [*said, *day_words.beside(entry._replace(priority="normal"), today, is_dated=True)]


def _of_deal(entry: Entry, today: date) -> list[str]:
    """What else there is to be said of a deal: what is wrong besides, whom it is with, and what it is worth."""
    deal = entry.deal
    if deal is None:
        return []
    who = f"{deal.contact} (c{deal.contact_id})" if deal.contact_id is not None else ""
    return [
        each
        for each in (*deal_day_words.rest(deal, entry.state, today, is_dated=True), who, deal_day_words.value(deal))
        if each
    ]


def as_people_read_it(number: str) -> str:
    """A number in groups, also where it is stored as digits alone: tables that take a while are read for that."""
    if not number.startswith("+") or not number[1:].isdigit():
        return number
    from crmcli import phones

    return phones.international(number, number)
