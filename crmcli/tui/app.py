"""The full-screen crm: its views, its themes and keys, and how it begins and ends. The rest has rooms of its own."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType

from crmcli import glyphs, settings
from crmcli.i18n import _
from crmcli.tui import endings, frame, keymaps, remembering, themes, views
from crmcli.tui.around import Around
from crmcli.tui.gateway.connection import Gateway
from crmcli.tui.in_ascii import InAscii
from crmcli.tui.view import View

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot  # noqa: F401

_GARBAGE = 2_000  # objects made before garbage is looked for: little at once, so that no key waits for it
_TURN = 0.0005  # seconds for which a thread that reads may keep one that answers a key waiting
_HANGUP = 1
_SIGNALLED = 128  # and the number of the signal: how a shell is told what ended a program
_MOST_SENTENCES = 4  # about settings that cannot be


class CrmApp(Around):
    """crm on the whole screen. `go_on` is what to do when it was left: show another database, or nothing."""

    TITLE = "crm"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-tiny"), (80, "-narrow"), (100, "-medium"), (140, "-wide"),
    ]  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave_at_once", show=False, priority=True),
    ]
    MODES = views.ALL  # type: ignore[assignment]
    DEFAULT_MODE = views.FIRST

    def __init__(self, database: str, *, is_debug: bool = False, begin: views.Begin = views.NOWHERE) -> None:
        self.memory = {} if begin.is_demo else remembering.recall(database)
        if not os.environ.get("NO_COLOR"):
            os.environ.pop("NO_COLOR", None)  # Textual takes an empty one for a wish
        self.DEFAULT_MODE = views.first(begin, self.memory)  # type: ignore[misc]
        super().__init__()
        self.begin = begin
        self.database, self.is_debug = database, is_debug
        self.gateway = Gateway(database, self._narrate, is_debug=is_debug)
        if not glyphs.has_unicode():
            self._filters.append(InAscii())
        for theme in themes.ours():
            self.register_theme(theme)
        self.theme = themes.chosen(settings.get("theme"))

    def on_mount(self) -> None:
        """Takes the keys that are set, begins to watch, and shows what was asked for."""
        self.has_begun = True
        self.animation_level = "none"
        changed, wrong = keymaps.in_force({name: settings.get(name) for name in ("keymap", "keys")})
        if changed:
            self.set_keymap(changed)
        for sentence in [*settings.problems(), *wrong][:_MOST_SENTENCES]:
            self.notify(sentence, severity="warning", timeout=10, markup=False)
        self.heed_signals()
        self.watch_database()
        if not self.is_headless:
            self.set_interval(1, self._end_without_terminal)
        if self.begin.ref:
            self.open_record(self.begin.ref)
        elif self.begin.words and isinstance(self.screen, View):
            self.call_after_refresh(self.screen.narrow, self.begin.words)

    async def on_unmount(self) -> None:
        """Closes the database, without holding up what its threads still have to say."""
        await asyncio.to_thread(self.gateway.close)

    def heed_signals(self) -> None:
        """Ends as if left when it is ended from outside, so that the terminal is what it was."""
        import signal

        if self.is_headless:
            return
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                asyncio.get_running_loop().add_signal_handler(number, self._end_by_signal, int(number))

    def _end_without_terminal(self) -> None:
        """Ends where the terminal went away without a word: Textual would look for keys there for ever."""
        if endings.is_hung_up():
            self._end_by_signal(_HANGUP)

    def _end_by_signal(self, number: int) -> None:
        self.exit(return_code=_SIGNALLED + number)

    async def on_event(self, event: events.Event) -> None:
        """Hands on what happens; in a window without room for a view no key can change what nobody sees."""
        if self._exit and isinstance(event, events.InputEvent):
            return  # typed ahead, or on its way up: there is no screen any more
        if isinstance(event, events.Key) and frame.is_too_small(*self.size) and isinstance(self.screen, View):
            if event.key in ("q", "ctrl+q"):
                self.action_leave()
            return
        await super().on_event(event)

    def _narrate(self, sentence: str) -> None:
        """What the store has to say, from any thread; it waits for nobody."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._say_from_afar, sentence)

    def _say_from_afar(self, sentence: str) -> None:
        with self._context():
            self.say(sentence)

    def action_leave(self) -> None:
        """Goes back to where one came from; from a view that is nowhere else, leaves crm."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            self.exit()

    def action_leave_at_once(self) -> None:
        """Leaves crm from wherever one is."""
        self.go_on = ""
        self.exit(return_code=0)

    def action_help_quit(self) -> None:
        """ctrl+c is no way out, but says which is one."""
        self.say(_("q goes back, ctrl+q leaves crm."))

    def exit(self, *args: Any, **kwargs: Any) -> None:
        """Leaves, and remembers where one was."""
        if not self.begin.is_demo:
            self._remember()
        super().exit(*args, **kwargs)

    def _remember(self) -> None:
        kept = dict(self.memory.get("views") or {}) if isinstance(self.memory.get("views"), dict) else {}
        for view, stack in self._screen_stacks.items():
            if stack and isinstance(stack[0], View):
                kept[view] = stack[0].remembered()
        remembering.keep(self.database, {"view": self.current_mode, "views": kept})


def run(
    database: str,
    *,
    is_debug: bool = False,
    begin: views.Begin = views.NOWHERE,
    make_sample: Callable[[str], str] | None = None,
) -> tuple[int, str]:
    """Shows crm on the whole screen until it is left; returns the exit code, and the database to go on with, or none.

    Raises what the screen could not live through. `make_sample` writes the demo into a folder and returns its path.
    """
    app = CrmApp(database, is_debug=is_debug, begin=begin)
    app.make_sample = make_sample
    gc.freeze()  # what was loaded is no garbage, and need not be looked through at each look for some
    gc.set_threshold(_GARBAGE)
    sys.setswitchinterval(_TURN)
    app.run()
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0, app.go_on
