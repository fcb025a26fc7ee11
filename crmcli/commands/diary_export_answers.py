"""What `crm export` writes of the diary: follow-ups, occasions and activities, as a calendar or as records."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crmcli import context, diagnostics, exporting, exporting_diary
from crmcli.commands import diary_export_rows as rows
from crmcli.commands import export_answers
from crmcli.commands.export_answers import STDOUT, Options
from crmcli.errors import Invalid, Usage
from crmcli.exporting_diary import Request
from crmcli.formats.ics.drafts import EventDraft
from crmcli.i18n import _, ngettext

if TYPE_CHECKING:
    from crmcli.store.followups import Followup

FORMATS = ("ics", "csv", "json", "ndjson")
_SUFFIXES = {".ics": "ics", ".ical": "ics", **exporting.SUFFIXES}
_TIMES = ("zone", "floating")
_MOST_ALARMS = 9
_MOST_DAYS = 366
_BATCH = 500  # activities


@dataclass(frozen=True)
class Found:
    """What an export is of: how many there are, and each as an event or as a record."""

    count: int = 0
    events: Iterable[EventDraft] = ()
    records: Iterable[dict[str, Any]] = ()


def run(noun: str, options: Options) -> None:
    """Exports one noun of the diary, those of it that the words behind it mean."""
    from crmcli.store import snapshots

    words = options.words[1:]
    if words and not "".join(words).strip():
        raise Usage(_("There is nothing to look for."), _("Leave the words out to export all."))
    format = _format(noun, options)
    request = _request(options, format)
    store = context.current().reading()
    if store is None:
        _write(noun, options, format, Found())
        return
    with snapshots.of(store.connection):
        find = {"followups": _followups, "occasions": _occasions, "activities": _activities}[noun]
        _write(noun, options, format, find(store.connection, words, request))


def _format(noun: str, options: Options) -> str:
    usual = "csv" if noun == "activities" else "ics"
    otherwise = "json" if context.current().is_json and options.output == STDOUT else usual
    format = export_answers.format_of(options, otherwise, FORMATS, _SUFFIXES)
    if format == "vcf" or options.version:
        raise Invalid(_("The diary is not written as vCard."), _("There is: {all}.").format(all=", ".join(FORMATS)))
    return format


def _request(options: Options, format: str) -> Request | None:
    """How events are to be written; None where no calendar is asked for. Raises Usage and Invalid."""
    asked = options.diary
    if format != "ics":
        if any(asked):
            raise Usage(_("--times and alarms are of a calendar, not of {format}.").format(format=format))
        return None
    if asked.alarms and asked.is_silent:
        raise Usage(_("--alarm and --no-alarms cannot be had together."), _("Leave one of them out."))
    if len(asked.alarms) > _MOST_ALARMS:
        raise Invalid(_("An event has at most {most} alarms.").format(most=_MOST_ALARMS))
    alarms = None
    if asked.alarms:
        from crmcli import lengths

        alarms = [lengths.minutes_before(each, _MOST_DAYS) for each in asked.alarms]
    return Request(_zone(asked.times), alarms, not asked.is_silent)


def _zone(times: str) -> str:
    """The zone of times; empty where they float. Raises Invalid where one is asked for and none is set."""
    if times and times not in _TIMES:
        raise Invalid(
            _("--times cannot be '{value}'.").format(value=times), _("There is: {all}.").format(all=", ".join(_TIMES))
        )
    zone = context.current().zone if times != "floating" else ""
    if times == "zone" and not zone:
        raise Invalid(_("No time zone is set."), _("Set yours first: crm settings set timezone Asia/Jakarta"))
    return zone


def _followups(connection: sqlite3.Connection, words: Sequence[str], request: Request | None) -> Found:
    from crmcli.commands import followup_lists, followup_refs, timing
    from crmcli.store import followups

    if list(words) == [STDOUT]:
        ids: Sequence[int] | None = followup_refs.several(words)
        found = followups.listed(connection, ids=ids, with_done=True)
    else:
        found = followups.listed(
            connection, ids=followup_lists.met(words), with_done=followup_lists.is_about_done(words)
        )
    now = timing.local_now()
    if request is None:
        return Found(len(found), records=(rows.of_followup(each, now) for each in found))
    found = [each for each in found if _has_day(each)]
    return Found(len(found), exporting_diary.followup_events(connection, found, request))


def _has_day(followup: Followup) -> bool:
    if not exporting_diary.has_day(followup):
        diagnostics.narrate(_("{ref} is due on no day that there is, so it is left out.").format(ref=followup.ref))
        return False
    return True


def _occasions(connection: sqlite3.Connection, words: Sequence[str], request: Request | None) -> Found:
    from crmcli.store import yearly_days

    found = yearly_days.of(connection, export_answers.chosen(connection, words))
    if request is None:
        return Found(len(found), records=map(rows.of_occasion, found))
    return Found(len(found), exporting_diary.occasion_events(connection, found, request))


def _activities(connection: sqlite3.Connection, words: Sequence[str], request: Request | None) -> Found:
    from crmcli.commands import activity_answers, timing
    from crmcli.store import activities, criteria, local_days

    here = context.current()
    if list(words) == [STDOUT]:
        ids = activity_answers.named(words)
    else:
        ids = criteria.activity_ids(connection, words, today=here.today, now_local=timing.local_now())
    parts = (ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH))
    entries = (each for part in parts for each in activities.entries(connection, part))
    if request is None:
        return Found(len(ids), records=map(rows.of_activity, entries))
    days = local_days.local_days(connection)
    return Found(len(ids), exporting_diary.activity_events(entries, days, request))


def _write(noun: str, options: Options, format: str, found: Found) -> None:
    if export_answers.written(options, _pieces(noun, format, found)):
        _answer(noun, options.output, format, found.count)
    elif not found.count:
        diagnostics.narrate(_("Nothing fits that.") if options.words[1:] else _("There is nothing to export."))


def _pieces(noun: str, format: str, found: Found) -> Iterator[str]:
    if format == "ics":
        from crmcli.formats.ics import writer

        return writer.pieces(found.events, name=_calendar(noun))
    from crmcli import serialising

    return serialising.pieces(format, found.records, rows.COLUMNS[noun])


def _calendar(noun: str) -> str:
    """What the calendar is called on the phone."""
    names = {"followups": _("crm follow-ups"), "occasions": _("crm occasions"), "activities": _("crm activities")}
    return names[noun]


def _answer(noun: str, path: str, format: str, count: int) -> None:
    here = context.current()
    if here.is_json:
        here.output.document({"file": path, "format": format, "noun": noun, "count": count})
        return
    said = {
        "followups": ngettext("Wrote {count} follow-up to {path}.", "Wrote {count} follow-ups to {path}.", count),
        "occasions": ngettext("Wrote {count} occasion to {path}.", "Wrote {count} occasions to {path}.", count),
        "activities": ngettext("Wrote {count} activity to {path}.", "Wrote {count} activities to {path}.", count),
    }
    here.output.sentence(said[noun].format(count=f"{count:,}", path=path))
