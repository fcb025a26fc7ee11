"""What is to be done, what comes round and what happened, as events of a calendar, whichever face asks for it.

It asks the store and makes drafts for the formats. It promises that the same data are the same drafts on every day, and
prints and changes nothing.
"""

from __future__ import annotations

import sqlite3
from calendar import isleap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from crmcli import phones, repeats, uris
from crmcli.errors import CrmError, Invalid
from crmcli.formats.ics import writer
from crmcli.formats.ics.drafts import EventDraft
from crmcli.i18n import _
from crmcli.repeats import calendars

if TYPE_CHECKING:
    from crmcli.store.activities import Entry
    from crmcli.store.contact_points import Points
    from crmcli.store.followup_uids import Called
    from crmcli.store.followups import Followup
    from crmcli.store.local_days import LocalDays
    from crmcli.store.yearly_days import YearlyDay

ALARM = 15  # minutes before what has a time, if nothing else is asked for
_PRIORITIES = {"high": 1, "low": 9}
_LEAP_YEAR = 2000  # of a day whose year is not known
_FIRST_YEAR = 1900  # from which calendar programs can be trusted
_DAY = 24 * 60  # minutes


@dataclass(frozen=True, slots=True)
class Request:
    """How events are written: the zone of their times (empty: they float), and how early alarms ring.

    `alarms` are minutes before; None for the usual ones. Of whole days those of whole days count.
    """

    zone: str = ""
    alarms: Sequence[int] | None = None
    has_alarms: bool = True


def followup_events(
    connection: sqlite3.Connection, followups: Sequence[Followup], request: Request
) -> Iterator[EventDraft]:
    """Yields the events of follow-ups, in their order: one each, and one more where one of a series was put off."""
    from crmcli.store import followup_uids

    called = followup_uids.of(connection, followups)
    reach = _reaches(connection, {each.contact_id: each.contact or "" for each in followups if each.contact_id})
    for each in followups:
        event = _event(each, called[each.id], reach.get(each.contact_id or 0, []), request)
        try:
            yield from list(_of_series(each, called[each.id], event))
        except (ValueError, KeyError, CrmError):
            yield event  # another program wrote a rule that is none


def has_day(followup: Followup) -> bool:
    """Whether a follow-up is due on a day that there is; another program may have written any text."""
    try:
        datetime.fromisoformat(followup.due)
    except ValueError:
        return False
    return len(followup.due) in (10, 16)


def occasion_events(
    connection: sqlite3.Connection, days: Sequence[YearlyDay], request: Request
) -> Iterator[EventDraft]:
    """Yields a whole day of every year for each occasion; 29 February is the last of the month in common years."""
    from crmcli.store import own_uids

    reach = _reaches(connection, {each.occasion.contact_id: each.name for each in days})
    for each in days:
        occasion = each.occasion
        year = max(occasion.year, _FIRST_YEAR) if occasion.year else _LEAP_YEAR
        is_leap_day = (occasion.month, occasion.day) == (2, 29)
        if is_leap_day and not isleap(year):
            year = _LEAP_YEAR
        since = _("Born {year}") if occasion.kind == "birthday" else _("Since {year}")
        born = [since.format(year=occasion.year)] if occasion.year else []
        yield EventDraft(
            uid=f"{own_uids.of(occasion.contact_id, each.created_at)}-{_slug(each)}",
            summary=f"{occasion.kind} · {each.name}",
            start=f"{year:04d}-{occasion.month:02d}-{occasion.day:02d}",
            stamp=each.updated_at,
            created=each.created_at,
            note="\n".join([*born, *reach[occasion.contact_id]]),
            categories=(occasion.kind,),
            rule="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1" if is_leap_day else "FREQ=YEARLY",
            alarms=_alarms_of_day([], request),
            sequence=_seconds(each.created_at, each.updated_at),
            is_busy=False,
        )


def activity_events(entries: Iterable[Entry], days: LocalDays, request: Request) -> Iterator[EventDraft]:
    """Yields what happened, each at its instant, or on its day where the time is not known."""
    for activity, who in entries:
        begins = days.clock(activity.at)
        names = ", ".join(name for _contact_id, name in who)
        what = f"{activity.kind}: {activity.summary}" if activity.summary else activity.kind
        yield EventDraft(
            uid=f"crm-a{activity.id}-{_stamp(activity.created_at)}",
            summary=f"{what} · {names}",
            start=f"{begins:%Y-%m-%dT%H:%M}" if activity.timed else f"{begins:%Y-%m-%d}",
            stamp=activity.updated_at,
            created=activity.created_at,
            zone=request.zone,
            minutes=activity.minutes,
            note=activity.body or "",
            categories=(activity.kind,),
            sequence=_seconds(activity.created_at, activity.updated_at),
        )


def _event(followup: Followup, called: Called, reach: Sequence[str], request: Request) -> EventDraft:
    is_timed = followup.is_timed
    summary = followup.what
    if followup.contact and followup.contact not in summary:
        summary += f" · {followup.contact}"
    return EventDraft(
        uid=called.uid,
        summary=summary if followup.is_open else f"✓ {summary}",
        start=followup.due,
        stamp=followup.updated_at,
        created=called.begun,
        zone=request.zone,
        minutes=followup.minutes if is_timed else None,
        place=followup.place or "",
        note=_note(followup, reach),
        categories=(_("follow-up"),),
        alarms=_alarms(followup, request) if followup.is_open else (),
        priority=_PRIORITIES.get(followup.priority, 0),
        sequence=_seconds(called.begun, followup.updated_at),
        is_busy=is_timed,
        is_done=not followup.is_open,
    )


def _of_series(followup: Followup, called: Called, event: EventDraft) -> Iterator[EventDraft]:
    """An event with the rule of its series, from its plan on; and where it was put off, the one that takes its place.

    The days of the rule that it was put off past do not come. What counts from when it is done comes on no day that is
    known before. What was planned for a day that its rule does not name stands alone, and the rule begins behind it.
    One that counts by the clocks of another zone is written in that zone, since no other can say it.
    """
    if not (called.is_series and followup.repeat) or followup.repeat_from_done:
        yield event
        return
    from crmcli.store import followup_uids

    begun = followup.repeat_start or followup.planned
    first, planned = date.fromisoformat(followup.planned[:10]), followup.planned
    passed = max(first, date.fromisoformat(event.start[:10]))
    if planned not in repeats.occurrences(followup.repeat, begun, after=first - timedelta(days=1), last=first):
        yield replace(event, uid=followup_uids.of_first(followup))
        following = repeats.following(followup.repeat, begun, after=planned, today=passed)
        if following is None:
            return
        planned, event = following, replace(event, start=following)
    rule = repeats.remaining(followup.repeat, begun, planned)
    excluded = repeats.occurrences(followup.repeat, begun, after=date.fromisoformat(planned[:10]), last=passed)
    due, event = event.start, _by_its_clocks(event, followup.repeat, begun)
    start, instead = (calendars.beginning(followup.repeat, each) for each in (planned, due))
    left_out = (day + start[10:] for day in calendars.left_out(calendars.since(rule, planned)))
    excluded = [*(calendars.beginning(rule, each) for each in excluded), *left_out]
    is_busy = "T" in planned
    yield replace(event, start=start, rule=calendars.standard(rule), excluded=tuple(sorted(excluded)), is_busy=is_busy)
    if due != planned:
        yield replace(event, start=instead, recurrence=start)


def _by_its_clocks(event: EventDraft, rule: str, start: str) -> EventDraft:
    """An event whose times are on the clocks by which its rule counts."""
    is_zoned = calendars.of(repeats.parts_of(rule), start).there is not None
    return replace(event, zone=calendars.zone_of(rule)) if is_zoned else event


def _note(followup: Followup, reach: Sequence[str]) -> str:
    """What else there is to know, whom it is with, how often it comes again, and how it is closed."""
    said = [*([followup.note] if followup.note else []), *reach]
    if followup.repeat and followup.repeat_from_done:
        rhythm = repeats.in_words(followup.repeat, followup.planned)
        said.append(_("{rhythm} from when it is done").format(rhythm=rhythm))
    if followup.is_open:
        said.append(f"crm done {followup.ref}")
    return "\n".join(said)


def _reaches(connection: sqlite3.Connection, names: Mapping[int, str]) -> dict[int, list[str]]:
    """Who each of some contacts is, where they work, and how to reach them, on lines that a phone makes links of."""
    from crmcli.store import contact_points

    ids = sorted(names)
    points, employers = contact_points.of(connection, ids), contact_points.employers(connection, ids)
    return {each: [_who(each, names[each], employers.get(each)), *_links(points.get(each))] for each in ids}


def _who(contact_id: int, name: str, employer: str | None) -> str:
    return f"{name}, {employer} (c{contact_id})" if employer else f"{name} (c{contact_id})"


def _links(points: Points | None) -> Iterator[str]:
    """The number to call, a messenger to write to, and the e-mail address, those that there are."""
    if points is None:
        return
    if points.number:
        yield phones.international(points.number, points.number)
    if points.chat:
        with suppress(Invalid):  # another program's number may be any text
            yield uris.service("whatsapp", points.chat, points.chat)
    if points.email:
        yield points.email


def _alarms(followup: Followup, request: Request) -> tuple[int, ...]:
    """How many minutes before alarms ring, the earliest first: those of the warnings, and what is asked for."""
    if not request.has_alarms:
        return ()
    if not followup.is_timed:
        return _alarms_of_day(followup.warnings, request)
    asked = (ALARM,) if request.alarms is None else request.alarms
    warned = (writer.days_before(days, followup.due) for days in followup.warnings)
    return tuple(sorted({*warned, *asked}, reverse=True))


def _alarms_of_day(warnings: Sequence[int], request: Request) -> tuple[int, ...]:
    asked = [minutes // _DAY for minutes in request.alarms or () if minutes and minutes % _DAY == 0]
    days = sorted({*warnings, *asked}, reverse=True) if request.has_alarms else []
    return tuple(writer.days_before(each, "") for each in days)


def _slug(day: YearlyDay) -> str:
    """What tells an occasion from the contact's others, and stays as it is while the day is mended."""
    kind, year, month, number = day.occasion.kind, day.occasion.year, day.occasion.month, day.occasion.day
    if kind in ("birthday", "anniversary"):
        return kind
    return sha256(f"{kind} {year} {month} {number}".encode("utf-8", "replace")).hexdigest()[:12]


def _seconds(begun: str, changed: str) -> int:
    """A number that grows with every change."""
    try:
        return max(0, int((datetime.fromisoformat(changed) - datetime.fromisoformat(begun)).total_seconds()))
    except (TypeError, ValueError):
        return 0  # another program's


def _stamp(instant: str) -> str:
    return instant.replace("-", "").replace(":", "")
