"""`crm today` on a terminal: at most a screen, each state with its share of the lines, and what is left out counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import context, diagnostics, glyphs, wrapping
from crmcli.commands import today_answers
from crmcli.i18n import _
from crmcli.output import Column
from crmcli.store import days

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from crmcli.store.days import Day, Entry
    from crmcli.store.goals import Progress

_PROMPT = 1  # line that the shell needs
_HINT = 1
_WIDE = 100  # cells of a terminal that has room for words
_LEAST = 5  # lines of the list, however low the terminal is


def write(
    connection: sqlite3.Connection,
    day: Day,
    progress: Sequence[Progress],
    now: datetime,
    most: int | None,
    *,
    is_all: bool,
) -> None:
    """Writes the head, the entries that have room, how many have not, and what to type next."""
    here = context.current()
    head = today_answers.head(day, progress, now)
    sizes = {state: len(entries) for state, entries in day.entries.items()}
    lines = sizes if is_all else days.portions(sizes, most or _room(head, sizes))
    shown = {state: entries[: lines[state]] for state, entries in day.entries.items()}
    rows = today_answers.rows(connection, [entry for entries in shown.values() for entry in entries], now)
    if rows:
        here.output.listing(rows, columns(), title=head)
        _say_left_out({state: sizes[state] - lines[state] for state in sizes})
        _hint(shown)
    elif progress:
        here.output.sentence(head)


def _room(head: str, sizes: Mapping[str, int]) -> int:
    """How many entries have room on the screen beside the head, what is said of the others, and the hint."""
    height = wrapping.terminal_height() - _PROMPT - _HINT - _lines(head)
    if sum(sizes.values()) > height:
        height -= _lines(_left_out(sizes))
    return max(height, _LEAST)


def _lines(sentence: str) -> int:
    return len(wrapping.wrapped(sentence).splitlines())


def _say_left_out(more: Mapping[str, int]) -> None:
    if any(more.values()):
        context.current().output.sentence(_left_out(more))


def _left_out(more: Mapping[str, int]) -> str:
    """How many of each state are left out, and what shows them."""
    said = {
        days.LATE: _("+{count} more late"),
        days.TODAY: _("+{count} more today"),
        days.ANNOUNCED: _("+{count} more ahead"),
        days.SILENT: _("+{count} more silent"),
        days.OCCASION: _("+{count} more occasions"),
    }
    parts = [said[state].format(count=f"{count:,}") for state, count in more.items() if count]
    return ", ".join(parts) + "   crm today --all"


def columns() -> list[Column]:
    """The columns on a terminal. They have no titles: each cell says by itself what it is."""
    return [
        Column("ref", "", lambda row: f"{glyphs.sign(row['state'])} {row['ref']}"),
        Column("name", "", lambda row: row["contact"]["name"] if row["contact"] else "", is_wide=True),
        Column("what", "", is_wide=True),
        Column("why", "", today_answers.why_with_tries, is_wide=True),
        Column("phone", "", _phone),
    ]


def _phone(row: Any) -> str:
    """The number to call, and what the clock shows there where that is another time."""
    if not row["time_there"]:
        return str(row["phone"] or "")
    is_narrow = wrapping.terminal_width() < _WIDE
    there = f"({row['time_there']})" if is_narrow else " " + _("{time} there").format(time=row["time_there"])
    return f"{row['phone'] or ''} {there}".strip()


def _hint(shown: Mapping[str, Sequence[Entry]]) -> None:
    """Says what to type next for the first of the list."""
    entries = [entry for found in shown.values() for entry in found]
    promised = next((entry for entry in entries if entry.followup_id is not None), None)
    if promised is not None:
        diagnostics.narrate(glyphs.plain(f"crm done {promised.ref} · crm snooze {promised.ref} --to mon"))
    elif entries:
        diagnostics.narrate(f"crm log {entries[0].ref} call")
