"""The password of a mail server, asked of a command of the user's: crm keeps none.

Whatever happens, no word of what the command printed is in what is raised, nor in what that came from.
"""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress

from crmcli.delivery import programs
from crmcli.errors import Undelivered
from crmcli.i18n import _

PATIENCE = 60.0  # seconds, in which somebody may have to unlock a key
_LONGEST = 4_096  # bytes of what is printed; what is longer is no password


def ask(command: str, *, patience: float = PATIENCE) -> str:
    """Returns the first line that a line of the shell prints. Raises Undelivered where it fails or prints none."""
    try:
        process = subprocess.Popen(
            command,
            shell=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
    except (OSError, ValueError):
        raise _failed(_("The password command cannot be started.")) from None
    try:
        printed = _printed(process, patience)
        code = process.wait(patience)
    except (TimeoutError, subprocess.TimeoutExpired):
        seconds = int(patience)
        raise _failed(
            _("The password command was still busy after {seconds} seconds.").format(seconds=seconds)
        ) from None
    finally:
        _end(process)
    if code:
        raise _failed(_("The password command failed with code {code}.").format(code=code))
    return _password(printed)


def _environment() -> dict[str, str]:
    """Ours, with the way to the user's keyring and the folders of programs, which cron leaves out."""
    folders = [os.environ.get("PATH") or os.defpath, "/usr/local/bin", "/opt/homebrew/bin"]
    return {**os.environ, **programs.session(), "PATH": os.pathsep.join(folders)}


def _printed(process: subprocess.Popen[bytes], patience: float) -> bytes:
    """What the command prints up to its first line end, or its end. Raises TimeoutError, and Undelivered for too much.

    The rest is left in the pipe, which a child that goes on in the background may keep open.
    """
    import select
    from time import monotonic

    assert process.stdout is not None
    until = monotonic() + patience
    printed = b""
    while b"\n" not in printed:
        ready, _none, _nothing = select.select([process.stdout], [], [], max(until - monotonic(), 0))
        if not ready:
            raise TimeoutError
        piece = os.read(process.stdout.fileno(), _LONGEST)
        printed += piece
        if not piece:
            break
        if len(printed) > _LONGEST and b"\n" not in printed:
            raise _failed(_("The password command prints more than a password."))
    return printed.partition(b"\n")[0]


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.stdout is not None:
        process.stdout.close()
    if process.poll() is None:
        with suppress(ProcessLookupError):
            process.kill()
        process.wait()


def _password(printed: bytes) -> str:
    try:
        password = printed.decode("utf-8").rstrip("\r")
    except UnicodeDecodeError:
        raise _failed(_("What the password command prints is no text.")) from None
    if not password or not password.isprintable():
        raise _failed(_("The password command printed no password."))
    return password


def _failed(sentence: str) -> Undelivered:
    return Undelivered(sentence, _("Try it in a shell: crm settings get password_command shows it."))
