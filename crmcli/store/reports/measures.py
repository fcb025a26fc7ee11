"""In which currencies the rows of a report are told: one, where there is one or every rate is known, else each alone.

Sums of several currencies are never added, but put into the home currency each at its rate. Whole minor units.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.store import deal_sums
from crmcli.store.reports import breakdowns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crmcli.store.reports.breakdowns import Row
    from crmcli.store.reports.cases import Case
    from crmcli.store.reports.worths import Scales

VALUE, WEIGHTED, COMMISSION = "value", "weighted", "commission"


class Measure:
    """How rows are told: `codes` are the currencies of their sections; the only one may be home, `is_converted`."""

    def __init__(self, weighing: Scales, rows: Sequence[Row]) -> None:
        self.weighing = weighing
        self.all = weighing.weigh(breakdowns.union(each.deals for each in rows))
        found = [each.currency for each in self.all.sums if each.currency]
        home = weighing.book.home
        self.is_converted = len(found) > 1 and not self.all.home.lacking
        self.codes = [home] if self.is_converted or not found else found

    def section(self, rows: Sequence[Row], code: str, *, keeps_empty: bool = False) -> list[Row]:
        """Returns the rows as far as they are of a currency; without `keeps_empty` only those that have any of it.

        What has no currency at all stands with the first. Where there is one section it has every row.
        """
        if len(self.codes) == 1:
            return list(rows)
        is_first = code == self.codes[0]
        kept = []
        for row in rows:
            cells = {
                key: [each for each in cases if (deal_sums.currency_of(each) or (code if is_first else "")) == code]
                for key, cases in row.cells.items()
            }
            if keeps_empty or any(cells.values()):
                kept.append(row._replace(cells=cells))
        return kept

    def total(self, cases: Iterable[Case], code: str, what: str = VALUE) -> int:
        """Returns what deals are worth in the currency of a section, in its minor units."""
        found: int | None = getattr(self.weighing.in_currency(cases, code), what)
        return found or 0
