"""Damaged files and broken streams: a sentence and an exit code, never a failure of crm itself; and the way back."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crmcli.diagnostics import EXIT_CODES
from tests import factories
from tests.conftest import Crm, Result
from tests.store import truths

ROUNDS = 16
# Those that only look come first: what changes the file may change what is damaged in it.
CALLS = (
    ("find", "elan"),
    ("find", "elan", "--json"),
    ("contact", "list"),
    ("show", "c3"),
    ("history",),
    ("settings", "list"),
    ("backup", "list"),
    ("doctor",),
    ("add", "Zed"),
    ("undo",),
    ("doctor", "--fix"),
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[factories.Rows]]:
    """Where the morning is kept that the first test makes, and its rows: to make it takes longer than most tests."""
    return tmp_path_factory.mktemp("morning") / "crm", []


@pytest.fixture
def morning(
    crm: Crm, database: Path, monkeypatch: pytest.MonkeyPatch, kept: tuple[Path, list[factories.Rows]]
) -> factories.Rows:
    """The rows of a morning, of which there is a backup. The day has gone on since."""
    folder, rows = kept
    if rows:
        shutil.copytree(folder, database.parent)
        monkeypatch.setenv("CRM_NOW", "2026-11-25T02:00:00Z")
        return rows[0]
    cards = "".join(f"BEGIN:VCARD\nFN:Élan {n}\nX-Y:é{n}\nTEL:0812 3456 {n:04}\nEND:VCARD\n" for n in range(400))
    assert crm("import", "-", "--group", "met", input=cards).code == 0
    with closing(factories.opened(database)) as store:
        rows.append(factories.tables(store))
    monkeypatch.setenv("CRM_NOW", "2026-11-25T02:00:00Z")
    assert crm("add", "Wati").code == 0
    assert crm("contact", "edit", "c7", "--title", "Director").code == 0
    shutil.copytree(database.parent, folder)
    return rows[0]


def _flipped(whole: bytes, chance: random.Random) -> bytes:
    """The file with some bytes, or a few whole pages, replaced by others."""
    hurt = bytearray(whole)
    if chance.random() < 0.5:
        for _byte in range(chance.randrange(1, 400)):
            hurt[chance.randrange(len(hurt))] = chance.randrange(256)
    else:
        for _page in range(chance.randrange(1, 6)):
            start = chance.randrange(len(hurt) // 4096) * 4096
            hurt[start : start + 4096] = chance.randbytes(4096)
    return bytes(hurt)


def _is_no_failure_of_crm(words: tuple[str, ...], said: Result) -> None:
    assert said.code in EXIT_CODES, (words, said)
    assert "went wrong in crm itself" not in said.stderr, (words, said)
    assert "Traceback" not in said.stderr + said.stdout, (words, said)


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_a_database_with_flipped_bytes_is_damaged_and_a_restore_brings_the_morning_back(
    crm: Crm, database: Path, morning: factories.Rows, seed: int
) -> None:
    database.write_bytes(_flipped(database.read_bytes(), random.Random(seed)))
    for words in CALLS:
        said = crm(*words)
        _is_no_failure_of_crm(words, said)
        if "is damaged" in said.stderr:
            assert said.code == 6, (words, said)
            assert "crm backup restore brings back the state of 2026-11-25 09:00" in said.stderr, (words, said)
    said = crm("backup", "restore", "--yes")
    assert said.code == 0, said
    with closing(factories.opened(database)) as store:
        assert factories.tables(store) == morning
        truths.assert_sound(store)
    assert crm("doctor").code == 0


def test_a_damaged_database_without_backups_is_said_to_be_one(crm: Crm, database: Path) -> None:
    crm("add", "Budi")
    content = bytearray(database.read_bytes())
    content[100:4096] = b"\xff" * 3996
    database.write_bytes(content)
    expected = (
        "crm: The database is damaged.\n"
        "     There is no whole backup beside it; crm doctor says more, and a copy of yours can take its place.\n"
    )
    for words in (("find", "budi"), ("add", "Sari"), ("contact", "list"), ("doctor",)):
        assert crm(*words) == Result("", expected, 6)


def test_damage_in_a_database_named_on_the_line_is_answered_with_its_own_backups(
    crm: Crm, database: Path, home: Path
) -> None:
    for name in ("Budi", "Sari"):
        crm("add", name, "--db", "other.db")
    (home / "other.db").write_bytes(b"\xff" * 9000)
    for words in (("find", "budi"), ("contact", "list")):
        said = crm(*words, "--db", "other.db")
        assert (said.code, "2026-11-24 16:00" in said.stderr) == (6, True)
    assert crm("backup", "restore", "--yes", "--db", "other.db").code == 0
    assert crm("find", "budi", "--db", "other.db").stdout.startswith("c1\tBudi")
    assert not database.exists()


def test_standard_input_that_is_closed_or_no_text_is_no_failure_of_crm(crm: Crm, crm_process: Crm) -> None:
    crm("add", "Budi")
    assert crm_process("import", "-").code == 5
    done = crm_process(
        "group", "put", "vip", "-", input=b"\xff\xfe\n", environment={"PYTHONIOENCODING": "utf-8:strict"}
    )
    assert done.code == 3
    assert "Traceback" not in done.stderr


def test_values_that_crm_never_wrote_are_damage_and_no_failure_of_crm(
    crm: Crm, database: Path, morning: factories.Rows
) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'channel') "
            "WHERE name = 'contact'"
        )
        connection.commit()
    for words in (("find", "elam 7", "--json"), ("contact", "list"), ("contact", "dupes"), ("doctor",), ("show", "c3")):
        _is_no_failure_of_crm(words, crm(*words))
    assert "is damaged" in crm("contact", "dupes").stderr


def test_a_table_that_is_gone_is_damage(crm: Crm, database: Path, morning: factories.Rows) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("DROP TABLE search")
    said = crm("find", "elan")
    assert (said.code, "is damaged" in said.stderr) == (6, True)
