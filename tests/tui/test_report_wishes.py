"""What can be asked of the reports, and the line that asks the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crmcli import clock, report_days
from crmcli.store import db
from crmcli.store.reports import breakdowns, cases, endings, worths
from crmcli.store.reports.measures import Measure
from crmcli.tui import report_wishes as wishes
from crmcli.tui.report_wishes import Period, Wish

TODAY = date(2026, 11, 24)
OWN = Period(wishes.OWN, report_days.Days(date(2026, 6, 3), date(2026, 8, 31)))


@pytest.mark.parametrize(
    ("wish", "line"),
    [
        (Wish("won"), "crm report won"),
        (Wish("won", Period(wishes.LAST_MONTH)), "crm report won --from 2026-10 --to 2026-10"),
        (Wish("won", Period(wishes.THIS_QUARTER)), "crm report won --from 2026-10 --to 2026-12"),
        (Wish("lost", Period(wishes.THIS_YEAR), "month"), "crm report lost --from 2026-01 --to 2026-12 --by month"),
        (Wish("lost", OWN, "reason"), "crm report lost --from 2026-06-03 --to 2026-08-31"),
        (Wish("stalled", OWN, "source"), "crm report stalled --by source"),
        (Wish("velocity", by="month"), "crm report velocity"),
        (Wish("time", Period(wishes.THIS_MONTH)), "crm report time --from 2026-11-01 --to 2026-11-24"),
        (Wish("week", words=("group:vip",), pipeline="Sales"), "crm report week"),
        (Wish("funnel", words=("source:cold call", "x"), pipeline="Sales"),
         "crm report funnel 'source:cold call' x --pipeline Sales"),
    ],
)  # fmt: skip
def test_the_line_says_what_differs_from_the_usual(wish: Wish, line: str) -> None:
    assert wishes.command(wish, TODAY) == line


def test_what_a_report_cannot_be_parted_by_is_left_out() -> None:
    assert Wish("won", by="reason").parted == breakdowns.MONTH
    assert Wish("lost").parted == breakdowns.REASON
    assert Wish("funnel").parted == ""


@pytest.mark.parametrize("has_rates", [True, False])
def test_every_deal_is_told_in_one_section_and_sums_are_never_added(sample: Path, has_rates: bool) -> None:
    store = db.open_writing(str(sample), now=clock.now(), notify=lambda _text: None)
    if not has_rates:
        store.connection.execute("DELETE FROM rate")
    over = cases.span(store.connection, date(2025, 1, 1), TODAY)
    rows = endings.of(store.connection, cases.Scope(), over, cases.WON, breakdowns.SOURCE)
    measure = Measure(worths.scales(store.connection, TODAY), rows)
    assert measure.codes == (["IDR"] if has_rates else ["IDR", "EUR", "USD"])
    told = [each.id for code in measure.codes for row in measure.section(rows, code) for each in row.deals]
    assert sorted(told) == [each.id for each in breakdowns.union(row.deals for row in rows)]
    for one in measure.all.sums:
        if one.currency and not has_rates:
            own = [each for row in measure.section(rows, one.currency) for each in row.deals]
            assert measure.total(own, one.currency) == one.value
    store.close()
