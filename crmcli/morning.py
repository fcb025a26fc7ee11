"""`crm today` as it is typed every morning, answered before the command line loads.

Taken are `crm today` alone and `crm` alone on a terminal, with options that every command has. Anything else goes to
Typer, whose `crm today` calls the same answer.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def answer(arguments: Sequence[str]) -> int | None:
    """The exit code where the call was answered here; None where it is for the command line."""
    if not _may_be_today(arguments):
        return None
    from crmcli import boundary, context
    from crmcli.errors import CrmError

    try:
        words = context.start(arguments)
    except CrmError:
        return None  # the command line says what is wrong
    if words != ["today"] and (words or not is_for_today()):
        return None
    return boundary.guarded(_today)


def is_for_today() -> bool:
    """Whether `crm` by itself means today: on a terminal, once there is a database."""
    import os
    import sys

    from crmcli import context, output

    return output.is_terminal(sys.stdout) and os.path.exists(context.current().database)


def _may_be_today(arguments: Sequence[str]) -> bool:
    """Whether no other command is named: quick, since every call comes through here."""
    return "today" in arguments or not arguments or arguments[0].startswith("--")


def _today() -> int:
    from importlib import import_module

    from crmcli import context, diagnostics, settings

    for problem in settings.problems():
        diagnostics.warn(problem)
    context.current().speak()
    import_module("crmcli.commands.today_answers").today([], None, is_all=False)
    return diagnostics.DONE
