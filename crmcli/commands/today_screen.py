"""`crm today` on a terminal: at most a screen, each state with its share of the lines, and what is left out counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import context, diagnostics, glyphs, wrapping
from crmcli.commands import day_words, deal_day_words, today_answers
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
_DEALS = "deals"
_REASON = 24  # cells that the reason keeps as long as anything else can be cut
_GAP = 2  # cells between columns


def write(
    connection: sqlite3.Connection,
    day: Day,
    progress: Sequence[Progress],
    now: datetime,
    most: int | None,
    *,
    is_all: bool,
    warning: str = "",
) -> None:
    """Writes the head, the entries that have room, how many have not, and what to type next.

    `warning` is what will be said below all that, and takes room of it.
    """
    here = context.current()
    head = today_answers.head(day, progress, now)
    sizes = {state: len(entries) for state, entries in day.entries.items()}
    lines = sizes if is_all else days.portions(sizes, most or _room(head, sizes, warning))
    shown = {state: entries[: lines[state]] for state, entries in day.entries.items()}
    entries = [entry for each in shown.values() for entry in each]
    rows = [
        {**row, **_of_deal(entry, now)}
        for entry, row in zip(entries, today_answers.rows(connection, entries, now), strict=True)
    ]
    if rows:
        here.output.listing(rows, columns(rows), title=head)
        _say_left_out({state: sizes[state] - lines[state] for state in sizes})
        _hint(shown)
    elif progress or day.holidays:
        here.output.sentence(head)


def _room(head: str, sizes: Mapping[str, int], warning: str) -> int:
    """How many entries have room on the screen beside the head, what is said of the others, hint and warning."""
    height = wrapping.terminal_height() - _PROMPT - _HINT - _lines(head) - (_lines(f"crm: {warning}") if warning else 0)
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
        days.SILENT: _("+{count} more silent"),
        _DEALS: _("+{count} more deals"),
        days.OCCASION: _("+{count} more occasions"),
        days.ANNOUNCED: _("+{count} more ahead"),
    }
    left: dict[str, int] = {}
    for state, count in more.items():
        name = _DEALS if state in days.DEALS else state
        left[name] = left.get(name, 0) + count
    parts = [said[state].format(count=f"{count:,}") for state, count in left.items() if count]
    return ", ".join(parts) + "   crm today --all"


def columns(rows: Sequence[Mapping[str, Any]]) -> list[Column]:
    """The columns on a terminal. They have no titles: each cell says by itself what it is.

    Where there is no room for all of each cell, the reason is cut last, and stands alone where it says all.
    """
    whole = [
        Column("ref", "", _ref),
        Column("name", "", _name, is_wide=True),
        Column("what", "", lambda row: row["head"] or row["what"], is_wide=True),
        Column("why", "", _why, is_wide=True, least=_REASON),
        Column("phone", "", _phone),
    ]
    widest = [max(wrapping.cells(column.cell(row)) for row in rows) for column in whole]
    if sum(widest) + _GAP * (len(whole) - 1) <= wrapping.terminal_width():
        return whole
    what = Column("what", "", _what_alone, is_wide=True)
    why = Column(
        "why", "", lambda row: "" if _is_alone(row) else today_answers.why_with_tries(row), is_wide=True, least=_REASON
    )
    return [*whole[:2], what, why, whole[-1]]


def _of_deal(entry: Entry, now: datetime) -> dict[str, str]:
    """What the screen says of a deal: the most pressing first, the rest, and whom it is with."""
    deal = entry.deal
    if deal is None or not entry.is_deal:
        return {"head": "", "rest": "", "worth": ""}
    rest = [*deal_day_words.rest(deal, entry.state), deal.contact or ""]
    return {
        "head": deal_day_words.head(deal, entry.state, now.date()),
        "rest": ", ".join(filter(None, rest)),
        "worth": deal_day_words.value(deal),
    }


def _name(row: Any) -> str:
    """Whom it is about; a deal by its title."""
    if row["head"]:
        return str(row["what"])
    return str(row["contact"]["name"]) if row["contact"] else ""


def _why(row: Any) -> str:
    if row["head"]:
        return ", ".join([row["rest"], *today_answers.tries(row)])
    return today_answers.why_with_tries(row)


def _ref(row: Any) -> str:
    """The sign and the number; a group to greet is named by what is to be done."""
    return f"{glyphs.sign(row['state'])} {row['ref'] if row['group'] is None else ''}".rstrip()


def _is_alone(row: Any) -> bool:
    """Whether the reason says what is to be done: who is silent is to be talked to."""
    return row["followup_id"] is None


def _what_alone(row: Any) -> str:
    if not _is_alone(row):
        return str(row["what"])
    if row["head"]:
        return f"{row['head']}, {_why(row)}"
    why = today_answers.why_with_tries(row)
    return f"{row['what']} {why}" if row["state"] == days.OCCASION else why


def _phone(row: Any) -> str:
    """The number to call, and what the clock shows there where that is another time; of a deal what it is worth."""
    if row["head"]:
        return str(row["worth"])
    number = _as_people_read_it(row["phone"] or "")
    if not row["time_there"]:
        return number
    is_narrow = wrapping.terminal_width() < _WIDE
    there = f"({row['time_there']})" if is_narrow else " " + _("{time} there").format(time=row["time_there"])
    return f"{number} {there}".strip()


def _as_people_read_it(number: str) -> str:
    """The number in groups. A screen holds few; in a pipe there are many, and a program wants none."""
    is_spelt = number.lower() != number.upper()
    if is_spelt or not number.startswith("+"):
        return number
    from crmcli import phones

    return phones.international(number, number)


def _hint(shown: Mapping[str, Sequence[Entry]]) -> None:
    """Says what to type next for the first of the list."""
    entries = [entry for found in shown.values() for entry in found]
    promised = next((entry.ref for entry in entries if entry.followup_id is not None), None)
    others = [entry.ref for entry in entries if entry.contact_id is not None]
    greeted = next((entry.greeting for entry in entries if entry.greeting is not None), None)
    said = [f"crm done {promised}", f"crm snooze {promised} --to mon"] if promised else []
    if not promised and entries and entries[0].deal is not None:
        said.append(" ".join(deal_day_words.closing(entries[0].deal, entries[0].state)))
    elif not promised and others:
        said.append(f"crm log {others[0]} call")
    if greeted is not None:
        said.append(day_words.members_of(greeted))
    if said:
        diagnostics.narrate(glyphs.plain(" · ".join(said)))
