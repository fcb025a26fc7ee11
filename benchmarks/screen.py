"""Measures the full-screen crm in a real terminal against what is promised of it, and prints one table.

    python benchmarks/screen.py [--quick] [--size 120x30]... [--database FILE]

10,000 open deals in five stages and 50,000 contacts with a diary. A bare Textual program is begun in turn with crm, so
that what Textual itself takes is known. `--database` names a database of another call, kept by `--keep FILE`. The exit
code is 1 where a promise is missed: on a machine with other work look at the processor's time first.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from children import Failed, environment, piped, succeeded
from days_work import NOW, with_diary
from generate import kept
from run import filled
from screen_table import Line, table
from screen_trials import Trials

CONTACTS, OPEN, CLOSED = 50_000, 10_000, 2_000
IMPORTED = 20_000
SIZES = ("120x30", "80x24")


def arguments() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description="Measure the full-screen crm in a real terminal.")
    parser.add_argument("--quick", action="store_true", help="fewer rounds and keys, and no import")
    parser.add_argument("--size", action="append", default=[], metavar="COLUMNSxROWS", help="of the window")
    parser.add_argument("--database", type=Path, help="one that --keep kept; it stays as it is")
    parser.add_argument("--keep", type=Path, help="where to keep the database that is made")
    return parser.parse_args()


def with_deals(folder: Path, surroundings: dict[str, str]) -> Path:
    """A database of so many contacts with a diary and deals. Raises Failed."""
    database = with_diary(filled(CONTACTS, folder, surroundings), surroundings)
    print("writing the deals ...", file=sys.stderr)
    script = str(Path(__file__).with_name("pipelines.py"))
    command = [sys.executable, script, str(database), str(OPEN), str(CLOSED)]
    succeeded(piped(command, surroundings), command, "")
    return database


def measured(asked: argparse.Namespace, database: Path, surroundings: dict[str, str]) -> Iterator[Line]:
    """The lines of the table, each when it is known. Raises Failed."""
    for place, size in enumerate(asked.size or SIZES):
        columns, rows = map(int, size.split("x"))
        trials = Trials(database, surroundings, (columns, rows), is_quick=asked.quick)
        yield from trials.beginning()
        yield from trials.board()
        yield from trials.contacts()
        if not asked.quick and not place:
            yield from trials.while_importing(str(kept("vcf", IMPORTED)), IMPORTED)


def main() -> int:
    """Measure and print; 1 where a promise is missed or something could not be run."""
    asked = arguments()
    with tempfile.TemporaryDirectory(prefix="crm-bench-") as home:
        folder = Path(home)
        surroundings = environment(folder) | {"CRM_NOW": NOW}
        try:
            database = asked.database or with_deals(folder, surroundings)
            if asked.keep:
                shutil.copy(database, asked.keep)
            here = folder / "screen.db"
            shutil.copy(database, here)
            lines = []
            for line in measured(asked, here, surroundings):
                print(line.what, *line.cells()[1:], file=sys.stderr)
                lines.append(line)
        except Failed as failure:
            print(failure, file=sys.stderr)
            return 1
    print(f"Python {platform.python_version()}, Textual {version('textual')}, {OPEN:,} deals, {CONTACTS:,} contacts")
    print(table(lines))
    return 1 if any(line.is_over for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main())
