"""The weeks ahead: what is promised on each day, what comes again, closes and occasions, and how full each day is.

A follow-up is moved to another day by a key. The days and their words are those of `crm agenda`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import Container, Vertical

from crmcli import agenda_words, dates, glyphs
from crmcli.errors import Ambiguous, Invalid, NotFound
from crmcli.i18n import _, ngettext
from crmcli.tui import planner_moving, recording
from crmcli.tui.card_panel import CardPanel
from crmcli.tui.confirming import Confirming
from crmcli.tui.filter_bar import FilterBar
from crmcli.tui.gateway import ahead
from crmcli.tui.head import Head
from crmcli.tui.planner_list import Days, PlannerList
from crmcli.tui.planner_month import Month
from crmcli.tui.row_list import RowList
from crmcli.tui.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from textual.widget import Widget

    from crmcli.store.agenda import Item
    from crmcli.tui.gateway.ahead import Ahead

WEEKS = 3  # that are shown at once


class PlannerScreen(View):
    """The weeks ahead; q and p go back to today's list."""

    VIEW: ClassVar[str] = "today"
    DEFAULT_CSS = """
    PlannerScreen #planner-and-card { height: 1fr; layout: horizontal; }
    PlannerScreen #planner-beside { display: none; }
    PlannerScreen.-wide #planner-beside { display: block; width: 44; height: 1fr; border-left: solid $panel; }
    """

    def __init__(self, words: Sequence[str] = ()) -> None:
        super().__init__()
        self.words = list(words)
        self.first: date | None = None  # the day from which it shows, none for today
        self.seen: Ahead | None = None
        self._understood: list[str] = []

    def body(self) -> Iterable[Widget]:
        """The days, month and card beside them, and the line of the filter."""
        beside = Vertical(Month(), CardPanel(id="card"), id="planner-beside")
        yield Container(PlannerList(id="planner"), beside, id="planner-and-card")
        yield FilterBar(_("group:vip city:bandung"))

    @property
    def rows(self) -> PlannerList:
        """The list."""
        return self.query_one(PlannerList)

    def on_mount(self) -> None:
        """The list has the keys; the filter of the list before is taken on."""
        self.rows.focus()
        if self.words:
            self.query_one(FilterBar).narrow(self.words)
        super().on_mount()

    # Reading

    async def load(self) -> None:
        """Reads the weeks."""
        self.seen = seen = await self._read()
        rows = self.rows
        rows.fill(Days(seen.now, seen.first, seen.last, seen.days))
        self.query_one(Month).show_month(seen.first, seen.now.date(), seen.counts)
        weeks = agenda_words.week(seen.first), agenda_words.week(seen.last)
        span = f"{dates.short(seen.first.isoformat(), seen.now.date())} - {_day(seen.last)}"
        between = glyphs.plain(" · ")
        parts = ["/" + " ".join(self._understood)] if self._understood else []
        named = weeks[0] if weeks[0] == weeks[1] else f"{weeks[0]}-{weeks[1].rpartition(' ')[2]}"
        self.query_one(Head).subject = between.join([*parts, named, span])
        self._show_one()
        self.query_one(CardPanel).reload()

    async def _read(self) -> Ahead:
        """The weeks; for a filter that cannot be read what the one before means, and a word beside it."""
        ask, bar = self.app.gateway.ask, self.query_one(FilterBar)
        try:
            seen = await ask(ahead.weeks, self.first, WEEKS, self.words)
        except (Ambiguous, Invalid, NotFound) as error:
            if not self.words:
                raise
            bar.tell(f"{error} {error.hint or ''}".strip(), is_wrong=True)
            return await ask(ahead.weeks, self.first, WEEKS, self._understood)
        self._understood = self.words
        count = sum(len(each.items) for each in seen.days)
        bar.tell(ngettext("{count} thing", "{count} things", count).format(count=f"{count:,}") if self.words else "")
        return seen

    @on(RowList.Highlighted)
    def _show_one(self) -> None:
        """Shows the card of whom the row under the cursor is about, and its day in the month."""
        rows = self.rows
        self.query_one(Month).stand_on(rows.day)
        panel = self.query_one(CardPanel)
        if self.has_class("-wide"):
            panel.show(ahead.about(rows.item) if rows.item else None)

    # Moving through the weeks

    def action_weeks(self, by: int) -> None:
        """Shows a week later, or earlier; not before today."""
        if self.seen is not None:
            self.first = ahead.week_on(self.seen.first, by, self.seen.now.date())
            self.rows.from_the_top()
            self.reload()

    def action_escape(self) -> None:
        """Takes the marks off; where there are none, the filter; else goes back."""
        if self.rows.unmark():
            self._show_one()
        elif self.words:
            self.query_one(FilterBar).narrow([])
        else:
            self.app.action_leave()

    def action_panel(self) -> None:
        """Goes to the card beside the days; where there is no room for one, opens it."""
        if self.has_class("-wide"):
            self.query_one(CardPanel).focus()
        else:
            self.rows.action_open()

    @on(RowList.Opened)
    def _opened(self) -> None:
        ref = ahead.about(self.rows.item) if self.rows.item else None
        if ref is not None:
            self.app.open_record(ref)

    # Doing

    @work
    async def action_shift(self, by: int) -> None:
        """Moves the chosen follow-ups a day earlier or later."""
        if self.seen is not None and await planner_moving.shift(self.app, self.rows.picked, by, self.seen.now):
            self.rows.unmark()

    @work
    async def action_snooze(self) -> None:
        """Moves the chosen follow-ups to a day that is asked for."""
        refs = planner_moving.movable(self.app, self.rows.picked)
        if refs and await recording.snooze(self.app, *refs):
            self.rows.unmark()

    @work
    async def action_done(self) -> None:
        """Marks the chosen follow-ups done; of one asks what came of it."""
        picked = self.rows.picked
        refs = planner_moving.movable(self.app, picked)
        if len(refs) > 1:
            question = ngettext("Mark {count} follow-up done?", "Mark {count} follow-ups done?", len(refs))
            if await self.app.push_screen_wait(Confirming(question.format(count=f"{len(refs):,}"))):
                await recording.complete(self.app, *refs)
                self.rows.unmark()
        elif refs and _contact_of(picked[0]) is None:
            await recording.complete(self.app, *refs)
        elif refs:
            await recording.complete_telling(self.app, refs[0])

    @work
    async def action_record(self) -> None:
        """Logs what happened with whom it is about."""
        if self.rows.item is not None and self.rows.item.greeting is None:
            await recording.log(self.app, agenda_words.ref(self.rows.item))

    @work
    async def action_remind(self) -> None:
        """Notes another thing to do with whom it is about."""
        item = self.rows.item
        await recording.remind(self.app, (ahead.about(item) or "") if item is not None else "")

    @work
    async def action_new(self) -> None:
        """Notes something to do for oneself."""
        await recording.remind(self.app)

    @work
    async def action_skip(self) -> None:
        """Skips one of what repeats."""
        refs = planner_moving.movable(self.app, self.rows.picked[:1])
        if refs:
            await recording.skip(self.app, refs[0])

    # The filter

    def action_filter(self) -> None:
        """Opens the line of the filter."""
        self.query_one(FilterBar).open()

    @on(FilterBar.Filtered)
    def _filtered(self, event: FilterBar.Filtered) -> None:
        self.words = event.words
        self.reload()

    @on(FilterBar.Left)
    def _filter_left(self) -> None:
        self.rows.focus()


def _day(day: date) -> str:
    """`Sun 13 Dec`."""
    return dates.shown(day.isoformat()).rpartition(" ")[0]


def _contact_of(item: Item) -> int | None:
    return item.followup.contact_id if item.followup is not None else None
