"""What can be chosen in the view of reports: of which days, and parted how. Pure, but for one's own days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import report_days
from crmcli.i18n import _
from crmcli.tui import report_wishes as wishes
from crmcli.tui.asking import Asking
from crmcli.tui.picking import Choice, Picking

if TYPE_CHECKING:
    from datetime import date

    from crmcli.dates.reader import Reader
    from crmcli.report_days import Days
    from crmcli.tui.report_wishes import Period, Wish

_NAMES = (wishes.THIS_MONTH, wishes.LAST_MONTH, wishes.THIS_QUARTER, wishes.THIS_YEAR, wishes.LAST_12)


def periods(wish: Wish, today: date) -> Picking[Period]:
    """Returns the question of which days; the days of each choice stand beside it."""
    choices = [Choice(_("as the report has it"), _said(wish, wishes.NO_PERIOD, today), wishes.NO_PERIOD)]
    for name in _NAMES:
        period = wishes.Period(name)
        choices.append(Choice(wishes.period_called(period), _said(wish, period, today), period))
    choices.append(Choice(_("my own, from..to"), "", wishes.Period(wishes.OWN)))
    return Picking(_("Which days?"), choices)


def own_days(reader: Reader, today: date) -> Asking[Days]:
    """Returns the question for one's own days."""
    return Asking(
        _("From when to when?"),
        lambda text: report_days.named(text, reader, today),
        placeholder=_("2026-01..2026-03, 2026-03, 3m, 1 nov.."),
        meaning=report_days.said,
    )


def parts(wish: Wish) -> Picking[str] | None:
    """Returns the question by what a report is parted; None where it is not."""
    allowed = wishes.known(wish.report).by
    if not allowed:
        return None
    choices = [Choice(each or _("stage by stage"), _("now") if each == wish.parted else "", each) for each in allowed]
    return Picking(_("A row for each what?"), choices)


def _said(wish: Wish, period: Period, today: date) -> str:
    return report_days.said(wishes.Wish(wish.report, period).days(today))
