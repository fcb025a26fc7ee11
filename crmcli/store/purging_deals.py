"""What a purged contact leaves of deals: the sums and the moves, which reports count, and nothing that names them.

A deal goes on without the contact. What was written about one that nobody else was ever with goes, too; where others
were, their names and numbers are struck out of what was written. The past of such deals cannot be undone any more.
"""

from __future__ import annotations

import json
import re
import sqlite3
from typing import TYPE_CHECKING

from crmcli.folding import fold
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

_FEWEST = 3  # letters: fewer stand in other words for other reasons
_PARTS = ("deal_contact", "competitor", "stage_move", "close_change", "deal_tag", "deal_uid")
# What the user writes of a deal, by the table; the first column of a deal is its title.
_WRITTEN = {
    "deal": ("title", "source", "lost_reason", "notes", "fields"),
    "stage_move": ("note",),
    "competitor": ("name", "note"),
    "deal_tag": ("tag",),
}
_ABOUT_ONE = {"deal": ("notes",), "stage_move": ("note",), "competitor": ("note",)}
_WAS_ON = (
    "SELECT deal_id, contact_id FROM deal_contact UNION "
    "SELECT json_extract(image, '$.deal_id'), json_extract(image, '$.contact_id') FROM journal "
    "WHERE table_name = 'deal_contact' AND image IS NOT NULL UNION "
    "SELECT id, contact_id FROM deal UNION SELECT row_id, json_extract(image, '$.contact_id') FROM journal "
    "WHERE table_name = 'deal' AND image IS NOT NULL"
)


def concerned(connection: sqlite3.Connection, contact_ids: list[int]) -> dict[int, bool]:
    """Returns the deals that these contacts are or were on, gone ones included; whether nobody else ever was."""
    marks = ", ".join(str(int(number)) for number in contact_ids)
    rows = connection.execute(
        f"WITH was_on (deal_id, contact_id) AS ({_WAS_ON}) SELECT deal_id, sum(contact_id IN ({marks})) = count(*) "
        "FROM was_on WHERE contact_id IS NOT NULL GROUP BY deal_id "
        f"HAVING sum(contact_id IN ({marks})) > 0"
    )
    return {row[0]: bool(row[1]) for row in rows}


def words(connection: sqlite3.Connection, deals: dict[int, bool], names: Iterable[str]) -> set[str]:
    """Returns what was written of deals, now or before, that the history may repeat: what has one of the names in it.

    Of those that were with nobody else, the notes as well.
    """
    struck = [each.casefold() for each in names if len(each) >= _FEWEST]
    found: set[str] = set()
    for deal_id, is_alone in deals.items():
        for table, columns in _WRITTEN.items():
            for column in columns:
                is_theirs = is_alone and column in _ABOUT_ONE.get(table, ())
                texts = (text for text in _written(connection, table, column, deal_id) if len(text) >= _FEWEST)
                found |= {text for text in texts if is_theirs or any(name in text.casefold() for name in struck)}
    return found


def _written(connection: sqlite3.Connection, table: str, column: str, deal_id: int) -> list[str]:
    """What stood in a column of what belongs to a deal, at any time that the journal knows of."""
    key = "id" if table == "deal" else "deal_id"
    rows = connection.execute(
        f"SELECT {column} FROM {table} WHERE {key} = :deal UNION SELECT json_extract(image, '$.{column}') FROM journal "
        f"WHERE table_name = '{table}' AND json_extract(image, '$.{key}') = :deal",
        {"deal": deal_id},
    )
    return [row[0] for row in rows if row[0]]


def forget(
    connection: sqlite3.Connection, deals: dict[int, bool], contact_ids: list[int], names: Iterable[str]
) -> None:
    """Takes the contacts off their deals, and what tells of them out of what was written, and the past of both."""
    marks = ", ".join(str(int(number)) for number in contact_ids)
    struck = sorted({each for each in names if len(each) >= _FEWEST}, key=len, reverse=True)
    for deal_id, is_alone in deals.items():
        _forget_past(connection, deal_id)  # while the rows are there by which it is known whose they were
        connection.execute(
            f"UPDATE deal SET contact_id = (SELECT contact_id FROM deal_contact WHERE deal_id = :deal "
            f"AND contact_id NOT IN ({marks}) ORDER BY id LIMIT 1) WHERE id = :deal AND contact_id IN ({marks})",
            {"deal": deal_id},
        )
        connection.execute(f"DELETE FROM deal_contact WHERE deal_id = ? AND contact_id IN ({marks})", (deal_id,))
        for table, columns in _WRITTEN.items():
            _strike(connection, table, columns, deal_id, struck, _ABOUT_ONE.get(table, ()) if is_alone else ())
        _forget_past(connection, deal_id)  # and what the triggers noted of this


def _strike(
    connection: sqlite3.Connection,
    table: str,
    columns: tuple[str, ...],
    deal_id: int,
    names: list[str],
    emptied: tuple[str, ...],
) -> None:
    """Strikes names out of what one table says of a deal, and empties some of its columns."""
    key = "id" if table == "deal" else "deal_id"
    for row in connection.execute(
        f"SELECT id, {', '.join(columns)} FROM {table} WHERE {key} = ?", (deal_id,)
    ).fetchall():
        held = dict(zip(columns, row[1:], strict=True))
        now = {name: None if name in emptied else _without(text, names) for name, text in held.items()}
        if "fields" in held:
            now["fields"] = _fields(held["fields"], names)
        if now == held:
            continue
        for name in {"title", "name", "tag"} & set(columns):
            now["folded"] = fold(str(now[name]))
        named = ", ".join(f"{name} = :{name}" for name in now)
        # Two that are the same without a name are one.
        changed = connection.execute(f"UPDATE OR IGNORE {table} SET {named} WHERE id = :id", {**now, "id": row[0]})
        if not changed.rowcount:
            connection.execute(f"DELETE FROM {table} WHERE id = ?", (row[0],))


def _without(text: str | None, names: list[str]) -> str | None:
    """A text with each of the names struck out, in any case of its letters."""
    for name in names if text else ():
        text = re.sub(re.escape(name), _("(purged)"), text or "", flags=re.IGNORECASE)
    return text


def _fields(text: str, names: list[str]) -> str:
    found = {key: _without(value, names) for key, value in json.loads(text).items()}
    return json.dumps(found, ensure_ascii=False) if found != json.loads(text) else text


def _forget_past(connection: sqlite3.Connection, deal_id: int) -> None:
    """Takes out of the journal what a deal was, and marks what had done it as partly purged."""
    own = " UNION ALL ".join(
        f"SELECT '{table}', id FROM {table} WHERE deal_id = :deal UNION ALL SELECT '{table}', row_id FROM journal "
        f"WHERE table_name = '{table}' AND json_extract(image, '$.deal_id') = :deal"
        for table in _PARTS
    )
    condition = f"(table_name, row_id) IN (SELECT 'deal', :deal UNION ALL {own})"
    connection.execute(
        f"UPDATE operation SET purged = 1 WHERE id IN (SELECT operation_id FROM journal WHERE {condition})",
        {"deal": deal_id},
    )
    connection.execute(f"DELETE FROM journal WHERE {condition}", {"deal": deal_id})
