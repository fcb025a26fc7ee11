"""The view of today: reads the day, shows how much of it is left, and whom the thing under the cursor is about.

What is done from it stands in `today_doing`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.containers import Container

from crmcli import glyphs
from crmcli.errors import Ambiguous, Invalid, NotFound
from crmcli.i18n import _, ngettext
from crmcli.tui.card_panel import CardPanel
from crmcli.tui.filter_bar import FilterBar
from crmcli.tui.gateway import days
from crmcli.tui.head import Head
from crmcli.tui.row_list import RowList
from crmcli.tui.today_doing import Doing
from crmcli.tui.today_head import DayLine, InFull
from crmcli.tui.today_list import TodayList

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual.events import Resize
    from textual.widget import Widget

    from crmcli.store.days import Entry
    from crmcli.tui.gateway.days import Seen

_EACH_MINUTE = 60.0  # seconds: what has a time becomes late by the clock alone
_LOW = 30  # lines of a window below which no card stands under the list
_MOST_REMEMBERED = 2_000


class TodayScreen(Doing):
    """Today's list to work through, with the card of whom it is about where there is room."""

    VIEW: ClassVar[str] = "today"
    DEFAULT_CSS = """
    TodayScreen #today-and-card { height: 1fr; layout: vertical; }
    TodayScreen #today-list { height: 1fr; layout: vertical; }
    TodayScreen CardPanel { display: none; }
    TodayScreen.-medium #today-list { height: 3fr; }
    TodayScreen.-medium CardPanel { display: block; height: 2fr; border-top: solid $panel; }
    TodayScreen.-medium.-low CardPanel { display: none; }
    TodayScreen.-wide #today-and-card { layout: horizontal; }
    TodayScreen.-wide #today-list { width: 1fr; height: 1fr; }
    TodayScreen.-wide CardPanel { display: block; width: 44; height: 1fr; border-left: solid $panel; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.day = date.min
        self.met: set[str] = set()  # what was to be done today and may be finished by now
        self.wanted = ""  # an entry to put the cursor on, once it is there
        self._warned = ""
        self._understood: list[str] = []  # the words of the last filter that could be read

    def body(self) -> Iterable[Widget]:
        """The line of the day, the list, all of one thing, the card, and the line of the filter."""
        yield DayLine()
        listed = Container(TodayList(id="today"), InFull(), id="today-list")
        yield Container(listed, CardPanel(id="card"), id="today-and-card")
        yield FilterBar(_("group:vip city:bandung"))

    @property
    def rows(self) -> TodayList:
        """The list."""
        return self.query_one(TodayList)

    def on_mount(self) -> None:
        """The list has the keys."""
        self.rows.focus()
        self.set_interval(_EACH_MINUTE, self.tick)
        super().on_mount()

    def on_resize(self, event: Resize) -> None:
        """Under a list of few lines is no card."""
        super().on_resize(event)
        self.set_class(event.size.height < _LOW, "-low")
        self.call_after_refresh(self._show_one)

    def tick(self) -> None:
        """Reads again, since another minute is over."""
        if self.is_current and not self.app.trouble:
            self.reload()

    # Reading

    async def load(self) -> None:
        """Reads the day."""
        seen = await self._read()
        nothing = [seen.nothing, "", *_ways()] if not self._understood else [seen.nothing, "", _("esc: all")]
        rows = self.rows
        rows.fill(seen.entries, seen.lines, nothing)
        if self.wanted:
            rows.go_to(self.wanted)
            self.wanted = ""
        self._warn(seen.warning)
        self.query_one(CardPanel).reload()
        self.query_one(DayLine).tell(seen.now.date(), seen.holidays, seen.goals)
        self.query_one(Head).subject = self._subject(seen)
        self._show_one()

    async def _read(self) -> Seen:
        """The day; for a filter that cannot be read what the one before means, and a word beside it."""
        ask, bar = self.app.gateway.ask, self.query_one(FilterBar)
        near = self.rows.near
        try:
            seen = await ask(days.day, self.words, near)
        except (Ambiguous, Invalid, NotFound) as error:
            if not self.words:
                raise
            bar.tell(f"{error} {error.hint or ''}".strip(), is_wrong=True)
            return await ask(days.day, self._understood, near)
        self._understood = self.words
        count = len(seen.entries)
        bar.tell(ngettext("{count} thing", "{count} things", count).format(count=f"{count:,}") if self.words else "")
        return seen

    def _warn(self, warning: str) -> None:
        """Tells once of something that was to leave by itself and did not."""
        if warning and warning != self._warned:
            self.app.say(warning)
        self._warned = warning

    def _subject(self, seen: Seen) -> str:
        """`7 of 12 left`: of what was to be done since the day began here; under a filter only what is left."""
        left = seen.left()
        if self.day != seen.now.date():
            self.day, self.met = seen.now.date(), set()
        if self._understood:
            count = _("{count} left").format(count=f"{len(left):,}")
            return glyphs.plain(" · ").join(["/" + " ".join(self._understood), count])
        self.met |= set(left)
        if not self.met:
            return _("nothing to do")
        if not left:
            return ngettext("the one is done", "all {count} done", len(self.met)).format(count=f"{len(self.met):,}")
        return _("{left} of {count} left").format(left=f"{len(left):,}", count=f"{len(self.met):,}")

    @on(RowList.Wanted)
    def _wanted(self, event: RowList.Wanted) -> None:
        entries = self.rows.entries
        wanted = {str(key): entries[str(key)] for key in event.keys if str(key) in entries}
        self.run_worker(self._fetch(wanted), group="lines")

    async def _fetch(self, wanted: Mapping[str, Entry]) -> None:
        """Reads lines that are in sight, or nearly."""
        with self.app.telling():
            self.rows.take_lines(await self.app.gateway.ask(days.lines, wanted))
            self._show_one()

    # Whom it is about

    @on(RowList.Highlighted)
    def _show_one(self) -> None:
        """Shows all of the thing under the cursor, and the card of whom it is about where there is room."""
        rows = self.rows
        marked = len(rows.marked)
        said = ngettext("{count} marked", "{count} marked", marked).format(count=f"{marked:,}") if marked else ""
        self.query_one(InFull).show_line(rows.line, said)
        panel = self.query_one(CardPanel)
        if panel.display:
            panel.show(days.about(rows.entry) if rows.entry else None)

    @on(RowList.Opened)
    def _opened(self) -> None:
        self.action_card()

    def action_panel(self) -> None:
        """Goes to the card beside the list; where there is no room for one, opens it."""
        panel = self.query_one(CardPanel)
        if panel.display:
            panel.focus()
        else:
            self.action_card()

    def action_planner(self) -> None:
        """Shows the weeks ahead."""
        from crmcli.tui.planner_screen import PlannerScreen

        self.app.push_screen(PlannerScreen(self._understood))

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

    def action_escape(self) -> None:
        """Takes the marks off; where there are none, the filter."""
        if self.rows.unmark():
            self._show_one()
        elif self.words:
            self.query_one(FilterBar).narrow([])

    # What is remembered

    def remembered(self) -> dict[str, Any]:
        """The filter, where the cursor is, and what of the day was met."""
        met = sorted(self.met)[:_MOST_REMEMBERED]
        return {"words": self._understood, "entry": str(self.rows.key or ""), "day": self.day.isoformat(), "met": met}

    def recall(self, memory: dict[str, Any]) -> None:
        """Takes what was remembered, as far as it makes sense."""
        if _is_texts(memory["met"]):
            self.day, self.met = date.fromisoformat(memory["day"]), set(memory["met"])
        self.wanted = memory["entry"] if isinstance(memory["entry"], str) else ""
        if memory["words"] and _is_texts(memory["words"]):
            self.words = memory["words"]
            self.call_after_refresh(self.query_one(FilterBar).narrow, self.words)


def _is_texts(found: object) -> bool:
    return isinstance(found, list) and all(isinstance(each, str) for each in found)


def _ways() -> Sequence[str]:
    """What to press where there is nothing to do."""
    return (
        _("n  note something for yourself"),
        _("p  the weeks ahead"),
        _("C  your contacts: f there notes what you promise them"),
    )
