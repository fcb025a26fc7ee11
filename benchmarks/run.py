"""Measures crm as ratios, side by side with what it is compared with, and prints one table.

    python benchmarks/run.py [--quick] [--only NAME]... [--runs N] [--import-runs N]

The promises are those of the design; `over` is told, not punished: the exit code is 0 unless something could
not be run. `--only` takes the beginning of a measure's name: find-name, find-cjk, find-phone, find-nothing,
find-caller, find-mutt, complete, find-terminal, add, edit, find-growth, today, digest, digest-week, alerts,
followup-list, activity-list, find-diary, find-logged, log, done, diary-growth, pipeline, deal-list,
deal-list-terminal, deal-query, report-funnel, report-forecast, report-velocity, report-lost, report-stalled,
report-sources, report-week, deals-today, deals-digest, move, deal-add, win, lose, list-query,
export-vcard, export-csv, dupes-growth, import-vcard, import-csv, import-growth, khard, abook.
"""

from __future__ import annotations

import argparse
import platform
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from children import Failed, crm, environment, piped, succeeded
from days_work import NAMES as DAYS_WORK
from days_work import at_work
from deals_work import NAMES as DEALS_WORK
from deals_work import with_a_pipeline
from generate import kept
from imports import against_vobject
from lookups import against_floor, growth
from measures import Line, table
from others import beside_others
from whole_book import NAMES as WHOLE_BOOK
from whole_book import through_the_book

NAMES = (
    *("find-name", "find-cjk", "find-phone", "find-nothing", "find-caller", "find-mutt", "complete"),
    *("find-terminal", "add", "edit", "find-growth"),
    *DAYS_WORK,
    *DEALS_WORK,
    *WHOLE_BOOK,
    *("import-vcard", "import-csv", "import-growth", "khard", "abook"),
)
LOOK_UPS = NAMES[: NAMES.index(DAYS_WORK[0])]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many contacts the look-ups and the imports are measured with, how many deals, and how many rounds of each."""

    large: int
    small: int
    imported: int
    deals: int
    runs: int
    import_runs: int


FULL = Sizes(large=50_000, small=5_000, imported=20_000, deals=22_000, runs=15, import_runs=5)
QUICK = Sizes(large=5_000, small=500, imported=2_000, deals=22_000, runs=5, import_runs=2)


def arguments() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description="Measure crm as ratios and print one table.")
    parser.add_argument("--quick", action="store_true", help="a tenth of the contacts, all deals, fewer rounds")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="only these measures")
    parser.add_argument("--runs", type=int, help="rounds of look-ups and changes")
    parser.add_argument("--import-runs", type=int, help="rounds of imports")
    asked = parser.parse_args()
    for name in asked.only:
        if not any(known.startswith(name) for known in NAMES):
            parser.error(f"no measure is called {name}; there are {', '.join(NAMES)}")
    return asked


def filled(count: int, folder: Path, surroundings: dict[str, str]) -> Path:
    """A database of so many generated contacts, made by `crm import`. Raises Failed."""
    database = folder / f"contacts-{count}.db"
    if not database.exists():
        print(f"importing {count:,} contacts ...", file=sys.stderr)
        command = [crm(), "import", str(kept("vcf", count)), "--db", str(database)]
        succeeded(piped(command, surroundings), command, "")
    return database


def measured(sizes: Sizes, folder: Path, wanted: Callable[[str], bool], surroundings: dict[str, str]) -> list[Line]:
    """All lines of the table that were asked for. Raises Failed."""
    lines: list[Line] = []
    if any(map(wanted, LOOK_UPS)):
        large = filled(sizes.large, folder, surroundings)
        print("looking up and changing ...", file=sys.stderr)
        lines += against_floor(large, sizes.large, wanted, surroundings, sizes.runs)
        if wanted("find-growth"):
            both = {sizes.small: filled(sizes.small, folder, surroundings), sizes.large: large}
            lines += growth(both, wanted, surroundings, sizes.runs)
    if any(map(wanted, DAYS_WORK)):
        both = {count: filled(count, folder, surroundings) for count in (sizes.small, sizes.large)}
        print("a day's work ...", file=sys.stderr)
        lines += at_work(both, wanted, surroundings, sizes.runs)
    if any(map(wanted, DEALS_WORK)):
        large = filled(sizes.large, folder, surroundings)
        print("a whole pipeline ...", file=sys.stderr)
        lines += with_a_pipeline(large, sizes.deals, wanted, surroundings, sizes.runs)
    if any(map(wanted, WHOLE_BOOK)):
        both = {count: filled(count, folder, surroundings) for count in (sizes.small, sizes.large)}
        print("going through the whole book ...", file=sys.stderr)
        lines += through_the_book(both, wanted, surroundings, sizes.import_runs)
    if wanted("khard") or wanted("abook"):
        small = filled(sizes.small, folder, surroundings)
        print("asking others ...", file=sys.stderr)
        lines += beside_others(small, sizes.small, folder, wanted, surroundings, sizes.import_runs)
    if any(map(wanted, NAMES[NAMES.index("import-vcard") : NAMES.index("khard")])):
        print("importing ...", file=sys.stderr)
        lines += against_vobject(sizes.imported, folder, wanted, surroundings, sizes.import_runs)
    return lines


def main() -> int:
    """Measure and print; 1 where something could not be run."""
    asked = arguments()
    chosen = QUICK if asked.quick else FULL
    sizes = Sizes(
        chosen.large,
        chosen.small,
        chosen.imported,
        chosen.deals,
        asked.runs or chosen.runs,
        asked.import_runs or chosen.import_runs,
    )

    def wanted(name: str) -> bool:
        return not asked.only or any(name.startswith(beginning) for beginning in asked.only)

    with tempfile.TemporaryDirectory(prefix="crm-bench-") as folder:
        try:
            lines = measured(sizes, Path(folder), wanted, environment(Path(folder)))
        except Failed as failure:
            print(failure, file=sys.stderr)
            return 1
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {sizes.large:,} contacts")
    print(table(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
