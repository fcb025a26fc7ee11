"""The page about days and times says what the code does: each of its phrases is read."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from crmcli import dates
from crmcli.errors import Invalid
from tests.rows import each_row

PAGE = (Path(__file__).parents[1] / "docs" / "dates.md").read_text("utf-8")
NOW = datetime(2026, 11, 24, 9, 0)
SECTIONS = {part.partition("\n")[0]: part for part in PAGE.split("\n## ")[1:]}
CELLS = [
    (title, expected, phrase)
    for title, section in SECTIONS.items()
    for expected, rest in re.findall(r"^\| (\w{3} \d+ \w{3} \d{4}(?: \d\d:\d\d)?) \|(.*)\|$", section, re.MULTILINE)
    for phrase in re.findall(r"`([^`]+)`", rest)
]


def test_the_page_has_a_phrase_of_each_language_in_every_row() -> None:
    rows = re.findall(r"^\| \w{3} \d+ .*$", PAGE, re.MULTILINE)
    assert [row for row in rows if row.count("`") != 14] == []
    assert len(CELLS) == 7 * len(rows) > 200


@each_row(("title", "expected", "phrase"), CELLS)
def test_a_phrase_of_the_page_means_what_stands_beside_it(title: str, expected: str, phrase: str) -> None:
    read = dates.past if title == "What happened" else dates.upcoming
    assert read(phrase, NOW).shown() == expected


@each_row("phrase", re.findall(r"^\| `([^`]+)` \|", SECTIONS["What is refused"], re.MULTILINE))
def test_what_the_page_calls_refused_is_refused(phrase: str) -> None:
    with pytest.raises(Invalid):
        dates.upcoming(phrase, NOW)


SHORT = (
    "3d", "+3d", "2w", "3m", "1y", "30min", "+2h", "2h", "6h", "15h", "+15h", "eod", "eow", "eom", "eoq", "eoy", "q1",
    "2026/12/01", "1.12.", "sat 00:00", "03:00", "jam 3 sore",
)  # fmt: skip


@each_row("phrase", SHORT)
def test_the_short_forms_of_the_page_are_read(phrase: str) -> None:
    assert f"`{phrase}`" in PAGE
    assert dates.upcoming(phrase, NOW).day >= NOW.date()
