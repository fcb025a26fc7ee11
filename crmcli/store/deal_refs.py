"""From what is typed to one deal: `d7`, a bare 7, words of its title, or whom it is with.

Open deals come before closed ones, a whole title or name before words, words before what merely contains them.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from crmcli.errors import Ambiguous, Invalid, NotFound
from crmcli.folding import fold
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MOST_CANDIDATES = 9
_MOST_WORDS = 100
_CLOSED, _OPEN = "d.closed_at IS NOT NULL", "d.closed_at IS NULL"
# Everybody on it with the company they work for, as names are compared.
_NAMES = (
    "(SELECT group_concat(c.folded || char(10) || coalesce(e.folded, ''), char(10)) FROM deal_contact dc "
    "JOIN contact c ON c.id = dc.contact_id LEFT JOIN contact e ON e.id = c.employer_id "
    "WHERE dc.deal_id = d.id AND c.deleted_at IS NULL)"
)

_Row = tuple[int, str, str]  # id, folded title, folded names


def deal(connection: sqlite3.Connection, text: str, *, closed_first: bool = False) -> int:
    """Returns the id of the deal that the text points at: an open one, or where none is a closed one.

    With `closed_first` it is the other way round. Raises NotFound, Ambiguous with at most nine candidates, and Invalid
    for an empty text.
    """
    from crmcli.store import refs

    text = text.strip()
    if not text:
        raise Invalid(_("No deal is named."), _("Name one by its number (d7), its title, or whom it is with."))
    number = refs.numbered(text, "d")
    if number is not None:
        if connection.execute("SELECT 1 FROM deal WHERE id = ?", (number,)).fetchone() is None:
            raise NotFound(_("There is no deal d{id}.").format(id=number), _("crm deal list lists them."))
        return number
    for which in (_CLOSED, _OPEN) if closed_first else (_OPEN, _CLOSED):
        found = _called(connection, text, which) or _of_somebody(connection, text, which)
        if found:
            return _only(connection, found, text)
    raise _none(connection, text)


def _called(connection: sqlite3.Connection, text: str, which: str) -> list[int]:
    """The deals whose title, or whose people, the words name; the best of them."""
    words = fold(text).split()
    if not 0 < len(words) <= _MOST_WORDS:
        return []
    searched = f"d.folded || char(10) || coalesce({_NAMES}, '')"
    conditions = " AND ".join(f"instr(r.text, ?{number})" for number in range(1, len(words) + 1))
    rows: list[_Row] = connection.execute(
        f"SELECT r.id, r.folded, r.text FROM (SELECT d.id, d.folded, {searched} AS text FROM deal d WHERE {which}) r "
        f"WHERE {conditions} ORDER BY r.id DESC",
        words,
    ).fetchall()
    wanted = " ".join(words)
    for is_meant in (
        lambda row: row[1] == wanted,
        lambda row: wanted in row[2].split("\n")[1:],
        lambda row: _has_words(row[2], words),
    ):
        best = [row[0] for row in rows if is_meant(row)]
        if best:
            return best
    return [row[0] for row in rows]


def _has_words(text: str, words: Iterable[str]) -> bool:
    """Whether each of the words begins one of the text's."""
    letters = "".join(each if each.isalnum() else " " for each in text)
    return all(f" {word}" in f" {letters}" for word in words)


def _of_somebody(connection: sqlite3.Connection, text: str, which: str) -> list[int]:
    """The deals with whoever a look-up of the text finds: by phone, e-mail, nickname, or another script."""
    from crmcli.store import refs

    try:
        people = [refs.contact(connection, text)]
    except Ambiguous as error:
        people = [int(str(each["id"])) for each in error.candidates]
    except NotFound:
        return []
    rows = connection.execute(
        f"SELECT d.id FROM deal d WHERE {which} AND d.id IN (SELECT dc.deal_id FROM deal_contact dc "
        "JOIN contact c ON c.id = dc.contact_id JOIN json_each(:people) w "
        "ON w.value = c.id OR (w.value = c.employer_id AND c.deleted_at IS NULL)) ORDER BY d.id DESC",
        {"people": str(people)},
    )
    return [row[0] for row in rows]


def _only(connection: sqlite3.Connection, found: Sequence[int], text: str) -> int:
    if len(found) == 1:
        return found[0]
    hint = _("Name one by its number, or say more of the title.")
    if len(found) > _MOST_CANDIDATES:
        hint = _("These are the newest; name one by its number, or say more of the title.")
    raise Ambiguous(
        _("'{text}' may be {count} deals.").format(text=text, count=len(found)),
        hint,
        candidates=[_candidate(connection, each) for each in found[:_MOST_CANDIDATES]],
    )


def _candidate(connection: sqlite3.Connection, deal_id: int) -> dict[str, Any]:
    """One of several that may be meant, as errors carry it."""
    from crmcli.store import deals

    found = deals.get(connection, deal_id)
    return {"id": found.id, "ref": found.ref, "title": found.title, "contact": found.contact, "stage": found.stage}


def _none(connection: sqlite3.Connection, text: str) -> NotFound:
    """The error for a text that points at no deal; it says whom it points at."""
    from crmcli.store import contacts, refs

    try:
        contact = contacts.get(connection, refs.contact(connection, text))
    except (NotFound, Ambiguous):
        return NotFound(_("No deal is found for '{text}'.").format(text=text), _("crm deal list --all lists them."))
    return NotFound(
        _("There is no deal with {who}.").format(who=f"{contact.name} (c{contact.id})"),
        _("crm deal add TITLE --contact c{id} makes one.").format(id=contact.id),
    )
