"""The generator of address books and the arithmetic of the measures; nothing is measured here."""

from __future__ import annotations

import csv
import importlib
import io
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import phonenumbers
import pytest

from tests import factories
from tests.store import truths

FOLDER = Path(__file__).parents[1] / "benchmarks"
COUNT = 300


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The scripts stand beside each other and import each other by name; no other test meets those names."""
    names = {path.stem for path in FOLDER.glob("*.py")}
    others = {name: sys.modules.pop(name) for name in names & sys.modules.keys()}
    monkeypatch.syspath_prepend(str(FOLDER))
    yield
    for name in names & sys.modules.keys():
        del sys.modules[name]
    sys.modules.update(others)


@pytest.fixture
def generate(room: None) -> ModuleType:
    """The generator."""
    return importlib.import_module("generate")


def test_the_same_seed_makes_the_same_cards(generate: ModuleType, tmp_path: Path) -> None:
    for name in ("first.vcf", "second.vcf"):
        generate.write_cards(tmp_path / name, COUNT, seed=7)
    generate.write_cards(tmp_path / "other.vcf", COUNT, seed=8)
    first = (tmp_path / "first.vcf").read_bytes()
    assert first == (tmp_path / "second.vcf").read_bytes()
    assert first != (tmp_path / "other.vcf").read_bytes()


def test_cards_and_rows_are_the_same_people(generate: ModuleType, tmp_path: Path) -> None:
    generate.write_cards(tmp_path / "people.vcf", COUNT, seed=7)
    generate.write_rows(tmp_path / "people.csv", COUNT, seed=7)
    cards = (tmp_path / "people.vcf").read_text(encoding="utf-8")
    with (tmp_path / "people.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert cards.count("BEGIN:VCARD") == cards.count("END:VCARD") == len(rows) == COUNT
    for row in rows:
        assert None not in row
        assert f"N:{row['Last Name']};{row['First Name']};;;" in cards


def test_every_phone_is_valid_in_its_country(generate: ModuleType) -> None:
    people = list(generate.contacts(COUNT, seed=7))
    numbers = [value for person in people for _, value in person.phones]
    assert len(numbers) > COUNT
    for number in numbers:
        assert phonenumbers.is_valid_number(phonenumbers.parse(number)), number


def test_everybody_can_be_reached_and_some_work_somewhere(generate: ModuleType) -> None:
    people = list(generate.contacts(COUNT, seed=7))
    assert all(person.phones or person.emails for person in people)
    companies = [person.company for person in people if person.company]
    largest = max(companies.count(company) for company in set(companies))
    assert COUNT * 0.4 < len(companies) < COUNT * 0.7
    assert largest > 2 * len(companies) / len(set(companies))


def test_the_scripts_have_their_shares(generate: ModuleType) -> None:
    people = list(generate.contacts(2_000, seed=7))
    ideographs = sum(1 for person in people if re.search("[\u4e00-\u9fff]", person.name))
    cyrillic = sum(1 for person in people if re.search("[\u0400-\u04ff]", person.name))
    assert 0.16 < ideographs / len(people) < 0.24
    assert 0.03 < cyrillic / len(people) < 0.07


def test_a_file_is_made_once_and_kept(generate: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generate, "DATA", tmp_path / "data")
    path = generate.kept("vcf", 3, 7)
    path.write_text("kept", encoding="utf-8")
    assert generate.kept("vcf", 3, 7).read_text(encoding="utf-8") == "kept"
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_misspelt_name_is_nobody_of_the_book_but_close_to_somebody(room: None) -> None:
    lookups = importlib.import_module("lookups")
    assert lookups.misspelt("Łukasz Kowalski Jan") == "Łuaksz Koawlski Jan"


def test_a_line_is_over_only_past_its_promise(room: None) -> None:
    measures = importlib.import_module("measures")
    verdicts = [measures.Line("x", "1 ms", ratio, promise).verdict for ratio, promise in ((2.5, 2.5), (2.6, 2.5))]
    assert verdicts == ["ok", "over"]
    assert measures.Line("x", "1 ms", 9.0).verdict == ""


def test_the_table_stands_in_columns(room: None) -> None:
    measures = importlib.import_module("measures")
    lines = measures.table(
        [measures.Line("find", "9.0 ms", 1.5, 2.5), measures.memory("its peak memory", 250_000_000, 200)]
    ).split("\n")
    assert lines[1] == "find             9.0 ms  1.50 x    2.5 x  ok"
    assert lines[2] == "its peak memory  250 MB           200 MB  over"


def test_the_same_seed_makes_the_same_mutants(room: None, tmp_path: Path) -> None:
    mutants = importlib.import_module("mutants")
    books = [tmp_path / "one.vcf", tmp_path / "two.vcf"]
    for path in books:
        path.write_bytes(b"BEGIN:VCARD\r\nFN:" + path.name.encode() + b"\r\nEND:VCARD\r\n")
    first, second = random.Random(7), random.Random(7)
    made = [mutants.mutant(first, books) for _ in range(50)]
    assert made == [mutants.mutant(second, books) for _ in range(50)]
    assert len(set(made)) > 40


def test_the_header_names_every_column_that_a_row_fills(generate: ModuleType) -> None:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, generate.HEADER)
    for person in generate.contacts(COUNT, seed=7):
        writer.writerow(generate.row(person))
    assert len(set(generate.HEADER)) == len(generate.HEADER)


def test_the_diary_of_a_book_is_always_the_same_and_true(room: None, tmp_path: Path) -> None:
    diary = importlib.import_module("diary")
    written = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        store = factories.store(tmp_path / name)
        for number in range(50):
            factories.person(store, f"Ana {number}", groups=["VIP"] if number % 10 == 0 else [])
        store.close()
        diary.write(str(tmp_path / name / "crm.db"))
        store = factories.opened(tmp_path / name / "crm.db")
        truths.assert_sound(store)
        written.append({table: factories.tables(store)[table] for table in ("activity", "participant", "followup")})
        store.close()
    assert written[0] == written[1]
    assert [len(rows) for rows in written[0].values()] == [100, 100, 10]


def test_the_deals_of_a_book_are_always_the_same_and_true(room: None, tmp_path: Path) -> None:
    pipelines = importlib.import_module("pipelines")
    written = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        store = factories.store(tmp_path / name)
        for number in range(20):
            factories.person(store, f"Ana {number}")
        store.close()
        pipelines.write(str(tmp_path / name / "crm.db"), 20, 100)
        store = factories.opened(tmp_path / name / "crm.db")
        truths.assert_sound(store)
        written.append({table: factories.tables(store)[table] for table in ("deal", "stage_move", "followup")})
        store.close()
    assert written[0] == written[1]
    assert len(written[0]["deal"]) == 120


def test_seconds_beside_the_floor_are_told_as_seconds(room: None) -> None:
    measures = importlib.import_module("measures")
    line = measures.Line("report", "120.0 ms", 0.11, 0.5, "s")
    assert line.verdict == "ok"
    assert measures.table([line]).endswith("report  120.0 ms  0.11 s    0.5 s  ok")
