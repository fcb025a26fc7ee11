"""What `crm report time` answers: how the selling time was spent, group by group, beside what each is worth."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from crmcli import context, dates, diagnostics, glyphs
from crmcli.errors import Invalid, Usage
from crmcli.i18n import _
from crmcli.output import IDS, JSON, TABLE, Column
from crmcli.store import shares

if TYPE_CHECKING:
    from crmcli.dates import When

_CELLS = 18  # of a bar that is the whole time: beside short names it has room in 80 columns
_MOST_DAYS = 36_600
_BAR = {"got": "█", "short": "░", "over": "▓"}
_PLAIN_BAR = {"got": "#", "short": ".", "over": "+"}


def report(start: str, end: str, days: int | None) -> None:
    """Writes the shares of a period. Raises Usage and Invalid for one that is none."""
    here = context.current()
    first, last = _period(start, end, days)
    store = here.reading()
    found = shares.report(store.connection, first, last) if store else shares.Report(first, last, shares.TOUCHES, [])
    rows = [as_row(share) for share in found.shares]
    if here.mode == JSON:
        here.output.document({"from": first.isoformat(), "to": last.isoformat(), "by": found.by, "groups": rows})
    else:
        if here.mode == TABLE and rows:
            here.output.sentence(_heading(found))
        if here.mode == IDS:
            rows = [row for row in rows if row["group"]]  # everybody else has no name to be asked for
        here.output.listing(rows, _columns(has_bar=here.mode == TABLE), ids=lambda row: str(row["group"]))
    _narrate(found)


def as_row(share: shares.Share) -> dict[str, Any]:
    """The share of a group as its documented JSON."""
    return {
        "group": share.group or None,
        "time_share": share.wanted,
        "minutes": share.minutes,
        "minutes_percent": share.minutes_percent,
        "touches": share.touches,
        "touches_percent": share.touches_percent,
        "difference": share.difference,
    }


def _period(start: str, end: str, days: int | None) -> tuple[date, date]:
    """The first and the last day that were asked for; the last 30 days up to today where nothing was."""
    if start and days is not None:
        raise Usage(_("--from and --days cannot be had together."), _("Leave one of them out."))
    if days is not None and not 1 <= days <= _MOST_DAYS:
        raise Usage(_("--days cannot be {count}.").format(count=days), _("Write 30, or 7 for a week."))
    last = _day(end).day if end else context.current().today
    first = _day(start).day if start else last - timedelta(days=(days or shares.PERIOD) - 1)
    if first > last:
        raise Invalid(
            _("{first} is after {last}.").format(
                first=dates.shown(first.isoformat()), last=dates.shown(last.isoformat())
            ),
            _("--from is the first day, --to the last one."),
        )
    return first, last


def _day(text: str) -> When:
    from crmcli.commands import timing

    return timing.happened(text)


def _columns(*, has_bar: bool) -> list[Column]:
    bar = [Column("bar", "", _bar, is_extra=True)] if has_bar else []
    return [
        Column("group", _("Group"), lambda row: row["group"] or _("everybody else"), is_wide=True),
        Column("time_share", _("Worth %"), is_number=True),
        Column("minutes", _("Minutes"), is_number=True),
        Column("minutes_percent", _("%"), is_number=True),
        Column("touches", _("Touches"), is_number=True),
        Column("touches_percent", _("%"), is_number=True),
        Column("difference", _("Points"), _signed, is_number=True),
        *bar,
    ]


def _signed(row: Any) -> str:
    difference: int | None = row["difference"]
    if difference is None:
        return ""
    return f"{difference:+d}" if difference else "0"


def _bar(row: Any) -> str:
    """The time it got, and what is missing of its share or goes beyond it: `████████░░░░`."""
    share: int = row["time_share"]
    difference: int | None = row["difference"]
    if difference is None:
        return ""
    wanted, got = round(share * _CELLS / 100), round((share + difference) * _CELLS / 100)
    signs = _BAR if glyphs.has_unicode() else _PLAIN_BAR
    full = signs["got"] * min(wanted, got)
    return full + signs["short"] * (wanted - got) + signs["over"] * (got - wanted)


def _heading(found: shares.Report) -> str:
    first, last = dates.shown(found.first.isoformat()), dates.shown(found.last.isoformat())
    if found.by == shares.MINUTES:
        return _("{first} to {last}, by the minutes logged").format(first=first, last=last)
    return _("{first} to {last}, by touches, since no minutes were logged").format(first=first, last=last)


def _narrate(found: shares.Report) -> None:
    if not found.shares:
        diagnostics.narrate(_("No group has a share of your time yet. crm group edit NAME --share 60 gives it one."))
        return
    if found.wanted > 100:
        diagnostics.narrate(_("The shares of all groups are {total}% together.").format(total=found.wanted))
    if all(share.difference is None for share in found.shares):
        diagnostics.narrate(_("Nothing was logged in these days. crm log REF call --for 15m logs something."))
