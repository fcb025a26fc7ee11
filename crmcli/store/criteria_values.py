"""Conditions by kind of value: texts, choices, days, durations, numbers, phones, days that come round every year.

Each function is handed columns and values and returns SQL in which every value is a parameter. Raises Invalid for a
value that is none of its kind.
"""

from __future__ import annotations

import re
from calendar import isleap
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from crmcli import spans
from crmcli.errors import Invalid
from crmcli.i18n import _
from crmcli.store import occasions, settings, sqlfunctions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.query import Value
    from crmcli.store.criteria import Compiler

_NEVER = "never"
_END = "~"  # sorts after every instant
_FIRST_YEAR, _LAST_YEAR = 1900, 9998  # of instants that every zone can be reckoned in
_YEAR = 366  # days
_CHAIN = 100  # conditions
_28_FEBRUARY = 228
_DAY_OF_YEAR = re.compile(r"(?:--)?([0-9]{1,2})-([0-9]{1,2})")


def together(joint: str, conditions: Sequence[str]) -> str:
    """The conditions joined by AND or OR, in chains of chains, since SQLite takes none of a thousand; 1 for none."""
    if len(conditions) <= 1:
        return conditions[0] if conditions else "1"
    if len(conditions) > _CHAIN:
        starts = range(0, len(conditions), _CHAIN)
        return together(joint, [together(joint, conditions[start : start + _CHAIN]) for start in starts])
    return f"({f' {joint} '.join(conditions)})"


def text(compiler: Compiler, columns: Sequence[str], values: Sequence[Value]) -> str:
    """Any of the columns has one of the texts in it, or is it where the value says `=`; case and accents aside."""
    conditions = []
    for value in values:
        wanted = compiler.bind(_folded(value))
        met = f"crm_fold({{}}) = {wanted}" if value.operator == "=" else f"instr(crm_reading({{}}), {wanted})"
        # Most columns are empty for most contacts: what is empty is not folded.
        conditions += [f"({column} <> '' AND {met.format(column)})" for column in columns]
    return together("OR", conditions)


def choice(compiler: Compiler, column: str, allowed: Sequence[str], values: Sequence[Value]) -> str:
    """The column is one of the values. Raises Invalid for one that is not allowed, with those that are."""
    conditions = []
    for value in values:
        wanted = _folded(value)
        if wanted not in allowed:
            raise Invalid(
                _("'{value}' is not among them.").format(value=value.text),
                _("There is: {all}.").format(all=", ".join(allowed)),
            )
        conditions.append(f"coalesce({column}, 'none') = {compiler.bind(wanted)}")
    return together("OR", conditions)


def among_names(compiler: Compiler, column: str, known: Sequence[str], values: Sequence[Value]) -> str:
    """The column is one of the names, case and accents aside. Raises Invalid for one that is not known."""
    meant = {sqlfunctions.folded(name): name for name in reversed(known)}
    conditions = []
    for value in values:
        wanted = meant.get(_folded(value))
        if wanted is None:
            raise Invalid(
                _("'{value}' is not among them.").format(value=value.text),
                _("There is: {all}.").format(all=", ".join(known)),
            )
        conditions.append(f"{column} = {compiler.bind(wanted)}")
    return together("OR", conditions)


def references(compiler: Compiler, letter: str, values: Sequence[Value]) -> str:
    """The record is one of those, named with or without their letter."""
    bare = [
        replace(value, text="..".join(part.strip().lower().removeprefix(letter) for part in value.text.split("..")))
        for value in values
    ]
    return numbers(compiler, f"{letter}.id", bare)


def instants(compiler: Compiler, column: str, values: Sequence[Value]) -> str:
    """The instant in the column falls on one of the days, where the user works; `never` is where there is none."""
    conditions = []
    for value in values:
        if value.text.strip().lower() == _NEVER:
            conditions.append(f"{column} IS NULL")
            continue
        days = spans.days(value.text, value.operator, compiler.today, spans.PAST)
        after = _start(compiler, days.first) if days.first else ""
        before = _start(compiler, days.last, 1) if days.last else _END
        conditions.append(f"({column} >= {compiler.bind(after)} AND {column} < {compiler.bind(before)})")
    return together("OR", conditions)


def local_days(compiler: Compiler, column: str, values: Sequence[Value]) -> str:
    """The local day in the column, which is still to come when it is written, is one of the days."""
    conditions = []
    for value in values:
        days = spans.days(value.text, value.operator, compiler.today, spans.FUTURE)
        first = compiler.bind(days.first.isoformat() if days.first else "")
        last = compiler.bind(days.last.isoformat() if days.last else _END)
        conditions.append(f"{column} BETWEEN {first} AND {last}")
    return together("OR", conditions)


def idle(compiler: Compiler, column: str, values: Sequence[Value]) -> str:
    """So long it is since the instant in the column; where there is none, longer than anything."""
    conditions = []
    for value in values:
        if value.text.strip().lower() == _NEVER:
            conditions.append(f"{column} IS NULL")
            continue
        least, most = _durations(value)
        after, before = "", _END
        if most:
            after = _start(compiler, most.from_day(compiler.today, spans.PAST), 1 if value.operator == "<" else 0)
        if least:
            before = _start(compiler, least.from_day(compiler.today, spans.PAST), 0 if value.operator == ">" else 1)
        known = f"coalesce({column}, '')"
        conditions.append(f"({known} >= {compiler.bind(after)} AND {known} < {compiler.bind(before)})")
    return together("OR", conditions)


def numbers(compiler: Compiler, column: str, values: Sequence[Value], *, with_durations: bool = False) -> str:
    """The number in the column is one of the values or in one of the ranges."""
    conditions = []
    for value in values:
        written = value.text
        if with_durations:
            written = "..".join(_in_days(part) for part in written.split(".."))
        least, most = spans.numbers(written, value.operator)
        conditions.append(_between(compiler, column, least, most))
    return together("OR", conditions)


def minutes(compiler: Compiler, column: str, values: Sequence[Value]) -> str:
    """The minutes in the column are one of the lengths (`90`, `45m`, `1h30`), or in one of the ranges of them."""
    return numbers(
        compiler,
        column,
        [replace(value, text="..".join(map(_in_minutes, value.text.split("..")))) for value in values],
    )


def own(compiler: Compiler, column: str, values: Sequence[Value]) -> str:
    """The text in the column has a value in it; ranges compare numbers, or days, where both sides read so."""
    conditions = []
    for value in values:
        is_range = spans.is_open(value.text) and not value.is_literal and not value.operator
        if value.operator in ("", "=") and not is_range:
            conditions.append(text(compiler, [column], [value]))
            continue
        ends = [end for end in (spans.ends(value.text) if is_range else (value.text,)) if end]
        if all(spans.number(end) is not None for end in ends):
            least, most = spans.numbers(value.text, value.operator)
            conditions.append(_between(compiler, f"crm_number({column})", least, most))
        else:
            days = spans.days(value.text, value.operator, compiler.today, spans.PAST)
            first, last = days.first or date.min, days.last or date.max
            low, high = compiler.bind(first.isoformat()), compiler.bind(last.isoformat())
            conditions.append(f"crm_day({column}) BETWEEN {low} AND {high}")
    return together("OR", conditions)


def yearly(compiler: Compiler, values: Sequence[Value]) -> str:
    """The occasion `o` comes round on one of the days; days more than a year back mean the day it began."""
    conditions = []
    for value in values:
        written = _DAY_OF_YEAR.fullmatch(value.text.strip())
        if written:
            occasions.check(None, int(written[1]), int(written[2]))
            of_year = [int(written[1]) * 100 + int(written[2])]
        else:
            days = spans.days(value.text, value.operator, compiler.today, spans.FUTURE)
            if _is_beginning(days, compiler.today):
                low, high = _as_number(days.first or date.min), _as_number(days.last or date.max)
                began = "o.year * 10000 + o.month * 100 + o.day"
                conditions.append(f"{began} BETWEEN {compiler.bind(low)} AND {compiler.bind(high)}")
                continue
            of_year = _days_of_year(days.first or compiler.today, days.last or _a_year_after(days, compiler.today))
        conditions.append(f"o.month * 100 + o.day IN (SELECT value FROM json_each({compiler.bind(str(of_year))}))")
    return together("OR", conditions)


def no_order(values: Sequence[Value], name: str) -> None:
    """Raises Invalid where a value is to be more or less than a field that has no order."""
    for value in values:
        if value.operator not in ("", "="):
            raise Invalid(
                _("{field} has no order.").format(field=name),
                _("Write {field}:VALUE or {field}:=VALUE.").format(field=name),
            )


def _folded(value: Value) -> str:
    """The value as texts are compared. Raises Invalid where nothing is left of it."""
    found = sqlfunctions.folded(value.text)
    if not found:
        raise Invalid(_("The value '{value}' has nothing in it that can be looked for.").format(value=value.text))
    return found


def _between(compiler: Compiler, column: str, least: float | None, most: float | None) -> str:
    low, high = compiler.bind(least), compiler.bind(most)
    return (
        f"({column} IS NOT NULL AND {column} >= coalesce({low}, {column}) AND {column} <= coalesce({high}, {column}))"
    )


def _start(compiler: Compiler, day: date, later: int = 0) -> str:
    """The instant at which a day, or so many days later, begins where the user works."""
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return "" if day.year < _FIRST_YEAR else _END
    midnight = datetime.combine(day + timedelta(days=later), datetime.min.time())
    zone = settings.get(compiler.connection, "timezone")
    if zone:
        from zoneinfo import ZoneInfo

        midnight = midnight.replace(tzinfo=ZoneInfo(zone))
    return midnight.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _durations(value: Value) -> tuple[spans.Duration | None, spans.Duration | None]:
    """The least and the most time that a value of `idle` allows; a duration alone is the least."""
    if spans.is_open(value.text) and not value.operator:
        low, high = spans.ends(value.text)
        return (_duration(low) if low else None), (_duration(high) if high else None)
    found = _duration(value.text)
    return (None, found) if value.operator in ("<", "<=") else (found, None)


def _duration(text: str) -> spans.Duration:
    found = spans.duration(text) or spans.duration(f"{text.strip()}d")
    if found is None:
        raise Invalid(
            _("'{text}' is no length of time.").format(text=text), _("Write 90d, 12w, 3m or 1y; a range as 30d..90d.")
        )
    return found


def _in_days(text: str) -> str:
    found = spans.duration(text)
    return str(found.days) if found else text


def _in_minutes(text: str) -> str:
    """A length as a number of minutes; the open end of a range, and what is a number already, as it is."""
    if not text.strip() or spans.number(text) is not None:
        return text
    from crmcli import lengths

    return str(lengths.minutes(text))


def _is_beginning(days: spans.Days, today: date) -> bool:
    """Whether days are meant as those on which something began: a year of birth, not a birthday."""
    latest = max(day for day in days if day)
    if days.first is None:
        return latest < today
    return latest < spans.Duration(1, "y").from_day(today, spans.PAST)


def _a_year_after(days: spans.Days, today: date) -> date:
    """The last day before all days of the year have come round, from today or else from the first day on."""
    last = spans.Duration(_YEAR - 1, "d").from_day(today, spans.FUTURE)
    first = days.first or today
    return last if first <= last else spans.Duration(_YEAR, "d").from_day(first, spans.FUTURE)


def _days_of_year(first: date, last: date) -> list[int]:
    """The days of the year from one day to another, each as month * 100 + day; at most a whole year of them.

    In a common year 29 February falls on the 28th.
    """
    found = []
    number = min((last - first).days + 1, _YEAR)
    for offset in range(number):
        try:
            day = first + timedelta(days=offset)
        except OverflowError:
            break
        found.append(day.month * 100 + day.day)
        if found[-1] == _28_FEBRUARY and not isleap(day.year):
            found.append(_28_FEBRUARY + 1)
    return found


def _as_number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day
