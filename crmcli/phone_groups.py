"""A number in E.164 in the groups in which people read it, by the tables of phonenumbers without its code. Pure.

phonenumbers takes as long to load as a whole list of numbers takes to show. Only the tables of the countries that
numbers are of are read here. A test holds what comes of it to what the library answers; where it is in doubt, nothing
is answered, and the library has to be asked.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli import calling_countries

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST = 3  # digits of a calling code
# The country that has the rules of a code that several share, where its first digits alone do not settle one.
_FIRST_OF = {"1": "US", "7": "RU", "44": "GB", "262": "RE", "590": "GP", "599": "CW"}
_TABLES = "_phone_tables"  # the package under which they are loaded


class _Country(NamedTuple):
    """How numbers of a calling code are read: their lengths, what is no part of them, and the formats they may have."""

    lengths: frozenset[int]
    prefix: str
    formats: list[dict[str, Any]]


def grouped(normal: str) -> str:
    """Returns a number in groups (`+6281234567890` gives `+62 812-3456-7890`), or empty where it is in doubt."""
    digits = normal[1:]
    if normal[:1] != "+" or not (digits.isascii() and digits.isdigit()):
        return ""
    for length in range(1, _LONGEST + 1):
        country = _country(digits[:length])
        if country is not None:
            try:
                return _grouped(country, digits[:length], digits[length:])
            except (KeyError, TypeError, ValueError):
                break  # the tables are not as they are known here
    return ""


def _grouped(country: _Country, code: str, national: str) -> str:
    # What looks like a trunk prefix may be one that was kept by mistake.
    if len(national) not in country.lengths or (country.prefix and _compiled(country.prefix).match(national)):
        return ""
    for form in country.formats:
        parts = _divided(national, form["pattern"])
        beginnings = form.get("leading_digits_pattern")  # the last is the most detailed
        if parts and (not beginnings or _compiled(beginnings[-1]).match(national)):
            return f"+{code} {_written(parts, form['format'])}"
    return f"+{code} {national}"


def _divided(national: str, pattern: str) -> list[str]:
    r"""The parts of a number by a pattern such as `(\d{3})(\d{3,4})(\d{4})`, the first as long as they may be.

    None of them where it is of another length. Compiling the pattern would take longer than all else here.
    """
    widths = [_width(part) for part in pattern.removeprefix("(").removesuffix(")").split(")(")]
    left = len(national) - sum(least for least, _most in widths)
    parts, start = [], 0
    for least, most in widths:
        more = max(min(most - least, left), 0)
        parts.append(national[start : start + least + more])
        start, left = start + least + more, left - more
    return [] if left else parts


@cache
def _width(part: str) -> tuple[int, int]:
    r"""The fewest and the most digits that `\d{3,4}` takes. Raises ValueError for what is no such part."""
    if not part.startswith(r"\d"):
        raise ValueError(part)
    least, _comma, most = part[len(r"\d") :].strip("{}").partition(",")
    return int(least or 1), int(most or least or 1)


def _written(parts: Sequence[str], form: str) -> str:
    r"""The parts as `\1 \2-\3` has them."""
    for place, part in enumerate(parts, start=1):
        form = form.replace(f"\\{place}", part)
    return form


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def _country(code: str) -> _Country | None:
    """The rules of a calling code; None for what is none, and where the tables are not as they are known here."""
    region = _FIRST_OF.get(code) or calling_countries.of_number("+" + code)
    try:
        rules = _rules(region) if region else None
        if rules is None:
            return None
        lengths = frozenset(rules["general_desc"]["possible_length"])
        formats = rules.get("intl_number_format") or rules.get("number_format") or []
        return _Country(lengths, rules.get("national_prefix_for_parsing") or "", formats)
    except (ImportError, AttributeError, TypeError, KeyError):
        return None


def _rules(region: str) -> dict[str, Any]:
    """What the table of a country says. Its records become dicts: their own classes take longer than all of it."""
    if _TABLES not in sys.modules:
        found = find_spec("phonenumbers")
        for path in (found and found.submodule_search_locations) or ():
            for name, folder in ((_TABLES, path), (f"{_TABLES}.data", f"{path}/data")):
                sys.modules[name] = ModuleType(name)
                sys.modules[name].__path__ = [folder]
        records = ModuleType(f"{_TABLES}.phonemetadata")
        records.__dict__.update(dict.fromkeys(("NumberFormat", "PhoneNumberDesc", "PhoneMetadata"), dict))
        sys.modules[records.__name__] = records
    module = import_module(f"{_TABLES}.data.region_{region}")
    return dict(getattr(module, f"PHONE_METADATA_{region}"))
