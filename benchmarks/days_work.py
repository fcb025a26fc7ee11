"""The measures of a day's work with a full diary: whom to call, what happened, what is done, and the lists of both.

Against `python -c "import sqlite3"` in the same rounds; the clock stands at the day on which the diary was written.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from children import FLOOR, crm, piped, succeeded
from lookups import FAST, GROWTH, SLOW, Targets, finding, reference, targets
from measures import Case, Line, Taken, interleaved, milliseconds

TODAY = 8.0
ALERTS = 5.0
NOW = "2026-11-24T02:00:00Z"
WHAT = {
    "today": ("crm today, piped", TODAY),
    "digest": ("crm digest, as cron runs it, piped", TODAY),
    "digest-week": ("crm digest in HTML, with the days of a week, piped", TODAY),
    "alerts": ("crm alerts, nothing to ring, piped", ALERTS),
    "followup-list": ("crm followup list, those of a week, piped", None),
    "activity-list": ("crm activity list, a query, piped", None),
    "find-diary": ("crm find, a name, with a diary, piped", FAST),
    "find-logged": ("crm find, words that were logged, piped", FAST),
    "log": ("crm log, a call and the next step", SLOW),
    "done": ("crm done, one follow-up", SLOW),
}
NAMES = (*WHAT, "diary-growth")


def with_diary(database: Path, surroundings: dict[str, str]) -> Path:
    """A copy of a database with a diary for all of its contacts. Raises Failed."""
    copy = database.with_name(f"diary-{database.name}")
    if not copy.exists():
        print("writing the diary ...", file=sys.stderr)
        copy.write_bytes(database.read_bytes())
        command = [sys.executable, str(Path(__file__).with_name("diary.py")), str(copy)]
        succeeded(piped(command, surroundings), command, "")
    return copy


def at_work(
    sizes: dict[int, Path], wanted: Callable[[str], bool], surroundings: dict[str, str], runs: int
) -> list[Line]:
    """The lines of the table; `sizes` are the databases without a diary, by their number of contacts. Raises Failed."""
    surroundings = surroundings | {"CRM_NOW": NOW}
    large = max(sizes)
    database = with_diary(sizes[large], surroundings)
    people = targets(large)
    floor = Case("floor", lambda turn: FLOOR)
    lines: list[Line] = []
    # Looked at first and changed afterwards: a change lets the next look pay for its pages.
    for cases in (_looking(database, people), _changing(database, people, surroundings, wanted, runs)):
        cases = [case for case in cases if wanted(case.name)]
        if cases:
            lines += _told(interleaved([floor, *cases], surroundings, runs=runs))
    if wanted("diary-growth"):
        both = {count: with_diary(path, surroundings) for count, path in sizes.items()}
        lines += _growth(both, surroundings, runs)
    return lines


def _looking(database: Path, people: Targets) -> list[Case]:
    def asking(*words: str) -> Callable[[int], list[str]]:
        return lambda turn: [crm(), *words, "--db", str(database)]

    return [
        Case("today", asking("today"), "f"),
        Case("digest", asking("digest", "--after", "07:00", "--weekdays"), "crm done f"),
        Case("digest-week", asking("digest", "--days", "7", "--format", "html"), "crm done f"),
        Case("alerts", asking("alerts", "--before", "15m", "--command", "true")),
        Case("followup-list", asking("followup", "list", "due:..7d"), "f"),
        Case("activity-list", asking("activity", "list", "kind:call", "at:7d", "--limit", "50"), "call"),
        Case("find-diary", finding(database, *people.latin.name.split()), people.latin.name),
        Case("find-logged", finding(database, "wife", "decides", "truck"), "c"),
    ]


def _changing(
    database: Path, people: Targets, surroundings: dict[str, str], wanted: Callable[[str], bool], runs: int
) -> list[Case]:
    if not (wanted("log") or wanted("done")):
        return []
    ref = reference(database, people.phoned, surroundings)
    command = [crm(), "followup", "list", "--ids", "--limit", str(runs + 10), "--db", str(database)]
    open_ones = succeeded(piped(command, surroundings), command, "f").output.split()

    def logging(turn: int) -> list[str]:
        said = ["call", f"price ok, part {turn}", "--next", "call both", "--on", "fri@10"]
        return [crm(), "log", ref, *said, "--db", str(database)]

    def doing(turn: int) -> list[str]:
        return [crm(), "done", open_ones[turn], "--db", str(database)]

    return [Case("log", logging), Case("done", doing)]


def _growth(sizes: dict[int, Path], surroundings: dict[str, str], runs: int) -> list[Line]:
    cases = []
    for count, database in sizes.items():
        name = targets(count).latin.name
        cases.append(Case(str(count), finding(database, *name.split()), name))
    taken = interleaved(cases, surroundings, runs=runs)
    small, large = (taken[str(count)].seconds for count in sorted(sizes))
    what = f"crm find with a diary, {max(sizes):,} against {min(sizes):,} contacts"
    return [Line(what, milliseconds(large), large / small, GROWTH)]


def _told(taken: dict[str, Taken]) -> list[Line]:
    floor = taken["floor"].seconds
    lines = []
    for name, (what, promise) in WHAT.items():
        if name in taken:
            seconds = taken[name].seconds
            lines.append(Line(what, milliseconds(seconds), seconds / floor, promise))
    return lines
