"""crm on a real terminal: a process with a pseudo-terminal of its own, driven key by key."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

_PATIENCE = 120  # seconds after which a call is taken to hang, so that a run of the tests ends


class Terminal:
    """A terminal of 100 columns on which one call runs, of crm unless a `shell` line is given.

    Leaving it waits for the end of the call.
    """

    def __init__(self, *arguments: str, shell: str = "") -> None:
        import fcntl
        import pty
        import termios

        self._master, self.slave = pty.openpty()
        termios.tcsetwinsize(self.slave, (40, 100))
        self.modes = termios.tcgetattr(self.slave)
        self._unread = ""
        self.process = subprocess.Popen(
            ["bash", "-c", shell] if shell else [sys.executable, "-m", "crmcli", *arguments],
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            start_new_session=True,
            # Without a terminal of its own a process gets no signal for ctrl-c and ctrl-z.
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.process.kill()
        self.process.wait()
        os.close(self._master)
        os.close(self.slave)

    def until(self, text: str) -> str:
        """Reads until this stands there, and returns all that was written since the last time."""
        while text not in self._unread:
            if not select.select([self._master], [], [], _PATIENCE)[0]:
                raise AssertionError(f"nothing more comes, and {text!r} is not in {self._unread!r}")
            self._unread += os.read(self._master, 65536).decode("utf-8", "replace").replace("\r\n", "\n")
        found, _text, self._unread = self._unread.partition(text)
        return found + text

    def press(self, keys: str) -> None:
        """Types these keys, when the call waits for them: python drops an interruption in some of its own moments."""
        while _is_running(self.process.pid):
            time.sleep(0.001)
        os.write(self._master, keys.encode())

    def ended(self) -> int:
        """Waits for the end, and returns the exit code."""
        return self.process.wait(_PATIENCE)

    def is_as_before(self) -> bool:
        """Whether the terminal has the modes that it began with."""
        import termios

        return termios.tcgetattr(self.slave) == self.modes


def _is_running(process: int) -> bool:
    """Whether a process is at work and not waiting; where the system does not tell, no."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state == "R"
