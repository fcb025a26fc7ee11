"""After contacts were merged, the files that they came from bring nothing new: no contact, no value, no row."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli import importing
from crmcli.errors import Invalid
from crmcli.store import contacts, merging, operations
from crmcli.store.db import Store
from tests import factories
from tests.store import truths
from tests.store.sequences import book


def _merge(store: Store, keep: int, *others: int, prefer: int | None = None) -> None:
    with store.write("merged") as tx:
        merging.merge(tx, keep, others, prefer_id=prefer)


def _brings_nothing(store: Store, *books: str | Sequence[str]) -> bool:
    """Whether importing the books again changes no row at all."""
    before = factories.tables(store)
    created, updated, _unchanged, _rejected = factories.counts(factories.imported(store, *books))
    return (created, updated, factories.tables(store)) == (0, 0, before)


PHONE = [
    factories.card(
        "Budi Santoso", "NICKNAME:Bud", "BDAY:1974-05-12", "CATEGORIES:VIP", phone="0812-3456-7890", uid="a-1"
    ),
    factories.card("Sari", phone="0811-222-333", uid="a-2"),
]
WORK = [
    factories.card("Pak Boedi", "BDAY:--06-01", "TITLE:Director", phone="021-555-0101", company="PT Maju", uid="b-1"),
    factories.card("", phone="0811-999-888"),
    factories.card("Ibu Sari Dewi", "NOTE:likes tea", email="sari@maju.example", company="PT Maju"),
]  # fmt: skip


def test_two_phone_files_bring_nothing_after_their_people_were_merged(store: Store) -> None:
    factories.imported(store, PHONE, WORK)
    ids = {contact_name: number + 1 for number, contact_name in enumerate(factories.names(store))}
    _merge(store, ids["Budi Santoso"], ids["Pak Boedi"])
    _merge(store, ids["Sari"], ids["Ibu Sari Dewi"], ids["0811-999-888"])
    assert _brings_nothing(store, PHONE, WORK)
    assert _brings_nothing(store, WORK)
    assert _brings_nothing(store, WORK, PHONE)
    truths.assert_sound(store)


def test_a_name_that_no_card_has_any_more_makes_nobody_new(store: Store) -> None:
    factories.imported(store, PHONE, WORK)
    ids = {contact_name: number + 1 for number, contact_name in enumerate(factories.names(store))}
    with store.write("renamed") as tx:
        contacts.edit(tx, ids["Pak Boedi"], name="Somebody Else")
    _merge(store, ids["Budi Santoso"], ids["Pak Boedi"])
    for _again in range(2):
        created, updated, _unchanged, _rejected = factories.counts(factories.imported(store, PHONE, WORK))
        assert (created, updated) == (0, 0)


def test_one_uid_on_cards_of_two_people_still_makes_two(store: Store) -> None:
    cards = [factories.card("Budi", uid="a"), factories.card("Boedi", uid="b")]
    factories.imported(store, cards)
    _merge(store, 1, 2)
    other = factories.card("Wang Xiaoming", uid="b")
    assert factories.counts(factories.imported(store, [*cards, other])) == (1, 0, 2, 0)
    assert _brings_nothing(store, [*cards, other])


def test_a_merged_company_is_not_made_again_for_its_people(store: Store) -> None:
    cards = [factories.card("Budi", company="PT Maju"), factories.card("Sari", company="Maju Jaya PT")]
    factories.imported(store, cards)
    _merge(store, *[row[0] for row in store.connection.execute("SELECT id FROM contact WHERE kind = 'company'")])
    assert _brings_nothing(store, cards)


people = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), min_size=1, max_size=3)
pairs = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.booleans()), min_size=1, max_size=4)


@settings(max_examples=50)
@given(people, pairs, st.permutations(range(3)))
def test_whatever_is_merged_the_next_import_of_the_same_files_changes_nothing(
    seeds: list[tuple[int, int]], chosen: list[tuple[int, int, bool]], order: list[int]
) -> None:
    books = [book(*seed) for seed in seeds]
    with factories.temporary_store() as store:
        for _until_it_is_settled in range(3):
            factories.imported(store, *books)
        assert _brings_nothing(store, *books)
        for a, b, prefers in chosen:
            ids = [row[0] for row in store.connection.execute("SELECT id FROM contact ORDER BY id")]
            one, other = ids[a % len(ids)], ids[b % len(ids)]
            before = factories.tables(store)
            with suppress(Invalid):
                _merge(store, one, other, prefer=other if prefers else None)
                after = factories.tables(store)
                operations.undo(store)
                assert factories.tables(store) == before
                operations.redo(store)
                assert factories.tables(store) == after
        truths.assert_sound(store)
        assert _brings_nothing(store, *books)
        assert _brings_nothing(store, *[books[place] for place in order if place < len(books)])


def test_real_files_bring_nothing_after_their_people_were_merged(corpora: Path) -> None:
    lines = (corpora / "expected.tsv").read_text("utf-8").splitlines()[1:]
    files = [corpora / path for path, cards, *_rest in (line.split("\t") for line in lines) if int(cards or 0) > 1]
    tried = 0
    for file in files:
        with factories.temporary_store() as store:
            for _until_it_is_settled in range(2):
                _import_file(store, file)
            tried += _merge_many(store)
            before = factories.tables(store)
            assert _import_file(store, file) == (0, 0), file
            assert factories.tables(store) == before, file
    assert tried > 20


def _import_file(store: Store, file: Path) -> tuple[int, int]:
    """What an import of a file as it stands made new and changed."""
    with importing.Import(importing.Request(files=[str(file)], region="ID"), lambda *_progress: None) as one:
        one.read()
        return factories.counts(one.bring_in(store))[:2]


def _merge_many(store: Store) -> int:
    """Merges neighbours of one kind, at most ten pairs; returns how many."""
    rows = store.connection.execute("SELECT id, kind, employer_id FROM contact ORDER BY kind, id LIMIT 30").fetchall()
    merged = 0
    for one, other in zip(rows[::3], rows[1::3], strict=False):
        with suppress(Invalid):
            _merge(store, one["id"], other["id"])
            merged += 1
    return merged
