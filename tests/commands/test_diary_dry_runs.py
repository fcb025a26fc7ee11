"""A dry run of any change to the diary says what would happen and leaves the database as it was."""

from __future__ import annotations

import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Crm

BEFORE = (
    "settings kind add webinar --touch",
    "settings goal 5 calls --per day",
    "group edit VIP --cadence 14d",
    "log c2 call 'price ok' --for 5m --cost 50rb --at yesterday",
    "log c4 webinar 'new models' --with c2",
    "remind c2 'send quote' --on fri@10 --every 2w --warn 3d",
    "remind c6 'call Ibu Sari' --on tomorrow",
    "remind --self 'tax report' --on eom --every month",
    "remind c5 'old one' --on today",
    "done f4",
)
CHANGES = (
    "log c2 call 'wife decides' --next 'call both' --on fri@10",
    "log --new 'Zoe Young' --phone 0812-1111-2222 --group Golf call 'from the fair'",
    "remind c2 'send contract' --on mon --every month --priority high",
    "remind --self 'pay rent' --on eom",
    "done f1 --note ok --next 'call again' --on +3d",
    "done f1 f2",
    "done c6",
    "snooze f1 --to mon",
    "snooze c4 --to mon",
    "followup edit f1 --what 'send offer' --on mon --every none",
    "followup skip f1",
    "followup reopen f4",
    "followup rm f1 f2",
    "activity edit a1 --kind meeting --text 'price agreed' --for 10m",
    "activity rm a1 a2",
    "contact edit c2 --cadence 6w --at-most 2/month",
    "group edit VIP --cadence 30d --warn 3d --share 60 --at-most 1/week",
    "settings goal 9 calls --per week",
    "settings goal rm calls",
    "settings kind add demo",
    "settings kind edit webinar --no-touch",
    "settings kind rename webinar seminar",
    "settings kind rm webinar --into meeting",
    "contact merge c2 c4",
    "contact rm c2",
)


def _everything(database: Path) -> list[str]:
    """All rows of all tables, those of the history included."""
    with closing(sqlite3.connect(database)) as connection:
        return list(connection.iterdump())


@pytest.mark.parametrize("as_json", [False, True], ids=["text", "json"])
def test_a_dry_run_of_any_verb_changes_nothing_and_says_what_would_happen(crm: Crm, book: Path, as_json: bool) -> None:
    for line in BEFORE:
        assert crm(*shlex.split(line)).code == 0, line
    before = _everything(book)
    for line in CHANGES:
        said = crm(*shlex.split(line), "--dry-run", *(["--json"] if as_json else []))
        assert (said.code, bool(said.stdout)) == (0, True), f"{line}: {said}"
        assert said.json is not None if as_json else "undo" not in said.stdout
        assert _everything(book) == before, line


def test_each_of_them_is_one_operation_that_one_undo_takes_back(crm: Crm, book: Path) -> None:
    for line in BEFORE:
        assert crm(*shlex.split(line)).code == 0, line
    before = _truth(book)
    for line in (*CHANGES, "settings set touch.sent yes"):
        said = crm(*shlex.split(line))
        assert said.code == 0, f"{line}: {said}"
        assert _truth(book) != before, line
        assert crm("undo").code == 0, line
        assert _truth(book) == before, line


def _truth(database: Path) -> list[str]:
    """All rows but those of the history and the index, and but for the numbers that were given."""
    apart = ("operation", "journal", "search", "sqlite_sequence", "sqlite_schema", "blob")
    return [line for line in _everything(database) if not line.startswith(tuple(f'INSERT INTO "{t}' for t in apart))]
