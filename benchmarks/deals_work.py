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
OPEN_SHARE = 11  # one of so many deals is open
# What is called, what stands in the answer, and the promise where it is one of a ratio.
WHAT: dict[str, tuple[list[str], str, float | None]] = {
    "pipeline": (["pipeline"], "negotiation", None),
    "deal-list": (["deal", "list"], "d1", None),
    "deal-query": (["deal", "list", "stage:proposal", "stalled", "--ids"], "d", None),
    "report-funnel": (["report", "funnel"], "negotiation", None),
    "report-forecast": (["report", "forecast"], "2026-12", None),
    "report-velocity": (["report", "velocity"], "negotiation", None),
    "report-lost": (["report", "lost"], "price", None),
    "deals-today": (["today"], "f", TODAY),
    "deals-digest": (["digest", "--after", "07:00", "--weekdays"], "crm done f", TODAY),
}
NAMES = (*WHAT, "move")


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
    if wanted("move"):
        taken = interleaved([floor, Case("move", _moving(copy))], surroundings, runs=runs)
        seconds = taken["move"].seconds
        what = f"crm move, one of {count:,} deals"
        lines.append(Line(what, milliseconds(seconds), seconds / taken["floor"].seconds, SLOW))
    return lines


def _case(name: str, words: list[str], expected: str, database: Path) -> Case:
    command = [crm(), *words, "--db", str(database)]
    return Case(name, lambda turn: command, expected)


def _moving(database: Path) -> Callable[[int], list[str]]:
    """Another deal each time, to and fro between two stages."""

    def moving(turn: int) -> list[str]:
        stage = "qualified" if turn % 2 else "contacted"
        return [crm(), "move", f"d{turn + 1}", stage, "--at", "2026-11-24T08:00", "--db", str(database)]

    return moving


def _told(taken: dict[str, Taken], count: int) -> list[Line]:
    floor = taken["floor"].seconds
    lines = []
    for name, (words, _expected, promise) in WHAT.items():
        if name not in taken:
            continue
        seconds = taken[name].seconds
        what = f"crm {' '.join(words)}, {count:,} deals, piped"
        if promise is None:
            lines.append(Line(what, milliseconds(seconds), seconds - floor, WITHIN, "s"))
        else:
            lines.append(Line(what, milliseconds(seconds), seconds / floor, promise))
    return lines
