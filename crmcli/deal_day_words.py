"""Why a deal is told of today, in words, as every view of a day says it, and the one command that settles it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from crmcli import dates
from crmcli.i18n import _, ngettext
from crmcli.store import deal_days
from crmcli.store.deal_days import CLOSING, SLIPPED, STALLED, UNPLANNED

if TYPE_CHECKING:
    from collections.abc import Callable, Container
    from datetime import date

    from crmcli.store.days import Entry
    from crmcli.store.deal_days import Standing

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")  # words of the line, in every language
_BEFORE_WEEKENDS = (3, 4, 5)  # Monday is 0; on the other days tomorrow is no weekend anywhere


def head(deal: Standing, state: str, today: date, *, is_dated: bool = False) -> str:
    """The most pressing of it: `slipped 4 days`, `stalled 15 days`, `no next step`, `closes tomorrow`.

    With `is_dated` days stand with their date as well, for what is read on another day.
    """
    if state in (SLIPPED, CLOSING) and deal.expected_close:
        return _of_close(deal.expected_close, state, today, is_dated)
    if state == STALLED:
        said = ngettext("stalled {count} day", "stalled {count} days", deal.quiet_days)
        return said.format(count=f"{deal.quiet_days:,}")
    return _("no next step") if state == UNPLANNED else ""


def rest(deal: Standing, state: str, today: date, *, is_dated: bool = False) -> list[str]:
    """What else there is to be said of it: what is wrong besides, that it is to close, and for how long it has been in
    its stage."""
    wrong = [STALLED] if deal.is_stalled and state != STALLED else []
    wrong += [UNPLANNED] if deal.is_unplanned and state != UNPLANNED else []
    said = {STALLED: _("stalled"), UNPLANNED: _("no next step")}
    is_said = state == STALLED and deal.quiet_days == deal.days_in_stage
    close = (
        [_of_close(deal.expected_close or "", CLOSING, today, is_dated)] if deal.is_closing and state != CLOSING else []
    )
    return [
        *(said[each] for each in wrong),
        *close,
        _("in {stage}").format(stage=deal.stage) if is_said else in_stage(deal),
    ]


def why(deal: Standing, state: str, today: date) -> str:
    """All of it: `no next step, 12 days in proposal`."""
    return ", ".join([head(deal, state, today), *rest(deal, state, today)])


def beside(deal: Standing, today: date, *, is_dated: bool = False) -> list[str]:
    """What is said of a deal beside a follow-up that is for it: which it is, and what is wrong with it, or how it
    ended."""
    said = [deal.stage] if not deal.is_open else []
    if deal.state not in ("", UNPLANNED):
        said.append(head(deal, deal.state, today, is_dated=is_dated))
    return [f"{deal.ref} {deal.title}", *said]


def in_stage(deal: Standing) -> str:
    """`12 days in proposal`."""
    if not deal.days_in_stage:
        return _("in {stage}").format(stage=deal.stage)
    said = ngettext("{count} day in {stage}", "{count} days in {stage}", deal.days_in_stage)
    return said.format(count=f"{deal.days_in_stage:,}", stage=deal.stage)


def value(deal: Standing) -> str:
    """What it is worth, `IDR 85,000,000`; empty where that is not known."""
    from crmcli import money

    return "" if deal.value is None or deal.currency is None else money.Money(deal.value, deal.currency).shown()


def as_row(deal: Standing) -> dict[str, Any]:
    """How a deal stands as its documented JSON."""
    from crmcli import money

    return {
        "id": deal.id,
        "title": deal.title,
        "stage": deal.stage,
        "value": None if deal.value is None or deal.currency is None else money.as_row(deal.value, deal.currency),
        "expected_close": deal.expected_close,
        "days_in_stage": deal.days_in_stage,
        "quiet_days": deal.quiet_days,
        "is_slipped": deal.is_slipped,
        "is_stalled": deal.is_stalled,
        "is_unplanned": deal.is_unplanned,
    }


def titles() -> dict[str, str]:
    """What a section of each state is called."""
    return {
        SLIPPED: _("Slipped deals"),
        STALLED: _("Stalled deals"),
        UNPLANNED: _("Deals without a next step"),
        CLOSING: _("Deals to close"),
    }


def counted(entries: dict[str, list[Entry]]) -> list[str]:
    """How many there are of each state that there is one of: `3 slipped`, `1 without next step`."""
    said = {
        SLIPPED: _("{count} slipped"),
        STALLED: _("{count} stalled"),
        UNPLANNED: _("{count} without next step"),
        CLOSING: _("{count} to close"),
    }
    return [said[state].format(count=f"{len(entries[state]):,}") for state in deal_days.STATES if entries.get(state)]


def closing(deal: Standing, state: str, today: date, weekend: Callable[[], Container[int]]) -> list[str]:
    """The words of the command that settles it: a stalled one wants to be talked of, one without a next step that.

    `weekend` answers the days of the week that are off, Monday as 0; it is asked only where that matters.
    """
    if state == SLIPPED:
        return ["crm", "deal", "edit", deal.ref, "--close", "+2w"]
    if state == CLOSING:
        return ["crm", "win", deal.ref]
    if state == STALLED and deal.contact_id is not None:
        return ["crm", "log", deal.ref, "call"]
    return ["crm", "remind", deal.ref, "--on", _next_workday(today, weekend)]


def _next_workday(today: date, weekend: Callable[[], Container[int]]) -> str:
    """The next day that is none of the weekend, as it is said on the line: `tomorrow`, `mon`."""
    following = today + timedelta(days=1)
    if today.weekday() in _BEFORE_WEEKENDS:
        off = weekend()
        while following.weekday() in off and following < today + timedelta(days=7):
            following += timedelta(days=1)
    return "tomorrow" if following == today + timedelta(days=1) else _WEEKDAYS[following.weekday()]


def _of_close(close: str, state: str, today: date, is_dated: bool) -> str:
    from datetime import date as day_of

    apart = (day_of.fromisoformat(close) - today).days
    if state == SLIPPED:
        slipped = ngettext("slipped {count} day", "slipped {count} days", -apart).format(count=f"{-apart:,}")
        return _("{slipped}, since {day}").format(slipped=slipped, day=dates.shown(close)) if is_dated else slipped
    near = _("today") if not apart else _("tomorrow") if apart == 1 else dates.short(close, today)
    said = _("closes {day}").format(day=dates.shown(close) if is_dated and apart > 1 else near)
    return f"{said}, {dates.shown(close)}" if is_dated and apart < 2 else said
