"""What is around the views: palette and jump, the line of commands, keys, equivalents, themes and the demo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from crmcli import settings
from crmcli.errors import CrmError
from crmcli.i18n import _
from crmcli.output import clean
from crmcli.tui import themes, views
from crmcli.tui.view import View
from crmcli.tui.watching import Watching

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from crmcli.tui.palette import Offer
    from crmcli.tui.views import Begin

_EQUIVALENTS = 20  # commands that are offered


class Around(Watching):
    """The part of the app that every view shares. `has_nothing` is whether there is nothing in the database yet.

    `go_on` is the database to show when this one was left: that of the demo, or none.
    """

    memory: dict[str, Any]
    begin: Begin

    def __init__(self) -> None:
        super().__init__()
        self._left_mode = views.FIRST
        self.has_nothing = False
        self.go_on = ""
        self.make_sample: Callable[[str], str] | None = None
        self.typed: list[str] = []  # the lines of commands, oldest first

    async def go_to(self, view: str) -> None:
        """Goes to another view, and is there when this returns."""
        if view in self.MODES and view != self.current_mode:
            self._left_mode = self.current_mode
            await self.switch_mode(view)

    async def action_go(self, view: str) -> None:
        """Goes to another view."""
        await self.go_to(view)

    async def action_last_view(self) -> None:
        """Goes back to the view before this one."""
        await self.go_to(self._left_mode)

    def open_record(self, ref: str) -> None:
        """Shows the card of a record, `d7` or `c41`, on the whole window."""
        from crmcli.tui.card_screen import CardScreen

        self.push_screen(CardScreen(ref))

    def action_keys(self) -> None:
        """Shows the keys that are in force."""
        from crmcli.tui.keys_screen import KeysScreen

        self.push_screen(KeysScreen(list(self.screen.active_bindings.values()), self._keymap))

    async def action_palette(self, is_jump: bool = False) -> None:
        """Offers records, and where it is no mere jump all that can be done here."""
        from crmcli.tui import palette, palette_offers

        # What is typed at once waits until the line is there: it is pushed here and not in a worker.
        offers = [] if is_jump else palette_offers.of(self)
        await self.push_screen(palette.Palette(offers, is_jump=is_jump), self._do_offer)

    def _do_offer(self, chosen: Offer | None) -> None:
        if chosen is not None:
            self.run_worker(chosen.do(self), group="offer")

    async def action_line(self, text: str = "") -> None:
        """Asks for a line and does what it says."""
        from crmcli.tui.line_screen import LineScreen

        await self.push_screen(LineScreen(text, self.typed), self._do_line)

    def _do_line(self, line: str | None) -> None:
        if line and line.strip():
            if self.typed[-1:] != [line]:
                self.typed.append(line)
            self.run_worker(self._said(line), group="line")

    async def _said(self, line: str) -> None:
        from crmcli.tui import line_meaning

        with self.telling():
            await line_meaning.do(self, line)

    @work
    async def action_equivalent(self) -> None:
        """Shows the command lines that do the same as the last changes; the one that is chosen is copied."""
        from crmcli.tui.picking import Choice, Picking

        shown = self.screen.equivalents() if isinstance(self.screen, View) else []
        newest = [*shown, *self.commands[-_EQUIVALENTS:][::-1]]
        if not newest:
            self.say(_("Nothing was changed here yet."))
            return
        choices = [Choice(each, "", each) for each in newest]
        chosen = await self.push_screen_wait(Picking(_("As commands, the newest first; enter copies"), choices))
        if chosen is not None:
            self.copy_to_clipboard(chosen)
            self.say(_("Copied: {command}").format(command=chosen))

    def dress(self, theme: str) -> None:
        """Takes a theme, or what suits the terminal, and keeps it in the settings."""
        self.theme = themes.chosen(theme)
        with self.telling():
            settings.put("theme", theme)
            self.say(_("Theme: {theme}").format(theme=themes.called()[theme]))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action can be done now: the demo is offered where there is nothing yet."""
        if action == "demo":
            return self.has_nothing and self.make_sample is not None and not self.begin.is_demo
        return super().check_action(action, parameters)

    @work(exclusive=True, group="demo")
    async def action_demo(self) -> None:
        """Writes the sample into a database that goes away again, and shows it."""
        import asyncio
        import tempfile

        if self.make_sample is None or self.begin.is_demo:
            self.say(_("This is the demo already.") if self.begin.is_demo else _("crm tui --demo shows the demo."))
            return
        self.say(_("Writing the sample: a year of deals takes a moment…"))
        try:
            self.go_on = await asyncio.to_thread(self.make_sample, tempfile.mkdtemp(prefix="crm-sample-"))
        except CrmError as error:
            self.tell_error(error)
            return
        self.exit()

    def announce(self, title: str, text: str) -> None:
        """Shows an answer: in a toast where it is a line, else on a screen of its own."""
        from crmcli.tui.answer_screen import AnswerScreen

        lines = [each for each in text.splitlines() if each.strip()]
        if len(lines) == 1 and len(clean(lines[0])) <= 2 * self.size.width:
            self.say(lines[0])
        elif lines:
            self.push_screen(AnswerScreen(title, text))
