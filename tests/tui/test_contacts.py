"""The contacts by their keys: who is shown, who is marked, and what became of them in the store."""

from __future__ import annotations

import shlex
import shutil
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from crmcli.store import segments
from crmcli.store.db import Store
from crmcli.tui.contacts_list import ContactList
from crmcli.tui.contacts_screen import ContactsScreen
from tests import factories
from tests.conftest import Crm
from tests.tui.screens import MEDIUM, WIDE, Stage, play


def rows(database: Path, query: str) -> list[tuple[object, ...]]:
    """What a query finds in the database."""
    with sqlite3.connect(database) as connection:
        return [tuple(row) for row in connection.execute(query)]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """An address book of five, in two groups, with a segment."""
    folder = tmp_path / "book"
    folder.mkdir()
    store = factories.store(folder)
    fill(store)
    store.close()
    return folder / "crm.db"


def fill(store: Store) -> None:
    """Adds them."""
    factories.person(store, "Budi Santoso", phone="+62 812-3456-7890", company="PT Maju Jaya", groups=["VIP"])
    factories.person(store, "Ani Lestari", email="ani@y.example", groups=["VIP", "Fleet"])
    factories.person(store, "王小明", phone="+886 912-345-678")
    factories.person(store, "Łukasz Ørsted", status="private")
    with store.write("added a segment") as tx:
        segments.add(tx, "reachable", ["has:phone"], today=date(2026, 11, 24))


def screen(stage: Stage) -> ContactsScreen:
    """The view of contacts."""
    found = stage.app.screen
    assert isinstance(found, ContactsScreen)
    return found


def names(stage: Stage) -> list[str]:
    """Who is shown, in their order."""
    shown = stage.app.screen.query_one(ContactList)
    return [shown._rows[key].name for key in shown.keys]


def test_all_contacts_are_there_by_name_with_how_many_they_are(book: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("C")
        assert names(stage) == ["Ani Lestari", "Budi Santoso", "Łukasz Ørsted", "PT Maju Jaya", "王小明"]
        assert stage.lines()[0].endswith("5 contacts")
        assert "= private" in next(line for line in stage.lines() if "Łukasz" in line)

    play(book, played)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lukasz", ["Łukasz Ørsted"]),
        ("王", ["王小明"]),
        ("wang", ["王小明"]),
        ("7890", ["Budi Santoso"]),
        ("group:vip ani", ["Ani Lestari"]),
        ("has:phone", ["Budi Santoso", "王小明"]),
        ("nobody:here", []),
        ("zzzz", []),
    ],
)
def test_the_filter_finds_whom_a_look_up_finds_while_one_types(book: Path, typed: str, found: list[str]) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("C", "slash")
        await stage.type(typed)
        assert names(stage) == found
        assert f"{len(found)} found" in stage.lines()[-2]

    play(book, played)


def test_what_is_wrong_with_a_filter_stands_beside_it(book: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("C", "slash")
        await stage.type("created:soonish")
        assert "In created:soonish" in stage.lines()[-2]
        assert stage.toasts() == []

    play(book, played)


def test_escape_shows_all_again_and_the_cursor_stays_on_whom_it_found(book: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("C", "slash")
        await stage.type("王")
        await stage.press("enter", "escape")
        shown = screen(stage).contact_list
        assert len(shown.keys) == 5
        assert shown.row is not None
        assert shown.row.name == "王小明"

    play(book, played)


def test_a_group_beside_the_list_narrows_it(book: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("C", "tab", "j", "j", "enter")
        assert names(stage) == ["Ani Lestari", "Budi Santoso"]
        assert stage.lines()[0].endswith("VIP · 2 of 5")
        assert screen(stage).contact_list.has_focus
        await stage.press("escape")
        assert len(names(stage)) == 5

    play(book, played)


def test_a_digit_shows_a_saved_segment_and_again_everybody(book: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("C", "1")
        assert names(stage) == ["Budi Santoso", "王小明"]
        await stage.press("1")
        assert len(names(stage)) == 5
        await stage.press("9")
        assert "There is no segment 9" in stage.toasts()[-1]

    play(book, played)


def test_a_status_beside_the_list_narrows_it_too(book: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("C", "tab", "G", "enter")
        assert names(stage) == ["Łukasz Ørsted"]

    play(book, played)


def test_another_order_is_taken_by_a_key(book: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("C", "S")
        assert names(stage)[0] == "Budi Santoso"
        assert "by company" in stage.lines()[0]

    play(book, played)


def same_by_the_line(book: Path, before: Path, line: str, crm: Crm, query: str) -> None:
    """That a command line does on the database as it was what was done on the screen."""
    answer = crm("--db", str(before), *shlex.split(line)[1:])
    assert answer.code == 0, answer.stderr
    assert rows(before, query) == rows(book, query)


MEMBERS = (
    "SELECT g.name, c.name FROM membership m JOIN contact c ON c.id = m.contact_id "
    "JOIN contact_group g ON g.id = m.group_id ORDER BY 1, 2"
)


def test_marked_ones_are_put_into_a_new_group_at_once(book: Path, crm: Crm, tmp_path: Path) -> None:
    before = Path(shutil.copy(book, tmp_path / "before.db"))

    async def played(stage: Stage) -> list[str]:
        await stage.press("C", "space", "space", "g")
        await stage.type("a new")
        await stage.press("enter")
        await stage.type("Fair 2026")
        await stage.press("enter")
        assert "Put 2 contacts into Fair 2026 · Made the group Fair 2026." in stage.toasts()[-1]
        assert screen(stage).contact_list.marked == set()
        return stage.app.commands

    lines = play(book, played)
    assert lines == ["crm group put 'Fair 2026' c3 c2"]
    same_by_the_line(book, before, lines[0], crm, MEMBERS)


def test_a_contact_is_taken_out_of_a_group_and_undo_puts_it_back(book: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("C", "ctrl+g", "1")
        assert ("Fleet", "Ani Lestari") not in rows(book, MEMBERS)
        await stage.press("u")
        assert ("Fleet", "Ani Lestari") in rows(book, MEMBERS)
        assert stage.app.commands == ["crm group take Fleet c3"]

    play(book, played)


def test_a_range_is_marked_by_moving_and_all_by_one_key(book: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("C", "v", "j", "j", "v", "j")
        shown = screen(stage).contact_list
        assert len(shown.marked) == 3
        assert "3 marked" in stage.lines()[0]
        await stage.press("ctrl+a")
        assert len(shown.marked) == 5
        await stage.press("escape")
        assert shown.marked == set()

    play(book, played)


def test_marked_ones_get_a_status(book: Path, crm: Crm, tmp_path: Path) -> None:
    before = Path(shutil.copy(book, tmp_path / "before.db"))

    async def played(stage: Stage) -> list[str]:
        await stage.press("C", "space", "space", "t", "5")
        assert "Changed 2 of 2 contacts: blocked" in stage.toasts()[-1]
        return stage.app.commands

    lines = play(book, played)
    assert lines == ["crm contact edit c3 c2 --status blocked"]
    query = "SELECT name, status FROM contact ORDER BY id"
    assert ("Budi Santoso", "blocked") in rows(book, query)
    crm("--db", str(before), "contact", "edit", "c3", "--status", "blocked")
    crm("--db", str(before), "contact", "edit", "c2", "--status", "blocked")
    assert rows(before, query) == rows(book, query)


def test_one_is_removed_at_once_and_several_only_when_said_yes_to(book: Path) -> None:
    query = "SELECT count(*) FROM contact WHERE deleted_at IS NULL"

    async def played(stage: Stage) -> None:
        await stage.press("C", "X")
        assert "Removed c3 Ani Lestari" in stage.toasts()[-1]
        assert rows(book, query) == [(4,)]
        await stage.press("space", "space", "X", "n")
        assert rows(book, query) == [(4,)]
        await stage.press("X", "y")
        assert rows(book, query) == [(2,)]
        await stage.press("u", "u")
        assert rows(book, query) == [(5,)]
        assert stage.app.commands == ["crm contact rm c3", "crm contact rm c2 c5"]

    play(book, played)


def test_somebody_new_is_added_step_by_step_and_under_the_cursor_then(book: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("C", "n")
        await stage.type("Citra Dewi")
        await stage.press("enter")
        await stage.type("0812-9999-8888")
        assert "+6281299998888" in stage.text()
        await stage.press("enter", "enter")
        assert "Added c6 Citra Dewi" in stage.toasts()[-1]
        assert stage.app.commands == ["crm add 'Citra Dewi' --phone 0812-9999-8888"]
        assert screen(stage).contact_list.key == 6

    play(book, played)


def test_whoever_is_there_already_is_said_before_they_are_added(book: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("C", "n")
        await stage.type("Budi S +62 812-3456-7890 budi@maju.example")
        await stage.press("enter")
        assert "c2 Budi Santoso is there already" in stage.text()
        await stage.press("n")
        assert rows(book, "SELECT count(*) FROM contact") == [(5,)]

    play(book, played)


def test_a_card_is_opened_and_stands_beside_the_list_on_a_wide_window(book: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("C", "j")
        await stage.settle()
        assert stage.lines()[1].count("Budi Santoso") == 1
        await stage.press("enter")
        assert type(stage.app.screen).__name__ == "CardScreen"

    play(book, played, size=WIDE)


def test_the_side_stands_open_where_there_is_room_and_can_be_hidden(book: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("C")
        assert "Everybody" in stage.lines()[1]
        await stage.press("backslash")
        assert "Everybody" not in stage.text()

    play(book, played, size=MEDIUM)


def test_what_was_shown_is_remembered(book: Path) -> None:
    async def first(stage: Stage) -> None:
        await stage.press("C", "1", "j")
        stage.app._remember()

    async def second(stage: Stage) -> None:
        assert names(stage) == ["Budi Santoso", "王小明"]
        assert screen(stage).contact_list.key == 4

    play(book, first)
    play(book, second)


def test_an_empty_address_book_says_what_to_press(tmp_path: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("C")
        assert "Nobody is here yet." in stage.text() or "Nothing is here yet." in stage.text()

    play(tmp_path / "none.db", played)
