"""`crm report velocity --by`: each part reckoned again by plain Python, held to the report of that part alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import pipelines, raw_deals
from tests.commands.conftest import refused
from tests.conftest import Crm, Result
from tests.raw_deals import Book, Row, percent

BY = ("pipeline", "source", "group", "tag", "contact", "company", "month")
FIRST, LAST = date(2026, 2, 10), date(2026, 10, 20)
OVER = ("--from", FIRST.isoformat(), "--to", LAST.isoformat())


@pytest.fixture
def year(tmp_path: Path, database: Path) -> Book:
    """A database with a seeded year of 2,000 deals, and its rows."""
    return pipelines.kept_year(tmp_path, database, 7)


def report(crm: Crm, *words: str) -> Any:
    said = crm("report", "velocity", *words, "--json")
    assert said.code == 0, said.stderr
    return said.json


def names_of(book: Book, by: str) -> Callable[[Row], Iterable[str | None]]:
    """What a deal is counted under; nobody in the book works for a company."""
    tags: dict[int, list[str]] = {}
    for row in book.tags:
        tags.setdefault(row["deal_id"], []).append(row["tag"])

    def customer(deal: Row) -> str | None:
        who = book.contacts.get(deal["contact_id"])
        return who and who["name"] if by == "contact" or (who and who["kind"] == "company") else None

    named: dict[str, Callable[[Row], Iterable[str | None]]] = {
        "pipeline": lambda deal: [book.pipeline(deal)],
        "source": lambda deal: [deal["source"]],
        "group": lambda deal: book.groups.get(deal["id"], []),
        "tag": lambda deal: tags.get(deal["id"], []),
        "contact": lambda deal: [customer(deal)],
        "company": lambda deal: [customer(deal)],
    }
    return named[by]


def part(book: Book, opened: list[Row], won: list[Row], lost: list[Row]) -> Row:
    """What the report says of a part in JSON."""
    closed = len(won) + len(lost)
    is_enough = closed >= 5
    codes = {book.currency(deal) for deal in (*opened, *won, *lost)} - {None}
    took = [raw_deals.seconds(deal["created_at"], deal["closed_at"]) for deal in won]
    return {
        "open": len(opened),
        "closed": closed,
        "won": len(won),
        "lost": len(lost),
        "win_rate": percent(len(won), closed) if is_enough else None,
        "cycle": raw_deals.times(took if is_enough else []),
        "currencies": [
            book.equation(str(code), opened, won, lost)
            for code in sorted(codes, key=lambda code: (code != book.home, code))
        ],
        "home": book.in_home(opened, won, lost),
    }


def months(first: date, last: date) -> Iterable[tuple[str, date, date]]:
    while first <= last:
        following = (first.replace(day=1) + timedelta(days=31)).replace(day=1)
        yield f"{first:%Y-%m}", first, min(last, following - timedelta(days=1))
        first = following


@pytest.mark.parametrize("by", BY[:-1])
def test_each_part_of_what_was_closed_has_its_own_velocity(year: Book, crm: Crm, by: str) -> None:
    said = report(crm, "--by", by, *OVER)
    opened, won, lost = year.open_at_end(LAST), *(year.closed(each, FIRST, LAST) for each in ("won", "lost"))
    there, good, bad = (raw_deals.parts(each, names_of(year, by)) for each in (opened, won, lost))
    assert {row[by] for row in said["rows"]} == {*there, *good, *bad}
    for row in said["rows"]:
        name = row.pop(by)
        assert row == part(year, there.get(name, []), good.get(name, []), bad.get(name, [])), name
    assert said["total"] == part(year, opened, won, lost)


def test_each_month_has_the_velocity_of_its_own_days(year: Book, crm: Crm) -> None:
    said = report(crm, "--by", "month", *OVER)
    rows = list(months(FIRST, LAST))
    assert [row["month"] for row in said["rows"]] == [label for label, _first, _last in rows]
    for row, (label, first, last) in zip(said["rows"], rows, strict=True):
        ended = [year.closed(each, first, last) for each in ("won", "lost")]
        assert row == {"month": label} | part(year, year.open_at_end(last), *ended)
    ended = [year.closed(each, FIRST, LAST) for each in ("won", "lost")]
    assert said["total"] == part(year, year.open_at_end(LAST), *ended)


def test_a_part_is_what_the_report_says_of_its_deals_alone(year: Book, crm: Crm) -> None:
    for row in report(crm, "--by", "pipeline")["rows"]:
        alone = report(crm, "--pipeline", row["pipeline"])
        assert {key: row[key] for key in ("won", "lost", "win_rate", "cycle")} == {
            key: alone[key] for key in ("won", "lost", "win_rate", "cycle")
        }
        for each in alone["currencies"]:
            each.pop("before")
        assert row["currencies"] == alone["currencies"]
    whole = report(crm)
    total = report(crm, "--by", "tag")["total"]
    assert [each | {"before": None} for each in total["currencies"]] == [
        each | {"before": None} for each in whole["currencies"]
    ]


@pytest.mark.parametrize("by", BY)
def test_every_number_answers_with_its_deals(year: Book, crm: Crm, by: str) -> None:
    row = next(each for each in report(crm, "--by", by, *OVER)["rows"] if each[by] and each["lost"])
    words = ("report", "velocity", "--by", by, *OVER, "--row", row[by], "--ids", "--column")
    for column in ("open", "closed", "won", "lost"):
        assert len(crm(*words, column).stdout.split()) == row[column]
    assert crm(*words, "average").stdout == crm(*words, "won").stdout == crm(*words, "cycle").stdout
    assert crm(*words, "win_rate").stdout == crm(*words, "closed").stdout
    assert len(crm(*words, "per_day").stdout.split()) == row["open"] + row["closed"]


def test_a_file_has_a_line_for_each_currency_that_adds_up(year: Book, crm: Crm) -> None:
    (row,) = report(crm, "--by", "source", "--row", "fair")["rows"]
    head, *lines = (line.split(",") for line in crm("report", "velocity", "--by", "source", "--row", "fair", "--csv")
                    .stdout.replace("\r", "").splitlines())  # fmt: skip
    assert head == ["name", "currency", "open", "closed", "won", "lost", "win_rate", "average", "cycle", "per_day"]
    told = [dict(zip(head, line, strict=True)) for line in lines]
    for key in ("open", "closed", "won", "lost"):
        assert sum(int(each[key]) for each in told) == row[key]
    assert {each["currency"]: (each["average"], each["per_day"]) for each in told if each["currency"]} == {
        each["currency"]: (each["average"]["amount"], each["per_day"]["amount"]) for each in row["currencies"]
    }
    assert [(each["average"], each["per_day"]) for each in told if not each["currency"]] == [("", "")]


@pytest.fixture
def sold(crm: Crm, book: Path) -> None:
    """Seven deals: of those of the fair five closed and one open, of the web's one closed."""
    crm("settings", "set", "currency", "IDR")
    for number in range(1, 8):
        source = "web" if number == 7 else "fair"
        crm("deal", "add", f"D{number}", "--contact", "c2", "--value", f"{number}00jt", "--source", source,
            "--at", "2026-09-01")  # fmt: skip
    for number in (1, 2, 3, 7):
        crm("win", f"d{number}", "--no-care", "--at", f"2026-10-0{number}")
    for number in (4, 5):
        crm("lose", f"d{number}", "--reason", "price", "--retry", "none", "--at", "2026-10-09")


@pytest.mark.usefixtures("sold")
def test_under_five_closed_deals_of_a_part_there_are_only_its_counts(crm: Crm) -> None:
    said = crm("report", "velocity", "--by", "source", "--no-color", tty=True)
    assert said.stdout == (
        "Velocity, Mon 1 Dec 2025 to Tue 24 Nov 2026\n"
        "Source  Open  Closed  Win rate  Average IDR  Median days  A day IDR\n"
        "fair       1       5       60%  200,000,000         31.0  3,870,968  ██████████████████\n"
        "web        0       1\n"
        "Days to a win: 31.5 in the median, 8 of 10 within 36.0, of 4 won\n"
        "IDR 6,718,346 a day: 1 open deal x 325,000,000 x 67% won / 32.3 days\n"
    )
    assert said.stderr == "What comes in a day in a row shows from 5 closed deals on, one of them won.\n"
    web = crm("report", "velocity", "--by", "source", "--row", "web", "--json").json["rows"][0]
    assert (web["closed"], web["win_rate"], web["cycle"]["median"], web["home"]["average"]) == (1, None, None, None)
    assert crm("report", "velocity", "--by", "source", "--row", "web", "--ids").stdout == "d7\n"
    assert "before:" not in said.stdout


@pytest.mark.usefixtures("sold")
def test_what_lacks_a_rate_has_a_line_for_each_currency(crm: Crm) -> None:
    crm("deal", "add", "Abroad", "--value", "USD1k", "--source", "fair", "--at", "2026-09-01")
    crm("win", "d8", "--no-care", "--at", "2026-10-09")
    table = crm("report", "velocity", "--by", "source", "--no-color", tty=True)
    assert [line.split()[:4] for line in table.stdout.splitlines()[2:5]] == [
        ["fair", "IDR", "1", "5"],
        ["USD", "0", "1"],
        ["web", "IDR", "0", "1"],
    ]
    assert table.stderr.startswith("What comes in a day in USD shows from 5 closed deals on, one of them won.\n")
    home = crm("report", "velocity", "--by", "source", "--json").json["rows"][0]["home"]
    assert home == {"average": None, "per_day": None, "lacking": ["USD"]}
    crm("settings", "rate", "USD", "16000", "--on", "2026-01-01")
    home = crm("report", "velocity", "--by", "source", "--json").json["rows"][0]["home"]
    assert home["average"] == {"amount": "154000000.00", "currency": "IDR"}


@pytest.mark.usefixtures("sold")
def test_a_text_of_the_parts_is_what_the_terminal_shows(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for by in BY:
        text = crm("report", "velocity", "--by", by, "--format", "text")
        assert text == crm("report", "velocity", "--by", by, "--no-color", tty=True)
        assert max(map(len, text.stdout.splitlines())) <= 80


@pytest.mark.usefixtures("sold")
def test_no_such_part_and_nothing_closed_are_said_in_a_sentence(crm: Crm) -> None:
    assert refused(crm("report", "velocity", "--by", "stage"), 5, "This report has no rows by 'stage'.")
    assert refused(crm("report", "velocity", "--by", "co"), 5, "This report has no rows by 'co'.")
    nothing = crm("report", "velocity", "--by", "month", "--to", "2026-01", "--from", "2026-01", tty=True)
    assert nothing == Result("", "Nothing was closed in these days.\n", 0)
    opened = crm("report", "velocity", "--by", "source", "--from", "2026-09", "--to", "2026-09", "--csv")
    assert opened.stdout.replace("\r", "").splitlines()[1:] == ["fair,IDR,6,0,0,0,,,,", "web,IDR,1,0,0,0,,,,"]
    assert opened.stderr == "Nothing was closed in these days.\n"
