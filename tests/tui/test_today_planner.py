"""The weeks ahead by their keys: what stands on which day, and what became of what was moved."""

from __future__ import annotations

import shlex
import shutil
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

from crmcli.tui.planner_list import PlannerList
from crmcli.tui.planner_screen import PlannerScreen
from crmcli.tui.views import Begin
from tests.conftest import Crm
from tests.tui.screens import WIDE, Played, Stage
from tests.tui.screens import play as play_in

DIARY = "SELECT id, what, due, done_at, snoozes FROM followup ORDER BY id"


def play(database: Path, played: Played, **more: Any) -> None:
    """Plays in the planner."""

    async def planned(stage: Stage) -> None:
        await stage.press("p")
        await played(stage)

    play_in(database, planned, begin=Begin(view="today"), **more)


def asked(database: Path, query: str) -> list[tuple[Any, ...]]:
    """What a query finds in the database."""
    with sqlite3.connect(database) as connection:
        return [tuple(row) for row in connection.execute(query)]


def due(database: Path, number: int) -> str:
    """When a follow-up is due."""
    return str(asked(database, f"SELECT due FROM followup WHERE id = {number}")[0][0])


def listed(stage: Stage) -> PlannerList:
    """The list."""
    return stage.app.screen.query_one(PlannerList)


async def go_to(stage: Stage, ref: str) -> None:
    """Puts the cursor on a thing."""
    assert listed(stage).go_to(ref)
    await stage.settle()


def same_by_the_line(database: Path, before: Path, lines: list[str], crm: Crm) -> None:
    """That command lines do on the database as it was what was done on the screen."""
    for line in lines:
        answer = crm("--db", str(before), *shlex.split(line)[1:])
        assert answer.code == 0, answer.stderr
    assert asked(before, DIARY) == asked(database, DIARY)


def test_it_shows_the_days_of_the_line_with_what_stands_on_each(sample: Path, crm: Crm) -> None:
    said = crm("--db", str(sample), "agenda", "--json").json

    async def played(stage: Stage) -> None:
        rows = listed(stage)
        shown: dict[str, list[str]] = {}
        for key in rows.keys:
            if isinstance(key, date):
                day = shown.setdefault(key.isoformat(), [])
            else:
                day.append(str(key).partition(" ")[0])
        assert {name: refs for name, refs in shown.items() if refs} == {
            day["date"]: [entry["ref"] for entry in day["entries"]] for day in said if day["entries"]
        }
        assert len(shown) == 20  # each day to the Sunday of the third week, also those on which there is nothing
        assert "Week 48-50 · today - Sun 13 Dec" in stage.lines()[0]

    play(sample, played)


def test_a_follow_up_goes_a_day_on_and_back_with_the_cursor_on_it(sample: Path, crm: Crm, tmp_path: Path) -> None:
    before = Path(shutil.copy(sample, tmp_path / "before.db"))

    async def played(stage: Stage) -> None:
        await go_to(stage, "f5")
        await stage.press("L", "L")
        assert due(sample, 5) == "2026-11-27T10:00"
        assert (listed(stage).key, listed(stage).day) == ("f5", date(2026, 11, 27))
        await stage.press("H")
        assert stage.app.commands == [f"crm snooze f5 --to 2026-11-{day}" for day in (26, 27, 26)]
        assert "Put off f5 bring the papers to Thu 26 Nov 2026 10:00" in stage.toasts()[-1]
        same_by_the_line(sample, before, stage.app.commands, crm)
        await stage.press("u", "u", "u")
        assert due(sample, 5) == "2026-11-25T10:00"

    play(sample, played)


def test_what_is_late_goes_to_tomorrow_and_never_into_the_past(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await go_to(stage, "f1")
        await stage.press("H")
        assert stage.toasts()[-1] == "That day is past."
        await stage.press("L")
        assert due(sample, 1) == "2026-11-25"

    play(sample, played)


def test_what_comes_again_and_what_is_no_follow_up_stays_where_it_is(sample: Path, crm: Crm) -> None:
    crm("--db", str(sample), "remind", "c145", "water", "--on", "thu", "--every", "1w")

    async def played(stage: Stage) -> None:
        rows = listed(stage)
        again = [key for key in rows.keys if str(key).endswith("water")]
        assert len(again) == 2
        await go_to(stage, str(again[0]))
        await stage.press("L")
        assert "It comes again by itself" in stage.toasts()[-1]
        await go_to(stage, next(str(key) for key in rows.keys if str(key).startswith("d52 ")))
        await stage.press("L", "s", "d", "x")
        assert "Only a follow-up can be moved" in stage.toasts()[-1]
        assert stage.app.commands == []

    play(sample, played)


def test_marked_ones_go_together_where_they_stand_on_one_day(sample: Path, crm: Crm, tmp_path: Path) -> None:
    crm("--db", str(sample), "remind", "c145", "call both", "--on", "fri@11")
    number = asked(sample, "SELECT max(id) FROM followup")[0][0]
    before = Path(shutil.copy(sample, tmp_path / "before.db"))

    async def played(stage: Stage) -> None:
        await go_to(stage, "f6")
        await stage.press("space", "space", "L")
        assert stage.app.commands == [f"crm snooze f6 f{number} --to 2026-11-28"]
        same_by_the_line(sample, before, stage.app.commands, crm)
        assert not listed(stage).marked
        await go_to(stage, "f5")
        await stage.press("space")
        await go_to(stage, "f11")
        await stage.press("space", "L")
        assert "on different days" in stage.toasts()[-1]
        await stage.press("s", "4")
        assert stage.app.commands[-1] == "crm snooze f5 f11 --to mon"

    play(sample, played)


def test_it_is_done_from_here_as_well(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await go_to(stage, "f5")
        await stage.press("d")
        await stage.type("brought them")
        await stage.press("enter")
        await go_to(stage, "f7")
        await stage.press("d")
        assert stage.app.commands == ["crm done f5 --note 'brought them'", "crm done f7"]
        await go_to(stage, "f6")
        await stage.press("space", "space", "d", "enter")
        assert stage.app.commands[-1] == "crm done f6 f12"

    play(sample, played)


def test_weeks_go_on_and_back_but_not_before_today(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("right_square_bracket")
        assert "Week 49-51 · Mon 30 Nov - Sun 20 Dec" in stage.lines()[0]
        assert listed(stage).keys[0] == date(2026, 11, 30)
        await stage.press("left_square_bracket", "left_square_bracket")
        assert listed(stage).keys[0] == date(2026, 11, 24)

    play(sample, played)


def test_the_fullest_day_has_the_longest_bar(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        lines = stage.lines()
        bars = {line[2:12].strip(): line.count("█") for line in lines if "█" in line}
        assert max(bars, key=lambda name: bars[name]) == "Tue 24 Nov"
        assert bars["Thu 26 Nov"] < bars["Wed 25 Nov"] < bars["Tue 24 Nov"]

    play(sample, played)


def test_a_wide_window_has_the_month_and_the_card_beside(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await go_to(stage, "f5")
        assert "Nov 2026" in stage.text()
        assert "d46  Two vans" in stage.text()

    play(sample, played, size=WIDE)


def test_enter_opens_the_card_and_p_or_esc_goes_back_to_today(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await go_to(stage, "f5")
        await stage.press("enter")
        assert "Two vans" in stage.text()
        await stage.press("q")
        assert isinstance(stage.app.screen, PlannerScreen)
        await stage.press("p")
        assert not isinstance(stage.app.screen, PlannerScreen)
        await stage.press("p", "escape")
        assert not isinstance(stage.app.screen, PlannerScreen)

    play(sample, played)


def test_the_filter_of_the_list_holds_in_the_planner_and_can_be_taken_off(sample: Path, crm: Crm) -> None:
    said = crm("--db", str(sample), "agenda", "group:vip", "--json").json

    async def played(stage: Stage) -> None:
        await stage.press("p", "slash")
        await stage.type("group:vip")
        await stage.press("enter", "p")
        things = [key for key in listed(stage).keys if not isinstance(key, date)]
        assert len(things) == sum(len(day["entries"]) for day in said)
        assert "/group:vip" in stage.lines()[0]
        await stage.press("slash")
        await stage.type(" nosuch:x")
        await stage.press("enter")
        assert "nosuch" in stage.lines()[-2]
        await stage.press("escape")
        assert "/group:vip" not in stage.lines()[0]

    play(sample, played)


def test_weeks_without_anything_show_their_days(database: Path, crm: Crm) -> None:
    crm("add", "Budi")

    async def played(stage: Stage) -> None:
        assert "Thu 26 Nov" in stage.text()
        await stage.press("j", "G", "L", "d", "s", "x", "l", "enter", "space", "tab")
        assert stage.app.commands == []
        await stage.press("n")
        await stage.type("tidy up thu")
        await stage.press("enter")
        assert listed(stage).key == "f1"

    play(database, played)
