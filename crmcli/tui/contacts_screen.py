"""The view of contacts: who is shown, by filter and by what was chosen beside the list; the card on a wide window.

What is done with them stands in `contact_changes`, the screens it leads to in rooms of their own.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.containers import Horizontal, Vertical

from crmcli.errors import Ambiguous, Invalid, NotFound
from crmcli.i18n import _, ngettext
from crmcli.tui import command_lines
from crmcli.tui.card_panel import CardPanel
from crmcli.tui.contact_doing import ContactDoing
from crmcli.tui.contacts_list import ContactHead, ContactList
from crmcli.tui.contacts_side import ContactSide
from crmcli.tui.filter_bar import FilterBar
from crmcli.tui.gateway import contacts
from crmcli.tui.gateway.contacts import Place, Seen, Wanted
from crmcli.tui.head import Head

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

_PATIENCE = 0.02  # seconds: the answer comes so quickly that there is no need to wait for the next letter
_UNTIL_ALL = 0.15  # seconds in which the next letter may come, before all are looked for and counted


class ContactsScreen(ContactDoing):
    """All contacts, those of a group, a segment or a status, and among them whom a filter means."""

    VIEW: ClassVar[str] = "contacts"
    AUTO_FOCUS: ClassVar[str | None] = "#contacts"
    DEFAULT_CSS = """
    ContactsScreen #card { display: none; width: 40%; }
    ContactsScreen.-wide #card { display: block; }
    ContactsScreen.-medium ContactSide { display: block; }
    ContactsScreen.-wide ContactSide { display: block; }
    ContactsScreen.-medium ContactSide.-closed { display: none; }
    ContactsScreen.-wide ContactSide.-closed { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.place: Place | None = None
        self.sort = ""
        self.total = 0
        self._seen: Seen | None = None
        self._shown = Wanted()  # for which question that is
        self._everybody: Seen | None = None  # as long as nothing was changed

    def body(self) -> Iterable[Widget]:
        """What can be chosen, the list with its filter, and the card of one."""
        with Horizontal():
            yield ContactSide(id="side")
            with Vertical():
                yield ContactHead()
                yield ContactList(id="contacts")
                yield FilterBar(_("a name, a phone, group:vip, city:bandung, idle:90d.."), patience=_PATIENCE)
            yield CardPanel(id="card")

    @property
    def contact_list(self) -> ContactList:
        """The list."""
        return self.query_one(ContactList)

    @property
    def side(self) -> ContactSide:
        """What stands beside it."""
        return self.query_one(ContactSide)

    # Reading

    async def load(self) -> None:
        """Reads who there is, then what can be chosen beside them."""
        self._everybody = None
        await self._read()
        beside = await self.app.gateway.ask(contacts.beside)
        self.total = beside.total
        self.side.offer(beside)
        if self.place and self.place not in self.side.keys:
            self.place = None
            await self._read()
        self.side.choose(self.place)
        self._tell()
        if self.query_one(CardPanel).display:
            self.query_one(CardPanel).reload()

    def narrow_again(self) -> None:
        """Reads whom the filter means now, in the background; an older reading is given up for it."""
        self.run_worker(self._read(), group="narrow", exclusive=True)

    async def _read(self) -> None:
        wanted = Wanted(tuple(self.words), self.place, self.sort)
        bar = self.query_one(FilterBar)
        with self.app.telling():
            try:
                seen = self._everybody if wanted == Wanted() else None
                if seen is None:
                    seen = await self._found(wanted)
            except (Invalid, NotFound, Ambiguous) as error:
                if not self.words:
                    raise
                bar.tell(str(error), is_wrong=True)
                return
            await self._show(wanted, seen)
            if self.words:
                bar.tell(_("{count} found").format(count=f"{len(seen.found):,}"))

    async def _found(self, wanted: Wanted) -> Seen:
        """Returns who is wanted. Those who stand first are shown meanwhile, and stay first."""
        gateway = self.app.gateway
        first = await gateway.ask(contacts.first, wanted) if wanted.words else None
        if first is not None and first.is_all:
            return first
        if first is not None and first.found:
            await self._show(wanted, first)
            await asyncio.sleep(_UNTIL_ALL)
        seen = await gateway.ask(contacts.seen, wanted)
        return seen._replace(found={**first.found, **seen.found}) if first is not None else seen

    async def _show(self, wanted: Wanted, seen: Seen) -> None:
        """Shows who was found, with the lines in sight, so that none is blank for a moment."""
        shown, keys = self.contact_list, list(seen.found)
        is_other_search = bool(wanted.words) and wanted.words != self._shown.words
        at = 0 if is_other_search and shown.goal is None else shown.place_in(keys)
        near = keys[max(at - shown.size.height, 0) : at + 2 * max(shown.size.height, 1)]
        rows = await self.app.gateway.ask(contacts.rows, {key: seen.found[key] for key in near})
        if wanted == Wanted():
            self._everybody = seen
        self._seen, self._shown = seen, wanted
        shown.now, shown.nobody = seen.local, self._nobody(seen)
        shown.put(keys, rows, at)
        self._tell()

    def _nobody(self, seen: Seen) -> list[str]:
        if not self.words and self.place is None:
            return [_("Nobody is here yet."), _("n adds somebody, I brings in your phone's contacts.")]
        like = [_("Near to it: {names}").format(names=", ".join(seen.like))] if seen.like else []
        return [_("Nobody fits that."), *like, _("esc shows all again.")]

    def _tell(self) -> None:
        """Says in the head how many are shown and marked, and beside the filter how many it found."""
        shown = self.contact_list
        count, marked = len(shown.keys), len(shown.marked)
        said = [ngettext("{count} contact", "{count} contacts", count).format(count=f"{count:,}")]
        if count != self.total and self.total:
            said = [_("{count} of {total}").format(count=f"{count:,}", total=f"{self.total:,}")]
        if self.place is not None:
            said.insert(0, self.place.name)
        if self.sort:
            said.append(_("by {field}").format(field=_(self.sort)))
        if marked or shown.is_ranging:
            said.append(_("{count} marked").format(count=f"{marked:,}"))
        self.query_one(Head).subject = " · ".join(said)

    @on(ContactList.Wanted)
    async def _wanted(self, event: ContactList.Wanted) -> None:
        if isinstance(event.rows, ContactList):
            event.stop()
            self.run_worker(self._fetch([key for key in event.keys if isinstance(key, int)]), group="rows")

    async def _fetch(self, wanted: list[int]) -> None:
        found = self._seen.found if self._seen else {}
        with self.app.telling():
            rows = await self.app.gateway.ask(contacts.rows, {key: found.get(key) for key in wanted})
            self.contact_list.take(dict(rows.items()))

    # What is shown

    @on(ContactList.Highlighted)
    def _highlighted(self, event: ContactList.Highlighted) -> None:
        if isinstance(event.rows, ContactList):
            self._tell()
            if self.query_one(CardPanel).display:
                self.query_one(CardPanel).show(f"c{event.key}" if event.key is not None else None)

    @on(ContactList.Opened)
    def _opened(self, event: ContactList.Opened) -> None:
        if isinstance(event.rows, ContactList):
            self.app.open_record(f"c{event.key}")
        elif isinstance(event.rows, ContactSide):
            self.choose(event.rows.place_of(event.key) if event.key else None)
            self.leave_side()

    @on(FilterBar.Filtered)
    def _filtered(self, event: FilterBar.Filtered) -> None:
        self.words = event.words
        self.narrow_again()

    @on(FilterBar.Left)
    def _left(self) -> None:
        self.contact_list.focus()

    def listing(self) -> str:
        """Returns the command line that lists all who are shown."""
        words = [*([self.place.word] if self.place else []), *self.words]
        return command_lines.crm("find" if words else "contact list", *words, ids=True)

    def choose(self, place: Place | None) -> None:
        """Shows only those of a group, a segment or a status; None shows everybody."""
        self.place = place
        self.side.choose(place)
        self.narrow_again()

    def action_filter(self) -> None:
        """Goes to the line of the filter."""
        self.query_one(FilterBar).open()

    def action_clear(self) -> None:
        """Takes off the marks; without any the filter; without one what was chosen beside the list."""
        if self.contact_list.unmark():
            return
        if self.words:
            self.query_one(FilterBar).action_clear()
        elif self.place is not None:
            self.choose(None)

    def action_segment(self, number: int) -> None:
        """Shows the contacts of a saved segment; the same key again shows everybody."""
        names = self.side.segments
        if number > len(names):
            self.app.say(_("There is no segment {number}; crm segment add NAME QUERY makes one.").format(number=number))
            return
        place = Place(contacts.SEGMENT, names[number - 1])
        self.choose(None if place == self.place else place)

    def action_sort(self) -> None:
        """Takes the next order: by name or the best first, then by company and so on."""
        orders = ["", *(each for each in contacts.SORTS if each not in ("name", "id"))]
        self.sort = orders[(orders.index(self.sort) + 1) % len(orders)] if self.sort in orders else ""
        self.narrow_again()

    def action_side(self) -> None:
        """Goes to what stands beside the list."""
        self.side.open(True)
        self.side.focus()

    def action_hide(self) -> None:
        """Hides what stands beside the list, or shows it."""
        is_open = not self.side.display
        self.side.open(is_open)
        if not is_open:
            self.contact_list.focus()

    def leave_side(self) -> None:
        """Goes back to the list; where it is narrow the side makes room."""
        self.side.remove_class("-open")
        self.contact_list.focus()

    # What is kept for the next time

    def remembered(self) -> dict[str, Any]:
        """The filter, what was chosen, the order, the cursor, and whether the side was hidden."""
        return {
            "words": self.words,
            "place": list(self.place) if self.place else None,
            "sort": self.sort,
            "at": self.contact_list.key,
            "is_hidden": self.side.has_class("-closed"),
        }

    def recall(self, memory: dict[str, Any]) -> None:
        """Takes them up again, as far as they can be understood."""
        if memory.get("sort") in contacts.SORTS:
            self.sort = memory["sort"]
        place = memory.get("place")
        if isinstance(place, list) and len(place) == 2 and all(isinstance(each, str) for each in place):
            self.place = Place(*place) if place[0] in (contacts.GROUP, contacts.SEGMENT, contacts.STATUS) else None
        self.side.set_class(memory.get("is_hidden") is True, "-closed")
        words = memory.get("words")
        if isinstance(words, list) and words and all(isinstance(each, str) for each in words):
            self.words = words
            self.query_one(FilterBar).narrow(words)
        if isinstance(memory.get("at"), int):
            self.contact_list.goal = memory["at"]
