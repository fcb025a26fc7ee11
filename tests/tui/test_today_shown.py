"""What today's list shows: what the line says, narrowed by a query, beside a card, in any window and locale."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmcli.tui.today_screen import TodayScreen
from tests.conftest import Crm
from tests.tui.screens import WIDE, Stage
from tests.tui.today import asked, go_to, listed, play


def test_it_shows_what_the_line_says_in_the_same_order(sample: Path, crm: Crm) -> None:
    said = crm("--db", str(sample), "today", "--all", "--json").json
    beside = ("goals", "money_goals", "holidays")
    entries = [rows for state, rows in said.items() if isinstance(rows, list) and state not in beside]
    refs = [row["ref"] for rows in entries for row in rows]

    async def played(stage: Stage) -> None:
        rows = listed(stage)
        assert [entry.ref for entry in rows.entries.values()] == refs
        assert f"{len(refs) - said['counts']['occasions'] - said['counts']['announced']} left" in stage.lines()[0]

    play(sample, played)


def test_the_card_is_a_key_away_and_back(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await go_to(stage, "c145")
        await stage.press("i")
        assert "Ibu Sari" in stage.text()
        assert not isinstance(stage.app.screen, TodayScreen)
        await stage.press("q")
        assert listed(stage).key == "c145"

    play(sample, played)


def test_a_wide_window_shows_the_card_of_whom_it_is_about_beside(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await go_to(stage, "c145")
        assert "c145  Ibu Sari" in stage.text()
        await stage.press("tab")
        assert stage.app.focused is not listed(stage)
        await stage.press("escape")

    play(sample, played, size=WIDE)


def test_the_card_beside_tells_what_was_changed(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await go_to(stage, "f4")
        await stage.press("f")
        await stage.type("ask for their logo thu")
        await stage.press("enter")
        assert "ask for their" in stage.text()

    play(sample, played, size=WIDE)


def test_what_has_a_time_becomes_late_by_the_clock_alone(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_NOW", "2026-11-24T07:59:00Z")

    async def played(stage: Stage) -> None:
        assert listed(stage).entries["f3"].state == "today"
        monkeypatch.setenv("CRM_NOW", "2026-11-24T08:01:00Z")
        screen = stage.app.screen
        assert isinstance(screen, TodayScreen)
        screen.tick()
        await stage.settle()
        assert listed(stage).entries["f3"].state == "late"
        monkeypatch.setenv("CRM_NOW", "2026-11-25T02:00:00Z")
        screen.tick()
        await stage.settle()
        assert "Wed 25 Nov" in stage.lines()[1]

    play(sample, played)


@pytest.mark.parametrize(("width", "height"), [(40, 10), (79, 24), (100, 20), (139, 50), (200, 60)])
def test_no_line_is_wider_than_the_window(sample: Path, width: int, height: int) -> None:
    async def played(stage: Stage) -> None:
        for keys in ((), ("G",), ("p",), ("G",)):
            await stage.press(*keys)
            for strip in stage.app.screen._compositor.render_strips(stage.app.size):
                assert sum(segment.cell_length for segment in strip) == width

    play(sample, played, size=(width, height))


def test_without_unicode_all_is_said_in_ascii(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "C")
    monkeypatch.setenv("LC_ALL", "C")

    async def played(stage: Stage) -> None:
        for key in ("j", "p"):
            await stage.press(key)
            names = "".join(str(entry[0]) for entry in asked(sample, "SELECT name FROM contact"))
            names += "".join(str(row[0]) for row in asked(sample, "SELECT title FROM deal"))
            strange = {each for each in stage.text() if not each.isascii() and each not in names}
            assert strange == set()

    play(sample, played)


def test_a_query_narrows_it_and_one_that_cannot_be_read_is_told_beside(sample: Path, crm: Crm) -> None:
    said = crm("--db", str(sample), "today", "group:vip", "--all", "--tsv").stdout.splitlines()

    async def played(stage: Stage) -> None:
        await stage.press("slash")
        await stage.type("group:vip")
        await stage.press("enter")
        assert len(listed(stage).entries) == len(said)
        assert "/group:vip" in stage.lines()[0]
        await stage.press("slash")
        await stage.type(" group:nosuch")
        await stage.press("enter")
        assert len(listed(stage).entries) == len(said)
        assert "nosuch" in stage.lines()[-2]
        await stage.press("escape")
        assert "25 of 25 left" in stage.lines()[0]

    play(sample, played)


def test_an_empty_day_says_so_and_what_comes_next(database: Path, crm: Crm) -> None:
    crm("add", "Budi Santoso")
    crm("remind", "c1", "send quote", "--on", "fri")

    async def played(stage: Stage) -> None:
        assert "Nothing to do today. Next: f1 Budi Santoso send quote, Fri 27 Nov" in stage.text()
        assert "the weeks ahead" in stage.text()
        await stage.press("enter", "c", "s", "x", "l", "i", "o", "space")
        assert stage.app.commands == []
        await stage.press("n")
        await stage.type("water the plants today")
        await stage.press("enter")
        assert stage.app.commands == ["crm remind 'water the plants' --self --on today"]
        assert "1 of 1 left" in stage.lines()[0]
        await stage.press("d")
        assert stage.app.commands[-1] == "crm done f2"
        assert "the one is done" in stage.lines()[0]

    play(database, played)


def test_the_next_time_it_knows_what_was_finished_today(sample: Path) -> None:
    async def one(stage: Stage) -> None:
        await go_to(stage, "f4")
        await stage.press("d", "enter")
        stage.app.exit()

    async def two(stage: Stage) -> None:  # the deal of what was done is without a next step now
        assert "25 of 26 left" in stage.lines()[0]

    play(sample, one)
    play(sample, two)
