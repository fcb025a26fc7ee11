"""What calendars call follow-ups: which one bears a name now, which one was taken out, and what of each is over.

It finds and names; what comes of that is for others to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crmcli.store import appointment_marks, followups, local_days

if TYPE_CHECKING:
    from crmcli.store.db import Transaction
    from crmcli.store.followups import Followup

_DAY = re.compile(r"#([0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}Z?)?)\Z")  # behind what an event is called
_REMOVED = """
SELECT json_extract(j.image, '$.external_id'), json_extract(j.image, '$.external_mark'),
    json_extract(j.image, '$.series_id'), json_extract(j.image, '$.planned')
FROM journal j JOIN operation o ON o.id = j.operation_id
WHERE j.table_name = 'followup' AND j.action = 'delete' AND o.state = 'done' ORDER BY j.id
"""


@dataclass(slots=True)
class Names:
    """The names that calendars gave, `known` with the numbers of the follow-ups that bear them."""

    tx: Transaction
    known: dict[str, int] = field(init=False)
    _gone: dict[str, tuple[str, int | None]] | None = None  # the mark and the series of what was taken out, by name
    _skipped: dict[int, str] = field(default_factory=dict)  # the last day by series

    def __post_init__(self) -> None:
        rows = self.tx.connection.execute("SELECT external_id, id FROM followup WHERE external_id IS NOT NULL")
        self.known = dict(rows.fetchall())

    def held(self, external_id: str) -> Followup | None:
        """The follow-up that is called so; None where there is none."""
        followup_id = self.known.get(external_id)
        return None if followup_id is None else followups.get(self.tx.connection, followup_id)

    def call(self, followup: Followup, external_id: str | None, mark: str | None) -> None:
        """Calls a follow-up as calendars do, or by None no longer."""
        if followup.external_id is not None:
            self.known.pop(followup.external_id, None)
        followups.update(self.tx, followup, {"external_id": external_id, "external_mark": mark})
        if external_id is not None:
            self.known[external_id] = followup.id

    def days_of(self, uid: str) -> list[Followup]:
        """The follow-ups that stand for single days of an event."""
        rows = self.tx.connection.execute(
            "SELECT external_id FROM followup WHERE external_id > ? AND external_id < ? ORDER BY external_id",
            (f"{uid}#", f"{uid}$"),
        )
        named = [row[0] for row in rows.fetchall() if _DAY.fullmatch(row[0], len(uid))]
        return [held for each in named if (held := self.held(each)) is not None]

    def removed(self, external_id: str) -> str | None:
        """The mark of what was taken out and was called so, by the user or by its calendar; None where nothing was."""
        mark, _series_id = self._removed().get(external_id, (None, None))
        return mark

    def passed(self, external_id: str) -> str:
        """The last day of an event that was done or skipped, on the user's clocks; empty where none was."""
        held = self.held(external_id)
        if held is None:
            mark, series_id = self._removed().get(external_id, ("", None))
            return max(appointment_marks.passed(mark), self._last_of(series_id))
        done = held.planned if held.done_at else ""
        return max(appointment_marks.passed(held.external_mark), done, self._last_of(held.series_id))

    def done_days(self, uid: str) -> set[str]:
        """The days of an event that were done by themselves, as it named them first, on the user's clocks."""
        return {self._day(each.external_id or "") for each in self.days_of(uid) if each.done_at}

    def _last_of(self, series_id: int | None) -> str:
        if series_id is None:
            return ""
        self._removed()
        row = self.tx.connection.execute(
            "SELECT max(planned) FROM followup WHERE series_id = ? AND done_at IS NOT NULL", (series_id,)
        ).fetchone()
        return max(row[0] or "", self._skipped.get(series_id, ""))

    def _removed(self) -> dict[str, tuple[str, int | None]]:
        """What was taken out by operations that hold; of a series whoever took one out has skipped it."""
        if self._gone is None:
            self._gone = {}
            for external_id, mark, series_id, planned in self.tx.connection.execute(_REMOVED):
                if external_id is not None:
                    self._gone[external_id] = (mark or "", series_id)
                if series_id is not None:
                    self._skipped[series_id] = max(self._skipped.get(series_id, ""), planned or "")
        return self._gone

    def _day(self, external_id: str) -> str:
        found = _DAY.search(external_id)
        day = found[1] if found else ""
        if not day.endswith("Z"):
            return day
        clock = local_days.local_days(self.tx.connection).clock(f"{day[:-1]}:00Z")
        return f"{clock:%Y-%m-%dT%H:%M}"


def event_of(external_id: str) -> str:
    """What the event of one of its days is called, however many days it has by themselves."""
    return external_id.rpartition("#")[0] if _DAY.search(external_id) else external_id
