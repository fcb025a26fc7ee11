"""The pictures of what was won and what was lost, and of what will come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import report_days, report_figures, report_sentences
from crmcli.i18n import _
from crmcli.store.reports import breakdowns, cases, endings, forecasts
from crmcli.store.reports.measures import COMMISSION, WEIGHTED, Measure
from crmcli.tui import charts, report_wishes
from crmcli.tui.gateway import report_questions as questions
from crmcli.tui.report_pictures import Block, Column, Entry, Picture, bar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.reports.breakdowns import Row
    from crmcli.tui.gateway.report_questions import Asked


def won(asked: Asked) -> Picture:
    """Returns how much was won in each month, or part."""
    by = asked.wish.parted
    rows = endings.of(asked.connection, asked.scope, asked.over, cases.WON, by)
    measure = Measure(asked.weighing, rows)
    blocks = [_won(asked, rows, measure, code) for code in measure.codes]
    return _ended(asked, rows, blocks, _("Won"), report_sentences.NOTHING_WON)


def lost(asked: Asked) -> Picture:
    """Returns how much was lost for each reason, or part, and to whom."""
    rows = endings.of(asked.connection, asked.scope, asked.over, cases.LOST, asked.wish.parted)
    measure = Measure(asked.weighing, rows)
    every = breakdowns.union(row.deals for row in rows)
    blocks = [_lost(asked, rows, measure, code, len(every)) for code in measure.codes]
    rivals = endings.rivals(asked.connection, asked.scope, asked.over)
    picture = _ended(asked, rows, blocks, _("Lost"), report_sentences.NOTHING_LOST)
    if not rivals:
        return picture
    taken = [Entry(questions.named(each), bar(len(each.deals)), (f"{len(each.deals):,}",), questions.behind(each.cells))
             for each in rivals]  # fmt: skip
    return Picture(
        picture.heading, (*picture.blocks, Block(_("Lost to"), (Column(_("Deals")),), tuple(taken))), picture.nothing
    )


def _ended(asked: Asked, rows: Sequence[Row], blocks: list[Block], what: str, nothing: str) -> Picture:
    every = asked.weighing.weigh(breakdowns.union(row.deals for row in rows))
    notes = Block(notes=report_sentences.totals(every, what))
    return Picture(report_sentences.heading(what, asked.over), (*blocks, notes), "" if rows else nothing)


def _won(asked: Asked, rows: Sequence[Row], measure: Measure, code: str) -> Block:
    by = asked.wish.parted
    has_trend = by != breakdowns.MONTH
    entries = []
    for row in measure.section(rows, code, keeps_empty=by == breakdowns.MONTH):
        found = row.cells[endings.DEALS]
        value = measure.total(found, code)
        cells = (
            str(len(found) or ""),
            questions.amount(value, measure, code),
            questions.amount(measure.total(found, code, COMMISSION), measure, code),
            *((questions.trend(asked, found, by_end=True),) if has_trend else ()),
        )
        label = questions.named(row)
        entries.append(Entry(label, bar(value), cells, questions.behind(row.cells), label))
    return Block(
        report_wishes.part_called(by),
        (
            Column(_("Deals")), Column(questions.money_title(_("Value"), measure, code)),
            Column(questions.money_title(_("Commission"), measure, code), 1),
            *((Column(_("By month"), 2),) if has_trend else ()),
        ),
        tuple(entries),
        title=code if len(measure.codes) > 1 else "",
    )  # fmt: skip


def _lost(asked: Asked, rows: Sequence[Row], measure: Measure, code: str, of: int) -> Block:
    by = asked.wish.parted
    has_trend = by != breakdowns.MONTH
    entries = []
    for row in measure.section(rows, code, keeps_empty=by == breakdowns.MONTH):
        found = row.cells[endings.DEALS]
        cells = (
            str(len(found) or ""),
            report_figures.percent(len(found), of) if found else "",
            questions.amount(measure.total(found, code), measure, code),
            *((questions.trend(asked, found, by_end=True),) if has_trend else ()),
        )
        label = questions.named(row)
        entries.append(Entry(label, bar(len(found)), cells, questions.behind(row.cells), label))
    return Block(
        report_wishes.part_called(by),
        (
            Column(_("Deals")), Column(_("%"), 1), Column(questions.money_title(_("Value"), measure, code)),
            *((Column(_("By month"), 2),) if has_trend else ()),
        ),
        tuple(entries),
        title=code if len(measure.codes) > 1 else "",
    )  # fmt: skip


def forecast(asked: Asked) -> Picture:
    """Returns what is expected, and was won and slipped, in each month or part."""
    by, connection, today = asked.wish.parted, asked.connection, asked.moment.today
    over = asked.over
    if by == breakdowns.MONTH:
        over = cases.span(connection, report_days.month(over.first).first, report_days.month(over.last).last)
        rows = forecasts.of(connection, asked.scope, over, today)
    else:
        rows = forecasts.by(connection, asked.scope, over, by, today)
    rows = rows if any(each.deals for each in rows) else []
    measure = Measure(asked.weighing, rows)
    blocks = [_expected(asked, rows, measure, code) for code in measure.codes]
    total = forecasts.total(rows)
    notes = (
        *report_sentences.totals(asked.weighing.weigh(total.cells[forecasts.OPEN]), _("Open"), is_open=True),
        *report_sentences.totals(asked.weighing.weigh(total.cells[forecasts.WON]), _("Won")),
    )
    nothing = "" if rows else report_sentences.NOTHING_EXPECTED
    return Picture(report_sentences.heading(_("Forecast"), over), (*blocks, Block(notes=notes)), nothing)


def _expected(asked: Asked, rows: Sequence[Row], measure: Measure, code: str) -> Block:
    by = asked.wish.parted
    found = measure.section(rows, code, keeps_empty=by == breakdowns.MONTH)

    def titled(what: str) -> str:
        return questions.money_title(what, measure, code)

    return Block(
        report_wishes.part_called(by),
        (
            Column(titled(_("Weighted"))), Column(titled(_("Best")), 3), Column(titled(_("Committed")), 5),
            Column(titled(_("Won")), 1), Column(_("Open"), 4), Column(_("Slipped"), 2),
        ),
        tuple(_month(row, measure, code) for row in found),
        title=code if len(measure.codes) > 1 else "",
        legend=((charts.MAIN, _("won")), (charts.SECOND, _("weighted")), (charts.REST, _("the rest of the open"))),
    )  # fmt: skip


def _month(row: Row, measure: Measure, code: str) -> Entry:
    opened = row.cells[forecasts.OPEN]
    weighted, best = measure.total(opened, code, WEIGHTED), measure.total(opened, code)
    won = measure.total(row.cells[forecasts.WON], code)
    said = [
        questions.amount(each, measure, code)
        for each in (weighted, best, measure.total(row.cells[forecasts.COMMITTED], code), won)
    ]
    counts = (str(len(opened) or ""), str(len(row.cells[forecasts.SLIPPED]) or ""))
    label = {forecasts.BEFORE: _("before"), forecasts.AFTER: _("after")}.get(row.label or "", questions.named(row))
    figure = bar(won, weighted, max(best - weighted, 0))
    return Entry(label, figure, (*said, *counts), questions.behind(row.cells), questions.named(row))
