"""Which encoding a file's bytes are in, told from the bytes alone.

Promises an answer for any bytes, the same one every time, in time linear in the file and in constant memory.
It never decodes for the caller: whoever reads opens the stream with the codec named here and
`errors="replace"`. What bytes most likely are, when they are not Unicode, is weighed in `plausibility`.
"""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

from crmcli.formats.plausibility import best_codec

_BLOCK = 1 << 16
_SAMPLE = 1 << 18
_WEIGHED = 1 << 16
_LAST_RESORT_SAMPLE = 1 << 14

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# No such byte is part of a longer character in any encoding weighed here (digits are, in GB 18030).
_SEPARATORS_TO_BLANKS = bytes(32 if byte < 0x30 or 0x3A <= byte <= 0x3F else byte for byte in range(256))


def detect(stream: BinaryIO, region: str = "") -> str:
    """Return the Python codec name for the whole of a seekable binary `stream`, and rewind it.

    A byte order mark decides, then the NUL pattern of UTF-16, then strict UTF-8 over the whole file,
    then `guess`. `region` is an ISO 3166 code such as `CN`, or empty where unknown.
    """
    stream.seek(0)
    try:
        first = stream.read(_BLOCK)
        return wide_unicode(first) or _by_content(stream, first, region)
    finally:
        stream.seek(0)


def wide_unicode(beginning: bytes) -> str:
    """Return the codec of a file with a byte order mark or in UTF-16, told from its first 64 kB; else empty.

    Where it is empty, the file's ASCII characters are single bytes, whatever else it is in.
    """
    return _by_mark(beginning) or _by_nul_pattern(beginning)


def guess(sample: bytes, region: str = "") -> str:
    """Return the codec name that makes the most plausible text of `sample`, bytes that are not plain UTF-8.

    Encodings usual in `region` (ISO 3166, empty where unknown) win where the text leaves the choice open.
    """
    if sample.isascii():
        return "iso2022_jp" if b"\x1b$" in sample else "utf-8"
    if _is_nearly_utf8(sample):
        return "utf-8"
    words = [word for word in sample.translate(_SEPARATORS_TO_BLANKS).split() if not word.isascii()]
    codec, is_convincing = best_codec(b" ".join(words)[:_WEIGHED], region)
    return codec if is_convincing else _last_resort(sample[:_LAST_RESORT_SAMPLE]) or codec


# In UTF-16 an ASCII letter stands beside a NUL; so many in a row are never three or four ideographs by chance.
_LONG_ASCII = re.compile(rb"(?i)BEGIN:VCARD|[\t\r\n -~]{20}")


def _by_mark(first: bytes) -> str:
    for mark, codec in _BYTE_ORDER_MARKS:
        if first.startswith(mark):
            return codec
    return ""


def _by_nul_pattern(first: bytes) -> str:
    """UTF-16 without a mark: line ends, delimiters and digits have their NUL always on the same side."""
    even, odd = first[0::2].count(0), first[1::2].count(0)
    units = len(first) // 2
    if (even + odd) < 2 or (even + odd) * 33 < units:
        return ""
    codec = "utf-16-le" if odd > even else "utf-16-be"
    if min(even, odd) * 20 > max(even, odd) or _LONG_ASCII.search(first):
        return ""  # stray NULs in a text of single bytes
    text = first[: units * 2].decode(codec, "replace")
    return codec if text.count("\ufffd") * 20 <= len(text) else ""


def _by_content(stream: BinaryIO, beginning: bytes, region: str) -> str:
    """Most files are UTF-8, which is soon known; what tells other encodings apart is gathered only where one is not."""
    if codec := _utf8(stream, beginning):
        return codec
    stream.seek(0)
    sample = bytearray()
    carried = b""
    while len(sample) < _SAMPLE and (block := stream.read(_BLOCK)):
        if carried or not block.isascii():
            words = (carried + block).translate(_SEPARATORS_TO_BLANKS).split(b" ")
            carried = words.pop()[-_BLOCK:]  # perhaps cut inside a character: it goes on in the next block
            sample += b" ".join([word for word in words if not word.isascii()]) + b" "
    if len(sample) >= _SAMPLE:
        return guess(bytes(sample[:_SAMPLE]), region)
    return guess(bytes(sample) + carried, region)


def _utf8(stream: BinaryIO, block: bytes) -> str:
    """The codec of a file whose bytes are all UTF-8, the first of which are given; else empty."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    has_japanese_escape = False
    while block:
        has_japanese_escape = has_japanese_escape or b"\x1b$B" in block or b"\x1b$@" in block
        if not _continues_utf8(decoder, block):
            return ""
        block = stream.read(_BLOCK)
    if not _continues_utf8(decoder, b"", final=True):
        return ""
    return "iso2022_jp" if has_japanese_escape else "utf-8"


def _continues_utf8(decoder: codecs.IncrementalDecoder, block: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def _is_nearly_utf8(sample: bytes) -> bool:
    """A file in UTF-8 that was cut or damaged in places: no other encoding looks like UTF-8 by chance."""
    text = sample.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore")) - broken
    return beyond_ascii >= 10 * max(broken, 1)


def _last_resort(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    match = from_bytes(sample).best()
    if match is None or match.encoding in ("ascii", "utf_8"):
        return ""
    return codecs.lookup(match.encoding).name
