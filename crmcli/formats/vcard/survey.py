"""A look over a whole file for what a card cannot tell: the encoding of undeclared quoted-printable."""

from __future__ import annotations

from crmcli.formats.encodings import guess
from crmcli.formats.vcard import cards, charsets
from crmcli.formats.vcard.lines import QUOTED_PRINTABLE, split_line
from crmcli.formats.vcard.physical import PhysicalLines
from crmcli.formats.vcard.properties import property_of
from crmcli.formats.vcard.unfolding import unfold
from crmcli.formats.vcard.values import decode_quoted_printable

_POOL = 1 << 16  # bytes


class QuotedPrintableSurvey:
    """The encoding of quoted-printable that is not UTF-8 and declares nothing: one guess for a file."""

    def __init__(self, file: PhysicalLines, region: str) -> None:
        self._file = file
        self._region = region
        self._codec = ""

    def codec(self) -> str:
        """The guess, made when it is first asked for."""
        if not self._codec:
            self._codec = guess(self._pool(), self._region)
        return self._codec

    def _pool(self) -> bytes:
        pool = bytearray()
        for card in cards.split(self._file):
            if not any("=" in line for line in card.lines):
                continue
            for line in unfold(card.lines[1:]):
                pool += _unreadable(line)
            if len(pool) >= _POOL:
                break
        return bytes(pool)


def _unreadable(line: str) -> bytes:
    """The bytes of a quoted-printable value that is not UTF-8 nor what it says it is, else nothing."""
    head_text, value = split_line(line)
    found = property_of(head_text) if "=" in value else None
    if not found:
        return b""
    head = found[1]
    if head.encoding != QUOTED_PRINTABLE:
        return b""
    data = decode_quoted_printable(value)
    return b"" if charsets.is_readable(data, head.charset) else data + b"\n"
