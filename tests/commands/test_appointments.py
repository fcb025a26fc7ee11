"""Follow-ups that take time and have a place: made, changed, shown, found, listed by a query, and purged."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import refused
from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")


@pytest.fixture
def viewing(crm: Crm, book: Path) -> None:
    """f1, an appointment on Friday; operation o2."""
    words = (
        "c2",
        "viewing",
        "--on",
        "fri@15",
        "--for",
        "1h30",
        "--place",
        "Hotel  Mulia",
        "--note",
        "bring\nthe plans",
    )
    said = "f1 viewing, Fri 27 Nov 2026 15:00 · 90 min · Hotel Mulia · Pak Budi Santoso (c2)"
    assert crm("remind", *words) == Result(f"{said}   o2, crm undo takes it back\n", "", 0)


def test_an_appointment_is_shown_with_its_length_place_and_note(viewing: None, crm: Crm) -> None:
    assert crm("followup", "show", "f1").stdout == (
        "Id\tf1\nWhat\tviewing\nWho\tPak Budi Santoso (c2)\nDue\tFri 27 Nov 2026 15:00\nTakes\t90 min\n"
        "Where\tHotel Mulia\nNote\tbring the plans\n"
    )
    row = crm("followup", "show", "f1", "--json").json
    assert (row["minutes"], row["place"], row["note"], row["external_id"]) == (
        90,
        "Hotel Mulia",
        "bring\nthe plans",
        None,
    )
    assert "f1\tviewing, Fri 27 Nov 15:00 · Hotel Mulia\n" in crm("show", "c2").stdout
    assert "f1 viewing, Fri 27 Nov 15:00, Hotel Mulia" in crm("brief", "c2").stdout


def test_each_of_them_is_changed_or_emptied_and_that_is_taken_back(viewing: None, crm: Crm) -> None:
    before = crm("followup", "show", "f1", "--json").json
    said = crm("followup", "edit", "f1", "--for", "45m", "--clear", "place", "--clear", "note")
    assert said.stdout == (
        "Changed f1 viewing, Fri 27 Nov 2026 15:00 · 45 min · Pak Budi Santoso (c2)   o3, crm undo takes it back\n"
    )
    assert crm("undo").code == 0
    assert crm("followup", "show", "f1", "--json").json == before
    assert refused(crm("followup", "edit", "f1", "--clear", "what"), 5, "There is no field 'what' to clear.")
    assert refused(crm("followup", "edit", "f1", "--for", "8d"), 5, "'8d' is not a length of time.")
    said = crm("followup", "edit", "f1", "--place", "x" * 2000)
    assert (said.stderr, said.code) == ("crm: The place is longer than 1000 characters.\n", 5)


def test_the_next_of_a_series_is_where_and_as_long_as_the_one_before(crm: Crm) -> None:
    crm("remind", "c2", "lunch", "--on", "today@18", "--for", "45m", "--place", "Hotel Mulia", "--every", "2w")
    assert crm("done", "f1").stdout.splitlines()[1] == (
        "Next   f2 lunch, Tue 8 Dec 2026 18:00 · 45 min · Hotel Mulia · every 2 weeks · Pak Budi Santoso (c2)"
    )


def test_its_words_find_it_and_whom_it_is_with(viewing: None, crm: Crm) -> None:
    for word in ("mulia", "plans"):
        assert crm("followup", "list", word, "--ids").stdout == "f1\n"
        assert crm("find", word, "--ids").stdout == "c2\n"
    assert crm("followup", "edit", "f1", "--place", "Kantor").code == 0
    assert crm("find", "mulia", "--ids").stdout == ""
    assert "ok\tsearch\tThe search index says what the contacts say." in crm("doctor").stdout


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("place:hotel", "f1\n"), ("place:kantor", ""), ("note:plan", "f1\n"), ("minutes:60..", "f1\n"),
        ("minutes:..60", ""), ("has:place", "f1\n"), ("has:note", "f1\n"), ("has:minutes", "f1\n"),
        ("not:has:place", "f2\n"),
    ],
)  # fmt: skip
def test_a_query_asks_for_place_note_and_length(viewing: None, crm: Crm, query: str, found: str) -> None:
    crm("remind", "--self", "prepare", "--on", "fri")
    assert crm("followup", "list", query, "--ids").stdout == found


def test_the_day_and_the_weeks_ahead_say_where(crm: Crm) -> None:
    crm("remind", "c2", "lunch", "--on", "today@18", "--for", "45m", "--place", "Hotel Mulia")
    crm("remind", "c6", "visit", "--on", "fri", "--place", "Jl. Asia 1", "--warn", "7d")
    whys = {row.split("\t")[1]: row.split("\t")[4] for row in crm("today").stdout.splitlines()}
    assert (whys["f1"], whys["f2"]) == ("today 18:00, Hotel Mulia", "due Fri 27 Nov, Jl. Asia 1")
    (row,) = crm("today", "--json").json["today"]
    assert (row["minutes"], row["place"]) == (45, "Hotel Mulia")
    notes = {row.split("\t")[3]: row.split("\t")[6] for row in crm("agenda").stdout.splitlines()}
    assert (notes["f1"], notes["f2"]) == ("Hotel Mulia", "Jl. Asia 1")


def test_purging_somebody_leaves_no_word_of_their_appointments(crm: Crm, book: Path) -> None:
    crm("remind", "c2", "viewing", "--on", "fri", "--place", "Rhubarb House", "--note", "no marzipan")
    crm("followup", "edit", "f1", "--place", "Kumquat Hall")
    crm("followup", "edit", "f1", "--clear", "note")
    assert crm("contact", "purge", "c2", "--yes").code == 0
    files = [path for path in book.parent.rglob("crm.db*") if path.is_file() and "backups" not in str(path)]
    held = b"".join(path.read_bytes() for path in files).lower()
    assert not [word for word in (b"rhubarb", b"marzipan", b"kumquat") if word in held]
    assert "ok\tsearch\t" in crm("doctor").stdout


def test_a_whole_database_takes_them_along_and_refuses_what_cannot_be(viewing: None, crm: Crm, home: Path) -> None:
    text = crm("export", "all").stdout
    (home / "all.json").write_text(text)
    assert crm("import", "all.json", "--db", "new.db").code == 0
    row = crm("followup", "show", "f1", "--json").json
    assert crm("followup", "show", "f1", "--json", "--db", "new.db").json == row
    (home / "bad.json").write_text(text.replace('"Hotel Mulia"', '"Hotel\\nMulia"'))
    said = crm("import", "bad.json", "--db", "other.db")
    assert refused(said, 5, "What stands in place of followup 1 cannot be there.")
