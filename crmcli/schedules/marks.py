"""The mark by which what crm scheduled is known again: `# crm digest, since 2026-11-24 (managed by crm schedule)`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_SHAPE = re.compile(
    rb"# crm (?P<name>[a-z][a-z0-9-]{0,39}), since (?P<since>\d{4}-\d\d-\d\d)"
    rb"(?P<joined>, after a missing line end)? \(managed by crm schedule\)[ \t\r]*$"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Whose a line or a file is: the name of the plan, and the day on which it was written so.

    `has_added_end` is said of a line of a crontab before which a missing line end had to be written.
    """

    name: str
    since: date
    has_added_end: bool = False

    def __str__(self) -> str:
        joined = ", after a missing line end" if self.has_added_end else ""
        return f"# crm {self.name}, since {self.since.isoformat()}{joined} (managed by crm schedule)"


def read(line: bytes) -> Mark | None:
    """The mark at the end of a line, and None where there is none."""
    found = _SHAPE.search(line)
    if found is None:
        return None
    try:
        since = date.fromisoformat(found["since"].decode())
    except ValueError:
        return None
    return Mark(found["name"].decode(), since, found["joined"] is not None)


def start(line: bytes) -> int:
    """Where the mark of a line begins; its length where there is none."""
    found = _SHAPE.search(line)
    return found.start() if found else len(line)
