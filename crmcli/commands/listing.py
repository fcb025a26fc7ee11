"""Listing: contacts as a table, lines, CSV, JSON or references, picked out as the line says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import context, diagnostics
from crmcli.errors import Invalid, Usage
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


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
    from crmcli.store import cards, groups, search
    from crmcli.store import contacts as people

    if words and not "".join(words).strip():
        raise Usage(_("There is nothing to look for."), _("Leave the words out to list everybody."))
    _check("--kind", kind, people.KINDS)
    _check("--status", status, people.STATUSES)
    _check("--sort", sort.removeprefix("-"), cards.SORTS)
    here = context.current()
    store = here.reading()
    rows: Iterable[dict[str, Any]] = ()
    if store is not None:
        connection = store.connection
        found = cards.listed(
            connection,
            kind=kind or None,
            ids=list(search.find_ids(connection, words, 0)) if words else None,
            group_id=groups.named(connection, group).id if group else None,
            status=status or None,
            is_removed=removed,
            sort=sort,
            limit=limit,
        )
        rows = (shapes.as_row(card) for card in found)
    counted = _Counted(rows)
    here.output.listing(counted, shapes.columns(), ids="c")
    if counted.count == 0:
        diagnostics.narrate(_nobody(bool(words or kind or group or status or removed)))


class _Counted:
    """Hands rows on and knows how many there were."""

    def __init__(self, rows: Iterable[dict[str, Any]]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for row in self._rows:
            self.count += 1
            yield row


def _nobody(is_narrowed: bool) -> str:
    if is_narrowed:
        return _("Nobody fits that.")
    return _("There are no contacts yet. crm import FILE brings in your phone's; crm add NAME adds one.")


def _check(option: str, value: str, allowed: Sequence[str] | dict[str, str]) -> None:
    if value and value not in allowed:
        raise Invalid(
            _("{option} cannot be '{value}'.").format(option=option, value=value),
            _("There is: {all}.").format(all=", ".join(allowed)),
        )
