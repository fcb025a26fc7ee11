"""A digest as plain text, for a terminal, a mail and a phone: at most 78 cells a line, no colour, no control character.

Lines are broken between words, a word only where it is longer than a line; a command never.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.i18n import _
from crmcli.output import clean
from crmcli.wrapping import cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crmcli.digests.contents import Digest, Item, Section

WIDTH = 78  # cells: what mail is written with, so that it can be quoted
_LONGEST = 240  # characters of a name or a promise
_MARGIN, _INSIDE = "  ", "    "
_BETWEEN = " · "


def written(digest: Digest) -> str:
    """The whole digest, ending in a line end."""
    return "\n".join(_lines(digest)) + "\n"


def shortened(text: str, most: int = _LONGEST) -> str:
    """A text on one line and harmless, cut where it is very long."""
    text = " ".join(clean(text[: most * 4]).split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def counted(section: Section) -> str:
    """The title of a section and how many it holds."""
    return f"{section.title} ({section.total:,})"


def _lines(digest: Digest) -> Iterator[str]:
    yield digest.day
    for line in (digest.summary, *digest.notes):
        yield from _broken(clean(line), "")
    for section in digest.sections:
        yield ""
        yield from _broken(clean(counted(section)), "")
        for item in section.items:
            yield ""
            yield from _item(item)
        if section.left:
            more = _("… and {count} more:").format(count=f"{section.left:,}")
            yield ""
            yield from _joined([more, section.more], _MARGIN, " ")
    if digest.hint:
        yield ""
        yield from _broken(digest.hint, "")


def _item(item: Item) -> Iterator[str]:
    title = f"{shortened(item.who)}: {shortened(item.what)}" if item.who else shortened(item.what)
    yield from _broken(f"{item.clock}  {title}" if item.clock else title, _MARGIN, _INSIDE)
    parts = [*item.reasons, reach(item)]
    yield from _joined([part for part in map(shortened, parts) if part], _INSIDE, _BETWEEN)
    yield _INSIDE + item.close


def reach(item: Item) -> str:
    """The number to call, and what the clock shows there; else the address to write to."""
    if not item.phone:
        return item.email
    return f"{item.phone}, {item.there}" if item.there else item.phone


def _joined(parts: Sequence[str], margin: str, between: str) -> Iterator[str]:
    """Parts on as few lines as they need; none is broken that fits on a line by itself."""
    room = WIDTH - len(margin)
    line = ""
    for part in parts:
        if line and cells(line + between + part) <= room:
            line += between + part
            continue
        if line:
            yield margin + line
        *whole, line = _broken(part, "", "", room)
        yield from (margin + each for each in whole)
    if line:
        yield margin + line


def _broken(text: str, margin: str, further: str = "", width: int = WIDTH) -> list[str]:
    """A text in lines of at most so many cells, all but the first with the further margin."""
    lines: list[str] = []
    line = margin
    is_begun = False
    for word in text.split(" "):
        longer = f"{line} {word}" if is_begun else line + word
        if is_begun and cells(longer) > width:
            lines.append(line.rstrip(" "))
            longer = further + word
        while cells(longer) > width:
            head = _beginning(longer, width)
            lines.append(head)
            longer = further + longer[len(head) :]
        line, is_begun = longer, True
    return [*lines, line.rstrip(" ")]


def _beginning(text: str, width: int) -> str:
    """As much of a text as has room."""
    taken = 0
    for place, sign in enumerate(text):
        taken += cells(sign)
        if taken > width:
            return text[:place]
    return text
