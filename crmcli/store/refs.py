"""References: from what the user types to one record. `c41`, a bare number where the noun is fixed, `.` for the
contact last changed, else whatever a look-up finds."""

from __future__ import annotations

import sqlite3
from typing import Any

from crmcli.errors import Ambiguous, Invalid, NotFound
from crmcli.folding import fold
from crmcli.i18n import _
from crmcli.store import search

MOST_CANDIDATES = 9


def contact(connection: sqlite3.Connection, text: str, *, kind: str | None = None, with_removed: bool = False) -> int:
    """Returns the id of the contact that the text points at; `kind` narrows it to people or companies.

    The number of one that was merged away points at the contact that it is now.

    Raises NotFound, Ambiguous with at most nine candidates, and Invalid for an empty text.
    """
    text = text.strip()
    if not text:
        raise Invalid(_("No contact is named."), _("Name one by its number (c41), a part of its name, or a phone."))
    if text == ".":
        return _last_changed(connection)
    number = numbered(text, "c")
    if number is not None:
        return _known(connection, number, text, kind, with_removed)
    return _found(connection, text, kind, with_removed)


def names_with(connection: sqlite3.Connection, text: str) -> list[str]:
    """Returns names, a few at most, that have all the words in any order, of the first at least the beginning.

    Those of removed contacts too where there is no other. It asks nothing but the names, and so at once.
    """
    first, *whole = search.tokens(fold(text)) or [""]
    if not first:
        return []
    query = " AND ".join([search.quoted(first) + "*", *map(search.quoted, whole)])
    rows = connection.execute(
        "SELECT c.name FROM contact c WHERE c.deleted_at IS NULL AND c.id IN "
        "(SELECT rowid FROM search WHERE search MATCH ? LIMIT ?)",
        (f"name : ({query})", MOST_CANDIDATES),
    )
    return [row[0] for row in rows] or [hit[1] for hit in _removed(connection, text)]


def operation(text: str) -> int:
    """Returns the number in `o41` or `41`. Raises Invalid."""
    number = numbered(text.strip(), "o")
    if number is None:
        raise Invalid(_("'{text}' is no operation.").format(text=text), _("crm history lists them: o1, o2, …"))
    return number


def activity(connection: sqlite3.Connection, text: str) -> int:
    """Returns the number in `a90` or `90`. Raises NotFound where there is no such activity, Invalid for other text."""
    from crmcli.store import activities

    number = numbered(text.strip(), "a")
    if number is None:
        raise Invalid(_("'{text}' is no activity.").format(text=text), _("crm activity list shows them: a1, a2, …"))
    return activities.get(connection, number).id


def deal(connection: sqlite3.Connection, text: str, *, closed_first: bool = False) -> int:
    """Returns the id of the deal that the text points at: `d7`, 7, words of its title, or whom it is with.

    An open one comes before a closed one, with `closed_first` the other way round. Raises NotFound, Ambiguous with at
    most nine candidates, and Invalid for an empty text.
    """
    from crmcli.store import deal_refs

    return deal_refs.deal(connection, text, closed_first=closed_first)


def numbered(text: str, letter: str) -> int | None:
    """The number in `c41` or a bare `41`; None for any other text, a phone among them."""
    digits = text[1:] if text[:1].lower() == letter else text
    # Numbers are short and phones are long, or start with a 0 that no id has.
    if digits.isascii() and digits.isdigit() and len(digits) <= 9 and not digits.startswith("0"):
        return int(digits)
    return None


def present(connection: sqlite3.Connection, former_id: int) -> int | None:
    """Returns the id of the contact that a merged one is now; None where none of this number was merged away."""
    row = connection.execute("SELECT contact_id FROM merged_contact WHERE former_id = ?", (former_id,)).fetchone()
    return int(row[0]) if row else None


def removed(number: int, name: str) -> tuple[str, str]:
    """The sentence and the hint for a contact that was removed, wherever somebody asks for it."""
    return (
        _("c{id} {name} is removed.").format(id=number, name=name),
        _("crm contact restore c{id} brings it back.").format(id=number),
    )


def _known(connection: sqlite3.Connection, number: int, text: str, kind: str | None, with_removed: bool) -> int:
    row = connection.execute("SELECT kind, deleted_at, name FROM contact WHERE id = ?", (number,)).fetchone()
    now = present(connection, number) if row is None else None
    if now is not None:
        return _known(connection, now, f"c{now}", kind, with_removed)
    if row is None and text == str(number):
        # A bare number that is no id may still be the last digits of a phone.
        return _found(connection, text, kind, with_removed)
    if row is None:
        raise NotFound(_("There is no contact {ref}.").format(ref=text), _("crm find looks people up."))
    if row["deleted_at"] is not None and not with_removed:
        raise NotFound(*removed(number, row["name"]))
    if kind and row["kind"] != kind:
        raise NotFound(
            _("c{id} {name} is not a company.").format(id=number, name=row["name"])
            if kind == "company"
            else _("c{id} {name} is not a person.").format(id=number, name=row["name"])
        )
    return number


def _found(connection: sqlite3.Connection, text: str, kind: str | None, with_removed: bool) -> int:
    found = search.find(connection, text.split(), 0 if kind else 50)
    found = [hit for hit in found if kind in (None, hit[2])]
    if with_removed:
        found += _removed(connection, text)
    if not found:
        raise NotFound(
            _("Nobody is found for '{text}'.").format(text=text),
            _("crm find looks people up by any part of a name, phone, e-mail or note."),
        )
    exact = [hit for hit in found if fold(hit[1]) == fold(text)] or _namesakes(connection, text, kind)
    exact = exact or _besides_employer(connection, found, text)
    if len(exact) == 1 or len(found) == 1:
        return (exact or found)[0][0]
    meant = exact or found
    hint = _("Name one by its number, or say more of the name.")
    if len(meant) > MOST_CANDIDATES:
        hint = _("These are the first; name one by its number, or say more of the name.")
    raise Ambiguous(
        _("'{text}' may be {count} contacts.").format(text=text, count=len(meant)),
        hint,
        candidates=[candidate(hit) for hit in meant[:MOST_CANDIDATES]],
    )


def _besides_employer(connection: sqlite3.Connection, found: list[search.Hit], text: str) -> list[search.Hit]:
    """The person whose name it is, where all else that is found is the company they work for: `kaya` is Elif Kaya
    before her company Reha Kaya. Nobody where more or less than that is found."""
    words = fold(text).split()
    people = [hit for hit in found if hit[2] == "person"]
    if len(people) != 1 or len(found) != 2 or not all(word in fold(people[0][1]) for word in words):
        return []
    (company,) = (hit for hit in found if hit is not people[0])
    row = connection.execute("SELECT employer_id FROM contact WHERE id = ?", (people[0][0],)).fetchone()
    return people if row and row[0] == company[0] else []


def _namesakes(connection: sqlite3.Connection, text: str, kind: str | None) -> list[search.Hit]:
    """Those of the very name, whom a look-up of a common name may not have come to."""
    rows = connection.execute(
        "SELECT id FROM contact WHERE folded = :folded AND deleted_at IS NULL AND coalesce(:kind, kind) = kind "
        "ORDER BY id LIMIT 50",
        {"folded": fold(text), "kind": kind},
    )
    return search.hits(connection, {row[0]: None for row in rows})


def candidate(hit: search.Hit) -> dict[str, Any]:
    """One of several that may be meant, as errors carry it."""
    return {
        "id": hit[0],
        "ref": f"c{hit[0]}",
        "name": hit[1],
        "company": hit[3] or None,
        "phone": hit[4] or None,
    }


def _removed(connection: sqlite3.Connection, text: str) -> list[search.Hit]:
    """Removed contacts are in no index; they are few, and looked through by name."""
    rows = connection.execute(
        "SELECT id, name, kind FROM contact WHERE deleted_at IS NOT NULL AND instr(folded, ?) ORDER BY folded",
        (fold(text),),
    )
    return [(row[0], row[1], row[2], "", "", "", "") for row in rows]


def _last_changed(connection: sqlite3.Connection) -> int:
    """The contact that the newest operation in effect touched last."""
    owned = " UNION ALL ".join(
        f"SELECT j.id, coalesce(t.contact_id, json_extract(j.image, '$.contact_id')) AS contact_id "
        f"FROM recent j LEFT JOIN {table} t ON t.id = j.row_id WHERE j.table_name = '{table}'"
        for table in (
            "channel",
            "address",
            "occasion",
            "relation",
            "membership",
            "contact_uid",
            "attachment",
            "followup",
        )
    )
    # Of those who took part together, the one who was named first is meant.
    owned += (
        " UNION ALL SELECT j.id, coalesce((SELECT other.contact_id FROM participant other "
        "WHERE other.activity_id = t.activity_id ORDER BY other.id LIMIT 1), json_extract(j.image, '$.contact_id')) "
        "FROM recent j LEFT JOIN participant t ON t.id = j.row_id WHERE j.table_name = 'participant'"
    )
    row = connection.execute(
        "WITH recent AS (SELECT j.id, j.table_name, j.row_id, j.image FROM journal j JOIN operation o "
        "ON o.id = j.operation_id WHERE o.state = 'done' ORDER BY j.operation_id DESC, j.id DESC LIMIT 500), "
        "touched AS (SELECT id, row_id AS contact_id FROM recent WHERE table_name = 'contact' "
        f"UNION ALL {owned}) SELECT c.id FROM touched t JOIN contact c ON c.id = t.contact_id "
        "WHERE c.deleted_at IS NULL ORDER BY t.id DESC LIMIT 1"
    ).fetchone()
    if row is None:
        raise NotFound(_("No contact has been changed yet."))
    return int(row[0])
