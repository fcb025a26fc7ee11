"""The database files that the measures make: taken away with what crm puts beside them, and looked into."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from children import Failed


def cleared(database: Path) -> Path:
    """The path, at which nothing stands any more: no database, log, lock or backups."""
    for path in database.parent.glob(database.name + "*"):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    return database


def checked(database: Path) -> int:
    """How many contacts there are; raises Failed where SQLite finds damage or a broken foreign key."""
    with closing(sqlite3.connect(database)) as connection:
        verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
        if verdict != "ok":
            raise Failed(f"{database.name}: integrity_check says: {verdict}")
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise Failed(f"{database.name}: foreign_key_check found a row that points nowhere")
        return int(connection.execute("SELECT count(*) FROM contact").fetchone()[0])
