"""Parameters that no reader here understands: kept with the card, and written again behind the value they belong to.

A phone's `waid`, an address's `GEO`, a name's `LANGUAGE` say something of one value. They are noted in a line of the
kind `X-CRM-PARAMETERS;WAID=62812:TEL 62812`, among those that nobody understands. An export takes such lines apart
again. Where the value they belong to is gone, so are they.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from crmcli.formats.cleaning import clean_line

NOTE = "X-CRM-PARAMETERS"
FROM_NAME = "X-CRM-FROM"  # on an N that is there for phones only, and says no more than FN
EXACT = "X-CRM-EXACT"  # on a label that is to be taken as it stands
SERVICE = "X-CRM-SERVICE"  # on a messenger whose name here is not what other programs call it
FIELD_NAME = "X-CRM-NAME"
TIME = "X-CRM-TIME"  # of a day: what its BDAY or ANNIVERSARY says behind the date

DAY, RELATED, SERVICES = "DAY", "RELATED", "IMPP"
CHANNELS = frozenset({"TEL", "EMAIL", "URL", SERVICES})

_WITHOUT_OTHERS = frozenset({"VALUE", FROM_NAME, EXACT, SERVICE, FIELD_NAME})
_UNDERSTOOD: dict[str, frozenset[str]] = {
    "N": frozenset({"SORT-AS"}),
    "IMPP": frozenset({"X-SERVICE-TYPE", "SERVICE-TYPE", "X-USER"}),
    "X-SOCIALPROFILE": frozenset({"X-USER"}),
    "SOCIALPROFILE": frozenset({"X-USER"}),
    "BDAY": frozenset({"X-APPLE-OMIT-YEAR"}),
    "X-ABDATE": frozenset({"X-APPLE-OMIT-YEAR"}),
    "PHOTO": frozenset({"MEDIATYPE"}),
}
# What an export writes a property as, where that is one of ours at all.
_KINDS = {
    **{name: name for name in ("FN", "N", "NICKNAME", "ORG", "TITLE", "ROLE", "NOTE", "ADR", "PHOTO", "TZ", "LANG")},
    **{name: name for name in ("TEL", "EMAIL", "URL", "UID")},
    **dict.fromkeys(("BDAY", "ANNIVERSARY", "X-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY", "X-ABDATE"), DAY),
    **dict.fromkeys(("RELATED", "X-ABRELATEDNAMES", "X-SPOUSE", "X-MANAGER", "X-ASSISTANT"), RELATED),
    **dict.fromkeys(("IMPP", "X-SOCIALPROFILE", "SOCIALPROFILE", "X-AIM", "X-ICQ", "X-JABBER", "X-MSN"), SERVICES),
    **dict.fromkeys(("X-YAHOO", "X-SKYPE", "X-SKYPE-USERNAME", "X-QQ", "X-GADUGADU", "X-GOOGLE-TALK"), SERVICES),
}
_LONGEST_KEY = 100
_NAME = re.compile(r"[A-Z0-9-]+\Z")
_MUST_BE_QUOTED = re.compile(r"[,;:]")
_NOTED = re.compile(rf"{NOTE};((?:[^\":]++|\"[^\"]*+\")++):(.+)\Z", re.DOTALL)
_PARAMETER = re.compile(r"([A-Z0-9-]+)=((?:[^;\"]++|\"[^\"]*+\")*+)(?:;|\Z)")
_VALUE = re.compile(r"((?:[^,\"]++|\"[^\"]*+\")*+)(?:,|\Z)")


def kind_of(name: str) -> str:
    """What an export writes the property `name` as; empty for one whose parameters are of no further use."""
    return _KINDS.get(name, "")


def owner(kind: str, text: str) -> str:
    """What tells the value `text` from others of its kind, in a form that another way of writing does not change."""
    if kind == "PHOTO":
        return kind
    letters = "".join([c for c in text.casefold() if c.isalnum()])
    return f"{kind} {letters[:_LONGEST_KEY]}"


def not_understood(name: str, parameters: Mapping[str, Sequence[str]]) -> str:
    """The parameters that the reader of the property `name` makes nothing of, in the order of their names."""
    understood = _WITHOUT_OTHERS | _UNDERSTOOD.get(name, frozenset())
    kept = sorted((key, values) for key, values in parameters.items() if key not in understood and _NAME.match(key))
    return ";".join(f"{key}={','.join(quoted(value) for value in values)}" for key, values in kept)


def quoted(value: str) -> str:
    """A parameter's value as it is written, by RFC 6868, in quotes where it needs them."""
    value = encoded(value)
    return f'"{value}"' if _MUST_BE_QUOTED.search(value) else value


def encoded(value: str) -> str:
    """A parameter's value on one line and without quotes in it, by RFC 6868."""
    value = value.replace("^", "^^").replace("\r\n", "\n").replace("\n", "^n").replace('"', "^'")
    return clean_line(value)


def notes(kept: Mapping[str, str]) -> list[str]:
    """The lines that note parameters, by what they belong to."""
    return [f"{NOTE};{others}:{owner}" for owner, others in kept.items()]


def taken_apart(unparsed: Iterable[str]) -> tuple[list[str], dict[str, dict[str, list[str]]]]:
    """The lines that are no notes, and the parameters in those that are: encoded values, by what they belong to."""
    lines: list[str] = []
    noted: dict[str, dict[str, list[str]]] = {}
    for line in unparsed:
        match = _NOTED.match(line) if line.startswith(NOTE) else None
        if match:
            noted[match[2]] = {name: _values(text) for name, text in _PARAMETER.findall(match[1])}
        else:
            lines.append(line)
    return lines, noted


def _values(text: str) -> list[str]:
    return [value.strip('"') for value in _VALUE.findall(text) if value] or [""]
