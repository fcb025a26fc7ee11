"""Completing a deal by its number: those that are open, the newest first, each with its title and whom it is with.

Behind a deal the stages of its pipeline are offered, those of others with their pipelines.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from crmcli.completion_table import Offer

CLOSED = "deal-closed"  # the kind of place where what is closed is wanted
_NEXT = "next"
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
    found = names.deals(connection, wanted, "" if is_number else typed, is_closed=kind.startswith(CLOSED))
    return [(f"{letter}{number}", _meaning(title, who, stage)) for number, title, who, stage in found]


def named(connection: sqlite3.Connection, kind: str) -> list[Offer]:
    """The stages, pipelines, tags, sources, reasons or competitors that there are."""
    from crmcli.store import names

    if kind == "stage":
        return names.stages(connection)
    if kind == "reason":
        from crmcli.store import deal_settings

        return [(name, f"{count}" if count else "") for name, count in deal_settings.counted_reasons(connection)]
    every = {
        "pipeline": names.pipelines,
        "tag": names.tags,
        "source": names.sources,
        "competitor": names.competitors,
    }
    return [(name, "") for name in every[kind](connection)]


def stages_behind(connection: sqlite3.Connection, kind: str, earlier: Sequence[str]) -> list[Offer]:
    """The open stages to which the deal that the words before name may go, and `next`; those of its pipeline first."""
    from crmcli.store import names

    is_closed = kind.startswith(CLOSED)
    last = earlier[-1].lower().removeprefix("d")
    deal_id = int(last) if last.isascii() and last.isdigit() and len(last) < 10 else 0
    if not deal_id:
        found = names.deals(connection, "", " ".join(earlier), is_closed=is_closed)
        deal_id = found[0][0] if len(found) == 1 else 0
    return [*([] if is_closed else [(_NEXT, "")]), *names.open_stages(connection, deal_id)]


def _meaning(title: str, who: str, stage: str) -> str:
    short = title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…"
    return ", ".join(part for part in (short, who, stage) if part)
