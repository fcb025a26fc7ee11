"""The database is never taken for one of the user's files, by whatever name: neither read from nor written over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import BOOK, refused
from tests.conftest import Crm

NAMELESS = "BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n"
NAMES: list[Callable[[Path], Path]] = [
    lambda book: book,
    lambda book: book.parent / "crm.db-wal",
    lambda book: book.parent / "crm.db.lock",
    lambda book: _made(book.parent / "symbolic", lambda link: link.symlink_to(book)),
    lambda book: _made(book.parent / "hard", lambda link: link.hardlink_to(book)),
]


def _made(link: Path, make: Callable[[Path], None]) -> Path:
    make(link)
    return link


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "words",
    [
        ["export", "-o"],
        ["export", "all", "-o"],
        ["import", "nameless.vcf", "--rejects"],
        ["import"],
        ["import", "nameless.vcf"],
        ["attach", "c2"],
        ["attachment", "save", "1", "--force", "--output"],
        ["contact", "edit", "c2", "--photo"],
        ["contact", "photo", "c2", "--force", "--output"],
    ],
)
def test_the_database_is_no_file_to_read_or_to_write(
    crm: Crm, home: Path, book: Path, words: list[str], name: Callable[[Path], Path]
) -> None:
    (home / "nameless.vcf").write_text(NAMELESS, "utf-8")
    (home / "me.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00picture")
    assert crm("attach", "c2", "me.png").code == crm("contact", "edit", "c2", "--photo", "me.png").code == 0
    path, before = name(book), book.read_bytes()
    assert refused(crm(*words, path), 5, f"{path} is the database itself.")
    assert book.read_bytes() == before


def test_a_database_with_the_name_of_an_address_book_is_passed_over_in_its_folder(crm: Crm, home: Path) -> None:
    (home / "books").mkdir()
    (home / "books" / "ana.vcf").write_text(BOOK, "utf-8")
    place = home / "books" / "own.vcf"
    assert crm("--db", place, "contact", "add", "Budi").code == 0
    said = crm("--db", place, "import", "books")
    assert f"{Path('books') / 'own.vcf'} is the database itself." in said.stderr
    assert crm("--db", place, "find", "Budi").code == 0
