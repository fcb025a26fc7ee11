"""`crm doctor`: a line for each check, and an exit code that a script can rely on."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crmcli.store import deliveries
from tests import factories
from tests.commands.conftest import Golden, refused
from tests.conftest import Crm, Result


def _without_room(said: Result) -> Result:
    return Result(re.sub(r"[\d.]+ [MGT]B are left", "9 GB are left", said.stdout), said.stderr, said.code)


@pytest.mark.parametrize("mode", ["json", "csv", "tsv", "ids"])
def test_findings_are_told_in_every_form(crm: Crm, book: Path, golden: Golden, mode: str) -> None:
    golden(f"doctor.{mode}", _without_room(crm("doctor", f"--{mode}")))


def test_on_a_terminal_each_finding_is_a_sentence(crm: Crm, book: Path, golden: Golden) -> None:
    book.chmod(0o644)
    golden("doctor.terminal", _without_room(crm("doctor", tty=True)))
    golden("doctor.fix.terminal", _without_room(crm("doctor", "--fix", tty=True)))


def test_a_problem_is_exit_code_1_until_it_is_mended(crm: Crm, book: Path) -> None:
    with closing(sqlite3.connect(book, isolation_level=None)) as connection:
        for table in ("search", "search_trigram"):
            connection.execute(f"DELETE FROM {table} WHERE rowid = 2")
    assert crm("find", "budi").stdout == ""
    said = crm("doctor", "--json")
    assert said.code == 1
    (found,) = [row for row in said.json if row["state"] != "ok"]
    assert found == {
        "check": "search",
        "state": "problem",
        "message": "The search index is wrong for 1 contact.",
        "hint": "crm doctor --fix mends it.",
        "fixed": False,
    }
    said = crm("doctor", "--fix", "--json")
    assert said.code == 0
    assert [row["check"] for row in said.json if row["fixed"]] == ["search"]
    assert crm("find", "budi").stdout.startswith("c2\t")


def test_a_warning_is_no_failure(crm: Crm, book: Path, home: Path) -> None:
    (home / ".config" / "crm").mkdir(parents=True)
    (home / ".config" / "crm" / "config.toml").write_text("color = 'pink'\n")
    said = crm("doctor", "--json")
    assert said.code == 0
    (found,) = [row for row in said.json if row["state"] != "ok"]
    assert (found["check"], found["state"], found["hint"]) == ("machine", "warning", "crm settings edit opens it.")
    assert "pink" in found["message"]


def test_without_a_database_it_makes_none(crm: Crm, database: Path) -> None:
    said = crm("doctor")
    assert said.code == 0
    assert said.stderr == "There is no database yet; crm makes one with the first contact.\n"
    assert not database.parent.exists()


def test_a_database_that_cannot_be_opened_is_damaged(crm: Crm, book: Path) -> None:
    crm("add", "Wati")
    book.write_text("nothing of ours\n" * 1000)
    said = crm("doctor", "--json")
    assert (said.code, said.stdout) == (6, "")
    assert said.error["hint"].startswith("crm backup restore brings back the state of 2026-11-24 16:00;")
    assert refused(crm("doctor", "--fix"), 6, "The database is damaged.")


def test_a_digest_that_did_not_get_through_is_a_warning(crm: Crm, book: Path) -> None:
    store = factories.opened(book)
    deliveries.release(store, "digest", "2026-11-24 mail:me@example.com", factories.NOW, "Nobody answers.")
    store.close()
    said = crm("doctor", "--json")
    assert said.code == 0
    (found,) = [row for row in said.json if row["check"] == "delivery"]
    assert (found["state"], found["message"]) == (
        "warning",
        "The digest of Tue 24 Nov 2026 could not be delivered: Nobody answers.",
    )


def test_a_weekly_digest_that_failed_is_named_by_its_week(crm: Crm, book: Path) -> None:
    store = factories.opened(book)
    deliveries.release(store, "digest", "2026-W04 mail:me@example.com", factories.NOW, "Nobody answers.")
    store.close()
    (found,) = [row for row in crm("doctor", "--json").json if row["check"] == "delivery"]
    assert found["message"] == "The digest of week 4 of 2026 could not be delivered: Nobody answers."
