"""The view of reports: a list of them, and the picture of the one under the cursor.

In a window under 80 columns the picture stands alone, and one goes into it by enter.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.containers import Horizontal

from crmcli import glyphs, report_days
from crmcli.errors import Ambiguous, Invalid, NotFound
from crmcli.i18n import _
from crmcli.tui import keys, report_choices
from crmcli.tui import report_wishes as wishes
from crmcli.tui.filter_bar import FilterBar
from crmcli.tui.gateway import reports
from crmcli.tui.head import Head
from crmcli.tui.report_chart import ReportChart, ReportList
from crmcli.tui.report_taking import Taking
from crmcli.tui.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget

    from crmcli.report_days import Days
    from crmcli.tui.gateway.reports import Shown
    from crmcli.tui.report_wishes import Period, Wish

_PATIENCE = 0.05  # seconds for which a cursor that runs over the reports is waited for


class ReportsScreen(Taking):
    """The reports. `period` holds for all of them, `by` for each."""

    VIEW: ClassVar[str] = "reports"
    BINDINGS: ClassVar[list[BindingType]] = keys.of("report")
    DEFAULT_CSS = """
    ReportsScreen #reports-and-picture { height: 1fr; }
    ReportsScreen ReportList { width: 13; border-right: solid $panel; }
    ReportsScreen.-wide ReportList { width: 18; }
    ReportsScreen.-tiny ReportList { width: 1fr; border-right: none; }
    ReportsScreen.-tiny ReportChart { display: none; }
    ReportsScreen.-tiny.-within ReportList { display: none; }
    ReportsScreen.-tiny.-within ReportChart { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.report = wishes.FUNNEL
        self.period: Period = wishes.NO_PERIOD
        self.by: dict[str, str] = {}
        self.words: tuple[str, ...] = ()
        self.pipeline = ""
        self.seen: Shown | None = None
        self._drawn: Wish | None = None  # of which the picture is
        self._understood: tuple[str, ...] = ()

    @property
    def wish(self) -> Wish:
        """What is asked for."""
        return wishes.Wish(self.report, self.period, self.by.get(self.report, ""), self.words, self.pipeline)

    def body(self) -> Iterable[Widget]:
        """The list, the picture, and the line of the filter."""
        yield Horizontal(ReportList(id="report-list"), ReportChart(id="report"), id="reports-and-picture")
        yield FilterBar(_("group:vip value:10jt.. source:fair stage:proposal"))

    def on_mount(self) -> None:
        """The list has the keys."""
        self.query_one(ReportList).focus()
        super().on_mount()
        self.query_one(ReportList).go_to(self.report)

    # Reading

    async def load(self) -> None:
        """Reads the picture; a cursor that runs is waited for."""
        if self._drawn is not None and self._drawn.report != self.report:
            await asyncio.sleep(_PATIENCE)
        wish = self.wish
        seen = await self._read(wish)
        is_other = self._drawn is None or self._drawn.report != wish.report
        self.seen, self._drawn = seen, wish
        self.query_one(ReportChart).draw(seen.picture, is_other=is_other)
        self._tell_subject(wish)

    async def _read(self, wish: Wish) -> Shown:
        """What is to be shown; for a filter that cannot be read what the one before means, and a word beside it."""
        ask, bar = self.app.gateway.ask, self.query_one(FilterBar)
        try:
            seen = await ask(reports.picture, wish)
        except (Ambiguous, Invalid, NotFound) as error:
            if wish.pipeline and isinstance(error, NotFound) and not wish.words:
                self.pipeline = ""  # it is gone
                return await ask(reports.picture, replace(wish, pipeline=""))
            if not wish.words:
                raise
            bar.tell(f"{error} {error.hint or ''}".strip(), is_wrong=True)
            return await ask(reports.picture, replace(wish, words=self._understood))
        self._understood = wish.words
        is_deaf = wish.words and not wishes.known(wish.report).is_of_deals
        bar.tell(_("this report counts all") if is_deaf else "")
        return seen

    def _tell_subject(self, wish: Wish) -> None:
        """Says in the head which report it is, and what of it is shown."""
        about = wishes.known(wish.report)
        parts = [wishes.called(wish.report)]
        if about.has_days:
            parts.append(wishes.period_called(wish.period))
        if wish.by and wish.by == wish.parted:
            parts.append(_("by {what}").format(what=wish.by))
        if about.is_of_deals:
            parts += [wish.pipeline, "/" + " ".join(self._understood) if self._understood else ""]
        self.query_one(Head).subject = glyphs.plain(" · ").join(filter(None, parts))

    # The list and the picture

    @on(RowList.Highlighted, "#report-list")
    def _highlighted(self, event: RowList.Highlighted) -> None:
        if event.key != self.report and isinstance(event.key, str):
            self.report = event.key
            self.reload()

    @on(RowList.Opened, "#report-list")
    def _into(self) -> None:
        self.action_into()

    @on(RowList.Opened, "#report")
    def _row_opened(self) -> None:
        self._open_row()

    def _open_row(self) -> None:
        """Opens the deals behind the row, or the record that it is."""
        entry = self.query_one(ReportChart).entry
        if entry is None or self._drawn is None or self.seen is None:
            return
        if entry.ref:
            self.app.open_record(entry.ref)
        elif entry.every_deal:
            from crmcli.tui.report_deals_screen import ReportDealsScreen

            self.app.push_screen(ReportDealsScreen(self._drawn, self.seen.today, entry))
        else:
            self.app.say(_("No deal stands behind that."))

    def action_into(self) -> None:
        """Goes into the picture."""
        self.add_class("-within")
        self.query_one(ReportChart).focus()

    def action_out(self) -> None:
        """Goes back to the list."""
        self.remove_class("-within")
        self.query_one(ReportList).focus()

    def action_clear(self) -> None:
        """Goes back to the list; from there the filter goes."""
        if self.query_one(ReportChart).has_focus:
            self.action_out()
        elif self.words:
            self.query_one(FilterBar).narrow([])

    def action_other(self, by: int) -> None:
        """Shows the next report, or the one before, from wherever one is."""
        self.query_one(ReportList).step(by)

    def show_report(self, name: str) -> bool:
        """Shows a report; returns whether there is one of this name."""
        return self.query_one(ReportList).go_to(name)

    # What is asked for

    async def action_period(self) -> None:
        """Asks for the days."""
        if not wishes.known(self.report).has_days:
            self.app.say(_("{report} is as of today.").format(report=wishes.called(self.report)))
        elif self.seen is not None:
            await self.app.push_screen(report_choices.periods(self.wish, self.seen.today), self._take_period)

    async def _take_period(self, period: Period | None) -> None:
        if period is None:
            return
        if period.name == wishes.OWN:
            reader, today = await self.app.gateway.ask(reports.reader)
            await self.app.push_screen(report_choices.own_days(reader, today), self._take_days)
            return
        self.period = period
        self.reload()

    def _take_days(self, days: Days | None) -> None:
        if days is not None:
            self.period = wishes.Period(wishes.OWN, days)
            self.reload()

    async def action_by(self) -> None:
        """Asks by what the rows are parted."""
        question = report_choices.parts(self.wish)
        if question is None:
            self.app.say(_("{report} is not parted otherwise.").format(report=wishes.called(self.report)))
        else:
            await self.app.push_screen(question, self._take_part)

    def _take_part(self, by: str | None) -> None:
        if by is not None:
            self.by[self.report] = by
            self.reload()

    def action_pipeline(self, by: int) -> None:
        """Counts the next pipeline alone, or all of them again."""
        names = self.seen.pipelines if self.seen else []
        if len(names) < 2:
            self.app.say(_("There is one pipeline only; crm pipeline add NAME makes another."))
            return
        every = ["", *names]
        place = every.index(self.pipeline) if self.pipeline in every else 0
        self.pipeline = every[(place + by) % len(every)]
        self.reload()

    def action_filter(self) -> None:
        """Opens the line of the filter."""
        if wishes.known(self.report).is_of_deals:
            self.query_one(FilterBar).open()
        else:
            self.app.say(_("{report} counts all; it has no filter.").format(report=wishes.called(self.report)))

    @on(FilterBar.Filtered)
    def _filtered(self, event: FilterBar.Filtered) -> None:
        self.words = tuple(event.words)
        self.reload()

    @on(FilterBar.Left)
    def _filter_left(self) -> None:
        self.query_one(ReportChart if self.has_class("-within") else ReportList).focus()

    # Taken away, and remembered

    def line_of(self, *, csv: bool) -> str:
        """The line that asks for what is shown."""
        if self._drawn is None or self.seen is None:
            return ""
        return wishes.command(replace(self._drawn, words=self._understood), self.seen.today, csv=csv)

    def file_name(self) -> str:
        """`won-2026-11-24.csv`."""
        return f"{self.report}-{self.seen.today.isoformat()}.csv" if self.seen else ""

    def remembered(self) -> dict[str, Any]:
        """The report, the days, and by what each is parted."""
        days = self.period.days
        kept = [days.first.isoformat(), days.last.isoformat()] if days else None
        return {"report": self.report, "period": self.period.name, "days": kept, "by": self.by}

    def recall(self, memory: dict[str, Any]) -> None:
        """Takes what was remembered, as far as it makes sense."""
        self.report = wishes.known(str(memory["report"])).name
        by = {str(name): str(what) for name, what in memory["by"].items()}
        self.by = {name: what for name, what in by.items() if what in wishes.known(name).by}
        if memory["period"] == wishes.OWN:
            days = report_days.checked(*map(date.fromisoformat, memory["days"]))
            self.period = wishes.Period(wishes.OWN, days)
        else:
            self.period = wishes.Period(str(memory["period"]))
