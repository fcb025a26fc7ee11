"""The pictures of what was done: by kind and week as a heat line, week by week, and what of the time each group got."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from crmcli import dates, day_heads, report_sentences
from crmcli.i18n import _
from crmcli.store import shares
from crmcli.store.reports import works
from crmcli.tui import charts, report_wishes
from crmcli.tui.report_pictures import Block, Column, Entry, Picture, bar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.reports.works import Done
    from crmcli.store.shares import Share
    from crmcli.tui.gateway.report_questions import Asked

_LOOKS = (charts.MAIN, charts.SECOND, charts.REST)


def activity(asked: Asked) -> Picture:
    """Returns what was done, kind by kind over the weeks, and in each week, month or kind."""
    by = asked.wish.parted
    rows = works.of(asked.connection, asked.scope, asked.over, by)
    heading = report_sentences.heading(_("Done"), asked.over)
    if not rows:
        return Picture(heading, (), report_sentences.NOTHING_LOGGED)
    if by == works.KIND:
        weeks = works.of(asked.connection, asked.scope, asked.over, works.WEEK)
        return Picture(heading, (_heat(weeks, works.WEEK), _rows(rows, by, asked.moment.today)))
    return Picture(heading, (_heat(rows, by), _rows(rows, by, asked.moment.today)))


def _heat(rows: Sequence[Done], by: str) -> Block:
    """A line for each kind, a sign for each week or month."""
    kinds: dict[str, int] = {}
    for row in rows:
        for kind, count in row.kinds.items():
            kinds[kind] = kinds.get(kind, 0) + count
    entries = [
        Entry(
            day_heads.plural(kind, 2),
            charts.Figure(charts.HEAT, tuple(row.kinds.get(kind, 0) for row in rows)),
            (f"{count:,}",),
        )
        for kind, count in sorted(kinds.items(), key=lambda each: (-each[1], each[0]))
    ]
    ends = dict.fromkeys((rows[0].label, rows[-1].label))
    axis = tuple(dates.shown(each) if by == works.WEEK else each for each in ends)
    return Block(_("Kind"), (Column(_("All")),), tuple(entries), axis=axis)


def _rows(rows: Sequence[Done], by: str, today: date) -> Block:
    entries = []
    for row in rows:
        rest = row.count - row.reached - row.missed
        cells = (
            str(row.count or ""),
            str(row.reached or ""),
            str(row.missed or ""),
            f"{row.minutes:,}" if row.minutes else "",
            str(len(row.deal_ids) or ""),
        )
        deals = {"deals": tuple(row.deal_ids)}
        entries.append(Entry(_label(row.label, by, today), bar(row.reached, rest, row.missed), cells, deals, row.label))
    return Block(
        report_wishes.part_called(by),
        (
            Column(_("All")), Column(_("Reached")), Column(_("Missed"), 2), Column(_("Minutes"), 1),
            Column(_("Deals"), 3),
        ),
        tuple(entries),
        legend=((charts.MAIN, _("reached")), (charts.SECOND, _("neither")), (charts.REST, _("missed"))),
    )  # fmt: skip


def _label(label: str, by: str, today: date) -> str:
    if by == works.KIND:
        return day_heads.plural(label, 2)
    if by == works.MONTH:
        return label
    monday = date.fromisoformat(label)
    return _("this week") if monday <= today < monday + timedelta(days=7) else dates.shown(label)


def time(asked: Asked) -> Picture:
    """Returns how the selling time was spent, group by group, beside what each is worth."""
    found = shares.report(asked.connection, asked.over.first, asked.over.last)
    if not found.shares:
        return Picture(report_sentences.heading(_("Time"), asked.over), (), report_sentences.NO_SHARES)
    entries = tuple(_share(each) for each in found.shares)
    block = Block(
        _("Group"),
        (
            Column(_("Worth %")), Column(_("Got %")), Column(_("Points")), Column(_("Minutes"), 1),
            Column(_("Touches"), 2),
        ),
        entries,
        legend=((charts.MAIN, _("got")), (charts.REST, _("lacking")), (charts.OVER, _("more than it is worth"))),
        notes=report_sentences.time_notes(found),
    )  # fmt: skip
    return Picture(report_sentences.time_heading(found), (block,))


def _share(share: Share) -> Entry:
    """The time a group got, and what is missing of its share or goes beyond it."""
    difference = share.difference or 0
    got = share.wanted + difference if share.difference is not None else 0
    figure = bar(
        min(got, share.wanted), max(-difference, 0), max(difference, 0), looks=(charts.MAIN, charts.REST, charts.OVER)
    )
    known = share.difference is not None
    cells = (
        str(share.wanted),
        str(got) if known else "",
        (f"{difference:+d}" if difference else "0") if known else "",
        f"{share.minutes:,}" if share.minutes else "",
        f"{share.touches:,}" if share.touches else "",
    )
    return Entry(share.group or _("everybody else"), figure, cells)
