"""What `crm deal list` answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import context, diagnostics
from crmcli.commands import deal_shapes as shapes
from crmcli.errors import Invalid, Usage
from crmcli.i18n import _, ngettext
from crmcli.output import IDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.deals import Deal


def listing(words: Sequence[str], *, is_closed: bool, is_all: bool, sort: str, limit: int) -> None:
    """Writes the deals that meet a query, in the order of the board; the open ones unless others are asked for."""
    from crmcli.commands import listing as lists
    from crmcli.store import deal_orders, pipelines

    here = context.current()
    _check(words, sort, list(deal_orders.SORTS))
    if is_closed and is_all:
        raise Usage(_("Only one of --closed and --all can be had."), _("Leave the other out."))
    store = here.reading()
    found = _found(words, is_closed, is_all, sort, limit + 1 if limit else 0) if store else []
    now, today = here.now, here.today
    as_row = shapes.as_row if here.is_json else shapes.in_list
    rows = ({"id": each.id} if here.mode == IDS else as_row(each, now, today) for each in found)
    counted = lists.Counted(rows, limit)
    columns = shapes.columns(
        with_pipeline=store is not None and len(pipelines.all_of(store.connection)) > 1,
        with_closed=any(not each.is_open for each in found),
    )
    here.output.listing(counted, columns, ids="d")
    if not found:
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


def _found(words: Sequence[str], is_closed: bool, is_all: bool, sort: str, limit: int) -> list[Deal]:
    from crmcli.store import deals

    store = context.current().reading()
    if store is None:
        return []
    only_open = False if is_closed else None if is_all or is_about_closed(words) else True
    ids = met(words, only_open=only_open)
    if ids is None and is_closed:
        ids = met(["is:closed"])
    return deals.listed(store.connection, ids=ids, with_closed=is_all, sort=sort, limit=limit)


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
