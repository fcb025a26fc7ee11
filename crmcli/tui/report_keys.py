"""The keys of the reports, and of the deals behind a row of one."""

from __future__ import annotations

from crmcli.i18n import _
from crmcli.tui.keys import Key


def rows() -> tuple[Key, ...]:
    """Returns the keys of the reports, in the order of the help."""
    return (*_cursor(), *_shown(), *_taken(), *_deals())


def _cursor() -> tuple[Key, ...]:
    group = "cursor"
    return (
        Key("report.into", "into", "l,right", _("Into the picture"), group),
        Key("report.out", "out", "h,left", _("Back to the reports"), group),
        Key("report.clear", "clear", "escape", _("Back, then no filter"), group),
        Key("report.next", "other(1)", "J", _("Next report"), group),
        Key("report.previous", "other(-1)", "K", _("Report before"), group),
    )


def _shown() -> tuple[Key, ...]:
    group = "shown"
    return (
        Key("report.period", "period", "p", _("Period"), group, True),
        Key("report.by", "by", "b", _("By"), group, True),
        Key("report.filter", "filter", "slash", _("Filter"), group, True),
        Key("report.next_pipeline", "pipeline(1)", "right_square_bracket", _("Next pipeline"), group),
        Key("report.previous_pipeline", "pipeline(-1)", "left_square_bracket", _("Pipeline before"), group),
    )


def _taken() -> tuple[Key, ...]:
    group = "shown"
    return (
        Key("report.copy", "copy_line", "y", _("Copy the line"), group, True),
        Key("report.export", "export", "E", _("As CSV"), group, True),
    )


def _deals() -> tuple[Key, ...]:
    group = "shown"
    return (
        Key("report-deals.number", "number", "c", _("Which number"), group, True),
        Key("report-deals.copy", "copy_line", "y", _("Copy the line"), group, True),
        Key("report-deals.export", "export", "E", _("As CSV"), group, True),
        Key("report-deals.back", "app.leave", "h,left,escape", _("Back to the report"), group),
    )
