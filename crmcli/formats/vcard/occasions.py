"""Days of the year: birthdays, anniversaries, and the user's own.

What is no day at all (`circa 1800`) is kept as it stands; what looks like one and cannot be is a problem too.
"""

from __future__ import annotations

import re
from calendar import monthrange

from crmcli.formats.drafts import OccasionDraft
from crmcli.formats.vcard.building import Builder, Handler
from crmcli.formats.vcard.labels import label_as_written
from crmcli.formats.vcard.lines import Head
from crmcli.i18n import _

_LEAP_YEAR = 2000
_COMPARED = 20  # a card that repeats itself does so at once; comparing with all would take quadratic time
_NO_YEAR = frozenset({0, 1604})  # Apple writes 1604 where the year is not known
_SHAPES = tuple(
    re.compile(shape + r"(?:[T ].*)?", re.DOTALL)
    for shape in (
        r"(?P<year>\d{4})-?(?P<month>\d\d)-?(?P<day>\d\d)",
        r"--(?P<month>\d\d)-?(?P<day>\d\d)",
        r"(?P<year>\d{4})[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)",
        r"(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{4})",
        r"(?P<year>\d{4})年(?P<month>\d\d?)月(?P<day>\d\d?)日",
    )
)


# A time of day as in 4.0, once its colons are gone; midnight is what programs write that know of days only.
_TIME = re.compile(r"T\d\d(\d\d)?(\d\d)?([.,]\d+)?(Z|[+-]\d\d(\d\d)?)?", re.IGNORECASE)
_MIDNIGHT = re.compile(r"T00(00)?(00)?([.,]0+)?(Z|[+-]\d\d(\d\d)?)?", re.IGNORECASE)


def read_day(text: str, omitted_year: str = "") -> tuple[int | None, int, int] | None:
    """Year (None where there is none), month and day of a date with or without a time; None if it is no date.

    `omitted_year` is the year that the file writes where none is known.
    """
    for shape in _SHAPES:
        match = shape.fullmatch(text)
        if match:
            found = match.groupdict()
            year = int(found.get("year") or 0)
            month, day = int(found["month"]), int(found["day"])
            if year in _NO_YEAR or str(year) == omitted_year:
                year = 0
            if 1 <= month <= 12 and 1 <= day <= monthrange(year or _LEAP_YEAR, month)[1]:
                return year or None, month, day
    return None


def add_occasion(builder: Builder, head: Head, kind: str, text: str) -> bool:
    """Note the day in `text`. Answers whether there is one; a date that cannot be is noted as a problem."""
    if not text:
        return True
    day = read_day(text, head.parameter("X-APPLE-OMIT-YEAR"))
    if day is None:
        if text[:1].isdigit() or text.startswith("--"):
            message = _("{date} is not a full date that can be ({property}).")
            builder.draft.problems.append(message.format(date=text[:40], property=head.name))
        return False
    occasion = OccasionDraft(kind, day[1], day[2], day[0])
    if time := _time_of(text):
        builder.keep_time(head, occasion, time)
    if not head.group and occasion in builder.draft.occasions[:_COMPARED]:
        return True
    builder.draft.occasions.append(occasion)
    builder.add_labelled(head, occasion)
    return True


def _time_of(text: str) -> str:
    """The time of day in a date with one, as `T1430-0500`; empty for midnight, and for what is no time."""
    _date, letter, rest = text.upper().partition("T")
    time = letter + rest.replace(":", "").strip()
    return time if _TIME.fullmatch(time) and not _MIDNIGHT.fullmatch(time) else ""


def _birthday(builder: Builder, head: Head, value: str) -> bool:
    text = builder.text(head, value)
    for known in builder.draft.occasions[:_COMPARED]:
        if known.kind == "birthday":
            return read_day(text) == (known.year, known.month, known.day)
    return add_occasion(builder, head, "birthday", text)


def _anniversary(builder: Builder, head: Head, value: str) -> bool:
    return add_occasion(builder, head, "anniversary", builder.text(head, value))


def _own_day(builder: Builder, head: Head, value: str) -> bool:
    kind = label_as_written(head.label) if head.label else "other"
    return add_occasion(builder, head, kind, builder.text(head, value))


HANDLERS: dict[str, Handler] = {
    "BDAY": _birthday,
    "ANNIVERSARY": _anniversary,
    "X-ANNIVERSARY": _anniversary,
    "X-EVOLUTION-ANNIVERSARY": _anniversary,
    "X-KADDRESSBOOK-X-ANNIVERSARY": _anniversary,
    "X-MS-ANNIVERSARY": _anniversary,
    "X-WAB-WEDDING-ANNIVERSARY": _anniversary,
    "X-ABDATE": _own_day,
}
