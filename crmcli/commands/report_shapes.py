"""How the reports of deals are shown: worths as JSON, shares and days as text, and the lines of rows, by currency.

A table shows one currency: the only one there is, or home, where every rate is known. Otherwise each row has a line
for each currency. Files for other programs always have a line for each currency, so that a column adds up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import context, currencies, dates, glyphs, money
from crmcli.i18n import _, ngettext
from crmcli.output import JSON, TABLE, Column
from crmcli.store import deal_sums, deal_values
from crmcli.store.reports import breakdowns, worths

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from fractions import Fraction

    from crmcli.store.deal_sums import Home, Sum
    from crmcli.store.reports.breakdowns import Row
    from crmcli.store.reports.cases import Case, Span
    from crmcli.store.reports.worths import Scales, Worth

CELLS = 18  # of the longest bar: beside short names it has room in 80 columns
_THOUSAND = 1_000
_CENTS = 100  # with smaller ones, KWD 1,500 might be read as one and a half
VALUE, WEIGHTED, COMMISSION = "value", "weighted", "commission"


def scales(connection: sqlite3.Connection) -> Scales:
    """What weighs the deals of a report today."""
    return worths.scales(connection, context.current().today)


def worth(weighed: Worth) -> dict[str, Any]:
    """What deals are worth as its documented JSON."""
    return {"deals": weighed.deals, "sums": [_sum(each) for each in weighed.sums], "home": home(weighed.home)}


def home(found: Home) -> dict[str, Any]:
    """Amounts in the home currency as their documented JSON; null where a rate is lacking."""
    return {
        "value": amount(found.value, found.currency),
        "weighted": amount(found.weighted, found.currency),
        "commission": amount(found.commission, found.currency),
        "lacking": list(found.lacking),
    }


def amount(minor: int | None, currency: str | None) -> dict[str, str] | None:
    """An amount in minor units as its documented JSON, below zero too; None for none."""
    if minor is None or currency is None:
        return None
    said = money.as_row(abs(minor), currency)
    return said if minor >= 0 else {**said, "amount": "-" + said["amount"]}


def shown(minor: int | None, currency: str) -> str:
    """An amount in full, below zero too: `IDR 12,000,000`, `IDR -300`."""
    if minor is None:
        return ""
    said = money.Money(abs(minor), currency).shown()
    return said if minor >= 0 else said.replace(" ", " -", 1)


def about(minor: int | None, currency: str) -> str:
    """An amount as people read it, in whole units from a thousand on: `IDR 12,000,000`, `USD 822.37`."""
    unit: int = 10 ** currencies.minor_digits(currency)
    if minor is None or abs(minor) < _THOUSAND * unit or unit > _CENTS:
        return shown(minor, currency)
    whole = (2 * abs(minor) + unit) // (2 * unit) * unit
    return shown(whole if minor >= 0 else -whole, currency)


def figures(minor: int | None, currency: str) -> str:
    """An amount as `about` has it, without its currency; nothing for none."""
    return about(minor, currency).partition(" ")[2] if minor else ""


def percent(part: int, whole: int) -> str | None:
    """A share in percent, to two decimals, a half up: `66.67`; None where there is no whole."""
    return deal_values.percentage((2 * 10_000 * part + whole) // (2 * whole)) if whole else None


def whole_percent(part: int, whole: int) -> str:
    """A share in whole percent for a table; nothing where there is no whole."""
    return f"{(200 * part + whole) // (2 * whole)}%" if whole else ""


def days(time: Fraction | None) -> str | None:
    """A number of days to one decimal, a half up: `12.5`; None for none."""
    if time is None:
        return None
    tenths = worths.rounded(time * 10)
    return f"{tenths // 10:,}.{tenths % 10}"


def plain_days(time: Fraction | None) -> str | None:
    """A number of days as JSON has it: without what parts thousands."""
    said = days(time)
    return said.replace(",", "") if said else said


def heading(over: Span, what: str) -> None:
    """Says on a terminal what a report is of, and of which days."""
    here = context.current()
    if here.mode == TABLE:
        here.output.sentence(
            _("{what}, {first} to {last}").format(
                what=what, first=dates.shown(over.first.isoformat()), last=dates.shown(over.last.isoformat())
            )
        )


def head(report: str, over: Span | None, by: str, weighing: Scales) -> dict[str, Any]:
    """What the JSON of each report begins with."""
    span = {"from": over.first.isoformat(), "to": over.last.isoformat()} if over else {}
    return {"report": report, **span, "by": by or None, "home_currency": weighing.book.home}


class Measure:
    """In which currencies the rows of a report are shown."""

    def __init__(self, weighing: Scales, rows: Sequence[Row]) -> None:
        every = breakdowns.union(each.deals for each in rows)
        self.weighing = weighing
        self.all = weighing.weigh(every)
        codes = [each.currency for each in self.all.sums if each.currency]
        own = weighing.book.home
        self.code = (codes[0] if codes else own) if len(codes) < 2 else "" if self.all.home.lacking else own
        self.is_mixed = len(codes) > 1
        if context.current().mode != TABLE:
            self.code = ""

    def lines(self, row: Row) -> list[tuple[str, dict[str, list[Case]]]]:
        """The lines of a row: each a currency, empty for deals that have none, and its numbers."""
        if self.code:
            return [(self.code, row.cells)]
        codes = {deal_sums.currency_of(each) or "" for each in row.deals} or {""}
        own = self.weighing.book.home
        return [
            (
                code,
                {
                    key: [each for each in cases if (deal_sums.currency_of(each) or "") == code]
                    for key, cases in row.cells.items()
                },
            )
            for code in sorted(codes, key=lambda code: (not code, code != own, code))
        ]

    def total(self, cases: Iterable[Case], code: str, what: str) -> int:
        """What deals are worth in the currency of a line, in its minor units."""
        found: int | None = getattr(self.weighing.in_currency(cases, code), what) if code else 0
        return found or 0

    def title(self, what: str) -> str:
        """The title of a column of amounts, which says the currency where there is one."""
        if self.code and self.is_mixed:
            return _("{what} in {currency}").format(what=what, currency=self.code)
        return f"{what} {self.code}" if self.code else what

    def money(self, key: str, title: str, *, is_extra: bool = False) -> Column:
        """A column of amounts: on a terminal figures, in whole units if converted or great; exact elsewhere."""

        def cell(row: Mapping[str, Any]) -> str:
            code, minor = str(row["currency"]), row[key]
            if not code or minor is None:
                return ""
            if context.current().mode != TABLE:
                return str((amount(minor, code) or {})["amount"])
            if self.is_mixed and self.code and minor:
                unit = 10 ** currencies.minor_digits(code)
                return f"{(2 * minor + unit) // (2 * unit):,}"
            return figures(minor, code)

        return Column(key, title, cell, is_number=True, is_extra=is_extra)


def currency_column(measure: Measure) -> list[Column]:
    """The column that says the currency of a line, where the titles do not."""
    return [] if measure.code else [Column("currency", _("Currency") if context.current().mode != TABLE else "")]


def bars(
    lines: Sequence[dict[str, Any]], part: Callable[[dict[str, Any]], int], whole: str, *, is_money: bool = False
) -> None:
    """Gives each line its bar: as long as its `whole`, beside the longest, and filled as far as `part`.

    Amounts are measured against those of their own currency.
    """
    most: dict[str, int] = {}
    measures = [str(line["currency"]) if is_money else "" for line in lines]
    for measure, line in zip(measures, lines, strict=True):
        most[measure] = max(most.get(measure, 0), line[whole] or 0)
    for measure, line in zip(measures, lines, strict=True):
        line["bar"] = glyphs.bar(part(line), line[whole] or 0, most[measure], CELLS)


def bar_column(legend: str = "") -> list[Column]:
    """The column of the bars, on a terminal only."""
    return [Column("bar", glyphs.plain(legend), is_extra=True)] if context.current().mode == TABLE else []


def totals(weighed: Worth, what: str, *, is_open: bool = False) -> None:
    """Says under a table what all is worth: how many, the sum of each currency, and all in the home currency.

    What `is_open` is put into home at the rates of today, else that of each deal's day. Of no deals nothing is said.
    """
    here = context.current()
    if here.mode != TABLE or not weighed.deals:
        return
    counted = ngettext("{what}: {count} deal", "{what}: {count} deals", weighed.deals)
    sums = [shown(each.value, each.currency) for each in weighed.sums if each.currency and each.value]
    said = [counted.format(what=what, count=f"{weighed.deals:,}"), *sums]
    here.output.sentence(glyphs.plain(" · ".join(said)))
    if len([each for each in weighed.sums if each.currency]) < 2:
        return
    here.output.sentence(f"  {_in_home(weighed.home, is_open=is_open)}")


def _in_home(found: Home, *, is_open: bool) -> str:
    if found.value is None:
        return _("In {home}: no rate of {codes} is known; crm settings rate {code} N sets it.").format(
            home=found.currency, codes=", ".join(found.lacking), code=found.lacking[0]
        )
    said = _("= {amount} at today's rates") if is_open else _("= {amount}, each at the rate of its day")
    return said.format(amount=shown(found.value, found.currency))


def _sum(one: Sum) -> dict[str, Any]:
    known = one.currency is not None
    return {
        "currency": one.currency,
        "deals": one.count,
        "value": amount(one.value if known else None, one.currency),
        "weighted": amount(one.weighted if known else None, one.currency),
        "commission": amount(one.commission if known else None, one.currency),
    }


def listed(lines: Iterable[dict[str, Any]], key: str) -> Iterator[dict[str, Any]]:
    """Lines for a table, where the further lines of a row do not say its name again."""
    before = object()
    for line in lines:
        is_again = context.current().mode == TABLE and line[key] == before
        before = line[key]
        yield {**line, key: ""} if is_again else line


def is_json() -> bool:
    """Whether the answer is one JSON document."""
    return context.current().mode == JSON
