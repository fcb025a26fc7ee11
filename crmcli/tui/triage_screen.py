"""The screen on which it is sorted out who is who: a card, a key, an operation, the next card.

The keys are those of `crm contact triage`; u takes the last decision back and shows its contact again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.binding import BindingType
from textual.strip import Strip

from crmcli import glyphs
from crmcli.i18n import _
from crmcli.tui import command_lines, keys
from crmcli.tui.asking import Asking
from crmcli.tui.card_panel import CardPanel
from crmcli.tui.gateway import sorting_out
from crmcli.tui.gateway.sorting_out import Decision, Next
from crmcli.tui.head import Head
from crmcli.tui.painting import Painted, fitted
from crmcli.tui.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.widget import Widget

_MOST_GROUPS = 9
_NONE = "-"  # typed for no group


class TriageBar(Painted, can_focus=True):
    """Below the card: whom they are like, the groups that have a key, and what else can be pressed. It has the keys."""

    BINDINGS: ClassVar[list[BindingType]] = keys.of("triage")
    DEFAULT_CSS = """
    TriageBar { height: 3; background: $surface; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.like = ""
        self.used: Sequence[str] = ()
        self.is_ended = False

    def tell(self, like: str, used: Sequence[str], *, is_ended: bool) -> None:
        """Shows another contact's."""
        self.like, self.used, self.is_ended = like, used, is_ended
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draws a line of it."""
        width = self.size.width - 2
        text, role = self._said()[y] if y < 3 else ("", "dim")
        return Strip(self.drawn([("  ", "dim"), (fitted(text, width), role)]), width + 2)

    def _said(self) -> list[tuple[str, str]]:
        if self.is_ended:
            return [(_("Everybody is sorted out."), "strong"), (_("esc goes back."), "dim"), ("", "dim")]
        like = _("{sign} like {who}").format(sign=glyphs.plain("≈"), who=self.like) if self.like else ""
        groups = "   ".join(f"{number} {name}" for number, name in enumerate(self.used, 1))
        return [
            (like, "quiet"),
            (_("m the same   d different") if self.like else "", "dim"),
            (groups or _("Groups that were used get the keys 1 to 9."), "dim"),
        ]


class TriageScreen(View):
    """Goes through those who are still to be sorted out; only some of them where their ids are given."""

    VIEW: ClassVar[str] = "contacts"

    def __init__(self, ids: Sequence[int] | None = None) -> None:
        super().__init__()
        self._among = ids
        self.queue: list[int] | None = None
        self.present = Next(None, "", 0, "", 0)
        self.decided: list[Decision] = []
        self.groups: list[str] = []
        self._last_group = ""

    def body(self) -> Iterable[Widget]:
        """The card, and what is asked of it."""
        panel = CardPanel(id="card")
        panel.can_focus = False
        yield panel
        yield TriageBar()

    def on_mount(self) -> None:
        """The bar has the keys."""
        self.query_one(TriageBar).focus()

    async def load(self) -> None:
        """Shows who is next, or again whoever was decided on where that was taken back."""
        gateway = self.app.gateway
        if self.queue is None:
            self.queue = await gateway.ask(sorting_out.waiting, self._among)
        found = await gateway.ask(sorting_out.next_one, self.queue, self.present.place, self.decided)
        if found.undone:
            del self.decided[-found.undone :]
        self.present = found
        panel = self.query_one(CardPanel)
        panel.ref = f"c{found.contact_id}" if found.contact_id is not None else None
        await panel.read()
        self.query_one(TriageBar).tell(found.like, self.groups, is_ended=found.contact_id is None)
        total = len(self.queue)
        self.query_one(Head).subject = _("Sort out {place} of {total}").format(
            place=f"{min(found.place + 1, total):,}", total=f"{total:,}"
        )

    async def _decide(self, said: str, verb: Callable[..., Any], *args: Any, stays: bool = False) -> tuple[bool, Any]:
        """Makes a decision, says it, and goes on to the next; returns whether it was made, and its answer."""
        contact_id, name, place = self.present.contact_id, self.present.name, self.present.place
        if contact_id is None or self.queue is None:
            return False, None
        line = command_lines.crm("contact triage", f"id:c{contact_id}")
        if not stays:
            self.present = self.present._replace(place=place + 1)
        changed = await self.app.perform(_("sorted {name}").format(name=name), line, verb, contact_id, *args)
        if changed is None:
            self.present = self.present._replace(place=place)
            self.reload()
            return False, None
        if changed.operation_id is not None:
            self.decided.append(Decision(changed.operation_id, contact_id, place))
        self.app.say(f"{name}: {said}", is_undoable=True)
        return True, changed.answer

    @work
    async def action_group(self) -> None:
        """Asks for the group of a customer; enter takes the last one again."""
        with self.app.telling():
            known = await self.app.gateway.ask(sorting_out.group_names)
            title = _("Group, or - for none:") if self._last_group else _("Group, or enter for none:")
            name = await self.app.push_screen_wait(
                Asking(title, lambda text: " ".join(text.split()), value=self._last_group, choices=known)
            )
            if name is not None:
                await self._customer("" if name == _NONE else name)

    @work
    async def action_group_again(self, number: int) -> None:
        """Makes a customer in one of the groups that were used here."""
        if number <= len(self.groups):
            await self._customer(self.groups[number - 1])

    async def _customer(self, group: str) -> None:
        said = _("customer in {group}").format(group=group) if group else _("customer")
        if group and group not in self.groups and len(self.groups) < _MOST_GROUPS:
            self.groups.append(group)
        is_done, is_new = await self._decide(said, sorting_out.customer, group)
        if is_done:
            self._last_group = group
        if is_new:
            self.app.say(_("Made the group {name}.").format(name=group))

    @work
    async def action_status(self, status: str) -> None:
        """Gives a status."""
        await self._decide(_(status), sorting_out.status, status)

    @work
    async def action_company(self) -> None:
        """Makes a company of it."""
        await self._decide(_("company"), sorting_out.company)

    @work
    async def action_later(self) -> None:
        """Leaves it for later."""
        await self._decide(_("later"), sorting_out.later)

    @work
    async def action_merge(self) -> None:
        """Makes one of the two who are alike; whoever is still to be sorted out then is shown."""
        place = self.present.place
        is_done, kept = await self._decide(_("merged"), sorting_out.merge, stays=True)
        if is_done and self.queue is not None and self.queue[place] != kept:
            self.queue[place] = kept
            self.reload()

    @work
    async def action_different(self) -> None:
        """Notes that the two are not one."""
        await self._decide(_("different from {who}").format(who=self.present.like), sorting_out.different, stays=True)

    def action_open(self) -> None:
        """Shows the card on the whole window."""
        if self.present.contact_id is not None:
            self.app.open_record(f"c{self.present.contact_id}")
