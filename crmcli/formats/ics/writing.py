"""The lines of a calendar as RFC 5545 has them: escaped, ended by CR LF, and folded where they pass 75 octets.

Promises that no text, whatever is in it, begins a line of its own, and that a fold never cuts a character.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, timedelta

from crmcli.formats.cleaning import clean_line, clean_text

_LONGEST = 75  # octets of a line, without its end
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def line(name: str, value: str) -> str:
    """A line with its end; `name` holds its parameters, `value` is written as it is."""
    whole = f"{name}:{value}"
    if len(whole) <= _LONGEST and (whole.isascii() or len(whole.encode()) <= _LONGEST):
        return whole + "\r\n"
    return "\r\n ".join(_pieces(whole.encode())) + "\r\n"


def text(value: str) -> str:
    """A text of one line, escaped."""
    return clean_line(value).translate(_ESCAPES)


def paragraph(value: str) -> str:
    """A text of several lines, escaped."""
    return clean_text(value).translate(_ESCAPES)


def instant(value: str) -> str:
    """An instant of ours, `2026-11-24T09:00:00Z`, as calendars write it; what is none is the beginning of 1970."""
    with suppress(ValueError):
        if _INSTANT.fullmatch(value) and datetime.fromisoformat(value):
            return value.replace("-", "").replace(":", "")
    return "19700101T000000Z"


def moment(start: str) -> str:
    """A day or a minute of ours as calendars write it: `20261124`, `20261124T150000`."""
    if "T" not in start:
        return f"{date.fromisoformat(start):%Y%m%d}".rjust(8, "0")
    return f"{datetime.fromisoformat(start):%Y%m%dT%H%M%S}".rjust(15, "0")


def length(minutes: int) -> str:
    """So many minutes, forwards or backwards: `PT1H30M`, `-P7D`, `PT0S`."""
    sign = "-" if minutes < 0 else ""
    days, rest = divmod(abs(minutes), 24 * 60)
    hours, minutes = divmod(rest, 60)
    day = f"{days}D" if days else ""
    time = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    return f"{sign}P{day}" + (f"T{time}" if time else "") if day or time else "PT0S"


def offset(value: timedelta) -> str:
    """How far clocks are ahead of UTC: `+0700`, with seconds where there are any."""
    total = int(value.total_seconds())
    hours, rest = divmod(abs(total), 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{'-' if total < 0 else '+'}{hours:02d}{minutes:02d}" + (f"{seconds:02d}" if seconds else "")


def _pieces(octets: bytes) -> list[str]:
    """The parts of a folded line; all but the first have one octet less, for the blank before them."""
    found, start, room = [], 0, _LONGEST
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:  # inside a character
            end -= 1
        found.append(octets[start:end].decode())
        start, room = end, _LONGEST - 1
    return [*found, octets[start:].decode()]
