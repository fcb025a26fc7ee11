"""Telling the user on their own screen: a notification of the desktop, or a command of their own.

A text is only ever shown: it cannot become an option, a command, a script or markup. Both work from cron.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from crmcli import output
from crmcli.delivery import programs
from crmcli.errors import Undelivered
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

URGENCIES = ("low", "normal", "critical")
PATIENCE = 10.0  # seconds for a notification to be taken
COMMAND_PATIENCE = 60.0  # seconds for a command of the user's
_MOST_TITLE = 200  # characters; desktops show less
_MOST_BODY = 2_000
_MOST_VARIABLE = 4_000
_SHOWN = 40  # characters of a command that a sentence repeats
# The texts are handed to the script from outside, so that none is ever read as part of it. The word before them keeps a
# text that begins with - from being an option.
_SCRIPT = ("on run argv", "display notification (item 3 of argv) with title (item 2 of argv)", "end run")
_VARIABLES = ("ref", "what", "who", "due", "phone", "place", "late_minutes", "title", "body")


def notify(title: str, body: str, *, urgency: str = "normal") -> None:
    """Shows a notification on the desktop of the user; a body may have several lines. `urgency` is one of URGENCIES.

    A critical one stays until it is closed. Raises Undelivered where no program for it is there, or it failed.
    """
    title = _cut(output.clean(title), _MOST_TITLE) or "crm"
    body = _cut("\n".join(output.clean_lines(body)), _MOST_BODY)
    osascript = programs.found("osascript") if sys.platform == "darwin" else ""
    if osascript:
        script = [word for line in _SCRIPT for word in ("-e", line)]
        programs.run([osascript, *script, "crm", title, body], called="osascript", patience=PATIENCE)
        return
    program = programs.found("notify-send")
    if not program:
        raise Undelivered(
            _("No program shows notifications here."),
            _("Install notify-send: it comes with libnotify, on Debian with libnotify-bin."),
        )
    words = [program, "--app-name=crm", f"--urgency={urgency}", "--", title, _as_markup(body)]
    try:
        programs.run(words, called="notify-send", patience=PATIENCE)
    except Undelivered as error:
        error.hint = error.hint or _("Notifications need a desktop on which you are logged in.")
        raise


def run(command: str, alert: Mapping[str, Any]) -> None:
    """Runs a command line of the user's own in /bin/sh, the alert in its variables and, as JSON, on its standard input.

    `alert` has the keys of the documented JSON; `title`, `what`, `who`, … become CRM_TITLE, CRM_WHAT, CRM_WHO, each
    on one line but the body. Raises Undelivered where it ends with a code other than 0, or does not end.
    """
    import json

    who = (alert.get("contact") or {}).get("name")
    variables = {f"CRM_{name.upper()}": _variable({"who": who, **alert}.get(name)) for name in _VARIABLES}
    programs.run(
        ["/bin/sh", "-c", command],
        called=_("The command {command}").format(command=_cut(output.clean(command), _SHOWN)),
        patience=COMMAND_PATIENCE,
        variables=variables,
        given=json.dumps(dict(alert), ensure_ascii=False) + "\n",
    )


def _as_markup(text: str) -> str:
    """A text so that it reads the same where it is read as markup, after notify-send has resolved its backslashes."""
    for plain, escaped in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\\", "\\\\")):
        text = text.replace(plain, escaped)
    return text


def _variable(value: object) -> str:
    lines = output.clean_lines("" if value is None else str(value))
    return _cut("\n".join(lines), _MOST_VARIABLE)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
