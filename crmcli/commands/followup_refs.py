"""From what is typed to follow-ups: `f12`, a bare 12, a contact who has only one open."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING, Any

from crmcli import asking, context
from crmcli.commands import choosing
from crmcli.errors import Ambiguous, NotFound, Usage
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.followups import Followup

_CANDIDATES = 9
_NUMBERS = re.compile(r"[fF]\d[\df .,…-]*", re.IGNORECASE)


def several(words: Sequence[str], *, with_removed: bool = False) -> list[int]:
    """The ids of the follow-ups that the words name, each once. A lone `-` reads them from stdin, one a line.

    Several words that are no numbers are one contact's name where that is somebody's, else one REF each. Raises
    NotFound, Ambiguous where somebody has several open ones, and Usage where `-` stands among others.
    """
    found = texts(words)
    if len(words) > 1 and not any(is_number(text) for text in found):
        try:
            contact_id = choosing.contact(" ".join(found))
        except choosing.Removed:
            raise
        except NotFound:
            pass  # then each of them is somebody
        else:
            return [_open_of(contact_id)]
    refuse_strangers(found)
    return list(dict.fromkeys(one(text, with_removed=with_removed) for text in found))


def refuse_strangers(found: Sequence[str]) -> None:
    """Raises NotFound where beside numbers stands a word that is in nobody's name: a note has it, if anything does."""
    others = [text for text in found if not is_number(text)]
    if not 0 < len(others) < len(found):
        return
    from crmcli.store import refs, search

    for text in others:
        refuse_no_number(text)
        is_plain = text == "." or refs.numbered(text.strip(), "c") is not None or search.phone_digits(text)
        if not is_plain and not refs.names_with(_database(), text):
            raise NotFound(
                _("Nobody is found for '{text}'.").format(text=text), _("Beside a number only names are looked for.")
            )


def texts(words: Sequence[str]) -> list[str]:
    """The REFs of a line as typed, or those on standard input for a lone `-`. Raises Usage where it is not alone."""
    if "-" not in words:
        return list(words)
    if len(words) > 1:
        raise Usage(_("- reads from standard input, and stands alone."), _("Name them all on the line, or none."))
    return choosing.standard_input()


def one(text: str, *, with_removed: bool = False) -> int:
    """The id of one follow-up; by its number also one of a removed contact, where that is asked for.

    Raises NotFound, and Ambiguous with those that somebody has open.
    """
    from crmcli.store import followups

    number = _number(text)
    if number is not None:
        numbered = followups.get(_database(), number)
        if numbered.contact_id is not None and not with_removed:
            _refuse_removed(numbered.contact_id)
        return number
    refuse_no_number(text)
    return _open_of(choosing.contact(text))


def refuse_no_number(text: str) -> None:
    """Raises NotFound for what looks like the number of a follow-up and is none: f012, f1-f3, f1,f2."""
    if _NUMBERS.fullmatch(text.strip()):
        hint = _("crm followup list lists them.")
        if not text.strip()[1:].isdecimal():
            hint = _("Name them one by one: f12 f13.")
        raise NotFound(_("There is no follow-up {ref}.").format(ref=text.strip()[:20]), hint)


def _open_of(contact_id: int) -> int:
    """The id of the one that somebody has open; on a terminal the user picks where there are several."""
    from crmcli.store import followups

    found = followups.open_of(choosing.connection(), contact_id)
    if len(found) == 1:
        return found[0].id
    who = _name(contact_id)
    if not found:
        raise NotFound(
            _("There is no open follow-up of {who}.").format(who=who),
            _("crm remind c{id} WHAT --on WHEN makes one.").format(id=contact_id),
        )
    message = _("There are {count} open follow-ups of {who}.").format(count=len(found), who=who)
    if not asking.is_possible():
        raise Ambiguous(message, _("Name one by its number."), [_candidate(each) for each in found[:_CANDIDATES]])
    picked = asking.choose(_("Which one?"), [_choice(each) for each in found[:_CANDIDATES]])
    if picked is None:
        raise Ambiguous(message, _("Name one by its number."))  # the candidates were shown
    return found[picked].id


def named(text: str, *, with_removed: bool = False) -> Followup:
    """One follow-up by its number or its contact. Raises what `one` raises."""
    from crmcli.store import followups

    return followups.get(_database(), one(text, with_removed=with_removed))


def is_number(text: str) -> bool:
    """Whether a text is the number of a follow-up, `f12` or 12, and not somebody's name."""
    return _number(text) is not None


def _database() -> sqlite3.Connection:
    """The open database. Raises NotFound where there is none yet."""
    store = context.current().reading()
    if store is None:
        raise NotFound(
            _("There are no follow-ups yet."), _("crm remind REF WHAT --on WHEN makes one, and so does --self.")
        )
    return store.connection


def _number(text: str) -> int | None:
    from crmcli.store import refs

    return refs.numbered(text.strip(), "f")


def _refuse_removed(contact_id: int) -> None:
    from crmcli.store import contacts, refs

    contact = contacts.get(choosing.connection(), contact_id)
    if contact.is_removed:
        raise NotFound(*refs.removed(contact.id, contact.name))


def _name(contact_id: int) -> str:
    from crmcli.store import contacts

    return contacts.get(choosing.connection(), contact_id).name


def _choice(followup: Followup) -> str:
    from crmcli import dates

    return f"{followup.ref} · {followup.what} · {dates.shown(followup.due)}"


def _candidate(followup: Followup) -> dict[str, Any]:
    return {"id": followup.id, "ref": followup.ref, "what": followup.what, "due": followup.due}
