"""Reading tables that stand in a test, and the collected ones where they are there."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import pytest

from crmcli.formats import delimited
from crmcli.formats.drafts import ContactDraft, Entry, Rejected

_FOLDER = Path(os.environ.get("CRM_CORPORA") or Path(__file__).parents[3] / "../shared/corpora")


def corpora() -> Path:
    """The folder of other programs' files; skips the test where it is absent."""
    if not _FOLDER.is_dir():
        pytest.skip("the collection of address books is not here (CRM_CORPORA names its folder)")
    return _FOLDER


def entries(text: str, **options: Any) -> list[Entry]:
    """All that a table reads as."""
    book = delimited.read(io.BytesIO(text.encode("utf-8")), encoding="utf-8", **options)
    return list(book.entries)


def contacts(text: str, **options: Any) -> list[ContactDraft]:
    """The contacts of a table in which nothing is rejected."""
    found = entries(text, **options)
    assert not [entry for entry in found if isinstance(entry, Rejected)]
    return [entry for entry in found if isinstance(entry, ContactDraft)]


def contact(text: str, **options: Any) -> ContactDraft:
    """The only contact of a table."""
    (found,) = contacts(text, **options)
    return found


def channels(draft: ContactDraft) -> list[tuple[str, str, str]]:
    """The channels of a contact as kind, value and label."""
    return [(channel.kind, channel.value, channel.label) for channel in draft.channels]
