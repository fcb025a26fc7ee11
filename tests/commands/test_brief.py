"""`crm brief`: one screen on somebody."""

from __future__ import annotations

import pytest

from tests.commands.conftest import Golden, refused
from tests.conftest import Crm

pytestmark = pytest.mark.usefixtures("book")


@pytest.fixture
def known(book: object, crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    """Much that is known of Budi."""
    monkeypatch.setenv("CRM_NOW", "2026-10-01T03:00:00Z")
    for line in (
        ("group", "edit", "VIP", "--cadence", "14d"),
        ("log", "c2", "call", "first talk", "--at", "2026-09-01"),
        ("log", "c2", "meeting", "showed the truck", "--at", "2026-09-20T10:00", "--with", "c7"),
        ("log", "c2", "call", "price ok, wife decides", "--at", "2026-09-28T10:00"),
        ("log", "c2", "visit", "--at", "2026-09-30T10:00"),
        ("log", "c2", "likes durian"),
        ("remind", "c2", "send quote", "--on", "2026-11-22"),
        ("remind", "c2", "call both", "--on", "2026-11-27T10:00"),
        ("remind", "c7", "ask Dewi", "--on", "2026-12-01"),
        (
            "contact",
            "edit",
            "c2",
            "--relation",
            "spouse=Wati",
            "--timezone",
            "Asia/Tokyo",
            "--occasion",
            "anniversary=2010-12-01",
        ),
    ):
        assert crm(*line).code == 0, line
    monkeypatch.setenv("CRM_NOW", "2026-11-20T03:00:00Z")
    assert crm("log", "c2", "call", "--missed").code == 0
    monkeypatch.setenv("CRM_NOW", "2026-11-24T09:00:00Z")


@pytest.mark.usefixtures("known")
def test_a_brief_is_one_screen(crm: Crm, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", "24")
    said = crm("brief", "budi", "--no-color", tty=True)
    assert len(said.stdout.splitlines()) < 24
    golden("brief.person", said)
    golden("brief.company", crm("brief", "c1", "--no-color", tty=True))
    golden("brief.pipe", crm("brief", "budi"))


@pytest.mark.usefixtures("known")
def test_long_lists_are_cut_so_that_it_stays_one_screen(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", "24")
    crm("contact", "edit", "c2", "--notes", "\n".join(f"line {number}" for number in range(40)))
    for number in range(12):
        crm("remind", "c2", f"thing {number}", "--on", f"2026-12-{number + 10}")
    said = crm("brief", "c2", "--no-color", tty=True).stdout
    assert len(said.splitlines()) < 24
    assert "+11 more" in said
    assert "f1 send quote, Sun 22 Nov, 2 days late" in said
    assert len(crm("brief", "c2").stdout.splitlines()) > 50


def test_where_not_all_has_room_promises_go_before_older_notes(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", "20")
    text = " with so much to be said of it that it never fits into one line of a terminal of eighty"
    for number in range(1, 7):
        crm("log", "c2", "note", f"note {number}{text}")
        crm("remind", "c2", f"promise {number}{text}", "--on", f"2026-12-0{number}")
    crm("contact", "edit", "c2", "--notes", "\n".join(f"line {number}{text}" for number in range(12)))
    said = crm("brief", "c2", "--no-color", tty=True).stdout
    assert len(said.splitlines()) < 20
    assert (said.count("promise "), said.count("note ")) == (3, 1)
    assert "+3 more" in said


@pytest.mark.usefixtures("known")
def test_json_is_the_card_and_what_is_beside_it(crm: Crm) -> None:
    said = crm("brief", "c2", "--json").json
    assert said["name"] == "Pak Budi Santoso"
    assert [each["summary"] for each in said["touches"]] == [None, "price ok, wife decides", "showed the truck"]
    assert [each["summary"] for each in said["noted"]] == ["likes durian"]
    assert (said["tries"], said["tried_since"]) == (1, "2026-11-20T03:00:00Z")
    assert [(each["id"], each["is_late"]) for each in said["followups"]] == [(1, True), (2, False)]
    assert said["upcoming"] == [
        {"id": 2, "name": "Pak Budi Santoso", "kind": "anniversary", "date": "2026-12-01", "days": 7, "turns": 16,
         "country": None, "is_off": None, "group": None, "people": None}
    ]  # fmt: skip
    assert (said["country"], said["holidays_there"]) == ("ID", [])
    assert said["keep_in_touch"] == {"days": 14, "group": "VIP", "due": "2026-10-14", "is_due": True}
    assert said["people"] == []


def test_somebody_of_whom_nothing_is_known_has_a_brief_as_well(crm: Crm) -> None:
    crm("add", "Nobody Known")
    assert crm("brief", "nobody known").stdout == "Name\tc8  Nobody Known\nLast\tnever reached\n"


def test_an_unknown_one_is_refused(crm: Crm) -> None:
    assert crm("brief", "zzzz").code == 3
    assert refused(crm("brief", "sari"), 4, "'sari' may be 2 contacts.")


def test_hostile_texts_do_not_reach_the_terminal(crm: Crm) -> None:
    crm("log", "c2", "call", "a\x1b[31mb\x07")
    crm("contact", "edit", "c2", "--notes", "x\x1b]0;y\x07")
    assert "\x1b" not in crm("brief", "c2", "--no-color", tty=True).stdout
