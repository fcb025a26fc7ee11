"""What `crm agenda` answers: the days ahead as a planner, for a terminal and for other programs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from crmcli import agenda_words, context, dates, diagnostics, glyphs
from crmcli.commands import timing, today_answers
from crmcli.errors import Usage
from crmcli.i18n import _
from crmcli.output import IDS, JSON, TABLE, Column
from crmcli.store import agenda as store_agenda

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from crmcli.store.agenda import Item, Planned

_WEEKS = 3
_MOST_DAYS = 366
_MOST_LATE = 9  # on a terminal
_SIGNS = {each: each for each in (store_agenda.LATE, store_agenda.CLOSING, store_agenda.OCCASION)}


def span(weeks: int | None, days: int | None, from_: str) -> tuple[date, date]:
    """The first and the last day that are meant. Raises Usage for both kinds of length at once, and for absurd ones."""
    if weeks is not None and days is not None:
        raise Usage(_("--weeks and --days cannot be had together."), _("Leave one of them out."))
    first = timing.due(from_).day if from_ else timing.local_now().date()
    count = days if days is not None else (weeks if weeks is not None else _WEEKS) * 7 - first.weekday()
    asked = days if days is not None else weeks
    if (asked is not None and asked < 1) or count > _MOST_DAYS:
        raise Usage(
            _("An agenda is of 1 to {most} days.").format(most=_MOST_DAYS), _("crm agenda --weeks 3, or --days 10")
        )
    return first, first + timedelta(days=count - 1)


def agenda(words: Sequence[str], first: date, last: date) -> None:
    """Writes the days from one to another. Raises what a query does."""
    from crmcli.commands import listing

    here = context.current()
    store = here.reading()
    now = timing.local_now()
    found: list[Planned] = []
    if store is not None:
        wanted = frozenset(listing.matching_ids(words)) if words else None
        found = store_agenda.between(store.connection, first, last, now, wanted)
    if here.mode == JSON:
        here.output.document([_day(each, now) for each in found])
        return
    rows = [row for day in found for row in _rows(day, now)]
    if here.mode == TABLE:
        has_any = rows or any(planned.holidays for planned in found)
        here.output.listing(list(_with_weeks(found, now)) if has_any else [], _table_columns())
    else:
        once = {row["ref"]: row for row in reversed(rows)}  # what repeats is one follow-up, however often it comes
        shown = [row for row in rows if once[row["ref"]] is row and not row["group"]] if here.mode == IDS else rows
        here.output.listing(shown, _columns(), ids=lambda row: str(row["ref"]))
    if not rows and words:
        diagnostics.narrate(_("Nothing is planned for those until {day}.").format(day=dates.shown(last.isoformat())))
    elif not rows:
        diagnostics.narrate(
            _("Nothing is planned until {day}. crm remind REF WHAT --on DAY notes what you promise.").format(
                day=dates.shown(last.isoformat())
            )
        )


def _day(planned: Planned, now: datetime) -> dict[str, Any]:
    """A day as its documented JSON."""
    return {
        "date": planned.day.isoformat(),
        "week": week_name(planned.day),
        "is_today": planned.day == now.date(),
        "entries": _rows(planned, now),
        "holidays": [today_answers.holiday_row(each) for each in planned.holidays],
    }


def week_name(day: date) -> str:
    """The week of a day by ISO 8601: `2026-W48`."""
    return f"{day.isocalendar().year:04d}-W{day.isocalendar().week:02d}"


def _rows(planned: Planned, now: datetime) -> list[dict[str, Any]]:
    return [_row(planned.day, item, now) for item in planned.items]


def _row(day: date, item: Item, now: datetime) -> dict[str, Any]:
    followup, occasion = item.followup, item.occasion
    contact_id, name = agenda_words.whom(item)
    return {
        "date": day.isoformat(),
        "time": item.due[11:] or None if item.due[:10] == day.isoformat() else None,
        "state": item.state,
        "ref": agenda_words.ref(item),
        "followup_id": followup.id if followup else None,
        "contact": {"id": contact_id, "name": name} if contact_id is not None else None,
        "what": agenda_words.what(item),
        "due": item.due,
        "priority": followup.priority if followup else "normal",
        "repeat": followup.repeat if followup else None,
        "turns": occasion.turns if occasion else None,
        "note": agenda_words.note(item, now),
        "group": item.greeting.group if item.greeting else None,
        "festival": item.greeting.festival if item.greeting else None,
        "minutes": followup.minutes if followup else None,
        "place": followup.place if followup else None,
        "deal": _deal(item),
    }


def _deal(item: Item) -> dict[str, Any] | None:
    """The deal that it is about, or a step of."""
    if item.deal is not None:
        return {"id": item.deal.id, "title": item.deal.title}
    if item.followup is None or item.followup.deal_id is None:
        return None
    return {"id": item.followup.deal_id, "title": item.followup.deal}


def _columns() -> list[Column]:
    return [
        Column("date", _("Day")),
        Column("time", _("Time")),
        Column("state", _("State")),
        Column("ref", _("Id")),
        Column("name", _("Who"), _name),
        Column("what", _("What")),
        Column("note", _("Note")),
    ]


def _with_weeks(found: Sequence[Planned], now: datetime) -> Iterator[dict[str, Any]]:
    """The rows of a table: a line before each week, and the day before the first of its entries."""
    week = ""
    for planned in found:
        if week_name(planned.day) != week:
            week = week_name(planned.day)
            yield {"state": "week", "day": agenda_words.week(planned.day)}
        label = dates.shown(planned.day.isoformat()).rpartition(" ")[0]
        rows = _without_most_late(_rows(planned, now)) or [{"state": "", "what": _("nothing")}]
        if planned.holidays:
            named = ", ".join(dict.fromkeys(each.shown for each in planned.holidays))
            head = {"state": "holiday", "what": named}
            rows = [head, *rows] if planned.items else [head]
        for number, row in enumerate(rows):
            yield {**row, "day": label if number == 0 else ""}


def _without_most_late(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of a day, the late ones cut to a few, lest after a holiday nothing else were seen."""
    late = [row for row in rows if row["state"] == store_agenda.LATE]
    if len(late) <= _MOST_LATE:
        return rows
    more = _("+{count} more late").format(count=len(late) - _MOST_LATE)
    return [*late[:_MOST_LATE], {"state": "", "what": more}, *rows[len(late) :]]


def _table_columns() -> list[Column]:
    """The columns on a terminal. They have no titles: each cell says by itself what it is."""
    return [
        Column("day", ""),
        Column("time", "", _time),
        Column("ref", "", lambda row: "" if row.get("group") else str(row.get("ref", ""))),
        Column("name", "", _name, is_wide=True),
        Column("what", "", is_wide=True),
        Column("note", "", lambda row: f"({row['note']})" if row.get("note") else "", is_wide=True),
    ]


def _time(row: Any) -> str:
    if row.get("time") and row["state"] != store_agenda.LATE:
        return str(row["time"])
    return glyphs.sign(_SIGNS[row["state"]]) if row.get("state") in _SIGNS else ""


def _name(row: Any) -> str:
    return str(row["contact"]["name"]) if row.get("contact") else ""
