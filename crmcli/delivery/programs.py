"""Programs of this machine that deliver something: found with cron's small PATH too, run without a shell, not for ever.

What they are told goes to them as words, as variables or on their standard input, and what goes wrong comes back as
Undelivered with the first line of their own complaint. What they write besides is nobody's answer and is dropped.
"""

from __future__ import annotations

import os
import subprocess
from typing import IO, TYPE_CHECKING

from crmcli.errors import Undelivered
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_RUNTIME = "/run/user"  # where the system keeps what belongs to a session, a folder a user
_PLACES = ("/usr/local/bin", "/opt/homebrew/bin", "/usr/bin", "/bin")
_MOST_COMPLAINT = 200  # characters of what a program says


def found(name: str) -> str:
    """The path of a program: on PATH, else where programs usually are; empty where it is not there."""
    from shutil import which

    path = os.pathsep.join([os.environ.get("PATH", ""), *_PLACES])
    return which(name, path=path.lstrip(os.pathsep)) or ""


def run(
    words: Sequence[str],
    *,
    called: str,
    patience: float,
    variables: Mapping[str, str] | None = None,
    given: str = "",
) -> None:
    """Runs a program to its end, `given` on its standard input and `variables` in its environment besides ours.

    `called` is how a sentence names it, `patience` the seconds after which it is ended with all that it started.
    Raises Undelivered where it does not start, does not end in time, or ends with a code other than 0.
    """
    import tempfile

    try:
        # Files, not pipes: neither a program that reads nothing nor one that leaves a child behind can hold us up.
        with tempfile.TemporaryFile() as stdin, tempfile.TemporaryFile() as stderr:
            stdin.write(given.encode("utf-8", "replace"))
            stdin.seek(0)
            code = _ended(words, {**session(), **(variables or {})}, stdin, stderr, called, patience)
            if code:
                raise _failed(called, code, stderr)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Undelivered(_("{program} does not start: {reason}.").format(program=called, reason=reason)) from error


def session() -> dict[str, str]:
    """What a program needs to find the user's desktop and is missing in the environment, as it is under cron."""
    if not hasattr(os, "getuid"):
        return {}
    folder = os.environ.get("XDG_RUNTIME_DIR") or f"{_RUNTIME}/{os.getuid()}"
    missing = {}
    if not os.environ.get("XDG_RUNTIME_DIR") and os.path.isdir(folder):
        missing["XDG_RUNTIME_DIR"] = folder
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS") and os.path.exists(f"{folder}/bus"):
        missing["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={folder}/bus"
    return missing


def _ended(
    words: Sequence[str],
    variables: Mapping[str, str],
    stdin: IO[bytes],
    stderr: IO[bytes],
    called: str,
    patience: float,
) -> int:
    """The code that a program ended with. Raises OSError and ValueError where it does not start."""
    # Bytes, since the locale of cron may have no letters for a name.
    process = subprocess.Popen(
        [_bytes(word) for word in words],
        stdin=stdin,
        stdout=subprocess.DEVNULL,
        stderr=stderr,
        env={**_environment(), **{_bytes(key): _bytes(value) for key, value in variables.items()}},
        start_new_session=True,
    )
    try:
        return process.wait(patience)
    except subprocess.TimeoutExpired:
        _end(process)
        raise Undelivered(
            _("{program} did not end within {seconds} seconds.").format(program=called, seconds=f"{patience:g}")
        ) from None
    except BaseException:
        _end(process)
        raise


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a program and what it started: all that is in the session that was made for it."""
    import signal

    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (AttributeError, OSError):
        process.kill()
    process.wait()


def _environment() -> dict[bytes, bytes]:
    return {os.fsencode(name): os.fsencode(value) for name, value in os.environ.items()}


def _bytes(text: str) -> bytes:
    """A text as a program takes it. A path may hold bytes that are no UTF-8; no program can be told a NUL."""
    return text.replace("\0", "").encode("utf-8", "surrogateescape")


def _failed(called: str, code: int, stderr: IO[bytes]) -> Undelivered:
    from crmcli import output

    stderr.seek(0)
    lines = output.clean_lines(stderr.read(10_000).decode("utf-8", "replace"))
    complaint = next((line.strip() for line in lines if line.strip()), "")[:_MOST_COMPLAINT].rstrip(".")
    if complaint:
        return Undelivered(_("{program} failed: {reason}.").format(program=called, reason=complaint))
    if code < 0:
        return Undelivered(_("{program} was ended from outside.").format(program=called))
    return Undelivered(_("{program} ended with code {code}.").format(program=called, code=code))
