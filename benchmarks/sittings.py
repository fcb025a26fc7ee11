"""A full-screen program at which one sits: it runs in a pseudo-terminal, is typed at, and what it draws is timed.

An answer ends with its last byte. Whether it was the last is known once nothing came for a while; that while is not
counted. Processor time is told beside, since it does not wander when the machine has other work.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from dataclasses import dataclass

from children import Failed

QUIET = 0.03  # seconds after which an answer has ended
PATIENCE = 20.0  # seconds for an answer that has to come
SOON = 0.4  # seconds within which a key has to be answered at all
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_].*?\x1b\\|[@-Z\\-_])", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of some keys: seconds to its last byte, None where nothing came; the processor's seconds for it."""

    seconds: float | None
    work: float
    drawn: str


class Sitting:
    """A program in a terminal of so many columns and rows. `started` is when it was begun."""

    def __init__(self, command: list[str], surroundings: dict[str, str], size: tuple[int, int]) -> None:
        self.command = command
        self._terminal, theirs = pty.openpty()
        self.resize(size)
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            command, env=surroundings, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        )
        os.close(theirs)
        self._said = ""

    def __enter__(self) -> Sitting:
        return self

    def __exit__(self, *error: object) -> None:
        self.leave()

    def resize(self, size: tuple[int, int]) -> None:
        """Makes the window another size: columns and rows."""
        columns, rows = size
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def until(self, pattern: str) -> tuple[float, float]:
        """Waits until something is drawn; returns the moment of its last byte, and the processor's seconds till then.

        Raises Failed where it does not come.
        """
        looked_for, seen = re.compile(pattern), b""
        limit = time.perf_counter() + PATIENCE
        while time.perf_counter() < limit:
            piece = self._read(PATIENCE)
            moment = time.perf_counter()
            if piece is None:
                break
            seen += piece
            if looked_for.search(plain(seen)):
                return moment, self.work()
        raise Failed(f"{' '.join(self.command)}\n  never drew {pattern}; it drew:\n{plain(seen)[-600:]}")

    def press(self, keys: str, *, quiet: float = QUIET, patience: float = SOON) -> Answer:
        """Types keys at once and waits until what they lead to is drawn. Raises Failed where the program has ended."""
        before, started = self.work(), time.perf_counter()
        os.write(self._terminal, keys.encode())
        last, seen, wait = None, b"", patience
        while (piece := self._read(wait)) is not None and piece:
            last, wait = time.perf_counter(), quiet
            seen += piece
        if piece is None:
            raise Failed(f"{' '.join(self.command)}\n  ended at {keys!r}; it drew:\n{plain(seen)[-600:]}")
        return Answer(None if last is None else last - started, self.work() - before, plain(seen))

    def press_until(self, keys: str, pattern: str) -> Answer:
        """Types keys at once and waits until something is drawn. Raises Failed where it does not come."""
        before, started = self.work(), time.perf_counter()
        os.write(self._terminal, keys.encode())
        moment, work = self.until(pattern)
        return Answer(moment - started, work - before, "")

    def rest(self, quiet: float = 0.3) -> str:
        """Waits until it draws nothing for a while, at most five of them: a cursor may blink; returns what it drew."""
        seen, limit = b"", time.perf_counter() + 5 * quiet
        while time.perf_counter() < limit and (piece := self._read(quiet)):
            seen += piece
        return plain(seen)

    def work(self) -> float:
        """The processor's seconds of all threads so far; 0 where the system does not tell."""
        if sys.platform != "linux":
            return 0.0
        try:
            return time.clock_gettime(
                (~self._process.pid << 3) | 2
            )  # the clock of another process, as Linux numbers it
        except OSError:
            return 0.0

    def memory(self) -> int:
        """The resident memory in bytes."""
        told = subprocess.run(["ps", "-o", "rss=", "-p", str(self._process.pid)], capture_output=True, check=False)
        return int(told.stdout.strip() or 0) * 1024

    def leave(self) -> int:
        """Ends the program, and returns its exit code."""
        if self._process.poll() is None:
            os.write(self._terminal, b"\x11")  # ctrl+q leaves from everywhere
            limit = time.perf_counter() + PATIENCE
            while self._process.poll() is None and time.perf_counter() < limit:
                self._read(0.05)
            if self._process.poll() is None:
                self._process.send_signal(signal.SIGKILL)
        code = self._process.wait()
        os.close(self._terminal)
        return code

    def _read(self, wait: float) -> bytes | None:
        """What comes within some seconds: nothing if nothing does, None where nobody writes any more."""
        if not select.select([self._terminal], [], [], wait)[0]:
            return b""
        try:
            return os.read(self._terminal, 65536) or None
        except OSError:  # Linux says EIO where others say end of file
            return None


def plain(drawn: bytes) -> str:
    """What was drawn without what steers the terminal."""
    return _ESCAPES.sub("", drawn.decode("utf-8", "replace"))
