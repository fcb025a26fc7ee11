"""`crm contact purge`: what it says of a diary in which others stand, too."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Crm

pytestmark = pytest.mark.usefixtures("book")


def test_a_purge_names_what_stays_because_others_took_part(crm: Crm) -> None:
    crm("log", "c2", "call", "price ok")
    crm("log", "c2", "meeting", "signed", "--with", "c4", "--next", "send papers", "--on", "fri")
    said = crm("contact", "purge", "c2", "--yes")
    assert (said.stdout, said.code) == ("Purged c2 Pak Budi Santoso for good.\n", 0)
    stays, backup = said.stderr.splitlines()
    assert stays == "crm: What others took part in stays: a2; see whether the text says too much."
    assert backup.startswith("crm: The backup ")
    assert crm("activity", "list", "--ids").stdout == "a2\n"
    assert crm("followup", "list").stdout == ""


def test_nothing_the_person_said_is_found_in_any_file_after_a_purge(crm: Crm, database: Path) -> None:
    crm("log", "c2", "call", "allergic to gluten", "--next", "bring marzipan", "--on", "fri")
    crm("done", "f1", "--note", "liked the kumquats")
    crm("undo")
    crm("remind", "c2", "ask about rhubarb", "--on", "mon", "--every", "2w")
    crm("contact", "rm", "c2")
    crm("contact", "purge", "c2", "--yes")
    words = (b"gluten", b"marzipan", b"kumquat", b"rhubarb", b"budi santoso")
    files = [path for path in database.parent.iterdir() if path.is_file()]
    assert [(path.name, word) for path in files for word in words if word in path.read_bytes().lower()] == []
