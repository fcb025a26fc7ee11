"""A seller's week, told as a page and played through the command line, call by call.

A page is Markdown. Its first lines say in which zone the seller works (`Zone: Asia/Jakarta`). A block ```vcard NAME
or ```csv NAME is a file that is there. A block ```console holds commands; `# 08:10` in it sets the clock of the day
that the heading above names (`## Monday, 23 November 2026`). Lines with `> ` right under a command are typed at its
questions, and `|` hands the answer of one command to the next. What follows is all that was answered, first what went
to stdout, then what went to stderr, then `[exit 4]` where it did not end with 0. `CRM_REGENERATE=1` writes the answers
anew.
"""

from __future__ import annotations

import itertools
import os
import re
import shlex
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from crmcli.store import operations
from tests import factories
from tests.conftest import Crm, Result
from tests.store import truths

FOLDER = Path(__file__).parent
IS_REGENERATING = bool(os.environ.get("CRM_REGENERATE"))

_DAY = re.compile(r"## \w+, (\d{1,2} \w+ \d{4})")
_CLOCK = re.compile(r"# (\d\d:\d\d)")
_ZONE = re.compile(r"^Zone: (\S+)$", re.MULTILINE)


@dataclass(frozen=True)
class Call:
    """One command of a page: when it is given, what is typed at its questions, and what the page says it answers.

    `line` is where the answer begins, from 0.
    """

    line: int
    moment: datetime
    command: str
    typed: list[str]
    answer: list[str]


def play(name: str, crm: Crm, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plays a page and compares every answer; then takes the whole week back and does it again."""
    path = FOLDER / f"{name}.md"
    page = path.read_text("utf-8")
    zone = _ZONE.search(page)
    assert zone, "a page says in which zone it plays"
    monkeypatch.setenv("TZ", zone[1])
    monkeypatch.setenv("NO_COLOR", "1")
    time.tzset()
    _write_files(page)
    told = []
    for call in calls(page, ZoneInfo(zone[1])):
        monkeypatch.setenv("CRM_NOW", f"{call.moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")
        said = _lines(_given(crm, call))
        told.append((call, said))
        if call.command == "crm today":
            assert _counted(said[0]) == _promised(database, call.moment), f"{path.name}:{call.line}"
        if not IS_REGENERATING:
            assert said == call.answer, f"{path.name}:{call.line}: {call.command}"
    if IS_REGENERATING:
        path.write_text(_told_anew(page, told), "utf-8")
    _take_back(database)


def _given(crm: Crm, call: Call) -> Result:
    """What a command answers at a terminal; where it is a chain, what the last one does, reading the one before."""
    *before, last = (shlex.split(each)[1:] for each in call.command.split(" | "))
    if not before:
        return crm(*last, input="".join(f"{each}\n" for each in call.typed), tty=True)
    handed = ""
    for each in before:
        handed = crm(*each, input=handed).stdout
    return crm(*last, input=handed)


def calls(page: str, zone: ZoneInfo) -> Iterator[Call]:
    """The commands of a page in their order."""
    lines = page.splitlines()
    day, clock, is_console = "", "08:00", False
    for number, line in enumerate(lines):
        heading = _DAY.fullmatch(line)
        if heading:
            day, clock = heading[1], "08:00"
        elif line.startswith("```"):
            is_console = line == "```console"
        elif is_console and (at := _CLOCK.fullmatch(line)):
            clock = at[1]
        elif is_console and line.startswith("$ crm"):
            moment = datetime.strptime(f"{day} {clock}", "%d %B %Y %H:%M").replace(tzinfo=zone)
            typed = [each[2:] for each in itertools.takewhile(lambda each: each[:1] == ">", lines[number + 1 :])]
            start = number + 1 + len(typed)
            yield Call(start, moment, line[2:], typed, _answer(lines, start))


def _answer(lines: list[str], start: int) -> list[str]:
    end = start
    while not (lines[end].startswith(("$ ", "```")) or _CLOCK.fullmatch(lines[end])):
        end += 1
    return lines[start:end]


def _lines(said: Result) -> list[str]:
    code = [f"[exit {said.code}]"] if said.code else []
    # What a progress bar wrote over is not there any more, and the line on which it was wiped is empty.
    narrated = [line.rpartition("\r")[2] for line in said.stderr.split("\n")]
    return [line.rstrip() for line in [*said.stdout.split("\n")[:-1], *filter(None, narrated)]] + code


def _counted(head: str) -> tuple[int, int]:
    """How many the first line of crm today says are late, and how many due today."""
    late, today = (re.search(rf"(\d+) {word}", head) for word in ("late", "today"))
    return int(late[1]) if late else 0, int(today[1]) if today else 0


def _promised(database: Path, moment: datetime) -> tuple[int, int]:
    """How many open promises are late at a moment and how many due that day, worked out one by one."""
    with closing(sqlite3.connect(database)) as connection:
        dues = [row[0] for row in connection.execute("SELECT due FROM followup WHERE done_at IS NULL")]
    now, today = f"{moment:%Y-%m-%dT%H:%M}", f"{moment:%Y-%m-%d}"
    late = [due for due in dues if due < (now if "T" in due else today)]
    return len(late), len([due for due in dues if due[:10] == today and due not in late])


def _told_anew(page: str, told: list[tuple[Call, list[str]]]) -> str:
    lines = page.splitlines()
    for call, said in reversed(told):
        lines[call.line : call.line + len(call.answer)] = said
    return "\n".join(lines) + "\n"


def _write_files(page: str) -> None:
    for name, content in re.findall(r"^```(?:vcard|csv) (\S+)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL):
        Path(name).write_text(content, "utf-8")


def _take_back(database: Path) -> None:
    """All of a week is undone to the empty book it began with, and done again to what it ended with."""
    with closing(factories.opened(database)) as store:
        after = factories.tables(store)
        truths.assert_sound(store)
        count = len(operations.undo(store, steps=999))
        assert factories.tables(store) == factories.nothing()
        assert len(operations.redo(store, steps=999)) == count
        assert factories.tables(store) == after
        truths.assert_sound(store)
