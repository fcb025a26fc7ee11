"""What is run every morning, or by a clock, answered before the command line loads.

Taken are `crm today` alone, `crm` alone on a terminal, `crm tui` without options, and `crm digest` and `crm alerts`
with options that are plain to read. Anything else goes to Typer, whose commands call the same answers.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Answer = Callable[[], "int | None"]


def answer(arguments: Sequence[str]) -> int | None:
    """The exit code where the call was answered here; None where it is for the command line."""
    if not _may_be_taken(arguments):
        return None
    from crmcli import boundary, context
    from crmcli.errors import CrmError

    try:
        words = context.start(arguments)
    except CrmError:
        return None  # the command line says what is wrong
    found = _answer_of(words)
    return boundary.guarded(lambda: _run(found)) if found else None


def is_for_today() -> bool:
    """Whether `crm` by itself means today: on a terminal, once there is a database."""
    import os
    import sys

    from crmcli import context, output

    return output.is_terminal(sys.stdout) and os.path.exists(context.current().database)


def _may_be_taken(arguments: Sequence[str]) -> bool:
    """Whether no other command is named: quick, since every call comes through here."""
    return not arguments or arguments[0].startswith("--") or not _TAKEN.keys().isdisjoint(arguments)


def _answer_of(words: Sequence[str]) -> Answer | None:
    """What answers the words of a call; None where they are for the command line."""
    if not words:
        return _today(()) if is_for_today() else None
    taken = _TAKEN.get(words[0])
    return taken(words[1:]) if taken else None


def _today(words: Sequence[str]) -> Answer | None:
    if words:
        return None
    from importlib import import_module

    return lambda: import_module("crmcli.commands.today_answers").today([], None, is_all=False)


def _digest(words: Sequence[str]) -> Answer | None:
    from importlib import import_module

    request = import_module("crmcli.commands.digest_requests").understood(words)
    if request is None:
        return None
    return lambda: import_module("crmcli.commands.digest_answers").digest(request)


def _alerts(words: Sequence[str]) -> Answer | None:
    from importlib import import_module

    request = import_module("crmcli.commands.alert_requests").understood(words)
    if request is None:
        return None
    return lambda: import_module("crmcli.commands.alert_answers").ring_plainly(*request)


def _screen(words: Sequence[str]) -> Answer | None:
    if any(each.startswith("-") for each in words):
        return None
    from importlib import import_module

    return lambda: import_module("crmcli.commands.full_screen").run(words, is_demo=False)


# By the word that names the command: from the words after it to what answers them.
_TAKEN: dict[str, Callable[[Sequence[str]], Answer | None]] = {
    "today": _today, "digest": _digest, "alerts": _alerts, "tui": _screen,
}  # fmt: skip


def _run(found: Answer) -> int:
    from crmcli import context, diagnostics, settings

    for problem in settings.problems():
        diagnostics.warn(problem)
    context.current().speak()
    return found() or diagnostics.DONE
