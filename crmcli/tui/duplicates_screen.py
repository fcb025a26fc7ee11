"""The screen of those who are probably there twice: pairs with why, the certain ones first, and what both have.

They are looked for in the background, once; what was decided meanwhile, here or elsewhere, goes from the list, and
comes again when it is taken back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType

from crmcli import glyphs, merge_sentences
from crmcli.i18n import _, ngettext
from crmcli.store.duplicates import Pair
from crmcli.tui import keys, merge_table
from crmcli.tui.confirming import Confirming
from crmcli.tui.gateway import duplicates, merging
from crmcli.tui.head import Head
from crmcli.tui.merge_screen import MergeScreen, different
from crmcli.tui.merge_table import MergeHead, MergeTable
from crmcli.tui.painting import RIGHT, Part, fitted
from crmcli.tui.row_list import RowList
from crmcli.tui.view import View

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from textual.timer import Timer
    from textual.widget import Widget

_SCORE, _LEAST_WHY = 4, 20  # cells


class PairList(RowList[Pair], inherit_bindings=False):
    """Pairs, a line each: how sure it is, both, and why."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.moving(), *keys.of("duplicates")]
    DEFAULT_CSS = """
    PairList { height: 2fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.names: Mapping[int, str] = {}
        self.shown: Sequence[Pair] = ()
        self.said: Sequence[str] = ()

    def lay(self, pairs: Sequence[Pair], names: Mapping[int, str]) -> None:
        """Shows pairs."""
        self.names, self.shown = names, pairs
        numbered: dict[Hashable, Pair] = {(pair.id, pair.other_id): pair for pair in pairs}
        self.show(list(numbered), numbered)

    def empty(self) -> Sequence[str]:
        """What to say where there is no pair."""
        return self.said

    def parts(self, row: Pair, width: int) -> list[Part]:
        """A pair."""
        each = max((width - _SCORE - 3) * 3 // 10, 8)
        why = max(width - _SCORE - 4 - 2 * each, 0)
        sign = glyphs.plain("✓") if row.is_certain else " "
        reasons = ", ".join(_(reason) for reason in row.reasons)
        but = ", ".join(_(reason) for reason in row.against)
        return [
            (fitted(sign + str(row.score), _SCORE, RIGHT), "accent" if row.is_certain else "dim"),
            (" ", "dim"),
            (fitted(self._called(row.id), each), "text"),
            (" ~ ", "dim"),
            (fitted(self._called(row.other_id), each), "text"),
            (fitted(" " + reasons + (_(" but {reasons}").format(reasons=but) if but else ""), why), "dim"),
        ]

    def _called(self, contact_id: int) -> str:
        return f"c{contact_id} {self.names.get(contact_id, '')}"


class DuplicatesScreen(View):
    """Pairs of contacts that are likely one."""

    VIEW: ClassVar[str] = "contacts"
    DEFAULT_CSS = """
    DuplicatesScreen MergeTable { height: 1fr; background: $surface; }
    DuplicatesScreen MergeHead { background: $surface; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.pairs: list[Pair] | None = None  # all that were found; None as long as they are looked for
        self.skipped: set[tuple[int, int]] = set()
        self._seconds = 0
        self._ticking: Timer | None = None

    def body(self) -> Iterable[Widget]:
        """The pairs, and what both have of the one under the cursor."""
        yield PairList(id="pairs")
        yield MergeHead()
        table = MergeTable(id="both")
        table.can_focus = False
        yield table

    @property
    def pair_list(self) -> PairList:
        """The pairs."""
        return self.query_one(PairList)

    def on_mount(self) -> None:
        """Begins to look."""
        self.pair_list.focus()
        self._ticking = self.set_interval(1, self._tick)
        self.action_again()

    def _tick(self) -> None:
        self._seconds += 1
        if self.pairs is None:
            self._say_looking()

    def _say_looking(self) -> None:
        said = _("Looking through everybody…")
        if self._seconds:
            said += " " + _("{count} s").format(count=self._seconds)
        self.query_one(Head).subject = said

    def action_again(self) -> None:
        """Looks for them, in the background."""
        self.pairs, self._seconds = None, 0
        self._say_looking()
        self.run_worker(self._look(), group="look", exclusive=True)

    async def _look(self) -> None:
        with self.app.telling():
            self.pairs = await duplicates.looked_for(self.app.gateway.database)
            await self.load()
            return
        self.pairs = []
        self.query_one(Head).subject = ""

    async def load(self) -> None:
        """Shows which of them are left."""
        if self.pairs is None:
            return
        found = await self.app.gateway.ask(duplicates.left, self.pairs)
        pairs = [pair for pair in found.pairs if (pair.id, pair.other_id) not in self.skipped]
        self.pair_list.said = [_("No two contacts look like one."), _("esc goes back.")]
        if self.pairs:
            self.pair_list.said = [_("All of them are decided."), _("esc goes back.")]
        self.pair_list.lay(pairs, found.names)
        certain = sum(pair.is_certain for pair in pairs)
        said = [ngettext("{count} pair", "{count} pairs", len(pairs)).format(count=f"{len(pairs):,}")]
        if certain:
            said.append(_("{count} certain, A merges them").format(count=f"{certain:,}"))
        self.query_one(Head).subject = " · ".join(said)

    @on(RowList.Highlighted)
    def _highlighted(self, event: RowList.Highlighted) -> None:
        if event.rows is self.pair_list:
            self.run_worker(self._compare(event.key), group="compare", exclusive=True)

    async def _compare(self, key: Hashable) -> None:
        head, table = self.query_one(MergeHead), self.query_one("#both", MergeTable)
        if not isinstance(key, tuple):
            head.tell(())
            table.show([])
            return
        with self.app.telling():
            both = await self.app.gateway.ask(merging.beside, key)
            head.tell([f"c{each} {both.names[each]}" for each in key])
            lines = merge_table.compared(both)
            table.show([each.key for each in lines], {each.key: each for each in lines})

    @property
    def _pair(self) -> tuple[int, int] | None:
        key = self.pair_list.key
        return key if isinstance(key, tuple) else None

    def action_merge(self) -> None:
        """Goes through the two field by field, to make one of them."""
        if self._pair is not None:
            self.app.push_screen(MergeScreen(list(self._pair)))

    @work
    async def action_different(self) -> None:
        """Notes that they are two."""
        if self._pair is not None:
            await different(self.app, self._pair)

    def action_skip(self) -> None:
        """Leaves the two for another time."""
        if self._pair is not None:
            self.skipped.add(self._pair)
            self.reload()

    @work
    async def action_certain(self) -> None:
        """Merges all that cannot be wrong, once that was said yes to."""
        left = [pair for pair in self.pair_list.shown if pair.is_certain]
        if not left:
            self.app.say(_("No pair is certain, so nothing was changed."))
            return
        question = ngettext("Merge the pair that is certain?", "Merge {count} pairs that are certain?", len(left))
        if not await self.app.push_screen_wait(Confirming(question.format(count=f"{len(left):,}"))):
            return
        line = "crm contact dupes --apply certain"
        changed = await self.app.perform(_("merged duplicates"), line, duplicates.merge_certain, left)
        if changed is not None:
            names = self.pair_list.names
            words = _("Merged {others} into {kept}"), _("Merged {count}")
            self.app.say(merge_sentences.sentence(changed.answer, names, *words), is_undoable=True)
