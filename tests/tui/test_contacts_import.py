"""An import by its keys: what it would do is shown, enter does it, u takes it back."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from crmcli.tui import intake_path
from crmcli.tui.intake_list import IntakeList
from crmcli.tui.intake_screen import DONE, READY, IntakeScreen
from tests import factories
from tests.tui.screens import Stage, play

CARDS = (
    "BEGIN:VCARD\nVERSION:3.0\nFN:Budi Santoso\nTEL:+62 812-3456-7890\nTITLE:Boss\nEND:VCARD\n"
    "BEGIN:VCARD\nVERSION:3.0\nFN:Ani Lestari\nTEL:+62 817-2222-333\nEMAIL:ani@y.example\nEND:VCARD\n"
    "BEGIN:VCARD\nVERSION:3.0\nFN:Citra Dewi\nTEL:+62 818-3333-4444\nEND:VCARD\n"
    "BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n"
)


def rows(database: Path, query: str) -> list[tuple[object, ...]]:
    """What a query finds in the database."""
    with sqlite3.connect(database) as connection:
        return [tuple(row) for row in connection.execute(query)]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """An address book in which two of the file are already."""
    folder = tmp_path / "book"
    folder.mkdir()
    store = factories.store(folder)
    factories.person(store, "Budi Santoso", phone="+62 812-3456-7890", title="Director")
    factories.person(store, "Ani Lestari", email="ani@y.example")
    store.close()
    return folder / "crm.db"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A file to import."""
    path = tmp_path / "people.vcf"
    path.write_text(CARDS, encoding="utf-8")
    return path


def screen(stage: Stage) -> IntakeScreen:
    """The screen of the import."""
    found = stage.app.screen
    assert isinstance(found, IntakeScreen)
    return found


async def opened(stage: Stage, path: Path) -> IntakeScreen:
    """Goes to the import of a file."""
    await stage.press("C", "I")
    await stage.type(str(path))
    await stage.press("enter")
    return screen(stage)


def test_the_preview_tells_row_by_row_what_would_become_of_it(book: Path, table: Path) -> None:
    async def played(stage: Stage) -> None:
        one = await opened(stage, table)
        assert one.state == READY
        assert one.preview is not None
        assert [(row.kind, row.line, row.name) for row in one.preview.rows] == [
            ("rejected", 18, ""),
            ("kept", 1, "Budi Santoso"),
            ("updated", 7, "Ani Lestari"),
            ("created", 13, "Citra Dewi"),
        ]
        assert "stays title: Director, not Boss" in stage.text()
        assert "4 read: 1 new, 1 updated, 1 unchanged, 1 rejected" in stage.text()
        assert rows(book, "SELECT count(*) FROM contact") == [(2,)]
        await stage.press("tab")
        assert screen(stage).query_one(IntakeList).row.line == 1  # type: ignore[union-attr]

    play(book, played)


def test_enter_imports_and_undo_takes_it_back(book: Path, table: Path) -> None:
    async def played(stage: Stage) -> None:
        one = await opened(stage, table)
        await stage.press("enter")
        assert one.state == DONE
        assert "1 new, 1 updated" in stage.toasts()[-1]
        assert rows(book, "SELECT count(*) FROM contact") == [(3,)]
        assert stage.app.commands == [f"crm import {table}"]
        await stage.press("u")
        assert rows(book, "SELECT count(*) FROM contact") == [(2,)]
        await stage.press("enter")
        assert type(stage.app.screen).__name__ == "ContactsScreen"

    play(book, played)


def test_who_is_there_already_can_be_overwritten(book: Path, table: Path) -> None:
    async def played(stage: Stage) -> None:
        await opened(stage, table)
        await stage.press("t")
        assert "the file holds" in stage.text()
        await stage.press("enter")
        assert stage.app.commands == [f"crm import {table} --on-match overwrite"]

    play(book, played)
    assert rows(book, "SELECT title FROM contact WHERE name = 'Budi Santoso'") == [("Boss",)]


def test_escape_leaves_everything_as_it_was(book: Path, table: Path) -> None:
    operations = rows(book, "SELECT count(*) FROM operation")

    async def played(stage: Stage) -> None:
        await opened(stage, table)
        await stage.press("escape")

    play(book, played)
    assert rows(book, "SELECT count(*) FROM operation") == operations


def test_what_is_no_address_book_is_said_in_a_sentence(book: Path, tmp_path: Path) -> None:
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))

    async def played(stage: Stage) -> None:
        stage.app.gateway._is_debug = False
        await opened(stage, path)
        assert "esc goes back." in stage.text()
        await stage.press("enter")
        assert type(stage.app.screen).__name__ == "ContactsScreen"

    play(book, played)


def test_an_import_into_nothing_makes_the_database(tmp_path: Path, table: Path) -> None:
    database = tmp_path / "new" / "crm.db"

    async def played(stage: Stage) -> None:
        await opened(stage, table)
        assert "3 new" in stage.text()
        await stage.press("enter")

    play(database, played)
    assert rows(database, "SELECT count(*) FROM contact") == [(3,)]


def test_an_import_that_is_given_up_changes_nothing(book: Path, table: Path) -> None:
    from crmcli.tui.gateway import intake

    store = factories.opened(book)
    before = factories.tables(store)
    progress = intake.Progress()
    progress.is_given_up = True
    assert intake.bring_in(store, intake.Wish(str(table), "update", ""), progress) is None
    assert factories.tables(store) == before
    store.close()


def test_a_path_is_completed_and_hidden_files_are_not_offered(tmp_path: Path) -> None:
    for name in ("contacts.vcf", "contacts-old.csv", "photo.jpg", ".hidden.vcf"):
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / "cards").mkdir()
    base = f"{tmp_path}/"
    assert [each.removeprefix(base) for each in intake_path.fitting(base + "c")] == [
        "cards/",
        "contacts-old.csv",
        "contacts.vcf",
    ]
    assert intake_path.fitting(base + ".h") == [base + ".hidden.vcf"]
    assert intake_path.fitting(base + "none/x") == []
    assert intake_path.common([base + "contacts-old.csv", base + "contacts.vcf"]) == base + "contacts"


def test_tab_completes_and_the_arrows_choose_a_file(book: Path, table: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("C", "I")
        await stage.type(str(table)[:-7])
        await stage.press("tab", "enter")
        assert screen(stage).path == str(table)

    play(book, played)
