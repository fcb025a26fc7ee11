"""The pictures of how fast deals go, and of where they stand still."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import dates, deal_sentences, glyphs, report_figures, report_sentences
from crmcli.i18n import _
from crmcli.store import deal_states
from crmcli.store.reports import breakdowns, stalls, velocities
from crmcli.tui import charts, report_wishes
from crmcli.tui.gateway import report_questions as questions
from crmcli.tui.report_pictures import Block, Column, Entry, Picture, bar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from crmcli.store.deals import Deal
    from crmcli.store.reports.velocities import Equation, Stays, Velocity
    from crmcli.tui.gateway.report_questions import Asked

_TENTHS = 10  # that a day is drawn in


def velocity(asked: Asked) -> Picture:
    """Returns the days in each stage, the days to a win, and what each currency brings in a day."""
    home = asked.weighing.book.home
    found = velocities.of(asked.connection, asked.scope, asked.over, asked.moment.now, home)
    is_any = bool(found.won or found.lost or any(each.left or each.here for each in found.stages))
    blocks = [_stages(found), *_per_day(found)] if is_any else []
    is_closed = bool(found.won or found.lost)
    nothing = "" if is_closed else report_sentences.NOTHING_CLOSED
    if is_any and not is_closed:
        blocks.append(Block(notes=(nothing,)))
        nothing = ""
    return Picture(report_sentences.heading(_("Velocity"), asked.over), tuple(blocks), nothing)


def _stages(found: Velocity) -> Block:
    several = len({each.stage.pipeline_id for each in found.stages}) > 1
    said = report_sentences.days_to_a_win(found)
    entries = [_stage(each, several=several) for each in found.stages]
    closed = {"won": questions.ids(found.won), "lost": questions.ids(found.lost)}
    if found.won:
        entries.append(Entry(_("to a win"), _spread(found.cycle), (
            f"{found.cycle.count:,}", *_days(found.cycle), "", "",
        ), closed, "closed"))  # fmt: skip
    return Block(
        _("Stage"),
        (
            Column(_("Left"), 2), Column(_("Median days")), Column(_("8 of 10 within")), Column(_("Here now"), 1),
            Column(_("Median so far"), 3),
        ),
        tuple(entries),
        legend=((charts.MAIN, _("half of them within")), (charts.REST, _("8 of 10 within"))),
        notes=(said,) if said else (),
    )  # fmt: skip


def _stage(stay: Stays, *, several: bool) -> Entry:
    label = f"{stay.stage.pipeline}/{stay.stage.name}" if several else stay.stage.name
    cells = (
        str(stay.ended.count or ""),
        *_days(stay.ended),
        str(stay.lasting.count or ""),
        report_figures.days(stay.lasting.median),
    )
    deals = {"left": questions.ids(stay.left), "here": questions.ids(stay.here)}
    return Entry(label, _spread(stay.ended), cells, deals, label)


def _days(times: velocities.Times) -> tuple[str, str]:
    return report_figures.days(times.median), report_figures.days(times.most)


def _spread(times: velocities.Times) -> charts.Figure:
    """The median, and from there to the time within which 8 of 10 were over."""
    if times.median is None or times.most is None:
        return bar(0, looks=(charts.MAIN, charts.REST))
    median, most = int(times.median * _TENTHS), int(times.most * _TENTHS)
    return bar(median, max(most - median, 0), looks=(charts.MAIN, charts.REST))


def _per_day(found: Velocity) -> Iterator[Block]:
    """What comes in a day in each currency, beside what came before; and of which too little was closed."""
    for one in found.equations:
        if one.per_day is not None:
            yield _equation(one, one.per_day, found.before.get(one.currency))
    few = report_sentences.too_few(found)
    if few:
        yield Block(notes=(few,))


def _equation(one: Equation, per_day: int, before: int | None) -> Block:
    deals = {"open": questions.ids(one.open), "won": questions.ids(one.won), "lost": questions.ids(one.lost)}
    figures = [bar(per_day), bar(before, looks=(charts.REST,))] if before is not None else [None, None]
    label = _("{currency} a day").format(currency=one.currency)
    entries = [Entry(label, figures[0], (_figures(per_day, one),), deals, one.currency)]
    if before is not None:
        entries.append(Entry(_("before"), figures[1], (_figures(before, one),)))
    return Block(columns=(Column(""),), entries=tuple(entries), notes=(report_sentences.equation(one),))


def _figures(minor: int, one: Equation) -> str:
    return report_figures.about(minor, one.currency).partition(" ")[2]


def stalled(asked: Asked) -> Picture:
    """Returns the deals with which nothing happened for as long as their stage allows, those longest quiet first."""
    moment, by = asked.moment, asked.wish.parted
    found = stalls.of(asked.connection, asked.scope, by, moment.now, moment.today)
    blocks = []
    looks = ((charts.REST, _("allowed")), (charts.OVER, _("over")))
    for row in found.rows:
        cases = row.cells[stalls.DEALS]
        entries = tuple(_quiet(found.deals[each.id], moment.now) for each in cases)
        legend = looks if row is found.rows[-1] else ()
        blocks.append(
            Block(
                report_wishes.part_called(by),
                (Column(_("Quiet days")), Column(_("Over by"), 1), Column(_("Value"))),
                entries,
                title=questions.named(row),
                legend=legend,
                scale="days",
            )
        )
    every = asked.weighing.weigh(breakdowns.union(row.deals for row in found.rows))
    blocks.append(Block(notes=report_sentences.totals(every, _("At stake"), is_open=True)))
    heading = _("Stalled on {day}").format(day=dates.shown(moment.today.isoformat()))
    return Picture(heading, tuple(blocks), "" if found.rows else report_sentences.NOTHING_STALLS)


def _quiet(deal: Deal, now: datetime) -> Entry:
    quiet, allowed = deal_states.quiet_days(deal, now), deal.stale_after_days or 0
    who = f" · {deal.contact}" if deal.contact else ""
    return Entry(
        glyphs.plain(f"{deal.title}{who}"),
        bar(min(allowed, quiet), max(quiet - allowed, 0), looks=(charts.REST, charts.OVER)),
        (f"{quiet:,}", f"{quiet - allowed:,}", deal_sentences.sum_of(deal.value, deal.currency)),
        ref=deal.ref,
    )
