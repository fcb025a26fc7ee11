"""Completing a follow-up by its number: those that are open, soonest first, each with what and with whom it is."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3

    from crmcli.completion_table import Offer

_DONE = "followup-done"  # the kind of place where what is done is wanted
_LONGEST = 50  # characters of what is to be done


def offers(connection: sqlite3.Connection, kind: str, typed: str, is_strict: bool) -> list[Offer]:
    """The follow-ups whose number begins so, or one of whose words does, or the name of whom they are for.

    None for words where `is_strict`: a shell that shows only what has the typed text in it would hide a number.
    """
    from crmcli.store import names

    digits = typed[1:] if typed[:1] in ("f", "F") else typed
    is_number = not digits or (digits.isascii() and digits.isdigit())
    if is_strict and not is_number:
        return []
    letter = "" if is_number and digits and digits == typed else "f"
    found = names.followups(connection, digits if is_number else "", "" if is_number else typed, is_done=kind == _DONE)
    return [(f"{letter}{number}", _meaning(what, who, due)) for number, what, who, due in found]


def _meaning(what: str, who: str, due: str) -> str:
    short = what if len(what) <= _LONGEST else what[: _LONGEST - 1] + "…"
    return ", ".join(part for part in (short, who, due.replace("T", " ")) if part)
