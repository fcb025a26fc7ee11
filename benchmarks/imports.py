"""The measures of imports, against what `vobject.readComponents` alone needs for the same file in the same
rounds.

Every import goes into a database that does not exist yet. vobject's own time is taken inside its process,
without the start of Python and the import of the library, which is to its favour.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from children import Failed, crm
from databases import cleared
from generate import kept
from measures import Case, Line, Taken, interleaved, memory, milliseconds

CARDS, ROWS, TENFOLD, MEMORY = 0.7, 0.5, 12.0, 200.0
PARSE_ONLY = """
import sys, time, vobject
with open(sys.argv[1], encoding="utf-8", newline="") as stream:
    started = time.perf_counter()
    cards = sum(1 for card in vobject.readComponents(stream))
    print("parsed", cards, time.perf_counter() - started)
"""


def importing(name: str, suffix: str, count: int, folder: Path) -> Case:
    """One import of a generated file into a new database."""
    database = folder / f"{name}.db"
    source = str(kept(suffix, count))
    command = [crm(), "import", source, "--db", str(database)]
    return Case(name, lambda turn: command, before=lambda: cleared(database))


def parsing(count: int) -> Case:
    """vobject alone over the same vCards."""
    command = [sys.executable, "-c", PARSE_ONLY, str(kept("vcf", count))]
    return Case("vobject", lambda turn: command, f"parsed {count} ")


def parse_seconds(taken: Taken) -> float:
    """The median of the seconds that vobject's process measured itself."""
    seconds = sorted(float(outcome.output.split()[-1]) for outcome in taken.outcomes)
    return seconds[len(seconds) // 2]


def against_vobject(
    count: int, folder: Path, wanted: Callable[[str], bool], surroundings: dict[str, str], runs: int
) -> list[Line]:
    """Imports of vCards and CSV, their memory, and a tenth of the size. Raises Failed."""
    small = count // 10
    cases = [
        importing("import-vcard", "vcf", count, folder),
        importing("import-csv", "csv", count, folder),
        importing("import-growth", "vcf", small, folder),
    ]
    chosen = [case for case in cases if wanted(case.name)]
    if not chosen:
        return []
    if wanted("import-growth") and cases[0] not in chosen:
        chosen.insert(0, cases[0])
    taken = interleaved([parsing(count), *chosen], surroundings, runs=runs, warm_up=1)
    parsed = parse_seconds(taken["vobject"])
    if parsed <= 0:
        raise Failed("vobject read nothing.")
    return told(taken, parsed, count)


def told(taken: dict[str, Taken], parsed: float, count: int) -> list[Line]:
    """The lines of the table, vobject first."""
    lines = [Line(f"vobject.readComponents alone, {count:,} vCards", milliseconds(parsed))]
    cards = taken.get("import-vcard")
    rows = taken.get("import-csv")
    small = taken.get("import-growth")
    if cards is not None:
        lines.append(Line(f"crm import, {count:,} vCards", milliseconds(cards.seconds), cards.seconds / parsed, CARDS))
        lines.append(memory("  its peak memory", cards.memory, MEMORY))
    if rows is not None:
        lines.append(Line(f"crm import, {count:,} CSV rows", milliseconds(rows.seconds), rows.seconds / parsed, ROWS))
        lines.append(memory("  its peak memory", rows.memory, MEMORY))
    if cards is not None and small is not None:
        what = f"crm import, {count:,} against {count // 10:,} vCards"
        lines.append(Line(what, milliseconds(cards.seconds), cards.seconds / small.seconds, TENFOLD))
        lines.append(memory(f"  its peak memory at {count // 10:,}", small.memory))
    return lines
