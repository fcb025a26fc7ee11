"""What is done from a list of things to do: done, call, log, put off, skip, another step, open. Each is a flow of its
own; several that are marked are one operation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from crmcli.i18n import _, ngettext
from crmcli.store import deal_days
from crmcli.tui import calling, day_deals, recording
from crmcli.tui.confirming import Confirming
from crmcli.tui.gateway import days
from crmcli.tui.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.days import Entry
    from crmcli.tui.today_list import TodayList


class Doing(View):
    """The part of today's view that does things."""

    @property
    def rows(self) -> TodayList:
        """The list."""
        raise NotImplementedError

    @work
    async def action_done(self) -> None:
        """Marks follow-ups done; settles a deal, logs what happened with somebody, or lists whom to greet."""
        picked = self.rows.picked
        if len(picked) > 1:
            await self._all_done(picked)
        elif picked:
            await self._one_done(picked[0])

    async def _one_done(self, entry: Entry) -> None:
        if entry.followup_id is not None:
            if entry.contact_id is None:
                await recording.complete(self.app, entry.ref)  # there is no timeline to note anything on
            else:
                await recording.complete_telling(self.app, entry.ref)
        elif entry.greeting is not None:
            await self._greet(entry)
        elif entry.deal is not None and entry.is_deal:
            await day_deals.settle(self.app, entry.deal, entry.state)
        else:
            await recording.log(self.app, entry.ref)

    async def _all_done(self, picked: Sequence[Entry]) -> None:
        refs = [each.ref for each in picked if each.followup_id is not None]
        if len(refs) < len(picked):
            self.app.say(_("Only follow-ups are marked done together; take the marks off the others."))
            return
        count = len(refs)
        question = ngettext("Mark {count} follow-up done?", "Mark {count} follow-ups done?", count)
        sure = await self.app.push_screen_wait(Confirming(question.format(count=f"{count:,}")))
        if sure and await recording.complete(self.app, *refs):
            self.rows.unmark()

    async def _greet(self, entry: Entry) -> None:
        await self.app.go_to("contacts")
        if isinstance(self.app.screen, View):
            self.app.screen.narrow([entry.ref])

    @work
    async def action_call(self) -> None:
        """Calls whom it is about, and asks what came of it."""
        entry = self.rows.entry
        if entry is None:
            return
        if entry.contact_id is None:
            self.app.say(_("There is nobody to call about it."))
            return
        await calling.call(self.app, entry.contact_id, entry.ref)

    @work
    async def action_record(self) -> None:
        """Logs what happened with whom it is about."""
        entry = self.rows.entry
        if entry is not None and entry.greeting is None:
            await recording.log(self.app, entry.ref)

    @work
    async def action_remind(self) -> None:
        """Notes another thing to do with whom it is about."""
        entry = self.rows.entry
        await recording.remind(self.app, (days.about(entry) or "") if entry else "")

    @work
    async def action_new(self) -> None:
        """Notes something to do for oneself."""
        await recording.remind(self.app)

    @work
    async def action_snooze(self) -> None:
        """Puts off what is chosen, each in its own way: a follow-up, keeping in touch, the close of a deal."""
        picked = self.rows.picked
        entry = picked[0] if len(picked) == 1 else None
        if entry is not None and entry.deal is not None and entry.is_deal:
            await self._put_off_deal(entry)
            return
        refs = [each.ref for each in picked if _can_be_put_off(each)]
        if len(refs) < len(picked):
            self.app.say(_("An occasion comes on its day, and a deal is put off by itself."))
        elif refs and await recording.snooze(self.app, *refs):
            self.rows.unmark()

    async def _put_off_deal(self, entry: Entry) -> None:
        if entry.deal is not None and entry.state in (deal_days.SLIPPED, deal_days.CLOSING):
            await day_deals.put_off_close(self.app, entry.deal)
        else:
            await recording.remind(self.app, entry.ref)

    @work
    async def action_skip(self) -> None:
        """Skips one of what repeats."""
        entry = self.rows.entry
        if entry is not None and entry.followup_id is not None:
            await recording.skip(self.app, entry.ref)
        elif entry is not None:
            self.app.say(_("Only what repeats is skipped; s puts off."))

    @work
    async def action_reach(self) -> None:
        """Writes to whom it is about, or opens what there is of them."""
        from crmcli.tui import card_reaching
        from crmcli.tui.gateway import cards

        entry = self.rows.entry
        if entry is None or entry.contact_id is None:
            self.app.say(_("There is nobody to write to about it."))
            return
        with self.app.telling():
            await card_reaching.reach(self.app, await self.app.gateway.ask(cards.seen, f"c{entry.contact_id}"), None)

    def action_card(self) -> None:
        """Shows the card of whom it is about on the whole window."""
        entry = self.rows.entry
        ref = days.about(entry) if entry is not None else None
        if ref is not None:
            self.app.open_record(ref)


def _can_be_put_off(entry: Entry) -> bool:
    """Whether it is a follow-up, or somebody to keep in touch with."""
    return entry.followup_id is not None or (entry.silent is not None and not entry.is_deal)
