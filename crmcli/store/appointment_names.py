"""What calendars call follow-ups: which one bears a name now, which one would, and which one was taken out.

It finds and names; what comes of that is for others to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from crmcli.store import followups, local_days

if TYPE_CHECKING:
    from crmcli.store.db import Transaction
    from crmcli.store.followups import Followup

_DAY = re.compile(r"#[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}Z?)?\Z")  # behind what an event is called
_REMOVED = """
SELECT json_extract(j.image, '$.external_id'), json_extract(j.image, '$.external_mark'),
    json_extract(j.image, '$.series_id') AS series_id, json_extract(j.image, '$.planned')
FROM journal j JOIN operation o ON o.id = j.operation_id
WHERE j.table_name = 'followup' AND j.action = 'delete' AND o.state = 'done' ORDER BY j.id
"""


@dataclass(slots=True)
class Names:
    """The names that calendars gave, `known` with the numbers of the follow-ups that bear them."""

    tx: Transaction
    known: dict[str, int] = field(init=False)
    _gone: dict[str, dict[str, tuple[str, int | None]]] | None = None  # by the event, and by what they were called
    _skipped: dict[int, str] = field(default_factory=dict)  # the last day by series

    def __post_init__(self) -> None:
        rows = self.tx.connection.execute("SELECT external_id, id FROM followup WHERE external_id IS NOT NULL")
        self.known = dict(rows.fetchall())

    def held(self, external_id: str) -> Followup | None:
        """The follow-up that is called so, or would be, since it came after one that was skipped; None else."""
        followup_id = self.known.get(external_id)
        return followups.get(self.tx.connection, followup_id) if followup_id is not None else self._heir(external_id)

    def removed(self, external_id: str) -> str | None:
        """The mark of what the user took out and was called so; None where nothing was."""
        mark, _series_id = self._removed(external_id).get(external_id, (None, None))
        return mark

    def call(self, followup: Followup, external_id: str | None, mark: str | None) -> None:
        """Calls a follow-up as calendars do, or by None no longer."""
        if followup.external_id is not None:
            self.known.pop(followup.external_id, None)
        followups.update(self.tx, followup, {"external_id": external_id, "external_mark": mark})
        if external_id is not None:
            self.known[external_id] = followup.id

    def all_of(self, uid: str) -> list[Followup]:
        """Every follow-up of an event that bears a name of it."""
        rows = self.tx.connection.execute(
            "SELECT external_id FROM followup WHERE external_id = ? OR (external_id > ? AND external_id < ?) "
            "ORDER BY external_id",
            (uid, f"{uid}#", f"{uid}$"),
        )
        called = dict.fromkeys([*(row[0] for row in rows.fetchall()), *self._removed(uid)])
        named = (each for each in called if each == uid or (each.startswith(uid) and _DAY.fullmatch(each, len(uid))))
        return [held for each in named if (held := self.held(each)) is not None]

    def _heir(self, external_id: str) -> Followup | None:
        """The newest of a series of which the one that was called so was skipped: as if it was called so."""
        mark, series_id = self._removed(external_id).get(external_id, ("", None))
        if series_id is None:
            return None
        row = self.tx.connection.execute(
            "SELECT id, max(occurrence) FROM followup WHERE series_id = ? HAVING count(external_id) = 0",
            (series_id,),
        ).fetchone()
        newest = followups.get(self.tx.connection, row[0]) if row and row[0] else None
        return newest and replace(newest, external_id=external_id, external_mark=mark)

    def _removed(self, called: str) -> dict[str, tuple[str, int | None]]:
        """What was taken out of an event by operations that hold: the last mark and the series of each."""
        if self._gone is None:
            self._gone = {}
            for external_id, mark, series_id, planned in self.tx.connection.execute(_REMOVED):
                if external_id is not None:
                    self._gone.setdefault(event_of(external_id), {})[external_id] = (mark or "", series_id)
                if series_id is not None:
                    self._skipped[series_id] = max(self._skipped.get(series_id, ""), planned or "")
        return self._gone.get(event_of(called), {})

    def last_passed(self, held: Followup) -> str:
        """The last day of a rule that was done or skipped, of which this is one; empty where none was."""
        if held.series_id is None:  # or one day that takes the place of another
            is_of_rule = (held.external_id or "").endswith((f"#{held.planned}", f"#{self.key(held.planned)}"))
            return held.planned if held.done_at and is_of_rule else ""
        row = self.tx.connection.execute(
            "SELECT max(planned) FROM followup WHERE series_id = ? AND done_at IS NOT NULL", (held.series_id,)
        ).fetchone()
        return max(row[0] or "", self._skipped.get(held.series_id, ""))

    def key(self, due: str) -> str:
        """The instant of a time on the user's clocks, as the days of an event are told apart."""
        zone = local_days.local_days(self.tx.connection).zone
        moment = datetime.fromisoformat(due)
        aware = moment.replace(tzinfo=zone) if zone else moment.astimezone()
        return f"{aware.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


def event_of(external_id: str) -> str:
    """What the event of one of its days is called, however many days it has by themselves."""
    return external_id.rpartition("#")[0] if _DAY.search(external_id) else external_id
