"""A digest on its way: by mail, as a notification or on stdout, each once per day or week where that is asked for.

What is to be told once is claimed, told and marked; where telling fails, the claim is given back, so that the next run
tries again. Nothing is written to stdout when it is sent, and to stderr only for somebody who looks.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from crmcli import context, diagnostics, output
from crmcli.commands import digest_requests
from crmcli.errors import CrmError
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from crmcli.commands.digest_contents import Gathered
    from crmcli.commands.digest_requests import Request


class Way(NamedTuple):
    """A way out: what the ledger calls it, what it is called in a sentence, and where a mail goes."""

    name: str
    said: str
    address: str = ""


class _NobodyReads(Exception):
    """Whoever was to read what was printed has gone."""


def is_all_told(connection: sqlite3.Connection, request: Request, now: datetime) -> bool:
    """Whether all that is asked for was told before, and is to be told once."""
    from crmcli.store import deliveries

    if not request.ways.once_per:
        return False
    keys = [_key(way, request, now) for way in _ways(request)]
    return all(deliveries.is_sent(connection, deliveries.DIGEST, key) for key in keys)


def print_(request: Request, found: Gathered, text: str) -> None:
    """Prints the digest. Where the reader has gone, it was not told, and that is no error."""
    here = context.current()

    def write() -> None:
        here.output.raw(text)
        if not here.output.has_arrived():
            raise _NobodyReads(_("Nobody read it."))

    try:
        _once(Way("stdout", ""), request, found.now, write)
    except _NobodyReads:
        pass


def send(request: Request, found: Gathered) -> None:
    """Sends the digest each way that is asked for. Raises what failed, after all ways have been tried."""
    failed: list[tuple[Way, CrmError]] = []
    told: list[Way] = []
    for way in _ways(request):
        act = _mailing(way, request, found) if way.address else _notifying(found)
        try:
            is_told = _once(way, request, found.now, act)
        except CrmError as error:
            failed.append((way, error))
            continue
        told += [way] if is_told else []
        _say(way, found, is_told)
    if failed:
        first = failed[0][1]
        raise type(first)(_failure(failed, told), first.hint) from first


def _failure(failed: Sequence[tuple[Way, CrmError]], told: Sequence[Way]) -> str:
    """Why it did not go each way that was asked for, and which way it went."""
    said = list(dict.fromkeys(error.message for _way, error in failed))
    if told:
        went, stayed = (", ".join(way.said for way in ways) for ways in (told, [way for way, _error in failed]))
        said.append(_("It was sent to {where}, but not to {missed}.").format(where=went, missed=stayed))
    return " ".join(said)


def _ways(request: Request) -> list[Way]:
    """The ways that are asked for; stdout where there is no other."""
    found = [Way(f"mail:{address.lower()}", address, address) for address in request.ways.mail]
    if request.ways.is_notified:
        found.append(Way("notify", _("the desktop")))
    return found or [Way("stdout", "")]


def _key(way: Way, request: Request, now: datetime) -> str:
    """What the ledger calls it: the day or week where the user is, its name, what it is about, and the way."""
    year, week, _weekday = now.date().isocalendar()
    is_weekly = request.ways.once_per == digest_requests.WEEK
    span = f"{year:04d}-W{week:02d}" if is_weekly else now.date().isoformat()
    named = [f"--name={request.ways.name}"] if request.ways.name else []
    only = ["--deals"] if request.is_of_deals else []
    return " ".join([span, *named, *only, *request.words, way.name])


def _once(way: Way, request: Request, now: datetime, act: Callable[[], None]) -> bool:
    """Does it, and returns whether it was ours to do. Raises what `act` does, with the claim given back."""
    if not request.ways.once_per:
        act()
        return True
    from crmcli.store import deliveries

    here = context.current()
    store, key = here.writing(), _key(way, request, now)
    if not deliveries.claim(store, deliveries.DIGEST, key, here.now):
        return False
    try:
        act()
    except BaseException as error:
        problem = str(error) if isinstance(error, CrmError | _NobodyReads) else _("It was broken off.")
        with suppress(CrmError, sqlite3.Error):  # the claim grows old by itself; why it failed matters more
            deliveries.release(store, deliveries.DIGEST, key, here.now, problem)
        raise
    deliveries.mark_sent(store, deliveries.DIGEST, key, here.now)
    return True


def _mailing(way: Way, request: Request, found: Gathered) -> Callable[[], None]:
    def act() -> None:
        from crmcli.commands import digest_contents, digest_words
        from crmcli.delivery import mail
        from crmcli.digests import html, plain
        from crmcli.store import deliveries

        here = context.current()
        store = here.reading()
        connection = store.connection if store else None
        composed = digest_contents.composed(connection, found, request.words, is_all=request.is_all)
        # What is not told once is each time another message: a mail program would hide the second of one name.
        key = _key(way, request, found.now) if request.ways.once_per else f"{here.now.isoformat()} {way.name}"
        mail.send(
            way.address, digest_words.subject(found), plain.written(composed), html.written(composed),
            key=key, now=here.now, origin=deliveries.origin(connection) if connection is not None else "",
        )  # fmt: skip

    return act


def _notifying(found: Gathered) -> Callable[[], None]:
    def act() -> None:
        from crmcli.commands import digest_words
        from crmcli.delivery import notifying

        notifying.notify(*digest_words.notification(found))

    return act


def _say(way: Way, found: Gathered, is_told: bool) -> None:
    """Says what was sent to somebody who looks: cron would mail it."""
    if not output.is_terminal(sys.stderr):
        return
    from crmcli.commands import digest_words

    said = _("Sent to {where}: {summary}.") if is_told else _("It was sent to {where} already.")
    diagnostics.narrate(said.format(where=way.said, summary=digest_words.short_summary(found)))
