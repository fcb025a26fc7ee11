"""From a card to the phone, the mail and the web: copied, opened, or shown for a camera; notes in the editor."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from crmcli import clock
from crmcli.store import db
from crmcli.tui import card_code
from crmcli.tui.gateway import cards
from crmcli.tui.gateway.connection import Reading, moment
from tests.conftest import Crm
from tests.tui.screens import Stage
from tests.tui.test_card import customer, deal, on_card, rows, to

__all__ = ["customer", "deal"]  # fixtures


def program(folder: Path, name: str, script: str) -> Path:
    """A program that writes down what it was handed."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.fixture
def opened(home: Path, crm: Crm) -> Path:
    """The file in which the opener of the settings notes what it opens."""
    noted = home / "opened"
    opener = program(home, "opener", f'echo "$1" >> {noted}')
    assert crm("settings", "set", "opener", str(opener)).code == 0
    return noted


@pytest.mark.parametrize(
    ("line", "steps", "uri"),
    [
        ("phone mobile", ["1"], "tel:+6281234567890"),
        ("phone mobile", ["Whats", "<enter>"], "https://wa.me/6281234567890"),
        ("e-mail work", [], "mailto:budi.santoso@maju-jaya.example"),
        ("Groups", ["budi.santoso@example", "<enter>"], "mailto:budi.santoso@example.com"),
    ],
)
def test_o_opens_what_the_cursor_is_on_or_asks(
    sample: Path, customer: str, opened: Path, line: str, steps: list[str], uri: str
) -> None:
    async def played(stage: Stage) -> None:
        await to(stage, line)
        await stage.press("o")
        for step in steps:
            await (stage.press(step[1:-1]) if step.startswith("<") else stage.type(step))
        assert f"Opened {uri} of Pak Budi Santoso" in stage.toasts()[-1]

    on_card(sample, customer, played)
    assert opened.read_text() == uri + "\n"


def test_whoever_is_blocked_is_asked_of_first(sample: Path, customer: str, opened: Path, crm: Crm) -> None:
    assert crm("--db", str(sample), "contact", "edit", customer, "--status", "blocked").code == 0

    async def played(stage: Stage) -> None:
        await to(stage, "e-mail work")
        await stage.press("o")
        assert "is blocked. Go on?" in stage.text()
        await stage.press("n")
        assert not opened.exists()
        await stage.press("o", "y")
        assert opened.read_text().startswith("mailto:")

    on_card(sample, customer, played)


def test_an_opener_that_fails_is_a_sentence(sample: Path, customer: str, home: Path, crm: Crm) -> None:
    assert crm("settings", "set", "opener", str(program(home, "broken", "exit 3"))).code == 0

    async def played(stage: Stage) -> None:
        await to(stage, "e-mail work")
        await stage.press("o")
        assert "does not open it: it ended with code 3." in stage.toasts()[-1]

    on_card(sample, customer, played)


def test_without_a_program_the_address_is_copied(sample: Path, customer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)

    async def played(stage: Stage) -> None:
        await to(stage, "e-mail work")
        await stage.press("o")
        assert "No program opens addresses here" in stage.toasts()[-1]
        assert stage.app.clipboard == "mailto:budi.santoso@maju-jaya.example"

    on_card(sample, customer, played)


def test_y_copies_a_phone_as_it_can_be_dialled_from_anywhere(sample: Path, customer: str) -> None:
    async def played(stage: Stage) -> None:
        await to(stage, "phone mobile")
        await stage.press("y")
        assert stage.app.clipboard == "+6281234567890"
        assert stage.toasts()[-1] == "Copied +6281234567890"

    on_card(sample, customer, played)


def seen_of(database: Path, ref: str) -> cards.ContactSeen:
    """What the card of a contact shows."""
    store = db.open_reading(str(database), now=clock.now(), notify=lambda _said: None)
    assert store is not None
    try:
        found = cards.seen(Reading(store.connection, moment(store.connection)), ref).contact
    finally:
        store.close()
    assert found is not None
    return found


def test_the_code_of_a_contact_holds_as_much_as_the_window_has_room_for(sample: Path, customer: str) -> None:
    found = seen_of(sample, customer)
    whole, less = card_code.made(found, 160, 60), card_code.made(found, 80, 22)
    assert whole is not None
    assert whole.is_whole
    assert less is not None
    assert not less.is_whole
    assert (less.size + 1) // 2 <= 22
    assert card_code.made(found, 20, 10) is None


@pytest.mark.parametrize("name", ["王小明 👍", 'a;b,c\\d "e"', "x" * 900, "‮evil"])
def test_any_name_makes_a_code_or_none(sample: Path, customer: str, crm: Crm, name: str) -> None:
    assert crm("--db", str(sample), "contact", "edit", customer, "--name", name).code == 0
    code = card_code.made(seen_of(sample, customer), 200, 100)
    assert code is None or code.size > 20


def test_the_code_is_shown_and_a_small_window_says_that_it_is_small(sample: Path, customer: str) -> None:
    async def played(stage: Stage) -> str:
        await stage.press("Q")
        text = stage.text()
        await stage.press("escape")
        assert "Reach" in stage.text()
        return text

    assert "▀" in on_card(sample, customer, played, (120, 50))
    assert "The window is too small for the code" in on_card(sample, customer, played, (80, 17))


@pytest.fixture
def editor(home: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Says what the editor does with the file."""

    def does(script: str) -> None:
        monkeypatch.setenv("EDITOR", str(program(home, "editor", script)))

    return does


async def _notes(stage: Stage) -> tuple[list[str], list[str]]:
    await stage.press("E")
    return stage.toasts(), stage.app.commands


def test_notes_are_written_in_the_editor(sample: Path, customer: str, editor: Callable[[str], None]) -> None:
    editor('printf "Likes tea.\\nNever calls.\\n" > "$1"')
    toasts, commands = on_card(sample, customer, _notes)
    assert toasts[-1].startswith(f"Changed {customer} ")
    assert commands == [f"crm contact edit {customer} --notes 'Likes tea.\nNever calls.'"]
    assert rows(sample, "SELECT notes FROM contact WHERE id = ?", int(customer[1:])) == [("Likes tea.\nNever calls.",)]


@pytest.mark.parametrize("script", ["exit 0", ': > "$1"', "exit 3", 'rm "$1"'])
def test_an_editor_that_changes_nothing_or_fails_leaves_the_notes(
    sample: Path, customer: str, editor: Callable[[str], None], script: str
) -> None:
    editor(script)
    before = rows(sample, "SELECT notes FROM contact")
    toasts, commands = on_card(sample, customer, _notes)
    assert commands == []
    assert len(toasts) == 1
    assert rows(sample, "SELECT notes FROM contact") == before


def test_the_notes_of_a_deal_are_its_own(sample: Path, deal: str, editor: Callable[[str], None]) -> None:
    editor('printf "Wants red ones.\\n" > "$1"')
    _toasts, commands = on_card(sample, deal, _notes)
    assert commands == [f"crm deal edit {deal} --note 'Wants red ones.'"]
    assert rows(sample, "SELECT notes FROM deal WHERE id = ?", int(deal[1:])) == [("Wants red ones.",)]
