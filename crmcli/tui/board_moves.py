"""How deals move on the board: to another stage, to won, lost or void, back from there, and among each other.

A card is carried on the screen at once and stored meanwhile; where the store says no, the sentence is told and the
truth is read again. Many deals are one operation, after one question. What only a move needs is loaded by the first:
the first frame does not wait for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work

from crmcli.i18n import _
from crmcli.store import stages
from crmcli.tui import command_lines
from crmcli.tui.asking import Asking
from crmcli.tui.board_cursor import Board
from crmcli.tui.board_view import BoardView
from crmcli.tui.confirming import Confirming
from crmcli.tui.gateway import boards
from crmcli.tui.picking import Choice, Picking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.boards import Card
    from crmcli.store.deal_courses import Went
    from crmcli.store.stages import Stage
    from crmcli.tui.gateway.recording import Subject
    from crmcli.tui.recording_lines import Promise


class Moves(BoardView):
    """The part of the board's view that moves deals."""

    @work
    async def action_shift(self, by: int) -> None:
        """Moves the chosen deals one stage on or back; from the last open stage on, asks how they end."""
        model = self.board.model
        to = self._beside(by)
        if to is not None and model.chosen:
            await self._send(model.chosen, model.columns[to].stage)

    def _beside(self, by: int) -> int | None:
        """The column on that side. From won and lost it goes back to where deals are still to be won."""
        model = self.board.model
        if model.column and not model.column.stage.is_open and by < 0:
            return model.last_open()
        return model.at + by if 0 <= model.at + by < len(model.columns) else None

    @work
    async def action_move(self) -> None:
        """Asks to which stage, of this pipeline or another, and moves the chosen deals there."""
        chosen = self.board.model.chosen
        if not chosen or self.pipeline_id is None:
            return
        found: list[Stage] = []
        with self.app.telling():
            found = await self.app.gateway.ask(boards.ways, self.pipeline_id)
        own = sum(each.pipeline_id == self.pipeline_id for each in found)
        here = {card.stage_id for card in chosen}
        choices = [
            Choice(
                each.name if each.pipeline_id == self.pipeline_id else f"{each.pipeline}/{each.name}",
                _("here") if here == {each.id} else "",
                each,
            )
            for each in found
        ]
        stage = await self.app.push_screen_wait(
            Picking(_("Move {what} to which stage?").format(what=named(chosen)), choices, numbered=own)
        )
        if stage is not None:
            await self._send(chosen, stage)

    @work
    async def action_win(self) -> None:
        """Wins the chosen deals."""
        await self._end(self.board.model.chosen, stages.WON)

    @work
    async def action_lose(self) -> None:
        """Loses the chosen deals, for a reason."""
        await self._end(self.board.model.chosen, stages.LOST)

    @work
    async def action_void(self) -> None:
        """Makes the chosen deals none that ever were."""
        await self._end(self.board.model.chosen, stages.VOID)

    @on(Board.Dropped)
    def _dropped(self, event: Board.Dropped) -> None:
        self._drop(event.card, self.board.model.columns[event.to].stage)

    @work
    async def _drop(self, card: Card, stage: Stage) -> None:
        marked = self.board.model.chosen if card.id in self.board.model.marked else [card]
        await self._send(marked, stage)

    async def _send(self, cards: Sequence[Card], stage: Stage) -> None:
        """Moves cards to a stage, or ends them where that is one of an end."""
        if stage.is_open:
            await self._move(cards, stage)
        else:
            await self._end(cards, stage.outcome)

    async def _move(self, cards: Sequence[Card], stage: Stage) -> None:
        from crmcli.tui.gateway import deals

        sure = len(cards) == 1 or await self.app.push_screen_wait(
            Confirming(_("Move {what} to {stage}?").format(what=named(cards), stage=stage.name))
        )
        if not sure:
            return
        self._carry(cards, stage.id)
        what, ids = _("moved deals"), [card.id for card in cards]
        changed = await self.app.perform(what, self._line(cards, stage), deals.move, ids, stage.id)
        if changed is None:
            self.reload()  # back to what is true
            return
        went = changed.answer
        self.app.say("\n".join(told(went)), is_undoable=changed.operation_id is not None)
        self.board.model.unmark()
        if len(went) == 1 and went[0].moved.is_moved and went[0].deal.next_id is None:
            await self.ask_step(went[0].deal.ref, went[0].deal.title)

    def _carry(self, cards: Sequence[Card], stage_id: int) -> None:
        """Shows the cards where they will be, the cursor on the first of them."""
        model, to = self.board.model, self.board.model.place_of(stage_id)
        if to is None:
            return
        self.carried += 1
        for card in cards:
            if card.stage_id != stage_id:
                model.carry(card.id, to)
        model.go_to(cards[0].id)
        self.board.draw_again()

    def _line(self, cards: Sequence[Card], stage: Stage) -> str:
        """The command line that moves them; closed ones are opened again by one of their own."""
        name = stage.name if stage.pipeline_id == self.pipeline_id else f"{stage.pipeline}/{stage.name}"
        parts = [("move", [card.ref for card in cards if card.is_open])]
        parts.append(("reopen", [card.ref for card in cards if not card.is_open]))
        return "; ".join(command_lines.crm(verb, *refs, name) for verb, refs in parts if refs)

    async def _end(self, cards: Sequence[Card], outcome: str) -> None:
        """Asks what there is to ask, and ends deals."""
        if not cards:
            return
        from crmcli.tui import deal_endings

        flow = {stages.WON: deal_endings.win, stages.LOST: deal_endings.lose, stages.VOID: deal_endings.void}[outcome]
        if await flow(self.app, cards):
            self._part(cards, outcome)
        self.reload()

    def _part(self, cards: Sequence[Card], outcome: str) -> None:
        """Shows the cards where they ended. The cursor stays where it was, so that the next one is under it."""
        self.carried += 1
        model = self.board.model
        model.unmark()
        to = next((at for at, each in enumerate(model.columns) if each.stage.outcome == outcome), None)
        for card in cards:
            model.carry(card.id, to)
        self.board.draw_again()

    async def ask_step(self, ref: str, title: str) -> None:
        """Asks for the next step of a deal in one line; enter alone is none."""
        from crmcli.tui.gateway import recording
        from crmcli.tui.recording_lines import promised

        about = await self._about(ref)
        if about is None:
            return

        def read(text: str) -> Promise | None:
            return about.lines.promise(text) if text.strip() else None

        step = await self.app.push_screen_wait(
            Asking["Promise | None"](
                _("Next step for {deal}? Enter for none.").format(deal=title),
                read,
                placeholder=_("call Rina fri@10"),
                meaning=lambda promise: promised(promise) if promise else "",
            )
        )
        if step is None:
            return
        line = command_lines.crm("deal edit", ref, next_=step.what, on=step.on)
        if step.every:
            line = command_lines.crm("remind", ref, step.what, on=step.on, every=step.every)
        changed = await self.app.perform(_("reminded"), line, recording.remind, about, step)
        if changed is not None:
            self.app.say(_("Next   {step}").format(step=promised(step)), is_undoable=True)

    async def _about(self, ref: str) -> Subject | None:
        from crmcli.tui.gateway import recording

        with self.app.telling():
            return await self.app.gateway.ask(recording.subject, ref)
        return None

    # Order within a column

    def action_put(self, by: int) -> None:
        """Puts the card under the cursor one place up or down in its column, where the order is by hand."""
        column = self.board.model.column
        if self.sort != "manual" or (column and not column.stage.is_open):
            self.app.say(_("This order is not by hand. S changes it."))
            return
        self.carried += 1
        self.board.shift_card(by)

    @on(Board.Shifted)
    def _shifted(self, event: Board.Shifted) -> None:
        self._put(event.card, event.other, event.is_behind)

    @work
    async def _put(self, card: Card, other: Card, is_behind: bool) -> None:
        from crmcli.tui.gateway import deals

        what = _("put {what} in another place").format(what=card.ref)
        if await self.app.perform(what, "", deals.put, card.id, other.id, is_behind=is_behind) is None:
            self.reload()


def named(cards: Sequence[Card]) -> str:
    """`d7 Fleet policy`, or `5 deals`."""
    from crmcli import deal_sentences

    return f"{cards[0].ref} {cards[0].title}" if len(cards) == 1 else deal_sentences.count_of(len(cards))


def told(went: Sequence[Went]) -> list[str]:
    """Returns what to say of deals that were moved: the way of one, how many there are of several, what they lack."""
    from crmcli import deal_sentences
    from crmcli.store import deal_moves

    gone = [each for each in went if each.moved.is_moved]
    if not gone:
        deal = went[0].deal
        return [_("{deal} is in {stage} already.").format(deal=deal_sentences.in_brief(deal), stage=deal.stage)]
    if len(gone) == 1:
        lines = [f"{deal_sentences.in_brief(gone[0].deal)}: {deal_sentences.moved(gone[0])}"]
    else:
        lines = [deal_sentences.arrow(deal_sentences.count_of(len(gone)), gone[0].deal.stage)]
    return (
        lines
        + [deal_moves.lacks(each.deal, each.deal.stage, each.moved.lacking) for each in gone if each.moved.lacking][:3]
    )
