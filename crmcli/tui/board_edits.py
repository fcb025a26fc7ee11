"""What else is done with a deal on the board: made, edited, tagged, copied from, and what goes on with its customer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual import work

from crmcli import texts
from crmcli.errors import Invalid
from crmcli.i18n import _
from crmcli.store import deal_amounts, deal_values
from crmcli.tui import command_lines
from crmcli.tui.asking import Asking
from crmcli.tui.board_moves import Moves, named
from crmcli.tui.picking import Choice, Picking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.boards import Card
    from crmcli.store.deal_amounts import Columns
    from crmcli.store.deals import Deal
    from crmcli.store.stages import Stage
    from crmcli.tui.finding import Found
    from crmcli.tui.gateway.cards import Seen
    from crmcli.tui.gateway.deal_forms import Copyable


class _Tags(NamedTuple):
    """Tags to put on, and those to take off."""

    add: Sequence[str]
    take: Sequence[str]


class _Worth(NamedTuple):
    """A value as typed, and its columns."""

    typed: str
    columns: Columns


class Edits(Moves):
    """The part of the board's view that makes and changes deals."""

    @work
    async def action_new(self) -> None:
        """Asks what it is about, with whom and for how much, and makes a deal in the column of the cursor."""
        from crmcli.tui.finding import Finding

        stage = self._beginning()
        if stage is None:
            return
        title = await self.app.push_screen_wait(
            Asking(
                _("A new deal in {stage}: what is it about?").format(stage=stage.name),
                lambda text: texts.line(text, _("title of the deal")),
                placeholder=_("Fleet policy"),
            )
        )
        if title is None:
            return
        who = await self.app.push_screen_wait(
            Finding(_("With whom is {deal}? Enter for nobody yet.").format(deal=title), may_be_new=True)
        )
        worth = await self._ask_worth(title) if who is not None else None
        if who is not None and worth is not None:
            await self._make(title, stage, who, worth)

    def _beginning(self) -> Stage | None:
        """The stage in which a new deal begins: that of the cursor, or the first one where deals end there."""
        columns, column = self.board.model.columns, self.board.model.column
        if column is None or column.stage.is_open:
            return column.stage if column else None
        return columns[0].stage

    async def _ask_worth(self, title: str) -> _Worth | None:
        from crmcli.tui.gateway import deal_forms

        with self.app.telling():
            home = await self.app.gateway.ask(deal_forms.home)

            def read(text: str) -> _Worth:
                return _Worth(text.strip(), deal_amounts.sums(text.strip(), "", None, lambda: home))

            return await self.app.push_screen_wait(
                Asking(
                    _("What is {deal} worth? Enter where that is not known.").format(deal=title),
                    read,
                    placeholder=_("12.5k, USD 50k, 12jt"),
                    meaning=_worth_in_words,
                )
            )
        return None

    async def _make(self, title: str, stage: Stage, who: Found, worth: _Worth) -> None:
        from crmcli import deal_sentences
        from crmcli.store import deal_moves
        from crmcli.tui.gateway import deals

        line = command_lines.crm(
            "deal add", title, contact=who.ref or who.name, value=worth.typed, stage=f"{stage.pipeline}/{stage.name}"
        )
        if who.name and not who.ref:
            line = command_lines.crm("add", who.name) + "; " + line
        new = "" if who.ref else who.name
        ids = [int(who.ref[1:])] if who.ref else []
        changed = await self.app.perform(_("added a deal"), line, deals.add, title, stage.id, ids, worth.columns, new)
        if changed is None:
            return
        deal, lacking = changed.answer
        self.wanted = deal.id
        self.reload()
        said = [_("Added {deal}").format(deal=deal_sentences.in_full(deal))]
        said += [deal_moves.lacks(deal, deal.stage, lacking)] if lacking else []
        self.app.say("\n".join(said), is_undoable=True)
        await self.ask_step(deal.ref, deal.title)

    @work
    async def action_edit(self) -> None:
        """Asks which field of the deal, and edits it."""
        from crmcli.tui import card_editing

        card = self.board.model.card
        seen = await self._whole_card()
        if card and seen is not None:
            await card_editing.edit(self.app, seen, None, card.ref)

    @work
    async def action_channel(self) -> None:
        """Asks how to reach whom the deal is with, and calls or writes."""
        from crmcli.tui import card_reaching

        seen = await self._whole_card()
        if seen is not None:
            await card_reaching.reach(self.app, seen, None)

    async def _whole_card(self) -> Seen | None:
        """All that is known of the deal under the cursor; None where there is none."""
        from crmcli.tui.gateway import cards

        card = self.board.model.card
        with self.app.telling():
            return await self.app.gateway.ask(cards.seen, card.ref) if card else None
        return None

    @work
    async def action_tag(self) -> None:
        """Asks for tags, and puts them on the chosen deals; `-vip` takes one off."""
        from crmcli.tui.gateway import deals

        chosen = self.board.model.chosen
        if not chosen:
            return
        tags = await self.app.push_screen_wait(
            Asking(
                _("Tags for {what}: q4 vip puts them on, -cold takes one off").format(what=named(chosen)),
                _tags,
                meaning=_tags_in_words,
            )
        )
        if tags is None:
            return
        refs = [card.ref for card in chosen]
        line = command_lines.crm("deal edit", *refs, tag=tags.add, untag=tags.take)
        ids = [card.id for card in chosen]
        changed = await self.app.perform(_("edited deals"), line, deals.tag, ids, tags.add, tags.take)
        if changed is not None:
            self._say_tagged(changed.answer)

    def _say_tagged(self, found: Sequence[Deal]) -> None:
        from crmcli import deal_sentences

        self.board.model.unmark()
        self.board.refresh()
        if not found:
            self.app.say(_("Nothing differs."))
        elif len(found) == 1:
            tags = ", ".join(found[0].tags) or _("none")
            self.app.say(f"{deal_sentences.in_brief(found[0])}: {_('tags')} {tags}", is_undoable=True)
        else:
            said = _("Edited {what}").format(what=deal_sentences.count_of(len(found)))
            self.app.say(said, is_undoable=True)

    @work
    async def action_copy(self) -> None:
        """Asks what of the deal goes to the clipboard."""
        from crmcli.tui.gateway import deal_forms

        card = self.board.model.card
        if card is None:
            return
        found: list[Copyable] = []
        with self.app.telling():
            found = await self.app.gateway.ask(deal_forms.copyable, card.id)
        if not found:
            return
        choices = [Choice(each.what, each.text, each.text) for each in found]
        text = await self.app.push_screen_wait(Picking(_("Copy what?"), choices))
        if text is not None:
            self.app.copy_to_clipboard(text)
            self.app.say(_("Copied: {text}").format(text=text))

    # What is noted and promised

    @work
    async def action_log(self) -> None:
        """Logs what happened."""
        from crmcli.tui import recording

        card = self.board.model.card
        if card:
            await recording.log(self.app, card.ref)

    @work
    async def action_remind(self) -> None:
        """Promises what is to be done."""
        from crmcli.tui import recording

        card = self.board.model.card
        if card:
            await recording.remind(self.app, card.ref)

    @work
    async def action_snooze(self) -> None:
        """Puts the next steps of the chosen deals off."""
        from crmcli.tui import recording

        refs = await self._steps(self.board.model.chosen)
        if refs and await recording.snooze(self.app, *refs):
            self.board.action_escape()

    @work
    async def action_done(self) -> None:
        """Marks the next steps of the chosen deals done; of one asks what came of it, and what comes next."""
        from crmcli.tui import recording

        chosen = self.board.model.chosen
        refs = await self._steps(chosen)
        if len(refs) == 1:
            await recording.complete_telling(self.app, refs[0])
        elif refs and await recording.complete(self.app, *refs):
            self.board.action_escape()

    async def _steps(self, cards: Sequence[Card]) -> list[str]:
        """The next steps of deals; where there is none, that is told."""
        from crmcli.tui.gateway import deal_forms

        with self.app.telling():
            refs = await self.app.gateway.ask(deal_forms.next_steps, [card.id for card in cards])
            if cards and not refs:
                raise Invalid(_("There is no next step yet."), _("f makes one."))
            return refs
        return []


def _worth_in_words(worth: _Worth) -> str:
    from crmcli import deal_sentences

    amount, currency = worth.columns.get("value"), worth.columns.get("currency")
    return deal_sentences.sum_of(int(amount), str(currency)) if amount is not None else ""


def _tags(text: str) -> _Tags:
    words = text.replace(",", " ").split()
    if not words:
        raise Invalid(_("No tag is named."))
    add = [word.removeprefix("+") for word in words if not word.startswith("-")]
    take = [word[1:] for word in words if word.startswith("-")]
    deal_values.tags([*add, *take])
    return _Tags(add, take)


def _tags_in_words(tags: _Tags) -> str:
    on = _("on: {tags}").format(tags=", ".join(tags.add)) if tags.add else ""
    off = _("off: {tags}").format(tags=", ".join(tags.take)) if tags.take else ""
    return "   ".join(part for part in (on, off) if part)
