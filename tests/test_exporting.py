"""What goes out comes back: into the same database nothing new, into a fresh one the same contacts."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli import exporting
from crmcli.exporting import Export, Request
from crmcli.formats.drafts import ContactDraft
from crmcli.formats.recognition import open_book
from crmcli.formats.vcard.writer import card
from crmcli.import_report import Report
from crmcli.preparing import Preparer
from crmcli.store import cards, contacts, criteria, journal, merging, outgoing, own_uids
from crmcli.store.db import Store
from tests import factories
from tests.factories import NOW, REGION, counts, imported
from tests.formats.made_drafts import comparable, drafts
from tests.formats.vcard.corpora import CorpusFile, needs_corpora, vcard_files

FORMATS = [("vcf", "3.0"), ("vcf", "4.0"), ("csv", ""), ("json", ""), ("ndjson", "")]
_formats = pytest.mark.parametrize(("format", "version"), FORMATS)
_corpora = pytest.mark.parametrize("file", [file for file in vcard_files() if file.cards], ids=lambda file: file.path)

PEOPLE = [
    factories.card("Budi", phone="0812-3456-7890", uid="one"),
    factories.card("Budi"),  # a namesake of whom nothing is known
    factories.card("Sari", "NOTE:first", company="PT Maju"),
    factories.card("Sari", "NOTE:second", "X-GENDER:F", email="s@b.example", company="CV Lain"),
    factories.card("PT Maju", "X-ABShowAs:COMPANY", "ORG:PT Maju", phone="021-5790-6776"),
    factories.card("CV Baru", "NICKNAME:baru", company="CV Baru"),
    factories.card("+62 811 222 333", phone="+62 811 222 333"),
    factories.card("Ana", "CATEGORIES:VIP,Fleet", "BDAY:--04-15", "X-ABDATE;TYPE=other:2010-06-01", "TZ:Asia/Jakarta"),
]


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    made = factories.store(home)
    yield made
    made.close()


def _another(home: Path) -> Store:
    """The database of another machine, made at the same instant."""
    (home / "other").mkdir()
    return factories.store(home / "other")


def _text(store: Store, format: str, version: str = "") -> str:
    """An export of everybody."""
    ids = criteria.contact_ids(store.connection, [], today=NOW.date())
    return "".join(_export(store, ids, format, version).pieces())


def _export(store: Store, ids: list[int], format: str, version: str = "") -> Export:
    from crmcli.commands.cards import as_row

    def record(contact_id: int) -> dict[str, Any]:
        return as_row(cards.of(store.connection, contacts.get(store.connection, contact_id)))

    request = Request(format, version or "3.0")
    return Export(outgoing.each(store.connection, ids), len(ids), request, lambda *_: None, record)


def _contacts(store: Store) -> list[dict[str, Any]]:
    """All contacts as an export sees them, but for what tells one database from another."""
    ids = criteria.contact_ids(store.connection, [], today=NOW.date())
    found = [comparable(exporting.draft_of(each)) for each in outgoing.each(store.connection, ids)]
    return sorted(found, key=lambda each: (each["name"], each["uids"]))


@_formats
def test_an_export_changes_nothing_in_the_database_it_came_from(store: Store, format: str, version: str) -> None:
    total = counts(imported(store, PEOPLE))[0]
    before = factories.tables(store)
    report = imported(store, _text(store, format, version))
    assert counts(report) == (0, 0, report.total.read, 0)
    assert report.total.read >= total
    assert report.operation_id is None
    assert factories.tables(store) == before


@_formats
def test_an_export_makes_the_same_contacts_in_another_database(
    store: Store, home: Path, format: str, version: str
) -> None:
    imported(store, PEOPLE)
    other = _another(home)
    report = imported(other, _text(store, format, version))
    assert counts(report)[1:] == (0, 0, 0)
    assert _contacts(other) == _contacts(store)
    for again, _version in FORMATS:
        assert imported(other, _text(store, again)).operation_id is None
    other.close()


@needs_corpora
@_corpora
def test_what_other_programs_wrote_goes_out_and_in_again_unchanged(store: Store, file: CorpusFile) -> None:
    path = Path("book.vcf")
    path.write_bytes(file.content)
    _import(store, path)
    _assert_goes_out_and_in_again_unchanged(store, Path())


def _assert_goes_out_and_in_again_unchanged(store: Store, folder: Path) -> None:
    """In every format: nothing new comes into the same database, and the same contacts into another."""
    before, held = factories.tables(store), _contacts(store)
    proven: list[list[object]] = []
    for format, version in FORMATS:
        again = folder / f"again.{format}"
        again.write_text(_text(store, format, version), "utf-8", newline="")
        # What is read as it was from another format is brought in as it was.
        if before["contact"] and (incoming := _incoming(again)) not in proven:
            proven.append(incoming)
            assert _import(store, again) == (0, 0, len(held), 0), (format, version)
            assert factories.tables(store) == before, (format, version)
            _assert_same_elsewhere(again, held, has_photos=format != "csv")


def _incoming(path: Path) -> list[object]:
    """All that an import of the file hands to the store, but for the lines it stands on and their wording.

    The wording is what a card is known by that has no identifier, and what we export has one.
    """
    prepare = Preparer(Report(region=REGION), REGION)
    with path.open("rb") as stream:
        entries = list(open_book(stream, name=path.name, region=REGION).entries)
    found: list[object] = []
    for entry in entries:
        if isinstance(entry, ContactDraft):
            incoming = prepare.contact(path.name, entry)
            assert incoming.uids
            found.append(incoming._replace(line=0, content=""))
        else:
            found.append(entry)
    return found


def _import(store: Store, path: Path) -> tuple[int, int, int, int]:
    from crmcli.importing import Import
    from crmcli.importing import Request as ImportRequest

    with Import(ImportRequest([str(path)], region=REGION), lambda *_: None) as one:
        one.read()
        return counts(one.bring_in(store))


def _assert_same_elsewhere(path: Path, held: list[dict[str, Any]], *, has_photos: bool) -> None:
    with factories.temporary_store() as other:
        _import(other, path)
        found = _contacts(other)
        wanted = held if has_photos else [{**each, "photo": None} for each in held]
        assert list(map(_without_notes, found)) == list(map(_without_notes, wanted))


def _without_notes(contact: dict[str, Any]) -> dict[str, Any]:
    """A contact of several cards keeps parameters of values that only another of them had; they go out with none."""
    return {**contact, "unparsed": [line for line in contact["unparsed"] if not line.startswith("X-CRM-PARAMETERS")]}


@settings(max_examples=35)
@given(found=st.lists(drafts(), min_size=1, max_size=4))
def test_made_up_contacts_go_out_and_in_again_unchanged(found: list[ContactDraft]) -> None:
    with factories.temporary_store() as first, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.vcf"
        path.write_text("".join(card(draft) for draft in found), "utf-8", newline="")
        _import(first, path)
        _assert_goes_out_and_in_again_unchanged(first, Path(folder))


def test_a_contact_without_an_identifier_is_given_one_that_is_known_again_after_it_was_renamed(store: Store) -> None:
    contact_id = factories.person(store, "Budi")
    card = _text(store, "vcf")
    at = contacts.get(store.connection, contact_id).created_at
    assert f"UID:{own_uids.of(contact_id, at)}\r\n" in card
    with store.write("renamed") as tx:
        contacts.edit(tx, contact_id, name="Pak Budi Santoso")
    assert counts(imported(store, card)) == (0, 0, 1, 0)
    assert factories.names(store) == ["Pak Budi Santoso"]


@_formats
def test_two_databases_that_were_made_at_once_mix_nobody_up(
    store: Store, home: Path, format: str, version: str
) -> None:
    for name, phone in (("Budi", "0812-111-1111"), ("Sari", ()), ("Ana", ())):
        factories.person(store, name, phone=phone)
    other = _another(home)
    for name, phone in (("Tuti", "0812-333-3333"), ("Wati", ()), ("Rio", "0812-444-4444")):
        factories.person(other, name, phone=phone)
    text = _text(store, format, version)
    assert counts(imported(other, text)) == (3, 0, 0, 0)
    assert factories.names(other) == ["Tuti", "Wati", "Rio", "Ana", "Budi", "Sari"]
    again = imported(other, _text(store, *FORMATS[1]))
    assert (counts(again), counts(imported(other, text))) == ((0, 0, 3, 0), (0, 0, 3, 0))
    other.close()


def test_whoever_was_renamed_elsewhere_is_known_by_the_identifier_and_a_phone_and_a_company_without_one(
    store: Store, home: Path
) -> None:
    factories.person(store, "Budi", phone="0812-111-1111")
    factories.company(store, "PT Maju")
    other = _another(home)
    imported(other, _text(store, "vcf"))
    with other.write("renamed") as tx:
        for contact_id, name in enumerate(("Andreas", "CV Lain"), start=1):
            contacts.edit(tx, contact_id, name=name)
    assert counts(imported(store, _text(other, "vcf"))) == (0, 0, 2, 0)
    other.close()


def test_identifiers_of_our_own_outlive_a_merge(store: Store, home: Path) -> None:
    one, two = factories.person(store, "Sinta"), factories.person(store, "Bunga")
    before = _text(store, "vcf")
    other = _another(home)
    imported(other, before)
    with store.write("merged") as tx:
        merging.merge(tx, one, [two])
    assert counts(imported(store, before)) == (0, 0, 2, 0)
    with other.write("renamed") as tx:
        contacts.edit(tx, 1, name="Quite Another")
    assert counts(imported(store, _text(other, "json"))) == (0, 0, 2, 0)
    assert sorted(_contacts(store)[0]["uids"]) == sorted(uid for contact in _contacts(other) for uid in contact["uids"])
    other.close()


@pytest.mark.parametrize(
    "uid", ["crm-1", "crm-x-1", "crm-999-20261124T090000Z", "crm-1-20200101T000000Z", "crm-" + "9" * 99]
)
def test_an_identifier_that_this_database_never_gave_is_nobodys(store: Store, uid: str) -> None:
    factories.person(store, "Budi")
    assert own_uids.holder(store.connection, uid) is None


def test_a_status_is_taken_from_an_export_for_newcomers_and_never_changed_by_one(store: Store, home: Path) -> None:
    contact_id = factories.person(store, "Budi", status="lead", source="fair", cadence_days=14)
    card = _text(store, "vcf")
    with store.write("edited") as tx:
        contacts.edit(tx, contact_id, status="past", source=None)
    assert counts(imported(store, card)) == (0, 1, 0, 0)
    contact = contacts.get(store.connection, contact_id)
    assert (contact.status, contact.source, contact.cadence_days) == ("past", "fair", 14)
    other = _another(home)
    imported(other, card)
    contact = contacts.get(other.connection, 1)
    assert (contact.status, contact.source, contact.cadence_days) == ("lead", "fair", 14)
    other.close()


def test_several_days_of_one_kind_are_kept_but_for_birthdays(store: Store) -> None:
    lines = ("X-ABDATE:2010-06-01", "X-ABDATE:2011-07-02", "BDAY:1980-04-15")
    imported(store, factories.card("Ana", *lines))
    assert counts(imported(store, factories.card("Ana", *lines))) == (0, 0, 1, 0)
    rows = store.connection.execute("SELECT kind, year FROM occasion ORDER BY year").fetchall()
    assert [tuple(row) for row in rows] == [("birthday", 1980), ("other", 2010), ("other", 2011)]


def test_an_export_asks_for_contacts_a_batch_at_a_time_and_stops_when_nobody_reads(store: Store) -> None:
    ids = [factories.person(store, f"Budi {number}") for number in range(5)]
    export = _export(store, ids, "vcf")
    assert next(export.pieces()).startswith("BEGIN:VCARD")
    assert export.count == 1


def test_who_is_gone_by_now_is_left_out(store: Store) -> None:
    contact_id = factories.person(store, "Budi")
    assert [each.contact.id for each in outgoing.each(store.connection, [99, contact_id])] == [contact_id]


def test_every_table_that_undo_knows_is_one_of_those_that_an_export_was_thought_through_for(store: Store) -> None:
    assert set(journal.tables(store.connection)) == {
        "activity", "address", "attachment", "channel", "close_change", "competitor", "contact", "contact_group",
        "contact_uid", "deal", "deal_contact", "deal_tag", "deal_uid", "distinct_pair", "followup", "greeting",
        "membership", "merged_contact", "occasion", "own_holiday", "participant", "pipeline", "rate", "relation",
        "segment", "setting", "stage", "stage_move",
    }  # fmt: skip
    assert isinstance(
        exporting.draft_of(next(outgoing.each(store.connection, [factories.person(store)]))), ContactDraft
    )
