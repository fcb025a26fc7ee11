"""Listing: contacts as a table, lines, CSV, JSON or references, picked out as the line says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import context, diagnostics
from crmcli.errors import Invalid, Usage
from crmcli.i18n import _, ngettext
from crmcli.output import TABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
    """Writes the contacts that fit all conditions. Raises Invalid for a value that no contact can have."""
    from crmcli.commands import cards as shapes
    from crmcli.commands import group_answers
    from crmcli.store import cards, search

    _check_all(words, kind, status, sort)
    here = context.current()
    store = here.reading()
    rows: Iterable[dict[str, Any]] = ()
    if store is not None:
        connection = store.connection
        found = cards.listed(
            connection,
            kind=kind or None,
            ids=list(search.find_ids(connection, words, 0)) if words else None,
            group_id=group_answers.named(group).id if group else None,
            status=status or None,
            is_removed=removed,
            sort=sort,
            # One more than is shown tells whether there are more.
            limit=limit + 1 if limit else 0,
        )
        rows = (shapes.as_row(card) for card in found)
    counted = Counted(rows, limit)
    here.output.listing(counted, shapes.columns(), ids="c")
    if counted.count == 0:
        diagnostics.narrate(_nobody(bool(words or kind or group or status or removed)))
    else:
        counted.say(_how_many(kind, counted.count))


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
