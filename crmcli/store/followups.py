"""Follow-ups: what was promised, to whom and for when. Dues are local and floating; repeating is `followup_series`.

It promises that a done follow-up stays as it was, and that one of a removed contact is in no list until the contact is
restored.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli import texts
from crmcli.errors import Conflict, NotFound
from crmcli.i18n import _
from crmcli.store import followup_values, sorting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from crmcli.store.db import Transaction
    from crmcli.store.followup_series import Completion


@dataclass(frozen=True, slots=True)
class Followup:
    """One follow-up. `due` and `planned` are `2026-11-24` or `2026-11-24T15:00` where the user is."""

    id: int
    contact_id: int | None
    what: str
    due: str
    planned: str  # when it was due at first
    snoozes: int
    warn_days: str  # 30,7
    priority: str
    repeat: str | None  # an RRULE
    repeat_start: str | None
    repeat_from_done: int
    series_id: int | None
    occurrence: int | None
    done_at: str | None
    activity_id: int | None
    created_at: str
    updated_at: str
    minutes: int | None  # how long it takes
    place: str | None
    note: str | None
    external_id: str | None  # what a calendar calls it
    external_mark: str | None  # a digest of what the calendar said when it was last read
    deal_id: int | None  # what it is the next step of
    contact: str | None  # the name
    deal: str | None  # the title

    @property
    def ref(self) -> str:
        """How the user names it: `f12`."""
        return f"f{self.id}"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.done_at is None

    @property
    def is_timed(self) -> bool:
        """Whether it is due at a time of the day, and not only on a day."""
        return "T" in self.due

    @property
    def warnings(self) -> tuple[int, ...]:
        """How many days before it is due it is told of, the most first."""
        return tuple(int(days) for days in self.warn_days.split(",") if days)

    def is_late(self, now_local: datetime) -> bool:
        """Whether it is open and its day has passed, or the minute where it has one, by the clock on the wall."""
        return self.is_open and followup_values.is_late(self.due, now_local)


_NAMES = tuple(Followup.__annotations__)[:-2]
_SELECT = (
    f"SELECT {', '.join(f'f.{name}' for name in _NAMES)}, c.name, (SELECT title FROM deal WHERE id = f.deal_id) "
    "FROM followup f LEFT JOIN contact c ON c.id = f.contact_id "
)
_RANK = "CASE f.priority WHEN 'high' THEN 0 WHEN 'normal' THEN 1 ELSE 2 END"
# What makes an open follow-up late, with the parameters that `late_at` gives: a day alone is late when it has passed.
LATE = "(f.done_at IS NULL AND f.due < :late_before AND f.due <> :late_today)"
SORTS = {
    "due": f"f.due, {_RANK}, f.id",
    "id": "f.id",
    "what": "f.what COLLATE NOCASE, f.id",
    "contact": "c.folded, f.due, f.id",
    "priority": f"{_RANK}, f.due, f.id",
    "done": "f.done_at, f.id",
    "created": "f.created_at, f.id",
}


def late_at(now_local: datetime) -> dict[str, str]:
    """The parameters of the condition LATE."""
    return {"late_before": followup_values.late_before(now_local), "late_today": f"{now_local:%Y-%m-%d}"}


def get(connection: sqlite3.Connection, followup_id: int) -> Followup:
    """Returns one follow-up, done or not, of a removed contact too. Raises NotFound."""
    row = connection.execute(_SELECT + "WHERE f.id = ?", (followup_id,)).fetchone()
    if row is None:
        raise NotFound(_("There is no follow-up f{id}.").format(id=followup_id), _("crm followup list lists them."))
    return Followup(*row)


def open_of(connection: sqlite3.Connection, contact_id: int) -> list[Followup]:
    """Returns what is still to be done for a contact, soonest first."""
    rows = connection.execute(
        f"{_SELECT} WHERE f.contact_id = ? AND f.done_at IS NULL ORDER BY {SORTS['due']}", (contact_id,)
    )
    return [Followup(*row) for row in rows]


def listed(
    connection: sqlite3.Connection,
    *,
    until: str | None = None,
    with_done: bool = False,
    only_done: bool = False,
    late: datetime | None = None,
    ids: Sequence[int] | None = None,
    sort: str = "due",
    limit: int = 0,
) -> list[Followup]:
    """Returns the open follow-ups, soonest first, but those of removed contacts.

    `until` is the last day (`2026-11-24`) on which they may be due, `late` the local time by which they are late,
    `ids` those among which they are; `sort` is one of SORTS, with a `-` before it the other way round.
    """
    conditions = ["c.deleted_at IS NULL"]
    parameters: dict[str, str | int] = {"limit": limit or -1}
    if only_done or not with_done:
        conditions.append("f.done_at IS NOT NULL" if only_done else "f.done_at IS NULL")
    if until is not None:
        conditions.append("f.due < :until")
        parameters["until"] = f"{until}U"  # after every time of that day: U comes after T
    if late is not None:
        conditions.append(LATE)
        parameters |= late_at(late)
    if ids is not None:
        conditions.append("f.id IN (SELECT value FROM json_each(:ids))")
        parameters["ids"] = f"[{','.join(str(int(each)) for each in ids)}]"
    query = f"{_SELECT} WHERE {' AND '.join(conditions)} ORDER BY {_order(sort)} LIMIT :limit"
    return [Followup(*row) for row in connection.execute(query, parameters)]


def add(
    tx: Transaction,
    what: str,
    due: str,
    *,
    contact_id: int | None = None,
    warn_days: Iterable[int] = (),
    priority: str = "normal",
    repeat: str | None = None,
    repeat_from_done: bool = False,
    minutes: int | None = None,
    place: str = "",
    note: str = "",
    external_id: str | None = None,
    external_mark: str | None = None,
    deal_id: int | None = None,
) -> int:
    """Adds a follow-up and returns its id; without a contact it is something for oneself.

    `repeat` is an RRULE, as `repeats.rule` makes it. `minutes` is how long it takes, `external_id` what a calendar
    calls it, `external_mark` a digest of what that said. Raises Invalid for an empty text and absurd values.
    """
    followup_id = insert(
        tx,
        {
            "contact_id": contact_id,
            "what": texts.line(what, _("text of the follow-up")),
            "due": due,
            "planned": due,
            "warn_days": followup_values.warnings(warn_days),
            "priority": followup_values.priority(priority),
            "repeat": repeat,
            "repeat_start": due if repeat else None,
            "repeat_from_done": int(bool(repeat and repeat_from_done)),
            **followup_values.appointment(minutes, place, note),
            "external_id": external_id,
            "external_mark": external_mark,
            "deal_id": deal_id,
        },
    )
    if repeat:
        tx.connection.execute("UPDATE followup SET series_id = id, occurrence = 1 WHERE id = ?", (followup_id,))
    return followup_id


def insert(tx: Transaction, values: dict[str, str | int | None]) -> int:
    """Stores a follow-up whose values are known to be good, and returns its id."""
    row = {**values, "created_at": tx.at, "updated_at": tx.at}
    names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    return int(tx.connection.execute(f"INSERT INTO followup ({names}) VALUES ({marks})", row).lastrowid or 0)


def update(tx: Transaction, followup: Followup, changes: dict[str, str | int | None]) -> bool:
    """Stores changes that are known to be good; returns whether anything differs."""
    row = {name: value for name, value in changes.items() if value != getattr(followup, name)}
    if not row:
        return False
    row["updated_at"] = tx.at
    named = ", ".join(f"{name} = :{name}" for name in row)
    tx.connection.execute(f"UPDATE followup SET {named} WHERE id = :id", {**row, "id": followup.id})
    return True


def complete(
    tx: Transaction,
    followup_id: int,
    *,
    today: date,
    activity_id: int | None = None,
    done_at: str = "",
    done_on: date | None = None,
) -> Completion:
    """Marks a follow-up done, and makes the next one where it repeats; returns both, and whether the series ended.

    `activity_id` is what doing it left on the timeline. `done_at` and `done_on` are the instant and the day on which
    it was done, where that was not now. Raises NotFound, and Conflict where it is done already.
    """
    from crmcli.store import followup_series

    followup = get(tx.connection, followup_id)
    refuse_done(tx.connection, followup)
    update(tx, followup, {"done_at": done_at or tx.at, "activity_id": activity_id})
    return followup_series.go_on(tx, get(tx.connection, followup_id), today, done_on or today)


def snooze(tx: Transaction, followup_id: int, due: str) -> Followup:
    """Puts an open follow-up off, this one only, and returns it as it is then.

    Raises NotFound, and Conflict where it is done already.
    """
    followup = get(tx.connection, followup_id)
    refuse_done(tx.connection, followup)
    if due != followup.due:
        update(tx, followup, {"due": due, "snoozes": followup.snoozes + 1})
    return get(tx.connection, followup_id)


def remove(tx: Transaction, followup_id: int) -> Followup:
    """Takes a follow-up out, and returns it as it was. No next one comes after it; its series keeps its name."""
    from crmcli.store import followup_uids

    followup = get(tx.connection, followup_id)
    tx.connection.execute("DELETE FROM followup WHERE id = ?", (followup_id,))
    followup_uids.hand_on(tx, followup)
    return followup


def reopen(tx: Transaction, followup_id: int) -> Followup:
    """Makes a done follow-up open again, and returns it; what it left on the timeline stays there, and so does the
    next one of its series. Raises NotFound, and Conflict where it is open.
    """
    followup = get(tx.connection, followup_id)
    if followup.is_open:
        raise Conflict(_("{ref} is open.").format(ref=followup.ref))
    update(tx, followup, {"done_at": None, "activity_id": None})
    return get(tx.connection, followup_id)


def refuse_done(connection: sqlite3.Connection, followup: Followup) -> None:
    """Raises Conflict where a follow-up is done, with the day on which it was."""
    if followup.done_at is not None:
        from crmcli import dates
        from crmcli.store import local_days

        day = local_days.local_days(connection).of(followup.done_at)
        raise Conflict(
            _("{ref} was done on {day}.").format(ref=followup.ref, day=dates.shown(day.isoformat())),
            _("crm followup reopen {ref} opens it again.").format(ref=followup.ref),
        )


def _order(sort: str) -> str:
    return sorting.ordered(SORTS[sort.removeprefix("-")], sort)
