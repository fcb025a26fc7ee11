"""What `crm pipeline show` answers: one document for scripts, a row per stage and currency for spreadsheets.

On a terminal it is a screen (`glance_screen`). A total never mixes currencies; the home currency has one of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crmcli import context, diagnostics, money
from crmcli.commands import stage_answers
from crmcli.errors import NotFound
from crmcli.i18n import _
from crmcli.output import JSON, TABLE, Column
from crmcli.store import deal_sums, deal_values, glances, pipelines, rates

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from crmcli.store.deal_sums import Home, Sum
    from crmcli.store.glances import Glance, Part, StageGlance
    from crmcli.store.rates import Book

_OF_QUERIES = frozenset(':@()<>"')


@dataclass(frozen=True, slots=True)
class Seen:
    """What a glance shows: the pipelines, the rates at which home sums are reckoned, and whether a query narrows it."""

    connection: sqlite3.Connection
    glances: list[Glance]
    book: Book
    is_narrowed: bool

    def in_home(self, sums: Sequence[Sum]) -> Home:
        """Sums in the home currency at the rates of today."""
        return deal_sums.in_home(sums, self.book, context.current().today)


def show(words: Sequence[str]) -> None:
    """Writes the glance of all pipelines, or of one; of deals that meet a query only, where there is one."""
    here = context.current()
    connection = stage_answers.reading()
    pipeline_id, query, unknown = _apart(connection, words)
    ids = _meeting(connection, query) if query else None
    book = rates.book(connection)
    found = glances.of(
        connection,
        now=here.now,
        today=here.today,
        pipeline_ids=None if pipeline_id is None else [pipeline_id],
        ids=ids,
        home=book.home,
    )
    seen = Seen(connection, found, book, ids is not None)
    deals = sum(each.all.deals for each in found)
    if unknown and not deals:
        raise unknown
    _write(seen)
    if not deals:
        diagnostics.narrate(_nothing(seen))


def _write(seen: Seen) -> None:
    here = context.current()
    if here.mode == JSON:
        here.output.document(document(seen))
    elif here.mode == TABLE:
        from crmcli.commands import glance_screen

        glance_screen.write(seen)
    else:
        here.output.listing(rows(seen.glances), columns())


def _apart(connection: sqlite3.Connection, words: Sequence[str]) -> tuple[int | None, Sequence[str], NotFound | None]:
    """The pipeline that the first word names, and the query after it; what to say where it may have meant one."""
    if not words or _OF_QUERIES & set(words[0]):
        return None, words, None
    try:
        return pipelines.named(connection, words[0]).id, words[1:], None
    except NotFound as error:
        return None, words, error


def _meeting(connection: sqlite3.Connection, query: Sequence[str]) -> list[int]:
    """The deals that meet a query. Raises Invalid for a wrong word."""
    from crmcli.commands import timing
    from crmcli.store import criteria

    here = context.current()
    return criteria.deal_ids(connection, query, today=here.today, now_local=timing.local_now(), now=here.now)


def document(seen: Seen) -> dict[str, Any]:
    """The whole glance as its documented JSON."""
    whole = glances.together([each.all for each in seen.glances], seen.book.home)
    return {
        "home_currency": seen.book.home,
        **_part(whole, seen),
        "pipelines": [
            {
                "id": each.pipeline.id,
                "name": each.pipeline.name,
                **_part(each.all, seen),
                "stages": [_stage(one, seen) for one in each.stages],
                "closing": {**_part(each.closing, seen), "ids": each.closing_ids},
                "won": _part(each.won, seen),
            }
            for each in seen.glances
        ],
    }


def _stage(one: StageGlance, seen: Seen) -> dict[str, Any]:
    return {
        "id": one.stage.id,
        "name": one.stage.name,
        "chance": deal_values.percentage(one.stage.chance),
        "stale_after_days": one.stage.stale_after_days,
        **_part(one.all, seen),
    }


def _part(part: Part, seen: Seen) -> dict[str, Any]:
    """What some deals are together; `home` is null for what a rate is lacking, and names it."""
    home = seen.in_home(part.sums)
    return {
        "deals": part.deals,
        "stalled": part.stalled,
        "without_next": part.without_next,
        "slipped": part.slipped,
        "sums": [_sum(each) for each in part.sums],
        "home": {
            "value": _money(home.value, home.currency),
            "weighted": _money(home.weighted, home.currency),
            "commission": _money(home.commission, home.currency),
            "lacking": list(home.lacking),
        },
    }


def _sum(one: Sum) -> dict[str, Any]:
    known = one.currency is not None
    return {
        "currency": one.currency,
        "deals": one.count,
        "value": _money(one.value if known else None, one.currency),
        "weighted": _money(one.weighted if known else None, one.currency),
        "commission": _money(one.commission if known else None, one.currency),
    }


def _money(amount: int | None, currency: str | None) -> dict[str, str] | None:
    return None if amount is None or currency is None else money.as_row(amount, currency)


def rows(found: Sequence[Glance]) -> Iterator[dict[str, Any]]:
    """A row for each stage and currency; the counts of one are of its deals, so a column adds up."""
    for each in found:
        for one in each.stages:
            for part in one.by_currency or [one.all]:
                total = part.sums[0] if part.sums else deal_sums.Sum(None, 0, 0, 0, 0)
                yield {
                    "pipeline": each.pipeline.name,
                    "stage": one.stage.name,
                    "chance": deal_values.percentage(one.stage.chance),
                    "deals": part.deals,
                    **{key: value for key, value in _sum(total).items() if key != "deals"},
                    "stalled": part.stalled,
                    "without_next": part.without_next,
                    "slipped": part.slipped,
                }


def columns() -> list[Column]:
    """The columns of those rows."""

    def amount(key: str, title: str) -> Column:
        return Column(key, title, lambda row: row[key]["amount"] if row[key] else "")

    return [
        Column("pipeline", _("Pipeline")),
        Column("stage", _("Stage")),
        Column("chance", _("Chance")),
        Column("deals", _("Deals")),
        Column("currency", _("Currency")),
        amount("value", _("Value")),
        amount("weighted", _("Weighted")),
        Column("stalled", _("Stalled")),
        Column("without_next", _("Without next step")),
        Column("slipped", _("Slipped")),
        amount("commission", _("Commission")),
    ]


def _nothing(seen: Seen) -> str:
    if seen.is_narrowed:
        return _("No open deal fits that.")
    return _("There are no open deals. crm deal add TITLE --value 12jt --close eom adds one.")
