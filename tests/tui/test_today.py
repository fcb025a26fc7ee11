"""Today's list by its keys: what is done from it, what is stored and told, and where the cursor is then."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import Crm
from tests.tui.screens import Stage
from tests.tui.today import DIARY, asked, go_to, listed, play, same_by_the_line


def test_what_is_done_leaves_and_the_next_is_under_the_cursor_at_the_same_height(
    sample: Path, crm: Crm, tmp_path: Path
) -> None:
    before = Path(shutil.copy(sample, tmp_path / "before.db"))

    async def played(stage: Stage) -> None:
        rows = listed(stage)
        await go_to(stage, "f4")
        following, height = "c194", rows.at - rows.top
        await stage.press("enter")
        await stage.type("they agree > send contract fri")
        await stage.press("enter")
        assert "f4" not in rows.entries
        assert (rows.key, rows.at - rows.top) == (following, height)
        assert "24 of 25 left" in stage.lines()[0]
        assert "Done f4" in stage.toasts()[-1]
        same_by_the_line(sample, before, stage.app.commands, crm, DIARY[0])
        same_by_the_line(sample, before, [], crm, DIARY[1])
        await stage.press("u")
        assert "f4" in rows.entries
        assert "25 of 25 left" in stage.lines()[0]

    play(sample, played)


def test_nothing_said_is_just_done_and_esc_changes_nothing(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await go_to(stage, "f4")
        await stage.press("d", "escape")
        assert stage.app.commands == []
        await stage.press("d", "enter")
        assert stage.app.commands == ["crm done f4"]

    play(sample, played)


def test_the_last_one_of_a_state_takes_its_heading_along(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        rows = listed(stage)
        await go_to(stage, "f4")
        await stage.press("d", "enter")
        assert ":today" not in rows.keys
        assert rows.key == "c194"

    play(sample, played)


def test_what_is_put_off_to_another_day_is_not_run_after(sample: Path, crm: Crm, tmp_path: Path) -> None:
    before = Path(shutil.copy(sample, tmp_path / "before.db"))

    async def played(stage: Stage) -> None:
        rows = listed(stage)
        await go_to(stage, "f2")
        height = rows.at - rows.top
        await stage.press("s", "6")
        await stage.type("today")
        await stage.press("enter")
        assert rows.entries["f2"].state == "today"
        assert (rows.key, rows.at - rows.top) == ("f3", height)
        same_by_the_line(sample, before, stage.app.commands, crm, DIARY[0])

    play(sample, played)


def test_keeping_in_touch_is_put_off_too(sample: Path, crm: Crm, tmp_path: Path) -> None:
    before = Path(shutil.copy(sample, tmp_path / "before.db"))

    async def played(stage: Stage) -> None:
        await go_to(stage, "c145")
        await stage.press("s", "3")
        assert "c145" not in listed(stage).entries
        query = "SELECT id, quiet_until FROM contact ORDER BY id"
        same_by_the_line(sample, before, stage.app.commands, crm, query)

    play(sample, played)


def test_marked_ones_are_done_in_one_operation_after_one_question(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await go_to(stage, "f2")
        await stage.press("space", "space", "space")
        assert "3 marked" in stage.text()
        await stage.press("d", "n")
        assert stage.app.commands == []
        await stage.press("d", "y")
        assert stage.app.commands == ["crm done f2 f3 f4"]
        assert not listed(stage).marked
        assert {"f2", "f3", "f4"}.isdisjoint(listed(stage).entries)
        await stage.press("u")
        assert {"f2", "f3", "f4"} <= set(listed(stage).entries)

    play(sample, played)


def test_marks_of_different_kinds_are_put_off_together_and_done_one_by_one(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await go_to(stage, "f4")
        await stage.press("space", "space", "d")
        assert "Only follow-ups" in stage.toasts()[-1]
        await stage.press("s", "4")
        assert stage.app.commands == ["crm snooze f4 c194 --to mon"]
        await go_to(stage, "d35")
        await stage.press("space", "space", "s")
        assert "a deal is put off by itself" in stage.toasts()[-1]
        await stage.press("escape")
        assert not listed(stage).marked

    play(sample, played)


def test_who_is_missed_is_tried_again_later(sample: Path, crm: Crm, tmp_path: Path) -> None:
    before = Path(shutil.copy(sample, tmp_path / "before.db"))

    async def played(stage: Stage) -> None:
        await go_to(stage, "f3")
        await stage.press("c", "1")
        assert "Dial +886 912 345 678 (陳美玲): what came of the call?" in stage.text()
        await stage.press("3", "enter")
        assert "Put off to when?" in stage.text()
        await stage.press("1")
        assert stage.app.commands == ["crm log d53 call --missed", "crm snooze f3 --to +1d"]
        same_by_the_line(sample, before, stage.app.commands, crm, DIARY[0])
        same_by_the_line(sample, before, [], crm, DIARY[1])

    play(sample, played)


def test_what_happened_is_logged_without_doing_anything(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await go_to(stage, "f4")
        await stage.press("l")
        await stage.type("email asked for the price")
        await stage.press("enter")
        assert stage.app.commands == ["crm log d59 email 'asked for the price'"]
        assert "f4" in listed(stage).entries

    play(sample, played)


def test_only_what_repeats_is_skipped(sample: Path, crm: Crm) -> None:
    crm("--db", str(sample), "remind", "c145", "water", "--on", "today", "--every", "1w")
    number = asked(sample, "SELECT max(id) FROM followup")[0][0]

    async def played(stage: Stage) -> None:
        await go_to(stage, "c194")
        await stage.press("x")
        assert stage.toasts()[-1] == "Only what repeats is skipped; s puts off."
        await go_to(stage, f"f{number}")
        await stage.press("x")
        assert stage.app.commands == [f"crm followup skip f{number}"]
        assert f"f{number}" not in listed(stage).entries

    play(sample, played)


def test_a_deal_gets_a_next_step_or_another_day_of_its_close(sample: Path, crm: Crm, tmp_path: Path) -> None:
    before = Path(shutil.copy(sample, tmp_path / "before.db"))

    async def played(stage: Stage) -> None:
        await go_to(stage, "d57")
        await stage.press("enter", "1")
        await stage.type("ask again thu")
        await stage.press("enter")
        assert "d57" not in listed(stage).entries
        await go_to(stage, "d35")
        await stage.press("d", "1")
        await stage.type("+2w")
        await stage.press("enter")
        assert stage.app.commands == ["crm remind d57 'ask again' --on thu", "crm deal edit d35 --close +2w"]
        assert "closes Sat 21 Nov 2026 → Tue 8 Dec 2026" in stage.toasts()[-1]
        same_by_the_line(sample, before, stage.app.commands, crm, "SELECT id, expected_close FROM deal ORDER BY id")
        same_by_the_line(sample, before, [], crm, DIARY[0])

    play(sample, played)


def test_a_deal_is_won_from_here(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await go_to(stage, "d52")
        await stage.press("d", "4", "enter")
        assert stage.app.commands[0].startswith("crm win d52")
        assert "d52" not in listed(stage).entries
        assert "Won d52" in stage.toasts()[-1]

    play(sample, played)


def test_a_group_to_greet_leads_to_its_members(database: Path, crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_NOW", "2027-03-08T02:00:00Z")
    crm("add", "Budi Santoso", "--group", "VIP")
    crm("add", "Somebody Else")
    crm("group", "edit", "VIP", "--greet", "Idul Fitri")

    async def played(stage: Stage) -> None:
        assert "greet VIP: Idul Fitri" in stage.text()
        assert listed(stage).go_to(next(name for name in listed(stage).entries if name.startswith("group:VIP")))
        await stage.settle()
        await stage.press("s")
        assert "An occasion comes on its day" in stage.toasts()[-1]
        await stage.press("c", "i", "l", "x", "enter")
        assert stage.app.current_mode == "contacts"
        assert "Budi Santoso" in stage.text()
        assert "Somebody Else" not in stage.text()
        assert stage.app.commands == []

    play(database, played)
