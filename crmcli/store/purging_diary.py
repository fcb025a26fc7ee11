"""What a purged contact leaves of the diary: their follow-ups go, and what happened with nobody who stays."""

from __future__ import annotations

import json
import sqlite3

_FEWEST = 4  # letters
_WORDS = {"activity": ("summary", "body"), "followup": ("what",)}
# Whoever took part in an activity, now or at any time that the journal knows of.
_TOOK_PART = (
    "SELECT activity_id, contact_id FROM participant UNION "
    "SELECT json_extract(image, '$.activity_id'), json_extract(image, '$.contact_id') FROM journal "
    "WHERE table_name = 'participant' AND image IS NOT NULL"
)


def owned(connection: sqlite3.Connection, contact_ids: list[int]) -> set[int]:
    """Returns the activities in which nobody but these contacts ever took part, removed ones included."""
    marks = ", ".join(str(int(number)) for number in contact_ids)
    rows = connection.execute(
        f"WITH took_part (activity_id, contact_id) AS ({_TOOK_PART}) SELECT activity_id FROM took_part "
        f"GROUP BY activity_id HAVING sum(contact_id IN ({marks})) = count(*)"
    )
    return {row[0] for row in rows}


def shared(connection: sqlite3.Connection, contact_id: int) -> list[int]:
    """Returns the activities that a purge of the contact leaves, because others took part, too; newest first."""
    rows = connection.execute(
        "SELECT p.activity_id FROM participant p JOIN activity a ON a.id = p.activity_id WHERE p.contact_id = ? "
        "AND EXISTS (SELECT 1 FROM participant o WHERE o.activity_id = p.activity_id AND o.contact_id <> p.contact_id) "
        "ORDER BY a.at DESC, a.id DESC",
        (contact_id,),
    )
    return [row[0] for row in rows]


def words(connection: sqlite3.Connection, table: str, row_ids: set[int]) -> set[str]:
    """Returns all that was written in these activities or follow-ups, now or before: what the history may repeat.

    A text of a few letters, or the name of a kind, stands in the history for other reasons, and tells nothing.
    """
    from crmcli.store import activity_kinds

    kinds = {kind.name.lower() for kind in activity_kinds.all_of(connection)}
    found: set[str] = set()
    for row_id in row_ids:
        for column in _WORDS[table]:
            rows = connection.execute(
                f"SELECT {column} FROM {table} WHERE id = :row UNION SELECT json_extract(image, '$.{column}') "
                "FROM journal WHERE table_name = :table AND row_id = :row",
                {"row": row_id, "table": table},
            )
            found |= {row[0] for row in rows if row[0] and len(row[0]) >= _FEWEST and row[0].lower() not in kinds}
    return found


def forget_links(connection: sqlite3.Connection, activity_ids: set[int]) -> None:
    """Lets no follow-up that stays, and no image of one, be what an activity that goes was the doing of."""
    gone = json.dumps(sorted(activity_ids))
    kept = connection.execute(
        "SELECT f.id FROM followup f WHERE f.activity_id IN (SELECT value FROM json_each(?))", (gone,)
    ).fetchall()
    connection.executemany("UPDATE followup SET activity_id = NULL WHERE id = ?", kept)
    connection.executemany(
        "DELETE FROM journal WHERE operation_id IS NULL AND table_name = 'followup' AND row_id = ?", kept
    )
    connection.execute(
        "UPDATE journal SET image = json_set(image, '$.activity_id', NULL) WHERE table_name = 'followup' "
        "AND json_extract(image, '$.activity_id') IN (SELECT value FROM json_each(?))",
        (gone,),
    )
