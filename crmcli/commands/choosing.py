"""Choosing: from a REF on the line to one record; on a terminal the user picks when several may be meant."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from crmcli import asking, context, diagnostics
from crmcli.errors import Ambiguous, NotFound
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence


class Removed(NotFound):
    """Only contacts that were removed are meant."""


def connection() -> sqlite3.Connection:
    """The open database, for reading. Raises NotFound where there is none yet."""
    store = context.current().reading()
    if store is None:
        raise NotFound(
            _("There are no contacts yet."),
            _("crm import FILE brings in your phone's; crm add NAME adds one."),
        )
    return store.connection


def contact(text: str, *, kind: str | None = None, with_removed: bool = False) -> int:
    """The id of the contact that REF names. Raises NotFound, and Ambiguous where nobody can be asked."""
    from crmcli.store import refs

    database = connection()
    try:
        found = refs.contact(database, text, kind=kind, with_removed=with_removed)
        _say_merged(database, text, found)
        return found
    except NotFound:
        if not with_removed:
            _refuse_removed(database, text, kind)
        raise
    except Ambiguous as error:
        candidates = [_with_state(database, each) for each in error.candidates]
        if not asking.is_possible():
            raise Ambiguous(error.message, error.hint, candidates) from None
        picked = asking.choose(_("Which one?"), [_choice(each) for each in candidates])
        if picked is None:
            raise Ambiguous(error.message, error.hint) from None  # the candidates were shown
        return int(str(candidates[picked]["id"]))


def one_word(text: str) -> int:
    """The id of the contact that a REF names behind which come words that are no part of it.

    Raises what `contact` raises, with the advice to put quotes around a name of several words.
    """
    try:
        return contact(text)
    except Removed:
        raise
    except (NotFound, Ambiguous) as error:
        _advise_quotes(error, text)
        raise


def contacts(texts: Sequence[str], *, kind: str | None = None, with_removed: bool = False) -> list[int]:
    """The ids of several contacts, each once, in the order named.

    Several words are one name where that is somebody's, else one REF each. A lone `-` reads stdin: a REF a line, as
    lists write them, up to the first tab.
    """
    words = list(texts)
    if words == ["-"]:
        return _each(standard_input(), with_removed, kind)
    if len(words) > 1 and not any(map(_is_exact, words)):
        try:
            return [contact(" ".join(words), kind=kind, with_removed=with_removed)]
        except Removed:
            raise
        except NotFound:
            pass  # then each of them is somebody
    return _each(words, with_removed, kind)


def standard_input() -> list[str]:
    """The REFs on standard input: one a line, as lists write them, up to the first tab."""
    import sys

    lines = (line.partition("\t")[0].strip() for line in (sys.stdin.read() if sys.stdin else "").splitlines())
    return [line for line in lines if line]


def _each(texts: Sequence[str], with_removed: bool, kind: str | None) -> list[int]:
    """The ids of contacts that are named one by one."""
    found = []
    for text in texts:
        try:
            found.append(contact(text, kind=kind, with_removed=with_removed))
        except Removed:
            raise
        except (NotFound, Ambiguous) as error:
            if len(texts) > 1:
                _advise_quotes(error, text)
            raise
    return list(dict.fromkeys(found))


def _advise_quotes(error: NotFound | Ambiguous, text: str) -> None:
    if " " not in text and not _is_exact(text):
        error.hint = " ".join([error.hint, _("Put quotes around a name of several words: 'ibu sari'.")])


def _is_exact(word: str) -> bool:
    """Whether a word is no part of a name: a number from a list, or the contact last changed."""
    from crmcli.store import refs

    return word.strip() == "." or refs.numbered(word.strip(), "c") is not None


def _say_merged(database: sqlite3.Connection, text: str, found: int) -> None:
    """Says that a number names another contact now, because the one that had it was merged into that."""
    from crmcli.store import refs

    number = refs.numbered(text.strip(), "c")
    if number not in (None, found) and refs.present(database, number or 0) == found:
        diagnostics.narrate(_("c{former} is now c{id}.").format(former=number, id=found))


def _refuse_removed(database: sqlite3.Connection, text: str, kind: str | None) -> None:
    """Raises NotFound that says how to bring them back, where only removed contacts are meant."""
    from crmcli.store import contacts, refs

    if refs.numbered(text.strip(), "c") is not None:
        return
    try:
        removed = contacts.get(database, refs.contact(database, text, kind=kind, with_removed=True))
    except NotFound:
        return
    except Ambiguous as error:
        raise Removed(
            _("Those called '{text}' are removed.").format(text=text),
            _("crm contact restore REF brings one back: {refs}.").format(
                refs=", ".join(str(each["ref"]) for each in error.candidates)
            ),
        ) from None
    raise Removed(*refs.removed(removed.id, removed.name))


def _with_state(database: sqlite3.Connection, candidate: dict[str, object]) -> dict[str, object]:
    """A candidate that says whether it is removed: a look-up with removed ones shows them among the others."""
    from crmcli.store import contacts

    return {**candidate, "is_removed": contacts.get(database, int(str(candidate["id"]))).is_removed}


def _choice(candidate: dict[str, object]) -> str:
    parts = [str(candidate[key]) for key in ("ref", "name", "company", "phone") if candidate[key]]
    return " · ".join(parts) + (_(" (removed)") if candidate["is_removed"] else "")
