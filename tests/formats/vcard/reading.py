"""Short ways to read a card that a test writes out."""

from __future__ import annotations

import dataclasses
import io

from crmcli.formats.drafts import AddressBook, ContactDraft, Entry
from crmcli.formats.vcard import read


def book_of(content: str | bytes, region: str = "", photos: bool = True) -> AddressBook:
    """The address book in `content`."""
    data = content.encode() if isinstance(content, str) else content
    return read(io.BytesIO(data), region=region, photos=photos)


def entries_of(content: str | bytes, region: str = "") -> list[Entry]:
    """All entries of `content`."""
    return list(book_of(content, region).entries)


def contact_of(*lines: str, version: str = "3.0") -> ContactDraft:
    """The contact in a card of these lines, without its line number and source, which it must have."""
    text = "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])
    (entry,) = entries_of(text)
    assert isinstance(entry, ContactDraft), entry
    assert entry.line == 1
    assert entry.source == text.replace("\r\n", "\n").rstrip("\n")
    return dataclasses.replace(entry, source="")


def contact(**fields: object) -> ContactDraft:
    """The draft that a test expects: these fields, and nothing else."""
    return dataclasses.replace(ContactDraft(1), **fields)  # type: ignore[arg-type]
