"""The measures of look-ups and of one-record changes, against `python -c "import sqlite3"` in the same
rounds.

Whom to look up is chosen from the generated contacts, so that each question has a known answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from children import FLOOR, crm, piped, succeeded
from generate import Contact, contacts
from measures import Case, Line, Taken, interleaved, milliseconds

FAST, NEAR_MISS, SLOW, GROWTH = 2.5, 5.0, 7.0, 1.5


@dataclass(frozen=True, slots=True)
class Targets:
    """People of the generated address book whom the measures ask for."""

    latin: Contact
    chinese: Contact
    phoned: Contact


def targets(count: int) -> Targets:
    """Somebody from the second half of the book for each kind of question."""
    # One after the other and never all at once: a child's peak memory counts from what its parent once held.
    people = islice(contacts(count), count // 2, None)
    latin = next(p for p in people if p.emails and "ł" in p.name.lower() and "-" in p.family)
    chinese = next(p for p in people if len(p.name) == 3 and "\u4e00" <= p.name[0] <= "\u9fff")
    phoned = next(p for p in people if p.phones)
    return Targets(latin, chinese, phoned)


def misspelt(name: str) -> str:
    """The name with two letters of each longer word exchanged: found nowhere, near to somebody."""
    return " ".join(word[:2] + word[3] + word[2] + word[4:] if len(word) > 4 else word for word in name.split())


def finding(database: Path, *words: str) -> Callable[[int], list[str]]:
    """The command that looks the words up."""
    return lambda turn: [crm(), "find", *words, "--db", str(database)]


def completing(database: Path, beginning: str) -> Callable[[int], list[str]]:
    """The command with which a shell asks for names that begin so."""
    return lambda turn: [crm(), "__complete", "zsh", "--db", str(database), "show", beginning]


def reference(database: Path, person: Contact, surroundings: dict[str, str]) -> str:
    """The REF of a contact, as `crm find` prints it; raises Failed where it finds nobody."""
    command = [crm(), "find", person.name, "--ids", "--db", str(database)]
    return succeeded(piped(command, surroundings), command, "c").output.split()[0]


def look_up_cases(database: Path, people: Targets) -> list[Case]:
    """Names, ideographs, digits, nothing, what other programs ask, and the table on a terminal."""
    digits = re.sub(r"\D", "", people.phoned.phones[0][1])
    near = misspelt(people.latin.name)
    return [
        Case("find-name", finding(database, *people.latin.name.split()), people.latin.name),
        Case("find-cjk", finding(database, people.chinese.name), people.chinese.name),
        Case("find-phone", finding(database, digits[-8:]), people.phoned.name),
        Case("find-nothing", finding(database, *near.split()), people.latin.name),
        Case("find-caller", finding(database, "--caller", people.phoned.phones[0][1]), people.phoned.name),
        Case("find-mutt", finding(database, "--mutt", *people.latin.name.split()), people.latin.emails[0][1]),
        Case("complete", completing(database, people.latin.name[:4]), "\t"),
        Case("find-terminal", finding(database, *people.latin.name.split()), "", terminal=True),
    ]


def change_cases(database: Path, people: Targets, surroundings: dict[str, str]) -> list[Case]:
    """A quick capture and a corrected title; the backup before a day's first change falls into the "
    "warm-up."""
    ref = reference(database, people.phoned, surroundings)

    def adding(turn: int) -> list[str]:
        name, phone = f"Beatriz Magalhães {turn}", f"+62812{turn:04d}5678"
        return [crm(), "add", name, "--phone", phone, "--db", str(database)]

    def editing(turn: int) -> list[str]:
        return [crm(), "contact", "edit", ref, "--title", f"Regional manager {turn}", "--db", str(database)]

    return [Case("add", adding), Case("edit", editing)]


WHAT = {
    "find-name": ("crm find, a name, piped", FAST),
    "find-cjk": ("crm find, ideographs, piped", FAST),
    "find-phone": ("crm find, last digits of a phone, piped", FAST),
    "find-nothing": ("crm find, nothing but near misses", NEAR_MISS),
    "find-caller": ("crm find --caller, a number", FAST),
    "find-mutt": ("crm find --mutt, a name", FAST),
    "complete": ("completion of a name", FAST),
    "find-terminal": ("crm find, a name, on a terminal", SLOW),
    "add": ("crm add, one contact", SLOW),
    "edit": ("crm contact edit, one title", SLOW),
}


def told(taken: dict[str, Taken]) -> list[Line]:
    """The lines of the table, the floor first."""
    floor = taken["floor"].seconds
    lines = [Line('the floor: python -c "import sqlite3"', milliseconds(floor))]
    for name, (what, promise) in WHAT.items():
        if name in taken:
            seconds = taken[name].seconds
            lines.append(Line(what, milliseconds(seconds), seconds / floor, promise))
    return lines


def against_floor(
    database: Path, count: int, wanted: Callable[[str], bool], surroundings: dict[str, str], runs: int
) -> list[Line]:
    """Look-ups, then changes (never mixed: a change lets the next look-up pay for its pages). Raises "
    "Failed."""
    people = targets(count)
    floor = Case("floor", lambda turn: FLOOR)
    lines: list[Line] = []
    reading = [case for case in look_up_cases(database, people) if wanted(case.name)]
    if reading:
        lines += told(interleaved([floor, *reading], surroundings, runs=runs))
    if wanted("add") or wanted("edit"):
        writing = [case for case in change_cases(database, people, surroundings) if wanted(case.name)]
        lines += told(interleaved([floor, *writing], surroundings, runs=runs))[1 if reading else 0 :]
    return lines


def growth(
    sizes: dict[int, Path], wanted: Callable[[str], bool], surroundings: dict[str, str], runs: int
) -> list[Line]:
    """The same kind of look-up in the small and in the large database. Raises Failed."""
    if not wanted("find-growth"):
        return []
    cases = []
    for count, database in sizes.items():
        name = targets(count).latin.name
        cases.append(Case(str(count), finding(database, *name.split()), name))
    taken = interleaved(cases, surroundings, runs=runs)
    small, large = (taken[str(count)].seconds for count in sorted(sizes))
    what = f"crm find, {max(sizes):,} against {min(sizes):,} contacts"
    return [Line(what, milliseconds(large), large / small, GROWTH)]
