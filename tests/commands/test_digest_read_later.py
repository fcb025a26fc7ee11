"""What a digest says that is read hours or days after it was written, as a mail is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Crm


@pytest.mark.parametrize(
    ("here", "there", "due", "said"),
    [
        ("Asia/Jakarta", "Asia/Taipei", "2026-11-24T17:00", ", 1 h later there"),
        ("Asia/Jakarta", "Europe/Warsaw", "2026-11-24", ", 6 h earlier there"),
        ("Asia/Jakarta", "Asia/Kathmandu", "2026-11-24", ", 1:15 h earlier there"),
        ("Asia/Jakarta", "Asia/Bangkok", "2026-11-24", ""),
        ("Asia/Jakarta", "Pacific/Kiritimati", "2026-11-24", ", 7 h later there"),
        ("Asia/Jakarta", "Europe/Warsaw", "2027-06-01T10:00", ", 5 h earlier there"),
    ],
)
def test_the_clock_of_somebody_else_is_told_so_that_it_holds_whenever_the_mail_is_read(
    crm: Crm, book: Path, here: str, there: str, due: str, said: str
) -> None:
    assert crm("settings", "set", "timezone", here).code == 0
    assert crm("contact", "edit", "c2", "--timezone", there).code == 0
    assert crm("remind", "c2", "call", "--on", due).code == 0
    text = crm("digest", "--days", "366").stdout
    assert f"+62 812-3456-7890{said}\n" in text
    page = crm("digest", "--days", "366", "--format", "html").stdout
    assert (said[2:] in page) if said else (" there" not in page)


@pytest.mark.usefixtures("book")
def test_a_holiday_stands_with_its_date_since_a_mail_is_read_on_other_days_too(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("holidays")
    monkeypatch.setenv("CRM_NOW", "2026-12-24T02:00:00Z")
    assert crm("settings", "set", "timezone", "Asia/Jakarta").code == 0
    assert crm("remind", "c2", "call", "--on", "2026-12-24").code == 0
    assert crm("digest", "--days", "9").stdout.splitlines()[2:4] == [
        "Holidays: today Christmas Joint Holiday, Fri 25 Dec 2026 Christmas Day, Fri 1",
        "Jan 2027 New Year's Day",
    ]
