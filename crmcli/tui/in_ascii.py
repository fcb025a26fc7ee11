"""What is drawn where the locale knows ASCII only: signs, borders and bars become the nearest letter.

The last thing that happens to a line before the terminal gets it, so that no part of the screen has to think of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

from crmcli import glyphs

if TYPE_CHECKING:
    from textual.color import Color

_BOXES = {
    "│┃║▏▎▍▌▐▕╎┆": "|",
    "─━═▁▔╌┄": "-",
    "┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝╸╺╹╻": "+",
    "▂▃▄▅▆▇█▀▊▋▉■": "#",
    "░▒▓": ".",
    "×✕": "x",
    "→▶►": ">",
    "←◀◄": "<",
    "↑▲": "^",
    "↓▼": "v",
    "●○◯◉": "o",
    "⚠": "!",
    "–—": "-",
    "“”„": '"',
    "‘’": "'",
}
_LETTERS = str.maketrans({sign: letter for signs, letter in _BOXES.items() for sign in signs})


class InAscii(LineFilter):
    """Our signs in ASCII. Texts of others keep their letters: only what is no letter is changed."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Returns the segments with other signs, each as wide as it was."""
        return [
            segment
            if segment.text.isascii()
            else Segment(glyphs.plain(segment.text).translate(_LETTERS), segment.style, segment.control)
            for segment in segments
        ]
