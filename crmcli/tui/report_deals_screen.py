"""The deals behind a row of a report, or behind one of its numbers: enter opens the card of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on

from crmcli import deal_sentences, glyphs
from crmcli.i18n import _, ngettext
from crmcli.store import deal_states
from crmcli.tui import keys, report_wishes
from crmcli.tui.gateway import reports
from crmcli.tui.head import Head
from crmcli.tui.painting import RIGHT, fitted, width_of
from crmcli.tui.picking import Choice, Picking
from crmcli.tui.report_taking import Taking
from crmcli.tui.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from textual.binding import BindingType
    from textual.widget import Widget

    from crmcli.store.deals import Deal
    from crmcli.tui.gateway.connection import Moment
    from crmcli.tui.painting import Part
    from crmcli.tui.report_pictures import Entry
    from crmcli.tui.report_wishes import Wish

_REF = 6  # cells
_ROOMY = 70  # cells from which a line has room for whom a deal is with


class DealList(RowList["Deal"]):
    """Deals, a line each: state, number, title, with whom, stage, value."""

    moment: Moment | None = None
    _sum = _stage = _who = 0  # cells of the longest of each

    def present(self, found: list[Deal], moment: Moment) -> None:
        """Shows deals."""
        self.moment = moment
        columns = ((_sum_of(each), each.stage, each.contact or "") for each in found)
        self._sum, self._stage, self._who = (
            max(map(width_of, column), default=0) for column in zip(*columns, strict=True)
        ) if found else (0, 0, 0)  # fmt: skip
        self.show([each.id for each in found], {each.id: each for each in found})

    def parts(self, row: Deal, width: int) -> list[Part]:
        """A deal in one line: in a narrow window the others give way to its title."""
        sign, role = self._state(row)
        left = width - 2 - _REF - self._sum - 2
        stage = min(self._stage, left // 5)
        who = min(self._who, left // 3) if width >= _ROOMY else 0
        room = max(left - (stage + 1) - (who + 1 if who else 0), 1)
        parts: list[Part] = [(sign + " ", role), (fitted(row.ref, _REF), "dim"), (fitted(row.title, room), "strong")]
        if who:
            parts.append((" " + fitted(row.contact or "", who), "text"))
        parts.append((" " + fitted(row.stage, stage), "dim"))
        parts.append(("  " + fitted(_sum_of(row), self._sum, RIGHT), "text"))
        used = sum(width_of(text) for text, _role in parts)
        return [*parts, (" " * max(width - used, 0), "text")]

    def _state(self, deal: Deal) -> tuple[str, str]:
        if not deal.is_open:
            return glyphs.sign(deal.outcome), "good" if deal.outcome == "won" else "dim"
        if self.moment and deal_states.is_slipped(deal, self.moment.today):
            return glyphs.sign("slipped"), "late"
        if deal_states.is_without_next(deal):
            return glyphs.sign("unplanned"), "quiet"
        is_stalled = self.moment is not None and deal_states.is_stalled(deal, self.moment.now)
        return (glyphs.sign("stalled"), "quiet") if is_stalled else (" ", "dim")

    def empty(self) -> tuple[str, ...]:
        """Says that there is none."""
        return (_("No deal stands behind that."),)


class ReportDealsScreen(Taking):
    """The deals behind a row, as they were counted when it was opened."""

    VIEW: ClassVar[str] = "reports"
    BINDINGS: ClassVar[list[BindingType]] = keys.of("report-deals")

    def __init__(self, wish: Wish, today: date, entry: Entry) -> None:
        super().__init__()
        self.wish, self.today, self.entry = wish, today, entry
        self.number = ""  # which of the numbers of the row; empty for all of them

    def body(self) -> Iterable[Widget]:
        """The list alone."""
        yield DealList(id="deals")

    def on_mount(self) -> None:
        """The list has the keys."""
        self.query_one(DealList).focus()
        super().on_mount()

    async def load(self) -> None:
        """Reads the deals."""
        ids = self.entry.deals.get(self.number, ()) if self.number else self.entry.every_deal
        found, moment = await self.app.gateway.ask(reports.behind, list(ids))
        self.query_one(DealList).present(found, moment)
        counted = ngettext("{count} deal", "{count} deals", len(found)).format(count=f"{len(found):,}")
        parts = [report_wishes.called(self.wish.report), self.entry.label, self.number, counted]
        self.query_one(Head).subject = glyphs.plain(" · ").join(filter(None, parts))

    @on(RowList.Opened)
    def _opened(self, event: RowList.Opened) -> None:
        event.stop()
        self.app.open_record(f"d{event.key}")

    async def action_number(self) -> None:
        """Asks for which of the numbers of the row."""
        if len(self.entry.deals) < 2:
            self.app.say(_("This row has one number of deals only."))
            return
        choices = [Choice(_("all"), f"{len(self.entry.every_deal):,}", "")]
        choices += [Choice(name, f"{len(ids):,}", name) for name, ids in self.entry.deals.items()]
        await self.app.push_screen(Picking(_("The deals of which number?"), choices), self._choose)

    def _choose(self, number: str | None) -> None:
        if number is not None:
            self.number = number
            self.reload()

    def line_of(self, *, csv: bool) -> str:
        """The line that lists these deals; that of the report where it cannot name them."""
        if not self.entry.row:
            return report_wishes.command(self.wish, self.today, csv=csv)
        can_name = self.number and report_wishes.has_columns(self.wish.report)
        return report_wishes.command(
            self.wish, self.today, row=self.entry.row, column=self.number if can_name else "", is_deals=True, csv=csv
        )

    def file_name(self) -> str:
        """`won-deals-2026-11-24.csv`."""
        return f"{self.wish.report}-deals-{self.today.isoformat()}.csv"


def _sum_of(deal: Deal) -> str:
    return deal_sentences.sum_of(deal.value, deal.currency)
