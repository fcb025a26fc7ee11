"""The card of a record on the whole window: of a deal and its contact one after the other, or side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal

from crmcli.errors import NotFound
from crmcli.tui.card_panel import ALL, DEAL, REST, CardPanel
from crmcli.tui.gateway import cards
from crmcli.tui.head import Head
from crmcli.tui.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.events import Resize
    from textual.widget import Widget

    from crmcli.tui.gateway.cards import Seen

_WIDE = 120  # cells from which two columns can be read


class CardScreen(View):
    """The card of one record on the whole window; q goes back to where one came from."""

    VIEW: ClassVar[str] = ""
    DEFAULT_CSS = """
    CardScreen #beside { border-left: vkey $panel; }
    """

    def __init__(self, ref: str) -> None:
        super().__init__()
        self.ref = ref

    def body(self) -> Iterable[Widget]:
        """The deal, and beside it the contact where there is room."""
        with Horizontal():
            yield CardPanel(self.ref, id="card")
            yield CardPanel(self.ref, id="beside", part=REST)

    @property
    def panels(self) -> tuple[CardPanel, CardPanel]:
        """The card, and what stands beside it."""
        return self.query_one("#card", CardPanel), self.query_one("#beside", CardPanel)

    async def load(self) -> None:
        """Reads the record."""
        card, beside = self.panels
        try:
            seen = await self.app.gateway.ask(cards.seen, self.ref)
        except NotFound as error:
            beside.display = False
            card.lack(str(error), error.hint)
            return
        self.query_one(Head).subject = f"{seen.ref}  {_called(seen)}"
        card.ref = beside.ref = seen.ref
        card.take(seen)
        beside.take(seen)
        self._part(self.size.width)

    def on_resize(self, event: Resize) -> None:
        """Side by side where there is room."""
        super().on_resize(event)
        self._part(event.size.width)

    def _part(self, width: int) -> None:
        card, beside = self.panels
        seen = card.seen
        is_beside = width >= _WIDE and seen is not None and seen.deal is not None and seen.contact is not None
        if not is_beside and beside.has_focus:
            card.focus()
        beside.display = is_beside
        card.show_part(DEAL if is_beside else ALL)


def _called(seen: Seen) -> str:
    if seen.deal is not None:
        return seen.deal.deal.title
    return seen.contact.contact.name if seen.contact is not None else ""
