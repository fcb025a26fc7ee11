"""Checks of the journal that undo stands on, of the triggers that write it, and of the photos and files beside it."""

from __future__ import annotations

from crmcli import sizes
from crmcli.i18n import _, ngettext
from crmcli.store import blobs, journal
from crmcli.store.checking import OK, PROBLEM, WARNING, Check, Finding, Patient, mended_by_fix, restored


def _triggers(patient: Patient) -> Finding:
    expected = journal.expected_triggers(patient.data)
    rows = patient.data.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    found = {row[0]: row[1] for row in rows}
    wrong = sorted(name for name, statement in expected.items() if found.get(name) != statement)
    strange = sorted(found.keys() - expected.keys())
    if wrong or any(name.startswith("journal_") for name in strange):
        said = _("The triggers that note changes are not as they should be: {names}.")
        return Finding(PROBLEM, said.format(names=", ".join(wrong or strange)), mended_by_fix())
    if strange:
        said = _("Another program has put triggers into the database: {names}.")
        return Finding(WARNING, said.format(names=", ".join(strange)), _("Take them out with that program."))
    return Finding(OK, _("Every change is noted."))


def _mend_triggers(patient: Patient) -> None:
    store = patient.writing()
    with store.exclusive():
        journal.drop_triggers(store.connection)
        journal.create_triggers(store.connection)


def _journal(patient: Patient) -> Finding:
    def count(condition: str) -> int:
        return int(patient.data.execute(f"SELECT count(*) FROM journal WHERE {condition}").fetchone()[0])

    unfinished = patient.data.execute("SELECT count(*) FROM operation WHERE state = 'open'").fetchone()[0]
    unreadable = count("action <> 'insert' AND coalesce(json_valid(image), 0) = 0")
    orphaned = count("operation_id IS NOT NULL AND operation_id NOT IN (SELECT id FROM operation)")
    if unfinished:
        return Finding(PROBLEM, _("A change is in the history that was never finished."), restored())
    if unreadable or orphaned:
        lost = unreadable + orphaned
        said = ngettext("{count} note of the history is lost.", "{count} notes of the history are lost.", lost)
        return Finding(
            PROBLEM, said.format(count=lost), _("Undo may refuse older changes; the contacts are not touched.")
        )
    if count("operation_id IS NULL"):
        return Finding(WARNING, _("Another program has changed contacts."), _("The next change by crm takes them in."))
    operations, size = patient.data.execute(
        "SELECT count(*), coalesce(sum(bytes) FILTER (WHERE pruned = 0), 0) FROM operation"
    ).fetchone()
    one, many = "The history is readable: {count} change, {size}.", "The history is readable: {count} changes, {size}."
    return Finding(OK, ngettext(one, many, operations).format(count=operations, size=sizes.shown(size)))


def _blobs(patient: Patient) -> Finding:
    spoilt = blobs.spoilt(patient.data)
    if spoilt:
        said = ngettext(
            "{count} photo or file is missing or spoilt.", "{count} photos or files are missing or spoilt.", spoilt
        )
        return Finding(PROBLEM, said.format(count=spoilt), restored())
    count, size = blobs.unnamed(patient.data)
    if count:
        said = ngettext(
            "{count} photo or file is nobody's ({size}).", "{count} photos or files are nobody's ({size}).", count
        )
        return Finding(WARNING, said.format(count=count, size=sizes.shown(size)), mended_by_fix())
    return Finding(OK, _("Photos and files are whole."))


def _mend_blobs(patient: Patient) -> None:
    store = patient.writing()
    with store.exclusive():
        blobs.collect(store.connection)


CHECKS = (
    Check("triggers", _triggers, _mend_triggers),
    Check("journal", _journal),
    Check("blobs", _blobs, _mend_blobs),
)
