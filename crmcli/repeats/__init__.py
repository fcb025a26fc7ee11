"""How often something comes again, as an RRULE (RFC 5545): checked, said in words, and reckoned on. Pure.

Days and times are local and floating, `2026-11-24` or `2026-11-24T15:00`. The time of day is that of the start, so a
rule reckons in days: nothing comes again within one. From the user's words to a rule it is `words`.

A rule of a calendar may have parts beside those of the standard, which users cannot type (`calendars`): days that it
leaves out, and the zones by which it counts. Then the start is on the clocks of the rule, and all else on the user's.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from crmcli.errors import Invalid
from crmcli.i18n import _
from crmcli.repeats import calendars

WEEKDAYS, parts_of, _written = calendars.WEEKDAYS, calendars.parts_of, calendars.written
_FREQUENCIES = {"DAILY": 36_525, "WEEKLY": 5_218, "MONTHLY": 1_200, "YEARLY": 100}  # and the most of them at a time
_RANGES = {"BYMONTHDAY": 31, "BYYEARDAY": 366, "BYWEEKNO": 53, "BYMONTH": 12, "BYSETPOS": 366}
_SUB_DAILY = ("HOURLY", "MINUTELY", "SECONDLY", "BYHOUR", "BYMINUTE", "BYSECOND")
_LONGEST = 300  # characters of a rule, without what a calendar says beside it
_LONGEST_OF_ALL = 12_000
_MOST = 10_000  # times, where a rule says how many
_LAST_YEAR = 9_998
_CYCLE = 400  # years after which the calendar is the same again, weekdays included
_PART = re.compile(r"[A-Z]+=[A-Z0-9,+-]+")
_DAY_OF_WEEK = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})[0-9]{2}Z?)?")


def checked(text: str) -> str:
    """A raw RRULE as it is kept: in capitals, without `RRULE:`, else as given. Raises Invalid.

    Refused are what comes several times a day, what never comes, and what no calendar program knows.
    """
    whole, beside = calendars.split("".join(text[:_LONGEST_OF_ALL].split()))
    rule = whole.upper().removeprefix("RRULE:").strip(";")
    given = rule.split(";")
    kept = calendars.checked(beside)
    if kept is None or len(text) > _LONGEST_OF_ALL:
        raise _unreadable(text)
    if len(rule) > _LONGEST or not all(map(_PART.fullmatch, given)):
        raise _unreadable(text)
    parts = parts_of(rule)
    if len(parts) < len(given):
        raise _unreadable(text)
    if any(word in (*parts, parts.get("FREQ", "")) for word in _SUB_DAILY):
        raise Invalid(
            _("A follow-up cannot come again within a day."), _("Give its time with --on, and repeat it by the day.")
        )
    if not all(_is_known(name, value) for name, value in parts.items()) or "FREQ" not in parts:
        raise _unreadable(text)
    if parts["FREQ"] in ("DAILY", "WEEKLY") and any(letter.isdigit() for letter in parts.get("BYDAY", "")):
        raise _unreadable(text)  # the standard knows a 2nd Monday of months and years only
    if "COUNT" in parts and "UNTIL" in parts:
        raise Invalid(_("A rule cannot say both COUNT and UNTIL."), _("Leave one of them out."))
    _check_interval(parts)
    if following(_without(parts, "COUNT", "UNTIL"), "2000-01-01", after="2000-01-01", today=date(2000, 1, 1)) is None:
        raise Invalid(_("The rule {rule} names no day that there is.").format(rule=rule))
    return _written({**parts, **kept}) if kept else rule


def every(frequency: str, interval: int, **parts: str) -> str:
    """A rule of so many days, weeks, months or years. Raises Invalid for an absurd number."""
    named = {"FREQ": frequency, **({"INTERVAL": str(interval)} if interval != 1 else {}), **parts}
    _check_interval(named)
    return ";".join(f"{name}={value}" for name, value in named.items())


def plain(frequency: str, interval: int, start: str) -> str:
    """A rule that keeps the day of its start, and takes the last day of a month that has no such day."""
    day = int(start[8:10])
    if frequency == "MONTHLY" and day > 28:
        days = ",".join(map(str, range(28, day + 1)))
        return every(frequency, interval, BYMONTHDAY=days, BYSETPOS="-1")
    if frequency == "YEARLY" and start[5:10] == "02-29":
        return every(frequency, interval, BYMONTH="2", BYMONTHDAY="28,29", BYSETPOS="-1")
    return every(frequency, interval)


def anchored(rule: str, before: str, start: str) -> str:
    """The rule for another start: one that merely keeps the day of its start keeps the new one's."""
    parts = parts_of(rule)
    behind = {name: parts[name] for name in ("COUNT", "UNTIL", *calendars.NAMES) if name in parts}
    frequency, interval = parts["FREQ"], int(parts.get("INTERVAL", "1"))
    if _without(parts, *behind) != plain(frequency, interval, before):
        return rule
    return _written({**parts_of(plain(frequency, interval, start)), **behind})


def following(rule: str, start: str, *, after: str, today: date) -> str | None:
    """The first day or time of a rule that counts from `start` after both `after` and today; None where none comes.

    What came due while nothing was done is passed over, and the intervals go on counting from the start.
    """
    from dateutil.rrule import rrulestr

    parts = parts_of(rule)
    beside = calendars.of(parts, start)
    begin = datetime.fromisoformat(start)
    passed = max(datetime.fromisoformat(after), datetime.combine(today, time.max))
    reference = max(beside.before(passed), begin - timedelta(microseconds=1))
    begin = _nearer(parts, begin, reference)
    # A rule that never comes again is searched for up to the year 9999. So the search begins near that year: the
    # calendar is the same every 400 years, and a few hundred years are looked through at once.
    shift = (9_950 - reference.year) // _CYCLE * _CYCLE
    moved = rrulestr(_standard(parts, "UNTIL"), dtstart=_in_year(begin, begin.year + shift))
    last = _last(parts["UNTIL"]) if "UNTIL" in parts else datetime.max
    for each in moved.xafter(_in_year(reference, reference.year + shift)):
        if each.year - shift > _LAST_YEAR:
            return None
        found = _in_year(each, each.year - shift)
        if found > last:
            return None
        shown = beside.shown(found)
        if shown > passed and not beside.leaves_out(found):
            return calendars.as_start(shown, start)
    return None


def names(rule: str, start: str, day: str) -> bool:
    """Whether a day or time is one of a rule that counts from `start`, and comes."""
    if len(day) != len(start):
        return False
    moment = datetime.fromisoformat(day) - timedelta(minutes=1)
    return following(rule, start, after=moment.isoformat(), today=moment.date() - timedelta(days=1)) == day


def occurrences(rule: str, start: str, *, after: date, last: date) -> list[str]:
    """The days or times of a rule that counts from `start`, after one day and up to another."""
    from dateutil.rrule import rrulestr

    parts = parts_of(rule)
    beside = calendars.of(parts, start)
    begin, end = datetime.fromisoformat(start), datetime.combine(last, time.max)
    passed = datetime.combine(after, time.max)
    reference, until = beside.before(passed), beside.behind(end)
    if "UNTIL" in parts:
        until = min(until, _last(parts["UNTIL"]))
    begin = _nearer(parts, begin, max(begin, reference))
    found = rrulestr(_standard(parts, "UNTIL"), dtstart=begin).between(reference, until, inc=True)
    shown = [beside.shown(each) for each in found if not beside.leaves_out(each)]
    return [calendars.as_start(each, start) for each in shown if passed <= each <= end]


def count_of(rule: str) -> float:
    """How many times a rule says that it comes; infinity where it does not say."""
    return float(parts_of(rule).get("COUNT", "inf"))


def endless(rule: str) -> str:
    """The rule without its COUNT."""
    return _without(parts_of(rule), "COUNT")


def ended(rule: str, last: str) -> str:
    """The rule that comes for the last time on one of its days or times."""
    until = last.replace("-", "").replace(":", "") + ("00" if "T" in last else "")
    parts = parts_of(rule)
    beside = {name: parts.pop(name) for name in calendars.NAMES if name in parts}
    kept = {name: value for name, value in parts.items() if name not in ("COUNT", "UNTIL")}
    return _written({**kept, "UNTIL": until, **beside})


def remaining(rule: str, start: str, planned: str) -> str:
    """The rule with what is left of its COUNT from `planned` on; itself where it has none."""
    parts = parts_of(rule)
    if "COUNT" not in parts:
        return rule
    from dateutil.rrule import rrulestr

    end = calendars.of(parts, start).counted(datetime.fromisoformat(planned))
    passed = 0
    for day in rrulestr(_standard(parts), dtstart=datetime.fromisoformat(start)):
        if day >= end:
            break
        passed += 1
    return _written({**parts, "COUNT": str(max(1, int(parts["COUNT"]) - passed))})


def in_words(rule: str, planned: str = "") -> str:
    """A rule as it is said: every 2 weeks, every Mon and Thu, every month on the last Fri.

    Of one that counts by other clocks the weekdays are those of the user, for whom it is planned then.
    """
    from crmcli.repeats import wording

    parts = parts_of(rule)
    said = {name: value for name, value in parts.items() if name not in calendars.NAMES}
    days = calendars.days_ahead(rule, planned) if planned else 0
    moved = calendars.later(said, days) if days else said
    if moved is not None:
        return wording.said(moved, _standard(parts))
    zone = calendars.city(parts[calendars.FROM])
    return _("{rhythm} in {zone}").format(rhythm=wording.said(said, _standard(parts)), zone=zone)


def _nearer(parts: dict[str, str], begin: datetime, reference: datetime) -> datetime:
    """A later beginning from which the same days are reckoned; years of days would else have to be gone through."""
    length = {"DAILY": 1, "WEEKLY": 7}.get(parts["FREQ"], 0) * int(parts.get("INTERVAL", "1"))
    if not length or "COUNT" in parts or reference <= begin:
        return begin
    return begin + timedelta(days=max(0, (reference - begin).days // length - 1) * length)


def _in_year(moment: datetime, year: int) -> datetime:
    return moment.replace(year=year)


def _last(until: str) -> datetime:
    """The last moment that an UNTIL allows; a day alone is meant whole, and no zone counts."""
    found = _UNTIL.fullmatch(until)
    if found is None:
        raise _unreadable(until)
    year, month, day = int(found[1]), int(found[2]), int(found[3])
    try:
        return datetime(year, month, day, int(found[4] or 23), int(found[5] or 59), 59)
    except ValueError:
        raise _unreadable(until) from None


def _is_known(name: str, value: str) -> bool:
    """Whether a part of a rule is one of the standard's, with a value that it can have."""
    if name == "FREQ":
        return value in _FREQUENCIES
    if name in ("INTERVAL", "COUNT"):
        return value.isdecimal() and len(value) <= 9 and int(value) >= 1 and (name == "INTERVAL" or int(value) <= _MOST)
    if name == "UNTIL":
        return _last(value) is not None
    if name == "WKST":
        return value in WEEKDAYS
    if name == "BYDAY":
        found = [_DAY_OF_WEEK.fullmatch(each) for each in value.split(",")]
        return all(each is not None and -53 <= int(each[1] or 1) <= 53 and int(each[1] or 1) != 0 for each in found)
    if name not in _RANGES:
        return False
    least = 1 if name == "BYMONTH" else -_RANGES[name]
    numbers = [int(each) if re.fullmatch(r"[+-]?[0-9]{1,3}", each) else 0 for each in value.split(",")]
    return all(least <= number <= _RANGES[name] and number for number in numbers)


def _check_interval(parts: dict[str, str]) -> None:
    if not 1 <= int(parts.get("INTERVAL", "1")) <= _FREQUENCIES[parts["FREQ"]]:
        raise Invalid(_("A follow-up comes again within a hundred years."))


def _without(parts: dict[str, str], *names: str) -> str:
    return _written({name: value for name, value in parts.items() if name not in names})


def _standard(parts: dict[str, str], *names: str) -> str:
    return _without(parts, *calendars.NAMES, *names)


def _unreadable(text: str) -> Invalid:
    return Invalid(
        _("'{text}' is no rule of repeating.").format(text=text[:80]),
        _("Write it like 2w, weekday, mon,thu, month on the last fri, or FREQ=WEEKLY;BYDAY=MO."),
    )
