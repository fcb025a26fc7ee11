"""The measures of a whole pipeline: the glance, lists, a move, reports of years, and the day with all of it.

Against `python -c "import sqlite3"` in the same rounds, beside which a report may take half a second more; the clock
stands at the day on which the diary was written.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from children import FLOOR, crm, piped, succeeded
from days_work import NOW, TODAY, with_diary
from lookups import SLOW
from measures import Case, Line, Taken, interleaved, milliseconds

WITHIN = 0.5  # seconds more than the floor
_ON_TERMINAL = "-terminal"
OPEN_SHARE = 11  # one of so many deals is open
# What is called, what stands in the answer, and the promise where it is one of a ratio.
WHAT: dict[str, tuple[list[str], str, float | None]] = {
    "pipeline": (["pipeline"], "negotiation", None),
    "deal-list": (["deal", "list"], "d1", SLOW),
    "deal-list-terminal": (["deal", "list"], "d1", SLOW),
    "deal-query": (["deal", "list", "stage:proposal", "stalled", "--ids"], "d", None),
    "report-funnel": (["report", "funnel"], "negotiation", None),
    "report-forecast": (["report", "forecast"], "2026-12", None),
    "report-velocity": (["report", "velocity"], "negotiation", None),
    "report-lost": (["report", "lost"], "price", None),
    "report-stalled": (["report", "stalled"], "negotiation", None),
    "report-sources": (["report", "sources"], "referral", None),
    "report-week": (["report", "week"], "d", None),
    "deals-today": (["today"], "f", TODAY),
    "deals-digest": (["digest", "--after", "07:00", "--weekdays"], "crm done f", TODAY),
}
# What is changed: the words by the number of the round, another deal each time.
CHANGES: dict[str, Callable[[int], list[str]]] = {
    "move": lambda turn: ["move", f"d{turn + 1}", "qualified" if turn % 2 else "contacted", "--at", "2026-11-24T08:00"],
    "deal-add": lambda turn: ["deal", "add", f"Thing {turn}", "--contact", "c41", "--value", "USD500"],
    "win": lambda turn: ["win", f"d{turn + 600}"],
    "lose": lambda turn: ["lose", f"d{turn + 900}", "--reason", "price"],
}
NAMES = (*WHAT, *CHANGES)


def with_deals(database: Path, count: int, surroundings: dict[str, str]) -> Path:
    """A copy of a database with a diary, and so many deals in it. Raises Failed."""
    copy = database.with_name(f"deals-{database.name}")
    if not copy.exists():
        print("writing the deals ...", file=sys.stderr)
        copy.write_bytes(with_diary(database, surroundings).read_bytes())
        opened = count // OPEN_SHARE
        script = str(Path(__file__).with_name("pipelines.py"))
        command = [sys.executable, script, str(copy), str(opened), str(count - opened)]
        succeeded(piped(command, surroundings), command, "")
    return copy


def with_a_pipeline(
    database: Path, count: int, wanted: Callable[[str], bool], surroundings: dict[str, str], runs: int
) -> list[Line]:
    """The lines of the table; `database` is the one without a diary, `count` how many deals. Raises Failed."""
    surroundings = surroundings | {"CRM_NOW": NOW}
    copy = with_deals(database, count, surroundings)
    floor = Case("floor", lambda turn: FLOOR)
    lines: list[Line] = []
    # Looked at first and changed afterwards: a change lets the next look pay for its pages.
    looking = [_case(name, words, expected, copy) for name, (words, expected, _promise) in WHAT.items() if wanted(name)]
    if looking:
        lines += _told(interleaved([floor, *looking], surroundings, runs=runs), count)
    changing = [_change(name, copy) for name in CHANGES if wanted(name)]
    if changing:
        taken = interleaved([floor, *changing], surroundings, runs=runs)
        for case in changing:
            seconds = taken[case.name].seconds
            what = f"crm {case.name.replace('-', ' ')}, one of {count:,} deals"
            lines.append(Line(what, milliseconds(seconds), seconds / taken["floor"].seconds, SLOW))
    return lines


def _case(name: str, words: list[str], expected: str, database: Path) -> Case:
    command = [crm(), *words, "--db", str(database)]
    return Case(name, lambda turn: command, expected, terminal=name.endswith(_ON_TERMINAL))


def _change(name: str, database: Path) -> Case:
    return Case(name, lambda turn: [crm(), *CHANGES[name](turn), "--db", str(database)])


def _told(taken: dict[str, Taken], count: int) -> list[Line]:
    floor = taken["floor"].seconds
    lines = []
    for name, (words, _expected, promise) in WHAT.items():
        if name not in taken:
            continue
        seconds = taken[name].seconds
        where = "on a terminal" if name.endswith(_ON_TERMINAL) else "piped"
        what = f"crm {' '.join(words)}, {count:,} deals, {where}"
        if promise is None:
            lines.append(Line(what, milliseconds(seconds), seconds - floor, WITHIN, "s"))
        else:
            lines.append(Line(what, milliseconds(seconds), seconds / floor, promise))
    return lines
