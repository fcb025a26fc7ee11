"""What the keys of the contacts do: each hands whoever is meant to the flow that asks and changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from crmcli.i18n import _
from crmcli.tui import contact_adding, contact_changes, recording
from crmcli.tui.contact_changes import Chosen
from crmcli.tui.contacts_list import ContactList
from crmcli.tui.gateway import cards
from crmcli.tui.view import View

if TYPE_CHECKING:
    from crmcli.tui.gateway.cards import Seen


class ContactDoing(View):
    """The part of the contacts that acts."""

    @property
    def contact_list(self) -> ContactList:
        """The list."""
        return self.query_one(ContactList)

    def listing(self) -> str:
        """Returns the command line that lists all who are shown."""
        raise NotImplementedError

    @property
    def chosen(self) -> Chosen | None:
        """Those that are marked, in their order; without marks the one under the cursor, None where nobody is."""
        shown = self.contact_list
        if not shown.keys:
            self.app.say(_("Nobody is under the cursor."))
            return None
        return Chosen(shown.chosen_ids, self.listing() if len(shown.marked) == len(shown.keys) else "")

    @property
    def one(self) -> str:
        """The one under the cursor, `c41`; empty where nobody is."""
        key = self.contact_list.key
        if key is None:
            self.app.say(_("Nobody is under the cursor."))
            return ""
        return f"c{key}"

    async def _card(self) -> Seen | None:
        ref = self.one
        with self.app.telling():
            return await self.app.gateway.ask(cards.seen, ref) if ref else None
        return None

    @work
    async def action_new(self) -> None:
        """Adds somebody, and goes to them."""
        contact_id = await contact_adding.add(self.app)
        if contact_id is not None:
            self.contact_list.goal = contact_id

    @work
    async def action_edit(self) -> None:
        """Asks which field is to be edited."""
        from crmcli.tui import card_editing

        seen = await self._card()
        if seen is not None:
            await card_editing.edit(self.app, seen, None, seen.ref)

    @work
    async def action_record(self) -> None:
        """Logs what happened."""
        if ref := self.one:
            await recording.log(self.app, ref)

    @work
    async def action_remind(self) -> None:
        """Plans what is to be done."""
        if ref := self.one:
            await recording.remind(self.app, ref)

    @work
    async def action_snooze(self) -> None:
        """Suggests to keep in touch only later."""
        if chosen := self.chosen:
            await recording.snooze(self.app, *(f"c{each}" for each in chosen.ids))

    @work
    async def action_copy(self) -> None:
        """Copies a phone, an address, the name."""
        seen = await self._card()
        if seen is not None and seen.contact is not None:
            await contact_changes.copy(self.app, seen.contact)

    @work
    async def action_reach(self) -> None:
        """Calls, writes, or shows on a map."""
        from crmcli.tui import card_reaching

        seen = await self._card()
        if seen is not None:
            await card_reaching.reach(self.app, seen, None)

    @work
    async def action_group(self) -> None:
        """Puts them into a group, also a new one."""
        if (chosen := self.chosen) and await contact_changes.put_into_group(self.app, chosen):
            self.contact_list.unmark()

    @work
    async def action_ungroup(self) -> None:
        """Takes them out of a group."""
        if (chosen := self.chosen) and await contact_changes.take_out_of_group(self.app, chosen):
            self.contact_list.unmark()

    @work
    async def action_status(self) -> None:
        """Gives them a status."""
        if (chosen := self.chosen) and await contact_changes.give_status(self.app, chosen):
            self.contact_list.unmark()

    @work
    async def action_remove(self) -> None:
        """Takes them out of every list."""
        if (chosen := self.chosen) and await contact_changes.remove(self.app, chosen):
            self.contact_list.unmark()

    def action_merge(self) -> None:
        """Goes through the marked ones field by field, to make one of them."""
        from crmcli.tui.merge_screen import MergeScreen

        ids = self.contact_list.chosen_ids
        if len(ids) < 2:
            self.app.say(_("Mark two or more with space, then merge them."))
            return
        self.contact_list.unmark()
        self.app.push_screen(MergeScreen(sorted(ids)))  # the oldest stays unless another is chosen

    def action_duplicates(self) -> None:
        """Shows who is probably there twice."""
        from crmcli.tui.duplicates_screen import DuplicatesScreen

        self.app.push_screen(DuplicatesScreen())

    def action_triage(self) -> None:
        """Sorts out who is who, one after the other; those that are marked where there are any."""
        from crmcli.tui.triage_screen import TriageScreen

        ids = self.contact_list.chosen_ids if self.contact_list.marked else None
        self.app.push_screen(TriageScreen(ids))

    @work
    async def action_intake(self) -> None:
        """Asks for a file, and shows what its import would do."""
        from crmcli.tui.intake_path import asked
        from crmcli.tui.intake_screen import IntakeScreen

        path = await asked(self.app)
        if path is not None:
            self.app.push_screen(IntakeScreen(path))
