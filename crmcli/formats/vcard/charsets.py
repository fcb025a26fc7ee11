"""Bytes to text, where a card says its own CHARSET, or says none, or lies.

Promises text for any bytes, without lone surrogates. What is declared is believed if it decodes; then strict
UTF-8; then one guess for the whole file, made when it is first needed.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

# What a name is taken for: the larger set that programs mean when they write the smaller one's name.
_LARGER_SETS = {
    "ascii": "utf-8",
    "big5": "cp950",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "shift_jis": "cp932",
}
_ALIASES = {"windows-31j": "cp932", "x-sjis": "cp932", "x-gbk": "gbk", "x-big5": "big5", "unicode": "utf-8"}
# Python knows codecs that are no character sets (punycode, unicode_escape); a file must not choose those.
# UTF-16 is of a whole file or not at all: any even number of bytes would pass for it.
_CHARACTER_SETS = re.compile(
    r"(utf-8|ascii|iso8859|iso2022|cp\d|gb|hz|big5|euc|shift|koi8|mac|johab|tis-620|ptcp154|kz1048)"
)
_DECLARED = re.compile(r"charset\s*=\s*\"?([^;:,\"]+)", re.IGNORECASE)
_KNOWN: dict[str, str] = {}
_KNOWN_AT_MOST = 256


def codec_of(charset: str) -> str:
    """Python's codec for a CHARSET parameter, or an empty string where the name says nothing."""
    codec = _KNOWN.get(charset)
    if codec is None:
        codec = _looked_up(charset)
        if len(_KNOWN) < _KNOWN_AT_MOST:
            _KNOWN[charset] = codec
    return codec


def declared_in(line: str) -> str:
    """The CHARSET that a line declares before its colon, or an empty string."""
    match = _DECLARED.search(line.partition(":")[0])
    return match[1].strip() if match else ""


def decode(data: bytes, charset: str, fallback: Callable[[], str]) -> str:
    """`data` as text. `charset` is what is declared, or empty; `fallback` names the codec of the guess."""
    declared = codec_of(charset) if charset else ""
    for codec in (declared, "utf-8"):
        if codec:
            try:
                return without_surrogates(data.decode(codec))
            except UnicodeError as error:
                if codec == "utf-8" and _is_cut_short(error, data, declared):
                    return data.decode("utf-8", "replace")
    return decode_guessed(data, fallback())


def is_readable(data: bytes, charset: str) -> bool:
    """Whether `data` decodes without a guess: as it is declared, or as UTF-8."""
    for codec in (codec_of(charset) if charset else "", "utf-8"):
        if codec:
            try:
                data.decode(codec)
            except UnicodeError:
                continue
            return True
    return False


def decode_guessed(data: bytes, codec: str) -> str:
    """`data` as text by the guess for its file, strictly if that works, else as UTF-8, else with gaps."""
    for candidate in (codec, "utf-8"):
        try:
            return without_surrogates(data.decode(candidate))
        except UnicodeError:
            continue
    return without_surrogates(data.decode(codec, "replace"))


def without_surrogates(text: str) -> str:
    """`text`, its lone surrogates replaced by the mark for what cannot be read."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return text


def _looked_up(charset: str) -> str:
    name = charset.strip().strip("'\"").lower()
    try:
        name = codecs.lookup(_ALIASES.get(name, name)).name
    except (LookupError, ValueError, UnicodeError):
        return ""
    if not _CHARACTER_SETS.match(name):
        return ""
    return _LARGER_SETS.get(name, name)


def _is_cut_short(error: UnicodeError, data: bytes, declared: str) -> bool:
    """Whether UTF-8 only breaks off inside its last character, as phones cut names to a number of bytes."""
    if not isinstance(error, UnicodeDecodeError) or error.reason != "unexpected end of data":
        return False
    return declared == "utf-8" or not data[: error.start].isascii()
