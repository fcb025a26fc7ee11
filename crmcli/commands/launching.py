"""Launching: hands an address to the program of this machine that opens such addresses. No shell ever sees it."""

from __future__ import annotations

import os
import subprocess
import sys

from crmcli import context, diagnostics
from crmcli.commands import acting
from crmcli.errors import CrmError
from crmcli.i18n import _

_PATIENCE = 3  # seconds in which an opener says that it cannot; one that is still there by then has opened it


def answer(record: dict[str, object], uri: str, *, is_printed: bool) -> None:
    """Open the address and say so, or show it where that is wanted or no program is there. Raises CrmError."""
    here = context.current()
    words = [] if is_printed else opener()
    if words:
        _start(words, uri)
    elif not is_printed:
        diagnostics.narrate(_("No program opens addresses here; crm settings set opener PROGRAM names one."))
    if here.is_json:
        here.output.document({**record, "uri": uri, "is_opened": bool(words)})
    elif words:
        here.output.sentence(_("Opened {uri} of {name} (c{id})").format(uri=uri, name=record["name"], id=record["id"]))
    else:
        here.output.say(uri)


def opener() -> list[str]:
    """The program that opens addresses, as words; none where there is none, or nothing to open it on."""
    import shlex
    from shutil import which

    from crmcli import settings

    chosen = settings.get("opener")
    if chosen:
        try:
            return shlex.split(chosen)
        except ValueError:
            raise CrmError(_("The opener {command} cannot be read.").format(command=chosen)) from None
    if sys.platform == "darwin":
        return ["open"]
    if which("termux-open-url"):
        return ["termux-open-url"]
    if os.environ.get("WSL_DISTRO_NAME") and which("wslview"):
        return ["wslview"]
    has_display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return ["xdg-open"] if has_display and which("xdg-open") else []


def _start(words: list[str], uri: str) -> None:
    try:
        process = subprocess.Popen(
            [*words, uri],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        raise acting.failure(words[0], getattr(error, "strerror", None) or str(error)) from error
    try:
        code = process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        return
    if code:
        raise acting.failure(words[0], _("it ended with code {code}").format(code=code))
