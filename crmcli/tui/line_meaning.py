"""What a line after `:` means: a view with a query, a record, a theme; every other line is a real crm command."""

from __future__ import annotations

import re
import shlex
from contextlib import suppress
from typing import TYPE_CHECKING

from crmcli import asking, diagnostics
from crmcli.errors import CrmError, Invalid, NotFound
from crmcli.i18n import _
from crmcli.tui import running, themes
from crmcli.tui.editing_outside import making_way
from crmcli.tui.gateway import starting
from crmcli.tui.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.tui.around import Around

VIEWS = {"board": "board", "deals": "board", "today": "today", "contacts": "contacts", "reports": "reports"}
OWN = ("quit", "keys", "theme", "demo")  # what there is besides views and commands
_HERE = "!"  # before a line: on the terminal itself, where it can ask
_REF = re.compile(r"[cd]\d{1,9}")
# Commands that ask, or take the whole terminal: the beginning of their words, and options that say so.
_ON_TERMINAL = (
    "setup", "demo", "contact triage", "contact purge", "contact rm", "company rm", "contact merge", "group rm",
    "segment rm", "deal rm", "activity rm", "followup rm", "attachment rm", "stage rm", "pipeline rm", "settings edit",
    "settings field rm", "backup restore",
)  # fmt: skip
_ASK_UNLESS_TOLD = ("contact edit", "activity edit", "log", "win", "lose", "move")
_OF_EDITOR = ("-e", "--edit", "--editor")
_ANSWERED = ("--yes", "-y", "--help", "-h", "--dry-run", "--json")


async def do(app: Around, line: str) -> None:
    """Does what a line says. Raises CrmError for one that means nothing."""
    is_here = line.lstrip().startswith(_HERE)
    words = split(line.lstrip().removeprefix(_HERE))
    words = words[1:] if words[:1] == ["crm"] else words
    if not words:
        return
    if is_here or not await _of_screen(app, words):
        if words[0] == "tui":
            raise Invalid(_("This is crm tui already."))
        if is_here or needs_terminal(words):
            await _on_terminal(app, words)
        else:
            await _command(app, words)


def split(line: str) -> list[str]:
    """Returns the words of a line as a shell would part them. Raises Invalid for quotes that do not match."""
    try:
        return shlex.split(line)
    except ValueError:
        raise Invalid(_("The quotes of the line do not match.")) from None


async def _of_screen(app: Around, words: Sequence[str]) -> bool:
    """Does what the screen can do itself; returns whether it could."""
    first, *rest = words
    if first.startswith("-") or any(each.startswith("-") for each in rest):
        return False
    if first in VIEWS:
        await show_view(app, VIEWS[first], rest)
    elif first == "report" and len(rest) == 1:
        return await _report(app, rest[0])
    elif not rest and _REF.fullmatch(first):
        app.open_record(await app.gateway.ask(starting.record, first))
    elif first == "theme":
        _theme(app, rest)
    elif words[0] in ("q", "quit", "exit") and not rest:
        app.exit()
    elif first in ("keys", "help", "h") and not rest:
        app.action_keys()
    elif first in ("undo", "redo") and not rest:
        await (app.action_undo() if first == "undo" else app.action_redo())
    elif first == "demo" and not rest and app.make_sample is not None:
        app.action_demo()
    else:
        return False
    return True


async def show_view(app: Around, view: str, words: list[str]) -> None:
    """Goes to a view, filtered by a query where there is one."""
    while len(app.screen_stack) > 1:
        await app.pop_screen()
    await app.go_to(view)
    if words and isinstance(app.screen, View):
        app.screen.narrow(words)


async def _report(app: Around, name: str) -> bool:
    """Shows a report in its view, where that knows one of this name."""
    await show_view(app, "reports", [])
    show = getattr(app.screen, "show_report", None)
    return bool(show is not None and show(name) is not False)


def _theme(app: Around, names: Sequence[str]) -> None:
    known = themes.called()
    if len(names) != 1 or names[0] not in known:
        raise NotFound(
            _("There is no theme {name}.").format(name=" ".join(names) or "''"),
            _("There are {names}.").format(names=", ".join(known)),
        )
    app.dress(names[0])


def needs_terminal(words: Sequence[str]) -> bool:
    """Whether a command asks, or takes the whole terminal, as it is typed."""
    line = " ".join(words) + " "
    if any(each in _ANSWERED for each in words):
        return False
    if any(each in _OF_EDITOR for each in words) or any(line.startswith(f"{each} ") for each in _ON_TERMINAL):
        return True
    begun = next((each for each in _ASK_UNLESS_TOLD if line.startswith(f"{each} ")), "")
    given = words[len(begun.split()) :]
    return bool(begun) and len(given) <= (2 if begun in ("log", "lose") else 1) and begun not in ("win", "move")


async def _command(app: Around, words: Sequence[str]) -> None:
    """Runs a command in a process of its own, and shows what it answers."""
    typed = shlex.join(["crm", *words])
    answer = await running.run(app.database, words, max(app.size.width - 4, 20))
    if await app.look() and not answer.code:
        app.commands.append(typed)
    if answer.code and len(answer.text.splitlines()) <= 3:
        first, *hints = answer.text.splitlines() or [_("The command failed without a word.")]
        app.tell_error(CrmError(first.removeprefix("crm: "), "\n".join(each.strip() for each in hints)))
    elif answer.text.strip():
        app.announce(typed, answer.text)
    else:
        app.say(_("{command}: nothing to tell").format(command=typed))


async def _on_terminal(app: Around, words: Sequence[str]) -> None:
    """Runs a command on the terminal, and comes back when its answer was read."""
    with making_way(app):
        diagnostics.narrate("$ " + shlex.join(["crm", *words]))
        running.run_in_terminal(app.database, words)
        if not app.is_headless:
            with suppress(KeyboardInterrupt):
                asking.ask(_("Enter goes back to the screen."))
    if await app.look():
        app.commands.append(shlex.join(["crm", *words]))
