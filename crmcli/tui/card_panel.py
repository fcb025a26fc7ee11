"""The card of a deal or a contact: beside or below a list, or on the whole window. It is shown by its reference.

One widget draws all of it, line by line; the cursor stands on what can be read, and what it stands on can be acted on.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.events import Click, MouseScrollDown, MouseScrollUp, Resize
from textual.strip import Strip

from crmcli.errors import NotFound
from crmcli.i18n import _
from crmcli.tui import card_of_contact, card_of_deal, card_rows, card_timeline, keys
from crmcli.tui.card_acts import Acts
from crmcli.tui.card_rows import Line, Row
from crmcli.tui.gateway import cards
from crmcli.tui.painting import fitted

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

    from crmcli.tui.card_rows import Act
    from crmcli.tui.gateway.cards import Seen

_PATIENCE = 0.08  # seconds for which a cursor that runs is waited for
ALL, DEAL, REST = "all", "deal", "rest"  # which part of the card is shown


class CardPanel(Acts, can_focus=True):
    """The card of one record, `d7` or `c41`, with its whole story."""

    BINDINGS: ClassVar[list[BindingType]] = keys.of("card")
    DEFAULT_CSS = """
    CardPanel { width: 1fr; height: 1fr; background: $background; }
    """

    def __init__(self, ref: str | None = None, *, id: str | None = None, part: str = ALL) -> None:
        super().__init__(id=id)
        self.ref = ref
        self.part = part
        self.seen: Seen | None = None
        self.at = 0  # the line of the cursor
        self.top = 0  # the first row in sight
        self.lines: list[Line] = []
        self.whole: frozenset[str] = frozenset()  # activities whose whole text is shown
        self._rows: list[Row] = []
        self._missing: tuple[str, str] | None = None

    # What is shown

    def show(self, ref: str | None) -> None:
        """Shows another record, or none; it is read a moment later, so that a cursor that runs costs nothing."""
        if ref != self.ref:
            self.ref = ref
            self.run_worker(_work(self._later), group="card", exclusive=True)

    def reload(self) -> None:
        """Reads the record again, since it may be another now."""
        if self.ref is not None:
            self.run_worker(_work(self.read), group="card", exclusive=True)

    async def _later(self) -> None:
        await asyncio.sleep(_PATIENCE)
        await self.read()

    async def read(self) -> None:
        """Reads the record and shows it. One that is gone is told in its place."""
        ref = self.ref
        if ref is None:
            self.take(None)
            return
        with self.app.telling():
            try:
                seen = await self.app.gateway.ask(cards.seen, ref)
            except NotFound as error:
                self.lack(str(error), error.hint)
                return
            if ref == self.ref:
                self.take(seen)

    def take(self, seen: Seen | None) -> None:
        """Shows what was read; the cursor stays on what it is about where that is there still."""
        here = self.act if self.seen and seen and self.seen.ref == seen.ref else None
        if here is None and not (self.seen and seen and self.seen.ref == seen.ref):
            self.at, self.top, self.whole = 0, 0, frozenset()
        self.seen, self._missing = seen, None
        self._fill(here)

    def lack(self, sentence: str, hint: str) -> None:
        """Says that there is no such record."""
        self.seen, self._missing = None, (sentence, hint)
        self._fill(None)

    def show_part(self, part: str) -> None:
        """Shows all of the card, or only the deal, or only the rest."""
        if part != self.part:
            self.part = part
            self._fill(self.act)

    def _fill(self, here: Act | None) -> None:
        self.lines = self._composed()
        if here is not None:
            self.at = next((place for place, each in enumerate(self.lines) if each.act == here), self.at)
        self._lay()

    def _composed(self) -> list[Line]:
        seen = self.seen
        if seen is None:
            if self._missing is None:
                return []
            return [card_rows.heading(self._missing[0]), Line("", self._missing[1], "dim")]
        lines: list[Line] = []
        if seen.deal is not None and self.part in (ALL, DEAL):
            lines += card_of_deal.lines(seen, seen.deal)
        if seen.contact is not None and (self.part in (ALL, REST)):
            lines += card_of_contact.lines(seen, seen.contact)
        if seen.deal is not None and self.part in (ALL, DEAL):
            lines += card_of_deal.way(seen, seen.deal)
        if self.part in (ALL, REST):
            lines += card_rows.section(_("Timeline"), card_timeline.timeline(seen, self.whole))
        return lines

    def _lay(self) -> None:
        width = max(self.size.width - 1, 1)
        self._rows = card_rows.laid(self.lines, width) if self.size.width else []
        self._keep_in_sight(1)
        self.refresh()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draws one row, with a cell of margin at its end."""
        width = self.size.width
        index = self.top + y
        if index >= len(self._rows):
            text = _("Nothing is chosen.") if y == 0 and self.ref is None else ""
            return Strip(self.drawn([(" " + fitted(text, width - 1), "dim")]), width)
        row = self._rows[index]
        line = self.lines[row.line]
        is_blank = line.is_heading and index + 1 < len(self._rows) and self._rows[index + 1].line == row.line
        over = () if row.line != self.at or line.is_heading or is_blank else ("cursor" if self.has_focus else "away",)
        return Strip(self.drawn([*row.parts, (" ", "dim")], *over), width)

    # Moving about

    @property
    def line(self) -> Line | None:
        """The line under the cursor."""
        return self.lines[self.at] if 0 <= self.at < len(self.lines) else None

    @property
    def act(self) -> Act | None:
        """What the line under the cursor is about."""
        return self.line.act if self.line else None

    def _keep_in_sight(self, direction: int) -> None:
        """Puts the cursor on a line that is no heading, and its rows in sight with the heading right above them."""
        last = len(self.lines) - 1
        self.at = max(min(self.at, last), 0)
        for way in (direction, -direction):
            place = self.at
            while 0 <= place <= last and self.lines[place].is_heading:
                place += way
            if 0 <= place <= last:
                self.at = place
                break
        mine = [index for index, row in enumerate(self._rows) if row.line == self.at]
        page = max(self.size.height, 1)
        if mine:
            above = mine[0]
            while above > 0 and self.lines[self._rows[above - 1].line].is_heading:
                above -= 1
            self.top = max(min(self.top, above), mine[-1] - page + 1)
            self.top = min(self.top, mine[0])
        self.top = max(min(self.top, len(self._rows) - page), 0)

    def step(self, by: int) -> None:
        """Moves the cursor by lines."""
        self.at += by
        self._keep_in_sight(1 if by > 0 else -1)
        self.refresh()

    def _leap(self, pages: float) -> None:
        """Moves the cursor by parts of a page."""
        rows = round(max(self.size.height, 1) * pages)
        mine = next((index for index, row in enumerate(self._rows) if row.line == self.at), 0)
        if self._rows:
            to = self._rows[max(min(mine + rows, len(self._rows) - 1), 0)].line
            self.step(to - self.at or (1 if rows > 0 else -1))

    def on_resize(self, event: Resize) -> None:
        """Lays the lines out anew."""
        self._lay()

    def on_focus(self) -> None:
        """The cursor shows where the keys go."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor shows where the keys do not go."""
        self.refresh()

    def action_down(self) -> None:
        """One line down."""
        self.step(1)

    def action_up(self) -> None:
        """One line up."""
        self.step(-1)

    def action_first(self) -> None:
        """The first line."""
        self.step(-len(self.lines))

    def action_last(self) -> None:
        """The last line."""
        self.step(len(self.lines))

    def action_half_down(self) -> None:
        """Half a page down."""
        self._leap(0.5)

    def action_half_up(self) -> None:
        """Half a page up."""
        self._leap(-0.5)

    def unfold(self, ref: str) -> None:
        """Shows the whole text of an activity, or its first line again."""
        self.whole ^= {ref}
        self._fill(self.act)

    def on_click(self, event: Click) -> None:
        """Puts the cursor where it was clicked; a second click acts."""
        index = self.top + event.y
        if index < len(self._rows) and not self.lines[self._rows[index].line].is_heading:
            self.at = self._rows[index].line
            self.refresh()
            if event.chain == 2:
                self.action_open()

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Rolls."""
        self._roll(3)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Rolls."""
        self._roll(-3)

    def _roll(self, by: int) -> None:
        page = max(self.size.height, 1)
        self.top = max(min(self.top + by, len(self._rows) - page), 0)
        in_sight = [row.line for row in self._rows[self.top : self.top + page] if not self.lines[row.line].is_heading]
        if in_sight:
            self.at = max(min(self.at, in_sight[-1]), in_sight[0])
        self.refresh()


def _work(read: Callable[[], Coroutine[None, None, Any]]) -> Callable[[], Coroutine[None, None, Any]]:
    """A reading that has not begun: one that is given up before it does leaves nothing behind."""
    return read
