"""What an import did, or with a dry run would do: counts that always add up, problems, likely pairs."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.errors import CrmError
    from crmcli.importing_events import Event
    from crmcli.store.appointments import Taken
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
    unknown: tuple[str, ...] = ()  # columns of a table of deals of which nothing is known
    lacks: str = ""  # what none of its columns is known to hold
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
class AppointmentCounts:
    """What became of the events of calendars, beyond the counts of an import."""

    with_contacts: int = 0  # new ones
    alone: int = 0
    past: int = 0  # left out
    declined: int = 0
    cancelled: int = 0
    removed: int = 0  # by the user, and they stay away
    done: int = 0  # tasks that were ticked off
    unknown: int = 0  # with no contact, where only those with one were asked for
    taken_out: int = 0  # that were here, and are called off now
    for_now: int = 0  # of which more days come later than were taken
    unread_rules: int = 0  # of which only the first day counts

    def note(self, kind: str, taken: Sequence[Taken], event: Event) -> None:
        """Counts one event, of which `taken` is what became of its days."""
        reasons = {each.reason for each in taken}
        if kind != "unchanged":
            self.for_now += event.is_for_now
            self.unread_rules += event.is_unread
        if kind == "created":
            if any(each.contact for each in taken):
                self.with_contacts += 1
            else:
                self.alone += 1
        elif kind == "updated":
            self.taken_out += "cancelled" in reasons
        elif event.is_left_out and "cancelled" in reasons:
            self.declined += 1
        else:
            for reason in reasons & {"past", "cancelled", "removed", "done", "unknown"}:
                setattr(self, reason, getattr(self, reason) + 1)


@dataclass(slots=True)
class DealCounts:
    """What came of an import of deals, beyond its counts."""

    contacts_made: int = 0  # whom they are with
    stages_made: list[str] = field(default_factory=list)  # by their names
    steps_kept: int = 0  # as a field, since they have no day
    removed: int = 0  # by the user, and they stay away


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
    appointments: AppointmentCounts | None = None  # where a calendar was among the files
    deals: DealCounts | None = None  # where deals were

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
        "appointments": asdict(report.appointments) if report.appointments else None,
        "deals": asdict(report.deals) if report.deals else None,
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
