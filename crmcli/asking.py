"""Questions to the person at the terminal. They go to stderr, so that answers on stdout stay answers.

Nobody is asked without a terminal on both ends: `is_possible` says so first, and a command then takes its
guess or names the option that is missing.
"""

from __future__ import annotations

import sys

from crmcli import diagnostics
from crmcli.i18n import _
from crmcli.output import is_terminal


def is_possible() -> bool:
    """Whether somebody sits there who can read a question and answer it."""
    return is_terminal(sys.stdin) and is_terminal(sys.stderr)


def ask(question: str, guess: str = "") -> str:
    """The answer to one question; enter alone takes the guess. The end of the input is an interruption."""
    diagnostics.prompt(f"{question} [{guess}]" if guess else question)
    answer = sys.stdin.readline()
    if not answer:
        raise KeyboardInterrupt
    return answer.strip() or guess


def confirm(question: str) -> bool:
    """Whether the user says yes; anything else, and enter alone, is no."""
    answer = ask(f"{question} {_('[y/N]')}")
    return answer.casefold() in ("y", "yes", _("yes").casefold())


def choose(question: str, choices: list[str]) -> int | None:
    """Which of at most nine choices the user takes, counted from 0; None for enter alone.

    Anything else is asked for once more, then None as well.
    """
    offered = choices[:9]
    for number, choice in enumerate(offered, start=1):
        diagnostics.offer(f"  {number}  {choice}")
    answer = ask(question)
    if answer and not _is_choice(answer, len(offered)):
        answer = ask(_("A number from 1 to {last}, or enter for none:").format(last=len(offered)))
    return int(answer) - 1 if _is_choice(answer, len(offered)) else None


def _is_choice(answer: str, last: int) -> bool:
    return len(answer) == 1 and answer in "123456789"[:last]
