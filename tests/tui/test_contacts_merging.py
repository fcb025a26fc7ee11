"""Merging, duplicates and sorting out by their keys: what is offered, what was chosen, and what the store has then."""

from __future__ import annotations

import shlex
import shutil
import sqlite3
from pathlib import Path

import pytest

from crmcli.tui.duplicates_screen import DuplicatesScreen
from tests import factories
from tests.conftest import Crm
from tests.tui.screens import Stage, play

PHONE = "+62 812-3456-7890"
CONTACTS = "SELECT name, title, status, nickname, notes, fields FROM contact WHERE deleted_at IS NULL ORDER BY id"


def rows(database: Path, query: str) -> list[tuple[object, ...]]:
    """What a query finds in the database."""
    with sqlite3.connect(database) as connection:
        return [tuple(row) for row in connection.execute(query)]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Two who are one, and one who is another."""
    folder = tmp_path / "book"
    folder.mkdir()
    store = factories.store(folder)
    factories.person(store, "Budi Santoso", phone=PHONE, title="Director", fields='{"size": "XL"}')
    factories.person(store, "Pak Budi Santoso", phone=PHONE, title="Sales", fields='{"size": "L"}')
    factories.person(store, "Rina Wijaya")
    store.close()
    return folder / "crm.db"


def test_field_by_field_it_is_chosen_which_value_holds(book: Path, crm: Crm, tmp_path: Path) -> None:
    before = Path(shutil.copy(book, tmp_path / "before.db"))

    async def played(stage: Stage) -> list[str]:
        await stage.press("C", "space", "space", "M")
        text = stage.text()
        assert "✓ Budi Santoso" in text
        assert "name: Pak Budi Santoso (c2) to the nicknames" in text
        await stage.press("j", "l")
        assert "✓ Sales" in stage.text()
        assert "title: Director (c1) to the notes" in stage.text()
        await stage.press("j", "space", "m")
        assert stage.toasts()[-1].startswith("Merged c2 Pak Budi Santoso into c1 Budi Santoso")
        return stage.app.commands

    lines = play(book, played)
    assert lines == ["crm contact merge c1 c2 --take title=c2 --take field.size=c2"]
    stored = rows(book, CONTACTS)
    assert stored[0][:2] == ("Budi Santoso", "Sales")
    assert '"size": "L"' in str(stored[0][5])
    assert crm("--db", str(before), *shlex.split(lines[0])[1:]).code == 0
    assert rows(before, CONTACTS) == stored


def test_another_number_stays_with_all_of_its_values(book: Path, crm: Crm, tmp_path: Path) -> None:
    before = Path(shutil.copy(book, tmp_path / "before.db"))

    async def played(stage: Stage) -> list[str]:
        await stage.press("C", "space", "space", "M", "home", "l")
        assert "Then there is c2 Pak Budi Santoso" in stage.text()
        await stage.press("m")
        return stage.app.commands

    lines = play(book, played)
    assert lines == ["crm contact merge c2 c1"]
    crm("--db", str(before), *shlex.split(lines[0])[1:])
    assert rows(before, CONTACTS) == rows(book, CONTACTS)


def test_a_digit_takes_all_of_one_side_and_undo_brings_both_back(book: Path) -> None:
    stored = rows(book, CONTACTS)

    async def played(stage: Stage) -> None:
        await stage.press("C", "space", "space", "M", "2", "m")
        assert stage.app.commands == ["crm contact merge c1 c2 --prefer c2"]
        assert rows(book, CONTACTS)[0][:2] == ("Pak Budi Santoso", "Sales")
        await stage.press("u")

    play(book, played)
    assert rows(book, CONTACTS) == stored


def test_a_person_and_a_company_are_not_made_one_and_a_sentence_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    folder.mkdir()
    store = factories.store(folder)
    factories.person(store, "Budi")
    factories.company(store, "PT Maju")
    store.close()

    async def played(stage: Stage) -> None:
        await stage.press("C", "ctrl+a", "M")
        assert "is a person and" in stage.toasts()[-1]
        assert type(stage.app.screen).__name__ == "ContactsScreen"

    play(folder / "crm.db", played)


def test_it_takes_two_marked_ones_to_merge(book: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("C", "M")
        assert "Mark two or more" in stage.toasts()[-1]

    play(book, played)


def shown(stage: Stage) -> list[tuple[int, int]]:
    """The pairs that are shown."""
    screen = stage.app.screen
    assert isinstance(screen, DuplicatesScreen)
    return [(pair.id, pair.other_id) for pair in screen.pair_list.shown]


def test_duplicates_are_looked_for_in_the_background_and_shown_with_why(book: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("C", "D")
        assert shown(stage)[0] == (1, 2)
        assert "same name, same phone" in stage.lines()[1]
        assert "Director" in stage.text()

    play(book, played)


def test_a_pair_is_merged_and_comes_again_when_that_is_taken_back(book: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("C", "D", "m", "m")
        assert shown(stage) == []
        assert rows(book, "SELECT count(*) FROM contact") == [(2,)]
        assert not any("There is no contact" in said for said in stage.toasts())
        await stage.press("u")
        assert shown(stage) == [(1, 2)]

    play(book, played)


def test_two_who_are_different_are_noted_and_skipped_ones_only_hidden(book: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("C", "D", "s")
        assert shown(stage) == []
        await stage.press("escape", "D")
        assert shown(stage) == [(1, 2)]
        await stage.press("n")
        assert shown(stage) == []
        assert stage.app.commands == ["crm contact different c1 c2"]
        assert rows(book, "SELECT contact_id, other_id FROM distinct_pair") == [(1, 2)]

    play(book, played)


def test_all_that_are_certain_are_merged_only_when_said_yes_to(book: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("C", "D", "A", "n")
        assert rows(book, "SELECT count(*) FROM contact") == [(3,)]
        await stage.press("A", "y")
        assert rows(book, "SELECT count(*) FROM contact") == [(2,)]
        assert stage.app.commands == ["crm contact dupes --apply certain"]

    play(book, played)


TRIAGE = "SELECT name, status, triage FROM contact ORDER BY id"


def test_one_key_decides_who_is_who_and_undo_shows_them_again(book: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("C", "W")
        assert stage.lines()[0].endswith("Sort out 1 of 3")
        assert "c1  Budi Santoso" in stage.lines()[1]
        await stage.press("p")
        assert "c2  Pak Budi Santoso" in stage.lines()[1]
        await stage.press("l", "b")
        assert "Everybody is sorted out." in stage.text()
        assert [row[1] for row in rows(book, TRIAGE)] == ["private", "lead", "blocked"]
        await stage.press("u", "u")
        assert "c2  Pak Budi Santoso" in stage.lines()[1]
        assert [row[1:] for row in rows(book, TRIAGE)] == [("private", "done"), ("active", None), ("active", None)]

    play(book, played)


def test_a_customer_goes_into_a_group_which_then_has_a_key(book: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("C", "W", "g")
        await stage.type("VIP")
        await stage.press("enter")
        assert "1 VIP" in stage.text()
        await stage.press("1", "g", "enter")

    play(book, played)
    query = "SELECT g.name, m.contact_id FROM membership m JOIN contact_group g ON g.id = m.group_id ORDER BY 2"
    assert rows(book, query) == [("VIP", 1), ("VIP", 2), ("VIP", 3)]


def test_sorting_out_merges_parts_and_leaves_for_later(book: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("C", "W")
        assert "like c2 Pak Budi Santoso" in stage.text()
        await stage.press("d")
        assert rows(book, "SELECT contact_id, other_id FROM distinct_pair") == [(1, 2)]
        assert "c1  Budi Santoso" in stage.lines()[1]
        await stage.press("u", "m")
        assert rows(book, "SELECT count(*) FROM contact") == [(2,)]
        assert "Budi Santoso" in stage.lines()[1]
        await stage.press("s", "o")

    play(book, played)
    assert rows(book, "SELECT kind, triage FROM contact ORDER BY id") == [("person", "later"), ("company", "done")]


def test_the_line_takes_back_what_was_decided_on_the_screen(book: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("C", "W", "p")

    play(book, played)
    store = factories.opened(book)
    try:
        from crmcli.store import operations, triage

        newest = operations.next_to_undo(store.connection)
        assert newest is not None
        assert triage.contact_of(store.connection, newest.id) == 1
    finally:
        store.close()
