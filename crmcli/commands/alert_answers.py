"""What `crm alerts` does and answers: rings what is to ring, each once, and says so on a terminal only."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from crmcli import context, diagnostics, output
from crmcli.commands import alert_requests, timing
from crmcli.errors import Undelivered
from crmcli.i18n import _
from crmcli.output import PLAIN, TABLE, Column
from crmcli.store import alerts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.commands.alert_requests import Request
    from crmcli.commands.alert_ringing import Ringer
    from crmcli.store.alerts import Alert

MOST_SINGLE = 5  # at once; the others ring together


def ring_plainly(before: str, command: str, is_by_notification: bool) -> int:
    """Rings as `crm alerts` does. Raises what `requested` and `ring` do."""
    return ring(alert_requests.requested(before, command, is_by_notification=is_by_notification))


def ring(request: Request, *, dry_run: bool = False) -> int:
    """Rings what is to ring now, and returns the exit code.

    Raises Undelivered where something could not be told; the rest was told then.
    """
    here = context.current()
    if not dry_run:
        diagnostics.narrate_only_to_who_looks()
    store = here.reading()
    if store is None:
        return diagnostics.DONE
    now, zone = timing.local_now(), here.zone
    known = alerts.watch(store.connection)
    if not alerts.is_watched(known, now, zone):
        known = alerts.from_now_on(known, now, zone) if dry_run else alerts.keep_watch(here.writing(), now, zone)
    found = alerts.ringing(store.connection, known, now, request.before, zone, request.channel)
    if dry_run:
        _say_what_would_ring(found, request)
        return diagnostics.DONE
    return _ring(found, request) if found else diagnostics.DONE


def listing(request: Request, limit: int) -> None:
    """Writes the follow-ups with a time that are ahead, and when they ring; soonest first."""
    from crmcli.commands import alert_texts

    here = context.current()
    store = here.reading()
    now = timing.local_now()
    found = alerts.ahead(store.connection, now, here.zone, request.channel, limit) if store else []
    rows = alert_texts.rows(store.connection, found, now, request.before) if store else []
    here.output.listing(rows, _columns(), ids=_ref)
    if not found:
        diagnostics.narrate(_("No follow-up with a time is ahead."))
    elif store and alerts.watch(store.connection).since is None:
        diagnostics.narrate(_("Nobody has looked for them yet: crm schedule alerts has them ring."))


def _ring(found: Sequence[Alert], request: Request) -> int:
    """Rings the first ones one by one and the others together, says which rang, and complains of those that did not."""
    from crmcli.commands import alert_ringing

    here = context.current()
    ringer = alert_ringing.Ringer(here.writing(), timing.local_now(), request)
    for alert in found[:MOST_SINGLE]:
        ringer.tell([alert])
    ringer.tell(found[MOST_SINGLE:])
    if ringer.told:
        alerts.prune(here.writing(), timing.local_now())
        _say(ringer.told, _("Rang {ref}: {title}"))
    if not ringer.problems:
        return diagnostics.DONE
    if ringer.news or output.is_terminal(sys.stderr) or here.is_json or here.is_debug:
        raise _undelivered(ringer)
    return diagnostics.UNDELIVERED  # cron would mail the same all day, and crm today tells it


def _undelivered(ringer: Ringer) -> Undelivered:
    """One sentence about all that could not be told, with the first reason that is news."""
    first = (ringer.news or ringer.problems)[0]
    failed, tried = len(ringer.failed), len(ringer.failed) + len(ringer.told)
    sentence = _("{failed} of {tried} alerts could not be told. {reason}")
    if tried == 1:
        sentence = _("The alert of {ref} could not be told. {reason}")
    return Undelivered(
        sentence.format(failed=failed, tried=tried, ref=ringer.failed[0], reason=first.message),
        first.hint or _("It is tried again each time, until a day after it was due."),
    )


def _say_what_would_ring(found: Sequence[Alert], request: Request) -> None:
    from crmcli.commands import alert_texts

    here = context.current()
    if not found:
        diagnostics.narrate(_("Nothing rings now."))
        return
    store = here.reading()
    rows = alert_texts.rows(store.connection, found, timing.local_now(), request.before) if store else []
    if here.mode == PLAIN:
        here.output.listing(rows, _columns(), ids=_ref)
    else:
        _say(rows, _("Would ring {ref}: {title}"))


def _say(rows: Sequence[dict[str, Any]], sentence: str) -> None:
    """A sentence each on a terminal, records for a program that asked for them; nothing in a pipe, as cron wants it."""
    here = context.current()
    if here.mode == TABLE:
        for row in rows:
            here.output.sentence(sentence.format(ref=row["ref"], title=row["title"]))
    elif here.mode != PLAIN:
        here.output.listing(rows, _columns(), ids=_ref)


def _columns() -> list[Column]:
    return [
        Column("ref", _("Id")),
        Column("due", _("Due"), _due if context.current().mode == TABLE else None),
        Column("rings_at", _("Rings"), _rings),
        Column("what", _("What"), is_wide=True),
        Column("contact", _("Who"), lambda row: row["contact"]["name"] if row["contact"] else "", is_wide=True),
        Column("place", _("Where"), is_wide=True, is_extra=True),
    ]


def _due(row: Any) -> str:
    from crmcli import dates

    return dates.short(row["due"], context.current().today)


def _rings(row: Any) -> str:
    """When it rings on the clock on the wall, or that it has, or that it is time."""
    from datetime import datetime

    from crmcli import clock, dates

    if row["is_told"]:
        return _("rang")
    at = datetime.fromisoformat(row["rings_at"])
    if at <= context.current().now:
        return _("now")
    there = clock.local(at, context.current().zone)
    return dates.short(f"{there:%Y-%m-%dT%H:%M}", context.current().today)


def _ref(row: Any) -> str:
    return str(row["ref"])
