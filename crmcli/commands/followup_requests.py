"""What is asked of a follow-up on the line: when, how often, told of how early. All is read before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.errors import Invalid, NotFound, Usage
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.followups import Followup

_CLEARABLE = {"for": "minutes", "place": "place", "note": "note", "deal": "deal_id"}


class Options(NamedTuple):
    """The options of a follow-up as typed; empty where they are left out."""

    on: str
    every: str
    is_from_done: bool
    warn: str
    priority: str
    length: str = ""
    place: str = ""
    note: str = ""
    clear: Sequence[str] = ()
    deal: str = ""


class Request(NamedTuple):
    """A follow-up to be made, read and checked."""

    contact_id: int | None
    what: str
    due: str
    repeat: str | None
    is_from_done: bool
    warn_days: Sequence[int]
    priority: str
    minutes: int | None
    place: str
    note: str
    deal_id: int | None = None


def read(words: Sequence[str], is_self: bool, given: Options) -> Request:
    """Reads `crm remind`. Raises Usage, Invalid, NotFound and Ambiguous for what cannot be."""
    from crmcli.commands import deal_linking

    leads = None if is_self else deal_linking.leading(words)
    deal_id = deal_linking.beside(given.deal, leads)
    if leads is not None:
        contact_id, rest = deal_linking.somebody(leads), list(words[1:])
    else:
        contact_id, rest = (None, list(words)) if is_self else _somebody(words)
    what = " ".join(rest)
    if not what.strip() and (is_self or rest):
        raise Usage(_("It is not said what to do."), _example(is_self))
    if not given.on:
        raise Usage(_("It is not said when: --on is missing."), _how_to_say_when(rest, given))
    due = when(given.on)
    repeat = rhythm(given.every, due)
    if given.is_from_done and repeat is None:
        raise Usage(_("--from-done is for what repeats."), _("Say how often: --every 2w"))
    return Request(
        contact_id,
        what or _call(contact_id),
        due,
        repeat,
        given.is_from_done,
        warn(given.warn),
        given.priority,
        minutes(given.length),
        given.place,
        given.note,
        deal_id,
    )


def _somebody(words: Sequence[str]) -> tuple[int, list[str]]:
    """Whom a line begins with, and the words behind the REF. Raises Usage where there are no words."""
    from crmcli.commands import choosing, leading_names

    if not words:
        raise Usage(_("Nobody is named."), _("For example: crm remind budi 'send quote' --on fri; or --self."))
    try:
        return leading_names.apart(words)
    except choosing.Removed:
        raise
    except NotFound as error:
        error.hint = " ".join([error.hint, _("What is for yourself takes --self.")])
        raise


def _how_to_say_when(words: Sequence[str], given: Options) -> str:
    """The hint where --on is missing: with the day that stands among the words, if one does."""
    from crmcli import spilling
    from crmcli.commands import timing

    day = timing.day_at_the_end(words)
    if day:
        return _("Put --on before the day: --on {day}").format(day=spilling.quoted(day))
    if given.every:
        return _("Say the first day too: --on mon, --on 2026-12-01")
    return _("For example: --on fri@10, --on +3d, --on 2026-12-01")


def _example(is_self: bool) -> str:
    if is_self:
        return _("For example: crm remind --self 'prepare the fair' --on mon")
    return _("For example: crm remind budi 'send quote' --on fri; without a text it is to call them.")


def when(text: str) -> str:
    """Reads when something is due, as it is stored. Raises Invalid for what is past or not understood whole."""
    from crmcli.commands import timing

    return timing.due(text).due


def rhythm(text: str, due: str) -> str | None:
    """Reads how often something comes again, as an RRULE; None for an empty text and for `none`. Raises Invalid."""
    if not text:
        return None
    from crmcli.repeats import words as repeat_words

    return repeat_words.rule(text, due)


def warn(text: str) -> list[int]:
    """Reads how many days before it is told of: `30d,7d`, `1w`, `30,7`. Raises Invalid."""
    from crmcli import lengths

    if text.strip().lower() in ("", "none"):
        return []
    if len(text) > 200:
        raise Invalid(_("A warning is so many days before, such as 30d,7d."), _("Write a few of them."))
    return [lengths.days(part) for part in text.split(",")]


def minutes(text: str) -> int | None:
    """Reads how long it takes; None for an empty text. Raises Invalid."""
    from crmcli import lengths

    return lengths.minutes(text) if text else None


def appointment(given: Options) -> dict[str, str | int | None]:
    """The columns that the line sets or empties of how long it takes, where it is, and what else. Raises Invalid."""
    from crmcli.store import followup_values

    row: dict[str, str | int | None] = {}
    for name in given.clear:
        if name not in _CLEARABLE:
            raise Invalid(
                _("There is no field '{name}' to clear.").format(name=name),
                _("There is: {all}.").format(all=", ".join(_CLEARABLE)),
            )
        row[_CLEARABLE[name]] = None
    found = followup_values.appointment(minutes(given.length), given.place, given.note)
    return row | {column: value for column, value in found.items() if value is not None}


def _call(contact_id: int | None) -> str:
    """What is to be done with somebody, or for a deal with nobody, where nothing is said."""
    if contact_id is None:
        return _("follow up")
    from crmcli.commands import choosing
    from crmcli.store import contacts

    name = contacts.get(choosing.connection(), contact_id).name
    return _("call {name}").format(name=name)


def changes(followup: Followup, given: Options, what: str, contact: str, is_self: bool) -> dict[str, str | int | None]:
    """The columns that the line changes directly. Raises Usage where nothing is asked for, or a contradiction."""
    from crmcli import texts
    from crmcli.commands import choosing, deal_linking

    if contact and is_self:
        raise Usage(_("--contact and --self cannot be had together."), _("Leave one of them out."))
    if not (any(given) or what or contact or is_self):
        raise Usage(
            _("Nothing is said to be changed in {ref}.").format(ref=followup.ref),
            _("For example: crm followup edit {ref} --on fri@10").format(ref=followup.ref),
        )
    if given.is_from_done and not (given.every or followup.repeat):
        raise Usage(_("--from-done is for what repeats."), _("Say how often: --every 2w"))
    row = appointment(given)
    if what:
        row["what"] = texts.line(what, _("text of the follow-up"))
    if contact or is_self:
        row["contact_id"] = None if is_self else choosing.contact(contact)
    if given.deal:
        row["deal_id"] = deal_linking.beside(given.deal)
    return row
