"""Photos: from a file onto a contact, and out again."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmcli.store import attachments
from tests.commands.conftest import refused
from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")

PNG = b"\x89PNG\r\n\x1a\n\x00picture"


@pytest.fixture(autouse=True)
def picture(home: Path) -> None:
    """me.png in the home."""
    (home / "me.png").write_bytes(PNG)


def test_a_photo_is_set_saved_cleared_and_comes_back(crm: Crm, home: Path) -> None:
    assert crm("contact", "edit", "c2", "--photo", "me.png").stdout == (
        "Changed c2 Pak Budi Santoso   o2, crm undo takes it back\n"
    )
    assert crm("show", "c2", "--json").json["has_photo"] is True
    assert crm("contact", "photo", "budi", "santoso") == Result("Saved Pak Budi Santoso.png\n", "", 0)
    assert (home / "Pak Budi Santoso.png").read_bytes() == PNG
    assert refused(crm("contact", "photo", "c2"), 4, "There is a file Pak Budi Santoso.png already.")
    assert crm("contact", "photo", "c2", "--force", "--json").json == {
        "id": 2, "path": "Pak Budi Santoso.png", "media_type": "image/png", "size": len(PNG),
    }  # fmt: skip
    crm("contact", "edit", "c2", "--clear", "photo")
    assert refused(crm("contact", "photo", "c2", "-o", "x"), 3, "c2 Pak Budi Santoso has no photo.")
    crm("undo")
    assert crm("contact", "photo", "c2", "--output", "x.png").stdout == "Saved x.png\n"


def test_the_same_photo_again_changes_nothing(crm: Crm) -> None:
    crm("contact", "edit", "c2", "--photo", "me.png")
    assert crm("contact", "edit", "c2", "--photo", "me.png").stdout == "Nothing to change in c2 Pak Budi Santoso\n"


def test_a_newcomer_may_bring_a_photo(crm: Crm) -> None:
    crm("add", "Zoe/../x", "--photo", "me.png")
    assert crm("contact", "photo", ".").stdout == "Saved Zoe .. x.png\n"


def test_what_is_no_picture_is_refused_and_nothing_changed(
    crm: Crm, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "note.txt").write_bytes(b"words")
    assert refused(crm("contact", "edit", "c2", "--title", "X", "--photo", "note.txt"), 5, "note.txt is no picture.")
    assert refused(crm("contact", "edit", "c2", "--photo", "nowhere"), 3, "There is no file nowhere.")
    assert refused(crm("contact", "edit", "c2", "--photo", ""), 5, "--photo is empty.")
    monkeypatch.setattr(attachments, "LARGEST_PHOTO", 3)
    assert refused(crm("contact", "edit", "c2", "--photo", "me.png"), 5, "me.png is larger than 0 MB.")
    assert crm("show", "c2", "--json").json["title"] == "Fleet Manager"
