"""What `crm report week` answers: the days that are meant, and the report as JSON or as a text."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from crmcli import context
from crmcli.commands import goal_answers, timing
from crmcli.errors import Invalid, Usage
from crmcli.i18n import _
from crmcli.output import TABLE

if TYPE_CHECKING:
    from crmcli.store.weeks import Week

FORMATS = ("text", "markdown")
_WEEK = re.compile(r"(?:(\d{4})-?)?[Ww]?(\d{1,2})")
_MOST_DAYS = 366


def report(week: str, start: str, end: str, form: str, *, is_last: bool) -> None:
    """Writes the work of a week, or of the days that are named. Raises Usage and Invalid for what cannot be."""
    if form not in FORMATS:
        raise Invalid(
            _("There is no format '{format}'.").format(format=form),
            _("There is: {all}.").format(all=", ".join(FORMATS)),
        )
    here = context.current()
    now = timing.local_now()
    first, last = span(week, start, end, now.date(), is_last=is_last)
    store = here.reading()
    if store is None:
        from crmcli.commands import choosing

        choosing.connection()
        return
    from crmcli.store import weeks

    found = weeks.of(store.connection, first, last, now)
    if here.is_json:
        here.output.document(as_row(found))
        return
    from crmcli.commands import week_texts

    text = week_texts.written(found, now, is_markdown=form == "markdown")
    if here.mode == TABLE and form == "text":
        from crmcli import wrapping

        text = "\n".join(map(wrapping.wrapped, text.split("\n")))
    here.output.text(text)


def span(week: str, start: str, end: str, today: date, *, is_last: bool) -> tuple[date, date]:
    """The first and the last day that are meant. Raises Usage for two ways of saying it at once."""
    if sum((bool(week), bool(start or end), is_last)) > 1:
        raise Usage(_("--week, --last and --from or --to cannot be had together."), _("Leave all but one of them out."))
    monday = today - timedelta(days=today.weekday())
    if is_last:
        return monday - timedelta(days=7), monday - timedelta(days=1)
    if week:
        first = _monday_of(week, today)
        if first > today:
            raise Invalid(_("The week {week} has not begun.").format(week=week), _("crm agenda shows what is ahead."))
        return first, min(first + timedelta(days=6), today)
    last = timing.happened(end).day if end else today
    first = timing.happened(start).day if start else last - timedelta(days=last.weekday())
    if not 0 <= (last - first).days < _MOST_DAYS:
        raise Invalid(
            _("A report is of 1 to {most} days, the first before the last.").format(most=_MOST_DAYS),
            _("crm report week --from 2026-11-02 --to 2026-11-15"),
        )
    return first, last


def as_row(week: Week) -> dict[str, Any]:
    """A week's work as its documented JSON."""
    from crmcli.commands import activity_shapes
    from crmcli.commands.followup_shapes import as_row as followup

    return {
        "first": week.first.isoformat(),
        "last": week.last.isoformat(),
        "activities": [
            {"kind": k.kind, "count": k.total, "reached": k.reached, "missed": k.missed, "minutes": k.minutes}
            for k in week.kinds
        ],
        "met": [{"date": each.day.isoformat(), **activity_shapes.as_row(each.activity, each.who)} for each in week.met],
        "kept": list(map(followup, week.kept)),
        "made": list(map(followup, week.made)),
        "late": list(map(followup, week.late)),
        "coming": list(map(followup, week.coming)),
        "goals": [goal_answers.as_row(each.goal, each.done) | {"of": each.of} for each in week.goals],
    }


def _monday_of(text: str, today: date) -> date:
    """The Monday of `2026-W47`, `W47` or `47`: the latest that has begun where no year is named. Raises Invalid."""
    read = _WEEK.fullmatch(text.strip())
    found = []
    if read is not None:
        this_year = today.isocalendar().year
        for year in [int(read[1])] if read[1] else [this_year, this_year - 1]:
            with suppress(ValueError):  # a year without that week
                found.append(date.fromisocalendar(year, int(read[2]), 1))
    if not found:
        raise Invalid(_("'{text}' is no week.").format(text=text), _("Write it like 2026-W47, or the number alone."))
    return next((monday for monday in found if monday <= today), found[0])
