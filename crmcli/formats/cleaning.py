"""Text from other people's files, made fit to store and to show.

Promises that no control character, no escape sequence and no lone surrogate gets past here, at the speed of
`str.translate`. Marks that steer the direction of writing stay: names in Arabic and Hebrew need them.
"""

from __future__ import annotations

_CONTROLS: dict[int, str | None] = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0xFEFF])
_SURROGATES: dict[int, str | None] = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_IN_A_LINE = _CONTROLS | _SURROGATES | dict.fromkeys(map(ord, "\t\n\r\v\f\x85\u2028\u2029"), " ")
_IN_A_TEXT = _CONTROLS | _SURROGATES | {ord("\t"): "\t"} | dict.fromkeys(map(ord, "\n\x85\u2028\u2029"), "\n")


def clean_line(text: str) -> str:
    """`text` on one line: line ends and tabs are blanks, other controls are gone, no blanks at its ends."""
    if text.isprintable():
        return text.strip()
    return text.replace("\r\n", "\n").translate(_IN_A_LINE).strip()


def clean_text(text: str) -> str:
    """`text` of several lines: tabs stay, every kind of line end is a line feed, other controls are gone."""
    if text.isprintable():
        return text.strip()
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.translate(_IN_A_TEXT).strip()
