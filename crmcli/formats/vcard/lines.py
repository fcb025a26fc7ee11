"""One logical line: what stands before the colon, understood.

Promises linear time for any line, and that heads which a file repeats are read once. A line whose head is no
property at all yields no `Head`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from crmcli.formats.vcard import parameters
from crmcli.formats.vcard.labels import is_known_type, label_of_types

QUOTED_PRINTABLE = "quoted-printable"
BASE64 = "base64"

_ENCODINGS = {
    "QUOTED-PRINTABLE": QUOTED_PRINTABLE,
    "QUOTEDPRINTABLE": QUOTED_PRINTABLE,
    "QP": QUOTED_PRINTABLE,
    "Q": QUOTED_PRINTABLE,
    "BASE64": BASE64,
    "B": BASE64,
    "8BIT": "",
    "7BIT": "",
}
_BARE_CHARSETS = frozenset({"UTF-8", "UTF8", "US-ASCII", "GB2312", "GBK", "BIG5", "SHIFT_JIS"})
_NAME = re.compile(r"[A-Za-z0-9_/\- ]+\Z")
_HEAD_WITH_QUOTES = re.compile(r'([^":]*+(?:"[^"]*+"[^":]*+)*+):')
_PARAMETER = re.compile(r'(?:[^;"]++|"[^"]*+"?+)++')
_PARAMETER_VALUE = re.compile(r'(?:[^,"]++|"[^"]*+"?+)++')
_BARE_LANGUAGE = re.compile(r"[a-z]{2}-[A-Z]{2}")
_CARET = re.compile(r"\^([n^'])")
_CARETS = {"n": "\n", "^": "^", "'": '"'}
_LONGEST_NAME = 80
_LONGEST_PARAMETERS = 10_000  # characters; what comes after them is not looked at


@dataclass(slots=True)
class Head:
    """What stands before a line's colon: `name` in capitals, parameters by their names in capitals."""

    text: str  # as it was written
    name: str
    group: str = ""  # in lower case, as groups do not tell capitals apart
    parameters: dict[str, list[str]] = field(default_factory=dict)
    types: list[str] = field(default_factory=list)  # lower case, without pref
    encoding: str = ""  # QUOTED_PRINTABLE, BASE64, or empty
    charset: str = ""
    preference: int = 0  # 1 is the one to use first, 100 the last; 0 where nothing is said
    label: str = ""  # what the types say, in our words
    others: str = ""  # the parameters that no reader here understands, written as an export writes them

    @property
    def is_preferred(self) -> bool:
        return self.preference == 1

    def parameter(self, name: str) -> str:
        """The first value of a parameter, or an empty string."""
        values = self.parameters.get(name)
        return values[0] if values else ""


def split_line(line: str) -> tuple[str, str]:
    """The texts before and after the colon that ends the head: the first one outside quotes.

    The first is empty where there is no colon. Quotes that are never closed protect nothing.
    """
    head, colon, value = line.partition(":")
    if '"' in head:
        match = _HEAD_WITH_QUOTES.match(line)
        if match:
            return match[1], line[match.end() :]
    return (head, value) if colon else ("", line)


def parse_head(text: str) -> Head | None:
    """The head in `text`, or None where it names no property."""
    name_text, _, parameter_text = text.partition(";")
    group, _, name = name_text.strip().rpartition(".")
    name = name.strip()
    if not name or len(name) > _LONGEST_NAME or not _NAME.match(name) or not _is_name(name):
        return None
    head = Head(text, name.upper().replace("_", "-").replace(" ", "-"), group.strip().lower())
    if parameter_text:
        _add_parameters(head, parameter_text[:_LONGEST_PARAMETERS])
        head.label = label_of_types(head.types)
        if head.parameters:
            head.others = parameters.not_understood(head.name, head.parameters)
    return head


def _is_name(name: str) -> bool:
    """A blank in a name is forgiven only where nothing but a property can be meant; prose has blanks too."""
    return " " not in name or name[:2].upper() == "X-"


def _add_parameters(head: Head, text: str) -> None:
    texts = _PARAMETER.findall(text) if '"' in text else text.split(";")
    for parameter in texts:
        name, equals, value = parameter.partition("=")
        name = name.strip().upper()
        if not equals:
            _add_bare(head, parameter.strip())
        elif name == "TYPE":
            _add_types(head, value)
        elif name == "ENCODING":
            head.encoding = _ENCODINGS.get(value.strip(' "').upper(), "")
        elif name == "CHARSET":
            head.charset = value.strip(' "')
        elif name == "PREF":
            _add_preference(head, value)
        elif name:
            head.parameters.setdefault(name, []).extend(_values(value))


def _add_bare(head: Head, word: str) -> None:
    """A parameter without a name, as vCard 2.1 writes them: an encoding, a character set, or else a type."""
    capitals = word.upper()
    if capitals in _ENCODINGS and capitals != "Q":
        head.encoding = _ENCODINGS[capitals]
    elif capitals in _BARE_CHARSETS:
        head.charset = word
    elif _BARE_LANGUAGE.fullmatch(word):
        head.parameters["LANGUAGE"] = [word]
    elif word:
        _add_types(head, word)


def _add_types(head: Head, value: str) -> None:
    for part in _values(value):
        words = part.split(",")
        if not all(map(is_known_type, words)):
            words = [part]
        for word in words:
            if word.strip().upper() == "PREF":
                head.preference = head.preference or 1
            elif word.strip():
                head.types.append(word.strip())


def _add_preference(head: Head, value: str) -> None:
    digits = value.strip(' "')[:4]
    head.preference = int(digits) if digits.isdecimal() and int(digits) else 1


def _values(value: str) -> list[str]:
    """A parameter's values between commas, without their quotes, RFC 6868's escapes resolved."""
    values = [part.strip(' "') for part in _PARAMETER_VALUE.findall(value)] if '"' in value else value.split(",")
    if "^" in value:
        return [_CARET.sub(lambda match: _CARETS[match[1]], part) for part in values]
    return values
