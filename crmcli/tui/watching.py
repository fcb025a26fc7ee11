"""Watching the database: what others write shows without a key, and what is wrong with it stands there while it is."""

from __future__ import annotations

from crmcli.errors import CrmError
from crmcli.tui.changing import Changing
from crmcli.tui.frame import Trouble
from crmcli.tui.gateway import starting

LOOKS_EACH = 1.0  # seconds between looks for what others wrote


class Watching(Changing):
    """The part of the app that looks for what others write. `trouble` is what is wrong with the database now."""

    def __init__(self) -> None:
        super().__init__()
        self.trouble = ""

    def watch_database(self) -> None:
        """Begins to look, once a second."""
        self.set_interval(LOOKS_EACH, self._look_again)

    async def look(self) -> bool:
        """Looks once: shows what others wrote, tells what is wrong, and goes on where it is no longer.

        Returns whether others wrote.
        """
        try:
            has_changed = await self.gateway.has_changed()
            if self.trouble:
                await self.gateway.ask(starting.is_there)
        except CrmError as error:
            self.ail(error)
            return False
        if has_changed or self.trouble:
            self.recover()
            self.show_changes()
        return has_changed

    async def _look_again(self) -> None:
        await self.look()

    def ail(self, error: CrmError) -> None:
        """Shows what is wrong with the database until it is well again; the first time with what to do."""
        sentence = str(error)
        if sentence != self.trouble:
            self.trouble = sentence
            self.tell_error(error)
        self.show_trouble()

    def recover(self) -> None:
        """Takes away what was wrong."""
        if self.trouble:
            self.trouble = ""
            self.show_trouble()

    def show_trouble(self) -> None:
        """Lets the present screen say what is wrong, if anything is."""
        for line in self.screen.query(Trouble):
            line.tell(self.trouble)
