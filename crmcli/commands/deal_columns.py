"""The columns of lists of deals, and what stands in them, put in words once: there may be thousands of lines.

On a terminal the title has what room there is: what the mark says anyway, and what is only beside it, gives way first.
In a pipe each column is one value, and their order is a promise.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from crmcli import clock, context, dates, glyphs, money
from crmcli.commands import deal_shapes
from crmcli.i18n import _
from crmcli.output import IDS, TABLE, Column
from crmcli.store import deal_states, deal_values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from crmcli.store.deal_lists import Listed
    from crmcli.store.deals import Deal

    Told: TypeAlias = Deal | Listed

_NARROW = 72  # cells of a terminal below which the day of the close gives way
_NARROW_WITH_PIPELINES = 96
_TITLE = 20  # cells that a title keeps as long as others have any to give
_HALF = 6  # months
_NEAR = 183  # days within which a day needs no year


def rows(found: Iterable[Told]) -> Iterator[dict[str, Any]]:
    """What the columns say of each deal, as texts by their keys; their numbers alone with --ids."""
    here = context.current()
    if here.mode == IDS:
        return ({"id": each.id} for each in found)
    row: Callable[[Told, _Words], dict[str, Any]] = _on_terminal if here.mode == TABLE else _in_pipe
    words = _Words(here.now, here.today)
    return (row(each, words) for each in found)


def columns(found: Sequence[Told] = (), *, has_pipelines: bool = False) -> list[Column]:
    """The columns of a list of those deals. Of a table the pipeline only where there are several, and where the deals
    are in several before all that gives way; why deals ended only where some did."""
    if context.current().mode != TABLE:
        return _of_pipes()
    from crmcli import wrapping

    is_across = len({each.pipeline for each in found}) > 1
    pipeline = [Column("pipeline", _("Pipeline"), is_extra=not is_across)] if has_pipelines or is_across else []
    is_narrow = wrapping.terminal_width() < (_NARROW_WITH_PIPELINES if is_across else _NARROW)
    return [
        Column("id", _("Id")),
        Column("title", _("Deal"), is_wide=True, least=_TITLE),
        Column("contact", _("Who"), is_wide=True),
        *(pipeline if is_across else []),
        Column("stage", _("Stage")),
        Column("value", _("Value"), is_number=True),
        Column("expected_close", _("Close"), is_extra=is_narrow),
        *([] if is_across else pipeline),
        Column("next_due", _("Next"), is_extra=True),
        Column("state", _("State"), is_extra=True),
        Column("next", _("Next step"), is_extra=True),
        *([Column("lost_reason", _("Reason"), is_extra=True)] if any(not each.is_open for each in found) else []),
        Column("days", _("Days"), is_number=True, is_extra=True),
    ]


def _of_pipes() -> list[Column]:
    return [
        Column("id", _("Id")),
        Column("title", _("Deal")),
        Column("contact", _("Who")),
        Column("pipeline", _("Pipeline")),
        Column("stage", _("Stage")),
        Column("value", _("Value")),
        Column("currency", _("Currency")),
        Column("chance", _("Chance")),
        Column("expected_close", _("Close")),
        Column("next_due", _("Next due")),
        Column("next", _("Next step")),
        Column("state", _("State")),
        Column("tags", _("Tags")),
        Column("source", _("Source")),
        Column("lost_reason", _("Reason")),
        Column("closed_at", _("Closed")),
    ]


def _on_terminal(deal: Told, words: _Words) -> dict[str, Any]:
    days = words.days
    mark, state = words.states[deal_shapes.state(deal, words.now, words.today)]
    close = deal.expected_close if deal.is_open else words.of_instant(deal.closed_at)
    following = days[deal.next_due[:10]] if deal.next_due else words.none if deal.is_open else ""
    value = "" if deal.value is None or deal.currency is None else money.Money(deal.value, deal.currency).shown()
    return {
        "id": f"{mark} d{deal.id}",
        "title": deal.title,
        "contact": deal.contact or "",
        "pipeline": deal.pipeline,
        "stage": deal.stage,
        "value": value,
        "expected_close": days[close] if close else "",
        "next_due": following,
        "state": state,
        "next": deal.next_what or "",
        "lost_reason": deal.lost_reason or "",
        "days": str(deal_states.days_in_stage(deal, words.now)) if deal.is_open else "",
    }


def _in_pipe(deal: Told, words: _Words) -> dict[str, Any]:
    is_valued = deal.value is not None and deal.currency is not None
    return {
        "id": f"d{deal.id}",
        "title": deal.title,
        "contact": f"{deal.contact} (c{deal.contact_id})" if deal.contact_id else "",
        "pipeline": deal.pipeline,
        "stage": deal.stage,
        "value": money.as_row(deal.value or 0, deal.currency or "")["amount"] if is_valued else "",
        "currency": (deal.currency or "") if is_valued else "",
        "chance": deal_values.percentage(deal.chance),
        "expected_close": deal.expected_close or "",
        "next_due": deal.next_due or "",
        "next": deal.next_what or "",
        "state": deal_shapes.state(deal, words.now, words.today) or "",
        "tags": ", ".join(deal.tags),
        "source": deal.source or "",
        "lost_reason": deal.lost_reason or "",
        "closed_at": words.of_instant(deal.closed_at),
    }


class _Words:
    """When it is, and what is put into words once, since many deals have the same: days, and states with their mark."""

    def __init__(self, now: datetime, today: date) -> None:
        self.now, self.today = now, today
        self.none = _("none")
        self.days = _Kept(lambda day: _shortly(day, today))
        self.states = _Kept(lambda state: (glyphs.sign(state or ""), deal_shapes.in_words(state)))
        self._zone = context.current().zone

    def of_instant(self, instant: str | None) -> str:
        """The day of an instant where the user works; empty without one."""
        return f"{clock.local(datetime.fromisoformat(instant), self._zone):%Y-%m-%d}" if instant else ""


class _Kept(dict[Any, Any]):
    """What a function makes of a value, made once."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Any) -> Any:
        self[key] = made = self._make(key)
        return made


def _shortly(text: str, today: date) -> str:
    """A day as a narrow column says it: `today`, `27 Nov`, or only the month where it is far away: `Jan 2028`."""
    day = datetime.fromisoformat(text).date()
    if day == today:
        return _("today")
    far = day.replace(month=1 if day.month > _HALF else 12, day=1)  # in the same year, so that it is not named
    named = dates.short(text, far).partition(" ")[2]
    return named if abs((day - today).days) < _NEAR else f"{named.rpartition(' ')[2]} {day.year}"
