"""Phones: from what people type to E.164, and the region to read national numbers by. Pure but for lookup tables.

phonenumbers costs 25 ms to import: it is loaded inside the functions, and they are called only where a number is
stored, never on a look-up. A number that is shown comes from `phone_groups`, or from the library where in doubt.
"""

from __future__ import annotations

import os
import re
import sys
from functools import cache
from typing import NamedTuple

_PAUSES = (";", ",", "p", "w", "P", "W", "x", "X", "#")  # what follows is an extension, or sent after a pause
_MARKS = frozenset((*_PAUSES, ":"))


_LONGEST = 40  # characters of a number
_SEPARATORS = (" ", "-", ".", "(", ")", "\u00a0")
_NO_DIGITS = str.maketrans("", "", "".join(chr(point) for point in range(128) if not chr(point).isdigit()))
Country = tuple[re.Pattern[str] | None, frozenset[int]]
_countries: dict[str, Country | None] = {}  # by calling code; at most a thousand
_beginnings: dict[str, tuple[Country, int] | None] = {}  # the country of three digits, and how many are its code


class Phone(NamedTuple):
    """A phone as it is stored: E.164 where it could be read (else empty), and its digits, last one first."""

    normal: str
    reversed: str


def read(value: str, region: str) -> Phone:
    """Reads a phone number, by the rules of `region` (ISO 3166, may be empty) where it has no country code.

    A number that cannot be read keeps its digits, so that it can still be found; it is never corrected.
    """
    if value[:1] == "+" and len(value) <= _LONGEST and (normal := _written_out(value)):
        return Phone(normal, normal[:0:-1])
    plain = number_part(value)
    normal = _e164(plain, region)
    digits = normal[1:] if normal else digits_of(plain)
    return Phone(normal, digits[::-1])


def _e164(plain: str, region: str) -> str:
    """The E.164 form, or empty. Short codes and numbers with letters or stars are no E.164 numbers."""
    if len(plain) > _LONGEST:
        return ""
    if plain.startswith("+"):
        found = _written_out(plain)
        if found:
            return found
    if _is_spelt(plain):
        return ""
    from phonenumbers import PhoneNumberFormat, format_number, is_possible_number, is_valid_number, parse
    from phonenumbers.phonenumberutil import NumberParseException

    if plain.startswith("00"):
        # People write 00 before a country code everywhere, also where their exchange wants 001 or 011.
        found = _e164("+" + plain[2:], "")
        if found:
            return found
    try:
        number = parse(plain, region or None)
        # Without its country code a number may be another country's: it is read by this one's rules only where they
        # know such a number, and kept as given where they do not.
        is_number = is_possible_number if plain.startswith("+") else is_valid_number
        if not is_number(number):
            return ""
        number.extension = None
        return str(format_number(number, PhoneNumberFormat.E164))
    except NumberParseException:
        return ""


def _is_spelt(plain: str) -> bool:
    """Whether letters stand for digits, or for something that is no number: phonenumbers would dial them."""
    if plain.lower() == plain.upper():
        return False  # no letters at all
    dialled = plain.lstrip("".join(c for c in plain if not c.isdigit()))
    return sum(c.isascii() and c.isalpha() for c in dialled) > 2


def _written_out(plain: str) -> str:
    """The E.164 form of a number that is written out with its country code and nothing more; empty where in doubt.

    An address book is full of these, and phonenumbers takes a tenth of an import for them. Its own tables decide
    here whether it would change a digit (a trunk prefix kept after the country code); then it is asked after all.
    """
    digits = plain[1:]
    if not digits.isdigit():
        for separator in _SEPARATORS:
            digits = digits.replace(separator, "")
    if not (digits.isascii() and digits.isdigit()):
        return ""
    beginning = digits[:3]
    found = _beginnings[beginning] if beginning in _beginnings else _country_of(beginning)
    if found is None:
        return ""
    (rewritten, lengths), length = found
    is_whole = len(digits) - length in lengths and not (rewritten and rewritten.match(digits[length:]))
    return f"+{digits}" if is_whole else ""


def _country_of(beginning: str) -> tuple[Country, int] | None:
    """The country whose calling code a number begins with, and how long that is; None where there is none."""
    found = None
    for length in range(1, len(beginning) + 1):
        code = beginning[:length]
        country = _countries[code] if code in _countries else _country(code)
        if country:
            found = country, length
            break
    _beginnings[beginning] = found
    return found


def _country(code: str) -> Country | None:
    """What may stand before a national number and is not part of it, and how long one is; None for no country."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata, region_code_for_country_code

    metadata = None
    if code[:1] not in ("", "0") and int(code) in COUNTRY_CODE_TO_REGION_CODE:
        region = region_code_for_country_code(int(code))
        metadata = PhoneMetadata.metadata_for_region_or_calling_code(int(code), region)
    _countries[code] = None
    if metadata is not None and metadata.general_desc is not None:
        prefix = metadata.national_prefix_for_parsing
        lengths = frozenset(metadata.general_desc.possible_length)
        _countries[code] = (re.compile(prefix) if prefix else None, lengths)
    return _countries[code]


def number_part(value: str) -> str:
    """Returns what is dialled first: without `tel:`, an extension, or what is sent after a pause."""
    plain = value.strip()
    if not _MARKS.isdisjoint(plain):
        if plain[:4].lower() == "tel:":
            plain = plain[4:]
        for mark in _PAUSES:
            head = plain.partition(mark)[0]
            if len(digits_of(head)) >= 5:
                plain = head
    return plain


def digits_of(text: str) -> str:
    """Returns the decimal digits of a text as ASCII, whatever script they are written in."""
    if text.isascii():
        return text.translate(_NO_DIGITS)
    return "".join(str(int(c)) for c in text if c.isdecimal())


def international(value: str, normal: str) -> str:
    """Returns the number as people read it (`+62 812-3456-7890`), or as given where it is not E.164."""
    if not normal:
        return value
    from crmcli import phone_groups

    found = phone_groups.grouped(normal)
    if found:
        return found
    from phonenumbers import PhoneNumberFormat, format_number, parse
    from phonenumbers.phonenumberutil import NumberParseException

    try:
        return str(format_number(parse(normal), PhoneNumberFormat.INTERNATIONAL))
    except NumberParseException:
        return value  # another program wrote what is no number


def is_region(code: str) -> bool:
    """Whether a code is a country or territory that numbers can be read by (`ID`, `BR`, `TW`)."""
    from phonenumbers import SUPPORTED_REGIONS

    return code in SUPPORTED_REGIONS


@cache
def region_of_timezone(zone: str) -> str:
    """Returns the country of a time zone (`Asia/Jakarta` gives `ID`), or empty where it has none."""
    for line in _zone_table():
        if not line.startswith("#"):
            parts = line.split("\t")
            if len(parts) > 2 and parts[2].strip() == zone:
                return parts[0]
    return ""


def system_timezone() -> str:
    """Returns the name of the system's time zone (`Asia/Jakarta`), or `UTC` where it cannot be told."""
    name = os.environ.get("TZ", "").lstrip(":")
    if name:
        return name if "/" in name and not name.startswith("/") else _zone_of_path(name)
    return _zone_of_path("/etc/localtime")


def _zone_of_path(path: str) -> str:
    if not path.startswith("/"):
        return path
    target = os.path.realpath(path)
    mark = "zoneinfo/"
    if mark in target:
        return target.split(mark, 1)[1]
    if sys.platform.startswith("linux"):
        try:
            with open("/etc/timezone", encoding="utf-8") as file:
                return file.read().strip() or "UTC"
        except OSError:
            pass
    return "UTC"


def _zone_table() -> list[str]:
    """The lines of the time zone database's table of countries, the package's own, so that it is there everywhere."""
    return _tzdata("zone.tab")


def _tzdata(name: str) -> list[str]:
    # importlib.resources would take as long to import as a whole look-up.
    import tzdata

    folder = os.path.dirname(tzdata.__file__ or "")
    with open(os.path.join(folder, "zoneinfo", name), encoding="utf-8") as file:
        return file.read().splitlines()


def country_name(region: str) -> str:
    """Returns the English name of a country (`ID` gives `Indonesia`), or the code where it has none."""
    rows = (line.split("\t") for line in _tzdata("iso3166.tab") if not line.startswith("#"))
    return next((row[1] for row in rows if row[0] == region), region)
