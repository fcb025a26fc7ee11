"""Completing a deal by its number: those that are open, the newest first, each with its title and whom it is with."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3

    from crmcli.completion_table import Offer

_CLOSED = "deal-closed"  # the kind of place where what is closed is wanted
_LONGEST = 50  # characters of a title


def offers(connection: sqlite3.Connection, kind: str, typed: str, is_strict: bool) -> list[Offer]:
    """The deals whose number begins so, or one of whose words does, or the name of somebody on it.

    None for words where `is_strict`: a shell that shows only what has the typed text in it would hide a number.
    """
    from crmcli.store import names

    digits = typed[1:] if typed[:1] in ("d", "D") and typed[1:].isdigit() else typed
    is_number = typed in ("", "d", "D") or (digits.isascii() and digits.isdigit())
    if is_strict and not is_number:
        return []
    letter = "" if is_number and digits and digits == typed and digits.isdigit() else "d"
    wanted = digits if is_number and digits.isdigit() else ""
    found = names.deals(connection, wanted, "" if is_number else typed, is_closed=kind == _CLOSED)
    return [(f"{letter}{number}", _meaning(title, who, stage)) for number, title, who, stage in found]


def named(connection: sqlite3.Connection, kind: str) -> list[Offer]:
    """The stages, pipelines or tags that there are."""
    from crmcli.store import names

    if kind == "stage":
        return names.stages(connection)
    return [(name, "") for name in (names.pipelines(connection) if kind == "pipeline" else names.tags(connection))]


def _meaning(title: str, who: str, stage: str) -> str:
    short = title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…"
    return ", ".join(part for part in (short, who, stage) if part)
