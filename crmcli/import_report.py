"""What an import did, or with a dry run would do: counts that always add up, problems, likely pairs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crmcli.errors import CrmError
    from crmcli.store.imports import Outcome


@dataclass(slots=True)
class Counts:
    """`read` is always the sum of the others."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0

    def count(self, kind: str) -> None:
        """Counts one card or row."""
        self.read += 1
        setattr(self, kind, getattr(self, kind) + 1)


@dataclass(slots=True)
class FileReport:
    """What became of one file. `failure` says why it is no address book, where it is none."""

    file: str
    format: str = ""
    encoding: str = ""
    header: str = ""
    counts: Counts = field(default_factory=Counts)
    failure: CrmError | None = None


@dataclass(slots=True)
class Problem:
    """Something in a file that was rejected, or read but not believed."""

    file: str
    line: int
    reason: str
    is_rejection: bool


@dataclass(slots=True)
class Report:
    """What an import did, or with a dry run would do."""

    operation_id: int | None = None
    files: list[FileReport] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    possible_duplicates: list[Outcome] = field(default_factory=list)
    removed: list[Outcome] = field(default_factory=list)
    companies_made: int = 0
    national: str = ""  # the first number that was read by the region
    nationals: int = 0  # how many were
    unread: int = 0  # numbers without a country code that could not be read
    region: str = ""

    @property
    def total(self) -> Counts:
        """The counts of all files in sum."""
        each = [report.counts for report in self.files]
        return Counts(
            sum(c.read for c in each),
            sum(c.created for c in each),
            sum(c.updated for c in each),
            sum(c.unchanged for c in each),
            sum(c.rejected for c in each),
        )


def as_row(report: Report) -> dict[str, Any]:
    """The report as its documented JSON."""
    total = report.total
    return {
        "operation": report.operation_id,
        **_counts(total),
        "possible_duplicates": [
            {"id": o.contact_id, "name": o.name, "similar_to": o.similar, "reason": o.reason}
            for o in report.possible_duplicates
        ],
        "files": [
            {"file": each.file, "format": each.format, "encoding": each.encoding, **_counts(each.counts)}
            for each in report.files
        ],
        "problems": [{"file": each.file, "line": each.line, "reason": each.reason} for each in report.problems]
        + [{"file": f.file, "line": None, "reason": str(f.failure)} for f in report.files if f.failure],
    }


def _counts(counts: Counts) -> dict[str, int]:
    return {
        "read": counts.read,
        "created": counts.created,
        "updated": counts.updated,
        "unchanged": counts.unchanged,
        "rejected": counts.rejected,
    }
