"""What `crm report velocity` answers: days in each stage, days to a win, and what a currency brings in a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import context, diagnostics
from crmcli.commands import report_requests, report_shapes
from crmcli.i18n import _, ngettext
from crmcli.output import TABLE, Column
from crmcli.store.reports import velocities, velocity_parts
from crmcli.store.reports.breakdowns import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from crmcli.commands.report_requests import Asked
    from crmcli.store.reports.cases import Span
    from crmcli.store.reports.velocities import Equation, Stays, Times, Velocity


def write(asked: Asked) -> None:
    """Writes how fast deals go, or with --by those of each part."""
    by = asked.parted(velocity_parts.BY, "")
    if by:
        from crmcli.commands import report_velocity_parts

        report_velocity_parts.write(asked, by)
        return
    connection = report_requests.reading()
    over = asked.last_months(connection)
    weighing = report_shapes.scales(connection)
    found = velocities.of(connection, asked.scope(connection), over, context.current().now, weighing.book.home)
    rows = list(_rows(found))
    if asked.wants_deals:
        report_requests.write_deals(asked, rows)
        return
    chosen = {each.label for each in report_requests.picked(asked, rows)}
    if report_shapes.is_json():
        document = report_shapes.head("velocity", over, "", weighing)
        context.current().output.document(document | _body(found, chosen))
    else:
        _write(found, chosen, over)
    if not found.won and not found.lost:
        report_requests.narrate_nothing(connection, _("Nothing was closed in these days."))


def _rows(found: Velocity) -> Iterator[Row]:
    """The rows by which deals are asked for: stages, `closed`, and each currency."""
    several = len({each.stage.pipeline_id for each in found.stages}) > 1
    for stay in found.stages:
        label = _label(stay, several=several)
        yield Row(label, {"left": stay.left, "here": stay.here})
    yield Row("closed", {"won": found.won, "lost": found.lost})
    for each in found.equations:
        yield Row(each.currency, {"open": each.open, "won": each.won, "lost": each.lost})


def _label(stay: Stays, *, several: bool) -> str:
    return f"{stay.stage.pipeline}/{stay.stage.name}" if several else stay.stage.name


def _body(found: Velocity, chosen: set[str | None]) -> dict[str, Any]:
    several = len({each.stage.pipeline_id for each in found.stages}) > 1
    return {
        "stages": [
            {
                "pipeline": each.stage.pipeline,
                "stage": each.stage.name,
                "left": times(each.ended),
                "here": times(each.lasting),
            }
            for each in found.stages
            if _label(each, several=several) in chosen
        ],
        "won": len(found.won),
        "lost": len(found.lost),
        "win_rate": report_shapes.percent(len(found.won), len(found.won) + len(found.lost)),
        "cycle": times(found.cycle),
        "currencies": [
            as_row(each) | {"before": report_shapes.amount(found.before.get(each.currency), each.currency)}
            for each in found.equations
            if each.currency in chosen
        ],
    }


def times(found: Times) -> dict[str, Any]:
    """Times as their documented JSON, in days."""
    return {
        "count": found.count,
        "median": report_shapes.plain_days(found.median),
        "most": report_shapes.plain_days(found.most),
    }


def as_row(one: Equation) -> dict[str, Any]:
    """The equation of a currency as its documented JSON; null where too little was closed."""
    known = one if one.is_enough else None
    average = velocities.nearest(one.average)
    return {
        "currency": one.currency,
        "open": len(one.open),
        "won": len(one.won),
        "lost": len(one.lost),
        "average": report_shapes.amount(average, one.currency) if known else None,
        "win_rate": report_shapes.percent(len(one.won), len(one.won) + len(one.lost)) if known else None,
        "cycle": report_shapes.plain_days(one.cycle) if known else None,
        "per_day": report_shapes.amount(one.per_day, one.currency),
    }


def _write(found: Velocity, chosen: set[str | None], over: Span) -> None:
    here = context.current()
    is_any = any(row.deals for row in _rows(found))
    if is_any:
        report_shapes.heading(over, _("Velocity"))
    several = len({each.stage.pipeline_id for each in found.stages}) > 1
    lines = [_line(each, several) for each in found.stages if is_any and _label(each, several=several) in chosen]
    here.output.listing(lines, _columns())
    if here.mode != TABLE:
        return
    if "closed" in chosen:
        write_cycle(found.cycle)
    write_equations([each for each in found.equations if each.currency in chosen], found.before)


def write_cycle(cycle: Times) -> None:
    """Says how many days there are to a win; of none nothing is said."""
    if cycle.median is not None and cycle.most is not None:
        context.current().output.sentence(
            _("Days to a win: {median} in the median, 8 of 10 within {most}, of {count} won").format(
                median=report_shapes.days(cycle.median),
                most=report_shapes.days(cycle.most),
                count=f"{cycle.count:,}",
            )
        )


def write_equations(equations: Sequence[Equation], before: Mapping[str, int | None]) -> None:
    """A line for each currency of which enough was closed, and one that says of which it was not.

    `before` is what a currency brought in a day in as many days before.
    """
    few = []
    for one in equations:
        if one.per_day is None:
            few.append(one.currency)
            continue
        said = _("{per_day} a day: {deals} x {average} x {rate} won / {cycle} days").format(
            per_day=report_shapes.about(one.per_day, one.currency),
            deals=ngettext("{count} open deal", "{count} open deals", len(one.open)).format(count=f"{len(one.open):,}"),
            average=report_shapes.figures(velocities.nearest(one.average), one.currency),
            rate=report_shapes.whole_percent(len(one.won), len(one.won) + len(one.lost)),
            cycle=report_shapes.days(one.cycle),
        )
        earlier = before.get(one.currency)
        if earlier is not None:
            said += "   " + _("before: {amount}").format(amount=report_shapes.figures(earlier, one.currency))
        context.current().output.sentence(said)
    if few:
        diagnostics.narrate(
            _("What comes in a day in {codes} shows from {count} closed deals on, one of them won.").format(
                codes=", ".join(few), count=velocities.FEWEST
            )
        )


def _line(stay: Stays, several: bool) -> dict[str, Any]:
    def said(times: Times, which: str) -> str:
        time = getattr(times, which)
        is_table = context.current().mode == TABLE
        return (report_shapes.days(time) if is_table else report_shapes.plain_days(time)) or ""

    return {
        "pipeline": stay.stage.pipeline,
        "stage": _label(stay, several=several) if context.current().mode == TABLE else stay.stage.name,
        "left": stay.ended.count,
        "median": said(stay.ended, "median"),
        "most": said(stay.ended, "most"),
        "here": stay.lasting.count,
        "here_median": said(stay.lasting, "median"),
        "here_most": said(stay.lasting, "most"),
    }


def _columns() -> list[Column]:
    is_table = context.current().mode == TABLE
    return [
        *([] if is_table else [Column("pipeline", _("Pipeline"))]),
        Column("stage", _("Stage"), is_wide=True),
        Column("left", _("Left"), is_number=True),
        Column("median", _("Median days"), is_number=True),
        Column("most", _("8 of 10 within"), is_number=True),
        Column("here", _("Here now"), is_number=True),
        Column("here_median", _("Median so far"), is_number=True),
        Column("here_most", _("8 of 10 so far"), is_number=True, is_extra=True),
    ]
