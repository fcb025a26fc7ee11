"""`crm demo`: what a stranger sees of crm in the first minute."""

from __future__ import annotations

from pathlib import Path

from tests.commands.conftest import Golden, refused
from tests.conftest import Crm, Result


def test_the_demonstration_shows_what_crm_does_and_touches_no_book_of_the_user(
    crm_process: Crm, home: Path, database: Path, golden: Golden
) -> None:
    said = crm_process("demo", "try it")
    assert said.code == 0
    explained = [line for line in said.stdout.splitlines() if line.startswith(("#", "Your"))]
    assert [line for line in explained if len(line) > 80] == []
    golden("demo", Result(said.stdout.replace(str(home), "/home/you"), said.stderr, 0))
    assert sorted(path.name for path in (home / "try it").iterdir()) == [
        "crm.db",
        "crm.db.backups",
        "crm.db.lock",
        "google.csv",
        "phone.vcf",
        "vip.vcf",
    ]
    assert not database.parent.exists()


def test_a_demonstration_is_not_played_over_another_or_over_a_book(crm: Crm, home: Path) -> None:
    (home / "mine").mkdir()
    (home / "mine" / "crm.db").write_bytes(b"precious")
    assert refused(crm("demo", "mine"), 4, f"There is a database in {home}/mine already.")
    assert [path.name for path in (home / "mine").iterdir()] == ["crm.db"]


def test_a_database_that_is_named_is_refused_since_the_demonstration_has_its_own(crm: Crm, home: Path) -> None:
    before = sorted(home.iterdir())
    for words in (("demo", "--db", "mine.db"), ("--db=mine.db", "demo", "here")):
        assert refused(crm(*words), 2, "crm demo has a database of its own, and takes no --db.")
    assert sorted(home.iterdir()) == before


def test_a_folder_that_cannot_be_made_is_an_error_in_a_sentence(crm: Crm, home: Path) -> None:
    (home / "file").write_text("x")
    said = crm("demo", "file")
    assert (said.stdout, said.code) == ("", 1)
    assert said.stderr.startswith(f"crm: {home}/file: File exists.")
