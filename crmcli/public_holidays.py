"""The public holidays and festivals of countries, kept in files, so that a morning is not spent on reckoning them.

What the optional package `holidays` says of a country is written to a file of the cache folder, a file for each country
and language, and read from there until other years are asked for or the package is another version. A broken file is
made again; where the folder cannot be written, nothing is kept, and that is no error. Without the package there are no
holidays, and nothing here raises but `require`. The clock is never read: days are handed in.
"""

from __future__ import annotations

import json
import os
import stat
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from crmcli import holiday_package, paths

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

LAYOUT = 2  # of the files, and of what is chosen for them
_LARGEST_FILE = 4 << 20  # bytes
_YEARS_BEFORE, _YEARS_AFTER = 1, 2  # kept besides those that were asked for
_MOST_YEARS = 12  # that one file keeps


class Holiday(NamedTuple):
    """A day that a country keeps. `is_off`: offices are closed; else it is a festival on which people work.

    `others` are its names in the country's own language and in English; `country` is empty for a day of the user's own.
    `where` is the country where that has to be said, since it is none that the user works in.
    """

    day: date
    name: str
    country: str
    is_off: bool
    others: tuple[str, ...] = ()
    where: str = ""

    @property
    def shown(self) -> str:
        """The name, and where it is kept where that has to be said: `National Day (SG)`."""
        return f"{self.name} ({self.where})" if self.where else self.name


class Calendar(NamedTuple):
    """The days of a country in some years, soonest first; its weekend (Monday is 0), and days of it that are worked."""

    country: str
    years: range
    holidays: list[Holiday]
    weekend: frozenset[int]
    worked: frozenset[date]


_known: dict[str, tuple[object, Calendar]] = {}  # by path, with what tells whether the file is still the same


def is_installed() -> bool:
    """Whether the package that knows the holidays is there. It is not imported."""
    return bool(holiday_package.version())


def require() -> None:
    """Raises CrmError, which says how to install it, where the package is not there."""
    if not is_installed():
        from crmcli.errors import CrmError
        from crmcli.i18n import _

        raise CrmError(
            _("The public holidays of countries are not installed."),
            _("Install them: pipx inject crmcli holidays, or without pipx: .venv/bin/pip install holidays"),
        )


def is_country(code: str) -> bool:
    """Whether there are holidays of a country, `ID`, or a part of one, `DE-BY`; imports the package."""
    return holiday_package.has(code)


def between(country: str, first: date, last: date, language: str = "") -> list[Holiday]:
    """Returns the holidays and festivals of a country from one day to another, both with, soonest first.

    They are named in the language (`id`, `zh-tw`), else in English, else in the country's own. A country that nobody
    knows has none.
    """
    calendar = of(country, first, last, language)
    return [each for each in calendar.holidays if first <= each.day <= last] if calendar else []


def of(country: str, first: date, last: date, language: str = "") -> Calendar | None:
    """Returns the calendar of a country, which covers the years of the two days at least; None where there is none."""
    version = holiday_package.version()
    years = range(max(first.year, holiday_package.FIRST_YEAR), min(last.year, holiday_package.LAST_YEAR) + 1)
    if not version or not _is_code(country) or not years:
        return None
    path = os.path.join(paths.cache_folder(), f"holidays-{country}-{_plain(language)}.json")
    kept = _kept(path, version, country)
    if kept is None or not (kept.years.start <= years.start and years.stop <= kept.years.stop):
        kept = _made(path, version, country, _with_near(years, kept), language)
    return kept


def _with_near(years: range, kept: Calendar | None) -> range:
    """The years that are asked for, those near them, and what was kept already, as long as that is not too many."""
    near = range(
        max(years.start - _YEARS_BEFORE, holiday_package.FIRST_YEAR),
        min(years.stop + _YEARS_AFTER, holiday_package.LAST_YEAR + 1),
    )
    if kept is not None:
        both = range(min(near.start, kept.years.start), max(near.stop, kept.years.stop))
        if len(both) <= _MOST_YEARS:
            return both
    return near


def _is_code(country: str) -> bool:
    """Whether it is written like a country: it becomes a part of a file's name."""
    code, _dash, part = country.partition("-")
    return len(code) == 2 and code.isascii() and code.isalpha() and code.isupper() and (not part or part.isalnum())


def _plain(language: str) -> str:
    plain = language.replace("_", "-").lower()
    return plain if plain.isascii() and plain.replace("-", "").isalnum() and len(plain) < 20 else "en"


def _made(path: str, version: str, country: str, years: range, language: str) -> Calendar | None:
    """The calendar from the package, and kept."""
    said = holiday_package.said_of(country, years, _plain(language))
    if said is None:
        return None
    days = [Holiday(each.day, each.name, country, each.is_off, each.others) for each in said.days]
    calendar = Calendar(country, years, days, said.weekend, said.worked)
    _keep(path, version, calendar)
    _known[path] = (_mark(path, version), calendar)
    return calendar


def _keep(path: str, version: str, calendar: Calendar) -> None:
    document = {
        "layout": LAYOUT,
        "version": version,
        "years": [calendar.years.start, calendar.years.stop],
        "weekend": sorted(calendar.weekend),
        "worked": [day.isoformat() for day in sorted(calendar.worked)],
        "days": [[each.day.isoformat(), each.name, each.is_off, *each.others] for each in calendar.holidays],
    }
    unfinished = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(document, file, ensure_ascii=False, separators=(",", ":"))
        os.replace(unfinished, path)
    except OSError:
        try:
            os.unlink(unfinished)
        except OSError:
            pass


def _kept(path: str, version: str, country: str) -> Calendar | None:
    """The calendar as it was kept; None where it was not, or not by this version, or what is kept cannot be read."""
    mark = _mark(path, version)
    if path in _known and _known[path][0] == mark:
        return _known[path][1]
    if mark is None:
        return None
    try:
        with open(path, "rb") as file:
            content = file.read(_LARGEST_FILE)
        document = json.loads(content)
        if document["layout"] != LAYOUT or document["version"] != version:
            return None
        calendar = _read(document, country)
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return None
    _known[path] = (mark, calendar)
    return calendar


def _read(document: Any, country: str) -> Calendar:
    """Raises ValueError, TypeError or KeyError for what was not written here."""
    first, stop = document["years"]
    years = range(first, stop)
    days = [_holiday(row, country) for row in document["days"]]
    if not 0 < len(years) <= _MOST_YEARS * 10 or sorted(days, key=lambda each: each.day) != days:
        raise ValueError
    weekend = frozenset(document["weekend"])
    if not weekend <= frozenset(range(7)) or len(weekend) == 7:
        raise ValueError
    return Calendar(country, years, days, weekend, frozenset(date.fromisoformat(day) for day in document["worked"]))


def _holiday(row: Sequence[Any], country: str) -> Holiday:
    day, name, is_off, *others = row
    if not (isinstance(name, str) and name and isinstance(is_off, bool) and all(isinstance(o, str) for o in others)):
        raise ValueError
    return Holiday(date.fromisoformat(day), name, country, is_off, tuple(others))


def _mark(path: str, version: str) -> object:
    """What tells whether a file is the one that was read; None for what is no file, such as a pipe that keeps one
    waiting."""
    try:
        found = os.stat(path)
    except OSError:
        return version
    return (version, found.st_mtime_ns, found.st_size, found.st_ino) if stat.S_ISREG(found.st_mode) else None
