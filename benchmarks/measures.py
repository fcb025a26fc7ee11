"""What one measure is, how measures are taken side by side, and how they are told.

Times on a shared machine wander, so nothing is told as seconds alone: the programs of one comparison run in
turn, round after round, in an order that changes, and the medians are compared.
"""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from children import Outcome, on_terminal, piped, succeeded

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Case:
    """A command to run many times. `command` gets the round's number, so that a change can change each time.

    `expected` stands in every right answer; `before` runs untimed ahead of each round.
    """

    name: str
    command: Callable[[int], list[str]]
    expected: str = ""
    terminal: bool = False
    before: Callable[[], object] | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """The runs of one case after warming up."""

    outcomes: tuple[Outcome, ...]

    @property
    def seconds(self) -> float:
        """The median time."""
        return statistics.median(outcome.seconds for outcome in self.outcomes)

    @property
    def memory(self) -> int:
        """The highest peak memory, in bytes."""
        return max(outcome.memory for outcome in self.outcomes)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table. `ratio` and `promise` are in `unit`; without a promise it is only told.

    The unit is x, times the other; MB; or s, seconds more than the other.
    """

    what: str
    median: str
    ratio: float | None = None
    promise: float | None = None
    unit: str = "x"
    remark: str = ""

    @property
    def verdict(self) -> str:
        """ok, over, or the remark of what was not measured."""
        if self.ratio is None or self.promise is None:
            return self.remark
        return "ok" if self.ratio <= self.promise else "over"


def interleaved(
    cases: Sequence[Case], surroundings: dict[str, str], *, runs: int, warm_up: int = 2
) -> dict[str, Taken]:
    """Run all cases once in each round; answers what was taken after warming up, by name. Raises Failed."""
    chance = random.Random(runs)
    taken: dict[str, list[Outcome]] = {case.name: [] for case in cases}
    for turn in range(warm_up + runs):
        for case in chance.sample(cases, len(cases)):
            if case.before is not None:
                case.before()
            command = case.command(turn)
            outcome = (on_terminal if case.terminal else piped)(command, surroundings)
            succeeded(outcome, command, case.expected)
            if turn >= warm_up:
                taken[case.name].append(outcome)
    return {name: Taken(tuple(outcomes)) for name, outcomes in taken.items()}


def milliseconds(seconds: float) -> str:
    """A time as the table shows it."""
    return f"{seconds * 1000:,.1f} ms" if seconds < 1 else f"{seconds:,.2f} s"


def memory(what: str, peak: int, promise: float | None = None) -> Line:
    """A line about peak memory, in megabytes."""
    megabytes = peak / MEGABYTE
    return Line(what, f"{megabytes:,.0f} MB", megabytes, promise, "MB")


def table(lines: Sequence[Line]) -> str:
    """The lines under a header, in columns."""
    rows = [("what", "median", "ratio", "promise", "")]
    for line in lines:
        shown = "" if line.ratio is None or line.unit == "MB" else f"{line.ratio:.2f} {line.unit}"
        promised = "" if line.promise is None else f"{line.promise:g} {line.unit}"
        rows.append((line.what, line.median, shown, promised, line.verdict))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    aligned = (
        [row[0].ljust(widths[0]), *(row[column].rjust(widths[column]) for column in (1, 2, 3)), row[4]] for row in rows
    )
    return "\n".join("  ".join(cells).rstrip() for cells in aligned)
