"""What every view is: a head, a body, a footer, and the reading of what it shows, at first and after each change."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import BindingType
from textual.screen import Screen

from crmcli.errors import Unavailable
from crmcli.tui import keys, remembering
from crmcli.tui.failing import Surviving
from crmcli.tui.foot import Foot
from crmcli.tui.frame import FirstSteps, TooSmall, Trouble, is_too_small
from crmcli.tui.gateway import starting
from crmcli.tui.head import Head

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult
    from textual.events import Resize
    from textual.widget import Widget

    from crmcli.tui.app import CrmApp


class View(Surviving, Screen[None]):
    """A view of the whole window. Those that follow say their name, their body, and how they read what they show."""

    VIEW: ClassVar[str]
    BINDINGS: ClassVar[list[BindingType]] = keys.of(keys.EVERYWHERE)
    DEFAULT_CSS = "View { layers: below above; overflow: hidden; }"
    app: CrmApp

    def __init__(self) -> None:
        super().__init__()
        self.is_stale = True  # something was changed since it was read
        self._has_begun = False

    def body(self) -> Iterable[Widget]:
        """The widgets between head and footer."""
        raise NotImplementedError

    async def load(self) -> None:
        """Asks the gateway for what is shown, and shows it. What is wrong goes to the user as a sentence."""
        raise NotImplementedError

    def remembered(self) -> dict[str, Any]:
        """Returns what the view should be like the next time crm is begun, as JSON has it."""
        return {}

    def recall(self, memory: dict[str, Any]) -> None:
        """Takes what `remembered` returned, before anything is read; it may come from a file that others changed."""

    def equivalents(self) -> list[str]:
        """Returns the lines that show the same as the view does, where there are any."""
        return []

    def narrow(self, words: list[str]) -> None:
        """Shows only what a query means, where the view can be filtered."""
        from crmcli.tui.filter_bar import FilterBar

        for bar in self.query(FilterBar):
            bar.narrow(words)

    def compose(self) -> ComposeResult:
        """The parts of the view."""
        yield Head(self.VIEW)
        yield Trouble()
        yield from self.body()
        yield Foot()
        yield FirstSteps()
        yield TooSmall()

    def on_mount(self) -> None:
        """Reads for the first time, when the frame is there."""
        if self._has_begun:
            return  # Textual calls this beside that of a class that follows, which may have called it already
        self._has_begun = self.app.has_begun = True
        with suppress(AttributeError, KeyError, LookupError, TypeError, ValueError):
            self.recall(remembering.of_view(self.app.memory, self.VIEW))
        self.reload()

    def on_resize(self, event: Resize) -> None:
        """Tells where there is no room."""
        self.set_class(is_too_small(event.size.width, event.size.height), "-cramped")

    def on_screen_resume(self) -> None:
        """Reads again where something was changed meanwhile."""
        self.app.show_trouble()
        if self.is_stale:
            self.reload()

    def reload(self) -> None:
        """Reads again in the background; a reading that is under way is given up for it."""
        self.is_stale = False
        self.run_worker(self._load, group="load", exclusive=True)  # type: ignore[arg-type]

    async def _load(self) -> None:
        with self.app.telling():
            try:
                await self.load()
                is_empty = await self.app.gateway.ask(starting.is_empty)
            except Unavailable as error:
                self.is_stale = True
                self.app.ail(error)
                return
            self.app.has_nothing = is_empty
            self.query_one(FirstSteps).want(is_empty)
