"""The public holidays and festivals of a country out of the package `holidays`, an optional extra.

Only this module knows the package. It takes longer to import than a day takes to tell, so what it says is kept
(`public_holidays`). Where it is not installed, nothing here raises: there are no holidays then.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date
    from types import ModuleType
    from typing import Any

FIRST_YEAR, LAST_YEAR = 1950, 2099
WEEKEND = frozenset((5, 6))
_PUBLIC, _GOVERNMENT = "public", "government"
# What so many of a country's parts keep is kept by the country: no law of the whole United Kingdom names Easter Monday.
_MOST_PARTS = 2 / 3
# Days of schools, of soldiers and of counters in banks: nobody is greeted on them, and no office is closed.
_LEFT_OUT = frozenset(("school", "armed_forces", "bank"))
_BETWEEN_NAMES = "; "
_OFF, _FESTIVAL = True, False

_found_versions: list[str] = []  # one at most: no package comes or goes within a call


class Named(NamedTuple):
    """A day of a country: its name in the language asked for, in others, and whether it is a day off there."""

    day: date
    name: str
    others: tuple[str, ...]
    is_off: bool


class Said(NamedTuple):
    """What the package says of a country: its days, soonest first, its weekend (Monday is 0), and Saturdays and Sundays
    on which people work."""

    days: list[Named]
    weekend: frozenset[int]
    worked: frozenset[date]


def version() -> str:
    """Returns the version of the package, without importing it; empty where it is not installed."""
    if "holidays" in sys.modules and sys.modules["holidays"] is None:
        return ""
    if not _found_versions:
        _found_versions.append(_version())
    return _found_versions[0]


def _version() -> str:
    import os
    from importlib.machinery import PathFinder

    spec = PathFinder.find_spec("holidays")
    if spec is None or not spec.origin:
        return ""
    try:
        with open(os.path.join(os.path.dirname(spec.origin), "version.py"), encoding="utf-8") as file:
            said = [line for line in file if line.startswith("__version__")]
    except (OSError, UnicodeDecodeError):
        return "unknown"
    return said[0].partition("=")[2].strip().strip("\"'") if said else "unknown"


def has(country: str) -> bool:
    """Whether the package knows a country, `ID`, or a part of one, `DE-BY`. False where it is not installed."""
    package = _package()
    if package is None:
        return False
    code, _dash, part = country.partition("-")
    known = package.list_supported_countries(include_aliases=True)
    return code in known and (not part or part in known[code])


def said_of(country: str, years: Sequence[int], language: str) -> Said | None:
    """Returns the days of a country in some years, named in a language where the package has it, else in English, else
    in the country's own; None where the package is not installed or does not know the country."""
    package = _package()
    if package is None or not has(country):
        return None
    code, _dash, part = country.partition("-")
    kind = getattr(package, code)
    years = [year for year in years if FIRST_YEAR <= year <= LAST_YEAR]
    maker = _Maker(package, code, part, years)
    languages = _languages(kind, language, code)
    days = _named([maker.off(each) for each in languages], _OFF)
    there = {each.day for each in days}
    # The days of officials are said only where they are not off for everybody, maybe under another name.
    official = _named([maker.names([_GOVERNMENT], each) for each in languages], _FESTIVAL)
    days += [each for each in official if each.day not in there]
    others = [each for each in kind.supported_categories if each not in (*_LEFT_OUT, _PUBLIC, _GOVERNMENT)]
    known = {(each.day, each.name) for each in days}
    festivals = _named([maker.names(others, each) for each in languages], _FESTIVAL)
    days += [each for each in festivals if (each.day, each.name) not in known]
    days.sort(key=lambda each: (each.day, not each.is_off, each.name))
    return Said(days, maker.weekend, frozenset(day for day in maker.worked if day.year in years))


class _Maker:
    """Asks the package for one country, or a part of it, and some years."""

    def __init__(self, package: ModuleType, code: str, part: str, years: list[int]) -> None:
        self._package, self._code, self._part, self._years = package, code, part or None, years
        self._supported = frozenset(getattr(package, code).supported_categories)
        self._in_parts: dict[date, str] | None = None
        self.weekend = WEEKEND
        self.worked: frozenset[date] = frozenset()

    def names(self, categories: Sequence[str], language: str | None) -> dict[date, list[str]]:
        """The names by day, in one language, of those of the categories that the country has."""
        wanted = tuple(each for each in categories if each in self._supported)
        made = self._made(self._part, wanted, language) if wanted else {}
        return {day: _apart(names) for day, names in made.items()}

    def off(self, language: str | None) -> dict[date, list[str]]:
        """The names of the days off: the whole country's, and those that most of its parts have."""
        made = self._made(self._part, (_PUBLIC,), language)
        self.weekend = frozenset(getattr(made, "weekend", WEEKEND))
        self.worked = frozenset(getattr(made, "weekend_workdays", ()))
        found = {day: _apart(names) for day, names in made.items()}
        if self._in_parts is None:
            self._in_parts = {} if self._part else self._of_most_parts(found)
        of_parts = {part: self._made(part, (_PUBLIC,), language) for part in set(self._in_parts.values())}
        for day, part in self._in_parts.items():
            if day in of_parts[part]:
                found[day] = _apart(of_parts[part][day])
        return found

    def _of_most_parts(self, whole: Collection[date]) -> dict[date, str]:
        """The days off that most parts of the country have and the whole has not, each with a part that calls it as
        most of these do."""
        parts = tuple(getattr(self._package, self._code).subdivisions or ())
        told: dict[date, dict[str, list[str]]] = {}
        for part in parts:
            for day, name in self._made(part, (_PUBLIC,), None).items():
                if day not in whole:
                    told.setdefault(day, {}).setdefault(name, []).append(part)
        return {
            day: max(names.values(), key=len)[0]
            for day, names in told.items()
            if sum(map(len, names.values())) >= len(parts) * _MOST_PARTS
        }

    def _made(self, part: str | None, categories: tuple[str, ...], language: str | None) -> Mapping[date, str]:
        try:
            made: Mapping[date, str] = self._package.country_holidays(
                self._code, subdiv=part, years=self._years, categories=categories, language=language
            )
        except (NotImplementedError, ValueError):
            return {}  # a category or a language that this version has for no such part
        return made


def _apart(names: str) -> list[str]:
    """The names of one day, without the bracket that says which other day is worked for it."""
    apart = (name.strip() for name in names.split(_BETWEEN_NAMES))
    plain = (name.partition("（" if "（" in name else "(")[0].strip() if _has_a_date(name) else name for name in apart)
    return list(dict.fromkeys(name for name in plain if name))


def _has_a_date(name: str) -> bool:
    return name.endswith((")", "）")) and any(letter.isdigit() for letter in name)


def _named(told: Sequence[dict[date, list[str]]], is_off: bool) -> list[Named]:
    """The days as the first of some languages names them, each with its names in the others.

    Where several fall on one day, nobody says which name is which: a year in which they do not tells it, else each has
    all of them that are no other's.
    """
    alone: set[tuple[str, str]] = set()
    for day, names in told[0].items():
        alone.update((name, each[day][0]) for each in told[1:] for name in names if len(names) == len(each[day]) == 1)
    found = []
    for day, names in told[0].items():
        others = list(dict.fromkeys(other for each in told[1:] for other in each.get(day, ())))
        for name in names:
            own = [other for other in others if (name, other) in alone]
            free = [other for other in others if not any((each, other) in alone for each in names)]
            found.append(Named(day, name, tuple(o for o in own or free if o != name), is_off))
    return found


def _languages(kind: Any, wanted: str, country: str) -> list[str | None]:
    """The languages to ask for, the one that is shown first: then the country's own, and English of all countries."""
    own = kind.default_language
    supported = tuple(kind.supported_languages or ())
    if not supported:
        return [own]
    shown = _nearest(supported, wanted, country) or _nearest(supported, "en", country) or own
    return list(dict.fromkeys(each for each in (shown, own, "en_US" if "en_US" in supported else own) if each))


def _nearest(supported: Iterable[str], wanted: str, country: str) -> str | None:
    """The language of the package for a code such as id, pt or zh-tw; the country's own kind of it first."""
    if not wanted:
        return None
    language, _dash, place = wanted.replace("_", "-").partition("-")
    tried = [f"{language}_{place.upper()}" if place else "", f"{language}_{country}", language, f"{language}_US"]
    known = {each.lower(): each for each in supported}
    exact = next((known[each.lower()] for each in tried if each.lower() in known), None)
    return exact or next((each for each in supported if each.lower().startswith(language.lower() + "_")), None)


def _package() -> ModuleType | None:
    try:
        import holidays
    except ImportError:
        return None
    return holidays
