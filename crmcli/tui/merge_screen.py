"""The screen on which several contacts are made one: field by field it is chosen which value holds, and all at once
it is done, by the rules of the store.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work

from crmcli import merge_sentences
from crmcli.errors import CrmError, Invalid, NotFound
from crmcli.i18n import _
from crmcli.tui import command_lines, merge_table
from crmcli.tui.gateway import merging
from crmcli.tui.head import Head
from crmcli.tui.merge_table import MergeHead, MergeOutcome, MergeTable
from crmcli.tui.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.widget import Widget

    from crmcli.tui.app import CrmApp
    from crmcli.tui.gateway.merging import Sides


class MergeScreen(View):
    """Some contacts beside one another. The first one stays unless another is chosen."""

    VIEW: ClassVar[str] = "contacts"

    def __init__(self, ids: Sequence[int]) -> None:
        super().__init__()
        self.ids = list(ids)
        self.keep_id = self.prefer_id = self.ids[0]
        self.picks: dict[str, int] = {}
        self.sides: Sides | None = None
        self.is_done = False  # nothing is left to be read

    def body(self) -> Iterable[Widget]:
        """Who they are, their fields, and what will be."""
        yield MergeHead()
        yield MergeTable(id="merge")
        yield MergeOutcome()

    def on_mount(self) -> None:
        """The fields have the keys."""
        self.query_one(MergeTable).focus()

    async def load(self) -> None:
        """Reads what stands on each side, and what would become of it."""
        if self.is_done:
            return
        try:
            sides = await self.app.gateway.ask(merging.sides, self.ids, self.prefer_id, self.picks)
        except (Invalid, NotFound) as error:
            self.app.tell_error(error)
            if self.is_current:
                self.app.pop_screen()
            return
        self.sides = sides
        holders = {kept.field: kept.contact_id for kept in sides.kept}
        table = self.query_one(MergeTable)
        table.lay(merge_table.lines(sides, self.keep_id, holders))
        self.query_one(MergeHead).tell([f"c{each} {sides.names[each]}" for each in self.ids])
        self.query_one(MergeOutcome).tell(sides, self.keep_id)
        self.query_one(Head).subject = _("Merge {count}").format(count=len(self.ids))

    @on(MergeTable.Taken)
    def _taken(self, event: MergeTable.Taken) -> None:
        chosen = self.ids[event.side]
        if event.field == merge_table.NUMBER:
            if self.prefer_id == self.keep_id and not self.picks:
                self.prefer_id = chosen
            self.keep_id = chosen
        else:
            self.picks[event.field] = chosen
        self.reload()

    def action_all(self, number: int) -> None:
        """Takes all values of one side, where it has any."""
        if number <= len(self.ids):
            self.prefer_id = self.ids[number - 1]
            self.picks.clear()
            self.reload()

    @work
    async def action_merge(self) -> None:
        """Makes one contact of them."""
        others = [each for each in self.ids if each != self.keep_id]
        refs = [f"c{each}" for each in (self.keep_id, *others)]
        line = command_lines.crm(
            "contact merge",
            *refs,
            prefer=f"c{self.prefer_id}" if self.prefer_id != self.keep_id else "",
            take=[f"{name}=c{number}" for name, number in self.picks.items()],
        )
        self.is_done = True
        changed = await self.app.perform(
            _("merged contacts"), line, merging.merge, self.keep_id, others, self.prefer_id, self.picks
        )
        if changed is None:
            self.is_done = False
            return
        names = dict(self.sides.names) if self.sides else {}
        said = [merge_sentences.sentence([changed.answer], names, _("Merged {others} into {kept}"), "")]
        noted = merge_sentences.in_notes(changed.answer)
        self.app.say(" · ".join([*said, *([noted] if noted else [])]), is_undoable=True)
        self._leave()

    @work
    async def action_different(self) -> None:
        """Notes that they are not one, so that they are never offered as duplicates again."""
        if await different(self.app, self.ids):
            self._leave()

    def _leave(self) -> None:
        if self.is_current:
            self.app.pop_screen()


async def different(app: CrmApp, ids: Sequence[int]) -> bool:
    """Notes that contacts are different from each other, and tells it; returns whether that was so."""
    names: dict[int, str] = {}
    try:
        names = dict((await app.gateway.ask(merging.beside, ids)).names)
    except CrmError as error:
        app.tell_error(error)
        return False
    line = command_lines.crm("contact different", *(f"c{each}" for each in ids))
    changed = await app.perform(_("declared contacts different"), line, merging.declare_different, ids)
    if changed is None:
        return False
    who = _(" and ").join(f"c{each} {names[each]}" for each in ids)
    app.say(_("Noted that {who} are different").format(who=who), is_undoable=changed.operation_id is not None)
    return True
