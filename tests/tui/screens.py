"""How tests play the screen: keys in, what is shown and what is stored out, in a window of a given size."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from textual.pilot import Pilot

from crmcli.tui.app import CrmApp
from crmcli.tui.views import NOWHERE, Begin

Played = Callable[["Stage"], Awaitable[Any]]
NARROW, MEDIUM, WIDE = (80, 24), (120, 30), (160, 45)


class Stage:
    """The app while it is played."""

    def __init__(self, app: CrmApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def settle(self) -> None:
        """Waits until nothing is read, written or drawn any more; what waits for the user goes on waiting."""
        for _turn in range(3):
            while self._at_work() > self._waiting():
                await asyncio.sleep(0)
            await self.pilot.pause()

    def _at_work(self) -> int:
        return sum(not each.is_finished for each in self.app.workers)

    def _waiting(self) -> int:
        """How many workers wait for what a screen answers."""
        screens = [screen for stack in self.app._screen_stacks.values() for screen in stack]
        asked = [each.future for screen in screens for each in screen._result_callbacks]
        # Each pushed screen has a future; what awaits one is among its callbacks.
        return sum(future is not None and not future.done() and bool(future._callbacks) for future in asked)

    async def press(self, *keys: str) -> None:
        """Presses keys, each when what came of the one before is there."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Types a text into what has the keys."""
        for letter in text:
            await self.pilot.press(_KEYS.get(letter, letter))
        await self.settle()

    def lines(self) -> list[str]:
        """What stands on the screen, a text for each line, without blanks at its end."""
        width, height = self.app.size
        rows = self.app.screen._compositor.render_strips(self.app.size)
        return ["".join(segment.text for segment in row).rstrip()[:width] for row in rows[:height]]

    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(self.lines())

    def toasts(self) -> list[str]:
        """What was told in toasts, oldest first."""
        return [each.message for each in self.app._notifications]


_KEYS = {" ": "space", "@": "at", "/": "slash", ":": "colon", "-": "minus", ".": "full_stop", "?": "question_mark"}


def play(
    database: object,
    played: Played,
    *,
    size: tuple[int, int] = NARROW,
    begin: Begin = NOWHERE,
    is_debug: bool = True,
    make_sample: Callable[[str], str] | None = None,
) -> Any:
    """Runs the app on a database in a window of some size, and returns what was played in it answers.

    What fails in the app fails the test: nothing is turned into a sentence, unless `is_debug` is off.
    """

    async def run() -> Any:
        app = CrmApp(str(database), is_debug=is_debug, begin=begin)
        app.make_sample = make_sample
        async with app.run_test(size=size) as pilot:
            stage = Stage(app, pilot)
            await stage.settle()
            return await played(stage)

    return asyncio.run(run())


def press(database: object, keys: Iterable[str], *, size: tuple[int, int] = NARROW) -> str:
    """Presses keys and returns what stands on the screen then."""

    async def played(stage: Stage) -> str:
        await stage.press(*keys)
        return stage.text()

    return str(play(database, played, size=size))
