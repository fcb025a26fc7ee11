"""Running a real crm command in a process of its own, on the database that is shown, without holding up a key.

It finds a terminal to write to, as wide as the window, so that tables are tables; nobody can be asked there.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST = 2_000_000  # bytes of an answer that are shown
_PIECE = 65_536


class Answer(NamedTuple):
    """What a command wrote, with its colours, and its exit code."""

    text: str
    code: int


def arguments(database: str, words: Sequence[str]) -> list[str]:
    """Returns what runs a command on a database."""
    return [sys.executable, "-m", "crmcli", "--db", database, *words]


def environment(width: int) -> dict[str, str]:
    """Returns the environment for a command: this very crm, in lines of this width."""
    here = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    path = os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH", "")]))
    return {**os.environ, "PYTHONPATH": path, "COLUMNS": str(width), "LINES": "1000"}


async def run(database: str, words: Sequence[str], width: int) -> Answer:
    """Runs a command to its end and returns its answer. Where this is given up, the command is ended."""
    if sys.platform == "win32":
        return await _piped(database, words, width)
    import pty

    reader, writer = pty.openpty()
    try:
        process = await asyncio.create_subprocess_exec(
            *arguments(database, words), stdin=subprocess.DEVNULL, stdout=writer, stderr=writer,
            env=environment(width), start_new_session=True,
        )  # fmt: skip
    finally:
        os.close(writer)
    reading = asyncio.get_running_loop().run_in_executor(None, _read, reader)
    try:
        text = await asyncio.shield(reading)
        code = await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
    return Answer(text, code)


def _read(reader: int) -> str:
    """All that is written until the other end is closed."""
    found = bytearray()
    try:
        while piece := os.read(reader, _PIECE):
            if len(found) < _MOST:
                found += piece
    except OSError:
        pass  # Linux says so that nobody writes any more
    finally:
        os.close(reader)
    return found.decode("utf-8", "replace").replace("\r\n", "\n")


async def _piped(database: str, words: Sequence[str], width: int) -> Answer:
    process = await asyncio.create_subprocess_exec(
        *arguments(database, words), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env=environment(width),
    )  # fmt: skip
    written, _nothing = await process.communicate()
    return Answer(written[:_MOST].decode("utf-8", "replace").replace("\r\n", "\n"), process.returncode or 0)


def run_in_terminal(database: str, words: Sequence[str]) -> int:
    """Runs a command on the terminal itself, once the screen has made way; returns its exit code."""
    return subprocess.run(arguments(database, words), env=_of_terminal(), check=False).returncode


def _of_terminal() -> dict[str, str]:
    return {name: value for name, value in environment(0).items() if name not in ("COLUMNS", "LINES")}
