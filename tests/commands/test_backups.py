"""`crm backup`: what it lists, makes, looks through and brings back."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from crmcli.store import db
from tests.commands.conftest import Golden, refused
from tests.conftest import Crm, Result

DAILY = "2026-11-24T160000+0700-daily"


def _without_sizes(said: Result) -> Result:
    """An answer without what SQLite's own pages take, which is not the same in each of its versions."""
    return Result(*(re.sub(r"[\d.]+ [kM]B", "300 kB", text) for text in (said.stdout, said.stderr)), said.code)


@pytest.fixture
def days(crm: Crm, book: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with a backup of today and one of tomorrow; today it is."""
    crm("contact", "rename", "c6", "Ibu Sari Dewi")
    monkeypatch.setenv("CRM_NOW", "2026-11-25T02:30:00Z")
    crm("add", "Wati")
    monkeypatch.setenv("CRM_NOW", "2026-11-25T09:00:00Z")
    return book


@pytest.mark.parametrize("mode", ["csv", "tsv", "ids"])
def test_backups_are_listed_newest_first_in_every_form(crm: Crm, days: Path, golden: Golden, mode: str) -> None:
    golden(f"backup.list.{mode}", _without_sizes(crm("backup", "list", f"--{mode}")))


def test_backups_are_a_table_on_a_terminal(crm: Crm, days: Path, golden: Golden) -> None:
    golden("backup.list.table", _without_sizes(crm("backup", "list", "--no-color", tty=True)))
    assert crm("backup") == crm("backup", "list")


def test_a_backup_is_a_record_for_scripts(crm: Crm, days: Path) -> None:
    newest, oldest = crm("backup", "list", "--json").json
    size = Path(oldest["path"]).stat().st_size
    assert oldest == {
        "name": DAILY,
        "path": str(days.parent / "crm.db.backups" / f"{DAILY}.db"),
        "at": "2026-11-24T09:00:00Z",
        "reason": "daily",
        "size": size,
        "contacts": 7,
        "schema": db.NEWEST_STEP,
    }
    assert crm("backup", "list", "--limit", 1, "--json").json == [newest]


def test_without_backups_it_says_when_one_will_be_made(crm: Crm) -> None:
    expected = "There are no backups yet. crm makes one before the first change of each day.\n"
    assert crm("backup", "list") == Result("", expected, 0)
    assert crm("backup", "list", "--json").stdout == "[]\n"
    assert refused(crm("backup", "restore"), 3, "There are no backups yet.")
    assert refused(crm("backup", "create"), 3, "There is no database yet.")
    assert crm("backup", "verify") == Result("", "There are no backups yet. crm backup create makes one.\n", 0)


def test_a_backup_is_made_by_hand_and_where_it_is_wanted(crm: Crm, book: Path, home: Path) -> None:
    said = _without_sizes(crm("backup", "create"))
    assert said == Result("Made the backup 2026-11-24T160000+0700-manual: 7 contacts, 300 kB.\n", "", 0)
    said = _without_sizes(crm("backup", "create", "--output", "copy.db"))
    assert said.stdout == "Made the backup copy.db: 7 contacts, 300 kB.\n"
    assert (home / "copy.db").stat().st_mode & 0o777 == 0o600
    assert refused(crm("backup", "create", "--output", "copy.db"), 4, "There is copy.db already.")
    (home / "stick").mkdir()
    assert crm("backup", "create", "-o", "stick", "--json").json["path"] == str(home / "stick" / "crm-2026-11-24.db")
    assert crm("find", "budi", "--db", "stick/crm-2026-11-24.db").stdout.startswith("c2\tPak Budi Santoso")
    assert crm("backup", "create", "--output", "no/such/folder/x.db").code == 1
    assert refused(crm("backup", "create", "--output", ""), 5, "--output is empty.")


def test_backups_are_looked_through(crm: Crm, days: Path, golden: Golden) -> None:
    golden("backup.verify", crm("backup", "verify"))
    one = Path(crm("backup", "list", "--json").json[0]["path"])
    content = bytearray(one.read_bytes())
    content[4096:9000] = os.urandom(9000 - 4096)
    one.write_bytes(content)
    said = crm("backup", "verify", "--json")
    assert said.code == 1
    assert [(row["name"], row["state"]) for row in said.json] == [(one.stem, "problem"), (DAILY, "ok")]
    assert crm("backup", "verify", DAILY).code == 0
    assert crm("backup", "verify", one.stem).code == 1
    assert refused(crm("backup", "restore", one.stem, "--yes"), 6, f"The backup {one.stem} cannot be restored.")
    assert crm("backup", "restore", "--yes").stderr == (
        f"crm: The backup {one.stem} cannot be read, and is passed over.\n"
        "The history is that of the backup, and crm undo goes on from there.\n"
    )


def test_what_a_restore_would_change_is_shown(crm: Crm, days: Path, golden: Golden) -> None:
    before = days.read_bytes()
    golden("backup.restore.dry-run", crm("backup", "restore", "2026-11-24", "--dry-run"))
    said = crm("backup", "restore", "2026-11-24", "--dry-run", "--json").json
    assert (said["name"], said["before"]["contacts"], said["after"]["contacts"], said["kept"]) == (DAILY, 8, 7, None)
    assert days.read_bytes() == before
    assert len(crm("backup", "list", "--json").json) == 2


def test_a_restore_says_what_is_there_now_and_how_to_take_it_back(crm: Crm, days: Path) -> None:
    kept = "2026-11-25T160000+0700-before-restore"
    assert crm("backup", "restore", "2026-11-24", "--yes") == Result(
        f"Restored {DAILY}: 7 contacts.   crm backup restore {kept} takes it back\n",
        "The history is that of the backup, and crm undo goes on from there.\n",
        0,
    )
    assert crm("show", "c6", "--json").json["name"] == "Ibu Sari"
    assert crm("backup", "restore", kept, "--yes").code == 0
    assert crm("show", "c6", "--json").json["name"] == "Ibu Sari Dewi"


def test_a_restore_asks_first(crm: Crm, days: Path) -> None:
    assert refused(crm("backup", "restore"), 2, "Restoring replaces what is there now.")
    question = "Put the state of 2026-11-25 09:30 (7 contacts) in the place of the 8 contacts? [y/N] "
    said = crm("backup", "restore", input="n\n", tty=True)
    assert said.stderr == question + "Nothing was changed.\n"
    assert crm("contact", "list", "--ids").stdout.count("\n") == 8
    assert crm("backup", "restore", input="y\n", tty=True).code == 0
    assert crm("contact", "list", "--ids").stdout.count("\n") == 7


def test_a_restore_is_a_record_for_scripts(crm: Crm, days: Path) -> None:
    said = crm("backup", "restore", "2026-11-24", "--yes", "--json").json
    assert list(said) == ["name", "path", "at", "before", "after", "kept"]
    assert said["after"] == {
        "contacts": 7,
        "groups": 2,
        "operations": 1,
        "last_change": "2026-11-24T09:00:00Z",
        "schema": db.NEWEST_STEP,
    }


def test_a_name_that_fits_several_or_none_is_refused(crm: Crm, days: Path) -> None:
    said = crm("backup", "restore", "2026-11", "--json")
    assert (said.code, [one["ref"] for one in said.error["candidates"]]) == (
        4,
        [DAILY, "2026-11-25T093000+0700-daily"],
    )
    assert crm("backup", "restore", "2026-12-24") == Result(
        "",
        "crm: There is no backup 2026-12-24.\n     The one before is 2026-11-25T093000+0700-daily.\n",
        3,
    )
    assert crm("backup", "restore", "./nothing.db").code == 3
    assert crm("backup", "restore", str(days), "--yes").code == 6


@pytest.mark.parametrize(
    "words", ["find budi", "find budi --limit 3 --csv", "contact list", "add Wati", "import x.vcf"]
)
def test_a_database_that_is_gone_is_said_and_no_other_takes_its_place(
    crm: Crm, days: Path, home: Path, words: str
) -> None:
    (home / "x.vcf").write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Wati\nEND:VCARD\n")
    for path in days.parent.glob("crm.db*"):
        if path.is_file():
            path.unlink()
    assert crm(*words.split()) == Result(
        "",
        f"crm: The database {days} is gone, but there are backups of it.\n"
        f"     crm backup restore brings it back; to begin anew, move {days}.backups away.\n",
        6,
    )
    assert crm("backup", "restore", "--yes").code == 0
    assert crm("find", "budi", "--ids").stdout == "c2\n"
