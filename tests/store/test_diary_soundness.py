"""A whole database that comes in from outside: times that cannot be, or that no zone could show, are refused."""

from __future__ import annotations

import sqlite3

import pytest

from crmcli.errors import Invalid
from crmcli.store import diary_soundness


def check(at: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE activity (id INTEGER PRIMARY KEY, at TEXT)")
    connection.execute("INSERT INTO activity VALUES (1, ?)", (at,))
    diary_soundness.check_instants(connection, "activity", "at")


@pytest.mark.parametrize("at", ["2026-11-22T03:00:00Z", "2024-02-29T23:59:59Z", "1970-01-01T00:00:00Z"])
def test_times_as_crm_writes_them_are_taken(at: str) -> None:
    check(at)


@pytest.mark.parametrize(
    "at",
    [
        "",
        "junk",
        "2026-11-22",
        "2026-19-01T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "2026-11-22T29:00:00Z",
        "2026-11-22T24:00:00Z",
        "2026-11-22T03:00:00+07:00",
        "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00Z",
    ],
)
def test_what_is_no_time_and_what_no_zone_could_show_is_refused(at: str) -> None:
    with pytest.raises(Invalid, match=r"^A time in activity 1 is no time\.$"):
        check(at)
