"""Kills an import with SIGKILL, over and over, and looks at what is left: the database before or after it.

    python benchmarks/kill.py [--times 100] [--cards 20000] [--seed N]

Each time a database that already holds some contacts is copied, an import of many more is started and killed:
at a random moment of its whole run, at a random moment after it began to write, which shows in the lock it
holds or in the `-wal` file, or in the last part of that, about the commit. Then SQLite's integrity check must
pass, `crm find` must find somebody who was there before, there must be as many contacts as before or as
after, nothing between, and a backup that stands there must be whole. The exit code is 1 if ever it is not so.
"""

from __future__ import annotations

import argparse
import fcntl
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from children import Failed, crm, environment, piped, succeeded
from databases import checked, cleared
from generate import SEED, contacts, kept

ALREADY_THERE = 200
POLL_SECONDS = 0.0005
# Taken in turn, so that half of the kills fall into the write, and half of those about its commit.
MOMENTS = ("anywhere", "while writing", "anywhere", "near the end")


@dataclass(frozen=True, slots=True)
class Arena:
    """What all kills share.

    The database before, the file to import, how many contacts there are before and after, a name of
    before, the seconds that a whole import takes and those after which it writes, and what a child sees.
    """

    folder: Path
    before: Path
    source: Path
    counts: tuple[int, int]
    known: str
    whole: float
    writing: float
    surroundings: dict[str, str]

    def importing(self, database: Path) -> list[str]:
        """The command that is going to be killed."""
        return [crm(), "import", str(self.source), "--db", str(database)]


def copied(before: Path, target: Path) -> Path:
    """A fresh copy of the database before, with nothing left beside it from the last kill."""
    shutil.copyfile(before, cleared(target))
    return target


def started(command: list[str], surroundings: dict[str, str]) -> subprocess.Popen[bytes]:
    """The import, running, with all it says thrown away."""
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, env=surroundings, stdin=quiet, stdout=quiet, stderr=quiet)


def is_writing(database: Path) -> bool:
    """Whether the write-ahead log has begun to grow, or the import holds the lock of those who write."""
    log, lock = (database.with_name(database.name + ending) for ending in ("-wal", ".lock"))
    if log.exists() and log.stat().st_size > 0:
        return True
    if not lock.exists():
        return False
    with lock.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def awaited_write(process: subprocess.Popen[bytes], database: Path) -> bool:
    """Wait until the import writes; false where it ended first."""
    while process.poll() is None:
        if is_writing(database):
            return True
        time.sleep(POLL_SECONDS)
    return False


def lasted(command: list[str], database: Path, surroundings: dict[str, str]) -> tuple[float, float]:
    """The seconds that a whole import takes, and those after which it writes. Raises Failed."""
    began = time.monotonic()
    process = started(command, surroundings)
    awaited_write(process, database)
    writing = time.monotonic() - began
    if process.wait() != 0:
        raise Failed(f"The import that nobody killed ended with exit code {process.returncode}.")
    return time.monotonic() - began, writing


def prepared(folder: Path, cards: int, seed: int) -> Arena:
    """The arena, with a few imports run to their end to learn what comes of them. Raises Failed."""
    surroundings = environment(folder)
    before = folder / "before.db"
    first = [crm(), "import", str(kept("vcf", ALREADY_THERE, seed + 1)), "--db", str(before)]
    succeeded(piped(first, surroundings), first, "")
    with closing(sqlite3.connect(before)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    known = next(person.name for person in contacts(ALREADY_THERE, seed + 1))
    source = kept("vcf", cards, seed)
    database = folder / "trial.db"
    command = [crm(), "import", str(source), "--db", str(database)]
    # The quickest of three: a kill that is aimed too late hits nothing.
    whole, writing = min(lasted(command, copied(before, database), surroundings) for _ in range(3))
    counts = (checked(before), checked(database))
    return Arena(folder, before, source, counts, known, whole, writing, surroundings)


def killed(arena: Arena, chance: random.Random, moment: str) -> str:
    """Kill one import and look: `before`, `after` or `ended first`. Raises Failed for anything between."""
    database = copied(arena.before, arena.folder / "trial.db")
    process = started(arena.importing(database), arena.surroundings)
    if moment == "anywhere":
        pause = chance.uniform(0, arena.whole)
    else:
        awaited_write(process, database)
        latest = arena.whole - arena.writing
        pause = chance.uniform(0.8 * latest if moment == "near the end" else 0, latest)
    try:
        process.wait(timeout=pause)
        ended = True
    except subprocess.TimeoutExpired:
        ended = False
        process.kill()
    code = process.wait()
    if ended and code != 0:
        raise Failed(f"The import ended by itself with exit code {code}.")
    return looked_at(arena, database, by_itself=code != -signal.SIGKILL)


def looked_at(arena: Arena, database: Path, *, by_itself: bool) -> str:
    """What is left after a kill. Raises Failed where it is neither before nor after."""
    command = [crm(), "find", *arena.known.split(), "--db", str(database)]
    succeeded(piped(command, arena.surroundings), command, arena.known)
    count = checked(database)
    for backup in database.parent.glob(f"{database.name}*/*.db"):
        checked(backup)
    if count not in arena.counts:
        raise Failed(f"{count} contacts are left, neither {arena.counts[0]} nor {arena.counts[1]}")
    if by_itself:
        return "ended first"
    return "before" if count == arena.counts[0] else "after"


def main() -> int:
    """Kill as often as asked and print what was found."""
    parser = argparse.ArgumentParser(description="Kill imports and look at what is left.")
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--cards", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    results: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="crm-kill-") as folder:
        try:
            arena = prepared(Path(folder), asked.cards, asked.seed)
            for turn in range(asked.times):
                moment = MOMENTS[turn % len(MOMENTS)]
                results[f"killed {moment}: {killed(arena, chance, moment)}"] += 1
        except Failed as failure:
            print(f"After {results.total()} good kills (seed {asked.seed}): {failure}", file=sys.stderr)
            return 1
    print(f"{asked.times} imports of {asked.cards:,} cards killed, seed {asked.seed}: every database whole.")
    for what, times in sorted(results.items()):
        print(f"{times:5}  {what}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
