"""What the board shows and how: the pipeline, the order, the filter, the card beside it. Nothing is changed here.

What was read while a card was carried is not shown: it would put the card back for a moment. The end of each change
reads again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import on

from crmcli import glyphs
from crmcli.errors import Ambiguous, Invalid, NotFound
from crmcli.i18n import _, ngettext
from crmcli.store import deal_sums
from crmcli.store.boards import SORTS
from crmcli.tui import board_head
from crmcli.tui.board_beside import BoardBeside
from crmcli.tui.board_column import Money
from crmcli.tui.board_cursor import Board
from crmcli.tui.board_model import BoardModel
from crmcli.tui.filter_bar import FilterBar
from crmcli.tui.gateway import boards
from crmcli.tui.head import Head
from crmcli.tui.picking import Choice, Picking

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from crmcli.tui.gateway.boards import Seen


class BoardView(BoardBeside):
    """The board of one pipeline at a time."""

    VIEW: ClassVar[str] = "board"

    def __init__(self) -> None:
        super().__init__()
        self.pipeline_id: int | None = None
        self.words: list[str] = []
        self.sort = SORTS[0]
        self.wanted: int | None = None  # a deal to put the cursor on, once it is there
        self.carried = 0  # another number whenever a card was carried on the screen alone
        self.seen: Seen | None = None
        self._models: dict[int, BoardModel] = {}
        self._understood: list[str] = []  # the words of the last filter that could be read

    def body(self) -> Iterable[Widget]:
        """The board, the card where there is room for one, and the line of the filter."""
        yield self.with_card(Board(id="board"))
        yield FilterBar(_("stage:proposal value:10k.. close:..eom stalled group:vip"))

    def on_mount(self) -> None:
        """The board has the keys."""
        self.board.focus()
        super().on_mount()

    # Reading

    async def load(self) -> None:
        """Reads the pipeline."""
        carried, seen = -1, None
        while seen is None or carried != self.carried:
            await self.app.gateway.stored()
            carried, seen = self.carried, await self._read()
        self.seen, self.pipeline_id = seen, seen.board.pipeline.id
        board = self.board
        board.model = self._models.setdefault(self.pipeline_id, board.model if not self._models else BoardModel())
        board.show(seen.board, Money(seen.book, seen.today), self._nothing())
        if self.wanted is not None:
            if board.model.go_to(self.wanted):
                board.draw_again()
            self.wanted = None
        self._tell_subject()
        if self.panel:
            self.panel.reload()

    async def _read(self) -> Seen:
        """What is to be shown; for a filter that cannot be read what the one before means, and a word beside it."""
        ask, bar = self.app.gateway.ask, self.query_one(FilterBar)
        before = self.seen.board if self.seen else None
        try:
            seen = await ask(boards.board, self.pipeline_id, self.words, self.sort, before)
        except (Ambiguous, Invalid, NotFound) as error:
            if not self.words:
                raise
            bar.tell(f"{error} {error.hint or ''}".strip(), is_wrong=True)
            return await ask(boards.board, self.pipeline_id, self._understood, self.sort, before)
        self._understood = self.words
        count = sum(map(len, seen.board.cards.values()))
        bar.tell(ngettext("{count} deal", "{count} deals", count).format(count=f"{count:,}") if self.words else "")
        return seen

    def _nothing(self) -> str:
        return _("nothing fits; esc: all") if self._understood else ""

    def _tell_subject(self) -> None:
        """Says in the head what is shown: pipeline, filter, how much, in which order."""
        seen = self.seen
        if seen is None:
            return
        name = seen.board.pipeline.name
        if len(seen.pipelines) > 1:
            place = [each.id for each in seen.pipelines].index(seen.board.pipeline.id) + 1
            name += f" {place}/{len(seen.pipelines)}"
        parts = [name]
        if self._understood:
            parts.append("/" + " ".join(self._understood))
        if self.sort != SORTS[0]:
            parts.append(_("by {order}").format(order=called(self.sort)))
        columns = [each for each in self.board.model.columns if each.stage.is_open]
        sums = deal_sums.together((each for column in columns for each in column.totals()), seen.book.home)
        at_home = deal_sums.in_home(sums, seen.book, seen.today)
        total = board_head.total(sums, at_home, board_head.VALUE, seen.book.home, 24)
        count = sum(len(each.cards) for each in columns)
        open_ = _("{count} open").format(count=f"{count:,}")
        parts.append(f"{open_} {total}" if total else open_)
        self.query_one(Head).subject = glyphs.plain(" · ").join(parts)

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
        self.board.focus()

    @on(Board.Escaped)
    def _escaped(self) -> None:
        """Nothing was marked or held: the filter goes."""
        if self.words:
            self.query_one(FilterBar).narrow([])

    async def action_segment(self, number: int) -> None:
        """Filters by one of the saved segments, by its place among their names; by the same once more: by none."""
        with self.app.telling():
            saved = await self.app.gateway.ask(boards.saved)
            if number > len(saved):
                raise NotFound(
                    _("There is no segment {number}.").format(number=number),
                    _("crm segment add NAME QUERY saves a query; the keys 1 to 9 filter by them."),
                )
            words = [f"@{saved[number - 1].name}"]
            self.query_one(FilterBar).narrow([] if self.words == words else words)

    # Order and pipeline

    def action_sort(self) -> None:
        """The next order."""
        self.sort = SORTS[(SORTS.index(self.sort) + 1) % len(SORTS)]
        self.app.say(_("By {order}").format(order=called(self.sort)))
        self.reload()

    def action_pipeline(self, by: int) -> None:
        """The next pipeline, or the one before."""
        every = self.seen.pipelines if self.seen else []
        if len(every) < 2:
            self.app.say(_("There is one pipeline only; crm pipeline add NAME makes another."))
            return
        known = [each.id for each in every]
        self._go_to_pipeline(known[(known.index(self.pipeline_id or known[0]) + by) % len(known)])

    def action_pick_pipeline(self) -> None:
        """Asks which pipeline."""
        every = self.seen.pipelines if self.seen else []
        choices = [Choice(each.name, _("{count} open").format(count=f"{each.deals:,}"), each.id) for each in every]
        self.app.push_screen(Picking(_("Which pipeline?"), choices), self._go_to_pipeline)

    def _go_to_pipeline(self, pipeline_id: int | None) -> None:
        if pipeline_id is not None and pipeline_id != self.pipeline_id:
            self.pipeline_id = pipeline_id
            self.reload()

    # What is remembered

    def remembered(self) -> dict[str, Any]:
        """The pipeline, the order, the filter, and where the cursor is."""
        card = self.board.model.card
        return {
            "pipeline": self.pipeline_id,
            "sort": self.sort,
            "words": self._understood,
            "is_compact": self.board.is_compact,
            "is_alone": self.has_class("-alone"),
            "deal": card.id if card else None,
        }

    def recall(self, memory: dict[str, Any]) -> None:
        """Takes what was remembered, as far as it makes sense."""
        if memory["sort"] in SORTS:
            self.sort = memory["sort"]
        self.board.is_compact = memory["is_compact"] is True
        self.set_class(memory["is_alone"] is True, "-alone")
        self.wanted = memory["deal"] if isinstance(memory["deal"], int) else None
        self.pipeline_id = memory["pipeline"] if isinstance(memory["pipeline"], int) else None
        words = memory["words"]
        if isinstance(words, list) and words and all(isinstance(each, str) for each in words):
            self.words = words
            self.call_after_refresh(self.query_one(FilterBar).narrow, words)


def called(sort: str) -> str:
    """Returns what an order is called."""
    return {
        "manual": _("hand"),
        "urgency": _("urgency"),
        "value": _("value"),
        "close": _("closing day"),
        "age": _("days in stage"),
    }.get(sort, sort)
