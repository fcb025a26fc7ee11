"""Which tokens may stand together as a day, and what else can be asked of them. Pure.

A rule of `rules` comes with the rows of kinds of tokens that it is for (`words` names the kinds), where `?` says
that the kind before may be left out. A row that fits no rule is no day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from crmcli.dates import reckoning, rules
from crmcli.dates.rules import NotOne, Tokens
from crmcli.dates.words import HOUR, MINUTE, MONTH, QUARTER, WEEK, YEAR, Token
from crmcli.dates.workdays import Known, monday_to_friday
from crmcli.errors import Invalid
from crmcli.i18n import _

_MOST_MONTHS_AS_M = 12


def day(
    tokens: Tokens, today: date, leaning: int, workdays: Known = monday_to_friday, *, with_time: bool = False
) -> date | None:
    """Returns the day that tokens name, or None where they name none. Raises Invalid for a day that cannot be.

    A week, a month, a quarter or a year stands for its first day, but not where a time stands beside it.
    """
    for rule in _rules().get("".join([token.kind for token in tokens]), ()):
        try:
            found = (
                _OF_WORKDAYS[rule](tokens, today, leaning, workdays)
                if rule in _OF_WORKDAYS
                else rule(tokens, today, leaning)
            )
        except NotOne:
            continue
        if with_time and rule in _WHOLE:
            raise Invalid(
                _("A week, a month or a year has no time of the day."),
                _("Write the day too, such as mon next week 10:00, or 1 dec 10:00."),
            )
        return found
    return None


def length(tokens: Tokens, leaning: int) -> tuple[int, list[tuple[int, int]], bool] | None:
    """Reads `in 2 weeks`, `3 days ago`, `+2h`: 1 or -1, the counts with their units, and whether it is bare; or None.

    A bare length (`3d`) leads where the phrase leans. Raises Invalid for `90m`, which could be minutes or months.
    """
    kinds = "".join([token.kind for token in tokens])
    core, sign, is_bare = kinds, 0, False
    for pattern, direction in (("I", 1), ("+", 1), ("-", -1), ("A", -1)):
        if core.startswith(pattern):
            core, sign = core[1:], direction
            break
    for pattern, direction in (("H", 1), ("A", -1)):
        if core.endswith(pattern) and sign in (0, direction):
            core, sign = core[:-1], direction
            break
    if core not in ("NU", "hU") and (core not in ("NUNU", "NUzNU", "NUN") or not sign):
        return None
    counts = _counts([token for token in tokens if token.kind in "NhU"])
    if not sign:
        sign, is_bare = leaning, True
    return (sign, counts, is_bare) if counts else None


def _counts(tokens: list[Token]) -> list[tuple[int, int]]:
    """The counts of a length with their units; none where it is no length after all. Raises Invalid."""
    number, unit, *rest = tokens
    if number.kind == "h":
        return [(number.value, HOUR), (30, MINUTE)] if unit.value == HOUR else []
    if not rest:
        if unit.other and number.value > _MOST_MONTHS_AS_M:
            raise Invalid(
                _("{number}m could be minutes or months.").format(number=number.value),
                _("Write {number}min or {number} months.").format(number=number.value),
            )
        return [(number.value, unit.value)]
    if len(rest) == 1:  # 1h30
        is_written_so = rest[0].value < 60 and (rest[0].value >= 10 or rest[0].other == (2,))
        return [(number.value, HOUR), (rest[0].value, MINUTE)] if unit.value == HOUR and is_written_so else []
    smaller = MINUTE if unit.value == HOUR and rest[1].other else rest[1].value  # 1h30m
    is_whole = smaller < unit.value and (unit.value != HOUR or rest[0].value < 60)  # no hour and 90 minutes
    return [(number.value, unit.value), (rest[0].value, smaller)] if is_whole else []


def period(tokens: Tokens, today: date, leaning: int) -> tuple[date, date] | None:
    """Returns the first and the last day of the week, month, quarter or year that tokens name; None for none."""
    kinds = "".join([token.kind for token in tokens])
    try:
        if kinds in _R:
            first, unit = rules.period(tokens, today, (WEEK, MONTH, QUARTER, YEAR))
            return first, reckoning.moved(first, 1, unit) - timedelta(days=1)
        for rule in _rules().get(kinds, ()):
            if rule in _WHOLE:
                unit = QUARTER if rule is rules.quarter else MONTH
                first = rule(tokens, reckoning.beginning(today, unit, 0) if leaning > 0 else today, leaning)
                return first, reckoning.moved(first, 1, unit) - timedelta(days=1)
    except NotOne:
        pass
    return None


def calendar_parts(tokens: Tokens) -> tuple[str, int, int] | None:
    """Returns the year as it was written or nothing, the month and the day of a date that is spelled out; else None."""
    plain = [token for token in tokens if token.kind not in "#n"]
    kinds = "".join([token.kind for token in plain])
    if kinds not in _SPELLED:
        return None
    values = dict(zip(_SPELLED[kinds], plain, strict=True))
    year = values.get("year")
    if year is not None and year.kind == "N" and year.other != (2,):
        return None
    number = values["day"].value
    return f"{year.value:02d}" if year else "", values["month"].value, number


Rule = Callable[[Tokens, date, int], date]
_YEARS = ("", "Y", "YU", "UY", "XU", "UX", "TU", "UT", "LU", "UL")
_R = ("XU", "UX", "TU", "UT", "LU", "UL")
_GRAMMAR: tuple[tuple[Rule, tuple[str, ...]], ...] = (
    (rules.relative, ("D", "DW", "WD")),
    (rules.weekday, ("W", "XW", "WX", "TW", "WT", "LW", "WL")),
    (rules.weekday_of_week, tuple([f"W{period}" for period in _R] + [f"{period}W" for period in _R])),
    (rules.weekday_later, ("WINU", "DINU", "NURW", "NURD", "NUD")),
    (rules.next_workday, _R),
    (rules.counted, tuple(
        [f"{head}{tail}" for head in ("cW", "Wb", "cU", "Ub")
         for tail in ("M", "MY", "MXU", "MUX", "MTU", "MUT", "MLU", "MUL", "U", *_R)]
        + [f"{tail}{head}" for head in ("cW", "cU") for tail in ("M", "Nm", "YUNm", "YNm", "XUNm", "U", *_R)]
    )),
    (rules.beginning_of, _R),
    (rules.weekend, ("K", "XK", "KX", "TK", "KT", "LK", "KL")),
    (rules.in_digits, ("W?#?J", "JW")),
    (rules.dated, tuple(
        [f"{pattern}{year}" for pattern in ("W?#?Nn?M", "W?MNn?", "M#Nn?", "NmNn?W?") for year in _YEARS]
        + ["W?#?Nn?MN", "W?MNn?N"]
        + [f"{year}{pattern}" for pattern in ("NmNn?W?", "MNn?", "Nn?M") for year in _YEARS[1:]]
    )),
    (rules.day_first, ("W?#?NnNn", "W?#?NnNnY")),
    (rules.of_month, tuple(
        ["#Nn?", "Nn", "W#Nn?", "WNn", "#NnU", "NnU"] + [f"{pattern}{period}" for pattern in ("W?#Nn?", "W?Nn")
                                               for period in _R]
        + [f"{period}{pattern}" for pattern in ("#Nn?", "Nn") for period in _R]
    )),
    (rules.weekday_numbered, ("WN",)),
    (rules.month, tuple([f"M{year}" for year in _YEARS] + [f"{year}M" for year in _YEARS[1:]]
                   + [f"Nm{year}" for year in ("", "Y")] + [f"{year}Nm" for year in _YEARS[1:]])),
    (rules.next_month_named, ("XM", "MX", "LM", "ML", "TM", "MT")),
    (rules.edge, tuple(
        [f"{edge}{rest}" for edge in "EBZ" for rest in (
            "U", "UD", *_R, "M", "MY", "MXU", "MUX", "XUM", "MTU", "MUT", "G", "GY", "YG", "Nm", "XM", "MX",
        )]
        + [f"{rest}{edge}" for edge in "EBZ" for rest in ("U", *_R, "M", "MY", "Nm", "XUNm", "YUNm", "YNm", "G")]
        + ["DEU", "WEU", "EUW"] + [f"{period}{edge}U" for edge in "EBZ" for period in _R]
    )),
    (rules.edge_of_year, tuple([f"{edge}{rest}" for edge in "EBZ" for rest in ("Y", "UY")]
                          + [f"{rest}{edge}" for edge in "EBZ" for rest in ("Y", "YU")]
                          + [f"Y{edge}U" for edge in "EBZ"] + [f"YU{edge}U" for edge in "EBZ"])),
    (rules.quarter, tuple(["G"] + [f"G{year}" for year in _YEARS[1:]] + [f"{year}G" for year in _YEARS[1:]])),
)  # fmt: skip
_OF_WORKDAYS: dict[Rule, Callable[[Tokens, date, int, Known], date]] = {
    rules.next_workday: rules.next_workday,
    rules.counted: rules.counted,
}
_WHOLE = (rules.beginning_of, rules.month, rules.next_month_named, rules.quarter)
_SPELLED = {
    "NM": ("day", "month"), "MN": ("month", "day"), "NMY": ("day", "month", "year"), "MNY": ("month", "day", "year"),
    "NMN": ("day", "month", "year"), "NmN": ("month", "", "day"), "YUNmN": ("year", "", "month", "", "day"),
    "YNmN": ("year", "month", "", "day"), "NMUY": ("day", "month", "", "year"),
}  # fmt: skip
_made: dict[str, list[Rule]] = {}


def _rules() -> dict[str, list[Rule]]:
    """The rules by the kinds they are for, with what may be left out both in and out."""
    if not _made:
        for rule, patterns in _GRAMMAR:
            for pattern in patterns:
                for kinds in _expanded(pattern):
                    _made.setdefault(kinds, []).append(rule)
    return _made


def _expanded(pattern: str) -> list[str]:
    head, mark, tail = pattern.partition("?")
    return _expanded(head + tail) + _expanded(head[:-1] + tail) if mark else [pattern]
