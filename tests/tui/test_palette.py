"""The palette and the jump: any record by a few letters, and all that can be done where one is."""

from __future__ import annotations

from pathlib import Path

from crmcli.tui.views import Begin
from tests.tui.screens import Stage, play

REPORTS = Begin(view="reports")


def ref_of(stage: Stage) -> str:
    """The record whose card is shown."""
    return str(getattr(stage.app.screen, "ref", ""))


def test_ctrl_k_goes_to_a_contact_in_any_script(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        for typed, called in (("xiaoming", "王小明"), ("ukasz", "Łukasz"), ("7890", "Budi")):
            await stage.press("ctrl+k")
            await stage.type(typed)
            assert any(called in line for line in stage.lines()), typed
            await stage.press("escape")

    play(sample, played, begin=REPORTS)


def test_ctrl_k_goes_to_a_deal_by_a_word_of_its_title_and_by_its_number(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("ctrl+k")
        await stage.type("cars in dub")
        await stage.press("enter")
        found = ref_of(stage)
        assert found.startswith("d")
        await stage.press("q", "ctrl+k")
        await stage.type(found)
        await stage.press("enter")
        assert ref_of(stage) == found

    play(sample, played, begin=REPORTS)


def test_the_record_changed_last_is_offered_first(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("ctrl+k")
        offered = [line for line in stage.lines() if "  c" in line or "  d" in line]
        assert len(offered) > 5
        await stage.press("down", "up", "enter")
        assert ref_of(stage)

    play(sample, played, begin=REPORTS)


def test_what_nobody_is_called_leaves_the_palette_empty_and_enter_does_nothing(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("ctrl+k")
        await stage.type("zzqqxx")
        await stage.press("enter")
        await stage.press("escape")
        assert not ref_of(stage)

    play(sample, played, begin=REPORTS)


def test_ctrl_p_offers_views_keys_reports_and_themes(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        for typed, shown in (("contacts", "view"), ("undo", "u"), ("funnel", "report"), ("crm-light", "theme")):
            await stage.press("ctrl+p")
            await stage.type(typed)
            assert any(typed in line.lower() and shown in line for line in stage.lines()), typed
            await stage.press("escape")

    play(sample, played, begin=REPORTS)


def test_ctrl_p_does_what_is_chosen(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("ctrl+p")
        await stage.type("contacts")
        await stage.press("enter")
        assert stage.app.current_mode == "contacts"
        await stage.press("ctrl+p")
        await stage.type("crm-light")
        await stage.press("enter")
        assert stage.app.theme == "crm-light"
        await stage.press("ctrl+p")
        await stage.type("as a command")
        await stage.press("enter")
        assert stage.toasts()[-1] == "Nothing was changed here yet."

    play(sample, played, begin=REPORTS)
