"""What `crm lose` is asked: which deals, why, to whom, and when to try again. All is read before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli import asking, context, diagnostics, texts
from crmcli.commands import deal_refs, timing
from crmcli.errors import Invalid, Usage
from crmcli.folding import fold
from crmcli.i18n import _
from crmcli.store import criteria_names, deal_endings, deal_followups, deal_moves, deal_settings, deals
from crmcli.store.deal_endings import COMPETITOR

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import date

    from crmcli.commands.deal_moving import Way
    from crmcli.commands.log_requests import Moment


class Loss(NamedTuple):
    """What was lost, read and checked; `retry` is the local day of another try, None for none."""

    ids: Sequence[int]
    reason: str
    competitor: str
    note: str
    moment: Moment | None
    retry: str | None


def read(words: Sequence[str], reason: str, competitor: str, retry: str, way: Way) -> Loss:
    """Reads the line. Raises Usage where a reason has to be and is not said, Invalid, NotFound and Ambiguous."""
    ids, moment = deal_refs.several(words), way.moment()
    if not ids:
        return Loss(ids, "", "", "", None, None)
    connection = deal_refs.connection()
    for each in ids:
        deal_moves.refuse_closed(deals.get(connection, each))
    closed = moment.when.day if moment else context.current().today
    competitor = texts.optional_line(competitor, _("name of the competitor"))
    words = reason or _reason(connection, ids, competitor)
    why = deal_settings.reason_meant(connection, words) if words else ""
    if why and deal_settings.is_new_reason(connection, why):
        _say_new(connection, why)
    return Loss(ids, why, competitor, _with_words(way.note, words, why), moment, _retry(connection, retry, closed))


def _with_words(note: str, words: str, reason: str) -> str:
    """The note of the move, with all that was said of a reason where it is counted under the beginning of it."""
    is_more = len(fold(words)) > len(fold(reason))
    return " · ".join(each for each in (words if is_more else "", note) if each)


def _say_new(connection: sqlite3.Connection, reason: str) -> None:
    """Says that a reason was never given before, since it may be a slip, and which of the known ones are like it."""
    near = criteria_names.nearest(reason, deal_settings.reasons(connection))
    said = _("'{reason}' is a new reason; did you mean {near}?") if near else _("'{reason}' is a new reason.")
    diagnostics.narrate(said.format(reason=reason, near=", ".join(near)))


def _reason(connection: sqlite3.Connection, ids: Sequence[int], competitor: str) -> str:
    """Why it is lost where the line does not say so. Raises Usage where that has to be said and nobody can be asked."""
    known = deal_settings.reasons(connection)
    if competitor and COMPETITOR in known:
        return COMPETITOR
    answer = _asked_reason(connection, ids) if asking.is_possible() else ""
    if answer or not deal_settings.is_reason_required(connection):
        return answer
    deal = deals.get(connection, ids[0])
    raise Usage(
        _("It is not said why {ref} {title} is lost.").format(ref=deal.ref, title=deal.title),
        _("Say it with --reason: {reasons}, or in your own words.").format(reasons=", ".join(known)),
    )


def _asked_reason(connection: sqlite3.Connection, ids: Sequence[int]) -> str:
    """The reason, picked by its number or in words of one's own; empty for enter alone."""
    offered = deal_settings.counted_reasons(connection)
    for number, (name, count) in enumerate(offered, start=1):
        diagnostics.offer(f"  {number}  {name}" + (f" ({count})" if count else ""))
    question = _("Why is it lost? A number, or your own words:") if len(ids) == 1 else _("Why are they lost?")
    answer = asking.ask(question)
    if answer.isascii() and answer.isdigit():
        if not 1 <= int(answer[:4]) <= len(offered):
            raise Invalid(_("There is no reason {number}.").format(number=answer[:10]))
        return offered[int(answer) - 1][0]
    return answer


def _retry(connection: sqlite3.Connection, text: str, closed: date) -> str | None:
    """The day of another try: as it is said, as it is answered at a terminal, else as the settings have it."""
    guess = deal_followups.retry(connection, closed)
    if not text and guess is not None and asking.is_possible():
        from crmcli import dates

        shown = dates.shown(guess.isoformat())
        text = asking.ask(_("When is it worth another try? A day, 3m, or none; enter for {day}:").format(day=shown))
    return deal_endings.retry_day(text, guess, closed, context.current().today, lambda given: timing.due(given).due)
