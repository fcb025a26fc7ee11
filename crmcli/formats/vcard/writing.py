"""One card as a component of vobject: lines that no text from outside can end, and that unfold to what they were.

vobject holds the lines and puts them in order. Folding is done here: by RFC 6350 a line is at most 75 octets, which
vobject takes for characters. A value is on one line and without control characters when it comes here; names,
parameters and groups are made safe here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from crmcli.formats.cleaning import clean_line, clean_text
from crmcli.formats.vcard import parameters
from crmcli.formats.vcard.labels import label_as_written

if TYPE_CHECKING:
    from vobject.base import Component

_APPLES_WORDS = "anniversary mother father parent brother sister child friend spouse partner assistant manager other"
_SPOKEN_BY_APPLE = frozenset(_APPLES_WORDS.split())
_OCTETS = 75
_ORDER = (
    "version prodid uid x-crm-uid kind x-abshowas fn n nickname org title role tel email impp x-socialprofile url adr"
)
_GROUP = re.compile(r"item(\d+)\.", re.IGNORECASE)
_PARAMETER = r";[A-Za-z0-9_-]++(?:=(?:\"[^\"]*+\"|[^\";:,]*+)(?:,(?:\"[^\"]*+\"|[^\";:,]*+))*+)?+"
_LINE = re.compile(rf"(?:[A-Za-z0-9_-]+\.)?([A-Za-z0-9_-]+)((?:{_PARAMETER})*+):(.*)\Z", re.DOTALL)
_OF_THE_CARD_ITSELF = frozenset({"BEGIN", "END", "VERSION"})
_MOST_VALUES = 8  # of parameters; other programs take exponential time for many


class Card:
    """A card that is being written, in version 3.0 or 4.0. `unparsed` are its lines that nobody here understands."""

    def __init__(self, version: str, unparsed: Iterable[str]) -> None:
        from vobject.base import Component

        self.version = version
        self.is_4 = version == "4.0"
        self.lines, self._parameters = parameters.taken_apart(map(clean_line, unparsed))
        self._component: Component = Component("VCARD")
        self._component.behavior = _behavior()
        self._next_group = 1 + max(
            (int(match[1][:9]) for line in self.lines if (match := _GROUP.match(line))), default=0
        )
        self.add("VERSION", version)

    def add(
        self,
        name: str,
        value: str,
        given: Mapping[str, Sequence[str]] | None = None,
        *,
        owner: tuple[str, str] = ("", ""),
        label: str = "",
    ) -> None:
        """Adds a line. `value` is escaped already, the parameters `given` are not.

        `owner` is kind and text of what it says, by which parameters of other programs find it again. `label` is the
        user's own, and stands in a line beside it.
        """
        group = self._next() if label else None
        encoded = {key: [parameters.encoded(text) for text in texts] for key, texts in given.items()} if given else {}
        if self._parameters and owner[0]:
            encoded = {**self._parameters.get(parameters.owner(*owner), {}), **encoded}
        self._append(name, value, encoded, group)
        if label:
            spoken = _spoken(label)
            is_exact = label_as_written(spoken) != label
            self._append("X-ABLABEL", one_line(spoken), {parameters.EXACT: ["1"]} if is_exact else {}, group)

    def has(self, name: str) -> bool:
        """Whether there is a line of this property already."""
        return name.lower() in self._component.contents

    def taken(self, owner: tuple[str, str], name: str) -> str:
        """The value of a parameter that is noted of what `owner` says, for the caller to write; once, else empty."""
        noted = self._parameters.get(parameters.owner(*owner), {}) if self._parameters else {}
        return ",".join(noted.pop(name, ()))

    def _append(self, name: str, value: str, given: dict[str, list[str]], group: str | None) -> None:
        line = _line_class()(name, value, given, group)
        self._component.contents.setdefault(name.lower(), []).append(line)

    def text(self) -> str:
        """The whole card, its lines folded and ended by CR LF."""
        lines = self._component.serialize(validate=False, lineLength=_ENDLESS).split("\r\n")
        lines[-2:-2] = [line if is_harmless(line) else f"X-CRM-LINE:{one_line(line)}" for line in self.lines if line]
        return "\r\n".join([folded(line) if len(line) > _SHORT else line for line in lines])

    def _next(self) -> str:
        self._next_group += 1
        return f"item{self._next_group - 1}"


_ENDLESS = 1 << 40  # so long that vobject folds nothing
_SHORT = _OCTETS // 4  # characters: no character takes more octets than four


@cache
def _line_class() -> Any:
    """vobject's line, made without what vobject does for lines that it reads: that takes half of an export's time."""
    from vobject.base import ContentLine

    class Line(ContentLine):  # type: ignore[misc]
        def __init__(self, name: str, value: str, given: dict[str, list[str]], group: str | None) -> None:
            self.__dict__.update(
                name=name,
                value=value,
                params=given,
                group=group,
                encoded=True,
                singletonparams=[],
                behavior=None,
                parentBehavior=None,
                isNative=False,
                lineNumber=None,
            )

    return Line


@cache
def _behavior() -> Any:
    """Says to vobject in which order lines stand, and that their values are written already."""
    from vobject.vcard import VCardBehavior

    return type("CardBehavior", (VCardBehavior,), {"isComponent": True, "sortFirst": tuple(_ORDER.split())})


def one_line(text: str) -> str:
    """A text of one line as a value: nothing in it separates, ends or begins anything."""
    return _escape(clean_line(text))


def several_lines(text: str) -> str:
    """A text that may have several lines as a value."""
    return _escape(clean_text(text))


def _escape(text: str) -> str:
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    return text.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _spoken(label: str) -> str:
    """A label as Apple's programs write it where they know it, so that they show it in the user's language."""
    return f"_$!<{label.capitalize()}>!$_" if label in _SPOKEN_BY_APPLE else label


def is_harmless(line: str) -> bool:
    """Whether other programs can read past a line that nobody understands."""
    match = _LINE.match(line)
    if match is None or match[1].upper() in _OF_THE_CARD_ITSELF or match[2].count(",") > _MOST_VALUES:
        return False
    return _is_decodable(match[2].upper(), match[3])


def _is_decodable(given: str, value: str) -> bool:
    """Whether a value that is said to be base64 is; readers give up a whole file over one that is not."""
    if "ENCODING" not in given and ";BASE64" not in given:
        return True
    from crmcli.formats.vcard.values import decode_base64

    is_base64 = re.search(r";(ENCODING=)?(B|BASE64)(;|\Z)", given) is not None
    return is_base64 and decode_base64(value) is not None and len(value) % 4 == 0


def folded(line: str) -> str:
    """A line broken after at most 75 octets, never inside a character."""
    if line.isascii():
        if len(line) <= _OCTETS:
            return line
        rest = [line[place : place + _OCTETS - 1] for place in range(_OCTETS, len(line), _OCTETS - 1)]
        return "\r\n ".join([line[:_OCTETS], *rest])
    octets = line.encode("utf-8", "replace")
    pieces = []
    start, room = 0, _OCTETS
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, _OCTETS - 1
    return b"\r\n ".join([*pieces, octets[start:]]).decode()
