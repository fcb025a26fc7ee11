"""Checks of what is made from the data: the search index, and names in their folded form.

The index is compared with what it would be if it were made anew, contact by contact, so that memory does not grow
with the database.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from crmcli.folding import fold
from crmcli.i18n import _, ngettext
from crmcli.store import activity_index, connecting, indexing
from crmcli.store.checking import OK, PROBLEM, Check, Finding, Patient, is_busy, mended_by_fix
from crmcli.store.exclusive import Exclusive

_TABLES = ("search", "search_trigram", activity_index.TABLE)
_NO_LEAVE = ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_FULL")  # to write, which is no damage


def _search(patient: Patient) -> Finding:
    try:
        wrong = _wrong_entries(patient.data)
        wrong_diary = _wrong_diary_entries(patient.data)
        is_sound = _has_sound_words(patient)
    except sqlite3.DatabaseError as error:
        if is_busy(error):
            raise
        return Finding(PROBLEM, _("The search index is damaged."), mended_by_fix())
    if wrong:
        said = ngettext(
            "The search index is wrong for {count} contact.", "The search index is wrong for {count} contacts.", wrong
        )
        return Finding(PROBLEM, said.format(count=wrong), mended_by_fix())
    if wrong_diary:
        said = ngettext(
            "The search index is wrong for {count} activity or follow-up.",
            "The search index is wrong for {count} activities and follow-ups.",
            wrong_diary,
        )
        return Finding(PROBLEM, said.format(count=wrong_diary), mended_by_fix())
    if not is_sound:
        return Finding(PROBLEM, _("The search index is damaged."), mended_by_fix())
    return Finding(OK, _("The search index says what the contacts say."))


def _wrong_entries(connection: sqlite3.Connection) -> int:
    """How many contacts the index leaves out, has too many, or has wrong."""
    words = connection.execute("SELECT rowid, name, company, groups, channels, notes FROM search ORDER BY rowid")
    trigrams = connection.execute("SELECT rowid, words FROM search_trigram ORDER BY rowid")
    right = indexing.documents(connection)
    held = _joined(words, trigrams)
    return sum(1 for _pair in _differences(right, held))


def _wrong_diary_entries(connection: sqlite3.Connection) -> int:
    """The same for what was logged and what is to be done."""
    held = connection.execute(f"SELECT rowid, words FROM {activity_index.TABLE} ORDER BY rowid")
    return sum(1 for _pair in _differences(activity_index.documents(connection), map(tuple, held)))


def _joined(words: Iterator[Any], trigrams: Iterator[Any]) -> Iterator[tuple[Any, ...]]:
    """The entries of both tables side by side; one that has no other half is an entry that nothing equals."""
    for entry, inside in zip_longest(words, trigrams):
        if entry is None or inside is None or entry[0] != inside[0]:
            yield ((entry or inside)[0],)
        else:
            yield (*entry, inside[1])


def _differences(right: Iterator[tuple[Any, ...]], held: Iterator[tuple[Any, ...]]) -> Iterator[int]:
    """The ids that are in one of the two only, or differ; both come in the order of ids."""
    one, other = next(right, None), next(held, None)
    while one is not None or other is not None:
        if other is None or (one is not None and one[0] < other[0]):
            assert one is not None
            yield one[0]
            one = next(right, None)
        elif one is None or other[0] < one[0]:
            yield other[0]
            other = next(held, None)
        else:
            if one != other:
                yield one[0]
            one, other = next(right, None), next(held, None)


def _has_sound_words(patient: Patient) -> bool:
    """Whether the words of the index are those of its entries; asked where the file can be written, since FTS5 takes
    that question as a statement that writes."""
    if not connecting.may_write(patient.path):
        return True
    try:
        with Exclusive(patient.data, patient.path, lambda _text: None) as nothing:
            nothing.take_back = True
            for table in _TABLES:
                patient.data.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", None) or ""
        if name.startswith("SQLITE_CORRUPT"):
            return False
        if not name.startswith(_NO_LEAVE):
            raise
    return True


def _mend_search(patient: Patient) -> None:
    store = patient.writing()
    with store.exclusive():
        indexing.rebuild(store.connection)


def _folded(patient: Patient) -> Finding:
    wrong = sum(1 for table in indexing.FOLDED for _row in _wrongly_folded(patient.data, table))
    if not wrong:
        return Finding(OK, _("Names are sorted and matched by what they are now."))
    said = ngettext("{count} name is sorted by an old form.", "{count} names are sorted by an old form.", wrong)
    return Finding(PROBLEM, said.format(count=wrong), mended_by_fix())


def _mend_folded(patient: Patient) -> None:
    """An operation like any other, since the columns are journalled."""
    store = patient.writing()
    with store.write(_("mended how names are sorted"), command="crm doctor --fix") as tx:
        for table in indexing.FOLDED:
            for row_id, folded in list(_wrongly_folded(tx.connection, table)):
                # Two of one name stay two: the second keeps its old form.
                tx.connection.execute(f"UPDATE OR IGNORE {table} SET folded = ? WHERE id = ?", (folded, row_id))


def _wrongly_folded(connection: sqlite3.Connection, table: str) -> Iterator[tuple[int, str]]:
    column = indexing.FOLDED[table]
    for row_id, name, folded in connection.execute(f"SELECT id, {column}, folded FROM {table}"):
        if fold(name) != folded:
            yield row_id, fold(name)


CHECKS = (Check("search", _search, _mend_search), Check("names", _folded, _mend_folded))
