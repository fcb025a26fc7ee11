"""What `crm followup list` and `show` answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import context, diagnostics
from crmcli.commands import followup_shapes as shapes
from crmcli.errors import Invalid, Usage
from crmcli.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.followups import Followup


def listing(words: Sequence[str], *, is_done: bool, is_all: bool, is_late: bool, sort: str, limit: int) -> None:
    """Writes the follow-ups that meet a query, soonest first; the open ones unless others are asked for."""
    from crmcli.commands import listing as lists
    from crmcli.commands import timing
    from crmcli.store import followups

    here = context.current()
    if sort.removeprefix("-") not in followups.SORTS:
        raise Invalid(
            _("{option} cannot be '{value}'.").format(option="--sort", value=sort),
            _("There is: {all}.").format(all=", ".join(followups.SORTS)),
        )
    if sum((is_done, is_all, is_late)) > 1:
        raise Usage(_("Only one of --done, --all and --late can be had."), _("Leave the others out."))
    store = here.reading()
    found = (
        followups.listed(
            store.connection,
            ids=met(words),
            with_done=is_all or is_about_done(words),
            only_done=is_done,
            late=timing.local_now() if is_late else None,
            sort=sort,
            limit=limit + 1 if limit else 0,
        )
        if store
        else []
    )
    now = timing.local_now()
    counted = lists.Counted((shapes.as_row(each, now) for each in found), limit)
    here.output.listing(counted, shapes.columns(), ids="f")
    if not found:
        diagnostics.narrate(_none(bool(words or is_done or is_all or is_late)))
    else:
        counted.say(ngettext("{count} follow-up", "{count} follow-ups", counted.count))


def show(followup: Followup) -> None:
    """Writes all that is known of one follow-up."""
    here = context.current()
    facts = shapes.columns() if here.mode == "csv" else shapes.facts()
    here.output.record(shapes.as_row(followup), facts, ids="f")


def met(words: Sequence[str]) -> list[int] | None:
    """The ids of the follow-ups that a query means; None where there is none. Raises Invalid for a wrong word."""
    here = context.current()
    store = here.reading()
    if not words or store is None:
        return None
    from crmcli.commands import timing
    from crmcli.store import criteria

    if not "".join(words).strip():
        raise Usage(_("There is nothing to look for."), _("Leave the words out to list all."))
    return criteria.followup_ids(store.connection, words, today=here.today, now_local=timing.local_now())


def is_about_done(words: Sequence[str]) -> bool:
    """Whether a query asks when something was done, or for some by their numbers, so that what is done is meant."""
    from crmcli import query

    return not {"done", "id"}.isdisjoint(query.field_names(query.parsed(words)))


def _none(is_narrowed: bool) -> str:
    if is_narrowed:
        return _("No follow-up fits that.")
    return _("There are no open follow-ups. crm remind REF WHAT --on WHEN makes one.")
