"""From what is typed to follow-ups: `f12`, a bare 12, a contact who has only one open; and to whom and what it says."""

from __future__ import annotations

import sqlite3
import sys
from typing import TYPE_CHECKING, Any

from crmcli import context
from crmcli.commands import choosing
from crmcli.errors import Ambiguous, CrmError, NotFound, Usage
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.followups import Followup

_CANDIDATES = 9


def several(words: Sequence[str], *, with_removed: bool = False) -> list[int]:
    """The ids of the follow-ups that the words name, each once. A lone `-` reads them from stdin, one a line.

    Several words that are no numbers are one contact's name where that is somebody's, else one REF each.
    Raises NotFound, and Ambiguous where somebody has several open ones.
    """
    texts = list(words)
    if texts == ["-"]:
        lines = (line.partition("\t")[0].strip() for line in (sys.stdin.read() if sys.stdin else "").splitlines())
        texts = [line for line in lines if line]
    elif len(texts) > 1 and not any(_number(text) for text in texts):
        try:
            return [one(" ".join(texts), with_removed=with_removed)]
        except NotFound:
            pass  # then each of them is somebody
    return list(dict.fromkeys(one(text, with_removed=with_removed) for text in texts))


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
    if text.strip()[:1].lower() == "f" and text.strip()[1:].isdecimal():
        raise NotFound(
            _("There is no follow-up {ref}.").format(ref=text.strip()[:20]), _("crm followup list lists them.")
        )
    contact_id = choosing.contact(text)
    found = followups.open_of(choosing.connection(), contact_id)
    if len(found) == 1:
        return found[0].id
    who = _name(contact_id)
    if not found:
        raise NotFound(
            _("There is no open follow-up of {who}.").format(who=who),
            _("crm remind c{id} WHAT --on WHEN makes one.").format(id=contact_id),
        )
    raise Ambiguous(
        _("There are {count} open follow-ups of {who}.").format(count=len(found), who=who),
        _("Name one by its number."),
        candidates=[_candidate(each) for each in found[:_CANDIDATES]],
    )


def named(text: str, *, with_removed: bool = False) -> Followup:
    """One follow-up by its number or its contact. Raises what `one` raises."""
    from crmcli.store import followups

    return followups.get(_database(), one(text, with_removed=with_removed))


def somebody_and_what(words: Sequence[str]) -> tuple[int, str]:
    """The contact that a line begins with, and what is to be done; empty where only somebody is named.

    A name may have several words without quotes, where they stand in it one after another.
    Raises NotFound, Ambiguous, and Usage where there are no words.
    """
    if not words:
        raise Usage(_("Nobody is named."), _("For example: crm remind budi 'send quote' --on fri; or --self."))
    first, *rest = words
    try:
        contact_id = choosing.one_word(first)
    except (NotFound, Ambiguous) as error:
        contact_id, taken = _longer(words, error)
        return contact_id, " ".join(words[taken:])
    from crmcli.store import refs

    if first.strip() != "." and refs.numbered(first.strip(), "c") is None:
        while rest and _stands_in(_name(contact_id), [*words[: len(words) - len(rest)], rest[0]]):
            rest = rest[1:]
    return contact_id, " ".join(rest)


def _longer(words: Sequence[str], error: CrmError) -> tuple[int, int]:
    """The contact whose name begins the line with more than one word, and how many words that takes."""
    for count in range(2, min(len(words), 5) + 1):
        try:
            contact_id = choosing.contact(" ".join(words[:count]))
        except (NotFound, Ambiguous):
            continue
        if _stands_in(_name(contact_id), words[:count]):
            return contact_id, count
    raise error


def _stands_in(name: str, words: Sequence[str]) -> bool:
    """Whether words stand in a name one after another, each whole but the first."""
    from crmcli.folding import fold

    return f"{fold(' '.join(words))} " in f"{fold(name)} "


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


def _candidate(followup: Followup) -> dict[str, Any]:
    return {"id": followup.id, "ref": followup.ref, "what": followup.what, "due": followup.due}
