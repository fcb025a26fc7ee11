"""The tables of deals as plain rows, and what follows from them by plain Python: a second opinion on every report.

Nothing of crm is used here but the file that it wrote.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

Row = dict[str, Any]
_AHEAD = timedelta(hours=7)  # of Jakarta, all year round
_DIGITS = {"JPY": 0}


class Book:
    """All rows of a database that speak of deals, by table."""

    def __init__(self, path: Path, now: datetime, home: str = "IDR") -> None:
        self.now, self.today, self.home = now, (now + _AHEAD).date(), home
        connection = sqlite3.connect(path)
        connection.row_factory = sqlite3.Row

        def all_of(table: str) -> list[Row]:
            return [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY id")]

        self.deals = {row["id"]: row for row in all_of("deal")}
        self.stages = {row["id"]: row for row in all_of("stage")}
        self.pipelines = {row["id"]: row for row in all_of("pipeline")}
        self.contacts = {row["id"]: row for row in all_of("contact")}
        self.closes, self.rates = all_of("close_change"), all_of("rate")
        self.activities, self.rivals, self.tags = all_of("activity"), all_of("competitor"), all_of("deal_tag")
        self.moves: dict[int, list[Row]] = {}
        for move in sorted(all_of("stage_move"), key=lambda row: (row["at"], row["id"])):
            self.moves.setdefault(move["deal_id"], []).append(move)
        named = {row["id"]: row["name"] for row in all_of("contact_group")}
        of_contact: dict[int, set[str]] = {}
        for row in all_of("membership"):
            of_contact.setdefault(row["contact_id"], set()).add(named[row["group_id"]])
        self.groups: dict[int, set[str]] = {}
        for row in all_of("deal_contact"):
            self.groups.setdefault(row["deal_id"], set()).update(of_contact.get(row["contact_id"], ()))
        connection.close()

    def outcome(self, deal: Row) -> str:
        """Where a deal stands: open, won, lost or void."""
        return str(self.stages[deal["stage_id"]]["outcome"])

    def pipeline(self, deal: Row) -> str:
        """The name of the pipeline of a deal."""
        return str(self.pipelines[self.stages[deal["stage_id"]]["pipeline_id"]]["name"])

    def counted(self) -> list[Row]:
        """All deals but the void ones."""
        return [deal for deal in self.deals.values() if self.outcome(deal) != "void"]

    def closed(self, outcome: str, first: date, last: date) -> list[Row]:
        """What was won or lost from one day to another."""
        return [
            deal
            for deal in self.counted()
            if self.outcome(deal) == outcome and first <= local_day(deal["closed_at"]) <= last
        ]

    def open_at_end(self, day: date) -> list[Row]:
        """What was open in the last second of a day."""
        end = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1) - _AHEAD
        found = []
        for deal in self.counted():
            been = [move for move in self.moves[deal["id"]] if moment(move["at"]) < end]
            if been and self.stages[been[-1]["to_stage_id"]]["outcome"] == "open":
                found.append(deal)
        return found

    def equation(self, code: str, opened: Iterable[Row], won: Iterable[Row], lost: Iterable[Row]) -> Row:
        """What the deals of one currency bring in a day, as a report says it in JSON."""
        here, good, bad = ([deal for deal in each if self.currency(deal) == code] for each in (opened, won, lost))
        row: Row = {"currency": code, "open": len(here), "won": len(good), "lost": len(bad)}
        average, cycle = self.average(good, code), _mean_cycle(good)
        if len(good) + len(bad) < 5:
            return row | dict.fromkeys(("average", "win_rate", "cycle", "per_day"))
        per_day = _per_day(len(here), average, len(good), len(bad), cycle)
        return row | {
            "average": money(half_up(average), code) if average is not None else None,
            "win_rate": percent(len(good), len(good) + len(bad)),
            "cycle": days(cycle),
            "per_day": money(half_up(per_day), code) if per_day is not None else None,
        }

    def in_home(self, opened: Iterable[Row], won: Iterable[Row], lost: Iterable[Row]) -> Row:
        """The average of what was won and what comes in a day, all in the home currency; None under five closed."""
        here, good, bad = ([deal for deal in each if self.currency(deal) is not None] for each in (opened, won, lost))
        average, cycle = self.average(good, self.home), _mean_cycle(good)
        known = average if len(good) + len(bad) >= 5 else None
        per_day = _per_day(len(here), known, len(good), len(bad), cycle)
        return {
            "average": money(half_up(known), self.home) if known is not None else None,
            "per_day": money(half_up(per_day), self.home) if per_day is not None else None,
            "lacking": [],
        }

    def average(self, deals: list[Row], code: str) -> Fraction | None:
        """What those that have a value are worth on average in one currency, in minor units."""
        count = sum(deal["value"] is not None for deal in deals)
        return Fraction(self.total(deals, "value", code), count) if count else None

    def chance(self, deal: Row) -> int:
        """Hundredths of a percent."""
        stage = self.stages[deal["stage_id"]]
        own = deal["chance"] if deal["closed_at"] is None else None
        return int(stage["chance"] if own is None else own)

    def amount(self, deal: Row, what: str) -> int:
        """The value, weighted value or commission of a deal in minor units."""
        value = deal["value"]
        if what == "commission":
            if deal["commission"] is not None:
                return int(deal["commission"])
            part = deal["commission_rate"]
            return half_up(Fraction(value * part, 10_000)) if value is not None and part is not None else 0
        if value is None:
            return 0
        return half_up(Fraction(value * self.chance(deal), 10_000)) if what == "weighted" else int(value)

    def currency(self, deal: Row) -> str | None:
        """The currency under which a deal is summed up."""
        has = deal["value"] is not None or deal["commission"] is not None
        return deal["currency"] if has else None

    def rate(self, currency: str, day: date) -> Fraction:
        """Units of home for one of a currency on a day; before the first rate that one."""
        if currency == self.home:
            return Fraction(1)
        own = sorted((row["day"], row["rate"]) for row in self.rates if row["currency"] == currency)
        past = [rate for since, rate in own if since <= day.isoformat()]
        return Fraction(past[-1] if past else own[0][1])

    def sums(self, deals: Iterable[Row], what: str) -> dict[str, int]:
        """What deals add up to in each currency."""
        found: dict[str, int] = {}
        for deal in deals:
            code = self.currency(deal)
            if code is not None:
                found[code] = found.get(code, 0) + self.amount(deal, what)
        return found

    def total(self, deals: Iterable[Row], what: str, code: str = "") -> int:
        """What deals are worth in one currency: what has the same rate is added up first, and rounded once."""
        code = code or self.home
        held: dict[tuple[str, Fraction], int] = {}
        for deal in deals:
            currency = self.currency(deal)
            if currency is not None:
                day = local_day(deal["closed_at"]) if deal["closed_at"] else self.today
                rate = self.rate(currency, day) / self.rate(code, day)
                held[currency, rate] = held.get((currency, rate), 0) + self.amount(deal, what)
        units = 10 ** _DIGITS.get(code, 2)
        return sum(
            half_up(Fraction(amount, 10 ** _DIGITS.get(currency, 2)) * rate * units)
            for (currency, rate), amount in held.items()
        )

    def worth(self, deals: Iterable[Row]) -> Row:
        """What a report says in JSON of deals."""
        found = list(deals)
        whats = ("value", "weighted", "commission")
        sums = {what: self.sums(found, what) for what in whats}
        codes = sorted(sums["value"], key=lambda code: (code != self.home, code))
        counts = [(code, sum(self.currency(deal) == code for deal in found)) for code in codes]
        rows: list[Row] = [
            {"currency": code, "deals": count, **{what: money(sums[what][code], code) for what in whats}}
            for code, count in counts
        ]
        rest = sum(self.currency(deal) is None for deal in found)
        if rest:
            rows.append({"currency": None, "deals": rest, **dict.fromkeys(whats)})
        home = {what: money(self.total(found, what), self.home) for what in whats}
        return {"deals": len(found), "sums": rows, "home": {**home, "lacking": []}}


def _mean_cycle(deals: list[Row]) -> Fraction | None:
    return (
        Fraction(sum(seconds(deal["created_at"], deal["closed_at"]) for deal in deals), len(deals)) if deals else None
    )


def _per_day(opened: int, average: Fraction | None, won: int, lost: int, cycle: Fraction | None) -> Fraction | None:
    """Deals times average times share of those won, by days; the cycle is in seconds."""
    return opened * average * Fraction(won, won + lost) * 86_400 / cycle if average and cycle else None


def money(minor: int, code: str) -> dict[str, str]:
    """An amount as JSON has it, below zero too."""
    digits = _DIGITS.get(code, 2)
    figures = str(abs(minor)).rjust(digits + 1, "0")
    said = f"{figures[:-digits]}.{figures[-digits:]}" if digits else figures
    return {"amount": ("-" if minor < 0 else "") + said, "currency": code}


def half_up(amount: Fraction) -> int:
    """The nearest whole number."""
    return (amount + Fraction(1, 2)).__floor__()


def moment(instant: str) -> datetime:
    """An instant of the database."""
    return datetime.strptime(instant, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def local_day(instant: str) -> date:
    """The day of an instant in Jakarta."""
    return (moment(instant) + _AHEAD).date()


def seconds(start: str, end: str) -> int:
    """From one instant to another."""
    return int((moment(end) - moment(start)).total_seconds())


def percent(part: int, whole: int) -> str | None:
    """A share in percent with at most two decimals, without needless zeros behind a point."""
    if not whole:
        return None
    hundredths = half_up(Fraction(part * 10_000, whole))
    said = f"{hundredths // 100}.{hundredths % 100:02d}"
    return said.rstrip("0").rstrip(".")


def days(time: Fraction | None) -> str | None:
    """Seconds as days with one decimal."""
    if time is None:
        return None
    tenths = half_up(time * 10 / 86_400)
    return f"{tenths // 10}.{tenths % 10}"


def times(lasted: Iterable[int]) -> Row:
    """How many, the median, and the least within which four of five were over."""
    ordered = sorted(lasted)
    if not ordered:
        return {"count": 0, "median": None, "most": None}
    half = len(ordered) // 2
    median = Fraction(ordered[half]) if len(ordered) % 2 else Fraction(ordered[half - 1] + ordered[half], 2)
    most = next(each for number, each in enumerate(ordered, start=1) if number * 5 >= len(ordered) * 4)
    return {"count": len(ordered), "median": days(median), "most": days(Fraction(most))}


def parts(deals: Iterable[Row], names: Callable[[Row], Iterable[str | None]]) -> dict[str | None, list[Row]]:
    """Deals under each of their names; under None where they have none."""
    found: dict[str | None, list[Row]] = {}
    for deal in deals:
        for name in list(names(deal)) or [None]:
            found.setdefault(name, []).append(deal)
    return found
