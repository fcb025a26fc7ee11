"""Checks of the file itself: its pages and indexes, rows that point nowhere, and the schema."""

from __future__ import annotations

import sqlite3

from crmcli.i18n import _, ngettext
from crmcli.store import backup_contents, indexing
from crmcli.store.checking import OK, PROBLEM, WARNING, Check, Finding, Patient, mended_by_fix, restored

_MOST = 100  # faults that are counted
_OF_AN_INDEX = ("missing from index", "wrong # of entries in index", "non-unique entry in index")
_OF_THE_SEARCH = ("fts5", "FTS5")

Objects = dict[str, tuple[str, str]]


def _pages(patient: Patient) -> Finding:
    rows = patient.data.execute(f"PRAGMA integrity_check({_MOST})")
    # What is wrong with the words of the index is for the check of the index to say.
    found = [str(row[0]) for row in rows if row[0] != "ok" and not any(sign in str(row[0]) for sign in _OF_THE_SEARCH)]
    if not found:
        return Finding(OK, _("The file is whole."))
    first = found[0].splitlines()[-1]
    said = ngettext(
        "SQLite finds {count} fault: {first}.", "SQLite finds {count} faults, the first: {first}.", len(found)
    )
    return Finding(
        PROBLEM,
        said.format(count=len(found), first=first),
        mended_by_fix() if _is_mendable(patient, found) else restored(),
    )


def _is_mendable(patient: Patient, faults: list[str]) -> bool:
    """Whether only indexes are wrong, which are made anew from the data."""
    if all(any(sign in fault for sign in _OF_AN_INDEX) for fault in faults):
        return True
    return backup_contents.first_fault(patient.data) is None


def _mend_pages(patient: Patient) -> None:
    store = patient.writing()
    with store.exclusive():
        if backup_contents.first_fault(store.connection) is not None:
            store.connection.execute("REINDEX")
            return
        indexing.rebuild(store.connection)
        store.connection.execute("REINDEX")


def _foreign_keys(patient: Patient) -> Finding:
    broken: dict[str, int] = {}
    for row in patient.data.execute("PRAGMA foreign_key_check"):
        broken[row[0]] = broken.get(row[0], 0) + 1
    if not broken:
        return Finding(OK, _("Every row that points at another finds it."))
    named = ", ".join(f"{table} ({count})" for table, count in sorted(broken.items()))
    return Finding(PROBLEM, _("Rows point at rows that are missing: {tables}.").format(tables=named), restored())


def _schema(patient: Patient) -> Finding:
    step = patient.data.execute("PRAGMA user_version").fetchone()[0]
    wanted, found = expected(), _objects(patient.data)
    differing = sorted(name for name, what in wanted.items() if found.get(name) != what)
    strange = sorted(found.keys() - wanted.keys())
    if differing:
        is_mendable = all(wanted[name][0] == "index" for name in differing)
        message = _("Not as this crm makes them: {names}.").format(names=", ".join(differing))
        return Finding(PROBLEM, message, mended_by_fix() if is_mendable else restored())
    if strange:
        return Finding(
            WARNING,
            _("Another program has put something into the database: {names}.").format(names=", ".join(strange)),
            _("Take it out with that program if nobody needs it."),
        )
    return Finding(OK, _("The schema is step {step}, as this crm makes it.").format(step=step))


def _mend_schema(patient: Patient) -> None:
    """Makes the indexes that are missing or different; tables hold data and are left alone."""
    store = patient.writing()
    with store.exclusive():
        found = _objects(store.connection)
        for name, (kind, statement) in expected().items():
            if kind == "index" and found.get(name) != (kind, statement):
                store.connection.execute(f'DROP INDEX IF EXISTS "{name}"')
                store.connection.execute(statement)


def expected() -> Objects:
    """The tables and indexes of a new database."""
    from crmcli.store import migrations

    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.execute("BEGIN")
        migrations.migrate(connection)
        return _objects(connection)
    finally:
        connection.close()


def _objects(connection: sqlite3.Connection) -> Objects:
    """The tables, indexes and views by their names: the kind and the statement that made each."""
    rows = connection.execute(
        "SELECT name, type, sql FROM sqlite_schema WHERE type <> 'trigger' AND sql IS NOT NULL "
        "AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name NOT LIKE 'search!_%' ESCAPE '!'"
    )
    return {row[0]: (row[1], row[2]) for row in rows}


CHECKS = (
    Check("database", _pages, _mend_pages),
    Check("references", _foreign_keys),
    Check("schema", _schema, _mend_schema),
)
