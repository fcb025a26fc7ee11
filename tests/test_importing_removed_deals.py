"""A deal that the user removed stays removed when it comes again, however it is known, and that is said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from crmcli.store import deals, operations
from crmcli.store.db import Store
from tests import factories
from tests.factories import counts, imported
from tests.test_importing_deals import exported, table

PIPEDRIVE = "Deal - ID,Deal - Title,Deal - Value,Deal - Currency of Value,Deal - Contact person"
PLAIN = "Deal Name,Amount,Contact"


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    """A new store in the test's home, open for changes."""
    with closing(factories.store(home)) as made:
        yield made


def remove(store: Store, deal_id: int) -> None:
    with store.write("removed a deal") as tx:
        deals.remove(tx, deal_id)


def titles(store: Store) -> list[str]:
    return [each.title for each in deals.listed(store.connection, with_closed=True, sort="id")]


@pytest.mark.parametrize(
    ("header", "first", "again"),
    [
        (PLAIN, "Fleet,100,Ana", "Fleet,100,Ana"),  # the same row
        (PLAIN, "Fleet,100,Ana", "Fleet,200,Ana"),  # the same title and customer
        (PIPEDRIVE, "17,Fleet,100,USD,Ana", "17,Bikes,200,USD,Budi"),  # the same number
    ],
)
@pytest.mark.parametrize("on_match", ["update", "overwrite", "skip"])
def test_a_removed_deal_stays_removed_and_makes_nobody(
    store: Store, header: str, first: str, again: str, on_match: str
) -> None:
    imported(store, table(first, header=header))
    remove(store, 1)
    before = factories.tables(store)
    report = imported(store, table(again, header=header), on_match=on_match)
    assert (counts(report), report.operation_id) == ((0, 0, 1, 0), None)
    assert [(each.deal_id, each.name, each.removed_by) for each in report.removed] == [(1, "Fleet", 2)]
    assert factories.tables(store) == before


@pytest.mark.parametrize("format", ["csv", "json"])
def test_an_export_does_not_bring_back_what_was_removed_after_it(store: Store, format: str) -> None:
    imported(store, table("Fleet,100,Ana", "Vans,5,Budi", header=PLAIN))
    content = exported(store, format)
    remove(store, 1)
    report = imported(store, content)
    assert (counts(report), titles(store)) == ((0, 0, 2, 0), ["Vans"])
    assert [each.deal_id for each in report.removed] == [1]


def test_undoing_the_removal_brings_it_back_and_the_file_knows_it_again(store: Store) -> None:
    rows = table("17,Fleet,100,USD,Ana", header=PIPEDRIVE)
    imported(store, rows)
    remove(store, 1)
    (gone,) = imported(store, rows).removed
    operations.undo(store, operation_id=gone.removed_by)
    assert (counts(imported(store, rows)), titles(store)) == ((0, 0, 1, 0), ["Fleet"])


def test_an_import_that_was_undone_removed_nothing(store: Store) -> None:
    rows = table("17,Fleet,100,USD,Ana", header=PIPEDRIVE)
    imported(store, rows)
    operations.undo(store)
    assert (counts(imported(store, rows)), titles(store)) == ((1, 0, 0, 0), ["Fleet"])
    operations.undo(store)
    factories.person(store, "Tuti")  # what was undone cannot be redone any more
    assert counts(imported(store, rows)) == (1, 0, 0, 0)


def test_adding_every_row_brings_it_as_a_new_deal_that_is_known_from_then_on(store: Store) -> None:
    rows = table("17,Fleet,100,USD,Ana", header=PIPEDRIVE)
    imported(store, rows)
    remove(store, 1)
    assert counts(imported(store, rows, on_match="add")) == (1, 0, 0, 0)
    report = imported(store, rows)
    assert (counts(report), report.removed) == ((0, 0, 1, 0), [])


def test_another_deal_is_not_taken_for_the_removed_one(store: Store) -> None:
    imported(store, table("17,Fleet,100,USD,Ana", header=PIPEDRIVE))
    remove(store, 1)
    rows = table("18,Fleet,100,USD,Ana", header=PIPEDRIVE)  # of another number
    assert counts(imported(store, rows)) == (1, 0, 0, 0)
    imported(store, table("Roof,1,Ana,2026-01-05", header=PLAIN + ",Created"))
    remove(store, 3)
    assert counts(imported(store, table("Roof,1,Ana,2026-06-05", header=PLAIN + ",Created"))) == (1, 0, 0, 0)
    assert counts(imported(store, table("Roof,1,Budi,2026-01-05", header=PLAIN + ",Created"))) == (1, 0, 0, 0)


def test_of_two_alike_the_one_that_was_kept_is_changed_and_the_other_stays_removed(store: Store) -> None:
    imported(store, table("Fleet,100,Ana", "Fleet,200,Ana", header=PLAIN))
    remove(store, 2)
    report = imported(store, table("Fleet,100,Ana,x", "Fleet,200,Ana,y", header=PLAIN + ",Notes"))
    assert (counts(report), titles(store)) == ((0, 1, 1, 0), ["Fleet"])
    assert deals.get(store.connection, 1).notes == "x"
