"""`crm pipeline` on a terminal: totals, a line for each stage with its bar, what closes this month and what was won.

A bar is as long as what a stage is worth, and filled as far as its chance goes. Bars of several currencies are
measured in the home currency where every rate is known, else each against the others of its own.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from crmcli import context, dates, glyphs, money, wrapping
from crmcli.commands import deal_shapes
from crmcli.i18n import _, ngettext
from crmcli.output import Column
from crmcli.store import deal_values, deals, glances, rate_figures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crmcli.commands.glance_answers import Seen
    from crmcli.store.deal_sums import Sum
    from crmcli.store.glances import Glance, Part, StageGlance

_WIDE = 110  # cells of a terminal that has room for the chance and what slipped
_GAP = 2
_BAR_LEAST, _BAR_MOST = 4, 40  # cells
_STAGE_MOST = 20  # cells of a name; a longer one gives way to the bar
_LEGEND = "█ weighted ░ rest"
_CLOSING = 5  # deals that are named

Row = dict[str, Any]


def write(seen: Seen) -> None:
    """Writes the screen: each pipeline, then what closes and what was won this month in all of them."""
    here = context.current()
    if len(seen.glances) > 1:
        whole = glances.together([each.all for each in seen.glances], seen.book.home)
        _head(_("All pipelines"), whole, seen)
        here.output.text("\n")
    for number, each in enumerate(seen.glances):
        if number:
            here.output.text("\n")
        _head(each.pipeline.name, each.all, seen)
        lines = list(_lines(each, seen))
        here.output.listing(lines, _columns(lines))
    _closing(seen)
    _won(seen)


def _head(name: str, part: Part, seen: Seen) -> None:
    """The line that says how many deals there are and what they need, and one for each total."""
    output = context.current().output
    counted = ngettext("{name}: {count} open deal", "{name}: {count} open deals", part.deals)
    said = [counted.format(name=name, count=f"{part.deals:,}"), *_needs(part)]
    output.sentence(glyphs.plain(" · ".join(said)))
    _totals(part)
    home = _in_home(part, seen)
    if home:
        output.sentence("  " + home)


def _totals(part: Part) -> None:
    """A line for each currency."""
    for one in part.sums:
        if one.currency is not None:
            context.current().output.sentence("  " + _amounts(one.currency, one.value, one.weighted))


def _needs(part: Part) -> Iterator[str]:
    """What of some deals needs a look, each where there is any."""
    valueless = next((one.count for one in part.sums if one.currency is None), 0)
    found = (
        (part.stalled, ngettext("{count} stalled", "{count} stalled", part.stalled)),
        (part.without_next, ngettext("{count} without next step", "{count} without next step", part.without_next)),
        (part.slipped, ngettext("{count} past its day", "{count} past their day", part.slipped)),
        (valueless, ngettext("{count} without value", "{count} without value", valueless)),
    )
    return (text.format(count=f"{count:,}") for count, text in found if count)


def _in_home(part: Part, seen: Seen) -> str:
    """The total in the home currency, or which rate it lacks; empty where nothing is in another one."""
    others = [one.currency for one in part.sums if one.currency not in (None, seen.book.home)]
    if not others:
        return ""
    home = seen.in_home(part.sums)
    if home.value is None or home.weighted is None:
        return _("In {home}: no rate of {codes} is known; crm settings rate {code} N sets it.").format(
            home=home.currency, codes=", ".join(home.lacking), code=home.lacking[0]
        )
    today = context.current().today
    held = [rate for code in others if (rate := seen.book.holding(str(code), today))]
    at = ", ".join(f"{rate.currency} {rate_figures.shown(rate.rate)}" for rate in held)
    return _("= {amounts}, at {rates}").format(amounts=_amounts(home.currency, home.value, home.weighted), rates=at)


def _amounts(currency: str, value: int, weighted: int) -> str:
    """`IDR 85,000,000, weighted 51,000,000`."""
    return _("{value}, weighted {weighted}").format(
        value=money.Money(value, currency).shown(), weighted=_figures(weighted, currency)
    )


def _figures(amount: int, currency: str) -> str:
    """A sum without its currency."""
    return money.Money(amount, currency).shown().partition(" ")[2]


def _lines(glance: Glance, seen: Seen) -> Iterator[Row]:
    """A line for each stage, and one more for each further currency."""
    measured = _measured(glance, seen)
    width = _room([row for one in glance.stages for row in _of_stage(one, measured, 0)])
    for one in glance.stages:
        yield from _of_stage(one, measured, width)


def _of_stage(one: StageGlance, measured: dict[tuple[int, str], tuple[int, int, int]], width: int) -> Iterator[Row]:
    sums: Sequence[Sum | None] = [each for each in one.all.sums if each.currency is not None] or [None]
    for number, each in enumerate(sums):
        row: Row = {"stage": "", "chance": "", "deals": "", "stalled": "", "without_next": "", "slipped": ""}
        if not number:
            row = {
                "stage": one.stage.name,
                "chance": f"{deal_values.percentage(one.stage.chance)}%",
                "deals": f"{one.all.deals:,}",
                "stalled": one.all.stalled or "",
                "without_next": one.all.without_next or "",
                "slipped": one.all.slipped or "",
            }
        yield row | _money(one, each, measured, width)


def _money(
    one: StageGlance, each: Sum | None, measured: dict[tuple[int, str], tuple[int, int, int]], width: int
) -> Row:
    if each is None or each.currency is None:
        return {"currency": "", "value": "", "weighted": "", "bar": ""}
    weighted, value, most = measured[one.stage.id, each.currency]
    return {
        "currency": each.currency,
        "value": _figures(each.value, each.currency),
        "weighted": _figures(each.weighted, each.currency),
        "bar": glyphs.bar(weighted, value, most, width) if width else "",
    }


def _measured(glance: Glance, seen: Seen) -> dict[tuple[int, str], tuple[int, int, int]]:
    """For each stage and currency what is weighted, what it is worth, and the most there is, in one measure."""
    found: dict[tuple[int, str], tuple[int, int]] = {}
    is_home = not seen.in_home(glance.all.sums).lacking
    for stage in glance.stages:
        for one in stage.all.sums:
            if one.currency is not None:
                home = seen.in_home([one])
                own = (home.weighted or 0, home.value or 0) if is_home else (one.weighted, one.value)
                found[stage.stage.id, one.currency] = own
    most: dict[str, int] = {}
    for (_stage_id, code), (_weighted, value) in found.items():
        measure = "" if is_home else code
        most[measure] = max(most.get(measure, 0), value)
    return {key: (*both, most["" if is_home else key[1]]) for key, both in found.items()}


def _room(rows: Sequence[Row]) -> int:
    """How many cells are left for bars; 0 where they would say nothing."""
    total = wrapping.terminal_width()
    for column in _columns(rows):
        widest = max((wrapping.cells(str(row[column.key])) for row in rows), default=0)
        if column.key == "stage":
            widest = min(widest, _STAGE_MOST)
        if widest:
            total -= max(widest, wrapping.cells(column.title)) + _GAP
    return 0 if total < _BAR_LEAST else min(total, _BAR_MOST)


def _columns(rows: Sequence[Row]) -> list[Column]:
    """The columns of the lines; the one currency that there is stands in the title."""
    codes = {row["currency"] for row in rows if row["currency"]}
    is_wide = wrapping.terminal_width() >= _WIDE
    one = next(iter(codes)) if len(codes) == 1 else ""
    longest = max((len(row["bar"]) for row in rows), default=0)
    return [
        Column("stage", _("Stage"), is_wide=True),
        *([Column("chance", _("Chance"), is_number=True)] if is_wide else []),
        Column("deals", _("Deals"), is_number=True),
        *([] if one else [Column("currency", "")]),
        Column("value", _("Value {currency}").format(currency=one).rstrip(), is_number=True),
        Column("weighted", _("Weighted"), is_number=True, is_extra=True),
        Column("stalled", _("Stalled"), is_number=True),
        Column("without_next", _("No next"), is_number=True),
        *([Column("slipped", _("Late"), is_number=True)] if is_wide else []),
        Column("bar", glyphs.plain(_LEGEND) if longest >= len(_LEGEND) else ""),
    ]


def _closing(seen: Seen) -> None:
    """The open deals that are to close by the end of the month: those to come, then those whose day has passed."""
    here = context.current()
    part = glances.together([each.closing for each in seen.glances], seen.book.home)
    if not part.deals:
        return
    day = dates.shown(glances.end_of_month(here.today).isoformat())
    counted = ngettext("To close by {day}: {count} deal", "To close by {day}: {count} deals", part.deals)
    late = [_("{count} late").format(count=f"{part.slipped:,}")] if part.slipped else []
    here.output.text("\n")
    here.output.sentence(glyphs.plain(" · ".join([counted.format(day=day, count=f"{part.deals:,}"), *late])))
    _totals(part)
    rows = _named(seen)
    here.output.listing(rows, _closing_columns(with_pipeline=len(seen.glances) > 1))
    more = part.deals - len(rows)
    if more:
        said = ngettext("and {count} more", "and {count} more", more).format(count=f"{more:,}")
        here.output.sentence(said if seen.is_narrowed else f"{said}: crm deal list close:..eom")


def _closing_columns(*, with_pipeline: bool) -> list[Column]:
    today = context.current().today
    return [
        Column("id", _("Id"), lambda row: f"{glyphs.sign(row['state'] or '')} d{row['id']}"),
        Column("title", _("Deal"), is_wide=True),
        Column("contact", _("Who"), lambda row: row["contact"]["name"] if row["contact"] else "", is_wide=True),
        *([Column("pipeline", _("Pipeline"), is_extra=True)] if with_pipeline else []),
        Column("stage", _("Stage"), is_wide=True),
        Column("value", _("Value"), lambda row: deal_shapes.shown(row["value"]), is_number=True),
        Column("expected_close", _("Close"), lambda row: dates.short(row["expected_close"], today)),
    ]


def _named(seen: Seen) -> list[Row]:
    """The deals to close that are named, the first of each pipeline before the second of any."""
    by_turns = zip_longest(*(each.closing_ids[:_CLOSING] for each in seen.glances))
    ids = [deal_id for turn in by_turns for deal_id in turn if deal_id is not None][:_CLOSING]
    here = context.current()
    found = {each.id: each for each in deals.listed(seen.connection, ids=ids)}
    return [deal_shapes.as_row(found[deal_id], here.now, here.today) for deal_id in ids]


def _won(seen: Seen) -> None:
    part = glances.together([each.won for each in seen.glances], seen.book.home)
    if part.deals:
        sums = [money.Money(one.value, one.currency).shown() for one in part.sums if one.currency is not None]
        counted = ngettext("Won this month: {count} deal", "Won this month: {count} deals", part.deals)
        said = [counted.format(count=f"{part.deals:,}"), *sums]
        context.current().output.text("\n")
        context.current().output.sentence(glyphs.plain(" · ".join(said)))
