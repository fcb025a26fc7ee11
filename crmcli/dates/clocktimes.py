"""Times of the day: from tokens to hours and minutes. Pure.

The clock has 24 hours. A bare hour from 1 to 6, with no word for the part of the day, could be in the morning or in the
afternoon: it raises Invalid, unless it is written with its zero (`03:00`).
"""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from crmcli.dates.words import AFTERNOON, EVENING, MIDDAY, MINUTE, MORNING, NIGHT, SMALL_HOURS
from crmcli.errors import Invalid
from crmcli.i18n import _

if TYPE_CHECKING:
    from crmcli.dates.words import Token

_USUAL = {MORNING: 9, MIDDAY: 12, AFTERNOON: 15, EVENING: 18}
# For each part of the day: hours on a clock of twelve that lie in its half, those on one of 24 that lie in it.
_FORENOON = {MORNING: range(1, 12), MIDDAY: range(10, 12), SMALL_HOURS: range(1, 7), NIGHT: range(1, 5)}
_AFTERNOON = {
    MIDDAY: range(1, 4), AFTERNOON: range(1, 9), EVENING: range(4, 12), NIGHT: range(8, 12),
}  # fmt: skip
_WHOLE = {
    MORNING: range(12), MIDDAY: range(10, 16), AFTERNOON: range(12, 21), EVENING: range(16, 24),
    SMALL_HOURS: range(7), NIGHT: (*range(20, 24), *range(6)),
}  # fmt: skip
# What is a time only behind "at", or with the part of the day.
_SHAPES_TOLD = frozenset(("N", "NzN", "NzNU", "NN"))
MIDNIGHT = 24 * 60  # minutes: the end of the day that is spoken of

# What a time is made of, in kinds of tokens without "at" before it and parts of the day around it.
_SHAPES = frozenset((
    "t", "tp", "tO", "Np", "NO", "NON", "NONU", "NOw", "Nw", "NwO", "vN", "vNO", "vNp", "NsN", "NsNO", "NsNp", "NUsN",
    "NOzN", "NOzNU", "C", "Cw", "NpO", "NwOO", "NOp", "NOO", "NOwO",
))  # fmt: skip


def is_time(tokens: tuple[Token, ...]) -> bool:
    """Whether tokens have the shape of a time."""
    kinds, part, has_at = _core(tokens)
    if not kinds:
        return part >= 0 and not has_at
    shape = "".join([token.kind for token in kinds])
    return shape in _SHAPES or (shape in _SHAPES_TOLD and (has_at or part >= 0))


def minutes(tokens: tuple[Token, ...]) -> int:
    """Returns the minutes since midnight, MIDNIGHT and more for the end of the day. Raises Invalid for no such time."""
    core, part, _has_at = _core(tokens)
    if not core:
        if part not in _USUAL:
            raise Invalid(_("That is no time of the day by itself."), _("Write the hour too, such as 02:00."))
        return _USUAL[part] * 60
    hour, minute, shift, is_clear = _read(core)
    half = next((token.value for token in core if token.kind == "p"), None)
    if minute < 0 or minute > 59 or hour < 0 or hour > 23:
        raise Invalid(_("There is no such time of the day."), _("Write it like 15:00 or 3pm."))
    if half is not None:
        written, hour = hour, hour % 12 + half
        if not 1 <= written <= 12 or (part >= 0 and hour not in _WHOLE[part]):
            raise Invalid(_("There is no such time of the day."), _("Write it like 15:00 or 3pm."))
    elif core[0].kind == "C":
        hour = _noon_or_midnight(hour, part)
    elif part >= 0:
        hour = _of_part(hour, part)
    elif not is_clear and 1 <= (hour if shift >= 0 else hour - 1) <= 6:
        raise _ambiguous(hour * 60 + minute + shift)
    if hour == 1 and shift < 0 and part < 0 and half is None:
        hour = 13  # half an hour before one is at noon
    if hour * 60 + minute + shift < 0:
        raise Invalid(_("There is no such time of the day."), _("Write it like 15:00 or 3pm."))
    return hour * 60 + minute + shift


def _ambiguous(minute: int) -> Invalid:
    """The error for minutes since midnight that are written alike before noon and after it."""
    hour, rest = divmod(minute, 60)
    said, late = f"{hour}:{rest:02}", f"{hour + 12}:{rest:02}"
    if not rest:
        return Invalid(
            _("{hour} o'clock could be in the morning or in the afternoon.").format(hour=hour),
            _("Write {hour}am or {hour}pm, or 24 hours such as {late}.").format(hour=hour, late=late),
        )
    return Invalid(
        _("{time} could be in the morning or in the afternoon.").format(time=said),
        _("Write {time}am or {time}pm, or 24 hours such as {late}.").format(time=said, late=late),
    )


def clock(minute: int) -> time:
    """Returns minutes since midnight, or since the one before, as a time."""
    return time(minute // 60 % 24, minute % 60)


def _core(tokens: tuple[Token, ...]) -> tuple[tuple[Token, ...], int, bool]:
    """The tokens without a part of the day at an end and the "at" before; the part, or -1; whether "at" was there."""
    part, has_at = -1, False
    rest = tokens
    while rest and (rest[0].kind == "@" or (rest[0].kind == "P" and part < 0)):
        if rest[0].kind == "@":
            if has_at:
                break
            has_at = True
        else:
            part = rest[0].value
        rest = rest[1:]
    if rest and rest[-1].kind == "P" and part < 0:
        part, rest = rest[-1].value, rest[:-1]
    return rest, part, has_at


def _read(core: tuple[Token, ...]) -> tuple[int, int, int, bool]:
    """Hour, minute, minutes to add, and whether it is clear on a clock of 24 hours."""
    kinds = "".join(token.kind for token in core)
    numbers = [token for token in core if token.kind == "N"]
    shift = sum(token.value for token in core if token.kind in "vw")
    if kinds[0] == "t":
        written = core[0]
        hour = written.value // 60
        return hour, (written.value % 60 if written.value >= 0 else -1), 0, written.other == (2,)
    if kinds[0] == "C":
        return core[0].value, 0, shift, True
    unit = next((token for token in core if token.kind == "U"), None)
    if unit is not None and unit.value != MINUTE:
        return -1, 0, 0, True
    if "s" in kinds or "z" in kinds:
        sign = next(token.value for token in core if token.kind in "sz")
        if any(token.kind == "s" and token.other for token in core) and all(number.other for number in numbers):
            return -1, 0, 0, True  # "10 to 12" is two hours, not ten minutes
        small, whole = (numbers[0], numbers[1]) if "s" in kinds else (numbers[1], numbers[0])
        return whole.value, (0 if small.value < 60 else -1), sign * small.value, _is_full(whole)
    minute = numbers[1].value if len(numbers) > 1 else 0
    if minute < 10 and (kinds == "NN" or (kinds in ("NON", "NONO") and numbers[1].other == (1,))):
        minute = -1  # at 10 5, 10h 5
    return numbers[0].value, minute, shift, _is_full(numbers[0])


def _is_full(number: Token) -> bool:
    """Whether an hour was written with its zero."""
    return number.other == (2,) and number.value < 10


def _noon_or_midnight(hour: int, part: int) -> int:
    """12, or 24 for midnight. Raises Invalid where another part of the day stands beside it."""
    if part >= 0 and part not in ((EVENING, NIGHT) if hour == 0 else (MIDDAY,)):
        raise Invalid(_("There is no such hour in that part of the day."), _("Write it like 15:00 or 3pm."))
    return hour or 24


def _of_part(hour: int, part: int) -> int:
    """The hour on a clock of 24 that is meant by one in a part of the day; 24 for midnight. Raises Invalid."""
    if hour == 12 and part in (EVENING, NIGHT):
        return 24
    if hour == 12 and part == SMALL_HOURS:
        return 0
    if hour in _AFTERNOON.get(part, ()):
        if hour in _FORENOON.get(part, ()):
            raise Invalid(_("The hour is not clear."), _("Write it like 15:00 or 3pm."))
        return hour + 12
    if hour in _FORENOON.get(part, ()) or hour in _WHOLE[part]:
        return hour
    raise Invalid(_("There is no such hour in that part of the day."), _("Write it like 15:00 or 3pm."))
