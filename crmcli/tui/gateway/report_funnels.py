"""The pictures of how far deals come: the funnel by stages, and how the deals of each part ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import report_figures, report_sentences
from crmcli.i18n import _
from crmcli.store.reports import breakdowns, funnels
from crmcli.store.reports.measures import Measure
from crmcli.tui import charts, report_wishes
from crmcli.tui.gateway import report_questions as questions
from crmcli.tui.report_pictures import Block, Column, Entry, Picture, bar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.reports.breakdowns import Row
    from crmcli.store.reports.funnels import Funnel
    from crmcli.tui.gateway.report_questions import Asked

_ENDS = (funnels.OPEN, funnels.WON, funnels.LOST)


def picture(asked: Asked) -> Picture:
    """Returns the funnel of each pipeline, or where it is parted how the deals of each part ended."""
    if asked.wish.parted:
        return parted(asked)
    found = funnels.of(asked.connection, asked.scope, asked.over)
    blocks = tuple(_funnel(each, has_others=len(found) > 1) for each in found)
    heading = report_sentences.heading(_("Deals that began"), asked.over)
    return Picture(heading, blocks, "" if found else report_sentences.NOTHING_BEGAN)


def _funnel(funnel: Funnel, *, has_others: bool) -> Block:
    entries = []
    before = all_of = len(funnel.created)
    for number, row in enumerate(funnel.stages):
        reached, went_on = len(row.cells[funnels.REACHED]), _reached_next(funnel, number)
        opened, lost = len(row.cells[funnels.OPEN]), len(row.cells[funnels.LOST])
        entries.append(
            Entry(
                row.label or "",
                bar(went_on, opened, lost),
                (
                    f"{reached:,}",
                    report_figures.percent(reached, before) if number else "",
                    report_figures.percent(reached, all_of),
                    str(opened or ""),
                    str(lost or ""),
                ),
                questions.behind(row.cells),
                f"{funnel.pipeline.name}/{row.label}" if has_others else row.label or "",
            )
        )
        before = reached
    return Block(
        _("Stage"),
        (Column(_("Reached")), Column(_("Of the last")), Column(_("Of all"), 1), Column(_("Open"), 3),
         Column(_("Lost"), 2)),
        tuple(entries),
        title=funnel.pipeline.name if has_others else "",
        legend=((charts.MAIN, _("went on")), (charts.SECOND, _("open there")), (charts.REST, _("lost there"))),
        notes=(report_sentences.ended(funnel),),
    )  # fmt: skip


def _reached_next(funnel: Funnel, number: int) -> int:
    """How many went on from a stage; from the last one, how many are won."""
    if number + 1 < len(funnel.stages):
        return len(funnel.stages[number + 1].cells[funnels.REACHED])
    return len(funnel.stages[number].cells[funnels.WON])


def parted(asked: Asked) -> Picture:
    """Returns how the deals of each source, or other part, ended that began in some days."""
    rows = funnels.by(asked.connection, asked.scope, asked.over, asked.wish.parted)
    measure = Measure(asked.weighing, rows)
    won = breakdowns.union(row.cells[funnels.WON] for row in rows)
    blocks = [_of_parts(asked, rows, measure, code) for code in measure.codes]
    if rows:
        sums = report_sentences.totals(asked.weighing.weigh(won), _("Won"))
        blocks.append(Block(notes=sums))
    heading = report_sentences.heading(_("Deals that began"), asked.over)
    return Picture(heading, tuple(blocks), "" if rows else report_sentences.NOTHING_BEGAN)


def _of_parts(asked: Asked, rows: Sequence[Row], measure: Measure, code: str) -> Block:
    by = asked.wish.parted
    has_trend = by != breakdowns.MONTH
    entries = [_part(asked, row, measure, code, has_trend) for row in measure.section(rows, code)]
    return Block(
        report_wishes.part_called(by),
        (
            Column(_("Deals")), Column(_("Open"), 4), Column(_("Won")), Column(_("Lost"), 3), Column(_("Win rate")),
            Column(questions.money_title(_("Won"), measure, code), 1),
            *((Column(_("By month"), 5),) if has_trend else ()),
        ),
        tuple(entries),
        title=code if len(measure.codes) > 1 else "",
        legend=((charts.MAIN, _("won")), (charts.SECOND, _("open")), (charts.REST, _("lost"))),
    )  # fmt: skip


def _part(asked: Asked, row: Row, measure: Measure, code: str, has_trend: bool) -> Entry:
    opened, won, lost = (len(row.cells[key]) for key in _ENDS)
    created = row.cells[funnels.CREATED]
    cells = (
        f"{len(created):,}",
        str(opened or ""),
        str(won or ""),
        str(lost or ""),
        report_figures.percent(won, won + lost),
        questions.amount(measure.total(row.cells[funnels.WON], code), measure, code),
        *((questions.trend(asked, created, by_end=False),) if has_trend else ()),
    )
    return Entry(questions.named(row), bar(won, opened, lost), cells, questions.behind(row.cells), questions.named(row))
