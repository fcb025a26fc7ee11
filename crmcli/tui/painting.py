"""Lines of text for widgets that draw themselves: harmless, of an exact width in cells, in the roles of the theme.

Text of others passes `fitted` before it is drawn; it is never read as markup. What is cut ends in a mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip
from textual.widget import Widget

from crmcli import glyphs
from crmcli.output import clean
from crmcli.tui.failing import Surviving

if TYPE_CHECKING:
    from collections.abc import Iterable

LEFT, RIGHT = "left", "right"
# Every state has a sign and a word besides its colour, so that nothing is lost without colours.
ROLES = (
    "text",
    "dim",
    "strong",
    "accent",
    "late",
    "today",
    "quiet",
    "good",
    "bad",
    "cursor",
    "away",
    "marked",
    "head",
    "match",
)

GROUNDS = ("cursor", "away", "marked")  # what lies behind the other roles; the first of them that is asked for
Part = tuple[str, str]  # a text, and the role it is drawn in


def fitted(text: str, width: int, align: str = LEFT) -> str:
    """Returns a text harmless and exactly `width` cells wide: padded, or cut with a mark at its end."""
    if width <= 0:
        return ""
    text = clean(text)
    length = len(text) if text.isascii() else cell_len(text)
    if length > width:
        mark = glyphs.plain("…")
        return set_cell_size(text, width - 1) + mark
    return " " * (width - length) + text if align == RIGHT else text + " " * (width - length)


def width_of(text: str) -> int:
    """Returns how many cells a text takes once it is harmless."""
    return cell_len(clean(text))


def two_sided(left: str, right: str, width: int) -> tuple[str, str]:
    """Returns two texts that fill a line together: the right one whole where it can be, the left one cut for it."""
    room = min(width_of(right), width)
    gap = 1 if room and room < width else 0
    return fitted(left, width - room - gap) + " " * gap, fitted(right, room)


class Painted(Surviving, Widget):
    """A widget that draws its own lines. Roles are component classes, so that a theme is all that colours it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"painted--{role}" for role in ROLES}
    DEFAULT_CSS = """
    Painted {
        & > .painted--text { color: $foreground; }
        & > .painted--dim { color: $foreground 62%; }
        & > .painted--strong { color: $foreground; text-style: bold; }
        & > .painted--accent { color: $text-primary; text-style: bold; }
        & > .painted--late { color: $text-warning; text-style: bold; }
        & > .painted--today { color: $text-primary; }
        & > .painted--quiet { color: $text-warning; }
        & > .painted--good { color: $text-success; }
        & > .painted--bad { color: $text-error; }
        & > .painted--cursor { background: $primary 35%; }
        & > .painted--away { background: $primary 15%; }
        & > .painted--marked { background: $accent 25%; }
        & > .painted--head { color: $foreground; text-style: bold; }
        & > .painted--match { text-style: underline; }
        &:nocolor > .painted--cursor { text-style: reverse; }
        &:nocolor > .painted--away { text-style: underline; }
        &:ansi > .painted--dim { color: ansi_default; text-style: dim; }
        &:ansi > .painted--away { text-style: underline; background: ansi_default; }
        &:ansi > .painted--cursor { text-style: reverse; background: ansi_default; }
        &:ansi > .painted--marked { text-style: bold; background: ansi_default; }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._role_styles: dict[str, Style] = {}
        self.appearance = 0  # another number whenever styles are others, for what is kept of drawn lines

    def notify_style_update(self) -> None:
        """Forgets the styles that it holds: the theme may be another one."""
        super().notify_style_update()
        self._role_styles = {}
        self.appearance += 1

    def style_of(self, *roles: str) -> Style:
        """Returns the style of some roles, one laid over the other, on the widget's own ground."""
        key = " ".join(roles)
        found = self._role_styles.get(key)
        if found is None:
            ground = next((role for role in GROUNDS if role in roles), None)
            found = self.rich_style
            if ground is not None:
                whole = self.get_component_rich_style(f"painted--{ground}")
                found += Style(bgcolor=whole.bgcolor, reverse=whole.reverse, bold=whole.bold, underline=whole.underline)
            for role in roles:
                if role not in GROUNDS:
                    found += self._front(role, found)
            self._role_styles[key] = found
        return found

    def _front(self, role: str, ground: Style) -> Style:
        """How a role colours its letters on a ground; where it is only partly seen, mixed with what is behind."""
        style = self.get_component_rich_style(f"painted--{role}", partial=True)
        if ground.reverse:
            return style.without_color  # turned round, each colour would be a ground of its own
        color = self.get_component_styles(f"painted--{role}").color
        if color.a < 1 and color.ansi is None and ground.bgcolor is not None and not ground.bgcolor.is_default:
            behind = Color.from_rich_color(ground.bgcolor)
            style += Style(color=behind.blend(color.with_alpha(1), color.a).rich_color)
        return style

    def drawn(self, parts: Iterable[Part], *over: str) -> list[Segment]:
        """Returns texts as segments, each in its role, with further roles laid over."""
        return [Segment(text, self.style_of(role, *over)) for text, role in parts if text]

    def blank(self, width: int, *over: str) -> Segment:
        """Returns so many blank cells."""
        return Segment(" " * width, self.style_of("text", *over))


def strip(segments: list[Segment], width: int) -> Strip:
    """Returns segments as a line of a known width."""
    return Strip(segments, width)
