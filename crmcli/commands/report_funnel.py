"""What `crm report funnel` answers: the stages and who reached them; or, parted, how the deals of each part ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import context
from crmcli.commands import report_requests, report_shapes
from crmcli.i18n import _, ngettext
from crmcli.output import TABLE, Column
from crmcli.store.reports import breakdowns, funnels

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crmcli.commands.report_requests import Asked
    from crmcli.store.reports.breakdowns import Row
    from crmcli.store.reports.cases import Case, Span
    from crmcli.store.reports.funnels import Funnel
    from crmcli.store.reports.worths import Scales

BY = (
    breakdowns.MONTH, breakdowns.SOURCE, breakdowns.GROUP, breakdowns.TAG, breakdowns.PIPELINE,
    breakdowns.CONTACT, breakdowns.COMPANY,
)  # fmt: skip


def write(asked: Asked) -> None:
    """Writes the funnel of each pipeline, or with --by how the deals of each part ended."""
    by = asked.parted(BY, "")
    if by:
        from crmcli.commands import report_sources

        report_sources.parted(asked, by, "funnel")
        return
    connection = report_requests.reading()
    over = asked.last_months(connection)
    found = funnels.of(connection, asked.scope(connection), over)
    if asked.wants_deals:
        report_requests.write_deals(asked, [row for each in found for row in _named(each, len(found) > 1)])
        return
    chosen = report_requests.picked(asked, [row for each in found for row in _named(each, is_one_of_many=True)])
    labels = {row.label for row in chosen}
    weighing = report_shapes.scales(connection)
    if report_shapes.is_json():
        document = report_shapes.head("funnel", over, "", weighing)
        document["pipelines"] = [as_row(each, weighing, labels) for each in found]
        context.current().output.document(document)
    else:
        _write(found, over, labels)
    if not found:
        report_requests.narrate_nothing(connection, _("No deal began in these days."))


def _named(funnel: Funnel, is_one_of_many: bool) -> list[Row]:
    """The rows of a funnel, with its pipeline where there are several, and one of the void."""
    rows = [*funnel.stages, breakdowns.Row(_("void"), {funnels.VOID: funnel.void})]
    if not is_one_of_many:
        return rows
    return [row._replace(label=f"{funnel.pipeline.name}/{row.label}") for row in rows]


def as_row(funnel: Funnel, weighing: Scales, labels: set[str | None]) -> dict[str, Any]:
    """A funnel as its documented JSON, with the stages of these labels."""

    def worth(cases: Sequence[Case]) -> dict[str, Any]:
        return report_shapes.worth(weighing.weigh(cases))

    won, lost = funnel.ended(funnels.WON), funnel.ended(funnels.LOST)
    return {
        "pipeline": funnel.pipeline.name,
        "created": worth(funnel.created),
        "open": worth(funnel.ended(funnels.OPEN)),
        "won": worth(won),
        "lost": worth(lost),
        "void": len(funnel.void),
        "win_rate": report_shapes.percent(len(won), len(won) + len(lost)),
        "stages": [
            {
                "stage": line["stage"],
                "reached": worth(row.cells[funnels.REACHED]),
                "of_previous": line["of_previous"],
                "of_all": line["of_all"],
                "open": len(row.cells[funnels.OPEN]),
                "won": len(row.cells[funnels.WON]),
                "lost": len(row.cells[funnels.LOST]),
            }
            for line, row in _lines(funnel, labels)
        ],
    }


def _lines(funnel: Funnel, labels: set[str | None]) -> Iterator[tuple[dict[str, Any], Row]]:
    """A line for each stage, with its share of those who reached the one before it, and of all."""
    before = len(funnel.created)
    for number, row in enumerate(funnel.stages):
        reached = len(row.cells[funnels.REACHED])
        line = {
            "pipeline": funnel.pipeline.name,
            "stage": row.label,
            "reached": reached,
            "of_previous": report_shapes.percent(reached, before) if number else None,
            "of_all": report_shapes.percent(reached, len(funnel.created)),
            "open": len(row.cells[funnels.OPEN]),
            "won": len(row.cells[funnels.WON]),
            "lost": len(row.cells[funnels.LOST]),
            "step": report_shapes.whole_percent(reached, before) if number else "",
            "part": report_shapes.whole_percent(reached, len(funnel.created)),
        }
        before = reached
        if f"{funnel.pipeline.name}/{row.label}" in labels:
            yield line, row


def _write(found: Sequence[Funnel], over: Span, labels: set[str | None]) -> None:
    here = context.current()
    if here.mode != TABLE:
        here.output.listing([line for each in found for line, _row in _lines(each, labels)], _plain_columns())
        return
    for number, each in enumerate(found):
        if number:
            here.output.text("\n")
        report_shapes.heading(over, _("{pipeline}: deals that began").format(pipeline=each.pipeline.name))
        lines = [line for line, _row in _lines(each, labels)]
        report_shapes.bars(lines, lambda line: int(line["reached"]), "reached")
        here.output.listing(lines, _columns())
        here.output.sentence(_summary(each))


def _summary(funnel: Funnel) -> str:
    """How all of them ended."""
    won, lost = len(funnel.ended(funnels.WON)), len(funnel.ended(funnels.LOST))
    said = ngettext("{count} deal", "{count} deals", len(funnel.created)).format(count=f"{len(funnel.created):,}")
    said += ": " + _("{won} won, {lost} lost, {open} open").format(
        won=f"{won:,}", lost=f"{lost:,}", open=f"{len(funnel.ended(funnels.OPEN)):,}"
    )
    if won + lost:
        said += ", " + _("{percent} of the closed ones won").format(
            percent=report_shapes.whole_percent(won, won + lost)
        )
    return said + (", " + _("and {count} void").format(count=f"{len(funnel.void):,}") if funnel.void else "")


def _columns() -> list[Column]:
    return [
        Column("stage", _("Stage"), is_wide=True),
        Column("reached", _("Reached"), is_number=True),
        Column("step", _("Of the last"), is_number=True),
        Column("part", _("Of all"), is_number=True),
        Column("open", _("Open"), lambda row: str(row["open"] or ""), is_number=True),
        Column("lost", _("Lost"), lambda row: str(row["lost"] or ""), is_number=True),
        *report_shapes.bar_column(),
    ]


def _plain_columns() -> list[Column]:
    return [
        Column("pipeline", _("Pipeline")),
        Column("stage", _("Stage")),
        Column("reached", _("Reached")),
        Column("of_previous", _("Of the last")),
        Column("of_all", _("Of all")),
        Column("open", _("Open")),
        Column("won", _("Won")),
        Column("lost", _("Lost")),
    ]
