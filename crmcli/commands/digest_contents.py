"""What a digest tells: gathered from the store, and put in words for every layout, or as documented JSON."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli import dates, i18n
from crmcli.commands import day_goals, digest_words, today_answers
from crmcli.digests.contents import Digest, Item, Section
from crmcli.store import days

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from crmcli.commands.day_goals import Goals
    from crmcli.public_holidays import Holiday
    from crmcli.store.contact_points import Points
    from crmcli.store.days import Day, Entry

    Told = tuple[str, Entry]

COMING = "coming"
# Entries of each state that are told: more of them nobody reads on a phone in the morning, and some mail programs cut a
# page past 100 kB.
MOST = {days.LATE: 12, days.TODAY: 18, days.SILENT: 8, days.OCCASION: 7, days.ANNOUNCED: 5, COMING: 14}
MOST_DEALS = 10  # of all their states, in place of what comes where all sections are full


class Gathered(NamedTuple):
    """What there is at `now`, the local clock on the wall, of the day and of the `ahead` days after it."""

    now: datetime
    ahead: int
    day: Day
    coming: Sequence[Entry]
    goals: Goals
    holidays: Sequence[Holiday] = ()
    next: Entry | None = None
    is_of_deals: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do and nothing comes."""
        return self.day.is_empty and not self.coming

    @property
    def of_deals(self) -> Gathered:
        """What there is of deals, and what is to be done for them, alone."""
        coming = days.only_of_deals(self.coming)
        return self._replace(
            day=self.day.of_deals, coming=coming, goals=self.goals.of_deals, next=None, is_of_deals=True
        )

    @property
    def sections(self) -> dict[str, Sequence[Entry]]:
        """The entries by section, the most pressing first."""
        return {**self.day.entries, COMING: self.coming}

    def told(self, *, is_all: bool) -> list[Told]:
        """The entries one by one with their section, each section cut to what is read in a morning unless all are."""
        sizes = {state: len(entries) for state, entries in self.sections.items()}
        cut = sizes if is_all else _cut(sizes)
        return [(state, entry) for state, entries in self.sections.items() for entry in entries[: cut[state]]]


def _cut(sizes: Mapping[str, int]) -> dict[str, int]:
    """How many of each section are told."""
    lines = {state: min(size, MOST[state]) for state, size in sizes.items() if state in MOST}
    lines |= days.portions({state: sizes[state] for state in days.DEALS}, MOST_DEALS)
    over = sum(lines.values()) - sum(MOST.values())
    lines[COMING] -= max(over, 0)
    return lines


def nothing(now: datetime) -> Gathered:
    """What there is without a database."""
    return Gathered(now, 0, days.Day({state: [] for state in days.STATES}, []), [], day_goals.Goals())


def gathered(
    connection: sqlite3.Connection, now: datetime, ahead: int, contact_ids: Collection[int] | None
) -> Gathered:
    """Reads what there is at `now`; of some contacts only where they are named."""
    day = days.of(connection, now, contact_ids)
    coming = _coming(connection, day, now, ahead, contact_ids) if ahead else []
    is_empty = day.is_empty and not coming
    return Gathered(
        now,
        ahead,
        day,
        coming,
        day_goals.of(connection, now.date()),
        _holidays(connection, day, now.date(), ahead),
        days.next_after(connection, now.date()) if is_empty and contact_ids is None else None,
    )


def _coming(
    connection: sqlite3.Connection, day: Day, now: datetime, ahead: int, contact_ids: Collection[int] | None
) -> list[Entry]:
    """What comes on the days ahead, without what is told of already."""
    today = now.date()
    told = {_mark(entry) for entries in day.entries.values() for entry in entries}
    near = {(each.contact_id, each.kind, each.day) for each in day.occasions}  # also those noted beside
    found = days.between(connection, today + timedelta(days=1), today + timedelta(days=ahead), now, contact_ids)
    return [
        entry
        for entry in found
        if _mark(entry) not in told
        and not (entry.occasion and (entry.occasion.contact_id, entry.occasion.kind, entry.occasion.day) in near)
    ]


def _mark(entry: Entry) -> tuple[str, str, str]:
    """What an entry is known by; a deal is told of once, whatever is told of it."""
    return (entry.ref, "", "") if entry.is_deal else (entry.ref, entry.due, entry.what)


def _holidays(connection: sqlite3.Connection, day: Day, today: date, ahead: int) -> list[Holiday]:
    """The holidays of today and tomorrow, and the days off of the days ahead."""
    found = list(day.holidays)
    if ahead > 1:
        from crmcli.store import holidays

        later = holidays.of_user(connection, today + timedelta(days=2), today + timedelta(days=ahead))
        found += [each for each in later if each.is_off]
    return found


def document(connection: sqlite3.Connection | None, found: Gathered) -> dict[str, Any]:
    """All of it as its documented JSON."""
    told = found.told(is_all=True)
    rows = _rows(connection, told, _points(connection, told), found.now)
    coming = [row for row in rows if row["section"] == COMING]
    base = today_answers.document(rows[: len(rows) - len(coming)], found.day, found.goals, found.now)
    return {
        **base,
        COMING: coming,
        "holidays": [today_answers.holiday_row(each) for each in found.holidays],
        "counts": {**base["counts"], COMING: len(coming)},
        "until": (found.now.date() + timedelta(days=found.ahead)).isoformat(),
        "subject": digest_words.subject(found),
    }


def composed(connection: sqlite3.Connection | None, found: Gathered, words: Sequence[str], *, is_all: bool) -> Digest:
    """The digest in words, with each number as people read it; `words` are the query that narrows it."""
    told = found.told(is_all=is_all)
    points = _points(connection, told)
    items = []
    for (state, entry), row in zip(told, _rows(connection, told, points, found.now), strict=True):
        known = points.get(entry.contact_id or 0)
        said = {**row, "phone": digest_words.as_people_read_it(row["phone"] or "")}
        items.append((state, entry, digest_words.item(entry, said, known, found.now, state == COMING)))
    return Digest(
        dates.shown(found.now.date().isoformat()),
        digest_words.summary(found),
        digest_words.subject(found),
        digest_words.notes(found),
        list(_sections(items, found, words)),
        digest_words.hint([entry for _state, entry in told]),
        _language(),
    )


def _sections(items: Sequence[tuple[str, Entry, Item]], found: Gathered, words: Sequence[str]) -> Iterator[Section]:
    """A section for each state, and one for each day that comes."""
    more = digest_words.narrowed(["crm", "today", "--all", *(["--deals"] if found.is_of_deals else [])], words)
    for state, group in groupby(items, key=lambda each: each[0]):
        told = list(group)
        if state == COMING:
            yield from _days(told, found, words)
        else:
            shown = [item for _state, _entry, item in told]
            yield Section(state, digest_words.title(state), len(found.sections[state]), shown, more)


def _days(told: Sequence[tuple[str, Entry, Item]], found: Gathered, words: Sequence[str]) -> Iterator[Section]:
    """The days that come; what was cut off is counted below the last that is told."""
    more = digest_words.narrowed(["crm", "agenda", "--days", str(found.ahead + 1)], words)
    left = len(found.coming) - len(told)
    last = told[-1][1].day
    for day, group in groupby(told, key=lambda each: each[1].day):
        items = [item for _state, _entry, item in group]
        total = len(items) + (left if day == last else 0)
        yield Section(COMING, dates.shown(day.isoformat()), total, items, more)


def _rows(
    connection: sqlite3.Connection | None, told: Sequence[Told], points: Mapping[int, Points], now: datetime
) -> list[dict[str, Any]]:
    """Entries as documented JSON: as `crm today` says them, and the section, an address and what closes it."""
    if connection is None or not told:
        return []
    rows = today_answers.rows(connection, [entry for _state, entry in told], now)
    for row, (state, entry) in zip(rows, told, strict=True):
        known = points.get(entry.contact_id or 0)
        row["section"] = today_answers.KEYS.get(state, state)
        row["email"] = (known.email or None) if known else None
        row["close"] = digest_words.closing(entry, now.date())
    return rows


def _points(connection: sqlite3.Connection | None, told: Sequence[Told]) -> dict[int, Points]:
    """How to reach those whom the entries are about."""
    from crmcli.store import contact_points

    ids = list(dict.fromkeys(entry.contact_id for _state, entry in told if entry.contact_id is not None))
    return contact_points.of(connection, ids) if connection is not None and ids else {}


def _language() -> str:
    """The language of the words, as documents name it."""
    named = i18n.language().partition(".")[0].replace("_", "-") if i18n.has_catalogues() else ""
    return named if named.replace("-", "").isalpha() and len(named) > 1 else "en"
