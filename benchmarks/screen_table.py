"""The table of what was measured at the screen: medians and worsts in milliseconds, the processor's share, promises."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sittings import Answer

HEADER = ("what", "median", "worst", "processor", "promise", "")


@dataclass(frozen=True, slots=True)
class Line:
    """One line. Times are in seconds; `counts` is what the promise is about, in its own unit; without one it is told.

    `worst` and `work` are None where there is nothing to say of them.
    """

    what: str
    median: float | None = None
    worst: float | None = None
    work: float | None = None
    counts: float | None = None
    promise: float | None = None
    unit: str = "ms"
    remark: str = ""

    @property
    def is_over(self) -> bool:
        """Whether a promise is missed."""
        return self.promise is not None and self.counts is not None and self.counts > self.promise

    def cells(self) -> tuple[str, ...]:
        """The line as the table shows it."""
        promised = "" if self.promise is None else f"< {self.promise:g} {self.unit}"
        if self.promise is None:
            return (self.what, *map(_shown, (self.median, self.worst, self.work)), "", self.remark)
        said = f"over: {self.counts:.1f} {self.unit}" if self.is_over else "ok"
        if self.median is None or round(self.median * 1000, 1) != round(self.counts or 0, 1):
            said = f"{'over' if self.is_over else 'ok'}: {self.counts:.1f} {self.unit}"
        return self.what, *map(_shown, (self.median, self.worst, self.work)), promised, said


def _shown(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds * 1000:,.1f} ms"


def of_answers(what: str, answers: Iterable[Answer], promise: float | None = None) -> Line:
    """The line of many answers: median and worst of those that were seen, the mean of the processor's time of all.

    The promise, in milliseconds, is about the median.
    """
    every = list(answers)
    seen = [each.seconds for each in every if each.seconds is not None]
    silent = len(every) - len(seen)
    median = statistics.median(seen) if seen else 0.0
    remark = f"{len(seen)} answers" + (f", {silent} keys without one" if silent else "")
    return Line(
        f"{what} ({remark})",
        median,
        max(seen, default=0.0),
        statistics.mean(each.work for each in every),
        median * 1000 if promise else None,
        promise,
    )


def table(lines: Sequence[Line]) -> str:
    """The lines under a header, in columns."""
    rows = [HEADER, *(line.cells() for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADER))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column in (0, len(HEADER) - 1) else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
