"""What `crm today` answers: a screen of whom to turn to and why, or all of them for other programs."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from crmcli import context, day_heads, day_words, deal_day_words, diagnostics, reach_words
from crmcli.commands import day_goals, timing
from crmcli.i18n import _, ngettext
from crmcli.output import IDS, JSON, TABLE, Column
from crmcli.store import days, delivery_failures

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from crmcli.commands.day_goals import Goals
    from crmcli.public_holidays import Holiday
    from crmcli.store.days import Day, Entry
    from crmcli.store.reaching import Reach

MOST = 100  # lines for other programs, if nothing else is asked for
_NO_REACH = {
    "phone": None, "timezone": None, "time_there": None, "tries": 0, "tried_since": None, "is_resting": False,
    "holiday_there": None,
}  # fmt: skip


def today(words: Sequence[str], limit: int | None, *, is_all: bool, is_of_deals: bool = False) -> None:
    """Writes the day's work; of those who meet a query only, where there is one. Raises what a query does.

    With `is_of_deals` only that of deals is told.
    """
    here = context.current()
    now = timing.local_now()
    store = here.reading()
    if store is None:
        _write([], days.Day({state: [] for state in days.STATES}, []), day_goals.Goals(), now)
        _say_nothing(None, now, is_narrowed=False)
        return
    day = days.of(store.connection, now, _among(words))
    day = day.of_deals if is_of_deals else day
    goals = day_goals.of(store.connection, now.date())
    goals = goals.of_deals if is_of_deals else goals
    is_all = is_all or limit == 0
    failure = ""
    if here.mode == TABLE:
        from crmcli.commands import today_screen

        failure = delivery_failures.newest(store.connection, here.now)
        whole = "crm today --deals --all" if is_of_deals else "crm today --all"
        screen = today_screen.Screen(limit, whole, is_all=is_all, warning=failure)
        today_screen.write(store.connection, day, goals, now, screen)
    else:
        shown = _portion(day, None if is_all or (here.mode == IDS and not limit) else limit or MOST)
        _write(rows(store.connection, shown, now), day, goals, now)
    if day.is_empty and here.mode != JSON:
        _say_nothing(store.connection, now, is_narrowed=bool(words), is_of_deals=is_of_deals)
    if failure:
        diagnostics.warn(failure)


def _portion(day: Day, most: int | None) -> list[Entry]:
    """The entries that are shown, at most so many, of each state its share; it is said where some are left out."""
    sizes = {state: len(entries) for state, entries in day.entries.items()}
    lines = sizes if most is None else days.portions(sizes, most)
    shown = [entry for state, entries in day.entries.items() for entry in entries[: lines[state]]]
    left = sum(sizes.values()) - len(shown)
    if left:
        said = ngettext("There is {count} more; --all shows all.", "There are {count} more; --all shows all.", left)
        diagnostics.narrate(said.format(count=f"{left:,}"))
    return shown


def _write(shown: list[dict[str, Any]], day: Day, goals: Goals, now: datetime) -> None:
    """Writes rows for other programs."""
    here = context.current()
    if here.mode == JSON:
        here.output.document(document(shown, day, goals, now))
    else:
        if here.mode == IDS:
            shown = [row for row in shown if row["group"] is None]  # a command that takes numbers would not know it
        here.output.listing(shown, columns(), ids=lambda row: str(row["ref"]))


def rows(connection: sqlite3.Connection, entries: Sequence[Entry], now: datetime) -> list[dict[str, Any]]:
    """Entries as their documented JSON, each with how to reach the contact."""
    from crmcli.store import reaching

    ids = list(dict.fromkeys(entry.contact_id for entry in entries if entry.contact_id is not None))
    reach = reaching.of(connection, ids, now.date())
    return [_row(entry, reach.get(entry.contact_id or 0), now) for entry in entries]


def columns() -> list[Column]:
    """The columns of a list in a pipe: what script may rely on."""
    return [
        Column("state", _("State")),
        Column("ref", _("Id")),
        Column("name", _("Who"), lambda row: row["contact"]["name"] if row["contact"] else ""),
        Column("what", _("What")),
        Column("why", _("Why"), lambda row: why_with_tries(row, with_value=True)),
        Column("due", _("Due")),
        Column("phone", _("Phone")),
        Column("time_there", _("Time there")),
    ]


def why_with_tries(row: Any, *, with_value: bool = False) -> str:
    """Why somebody is to be turned to, and how often they were tried; of a deal what it is worth where that is asked
    for."""
    worth = _worth(row) if with_value and is_of_deal(row) else []
    return ", ".join([row["why"], *worth, *tries(row)])


def _worth(row: Any) -> list[str]:
    from crmcli.commands import deal_shapes

    return [deal_shapes.shown(row["deal"]["value"])] if row["deal"]["value"] else []


def is_of_deal(row: Any) -> bool:
    """Whether a row is about a deal by itself."""
    return row["deal"] is not None and row["followup_id"] is None


def tries(row: Any) -> list[str]:
    """How often somebody was tried since they were reached, a day off there, and whether they are to be left in peace,
    as words."""
    here = context.current()
    return reach_words.beside(
        row["tries"], row["tried_since"], row["holiday_there"], row["is_resting"], here.zone, here.today
    )


def _row(entry: Entry, reach: Reach | None, now: datetime) -> dict[str, Any]:
    return {
        "state": entry.state,
        "ref": entry.ref,
        "followup_id": entry.followup_id,
        "contact": {"id": entry.contact_id, "name": entry.name} if entry.contact_id is not None else None,
        "what": day_words.what(entry),
        "why": day_words.why(entry, now),
        "due": entry.due,
        "days_late": max((now.date() - entry.day).days, 0),
        "priority": entry.priority,
        "silent_days": entry.silent.days if entry.silent else None,
        "cadence_days": entry.silent.every if entry.silent else None,
        "cadence_group": (entry.silent.reason or None) if entry.silent else None,
        "occasion": entry.occasion.kind if entry.occasion else None,
        "turns": entry.occasion.turns if entry.occasion else None,
        "group": entry.greeting.group if entry.greeting else None,
        "festival": entry.greeting.festival if entry.greeting else None,
        "people": entry.greeting.contacts if entry.greeting else None,
        "minutes": entry.minutes,
        "place": entry.place,
        "deal": deal_day_words.as_row(entry.deal) if entry.deal else None,
        **(_reached(reach, now) if reach else _NO_REACH),
    }


def _reached(reach: Reach, now: datetime) -> dict[str, Any]:
    there = reach_words.time_there(reach.zone, now) if reach.zone else None
    return {
        "phone": reach.phone,
        "timezone": reach.zone or None,
        "time_there": there,
        "tries": reach.tries,
        "tried_since": reach.tried_since,
        "is_resting": reach.is_resting,
        "holiday_there": reach.holiday or None,
    }


def document(shown: Sequence[dict[str, Any]], day: Day, goals: Goals, now: datetime) -> dict[str, Any]:
    """A day as its documented JSON, with those of its rows that are shown."""
    return {
        "date": now.date().isoformat(),
        **{KEYS[state]: [row for row in shown if row["state"] == state] for state in days.STATES},
        **day_goals.as_rows(goals),
        "counts": {KEYS[state]: len(day.entries[state]) for state in days.STATES},
        "holidays": [holiday_row(each) for each in day.holidays],
    }


def holiday_row(each: Holiday) -> dict[str, Any]:
    """A holiday as its documented JSON."""
    return {
        "date": each.day.isoformat(),
        "name": each.name,
        "country": each.country or None,
        "is_off": each.is_off,
    }


KEYS = {state: "occasions" if state == days.OCCASION else state for state in days.STATES}


def _among(words: Sequence[str]) -> set[int] | None:
    """Those who meet a query; None where there is none."""
    if not words:
        return None
    from crmcli.commands import listing

    return set(listing.matching_ids(words))


def _say_nothing(
    connection: sqlite3.Connection | None, now: datetime, *, is_narrowed: bool, is_of_deals: bool = False
) -> None:
    """Says that there is nothing to do, and what comes next, or how something comes into the diary."""
    if connection is None:
        diagnostics.narrate(_("There are no contacts yet. crm import FILE brings in your phone's."))
        return
    if is_of_deals:
        diagnostics.narrate(_("Nothing to do for deals today."))
        return
    if is_narrowed:
        diagnostics.narrate(_("Nothing to do today for those."))
        return
    coming = days.next_after(connection, now.date())
    if coming is None:
        diagnostics.narrate(_("Nothing to do today. crm remind REF WHAT --on DAY notes what you promise."))
        return
    diagnostics.narrate(day_heads.nothing(coming, now.date()))
