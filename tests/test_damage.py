"""Damaged files and broken streams: a sentence and an exit code, never a failure of crm itself."""

from __future__ import annotations

import random
from pathlib import Path

from tests.conftest import Crm


def test_a_database_with_flipped_bytes_is_damaged_and_nothing_else(crm: Crm, database: Path) -> None:
    crm("import", "-", input="".join(f"BEGIN:VCARD\nFN:Élan {n}\nX-Y:é{n}\nEND:VCARD\n" for n in range(400)))
    whole = database.read_bytes()
    chance = random.Random(7)
    for _round in range(40):
        hurt = bytearray(whole)
        for _byte in range(chance.randrange(1, 400)):
            hurt[chance.randrange(100, len(hurt))] = chance.randrange(256)
        database.write_bytes(hurt)
        for words in (("find", "elan"), ("contact", "list"), ("history",), ("show", "c3"), ("add", "Zed")):
            done = crm(*words)
            assert done.code in (0, 3, 4, 6), (words, done.stderr)
            assert "went wrong in crm itself" not in done.stderr


def test_standard_input_that_is_closed_or_no_text_is_no_failure_of_crm(crm: Crm, crm_process: Crm) -> None:
    crm("add", "Budi")
    assert crm_process("import", "-").code == 5
    done = crm_process(
        "group", "put", "vip", "-", input=b"\xff\xfe\n", environment={"PYTHONIOENCODING": "utf-8:strict"}
    )
    assert done.code == 3
    assert "Traceback" not in done.stderr
