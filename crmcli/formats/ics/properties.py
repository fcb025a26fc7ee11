"""The properties of one component: names, parameters, values.

Promises linear time for any lines, and that what stands in components inside (alarms) is kept apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from crmcli.formats.cleaning import clean_line, clean_text
from crmcli.formats.vcard import charsets
from crmcli.formats.vcard.lines import split_line
from crmcli.formats.vcard.unfolding import unfold
from crmcli.formats.vcard.values import decode_quoted_printable

_MARKER = re.compile(r"(BEGIN|END)\s*:", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z0-9-]{1,80}\Z")
_PARAMETER = re.compile(r'(?:[^;"]++|"[^"]*+"?+)++')
_ESCAPE = re.compile(r"\\([\\;,nN:\"])")
_CARET = re.compile(r"\^([n^'])")
_CARETS = {"n": "\n", "^": "^", "'": '"'}
_LONGEST_HEAD = 10_000  # characters; parameters past them are not looked at
_MOST_OF_A_NAME = 5_000  # values: an event has no more attendees or excluded days than that


class Property(NamedTuple):
    """One line, understood: parameters by their names in capitals, the value as it stood."""

    parameters: Mapping[str, str]
    value: str

    @property
    def zone(self) -> str:
        """The zone that a time is in, as the file calls it."""
        return self.parameters.get("TZID", "")

    @property
    def text(self) -> str:
        """The value as a text of several lines, made clean."""
        return clean_text(_ESCAPE.sub(_unescaped, self.value))

    @property
    def line(self) -> str:
        """The value as a text of one line, made clean."""
        return clean_line(_ESCAPE.sub(_unescaped, self.value))


class Properties(NamedTuple):
    """What a component says, by names in capitals, and the same of the components inside it, in their order."""

    own: dict[str, list[Property]]
    inside: list[tuple[str, dict[str, list[Property]]]]

    def first(self, name: str) -> Property | None:
        """The first of a name that says anything, or None."""
        return next((each for each in self.own.get(name, ()) if each.value.strip()), None)

    def line(self, name: str) -> str:
        """The first of a name as a text of one line; empty where there is none."""
        found = self.first(name)
        return found.line if found else ""

    def word(self, name: str) -> str:
        """The first of a name in capitals, for what only has few values."""
        return self.line(name)[:100].upper()


def read(lines: list[str], names: frozenset[str], codec: str = "utf-8") -> Properties:
    """The properties of those names in a component's lines, without its BEGIN and END; others are passed over.

    `codec` is the guess for bytes that are not UTF-8, which stand in the lines as surrogates.
    """
    own: dict[str, list[Property]] = {}
    inside: list[tuple[str, dict[str, list[Property]]]] = []
    depth = 0
    for line in unfold(lines):
        marker = _MARKER.match(line)
        if marker:
            is_begin = marker[1].upper() == "BEGIN"
            depth = depth + 1 if is_begin else max(0, depth - 1)
            if is_begin and depth == 1:
                inside.append((line.partition(":")[2].strip().upper()[:40], {}))
            continue
        if depth > 1:
            continue
        name = line.lstrip()[:100].partition(":")[0].partition(";")[0].strip().upper()
        if name in names:
            _add(own if depth == 0 else inside[-1][1], name, _decoded(line, codec))
    return Properties(own, inside)


def _decoded(line: str, codec: str) -> str:
    """A line with its bytes read: a character that a fold had cut in two is whole again here."""
    if line.isascii():
        return line
    data = line.encode("utf-8", "surrogateescape")
    return charsets.decode(data, "", lambda: codec)


def _add(held: dict[str, list[Property]], name: str, line: str) -> None:
    head, value = split_line(line)
    found = held.setdefault(name, [])
    if not head or len(found) >= _MOST_OF_A_NAME:
        return
    parameters = _parameters(head[:_LONGEST_HEAD])
    if parameters.get("ENCODING", "").upper() == "QUOTED-PRINTABLE":
        value = decode_quoted_printable(value).decode("utf-8", "replace").replace("\\", "\\\\")
    found.append(Property(parameters, value))


@lru_cache(4096)
def _parameters(head: str) -> Mapping[str, str]:
    """The parameters of a head; heads that a file repeats are read once."""
    _name, _semicolon, rest = head.partition(";")
    parameters: dict[str, str] = {}
    for each in _PARAMETER.findall(rest) if '"' in rest else rest.split(";"):
        name, equals, value = each.partition("=")
        if equals and _NAME.match(name.strip()):
            text = _CARET.sub(lambda match: _CARETS[match[1]], value.strip().strip('"'))
            parameters.setdefault(name.strip().upper(), clean_line(text))
    return parameters


def _unescaped(match: re.Match[str]) -> str:
    return "\n" if match[1] in "nN" else match[1]


def listed(properties: Iterable[Property]) -> Iterable[tuple[Property, str]]:
    """Each of the values that stand in lines with commas between, with its line."""
    for each in properties:
        for value in each.value.split(","):
            if value.strip():
                yield each, value.strip()
