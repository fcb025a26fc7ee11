"""The reports by their keys: which figures stand there, how they are asked for, and what is taken away."""

from __future__ import annotations

import json
import shlex
import sqlite3
from pathlib import Path

import pytest

from crmcli import money
from crmcli.tui import report_wishes as wishes
from crmcli.tui.report_chart import ReportChart
from crmcli.tui.report_deals_screen import ReportDealsScreen
from crmcli.tui.reports_screen import ReportsScreen
from tests.conftest import Crm
from tests.tui.screens import MEDIUM, NARROW, WIDE, Stage, play

NAMES = [each.name for each in wishes.REPORTS]
TINY = (60, 20)


def screen(stage: Stage) -> ReportsScreen:
    """The view of reports, which is in front."""
    found = stage.app.screen
    assert isinstance(found, ReportsScreen)
    return found


async def shown(stage: Stage, report: str) -> list[str]:
    """Goes to a report and returns the lines of its picture."""
    if not isinstance(stage.app.screen, ReportsScreen):
        await stage.press("f5")
    assert screen(stage).show_report(report)
    await stage.settle()
    return picture(stage)


def picture(stage: Stage) -> list[str]:
    """The lines of the picture, without the list beside it."""
    place = stage.app.screen.query_one(ReportChart).region
    return [line[place.x + 2 :] for line in stage.lines()[place.y : place.bottom]]


def row(lines: list[str], label: str) -> list[str]:
    """The numbers of the row of a label."""
    found = next(line for line in lines if line.startswith(f"{label} "))
    return [word for word in found.removeprefix(label).split() if word[0].isdigit()]


def figures(amount: dict[str, str]) -> str:
    """An amount of the line's JSON as the picture has it."""
    parsed = money.parse(amount["amount"], amount["currency"])
    return parsed.shown().partition(" ")[2]


def test_all_reports_are_listed_and_the_first_is_drawn(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("R")
        assert [line[2:10].strip() for line in stage.lines()[1:12]] == [wishes.called(each) for each in NAMES]
        assert picture(stage)[0] == "Deals that began, Mon 1 Dec 2025 to Tue 24 Nov 2026"

    play(sample, played)


@pytest.mark.parametrize("size", [(40, 10), TINY, NARROW, MEDIUM, WIDE])
def test_every_report_is_drawn_in_every_window(sample: Path, size: tuple[int, int]) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("f5", "l")
        for name in NAMES:
            lines = await shown(stage, name)
            assert len(lines[0]) > 5
            assert stage.toasts() == []

    play(sample, played, size=size)


def test_the_funnel_has_the_figures_of_the_line(sample: Path, crm: Crm) -> None:
    sales = crm("--db", sample, "report", "funnel", "--json").json["pipelines"][0]

    async def played(stage: Stage) -> None:
        lines = await shown(stage, "funnel")
        for each in sales["stages"]:
            assert row(lines, each["stage"])[0] == f"{each['reached']['deals']:,}"
        assert "53 deals: 18 won, 13 lost, 22 open, 58% of the closed ones won, and 1 void" in lines

    play(sample, played, size=MEDIUM)


@pytest.mark.parametrize(("report", "number"), [("won", "value"), ("forecast", "weighted")])
def test_amounts_are_those_of_the_line_put_home_by_rates_and_marked_so(
    sample: Path, crm: Crm, report: str, number: str
) -> None:
    rows = crm("--db", sample, "report", report, "--json").json["rows"]

    async def played(stage: Stage) -> None:
        lines = await shown(stage, report)
        assert "≈ IDR" in lines[2]
        for each in rows:
            home = (each if report == "won" else each["open"])["home"][number]
            label = each["month"] or "none"
            if home and float(home["amount"]):
                assert figures(home) in row(lines, label)

    play(sample, played, size=MEDIUM)


def test_without_rates_every_currency_stands_alone(sample: Path, crm: Crm) -> None:
    with sqlite3.connect(sample) as connection:
        connection.execute("DELETE FROM rate")

    async def played(stage: Stage) -> None:
        lines = await shown(stage, "won")
        heads = [line.split()[0] for line in lines if line.rstrip().endswith(("IDR", "EUR", "USD")) and "Value" in line]
        assert heads == ["IDR", "EUR", "USD"]
        assert not any("≈" in line for line in lines)

    play(sample, played, size=(120, 60))


def test_velocity_hides_what_is_made_of_fewer_than_five_closed_deals(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await shown(stage, "velocity")
        await stage.press("p", "3")
        lines = picture(stage)
        assert "What comes in a day in IDR, EUR, USD shows from 5 closed deals on, one of them won." in lines
        assert not any("a day  " in line for line in lines)

    play(sample, played, size=MEDIUM)


def test_a_period_is_picked_and_holds_for_the_other_reports(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await shown(stage, "won")
        await stage.press("p", "3")
        assert picture(stage)[0] == "Won, Thu 1 Oct 2026 to Sat 31 Oct 2026"
        await stage.press("j")
        assert picture(stage)[0] == "Lost, Thu 1 Oct 2026 to Sat 31 Oct 2026"
        await stage.press("p", "7")
        await stage.type("2026-06..2026-08")
        assert "Mon 1 Jun 2026 to Mon 31 Aug 2026" in stage.text()
        await stage.press("enter")
        assert picture(stage)[0] == "Lost, Mon 1 Jun 2026 to Mon 31 Aug 2026"

    play(sample, played)


def test_what_a_report_is_parted_by_is_picked(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await shown(stage, "won")
        await stage.press("b")
        await stage.type("source")
        await stage.press("enter")
        assert row(picture(stage), "referral")[0] == "11"
        assert "by source" in stage.lines()[0]

    play(sample, played, size=MEDIUM)


def test_the_filter_holds_for_what_a_report_counts_and_a_wrong_one_says_so(sample: Path, crm: Crm) -> None:
    total = crm("--db", sample, "report", "won", "group:vip", "--json").json["total"]["deals"]
    assert 0 < total < 23

    async def played(stage: Stage) -> None:
        await shown(stage, "won")
        await stage.press("slash")
        await stage.type("group:vip")
        await stage.press("enter")
        assert any(line.startswith(f"Won: {total} deals") for line in picture(stage))
        assert screen(stage).line_of(csv=False) == "crm report won group:vip"
        await stage.press("slash")
        await stage.type(" colour:red")
        await stage.press("enter")
        assert "There is no field" in stage.text()
        await stage.press("l")
        assert any(line.startswith(f"Won: {total} deals") for line in picture(stage))
        await stage.press("escape", "escape")
        assert any(line.startswith("Won: 23 deals") for line in picture(stage))

    play(sample, played, size=MEDIUM)


def test_enter_shows_the_deals_of_a_row_and_of_one_of_them_the_card(sample: Path, crm: Crm) -> None:
    async def played(stage: Stage) -> None:
        await shown(stage, "won")
        await stage.press("l", "G", "enter")
        deals = stage.app.screen
        assert isinstance(deals, ReportDealsScreen)
        words = shlex.split(deals.line_of(csv=False))
        assert words == ["crm", "report", "won", "--deals", "--row", "2026-11"]
        listed = {f"d{each['id']}" for each in crm("--db", sample, *words[1:], "--json").json}
        assert {line.split()[1] for line in stage.lines()[1:-1] if line.strip()} == listed
        await stage.press("enter")
        assert stage.app.screen is not deals
        await stage.press("q", "q")
        assert screen(stage).query_one(ReportChart).has_focus

    play(sample, played, size=MEDIUM)


def test_the_deals_of_one_number_of_a_row_are_chosen(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await shown(stage, "sources")
        await stage.press("l", "enter", "c")
        await stage.type("lost")
        await stage.press("enter")
        deals = stage.app.screen
        assert isinstance(deals, ReportDealsScreen)
        assert deals.line_of(csv=False) == "crm report sources --deals --row referral --column lost"
        assert len([line for line in stage.lines()[1:-1] if line.strip()]) == 1

    play(sample, played)


def test_a_stalled_deal_is_opened_itself(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        opened: list[str] = []
        stage.app.open_record = opened.append  # type: ignore[method-assign]
        await shown(stage, "stalled")
        await stage.press("l", "enter")
        assert opened == ["d50"]

    play(sample, played)


@pytest.mark.parametrize("report", NAMES)
def test_the_line_that_is_copied_asks_for_the_same(sample: Path, crm: Crm, report: str) -> None:
    async def played(stage: Stage) -> tuple[list[str], str]:
        await shown(stage, report)
        if wishes.known(report).has_days:
            await stage.press("p", "3")
        await stage.press("y")
        return picture(stage), stage.app.clipboard

    lines, line = play(sample, played, size=MEDIUM)
    answer = crm("--db", sample, *shlex.split(line)[1:], tty=True)
    assert answer.code == 0
    days = ("Thu 1 Oct 2026", "Sat 31 Oct 2026")
    if report not in ("stalled", "goal"):
        assert all(day.rpartition(" ")[0] in answer.stdout and day in "\n".join(lines) for day in days)


def test_the_line_is_offered_as_a_command_before_those_of_changes(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await shown(stage, "lost")
        await stage.press("at", "enter")
        assert stage.app.clipboard == "crm report lost"

    play(sample, played)


def test_a_report_is_written_as_csv_and_a_file_is_never_overwritten_unasked(
    sample: Path, crm: Crm, tmp_path: Path
) -> None:
    wanted = crm("--db", sample, "report", "won", "--csv").stdout.encode()
    path = tmp_path / "won.csv"

    async def played(stage: Stage) -> None:
        await shown(stage, "won")
        await stage.press("E")
        await stage.type(str(path))
        await stage.press("enter")
        assert path.read_bytes() == wanted
        path.write_text("mine", encoding="utf-8")
        for answer in ("n", "y"):
            await stage.press("E")
            await stage.type(str(path))
            await stage.press("enter")
            assert "Overwrite it?" in stage.text()
            await stage.press(answer)
            assert path.read_bytes() == (b"mine" if answer == "n" else wanted)

    play(sample, played)


def test_a_file_in_no_folder_is_refused_while_it_is_typed(sample: Path, tmp_path: Path) -> None:
    async def played(stage: Stage) -> None:
        await shown(stage, "won")
        await stage.press("E")
        await stage.type(str(tmp_path / "nowhere" / "won.csv"))
        await stage.press("enter")
        assert "There is no folder" in stage.text()
        await stage.press("escape")
        assert not (tmp_path / "nowhere").exists()

    play(sample, played)


def test_pipelines_are_counted_alone_and_together(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await shown(stage, "won")
        found = []
        for _turn in range(3):
            await stage.press("right_square_bracket")
            found.append(screen(stage).line_of(csv=False))
        assert found == ["crm report won --pipeline Sales", "crm report won --pipeline Renewals", "crm report won"]

    play(sample, played)


def test_reports_that_count_all_say_so(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await shown(stage, "time")
        await stage.press("slash", "b")
        assert stage.toasts() == ["Time counts all; it has no filter.", "Time is not parted otherwise."]
        await shown(stage, "stalled")
        await stage.press("p")
        assert stage.toasts()[-1] == "Stalled is as of today."

    play(sample, played)


def test_where_there_is_nothing_the_report_says_what_is_lacking(sample: Path) -> None:
    with sqlite3.connect(sample) as connection:
        connection.execute("DELETE FROM setting WHERE key GLOB '*goal*'")
        connection.execute("UPDATE contact_group SET time_share = NULL")

    async def played(stage: Stage) -> None:
        assert (await shown(stage, "goal"))[2:4] == [
            "There are no goals yet. crm settings goal 50jt --per month sets", "one.",
        ]  # fmt: skip
        assert (await shown(stage, "time"))[2].startswith("No group has a share of your time yet.")
        await shown(stage, "won")
        await stage.press("p", "7")
        await stage.type("2020")
        await stage.press("enter")
        assert picture(stage)[2] == "Nothing was won in these days."

    play(sample, played)


def test_reports_of_an_empty_database_are_drawn_too(database: Path) -> None:
    async def played(stage: Stage) -> None:
        for name in NAMES:
            await shown(stage, name)
        assert stage.toasts() == []

    play(database, played)


def test_in_a_small_window_the_picture_stands_alone(sample: Path) -> None:
    async def played(stage: Stage) -> None:
        await stage.press("f5")
        assert "Deals that began" not in stage.text()
        await stage.press("enter")
        assert stage.lines()[1].startswith("  Deals that began")
        await stage.press("J")
        assert stage.lines()[1].startswith("  Velocity")
        await stage.press("h")
        assert stage.lines()[1] == "  Funnel"

    play(sample, played, size=TINY)


def test_pictures_are_told_apart_in_ascii(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")

    async def played(stage: Stage) -> None:
        for name in NAMES:
            lines = await shown(stage, name)
            assert not set("█▒░▓┃·≈…–▁▄") & set("\n".join(lines))

    play(sample, played)


def test_the_view_remembers_report_days_and_parts(sample: Path) -> None:
    async def changed(stage: Stage) -> None:
        await shown(stage, "won")
        await stage.press("p", "3", "b", "2")
        stage.app.exit()

    async def again(stage: Stage) -> None:
        await stage.press("f5")
        assert screen(stage).line_of(csv=False) == "crm report won --from 2026-10 --to 2026-10 --by source"

    play(sample, changed)
    play(sample, again)


@pytest.mark.parametrize(
    "memory",
    [{}, {"report": "nothing"}, {"report": "won", "by": {"won": "colour"}, "period": "own", "days": ["x", "y"]},
     {"report": "won", "by": [], "period": 7, "days": None}],
)  # fmt: skip
def test_a_memory_that_makes_no_sense_is_as_good_as_none(sample: Path, memory: dict[str, object]) -> None:
    from crmcli.tui import remembering

    async def played(stage: Stage) -> None:
        await stage.press("f5")
        assert picture(stage)[0]

    remembering.keep(str(sample), {"views": {"reports": json.loads(json.dumps(memory))}})
    play(sample, played)
