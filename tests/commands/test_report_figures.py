"""Every figure of every report of deals, reckoned again by plain Python over the rows of a seeded year."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests import pipelines, raw_deals
from tests.conftest import Crm
from tests.factories import NOW
from tests.raw_deals import Book, Row, local_day, moment, money, percent

FIRST, LAST = date(2025, 12, 1), date(2026, 11, 24)


@pytest.fixture(params=[1, 7])
def book(request: pytest.FixtureRequest, tmp_path: Path, database: Path) -> Book:
    """A database with a seeded year of 2,000 deals, and its rows."""
    return pipelines.kept_year(tmp_path, database, request.param)


def report(crm: Crm, *words: str) -> Any:
    said = crm("report", *words, "--json")
    assert said.code == 0, said.stderr
    return said.json


def begun(book: Book) -> list[Row]:
    return [deal for deal in book.deals.values() if FIRST <= local_day(deal["created_at"]) <= LAST]


def names_of(book: Book, by: str) -> Callable[[Row], Iterable[str | None]]:
    tags: dict[int, list[str]] = {}
    for row in book.tags:
        tags.setdefault(row["deal_id"], []).append(row["tag"])
    named: dict[str, Callable[[Row], Iterable[str | None]]] = {
        "source": lambda deal: [deal["source"]],
        "reason": lambda deal: [deal["lost_reason"]],
        "tag": lambda deal: tags.get(deal["id"], []),
        "group": lambda deal: book.groups.get(deal["id"], []),
        "pipeline": lambda deal: [book.pipeline(deal)],
        "stage": lambda deal: [stage_of(book, deal)],
    }
    return named[by]


def stage_of(book: Book, deal: Row) -> str:
    """The stage of an open deal, or that in which a closed one was before."""
    stage = book.stages[deal["stage_id"]]
    if deal["closed_at"]:
        stage = book.stages[book.moves[deal["id"]][-1]["from_stage_id"]]
    return f"{book.pipelines[stage['pipeline_id']]['name']}/{stage['name']}"


def by_month(deal: Row) -> list[str | None]:
    return [f"{local_day(deal['closed_at']):%Y-%m}"]


def test_the_funnel_counts_whoever_reached_a_stage_once(book: Book, crm: Crm) -> None:
    said = report(crm, "funnel")
    assert (said["from"], said["to"]) == (FIRST.isoformat(), LAST.isoformat())
    assert [each["pipeline"] for each in said["pipelines"]] == ["Sales", "Rentals"]
    for each in said["pipelines"]:
        own = [deal for deal in begun(book) if book.pipeline(deal) == each["pipeline"]]
        counted = [deal for deal in own if book.outcome(deal) != "void"]
        assert each["void"] == len(own) - len(counted)
        for outcome in ("open", "won", "lost"):
            assert each[outcome] == book.worth(deal for deal in counted if book.outcome(deal) == outcome)
        won, lost = each["won"]["deals"], each["lost"]["deals"]
        assert each["win_rate"] == percent(won, won + lost)
        _funnel_stages(book, each, counted)


def _funnel_stages(book: Book, said: Row, counted: list[Row]) -> None:
    """The stages that are there now; one that went away counts as the one before it."""
    all_stages = sorted(
        (row for row in book.stages.values() if book.pipelines[row["pipeline_id"]]["name"] == said["pipeline"]),
        key=lambda row: (row["position"], row["id"]),
    )
    order = [row["id"] for row in all_stages if row["outcome"] == "open"]
    there = [row["id"] for row in all_stages if row["outcome"] == "open" and row["retired_at"] is None]
    winning = {row["id"] for row in all_stages if row["outcome"] == "won"}
    reached: dict[int, int] = {}
    for deal in counted:
        been = [move["to_stage_id"] for move in book.moves[deal["id"]]]
        if winning & set(been):
            reached[deal["id"]] = len(there)
            continue
        latest = max(order.index(stage) for stage in been if stage in order)
        reached[deal["id"]] = max(sum(stage in there for stage in order[: latest + 1]) - 1, 0)
    before = len(counted)
    assert len(said["stages"]) == len(there) + 1
    for number, row in enumerate(said["stages"]):
        came = [deal for deal in counted if reached[deal["id"]] >= number]
        stopped = [book.outcome(deal) for deal in came if reached[deal["id"]] == number]
        assert row["reached"] == book.worth(came)
        assert row["of_all"] == percent(len(came), len(counted))
        assert row["of_previous"] == (percent(len(came), before) if number else None)
        assert [row[key] for key in ("open", "won", "lost")] == [stopped.count(key) for key in ("open", "won", "lost")]
        before = len(came)


@pytest.mark.parametrize("by", ["source", "group", "tag", "pipeline"])
def test_each_part_of_the_deals_that_began_has_its_own_ends(book: Book, crm: Crm, by: str) -> None:
    said = report(crm, "sources", "--by", by)
    counted = [deal for deal in begun(book) if book.outcome(deal) != "void"]
    parts = raw_deals.parts(counted, names_of(book, by))
    assert len(said["rows"]) == len(parts)
    for row in [*said["rows"], {by: "", **said["total"]}]:
        own = parts[row[by]] if row[by] != "" else counted
        ends = {key: [deal for deal in own if book.outcome(deal) == key] for key in ("open", "won", "lost")}
        assert row["created"] == book.worth(own)
        assert {key: row[key] for key in ends} == {key: book.worth(deals) for key, deals in ends.items()}
        assert row["win_rate"] == percent(len(ends["won"]), len(ends["won"]) + len(ends["lost"]))
    assert report(crm, "funnel", "--by", by)["rows"] == said["rows"]


@pytest.mark.parametrize("by", ["month", "source", "group", "stage", "tag", "pipeline"])
def test_what_was_won_adds_up_in_every_part_and_currency(book: Book, crm: Crm, by: str) -> None:
    said = report(crm, "won", "--by", by)
    won = book.closed("won", FIRST, LAST)
    parts = raw_deals.parts(won, by_month if by == "month" else names_of(book, by))
    assert {row[by] for row in said["rows"] if row["deals"]} == set(parts)
    for row in said["rows"]:
        own = parts.get(row[by], [])
        assert {key: row[key] for key in ("deals", "sums", "home")} == book.worth(own)
        assert row["percent"] == percent(len(own), len(won))
        cycle = raw_deals.times(raw_deals.seconds(deal["created_at"], deal["closed_at"]) for deal in own)
        assert row["cycle"] == {"median": cycle["median"], "most": cycle["most"]}
    assert {key: said["total"][key] for key in ("deals", "sums", "home")} == book.worth(won)


@pytest.mark.parametrize("by", ["reason", "month", "stage"])
def test_what_was_lost_is_ranked_and_says_to_whom(book: Book, crm: Crm, by: str) -> None:
    said = report(crm, "lost", "--by", by)
    lost = book.closed("lost", FIRST, LAST)
    parts = raw_deals.parts(lost, by_month if by == "month" else names_of(book, by))
    for row in said["rows"]:
        own = parts.get(row[by], [])
        assert {key: row[key] for key in ("deals", "sums", "home")} == book.worth(own)
        assert row["percent"] == percent(len(own), len(lost))
    ids = {deal["id"] for deal in lost}
    took = [(row["name"], row["deal_id"]) for row in book.rivals if row["is_winner"] and row["deal_id"] in ids]
    rivals = {name: [book.deals[deal] for each, deal in took if each == name] for name in {name for name, _ in took}}
    assert {row["competitor"]: row["deals"] for row in said["competitors"]} == {
        name: len(deals) for name, deals in rivals.items()
    }
    for row in said["competitors"]:
        assert {key: row[key] for key in ("deals", "sums", "home")} == book.worth(rivals[row["competitor"]])
    if by == "reason":
        counts = [row["deals"] for row in said["rows"] if row["reason"] is not None]
        assert counts == sorted(counts, reverse=True)


def test_velocity_tells_the_days_in_each_stage_and_to_a_win(book: Book, crm: Crm) -> None:
    said = report(crm, "velocity", "--from", "2026-03", "--to", "2026-10")
    first, last = date(2026, 3, 1), date(2026, 10, 31)
    ended: dict[int, list[int]] = {}
    lasting: dict[int, list[int]] = {}
    for deal in book.counted():
        way = book.moves[deal["id"]]
        for move, following in zip(way, [*way[1:], None], strict=True):
            if following is None:
                lasting.setdefault(move["to_stage_id"], []).append(int((NOW - moment(move["at"])).total_seconds()))
            elif first <= local_day(following["at"]) <= last:
                ended.setdefault(move["to_stage_id"], []).append(raw_deals.seconds(move["at"], following["at"]))
    stages = {
        (book.pipelines[row["pipeline_id"]]["name"], row["name"]): number
        for number, row in book.stages.items()
        if row["outcome"] == "open"
    }
    assert {(row["pipeline"], row["stage"]) for row in said["stages"]} == set(stages)
    for row in said["stages"]:
        number = stages[row["pipeline"], row["stage"]]
        assert row["left"] == raw_deals.times(ended.get(number, []))
        assert row["here"] == raw_deals.times(lasting.get(number, []))
    won = book.closed("won", first, last)
    assert said["cycle"] == raw_deals.times(raw_deals.seconds(deal["created_at"], deal["closed_at"]) for deal in won)
    earlier = first - (last - first) - timedelta(days=1)
    for row in said["currencies"]:
        here, before = (
            _equation(book, row["currency"], *span) for span in ((first, last), (earlier, first - timedelta(days=1)))
        )
        assert row == here | {"before": before and before["per_day"]}


def _equation(book: Book, code: str, first: date, last: date) -> Row:
    return book.equation(code, book.open_at_end(last), *(book.closed(each, first, last) for each in ("won", "lost")))


def test_the_forecast_parts_what_is_expected_from_what_was_won_and_slipped(book: Book, crm: Crm) -> None:
    said = report(crm, "forecast", "--from", "2026-09", "--to", "2027-01")
    months = ["2026-09", "2026-10", "2026-11", "2026-12", "2027-01"]
    opened = [deal for deal in book.counted() if not deal["closed_at"]]

    def label(deal: Row) -> str | None:
        day = deal["expected_close"]
        return day and ("before" if day < "2026-09" else "after" if day >= "2027-02" else day[:7])

    slipped: dict[str, set[int]] = {}
    for change in book.closes:
        before, after = change["from_day"], change["to_day"]
        if before and (after is None or after[:7] > before[:7]):
            slipped.setdefault(before[:7], set()).add(change["deal_id"])
    for deal in opened:
        if deal["expected_close"] and deal["expected_close"] < book.today.isoformat():
            slipped.setdefault(deal["expected_close"][:7], set()).add(deal["id"])
    won = book.closed("won", date(2026, 9, 1), date(2027, 1, 31))
    assert [row["month"] for row in said["rows"]] == ["before", *months, "after", None]
    for row in said["rows"]:
        here = [deal for deal in opened if label(deal) == row["month"]]
        assert row["open"] == book.worth(here)
        assert row["committed"] == book.worth(deal for deal in here if book.chance(deal) >= 8000)
        assert row["won"] == book.worth(deal for deal in won if by_month(deal) == [row["month"]])
        there = slipped.get(row["month"], set()) if row["month"] in months else set()
        assert row["slipped"] == book.worth(deal for deal in book.counted() if deal["id"] in there)
    assert said["total"]["open"] == book.worth(opened)
    assert said["total"]["won"] == book.worth(won)


def test_what_stalls_stands_still_for_as_long_as_its_stage_allows(book: Book, crm: Crm) -> None:
    latest: dict[int, str] = {}
    for activity in book.activities:
        if activity["deal_id"]:
            latest[activity["deal_id"]] = max(latest.get(activity["deal_id"], ""), activity["at"])
    stalled: dict[str, list[tuple[str, int]]] = {}
    for deal in book.counted():
        limit = book.stages[deal["stage_id"]]["stale_after_days"]
        since = max(deal["stage_since"], latest.get(deal["id"], ""))
        if not deal["closed_at"] and limit is not None and (NOW - moment(since)).days >= limit:
            stalled.setdefault(stage_of(book, deal), []).append((since, deal["id"]))
    said = report(crm, "stalled")
    assert {row["stage"] for row in said["rows"]} == set(stalled)
    for row in said["rows"]:
        ids = [deal_id for _since, deal_id in sorted(stalled[row["stage"]])]
        assert [each["id"] for each in row["list"]] == ids
        assert {key: row[key] for key in ("deals", "sums", "home")} == book.worth(book.deals[each] for each in ids)
    assert said["total"] == book.worth(book.deals[each] for held in stalled.values() for _since, each in held)


def test_activities_are_counted_by_week_month_and_kind(book: Book, crm: Crm) -> None:
    first = date(2026, 9, 7)
    done = [row for row in book.activities if first <= local_day(row["at"]) <= LAST]

    def monday(row: Row) -> str:
        day = local_day(row["at"])
        return (day - timedelta(days=day.weekday())).isoformat()

    labels: dict[str, Callable[[Row], str]] = {
        "week": monday,
        "month": lambda row: f"{local_day(row['at']):%Y-%m}",
        "kind": lambda row: str(row["kind"]),
    }
    for by, label in labels.items():
        said = report(crm, "activity", "--by", by)
        assert sum(row["count"] for row in said["rows"]) == said["total"]["count"] == len(done)
        for row in said["rows"]:
            own = [each for each in done if label(each) == row[by]]
            kinds = [each["kind"] for each in own]
            assert row == {
                by: row[by],
                "count": len(own),
                "kinds": {kind: kinds.count(kind) for kind in set(kinds)},
                "reached": sum(each["outcome"] == "reached" for each in own),
                "missed": sum(each["outcome"] == "missed" for each in own),
                "minutes": sum(each["minutes"] or 0 for each in own),
                "deals": len({each["deal_id"] for each in own} - {None}),
            }


@pytest.mark.parametrize(
    ("goal", "of", "first", "last"),
    [
        (("20miliar", "--per", "month"), "value", date(2026, 11, 1), date(2026, 11, 30)),
        (("USD3m", "--per", "year"), "value", date(2026, 1, 1), date(2026, 12, 31)),
        (("2miliar", "--per", "quarter", "--of", "commission"), "commission", date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_a_goal_stands_where_what_was_won_says(
    book: Book, crm: Crm, goal: tuple[str, ...], of: str, first: date, last: date
) -> None:
    crm("settings", "set", "holidays", "none")
    assert crm("settings", "goal", *goal).code == 0
    (said,) = report(crm, "goal")["goals"]
    code = said["aim"]["currency"]
    aim = int(said["aim"]["amount"].replace(".", ""))
    won = book.closed("won", first, last)
    actual = book.total(won, of, code)
    expected = [
        deal for deal in book.counted()
        if not deal["closed_at"] and deal["expected_close"] and deal["expected_close"] <= last.isoformat()
    ]  # fmt: skip
    if of == "commission":
        expected = [{**deal, "value": book.amount(deal, "commission")} for deal in expected]
    weighted = book.total(expected, "weighted", code)
    working = [first + timedelta(days=count) for count in range((last - first).days + 1)]
    working = [day for day in working if day.weekday() < 5]
    worked = sum(day <= book.today for day in working)
    pace, gap = raw_deals.half_up(Fraction(aim * worked, len(working))), max(aim - actual, 0)
    assert said == {
        "of": of,
        "period": goal[2],
        "from": first.isoformat(),
        "to": last.isoformat(),
        "aim": money(aim, code),
        "actual": money(actual, code),
        "percent": percent(actual, aim),
        "pace": money(pace, code),
        "ahead": money(actual - pace, code),
        "gap": money(gap, code),
        "won": len(won),
        "open": len(expected),
        "weighted": money(weighted, code),
        "covers": percent(weighted, gap) if gap else None,
        "working_days": len(working),
        "worked_days": worked,
        "lacking": [],
        "reached": actual >= aim,
    }


def test_every_number_answers_with_its_deals(book: Book, crm: Crm) -> None:
    for words in (("forecast",), ("sources",), ("sources", "--by", "group")):
        said = report(crm, *words)
        for row in said["rows"]:
            label = row[said["by"]] or "none"
            for column in (key for key, cell in row.items() if isinstance(cell, dict)):
                ids = crm("report", *words, "--row", label, "--column", column, "--ids").stdout.split()
                assert len(ids) == row[column]["deals"]
                assert book.worth(book.deals[int(each[1:])] for each in ids) == row[column]
