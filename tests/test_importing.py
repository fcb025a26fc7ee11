"""What import promises of every book: nothing is lost, nothing is counted twice, and the same again changes nothing."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli import phones
from crmcli.errors import Invalid, NotFound
from crmcli.importing import Import, Request
from crmcli.store import operations
from crmcli.store.db import Store
from tests import factories
from tests.factories import card, counts, imported
from tests.store import truths

NAMES = ("Budi", "Budi Santoso", "B. Santoso", "Pak Budi", "Sari", "王小明", "")
PHONES = ("", "0812-3456-7890", "+62 812 3456 7890", "021 555 0101", "911")
EMAILS = ("", "budi@example.com", "info@maju.example", "INFO@maju.example")
COMPANIES = ("", "PT Maju", "pt maju")
UIDS = ("", "", "uid-1", "uid-2")
LINES = (
    "NOTE:prefers tea",
    "CATEGORIES:VIP",
    "BDAY:1980-04-15",
    "X-OWN:1",
    "NICKNAME:Bud",
    "KIND:org",
    "TITLE:Director",
)

people = st.builds(
    lambda name, lines, phone, email, company, uid: card(
        name, *lines, phone=phone, email=email, company=company, uid=uid
    ),
    st.sampled_from(NAMES),
    st.lists(st.sampled_from(LINES), max_size=2, unique=True),
    st.sampled_from(PHONES),
    st.sampled_from(EMAILS),
    st.sampled_from(COMPANIES),
    st.sampled_from(UIDS),
)


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    """A new store in the test's home, open for changes."""
    with closing(factories.store(home)) as made:
        yield made


books = st.lists(people, min_size=1, max_size=6)
MODEST = settings(max_examples=60)


@MODEST
@given(books)
def test_importing_the_same_file_twice_changes_nothing(book: list[str]) -> None:
    with factories.temporary_store() as store:
        counts(imported(store, book))
        before = factories.tables(store)
        again = imported(store, book)
        created, updated, unchanged, _rejected = counts(again)
        assert (created, updated) == (0, 0)
        assert unchanged + _rejected == len(book)
        assert factories.tables(store) == before
        assert again.operation_id is None
        truths.assert_sound(store)


@MODEST
@given(books, books)
def test_importing_two_files_again_in_the_other_order_changes_nothing(one: list[str], other: list[str]) -> None:
    with factories.temporary_store() as store:
        counts(imported(store, one, other))
        before = factories.tables(store)
        assert counts(imported(store, other, one))[:2] == (0, 0)
        assert factories.tables(store) == before


@MODEST
@given(books, books, st.sampled_from(["update", "overwrite", "skip", "add"]))
def test_an_import_is_undone_and_redone_exactly(one: list[str], other: list[str], on_match: str) -> None:
    with factories.temporary_store() as store:
        imported(store, one)
        before = factories.tables(store)
        report = imported(store, other, on_match=on_match, groups=["fair"], source="fair")
        counts(report)
        after = factories.tables(store)
        truths.assert_sound(store)
        if report.operation_id is None:
            assert after == before
            return
        operations.undo(store)
        assert factories.tables(store) == before
        truths.assert_sound(store)
        operations.redo(store)
        assert factories.tables(store) == after
        truths.assert_sound(store)


@MODEST
@given(books, books)
def test_a_dry_run_counts_as_the_import_does_and_keeps_nothing(one: list[str], other: list[str]) -> None:
    with factories.temporary_store() as store:
        imported(store, one)
        before = factories.tables(store), truths.index(store.connection)
        would = imported(store, other, dry_run=True)
        assert (factories.tables(store), truths.index(store.connection)) == before
        assert would.operation_id is None
        assert counts(would) == counts(imported(store, other))


@MODEST
@given(books)
def test_every_phone_and_address_of_a_book_is_somebodys_afterwards(book: list[str]) -> None:
    with factories.temporary_store() as store:
        imported(store, book)
        held = {
            row[0] for row in store.connection.execute("SELECT normal FROM channel UNION SELECT value FROM channel")
        }
        for line in "".join(book).splitlines():
            name, _colon, value = line.partition(":")
            if name == "EMAIL":
                assert value.lower() in held
            if name == "TEL":
                assert (phones.read(value, factories.REGION).normal or value) in held


BROKEN = "BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n"


def _import(request: Request, stdin: bytes = b"") -> Import:
    return Import(request, lambda _done, _all, _what: None, io.BytesIO(stdin))


def _files(home: Path) -> list[str]:
    """A vCard file with somebody good and nobody, a table likewise, and a file that is no address book."""
    (home / "a.vcf").write_text(card("Budi") + BROKEN)
    (home / "b.csv").write_text("Name,Phone\nSari,0812-3456-7890\n,\nAgus,0811-222-3333\n")
    (home / "c.txt").write_text("%PDF-1.4 no address book")
    return [str(home / name) for name in ("a.vcf", "b.csv", "c.txt")]


def test_each_file_is_counted_by_itself_and_a_file_that_fails_does_not_stop_the_others(
    store: Store, home: Path
) -> None:
    with _import(Request(_files(home), region="ID")) as one:
        one.read()
        report = one.bring_in(store)
    counts(report)
    assert [(each.format, each.counts.created, each.counts.rejected) for each in report.files[:2]] == [
        ("vcard", 1, 1),
        ("csv", 2, 0),
    ]
    assert isinstance(report.files[2].failure, Invalid)
    assert factories.names(store) == ["Budi", "Sari", "Agus"]
    assert len(operations.newest(store.connection)) == 1


def test_one_file_that_is_no_address_book_is_an_error(home: Path) -> None:
    _files(home)
    with _import(Request([str(home / "c.txt")])) as one, pytest.raises(Invalid):
        one.read()


def test_a_file_that_is_not_there_is_an_error_before_anything_is_read(home: Path) -> None:
    with _import(Request([*_files(home), "nowhere.vcf"])) as one:
        with pytest.raises(NotFound, match=r"nowhere\.vcf"):
            one.read()
        assert one.report.files == []


def test_a_folder_is_all_address_books_below_it(store: Store, home: Path) -> None:
    (home / "books" / "more").mkdir(parents=True)
    (home / "books" / ".cache").mkdir()
    for name in ("b.vcf", "more/c.VCARD", "a.txt", "ignored.pdf", ".hidden.vcf", ".cache/d.vcf"):
        (home / "books" / name).write_text(card(name))
    with _import(Request([str(home / "books")])) as one:
        one.read()
        report = one.bring_in(store)
    assert factories.names(store) == ["b.vcf", "more/c.VCARD"]
    assert counts(report) == (2, 0, 0, 0)


def test_a_folder_without_an_address_book_is_an_error(home: Path) -> None:
    (home / "empty").mkdir()
    with _import(Request([str(home / "empty")])) as one, pytest.raises(Invalid, match="no address book in the folder"):
        one.read()


def test_standard_input_is_a_file_like_any_other(store: Store) -> None:
    with _import(Request(["-"]), stdin=(card("Budi") * 2).encode()) as one:
        one.read()
        assert counts(one.bring_in(store)) == (1, 0, 1, 0)


def test_what_is_rejected_is_written_in_its_own_format_and_can_be_read_again(store: Store, home: Path) -> None:
    book = home / "book.vcf"
    book.write_text(BROKEN + card("Budi") + BROKEN)
    kept = home / "rejects.vcf"
    with _import(Request([str(book)], rejects=str(kept))) as one:
        one.read()
        report = one.bring_in(store)
        assert one.write_rejects() == [str(kept)]
    assert counts(report) == (1, 0, 0, 2)
    assert [(problem.line, problem.is_rejection) for problem in report.problems] == [(1, True), (8, True)]
    assert kept.read_text().count("BEGIN:VCARD") == 2
    assert "Budi" not in kept.read_text()
    assert counts(imported(store, kept.read_text())) == (0, 0, 0, 2)


def test_an_import_of_nothing_new_is_no_operation(store: Store) -> None:
    imported(store, card("Budi"))
    assert imported(store, card("Budi")).operation_id is None
    assert len(operations.newest(store.connection)) == 1


def test_an_import_says_in_the_history_what_it_did(store: Store, home: Path) -> None:
    for number in range(3):
        (home / f"{number}.vcf").write_text(card(f"Budi {number}"))
    with _import(Request([str(home / f"{n}.vcf") for n in range(3)], command="crm import")) as one:
        one.read()
        one.bring_in(store)
    (operation,) = operations.newest(store.connection)
    assert (operation.what, operation.command) == (
        "imported 0.vcf, 1.vcf and 1 more file: 3 new, 0 updated",
        "crm import",
    )


def test_every_collected_address_book_is_imported_once_and_for_all(corpora: Path) -> None:
    taken = [path for path in sorted(corpora.rglob("*")) if path.is_file() and _is_unchanged_by_a_second_import(path)]
    assert taken
    with factories.temporary_store() as store:
        for turn, paths in enumerate((taken, taken, taken[::-1])):
            with _import(Request([str(path) for path in paths], region=factories.REGION)) as one:
                one.read()
                created, updated, _unchanged, _rejected = counts(one.bring_in(store))
            assert (created + updated > 0) is (turn == 0)
        truths.assert_sound(store)
        operations.undo(store)
        assert factories.tables(store) == factories.nothing()


def _is_unchanged_by_a_second_import(path: Path) -> bool:
    """Imports a file twice; returns whether it is an address book at all."""
    with factories.temporary_store() as store:
        for turn in range(2):
            with _import(Request([str(path)], region=factories.REGION)) as one:
                try:
                    one.read()
                except Invalid:
                    return False
                report = one.bring_in(store)
            created, updated, _unchanged, _rejected = counts(report)
            assert turn == 0 or (created, updated, report.operation_id) == (0, 0, None), path
    return True


def test_reading_a_number_by_the_region_is_told(store: Store) -> None:
    book = [card("Budi", phone="0812-3456-7890"), card("Sari", phone="0811-222-3333")]
    assert imported(store, book, region="ID").national == "0812-3456-7890"
    report = imported(store, [card("Agus", phone="0813-444-5555")], region="")
    assert (report.national, report.unread) == ("", 1)


def test_a_contact_named_by_an_address_is_not_renamed_to_another(store: Store, home: Path) -> None:
    book = [card("a@x.example", "EMAIL:a@x.example", "EMAIL:b@x.example"), card("b@x.example", "EMAIL:b@x.example")]
    imported(store, book)
    assert counts(imported(store, book)) == (0, 0, 2, 0)
    assert factories.names(store) == ["a@x.example"]


def test_a_number_of_thousands_folds_nobody_together_and_is_not_looked_through(store: Store) -> None:
    book = [card(f"N{n} X{n}", "TEL:+6281234567890") for n in range(200)]
    assert counts(imported(store, book)) == (200, 0, 0, 0)
    assert counts(imported(store, book)) == (0, 0, 200, 0)


def test_a_card_of_very_many_values_is_taken_in_twice_without_a_change(store: Store) -> None:
    lines = [f"TEL:08123{n:06d}" for n in range(800)] + [f"X-ODD-{n}:v" for n in range(800)]
    book = [card("Budi", *lines, *(f"RELATED;TYPE=friend:F{n}" for n in range(300)))]
    assert counts(imported(store, book)) == (1, 0, 0, 0)
    assert counts(imported(store, book)) == (0, 0, 1, 0)
