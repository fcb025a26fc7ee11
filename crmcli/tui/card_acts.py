"""What can be done on a card: by enter according to what the cursor is on, by its own key anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from crmcli.i18n import _
from crmcli.tui import card_rows, recording
from crmcli.tui.card_rows import Act, Line
from crmcli.tui.painting import Painted
from crmcli.tui.picking import Choice, Picking

if TYPE_CHECKING:
    from crmcli.tui.app import CrmApp
    from crmcli.tui.gateway.cards import Seen


class Acts(Painted):
    """The part of a card that acts. What it acts on is the line under the cursor, else the whole record."""

    app: CrmApp
    seen: Seen | None
    lines: list[Line]
    at: int

    @property
    def act(self) -> Act | None:
        """What the line under the cursor is about."""
        raise NotImplementedError

    def unfold(self, ref: str) -> None:
        """Shows the whole text of an activity, or its first line again."""
        raise NotImplementedError

    @property
    def owner(self) -> str:
        """Which of the two records the cursor is in: the deal, or the contact that is shown with it."""
        seen = self.seen
        if seen is None:
            return ""
        refs = {seen.deal.deal.ref if seen.deal else "", seen.contact.contact.ref if seen.contact else ""}
        for line in reversed(self.lines[: self.at + 1]):
            if line.act is not None and line.act.ref in refs:
                return line.act.ref
            if line.is_heading and line.text.partition(" ")[0] in refs:
                return line.text.partition(" ")[0]
        return seen.ref

    def action_open(self) -> None:
        """Does what the line under the cursor is for."""
        act = self.act
        if act is None:
            return
        if act.kind in (card_rows.RECORD, card_rows.PERSON):
            self.app.open_record(act.key)
        elif act.kind in (card_rows.CHANNEL, card_rows.ADDRESS):
            self.action_reach()
        elif act.kind == card_rows.FOLLOWUP:
            self.action_settle(act.key)
        elif act.kind == card_rows.ACTIVITY:
            self.unfold(act.key)
        elif act.kind == card_rows.NOTES:
            self.action_notes()
        elif act.kind == card_rows.ADDING:
            self.action_remind()
        else:
            self.action_edit()

    def action_back(self) -> None:
        """Goes back: from the whole window to where one came from, from beside a list to the list."""
        from crmcli.tui.card_screen import CardScreen

        if isinstance(self.screen, CardScreen):
            self.app.action_leave()
        else:
            self.screen.focus_previous()

    @work
    async def action_edit(self) -> None:
        """Edits what is under the cursor; elsewhere asks which field."""
        from crmcli.tui import card_editing

        if self.seen is not None:
            await card_editing.edit(self.app, self.seen, self.act, self.owner)

    @work
    async def action_notes(self) -> None:
        """Opens the notes in the user's editor."""
        from crmcli.tui import card_editing

        if self.seen is not None:
            await card_editing.notes(self.app, self.seen, self.owner)

    @work
    async def action_record(self) -> None:
        """Logs what happened."""
        if self.seen is not None:
            await recording.log(self.app, self.seen.ref)

    @work
    async def action_remind(self) -> None:
        """Plans what is to be done."""
        if self.seen is not None:
            await recording.remind(self.app, self.seen.ref)

    @work
    async def action_settle(self, ref: str) -> None:
        """Asks what becomes of a follow-up."""
        choices = [
            Choice(_("done"), _("what came of it, and the next step"), "done"),
            Choice(_("put off"), "", "snooze"),
            Choice(_("skip"), _("what repeats, without doing it"), "skip"),
        ]
        chosen = await self.app.push_screen_wait(Picking(ref, choices))
        if chosen == "done":
            await recording.complete_telling(self.app, ref)
        elif chosen == "snooze":
            await recording.snooze(self.app, ref)
        elif chosen == "skip":
            await recording.skip(self.app, ref)

    @work
    async def action_done(self) -> None:
        """Marks the follow-up under the cursor done."""
        ref = self._followup()
        if ref:
            await recording.complete_telling(self.app, ref)

    @work
    async def action_snooze(self) -> None:
        """Puts the follow-up under the cursor off."""
        ref = self._followup()
        if ref:
            await recording.snooze(self.app, ref)

    def _followup(self) -> str:
        """The follow-up under the cursor; elsewhere the soonest, where there is only one to do."""
        if self.act is not None and self.act.kind == card_rows.FOLLOWUP:
            return self.act.key
        refs = [each.act.key for each in self.lines if each.act and each.act.kind == card_rows.FOLLOWUP]
        if len(refs) == 1:
            return refs[0]
        self.app.say(_("Put the cursor on what is to be done.") if refs else _("There is nothing to do."))
        return ""

    @work
    async def action_person(self) -> None:
        """Puts somebody else on the deal."""
        from crmcli.tui import card_people

        if self.seen is not None:
            await card_people.add(self.app, self.seen)

    @work
    async def action_roles(self) -> None:
        """Says what somebody does about the deal."""
        from crmcli.tui import card_people

        if self.seen is not None:
            await card_people.stand(self.app, self.seen, self.act)

    @work
    async def action_groups(self) -> None:
        """Puts the contact into groups, and takes it out."""
        from crmcli.tui import card_people

        if self.seen is not None:
            await card_people.groups(self.app, self.seen)

    @work
    async def action_copy(self) -> None:
        """Copies what is under the cursor."""
        from crmcli.tui import card_reaching

        line = self.lines[self.at] if self.lines else None
        if self.seen is not None and line is not None:
            await card_reaching.copy(self.app, self.seen, line)

    @work
    async def action_reach(self) -> None:
        """Calls, writes or shows on a map what is under the cursor; elsewhere asks."""
        from crmcli.tui import card_reaching

        if self.seen is not None:
            await card_reaching.reach(self.app, self.seen, self.act)

    @work
    async def action_code(self) -> None:
        """Shows the contact as a QR code, for a phone to take."""
        from crmcli.tui import card_reaching

        if self.seen is not None:
            await card_reaching.code(self.app, self.seen)
