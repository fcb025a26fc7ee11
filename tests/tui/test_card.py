"""The card of a deal and of a contact by its keys: what is shown, what is changed in the store, what the line says."""

from __future__ import annotations

import shlex
import shutil
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Crm
from tests.tui.screens import MEDIUM, NARROW, WIDE, Stage, play

DEAL = "12 trucks, full service"


def rows(database: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    """What a query finds in the database."""
    with sqlite3.connect(database) as connection:
        return [tuple(row) for row in connection.execute(query, values)]


@pytest.fixture
def deal(sample: Path) -> str:
    """A deal with three people on it, a competitor and a next step."""
    return f"d{rows(sample, 'SELECT id FROM deal WHERE title = ?', DEAL)[0][0]}"


@pytest.fixture
def customer(sample: Path, deal: str) -> str:
    """Whom it is with."""
    return f"c{rows(sample, 'SELECT contact_id FROM deal WHERE id = ?', int(deal[1:]))[0][0]}"


def on_card(
    database: Path, ref: str, played: Callable[[Stage], Awaitable[Any]], size: tuple[int, int] = (100, 60)
) -> Any:
    """Opens a card on the whole window, and plays there."""

    async def play_it(stage: Stage) -> Any:
        stage.app.open_record(ref)
        await stage.settle()
        return await played(stage)

    return play(database, play_it, size=size)


async def to(stage: Stage, text: str) -> None:
    """Puts the cursor of the card on the line that has a text."""
    from crmcli.tui.card_panel import CardPanel

    panel = stage.app.screen.query_one("#card", CardPanel)
    place = next(place for place, line in enumerate(panel.lines) if text in f"{line.label} {line.text}")
    panel.step(place - panel.at)
    await stage.settle()


def same_by_the_line(before: Path, after: Path, lines: list[str], crm: Crm, query: str) -> None:
    """That the command lines do on the database as it was what was done on the card."""
    for line in lines:
        for part in line.split(" && "):
            answer = crm("--db", str(before), *shlex.split(part)[1:])
            assert answer.code == 0, answer.stderr
    assert rows(before, query) == rows(after, query)


def test_a_deal_is_shown_with_all_that_hangs_on_it(sample: Path, deal: str) -> None:
    text = on_card(sample, deal, _text)
    for part in (
        f"{deal}  {DEAL}", "Sales / qualified, 39 days", "IDR 540,000,000", "40% · IDR 216,000,000",
        "IDR 16,200,000 (3%)", "customer", "Competitors", "History", "contacted → qualified", "Timeline",
        "Reach", "e-mail work",
    ):  # fmt: skip
        assert part in text, part


async def _text(stage: Stage) -> str:
    return stage.text()


def test_deal_and_contact_stand_side_by_side_where_there_is_room(sample: Path, deal: str, customer: str) -> None:
    wide = on_card(sample, deal, _lines, WIDE)
    assert any(f"{deal}  {DEAL}" in line and f"{customer}  " in line for line in wide)
    narrow = on_card(sample, deal, _lines, NARROW)
    assert not any(f"{deal}  {DEAL}" in line and f"{customer}  " in line for line in narrow[1:])


async def _lines(stage: Stage) -> list[str]:
    return stage.lines()


def test_tab_goes_between_the_panels_and_escape_goes_back(sample: Path, deal: str) -> None:
    async def played(stage: Stage) -> None:
        assert stage.app.focused is not None
        assert stage.app.focused.id == "card"
        await stage.press("tab")
        assert stage.app.focused is not None
        assert stage.app.focused.id == "beside"
        await stage.press("escape")
        assert stage.app.screen.id != "card"
        assert len(stage.app.screen_stack) == 1

    on_card(sample, deal, played, WIDE)


@pytest.mark.parametrize(
    ("label", "typed", "said", "query"),
    [
        ("Value", "600jt", "IDR 600,000,000", "SELECT value, currency FROM deal"),
        ("Chance", "75", "75%", "SELECT chance FROM deal"),
        ("Commission", "5%", "IDR 27,000,000", "SELECT commission, commission_rate FROM deal"),
        ("Close", "eom", "Mon 30 Nov 2026", "SELECT expected_close FROM deal"),
        ("Source", "fair", "", "SELECT source FROM deal"),
        ("Tags", "q4, urgent", "q4, urgent", "SELECT deal_id, folded FROM deal_tag ORDER BY deal_id, folded"),
        ("Source", "", "", "SELECT source FROM deal"),
    ],
)
def test_a_field_of_a_deal_is_edited_in_place(
    sample: Path, deal: str, crm: Crm, tmp_path: Path, label: str, typed: str, said: str, query: str
) -> None:
    before = Path(shutil.copy(sample, tmp_path / "before.db"))

    async def played(stage: Stage) -> list[str]:
        await to(stage, label)
        await stage.press("e", "ctrl+u")
        await stage.press(*["backspace"] * 20)
        await stage.type(typed)
        assert said in stage.text()
        await stage.press("enter")
        assert stage.toasts()[-1].startswith(f"Changed {deal} ")
        return stage.app.commands

    lines = on_card(sample, deal, played)
    assert rows(before, query) != rows(sample, query)
    same_by_the_line(before, sample, lines, crm, query)


def test_what_cannot_be_read_stays_in_the_line_with_what_is_wrong(sample: Path, deal: str) -> None:
    async def played(stage: Stage) -> None:
        await to(stage, "Value")
        await stage.press("enter", "end", *["backspace"] * 20)
        await stage.type("much")
        await stage.press("enter")
        assert "'much' is not money." in stage.text()
        await stage.press("escape")
        assert stage.app.commands == []

    on_card(sample, deal, played)


def test_a_deal_goes_to_another_stage_from_its_card(sample: Path, deal: str, crm: Crm, tmp_path: Path) -> None:
    before = Path(shutil.copy(sample, tmp_path / "before.db"))

    async def played(stage: Stage) -> list[str]:
        await to(stage, "Sales / qualified")
        await stage.press("e")
        await stage.type("nego")
        await stage.press("enter")
        assert "qualified → negotiation" in stage.toasts()[-1]
        await stage.press("u")
        assert "Sales / qualified" in stage.text()
        await stage.press("ctrl+r")
        return stage.app.commands

    lines = on_card(sample, deal, played)
    same_by_the_line(before, sample, lines, crm, "SELECT id, stage_id FROM deal ORDER BY id")


@pytest.mark.parametrize(
    ("keys", "query"),
    [
        (["pays", "<enter>"], "SELECT deal_id, contact_id, roles FROM deal_contact ORDER BY id"),
        (["uses", "<enter>"], "SELECT deal_id, contact_id, roles FROM deal_contact ORDER BY id"),
        (["against", "<enter>"], "SELECT deal_id, contact_id, stance FROM deal_contact ORDER BY id"),
        (["hot", "<enter>"], "SELECT deal_id, contact_id, warmth FROM deal_contact ORDER BY id"),
        (["off the", "<enter>"], "SELECT deal_id, contact_id FROM deal_contact ORDER BY id"),
    ],
)
def test_what_somebody_does_about_a_deal_is_picked(
    sample: Path, deal: str, crm: Crm, tmp_path: Path, keys: list[str], query: str
) -> None:
    before = Path(shutil.copy(sample, tmp_path / "before.db"))

    async def played(stage: Stage) -> list[str]:
        await to(stage, "customer · uses")
        await stage.press("r")
        await _steps(stage, keys)
        return stage.app.commands

    lines = on_card(sample, deal, played)
    assert rows(before, query) != rows(sample, query)
    same_by_the_line(before, sample, lines, crm, query)


async def _steps(stage: Stage, steps: list[str]) -> None:
    for step in steps:
        await (stage.press(step[1:-1]) if step.startswith("<") else stage.type(step))


def test_somebody_new_is_added_and_put_on_the_deal(sample: Path, deal: str, crm: Crm, tmp_path: Path) -> None:
    before = Path(shutil.copy(sample, tmp_path / "before.db"))

    async def played(stage: Stage) -> list[str]:
        await stage.press("n")
        await stage.type("Zubaidah Quux")
        await stage.press("enter")
        assert "Zubaidah Quux" in stage.toasts()[-1]
        return stage.app.commands

    lines = on_card(sample, deal, played)
    assert lines == [f"crm add 'Zubaidah Quux' && crm deal with {deal} ."]
    query = "SELECT dc.deal_id, c.name FROM deal_contact dc JOIN contact c ON c.id = dc.contact_id ORDER BY dc.id"
    same_by_the_line(before, sample, lines, crm, query)


@pytest.mark.parametrize(
    ("field", "typed", "query"),
    [
        ("Name", "Budi S.", "SELECT name FROM contact ORDER BY id"),
        ("Company", "PT Baru", "SELECT c.name, e.name FROM contact c LEFT JOIN contact e ON e.id = c.employer_id"),
        ("Nickname", "Bud", "SELECT nickname FROM contact ORDER BY id"),
        ("Birthday", "1980-04-15", "SELECT contact_id, kind, month, day, year FROM occasion ORDER BY contact_id, kind"),
        ("Keep in touch", "6w", "SELECT cadence_days FROM contact ORDER BY id"),
        ("At most", "2/month", "SELECT at_most FROM contact ORDER BY id"),
        ("A phone", "mobile:0812 9999 1234", "SELECT contact_id, kind, value, normal, label FROM channel ORDER BY id"),
        ("An e-mail", "a@b.example", "SELECT contact_id, kind, value, normal, label FROM channel ORDER BY id"),
        (
            "An address",
            "work:Jl. X 1; Bandung; 40111; Indonesia",
            "SELECT street, city, label FROM address ORDER BY id",
        ),
        ("Another way", "linkedin=budis", "SELECT contact_id, kind, value FROM channel ORDER BY id"),
        ("A field of", "shirt=XL", "SELECT fields FROM contact ORDER BY id"),
        ("A day that", "anniversary=2010-06-01", "SELECT contact_id, kind, month, day FROM occasion ORDER BY id"),
        ("Groups", "VIP, Golf", "SELECT contact_id, group_id FROM membership ORDER BY contact_id, group_id"),
    ],
)
def test_any_field_of_a_contact_is_found_and_edited(
    sample: Path, customer: str, crm: Crm, tmp_path: Path, field: str, typed: str, query: str
) -> None:
    before = Path(shutil.copy(sample, tmp_path / "before.db"))

    async def played(stage: Stage) -> list[str]:
        await to(stage, "Timeline")
        await stage.press("e")
        await stage.type(field)
        await stage.press("enter", "end", *["backspace"] * 30)
        await stage.type(typed)
        await stage.press("enter")
        assert stage.toasts()[-1].startswith(f"Changed {customer} ")
        return stage.app.commands

    lines = on_card(sample, customer, played)
    assert rows(before, query) != rows(sample, query)
    same_by_the_line(before, sample, lines, crm, query)


def test_a_phone_is_edited_and_an_empty_text_takes_it_away(
    sample: Path, customer: str, crm: Crm, tmp_path: Path
) -> None:
    before = Path(shutil.copy(sample, tmp_path / "before.db"))

    async def played(stage: Stage) -> list[str]:
        await to(stage, "phone mobile")
        await stage.press("e", "end", *["backspace"] * 30)
        await stage.type("mobile:0812 5555 666")
        await stage.press("enter")
        await to(stage, "phone work")
        await stage.press("e", "end", *["backspace"] * 30, "enter")
        return stage.app.commands

    lines = on_card(sample, customer, played)
    assert len(lines) == 2
    query = "SELECT contact_id, kind, value, normal, label FROM channel ORDER BY contact_id, kind, value"
    same_by_the_line(before, sample, lines, crm, query)


def test_groups_are_ticked_and_a_new_one_is_typed(sample: Path, customer: str, crm: Crm, tmp_path: Path) -> None:
    before = Path(shutil.copy(sample, tmp_path / "before.db"))

    async def played(stage: Stage) -> list[str]:
        await stage.press("g")
        await stage.type("Padel")
        await stage.press("down", "space", "enter")
        return stage.app.commands

    lines = on_card(sample, customer, played)
    query = "SELECT m.contact_id, g.name FROM membership m JOIN contact_group g ON g.id = m.group_id ORDER BY 1, 2"
    assert "Padel" in str(rows(sample, query))
    assert rows(before, query) != rows(sample, query)
    same_by_the_line(before, sample, lines, crm, query)


def test_a_next_step_is_planned_done_and_put_off_without_leaving_the_card(sample: Path, deal: str) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("f")
        await stage.type("send papers mon@9")
        await stage.press("enter")
        assert "send papers" in stage.text()
        await to(stage, "send papers")
        await stage.press("s", "3")
        assert "Tue 1 Dec 09:00 · send papers" in stage.text()
        await stage.press("enter", "1")
        await stage.type("all sent")
        await stage.press("enter")
        assert "note: send papers: all sent" in stage.text()
        await stage.press("a")
        await stage.type("call they thank")
        await stage.press("enter")
        assert "call: they thank" in stage.text()

    on_card(sample, deal, played)
    assert rows(sample, "SELECT deal_id FROM activity ORDER BY id DESC LIMIT 2") == [(int(deal[1:]),)] * 2


def test_a_removed_deal_says_so_and_u_brings_it_back(sample: Path, deal: str, crm: Crm) -> None:
    async def played(stage: Stage) -> None:
        assert crm("--db", str(sample), "deal", "rm", deal).code == 0
        stage.app.show_changes()
        await stage.settle()
        assert f"There is no deal {deal}." in stage.text()
        await stage.press("u")
        assert DEAL in stage.text()

    on_card(sample, deal, played)


def test_a_removed_contact_says_so(sample: Path, customer: str, crm: Crm) -> None:
    assert crm("--db", str(sample), "contact", "rm", customer).code == 0
    assert "Removed; u may bring it back" in on_card(sample, customer, _text)


def test_a_contact_that_was_merged_away_is_shown_as_the_one_it_is_now(sample: Path, customer: str, crm: Crm) -> None:
    (other,) = rows(sample, "SELECT id, name FROM contact WHERE name LIKE 'Pak Darmawan%'")
    assert crm("--db", str(sample), "contact", "merge", customer, f"c{other[0]}").code == 0
    assert f"{customer}  Pak Budi Santoso" in on_card(sample, f"c{other[0]}", _text)


def test_enter_on_somebody_opens_their_card_and_q_comes_back(sample: Path, deal: str) -> None:
    async def played(stage: Stage) -> None:
        await to(stage, "Darmawan")
        await stage.press("enter")
        assert "President Director" in stage.text()
        await stage.press("q")
        assert f"{deal}  {DEAL}" in stage.text()

    on_card(sample, deal, played, MEDIUM)


def test_the_whole_card_can_be_read_line_by_line_in_a_small_window(sample: Path, deal: str) -> None:
    async def played(stage: Stage) -> None:
        from crmcli.tui.card_panel import CardPanel

        panel = stage.app.screen.query_one("#card", CardPanel)
        seen: set[str] = set(stage.lines())
        for _step in range(len(panel.lines)):
            await stage.press("j")
            seen |= set(stage.lines())
        assert panel.at == len(panel.lines) - 1
        for row in panel._rows:
            assert any("".join(text for text, _role in row.parts).rstrip() == line for line in seen)

    on_card(sample, deal, played, (80, 24))


def test_a_cursor_that_runs_reads_only_the_card_where_it_stops(sample: Path, deal: str, customer: str) -> None:
    async def played(stage: Stage) -> None:
        from crmcli.tui.card_panel import CardPanel

        panel = stage.app.screen.query_one("#card", CardPanel)
        asked: list[str] = []
        whole = stage.app.gateway.ask

        async def ask(question: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
            asked.extend(each for each in arguments if isinstance(each, str))
            return await whole(question, *arguments, **named)

        stage.app.gateway.ask = ask  # type: ignore[method-assign]
        for number in range(1, 40):
            panel.show(f"c{number}")
        panel.show(customer)
        await stage.settle()
        assert asked == [customer]
        panel.show(None)
        await stage.settle()
        assert "Nothing is chosen." in stage.text()

    on_card(sample, deal, played)


def test_a_text_of_a_contact_is_never_read_as_markup_or_as_an_escape(sample: Path, customer: str, crm: Crm) -> None:
    name = "[red]x[/red] \x1b[31m‮evil"
    with sqlite3.connect(sample) as connection:
        connection.execute("UPDATE contact SET notes = ? WHERE id = ?", (name, int(customer[1:])))
    text = on_card(sample, customer, _text)
    assert "[red]x[/red] \ufffd[31mevil" in text
