"""Listing: contacts as a table, lines, CSV, JSON or references, picked out as the line says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import context, diagnostics
from crmcli.errors import Invalid, Usage
from crmcli.i18n import _, ngettext
from crmcli.output import IDS, TABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from crmcli.store.criteria import Compiled
    from crmcli.store.search import Found

_HEADER = 1  # line of a table


def contacts(
    words: Sequence[str],
    *,
    kind: str = "",
    group: str = "",
    status: str = "",
    removed: bool = False,
    sort: str = "name",
    limit: int = 0,
) -> None:
    """Writes the contacts that meet a query and all conditions. Raises what `rows` does."""
    from crmcli.commands import cards as shapes

    # One more than is shown tells whether there are more.
    most = limit + 1 if limit else 0
    found = rows(words, kind=kind, group=group, status=status, removed=removed, sort=sort, limit=most)
    counted = Counted(found, limit)
    context.current().output.listing(counted, shapes.columns(), ids="c")
    if counted.count == 0:
        diagnostics.narrate(_nobody(bool(words or kind or group or status or removed)))
    else:
        counted.say(_how_many(kind, counted.count))


def rows(
    words: Sequence[str],
    *,
    kind: str = "",
    group: str = "",
    status: str = "",
    removed: bool = False,
    sort: str = "name",
    limit: int = 0,
) -> Iterable[dict[str, Any]]:
    """The contacts that meet a query and all conditions, as their documented JSON; their ids alone with --ids.

    Raises Invalid for a wrong word of the query and for a value that no contact can have.
    """
    from crmcli.commands import cards as shapes
    from crmcli.commands import group_answers
    from crmcli.store import cards

    _check_all(words, kind, status, sort)
    store = context.current().reading()
    if store is None:
        return ()
    met = criterion(words)
    narrowing: cards.Narrowing = {
        "kind": kind or None,
        "met": met,
        "group_id": group_answers.named(group).id if group else None,
        "status": status or None,
        "is_removed": removed or (met is not None and met.is_about_removed),
        "sort": sort,
        "limit": limit,
    }
    if context.current().mode == IDS:
        return ({"id": contact_id} for contact_id in cards.listed_ids(store.connection, **narrowing))
    return (shapes.as_row(card) for card in cards.listed(store.connection, **narrowing))


def matching_ids(words: Sequence[str]) -> list[int]:
    """The ids of all contacts that meet a query, by name; removed ones are not among them. No words: everybody.

    Raises Invalid for a wrong word; NotFound or Ambiguous for a segment.
    """
    from crmcli.commands import timing
    from crmcli.store import criteria

    here = context.current()
    store = here.reading()
    if store is None:
        return []
    return criteria.contact_ids(store.connection, words, today=here.today, now_local=timing.local_now())


def criterion(words: Sequence[str]) -> Compiled | None:
    """The condition that a query is; None where there are no words, or there is no database. Raises Invalid."""
    here = context.current()
    store = here.reading()
    if store is None or not words:
        return None
    from crmcli.commands import timing
    from crmcli.store import criteria

    return criteria.compiled(store.connection, words, today=here.today, now_local=timing.local_now())


def meeting(words: Sequence[str]) -> Found | None:
    """Those who meet the query of a look-up, best first; None where the words are only to be searched.

    What names no field or segment is searched as text. Raises Invalid for a wrong value.
    """
    here = context.current()
    store = here.reading()
    if store is None:
        return None
    from crmcli import query
    from crmcli.commands import timing
    from crmcli.store import criteria

    tree = criteria.read(store.connection, words, strict=False)
    if isinstance(tree, query.Words) or tree == query.EVERYTHING:
        return None
    return criteria.best_first(store.connection, tree, today=here.today, now_local=timing.local_now())


class Counted:
    """Hands rows on, at most `limit` (0: all), and knows how many there were."""

    def __init__(self, rows: Iterable[dict[str, Any]], limit: int) -> None:
        self._rows = rows
        self._limit = limit
        self.count = 0
        self.has_more = False

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for row in self._rows:
            if self._limit and self.count == self._limit:
                self.has_more = True
                return
            self.count += 1
            yield row

    def say(self, what: str) -> None:
        """Says under a table on a terminal how many rows it has, where they are more than a screen, and if more hide.

        `what` is the sentence, with `{count}` in it.
        """
        from crmcli import wrapping

        if context.current().mode != TABLE:
            return
        if self.has_more:
            diagnostics.narrate(_("There are more than {limit}; --limit 0 shows all.").format(limit=self._limit))
        elif self.count + _HEADER >= wrapping.terminal_height():
            diagnostics.narrate(what.format(count=f"{self.count:,}"))


def _how_many(kind: str, count: int) -> str:
    if kind == "company":
        return ngettext("{count} company", "{count} companies", count)
    return ngettext("{count} contact", "{count} contacts", count)


def _nobody(is_narrowed: bool) -> str:
    if is_narrowed:
        return _("Nobody fits that.")
    return _("There are no contacts yet. crm import FILE brings in your phone's; crm add NAME adds one.")


def _check_all(words: Sequence[str], kind: str, status: str, sort: str) -> None:
    from crmcli.store import cards
    from crmcli.store import contacts as people

    if words and not "".join(words).strip():
        raise Usage(_("There is nothing to look for."), _("Leave the words out to list everybody."))
    _check("--kind", kind, people.KINDS)
    _check("--status", status, people.STATUSES)
    _check("--sort", sort.removeprefix("-"), cards.SORTS)


def _check(option: str, value: str, allowed: Sequence[str] | dict[str, str]) -> None:
    if value and value not in allowed:
        raise Invalid(
            _("{option} cannot be '{value}'.").format(option=option, value=value),
            _("There is: {all}.").format(all=", ".join(allowed)),
        )
