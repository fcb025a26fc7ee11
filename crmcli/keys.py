"""Single keys from the terminal, without enter: for commands that ask one short question after the other.

While a `Keyboard` is open the terminal hands over each key at once and does not show it. It is put back as it was at
the end, whatever ends it, and while the program is suspended or a whole line is asked for. Nothing is written here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType, TracebackType
from typing import Any, Protocol

ESCAPE = "\x1b"  # also any key that sends more than a character: an arrow, a function key
_REST_OF_KEY = 0.05  # seconds within which a terminal sends what follows an escape


class Keys(Protocol):
    """Whatever hands over keys one by one."""

    def read(self) -> str:
        """Returns the next key as the character it types; ESCAPE for one that types none.

        The end of the input is an interruption: raises KeyboardInterrupt.
        """

    def lines(self) -> Any:
        """Returns a context manager, inside of which whole lines can be read as ever."""


def keyboard() -> Keyboard | Console:
    """The keyboard of the terminal that standard input is, to be opened with `with`."""
    if sys.platform == "win32":
        return Console()
    return Keyboard(sys.stdin.fileno())


class Keyboard:
    """The keyboard of a terminal on a system with termios."""

    def __init__(self, terminal: int) -> None:
        self._terminal = terminal
        self._modes: list[Any] = []
        self._handlers: dict[int, Any] = {}

    def __enter__(self) -> Keyboard:
        import signal
        import termios

        self._modes = termios.tcgetattr(self._terminal)
        self._handlers[signal.SIGTSTP] = signal.signal(signal.SIGTSTP, self._suspend)
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
            if signal.getsignal(number) == signal.SIG_DFL:
                self._handlers[number] = signal.signal(number, self._end)
        self._take()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        import signal

        self._give_back()
        for number, handler in self._handlers.items():
            signal.signal(number, handler)

    def read(self) -> str:
        """Returns the next key; see `Keys`."""
        character = self._byte()
        if character == b"\x1b":
            self._skip_rest()
            return ESCAPE
        while len(character) < _length(character[0]):
            character += self._byte()
        return character.decode("utf-8", "replace")

    @contextmanager
    def lines(self) -> Iterator[None]:
        """Lets whole lines be read as ever, seen while they are typed.

        What was typed before the question was there to be read is no answer to it, and is dropped.
        """
        self._drop_unread()
        self._give_back()
        try:
            yield
        finally:
            self._take()

    def _byte(self) -> bytes:
        try:
            found = os.read(self._terminal, 1)
        except OSError:
            found = b""
        if found in (b"", b"\x04"):  # the terminal is gone, or ctrl-d says that there is no more
            raise KeyboardInterrupt
        return found

    def _skip_rest(self) -> None:
        from select import select

        while select([self._terminal], [], [], _REST_OF_KEY)[0]:
            if not os.read(self._terminal, 16):
                return

    def _take(self) -> None:
        import tty

        tty.setcbreak(self._terminal)

    def _drop_unread(self) -> None:
        import termios

        with suppress(termios.error):
            termios.tcflush(self._terminal, termios.TCIFLUSH)

    def _give_back(self) -> None:
        import termios

        with suppress(termios.error):  # it is gone
            termios.tcsetattr(self._terminal, termios.TCSADRAIN, self._modes)

    def _end(self, number: int, frame: FrameType | None) -> None:
        """Leaves the terminal as it was, without waiting for it, and ends as the signal would have ended it."""
        import signal
        import termios

        with suppress(termios.error):
            termios.tcsetattr(self._terminal, termios.TCSANOW, self._modes)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    def _suspend(self, number: int, frame: FrameType | None) -> None:
        """Leaves the terminal to the shell as it was, stops, and takes it again when the program goes on."""
        import signal
        import termios

        held = termios.tcgetattr(self._terminal)
        self._give_back()
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, self._suspend)
        termios.tcsetattr(self._terminal, termios.TCSADRAIN, held)


class Console:
    """The keyboard of a Windows console."""

    def __enter__(self) -> Console:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def read(self) -> str:
        """Returns the next key; see `Keys`."""
        from importlib import import_module

        console = import_module("msvcrt")
        character = str(console.getwch())
        if character in ("\x00", "\xe0"):  # the next one says which key without a character it was
            console.getwch()
            return ESCAPE
        if character in ("\x03", "\x04", "\x1a"):
            raise KeyboardInterrupt
        return character

    @contextmanager
    def lines(self) -> Iterator[None]:
        """A console reads whole lines at any time."""
        yield


def _length(first: int) -> int:
    """How many bytes the character takes that begins with this one."""
    return 1 if first < 0xC0 else 2 if first < 0xE0 else 3 if first < 0xF0 else 4
