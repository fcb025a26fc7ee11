"""Pictures of numbers in cells of a terminal: bars, stacked bars, gauges, heat lines, sparklines. Pure.

Each is exactly as wide as asked for, told apart by its signs alone, so that nothing is lost without colours, and made
of ASCII where the locale has nothing else. What is more than nothing has a cell where there is room, however little
it is; no picture stands for a number, which stands beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli import glyphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.tui.painting import Part

BAR, GAUGE, HEAT = "bar", "gauge", "heat"
MAIN, SECOND, OVER, REST, PACE = "main", "second", "over", "rest", "pace"
_LOOKS = {
    MAIN: ("█", "#", "accent"),
    SECOND: ("▒", "=", "today"),
    OVER: ("▓", "+", "late"),
    REST: ("░", ".", "dim"),
    PACE: ("┃", "|", "strong"),
}  # a sign, the same in ASCII, and its role
_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")
_HEAT = ("·░▒▓█", ".-+*#")
_SPARK = ("·▁▂▃▄▅▆▇█", ".:-=+*%#@")
_WIDEST = 3  # cells of a sign of a heat line


class Figure(NamedTuple):
    """Numbers to be drawn. A bar has a look for each of its numbers; a gauge is out of `whole`, with its `pace`."""

    kind: str
    numbers: tuple[int, ...]
    looks: tuple[str, ...] = (MAIN, SECOND, REST)
    whole: int = 0
    pace: int = 0

    def most(self, width: int) -> int:
        """What the longest bar, or the deepest sign in so many cells, would be of it alone."""
        return max(_together(self.numbers, width), default=0) if self.kind == HEAT else sum(self.numbers)


def sign(look: str) -> Part:
    """Returns the sign of a look, and the role it is drawn in."""
    return _of(_LOOKS[look][:2]), _LOOKS[look][2]


def drawn(figure: Figure, most: int, width: int) -> list[Part]:
    """Returns a figure in exactly `width` cells, beside others of which the longest is `most`."""
    if width <= 0:
        return []
    if figure.kind == GAUGE:
        return _gauge(figure, width)
    if figure.kind == HEAT:
        found = _levels(_together(figure.numbers, width), most, _of(_HEAT))
        wide = max(min(width // max(len(found), 1), _WIDEST), 1)
        return _padded([(text * wide, role) for text, role in found], width)
    return _padded(_bar(figure, most, width), width)


def sparkline(numbers: Sequence[int], width: int = 12) -> str:
    """Returns the ups and downs of some numbers in at most so many signs, each as high as it is beside the most."""
    found = _together(numbers, width)
    return "".join(text for text, _role in _levels(found, max(found, default=0), _of(_SPARK)))


def cells(numbers: Sequence[int], most: int, width: int) -> list[int]:
    """Returns how many cells each of some numbers has in a bar that is `width` long where they are `most` together."""
    total = sum(numbers)
    if total <= 0 or most <= 0 or width <= 0:
        return [0] * len(numbers)
    length = max(min(-(-total * width // most), width), 1)
    found = [max(number * length // total, 1) if number > 0 else 0 for number in numbers]
    while sum(found) != length:
        step = 1 if sum(found) < length else -1
        place = max(range(len(found)), key=lambda each: (found[each] if step < 0 else numbers[each], -each))
        found[place] += step
    return found


def _bar(figure: Figure, most: int, width: int) -> list[Part]:
    filled = [number for number in figure.numbers if number > 0]
    if len(filled) == 1 and glyphs.has_unicode() and most > 0:
        look = next(look for look, number in zip(figure.looks, figure.numbers, strict=False) if number > 0)
        if look == MAIN:
            eighths = max(min((2 * filled[0] * width * 8 + most) // (2 * most), width * 8), 1)
            return [("█" * (eighths // 8) + _EIGHTHS[eighths % 8], _LOOKS[MAIN][2])]
    found = []
    for look, count in zip(figure.looks, cells(figure.numbers, most, width), strict=False):
        text, role = sign(look)
        found.append((text * count, role))
    return found


def _gauge(figure: Figure, width: int) -> list[Part]:
    """What there is of the whole, and over it a mark where it should be by now."""
    actual, whole = max(sum(figure.numbers), 0), max(figure.whole, 1)
    there = min(-(-actual * width // whole), width)
    there = there if actual >= whole else min(there, width - 1)  # full is reached, and nothing less
    mark = min(max((2 * figure.pace * width + whole) // (2 * whole), 0), width - 1)
    (full, is_there), (rest, is_not) = sign(MAIN), sign(REST)
    line = full * there + rest * (width - there)
    parts = [(line[:there], is_there), (line[there:], is_not)]
    if not 0 < figure.pace < whole:
        return parts
    role = "late" if actual < figure.pace else "strong"
    found: list[Part] = []
    at = 0
    for text, each in parts:
        if at <= mark < at + len(text):
            found += [(text[: mark - at], each), (sign(PACE)[0], role), (text[mark - at + 1 :], each)]
        else:
            found.append((text, each))
        at += len(text)
    return found


def _levels(numbers: Sequence[int], most: int, levels: str) -> list[Part]:
    """A sign for each number, as deep or as high as it is beside the most."""
    steps, top = len(levels) - 1, max(most, 1)
    return [
        (levels[max(min(-(-number * steps // top), steps), 1)], "accent") if number > 0 else (levels[0], "dim")
        for number in numbers
    ]


def _together(numbers: Sequence[int], width: int) -> list[int]:
    """The same numbers, as many of them added up as it takes to have room."""
    size = max(-(-len(numbers) // max(width, 1)), 1)
    return [sum(numbers[at : at + size]) for at in range(0, len(numbers), size)]


def _padded(parts: list[Part], width: int) -> list[Part]:
    used = sum(len(text) for text, _role in parts)
    return [*parts, (" " * (width - used), "dim")] if used < width else parts


def _of(pair: Sequence[str]) -> str:
    return pair[0] if glyphs.has_unicode() else pair[1]
