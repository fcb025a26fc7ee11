"""How follow-ups are shown on the line: their documented JSON, the columns of a list. The words of a sentence
stand in `followup_sentences`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import context, dates
from crmcli.followup_sentences import in_brief as in_brief
from crmcli.followup_sentences import in_full as in_full
from crmcli.followup_sentences import rhythm as rhythm
from crmcli.followup_sentences import rhythm_of, took, warned
from crmcli.i18n import _, ngettext
from crmcli.output import TABLE, Column

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from crmcli.store.followups import Followup

_MARKS = {"high": "!", "normal": "", "low": "-"}


def as_row(followup: Followup, now_local: datetime | None = None) -> dict[str, Any]:
    """A follow-up as its documented JSON. Whoever writes many says what the clock on the wall shows."""
    from crmcli.commands import timing

    return {
        "id": followup.id,
        "contact": {"id": followup.contact_id, "name": followup.contact} if followup.contact_id else None,
        "what": followup.what,
        "due": followup.due,
        "planned": followup.planned,
        "snoozes": followup.snoozes,
        "warn_days": list(followup.warnings),
        "priority": followup.priority,
        "repeat": followup.repeat,
        "repeat_from_done": bool(followup.repeat_from_done),
        "series_id": followup.series_id,
        "occurrence": followup.occurrence,
        "is_late": followup.is_late(now_local or timing.local_now()),
        "done_at": followup.done_at,
        "activity_id": followup.activity_id,
        "created_at": followup.created_at,
        "updated_at": followup.updated_at,
        "minutes": followup.minutes,
        "place": followup.place,
        "note": followup.note,
        "external_id": followup.external_id,
        "deal": {"id": followup.deal_id, "title": followup.deal} if followup.deal_id else None,
    }


def columns() -> list[Column]:
    """The columns of a list of follow-ups."""
    is_table = context.current().mode == TABLE
    today = context.current().today
    return [
        Column("id", _("Id"), lambda row: f"f{row['id']}"),
        Column("due", _("Due"), (lambda row: _due_shortly(row, today)) if is_table else None),
        Column("what", _("What"), is_wide=True),
        Column("contact", _("Who"), lambda row: who(row["contact"]), is_wide=True),
        Column("repeat", _("Repeats"), _repeats, is_wide=True),
        Column("priority", "!", (lambda row: _MARKS[row["priority"]]) if is_table else None, is_extra=True),
        Column("done_at", _("Done"), lambda row: _day(row["done_at"]), is_extra=True),
        Column("minutes", _("Min."), is_number=True, is_extra=True),
        Column("place", _("Where"), is_extra=True),
        *([] if is_table else [Column("note", _("Note"))]),
        Column("deal", _("Deal"), deal, is_extra=True),
    ]


def facts() -> list[Column]:
    """The lines of one follow-up."""
    return [
        Column("id", _("Id"), lambda row: f"f{row['id']}"),
        Column("what", _("What")),
        Column("contact", _("Who"), lambda row: who(row["contact"]) or _("yourself")),
        Column("deal", _("Deal"), deal),
        Column("due", _("Due"), lambda row: dates.shown(row["due"]) + (" · " + _("late") if row["is_late"] else "")),
        Column("minutes", _("Takes"), lambda row: took(row["minutes"])),
        Column("place", _("Where")),
        Column("planned", _("Planned"), _planned),
        Column("repeat", _("Repeats"), lambda row: _repeats(row) + _left_out(row["repeat"])),
        Column("occurrence", _("In its series"), lambda row: str(row["occurrence"] or "") if row["repeat"] else ""),
        Column("warn_days", _("Warn"), lambda row: warned(row["warn_days"])),
        Column("priority", _("Priority"), lambda row: "" if row["priority"] == "normal" else row["priority"]),
        Column("done_at", _("Done"), lambda row: _day(row["done_at"])),
        Column("activity_id", _("Logged"), lambda row: f"a{row['activity_id']}" if row["activity_id"] else ""),
        Column("note", _("Note")),
        Column("external_id", _("In calendar")),
    ]


def on_card(followup: Followup, *, with_deal: bool = False) -> str:
    """`viewing, Fri 27 Nov 10:00, late · Hotel Mulia · every 2 weeks`, and the deal where that is not told anyway."""
    from crmcli.commands import timing

    now = timing.local_now()
    late = ", " + _("late") if followup.is_late(now) else ""
    said = f"{followup.what}, {dates.short(followup.due, now.date())}{late}"
    deal_ = f"d{followup.deal_id} {followup.deal}" if followup.deal_id and with_deal else ""
    rest = (followup.place, rhythm(followup), deal_)
    return " · ".join([said, *(each for each in rest if each)])


def who(contact: dict[str, Any] | None) -> str:
    """`Budi Santoso (c41)`; empty for oneself."""
    return f"{contact['name']} (c{contact['id']})" if contact else ""


def deal(row: Mapping[str, Any]) -> str:
    """`d7 Fleet policy`; empty where it is for none."""
    return f"d{row['deal']['id']} {row['deal']['title']}" if row["deal"] else ""


def _repeats(row: Mapping[str, Any]) -> str:
    return rhythm_of(row["repeat"], row["planned"], row["repeat_from_done"])


def _left_out(repeat: str | None) -> str:
    """`, 2 days left out`; empty where none are."""
    from crmcli.repeats import calendars

    count = len(calendars.left_out(repeat)) if repeat else 0
    return ngettext(", {count} day left out", ", {count} days left out", count).format(count=count) if count else ""


def _due_shortly(row: Mapping[str, Any], today: date) -> str:
    late = ", " + _("late") if row["is_late"] else ""
    return dates.short(row["due"], today) + late


def _day(instant: str | None) -> str:
    """The day of an instant where the user works; empty without one."""
    from datetime import datetime

    from crmcli import clock

    return f"{clock.local(datetime.fromisoformat(instant), context.current().zone):%Y-%m-%d}" if instant else ""


def _planned(row: Mapping[str, Any]) -> str:
    if row["planned"] == row["due"]:
        return ""
    said = ngettext("{day} (put off once)", "{day} (put off {count} times)", row["snoozes"])
    return said.format(day=dates.shown(row["planned"]), count=row["snoozes"])
