"""What `crm deal list` answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import context, diagnostics
from crmcli.errors import Invalid, Usage
from crmcli.i18n import _, ngettext
from crmcli.output import IDS, TABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crmcli.output import Column

_NEWEST = "closed"  # the order of those that ended


def listing(words: Sequence[str], *, is_closed: bool, is_all: bool, sort: str, limit: int) -> None:
    """Writes the deals that meet a query, in the order of the board; the open ones unless others are asked for."""
    from crmcli.commands import listing as lists
    from crmcli.store import deal_orders

    sort = sort or (_NEWEST if is_closed else deal_orders.BOARD)
    _check(words, sort, list(deal_orders.SORTS))
    if is_closed and is_all:
        raise Usage(_("Only one of --closed and --all can be had."), _("Leave the other out."))
    only_open = False if is_closed else None if is_all or is_about_closed(words) else True
    ids = met(words, only_open=only_open)
    if ids is None and is_closed:
        ids = met(["is:closed"])
    rows, columns = _read(ids, is_all, sort, limit + 1 if limit else 0)
    counted = lists.Counted(rows, limit)
    context.current().output.listing(counted, columns, ids="d")
    if not counted.count:
        diagnostics.narrate(_none(bool(words or is_closed or is_all)))
    else:
        counted.say(ngettext("{count} deal", "{count} deals", counted.count))


def met(words: Sequence[str], *, only_open: bool | None = None) -> list[int] | None:
    """The ids of the deals that a query means, open and closed or only one of both; None where there is no query.

    Raises Invalid for a wrong word.
    """
    here = context.current()
    store = here.reading()
    if store is None or not words:
        return None
    from crmcli.commands import timing
    from crmcli.store import criteria

    return criteria.deal_ids(
        store.connection, words, today=here.today, now_local=timing.local_now(), now=here.now, only_open=only_open
    )


def is_about_closed(words: Sequence[str]) -> bool:
    """Whether a query asks how or when deals ended, or for some by their numbers, so that closed ones are meant."""
    store = context.current().reading()
    if store is None or not words:
        return False
    from crmcli import query
    from crmcli.store import deal_criteria

    return deal_criteria.is_about_closed(store.connection, query.parsed(words))


def _read(
    ids: Sequence[int] | None, is_all: bool, sort: str, limit: int
) -> tuple[Iterable[dict[str, Any]], Sequence[Column]]:
    """The rows of a list and its columns: of each deal only what is shown of it."""
    from crmcli.commands import deal_columns
    from crmcli.store import deal_lists, pipelines

    here = context.current()
    store = here.reading()
    if store is None:
        return [], []
    connection = store.connection
    if here.mode == IDS:
        numbers = deal_lists.listed_ids(connection, ids=ids, with_closed=is_all, sort=sort, limit=limit)
        return ({"id": each} for each in numbers), []
    if here.is_json:
        from crmcli.commands import deal_shapes
        from crmcli.store import deals

        whole = deals.listed(connection, ids=ids, with_closed=is_all, sort=sort, limit=limit)
        return (deal_shapes.as_row(each, here.now, here.today) for each in whole), []
    is_table = here.mode == TABLE
    found = deal_lists.listed(connection, ids=ids, with_closed=is_all, with_tags=not is_table, sort=sort, limit=limit)
    has_pipelines = is_table and pipelines.are_several(connection)
    return deal_columns.rows(found), deal_columns.columns(found, has_pipelines=has_pipelines)


def _check(words: Sequence[str], sort: str, sorts: Sequence[str]) -> None:
    if words and not "".join(words).strip():
        raise Usage(_("There is nothing to look for."), _("Leave the words out to list all."))
    if sort.removeprefix("-") not in sorts:
        raise Invalid(
            _("{option} cannot be '{value}'.").format(option="--sort", value=sort),
            _("There is: {all}.").format(all=", ".join(sorts)),
        )


def _none(is_narrowed: bool) -> str:
    if is_narrowed:
        return _("No deal fits that.")
    return _("There are no open deals. crm deal add TITLE makes one.")
