"""The value behind the colon: its escapes, its parts, and its encodings.

Promises linear time and an answer for any text. What is no escape stays as it stands.
"""

from __future__ import annotations

import binascii
import re

_ESCAPE = re.compile(r"\\([nN\\,;:\"])")
_COMMA_OF_A_LIST = re.compile(r",(?! )")
# Characters that no cleaned text holds stand for what must not be taken for a separator.
_BACKSLASH, _SEPARATOR = "\x00", "\x01"
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/]")


def unescape(value: str) -> str:
    r"""`value` with `\n`, `\,`, `\;`, `\:`, `\"` and `\\` resolved; any other backslash stays."""
    if "\\" not in value:
        return value
    return _ESCAPE.sub(_resolved, value)


def split_unescaped(value: str, separator: str) -> list[str]:
    """The parts of `value` between separators that no backslash protects, their escapes still in them."""
    if "\\" not in value:
        return value.split(separator)
    guarded = value.replace("\\\\", _BACKSLASH).replace("\\" + separator, _SEPARATOR)
    return [part.replace(_SEPARATOR, "\\" + separator).replace(_BACKSLASH, "\\\\") for part in guarded.split(separator)]


def join_list(part: str, joint: str) -> str:
    """A part that is a list by vCard 3.0 (`Quinlan,Paul`) as one text.

    A comma that a blank follows is prose, not a separator.
    """
    if "," not in part:
        return part
    guarded = part.replace("\\\\", _BACKSLASH).replace("\\,", _SEPARATOR)
    words = [word.strip() for word in _COMMA_OF_A_LIST.split(guarded)]
    text = joint.join(word for word in words if word)
    return text.replace(_SEPARATOR, "\\,").replace(_BACKSLASH, "\\\\")


def decode_quoted_printable(value: str) -> bytes:
    """The bytes that quoted-printable `value` stands for; what is not `=` and two digits stays as it is."""
    return binascii.a2b_qp(value.encode("utf-8", "surrogateescape"))


def decode_base64(value: str) -> bytes | None:
    """The bytes that base64 `value` stands for, or None where it is broken. Padding may be missing."""
    text = "".join(value.split()).rstrip("=")
    if not text or len(text) % 4 == 1 or not text.isascii() or _NOT_BASE64.search(text):
        return None
    return binascii.a2b_base64(text + "=" * (-len(text) % 4))


def _resolved(match: re.Match[str]) -> str:
    character = match[1]
    return "\n" if character in "nN" else character
