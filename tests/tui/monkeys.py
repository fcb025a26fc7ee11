"""A monkey at the screen: seeded keys of the whole key map, texts, clicks, wheels, drags and windows of other sizes.

What it does is a list of steps that only its seed decides, and where it stands: where a text is asked for, it types.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from typing import Any

from textual import events
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size
from textual.keys import _character_to_key
from textual.widgets import Input

from crmcli.tui import keys
from tests.tui.screens import Stage
from tests.tui.soundness import faults

SIZES = ((80, 24), (120, 30), (160, 45), (60, 15), (100, 24), (20, 5), (40, 10), (240, 70), (139, 31), (80, 50))
TEXTS = (
    "budi", "call back fri@10", "price ok, wife decides, next call both mon", "12.5k", "Rp 1.500.000", "group:vip",
    "value:10k.. or not:stalled", "next tue 15:00", "+3d", "2w", "王小明", "łukasz", "'", "(", "\"half", "@nobody",
    "[bold]x[/]", "\x1b[31m", "deal list", "report funnel", "board stage:proposal", "theme light", "undo", "d3", "c2",
    "60%", "a=b", "budi@example.com", "0812-3456-7890", "#tag -old", "eom", "-", "0", "VIP", "e\u0301🙂", "x" * 90,
)  # fmt: skip
PLAIN = ("enter", "enter", "escape", "escape", "tab", "shift+tab", "space", "backspace", "delete", "up", "down", "f1")
LEAVING = ("q", "ctrl+q", "ctrl+c")
_KEPT = 40  # steps that a failure tells
_LONG = 60  # seconds after which what did not come will not
_TURNS = 4  # of the loop in which nothing is to be done


class Monkey:
    """One monkey. `steps` is what it did last, for whoever looks for what went wrong."""

    def __init__(self, stage: Stage, seed: int) -> None:
        self.stage = stage
        self.chance = random.Random(seed)
        self.steps: list[str] = []
        self.keys = sorted({key for each in keys.all_keys() for key in each.keys.split(",")} - set(LEAVING))
        self._asked = 0  # questions and changes that the gateway has not answered
        self._count_what_is_asked()

    def _count_what_is_asked(self) -> None:
        gateway = self.stage.app.gateway
        before = gateway._in

        async def counted(pool: Any, work: Any) -> Any:
            self._asked += 1
            try:
                return await before(pool, work)
            finally:
                self._asked -= 1

        gateway._in = counted  # type: ignore[method-assign]

    @property
    def is_out(self) -> bool:
        """Whether it has left crm."""
        return self.stage.app._exit

    async def play(self, count: int) -> int:
        """Makes so many steps, or as many as it takes to leave; returns how many. What goes wrong names the last."""
        for done in range(count):
            try:
                await self._step()
                if self.is_out:
                    return done + 1
                if done % 10 == 0:
                    found = faults(self.stage.app)
                    assert not found, "\n".join(found)
            except BaseException as error:
                error.add_note("The last steps: " + " ".join(self.steps[-_KEPT:]))
                raise
        return count

    async def _step(self) -> None:
        drawn = self.chance.random()
        if drawn < 0.02:
            await self._resize(self.chance.choice(SIZES))
        elif drawn < 0.07:
            await self._mouse()
        elif isinstance(self.stage.app.focused, Input) and drawn < 0.6:
            await self._press(*_typed(self.chance.choice(TEXTS)), *(["enter"] if drawn < 0.4 else []))
        elif drawn < 0.25:
            await self._press(self.chance.choice(PLAIN))
        elif drawn < 0.27:
            await self._press(self.chance.choice(LEAVING) if len(self.stage.app.screen_stack) > 1 else "escape")
        else:
            await self._press(self.chance.choice(self.keys))

    async def _press(self, *pressed: str) -> None:
        self.steps.append(pressed[0] if len(pressed) == 1 else repr("".join(pressed)))
        for key in pressed:
            name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
            event = events.Key(name, key if len(key) == 1 else {"space": " "}.get(key))
            event.set_sender(self.stage.app)
            self._send(event)
            await self._settle()

    async def _resize(self, size: tuple[int, int]) -> None:
        self.steps.append(f"{size[0]}x{size[1]}")
        driver = self.stage.app._driver
        assert isinstance(driver, HeadlessDriver)
        driver._size = Size(*size)
        self.stage.app.post_message(events.Resize(Size(*size), Size(*size)))
        await asyncio.wait_for(self._until_laid_out(), _LONG)
        await self._settle()

    async def _until_laid_out(self) -> None:
        app = self.stage.app
        while not self.is_out and app.screen._compositor.size != app.size:
            await asyncio.sleep(0)

    async def _mouse(self) -> None:
        width, height = self.stage.app.size
        x, y = self.chance.randrange(width), self.chance.randrange(height)
        kind = self.chance.choice(("click", "click", "double", "up", "down", "drag"))
        self.steps.append(f"{kind}@{x},{y}")
        for event in self._events(kind, x, y):
            self._send(event)
            await self._settle()

    def _send(self, event: events.Event) -> None:
        if not self.is_out and self.stage.app._driver is not None:
            self.stage.app._driver.send_message(event)

    def _events(self, kind: str, x: int, y: int) -> Iterator[events.Event]:
        if kind in ("up", "down"):
            yield _mouse(events.MouseScrollUp if kind == "up" else events.MouseScrollDown, x, y, 0)
            return
        width, height = self.stage.app.size
        to = (self.chance.randrange(width), self.chance.randrange(height)) if kind == "drag" else (x, y)
        for _turn in range(2 if kind == "double" else 1):
            yield _mouse(events.MouseMove, x, y, 0)
            yield _mouse(events.MouseDown, x, y, 1)
            if kind == "drag":
                yield _mouse(events.MouseMove, (x + to[0]) // 2, (y + to[1]) // 2, 1)
                yield _mouse(events.MouseMove, *to, 1)
            yield _mouse(events.MouseUp, *to, 1)

    async def _settle(self) -> None:
        """Waits until nothing is to be done but what waits for a key or for the clock."""
        quiet = 0
        while quiet < _TURNS and not self.is_out:
            await asyncio.sleep(0)
            quiet = 0 if self._is_busy() else quiet + 1
        if not self.is_out:
            self.stage.app.screen._on_timer_update()

    def _is_busy(self) -> bool:
        app = self.stage.app
        if self._asked or self.stage._at_work() > self.stage._waiting():
            return True
        pumps = [app, *(each for screen in app.screen_stack for each in (screen, *screen.walk_children()))]
        return any(each.message_queue_size for each in pumps)


def _typed(text: str) -> list[str]:
    """A text as the keys that type it."""
    return [each for each in text if each.isprintable()]


def _mouse(kind: type[events.MouseEvent], x: int, y: int, button: int) -> events.MouseEvent:
    return kind(None, x, y, 0, 0, button, False, False, False, screen_x=x, screen_y=y)
