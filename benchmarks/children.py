"""Runs one program once and says how long it took, how much memory it needed at most, and what it wrote.

Three ways: into a pipe, on a pseudo-terminal of 120 by 30, or until it is killed by the caller (`kill` does
that itself). A program that fails here fails the measure: a fast error must never look like a fast answer.
"""

from __future__ import annotations

import fcntl
import os
import pty
import shutil
import struct
import subprocess
import sys
import termios
import time
from dataclasses import dataclass
from pathlib import Path

FLOOR = [sys.executable, "-c", "import sqlite3"]
ROWS, COLUMNS = 30, 120


class Failed(Exception):
    """A program could not be run, or did not do what was asked; the text says which and shows its output."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One run: wall-clock seconds, peak resident memory in bytes, exit code, stdout and stderr as one text.

    The peak is never less than what the measuring process itself has held so far (the kernel carries it over
    into the child), so that one has to stay small.
    """

    seconds: float
    memory: int
    code: int
    output: str


def crm() -> str:
    """The installed `crm` script beside the Python that runs this; raises Failed where there is none."""
    script = Path(sys.executable).with_name("crm")
    if not script.exists():
        raise Failed(f"No crm script stands beside {sys.executable}: install the project there first.")
    return str(script)


def environment(home: Path) -> dict[str, str]:
    """What a program sees: a home of its own, a fixed time zone and language, nothing of the caller's crm."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TMPDIR") if name in os.environ}
    return kept | {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "LC_ALL": "C.UTF-8",
        "TZ": "Asia/Jakarta",
        "TERM": "xterm-256color",
    }


def reaped(process: subprocess.Popen[bytes], started: float, output: bytes) -> Outcome:
    """The outcome of a child whose output has ended."""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    # Linux counts the peak in kilobytes, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    return Outcome(seconds, usage.ru_maxrss * unit, process.returncode, output.decode("utf-8", "replace"))


def piped(command: list[str], surroundings: dict[str, str]) -> Outcome:
    """Run the command with its output in a pipe and no input."""
    started = time.perf_counter()
    with subprocess.Popen(
        command,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        assert process.stdout is not None
        return reaped(process, started, process.stdout.read())


def on_terminal(command: list[str], surroundings: dict[str, str]) -> Outcome:
    """Run the command on a pseudo-terminal and read all that it shows."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    started = time.perf_counter()
    try:
        with subprocess.Popen(
            command, env=surroundings, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        ) as process:
            os.close(theirs)
            return reaped(process, started, shown(ours))
    finally:
        os.close(ours)


def shown(terminal: int) -> bytes:
    """Everything written to the pseudo-terminal until its last writer is gone."""
    pieces = []
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # Linux says EIO where others say end of file
            break
        if not piece:
            break
        pieces.append(piece)
    return b"".join(pieces)


def succeeded(outcome: Outcome, command: list[str], expected: str) -> Outcome:
    """The outcome as it came; raises Failed for an exit code other than 0 or an answer without `expected`."""
    if outcome.code != 0 or expected not in outcome.output:
        said = outcome.output.strip()[-600:]
        wanted = f', answer without "{expected}"' if outcome.code == 0 else ""
        raise Failed(f"{' '.join(command)}\n  exit code {outcome.code}{wanted}:\n{said}")
    return outcome


def installed(program: str) -> str | None:
    """Where another address book stands on this machine, if it does: beside this Python, or on the PATH."""
    beside = Path(sys.executable).with_name(program)
    return str(beside) if beside.exists() else shutil.which(program)
