"""A small address book to try commands on, and golden files to compare long answers with.

`CRM_REGENERATE=1 pytest tests/commands` writes the golden files anew; look at what git says has changed.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from crmcli import demo
from tests.conftest import Crm, Result

IS_REGENERATING = bool(os.environ.get("CRM_REGENERATE"))
GOLDEN = Path(__file__).parents[1] / "golden" / "commands"

BOOK = """\
BEGIN:VCARD
VERSION:3.0
FN:Pak Budi Santoso
N:Santoso;Budi;;Pak;
ORG:PT Maju Jaya
TITLE:Fleet Manager
TEL;TYPE=CELL:+62 812-3456-7890
TEL;TYPE=WORK:021-5790-6776
EMAIL;TYPE=WORK:budi@maju.example
ADR;TYPE=WORK:;;Jl. Sudirman 1;Jakarta;DKI Jakarta;10220;Indonesia
BDAY:1974-05-12
NOTE:Decides with his wife.\\nNew trucks in March.
CATEGORIES:VIP,Fleet
UID:budi-1
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:陳美玲
ORG:晨嶺物流
TEL;TYPE=CELL:+886 912-345-678
CATEGORIES:VIP
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Łukasz Ørsted
TEL:+48 601 232 454
EMAIL:lukasz@lodz.example
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Ibu Sari
TEL:0811-222-333
CATEGORIES:VIP
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Sari Dewi
ORG:PT Maju Jaya
EMAIL:dewi@maju.example
END:VCARD
"""

Golden = Callable[[str, Result], None]

_copies: dict[str, bytes] = {}


@pytest.fixture
def book(crm: Crm, database: Path, home: Path) -> Path:
    """A database with the five people above and their companies: c1 PT Maju Jaya, c2 Budi, c3 晨嶺物流, c4 陳美玲,
    c5 Łukasz, c6 Ibu Sari, c7 Sari Dewi. It came there by the operation o1."""

    def make() -> None:
        (home / "book.vcf").write_text(BOOK, "utf-8")
        assert crm("import", "book.vcf", "--region", "ID").code == 0
        (home / "book.vcf").unlink()

    return _made_once("book", make, database)


@pytest.fixture
def sample(crm: Crm, database: Path, home: Path) -> Path:
    """A database with the sample address book, as crm demo makes it."""

    def make() -> None:
        for file in demo.files():
            (home / file.name).write_bytes(file.read_bytes())
            assert crm("import", file.name, "--region", "ID").code == 0
            (home / file.name).unlink()

    return _made_once("sample", make, database)


@pytest.fixture
def golden() -> Golden:
    """Compare a whole answer with a file: `golden("find.table", crm(...))`."""

    def compare(name: str, said: Result) -> None:
        text = said.stdout
        if said.stderr:
            text += "--- stderr\n" + said.stderr
        if said.code:
            text += f"--- exit code {said.code}\n"
        path = GOLDEN / name
        if IS_REGENERATING:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
        assert text == path.read_bytes().decode("utf-8")

    return compare


def _made_once(name: str, make: Callable[[], None], database: Path) -> Path:
    """The database that `make` makes; once a run, since it is the same each time."""
    if name not in _copies:
        make()
        _copies[name] = database.read_bytes()
        return database
    database.parent.mkdir(mode=0o700, parents=True)
    database.write_bytes(_copies[name])
    database.chmod(0o600)
    return database


def refused(said: Result, code: int, sentence: str) -> bool:
    """Whether a call ended with this code and first sentence on stderr, and nothing on stdout."""
    return (said.stdout, said.code, said.stderr.splitlines()[0]) == ("", code, f"crm: {sentence}")
