"""What is asked of a report of deals: of which, of which days, parted how, and whether for the deals themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from crmcli import context, dates, diagnostics
from crmcli.errors import Invalid, NotFound, Usage
from crmcli.i18n import _, ngettext
from crmcli.output import IDS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Sequence

    from crmcli.store.reports.breakdowns import Row
    from crmcli.store.reports.cases import Case, Scope, Span

MONTHS = 12  # that a report looks back
_MOST_DAYS = 36_600
_FIRST_YEAR, _LAST_YEAR = 1970, 9000
_MOST_NAMES, _LONGEST = 40, 40  # of the rows that a hint names; characters of a name
NONE = "none"  # how the row of what has none is named
# The numbers of a table that are sums over the deals of another one.
_OF_THE_SAME_DEALS = {
    "weighted": "open",
    "best": "open",
    "deals": "created",
    "win_rate": "closed",
    "average": "won",
    "cycle": "won",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One call of a report, as it stands on the line."""

    query: Sequence[str]
    start: str
    end: str
    by: str
    pipeline: str
    is_deals: bool
    row: str
    column: str = ""
    none: str = NONE  # what the row of what has none is called

    @property
    def wants_deals(self) -> bool:
        """Whether the answer is the deals behind the numbers."""
        return self.is_deals or context.current().mode == IDS

    def scope(self, connection: sqlite3.Connection) -> Scope:
        """The deals among which it counts. Raises NotFound for a pipeline, Invalid for a wrong word of the query."""
        from crmcli.commands import timing
        from crmcli.store import criteria, pipelines
        from crmcli.store.reports.cases import Scope

        if self.column and not self.wants_deals:
            raise Usage(_("--column goes with --deals."), _("--deals --column won lists the deals of that number."))
        here = context.current()
        pipeline_id = pipelines.named(connection, self.pipeline).id if self.pipeline else None
        if not self.query:
            return Scope(pipeline_id)
        if not "".join(self.query).strip():
            raise Usage(_("There is nothing to look for."), _("Leave the words out to count all deals."))
        ids = criteria.deal_ids(connection, self.query, today=here.today, now_local=timing.local_now(), now=here.now)
        return Scope(pipeline_id, ids)

    def parted(self, allowed: Sequence[str], usual: str) -> str:
        """By what its rows are parted. Raises Invalid for what there is not."""
        word = self.by.strip().lower()
        found = [each for each in allowed if each == word] or [
            each for each in allowed if word and each.startswith(word)
        ]
        if word and len(found) != 1:
            raise Invalid(
                _("This report has no rows by '{what}'.").format(what=self.by[:40]),
                _("There is: {all}.").format(all=", ".join(allowed)),
            )
        return found[0] if found else usual

    def last_months(self, connection: sqlite3.Connection) -> Span:
        """The days that are asked for; else those of this month so far and of the eleven before it."""
        today = context.current().today
        return self.days(connection, _months_before(today, MONTHS - 1), today)

    def days(self, connection: sqlite3.Connection, first: date, last: date, *, is_ahead: bool = False) -> Span:
        """The days that are asked for, else those given. Raises Invalid for days that are none."""
        from crmcli.store.reports import cases

        if self.end:
            last = _day(self.end, is_ahead=is_ahead)[1]
        if self.start:
            first = _day(self.start, is_ahead=False)[0]
        elif self.end and first > last:
            first = last.replace(day=1)
        if first > last:
            raise Invalid(
                _("{first} is after {last}.").format(
                    first=dates.shown(first.isoformat()), last=dates.shown(last.isoformat())
                ),
                _("--from is the first day, --to the last one.")
                if self.end
                else _("That is the last day where --to names none."),
            )
        _check(first, last)
        return cases.span(connection, first, last)

    def whole_months(self, connection: sqlite3.Connection, over: Span) -> Span:
        """The months in which some days lie, whole."""
        from crmcli.store.reports import cases

        return cases.span(connection, over.first.replace(day=1), month_after(over.last, 0))


def reading() -> sqlite3.Connection:
    """The open database, for reading. Where there is none yet, an empty one that goes away with the call."""
    here = context.current()
    return (here.reading() or here.writing(dry_run=True)).connection


def narrate_nothing(connection: sqlite3.Connection, sentence: str) -> None:
    """Says that a report has nothing to tell, or that there are no deals at all."""
    from crmcli.store.reports import cases

    is_any = cases.is_any(connection)
    diagnostics.narrate(sentence if is_any else _("There are no deals yet. crm deal add TITLE makes one."))


def picked(asked: Asked, rows: Sequence[Row]) -> list[Row]:
    """The rows that are asked for. Raises NotFound for one that there is not."""
    if not asked.row:
        return list(rows)
    from crmcli.folding import fold

    folded = fold(asked.row)
    names = [named(each, asked.none) for each in rows]
    found = [each for each, name in zip(rows, names, strict=True) if fold(name) == folded]
    found = found or [each for each, name in zip(rows, names, strict=True) if fold(name).startswith(folded)]
    found = found or [each for each in rows if fold(named(each).partition("/")[2]).startswith(folded)]
    found = found or [each for each in rows if folded == NONE and each.label is None]
    if not found:
        raise NotFound(
            _("There is no row '{name}' in this report.").format(name=asked.row[:40]),
            _("There is: {all}.").format(all=listed(names)) if rows else "",
        )
    return found


def listed(names: Sequence[str]) -> str:
    """Names for a hint: no more than can be read, and no longer."""
    said = [cut(each) for each in names[:_MOST_NAMES]]
    return ", ".join([*said, "…"] if len(names) > _MOST_NAMES else said)


def cut(name: str) -> str:
    """A name as it stands in a sentence: no longer than can be read."""
    return name if len(name) <= _LONGEST else name[:_LONGEST] + "…"


def named(row: Row, none: str = NONE) -> str:
    """What a row is called on the line, `none` being what that of what has none is called."""
    return none if row.label is None else row.label


def write_deals(asked: Asked, rows: Sequence[Row]) -> None:
    """Writes the deals behind the rows, or behind one number of them. Raises NotFound for a number there is not."""
    from crmcli.store.reports import breakdowns

    chosen = picked(asked, rows)
    if asked.column:
        column = _column(asked, rows)
        chosen = [row._replace(cells={column: row.cells.get(column, [])}) for row in chosen]
    write_cases(breakdowns.union(each.deals for each in chosen))


def _column(asked: Asked, rows: Sequence[Row]) -> str:
    """The number that is asked for, as the report keeps its deals. Raises NotFound for one there is not."""
    keys = list(dict.fromkeys(key for each in rows for key in each.cells))
    name = asked.column.strip().lower()
    name = name if name in keys else _OF_THE_SAME_DEALS.get(name, name)
    if keys and name not in keys:
        raise NotFound(
            _("There is no number '{name}' in this report.").format(name=asked.column[:40]),
            _("There is: {all}.").format(all=", ".join(keys)),
        )
    return name


def write_cases(cases: Collection[Case]) -> None:
    """Writes deals as `crm deal list` does, the open ones first."""
    from crmcli.commands import deal_columns, deal_shapes
    from crmcli.commands import listing as lists
    from crmcli.store import deals

    here = context.current()
    store = here.reading()
    found = deals.listed(store.connection, ids=[each.id for each in cases]) if store and cases else []
    now, today = here.now, here.today
    rows = (deal_shapes.as_row(each, now, today) for each in found) if here.is_json else deal_columns.rows(found)
    counted = lists.Counted(rows, 0)
    here.output.listing(counted, deal_columns.columns(found), ids="d")
    if not found:
        diagnostics.narrate(_("No deal stands behind that."))
    else:
        counted.say(ngettext("{count} deal", "{count} deals", counted.count))


def _check(first: date, last: date) -> None:
    """Raises Invalid for days so many, so early or so late that nobody means them."""
    if first.year < _FIRST_YEAR:
        raise Invalid(_("A report begins in {year} at the earliest.").format(year=_FIRST_YEAR), _("Name a later day."))
    if last.year > _LAST_YEAR:
        raise Invalid(_("A report ends in {year} at the latest.").format(year=_LAST_YEAR), _("Name an earlier day."))
    if (last - first).days > _MOST_DAYS:
        raise Invalid(_("A report is of at most a hundred years."), _("Name a later day with --from."))


def _months_before(day: date, count: int) -> date:
    """The first day of the month so many before that of a day."""
    months = day.year * 12 + day.month - 1 - count
    return date(months // 12, months % 12 + 1, 1)


def month_after(day: date, count: int) -> date:
    """The last day of the month so many after that of a day."""
    return _months_before(day, -count - 1) - timedelta(days=1)


def _day(text: str, *, is_ahead: bool) -> tuple[date, date]:
    """The first and the last day that a text names: `2026-01`, `3m` for so long ago, or any words for a day."""
    from crmcli import spans
    from crmcli.commands import timing

    today = context.current().today
    length = spans.duration(text)
    if length is not None:
        day = length.from_day(today, spans.FUTURE if is_ahead else spans.PAST)
        return day, day
    try:
        found = spans.days(text, "", today, spans.FUTURE if is_ahead else spans.PAST)
    except Invalid:
        day = (timing.due if is_ahead else timing.happened)(text).day
        return day, day
    if found.first is None or found.last is None or spans.is_open(text):
        raise Invalid(_("'{text}' is more than a day.").format(text=text[:40]), _("Use --from and --to."))
    return found.first, found.last
