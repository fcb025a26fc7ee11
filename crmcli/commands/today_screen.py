"""`crm today` on a terminal: at most a screen, each state with its share of the lines, and what is left out counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from crmcli import context, day_heads, day_words, deal_day_words, diagnostics, glyphs, reach_words, wrapping
from crmcli.commands import day_goals, timing, today_answers
from crmcli.i18n import _
from crmcli.output import Column
from crmcli.store import days

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime

    from crmcli.commands.day_goals import Goals
    from crmcli.store.days import Day, Entry

    _Row = dict[str, Any]

_Of = TypeVar("_Of")
_PROMPT = 1  # line that the shell needs
_HINT = 1
_WIDE = 100  # cells of a terminal that has room for words
_LEAST = 5  # lines of the list, however low the terminal is
_DEALS = "deals"
_REASON = 24  # cells that the reason keeps as long as anything else can be cut
_SHORTEST = 12  # characters of a title that is cut
_GAP = 2  # cells between columns


class Screen(NamedTuple):
    """What a screen shows: at most so many entries, or all; `whole` is the command that shows all.

    `warning` is what will be said below it, and takes room of it.
    """

    most: int | None
    whole: str
    is_all: bool = False
    warning: str = ""


def write(connection: sqlite3.Connection, day: Day, goals: Goals, now: datetime, screen: Screen) -> None:
    """Writes the head, the entries that have room, how many have not, and what to type next."""
    here = context.current()
    head = day_heads.head(day, day_goals.in_words(goals), now)
    sizes = {state: len(entries) for state, entries in day.entries.items()}
    said = [head, *([f"crm: {screen.warning}"] if screen.warning else [])]
    height = wrapping.terminal_height() - _PROMPT - _HINT - sum(map(_lines, said))
    others = _lines(_left_out(sizes, screen.whole))
    room = screen.most or max(height - (others if sum(sizes.values()) > height else 0), _LEAST)
    shares = sizes if screen.is_all else days.portions(sizes, room)
    rows = _rows(connection, _first(day.entries, shares), now)
    if not screen.is_all and not screen.most and len(_laid_out(_first(rows, shares))) > height:
        shares = _fitting(rows, sizes, max(height - others, _LEAST))
    lines = _laid_out(_first(rows, shares))
    if lines:
        here.output.listing(lines, columns(lines), title=head)
        left = {state: sizes[state] - shares[state] for state in sizes}
        if any(left.values()):
            here.output.sentence(_left_out(left, screen.whole))
        _hint(_first(day.entries, shares), now.date())
    elif day.holidays or not goals.is_empty:
        here.output.sentence(head)


def _fitting(rows: Mapping[str, Sequence[_Row]], sizes: Mapping[str, int], room: int) -> dict[str, int]:
    """The shares of the states with which all has room in so many lines, where some entries take two."""
    count = min(sum(map(len, rows.values())), room)
    while len(_laid_out(_first(rows, days.portions(sizes, count)))) > room:
        count -= 1
    return days.portions(sizes, count)


def _first(found: Mapping[str, Sequence[_Of]], shares: Mapping[str, int]) -> dict[str, Sequence[_Of]]:
    """The first few of each state."""
    return {state: each[: shares[state]] for state, each in found.items()}


def _rows(
    connection: sqlite3.Connection, shown: Mapping[str, Sequence[Entry]], now: datetime
) -> dict[str, Sequence[_Row]]:
    """What the screen says of each entry, by state."""
    rows = iter(today_answers.rows(connection, [entry for each in shown.values() for entry in each], now))
    return {
        state: [{**next(rows), "line": "", **_of_deal(entry, now)} for entry in entries]
        for state, entries in shown.items()
    }


def _laid_out(rows: Mapping[str, Sequence[_Row]]) -> list[_Row]:
    """The rows as lines: where not all of each has room, the deal that a promise is for stands on a line below it."""
    found = [row for each in rows.values() for row in each]
    promises = [row for row in found if not row["head"]]
    if _have_room(found, _whole(), found) or _have_room(found, _whole(), promises):
        return found
    lines: list[_Row] = []
    for row in found:
        lines += [{**row, "why": row["why_alone"]}, {**row, "line": _below(row)}] if row["beside"] else [row]
    return lines


def _below(row: _Row) -> str:
    """The deal that a promise is for, on a line of its own; where it is too long, the title is cut."""
    title, *rest = row["beside"]
    room = wrapping.terminal_width() - wrapping.cells(_ref(row)) - _GAP
    said = " · ".join([title, *rest])
    while wrapping.cells(said) > room and len(title) > _SHORTEST:
        title = title[:-1]
        said = " · ".join([title.rstrip() + "…", *rest])
    return said


def _lines(sentence: str) -> int:
    return len(wrapping.wrapped(sentence).splitlines())


def _left_out(more: Mapping[str, int], whole: str) -> str:
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
    return f"{', '.join(parts)}   {whole}"


def columns(rows: Sequence[_Row]) -> list[Column]:
    """The columns on a terminal. They have no titles: each cell says by itself what it is.

    Where there is no room for all of each cell, the reason is cut last, and stands alone where it says all.
    """
    whole = _whole()
    if _have_room(rows, whole, rows):
        return whole
    what = Column("what", "", _unless_a_line(_what_alone), is_wide=True)
    why = Column(
        "why",
        "",
        _unless_a_line(lambda row: "" if _is_alone(row) else today_answers.why_with_tries(row)),
        is_wide=True,
        least=_REASON,
    )
    return [*whole[:2], what, why, whole[-1]]


def _whole() -> list[Column]:
    """The columns where all of each cell has room."""
    return [
        Column("ref", "", _unless_a_line(_ref)),
        Column("name", "", lambda row: row["line"] or _name(row), is_wide=True),
        Column("what", "", _unless_a_line(lambda row: row["head"] or row["what"]), is_wide=True),
        Column("why", "", _unless_a_line(_why), is_wide=True, least=_REASON),
        Column("phone", "", _unless_a_line(_phone)),
    ]


def _unless_a_line(cell: Callable[[Any], str]) -> Callable[[Any], str]:
    """A cell that is empty in what stands on a line of its own."""
    return lambda row: "" if row["line"] else cell(row)


def _have_room(rows: Sequence[_Row], whole: Sequence[Column], uncut: Sequence[_Row]) -> bool:
    """Whether all of each cell has room, what is to be done and why for some rows only; a line of its own takes what
    there is."""
    widest = []
    for column in whole:
        told = uncut if column.key in ("what", "why") else rows
        widest.append(max((wrapping.cells(column.cell(row)) for row in told if not row["line"]), default=0))
    return sum(widest) + _GAP * (len(whole) - 1) <= wrapping.terminal_width()


def _of_deal(entry: Entry, now: datetime) -> _Row:
    """What the screen says of a deal: the most pressing first, the rest, and whom it is with; beside a promise which it
    is, how it stands and what it is worth, and why the promise is told of without that."""
    deal, today = entry.deal, now.date()
    if deal is None:
        return {"head": "", "rest": "", "worth": "", "beside": []}
    worth = deal_day_words.value(deal)
    if not entry.is_deal:
        beside = [*deal_day_words.beside(deal, today), *([worth] if worth else [])]
        alone = day_words.why(entry._replace(deal=None), now)
        return {"head": "", "rest": "", "worth": "", "beside": beside, "why_alone": alone}
    rest = [*deal_day_words.rest(deal, entry.state, today), deal.contact or ""]
    head = deal_day_words.head(deal, entry.state, today)
    return {"head": head, "rest": ", ".join(filter(None, rest)), "worth": worth, "beside": []}


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
    number = reach_words.number_of(row["phone"] or "")
    if not row["time_there"]:
        return number
    is_narrow = wrapping.terminal_width() < _WIDE
    there = f"({row['time_there']})" if is_narrow else " " + _("{time} there").format(time=row["time_there"])
    return f"{number} {there}".strip()


def _hint(shown: Mapping[str, Sequence[Entry]], today: date) -> None:
    """Says what to type next for the first of the list."""
    entries = [entry for found in shown.values() for entry in found]
    promised = next((entry.ref for entry in entries if entry.followup_id is not None), None)
    others = [entry.ref for entry in entries if entry.contact_id is not None]
    greeted = next((entry.greeting for entry in entries if entry.greeting is not None), None)
    said = [f"crm done {promised}", f"crm snooze {promised} --to mon"] if promised else []
    if not promised and entries and entries[0].deal is not None:
        said.append(" ".join(deal_day_words.closing(entries[0].deal, entries[0].state, today, timing.weekend)))
    elif not promised and others:
        said.append(f"crm log {others[0]} call")
    if greeted is not None:
        said.append(day_words.members_of(greeted))
    if said:
        diagnostics.narrate(glyphs.plain(" · ".join(said)))
