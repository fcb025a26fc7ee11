"""`crm setup` as a script meets it; its questions are tried in tests/test_settings.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import refused
from tests.conftest import Crm, Result


def test_what_was_settled_is_said_and_taken_back_in_one_step(crm: Crm) -> None:
    said = crm("setup", "--region", "br", "--currency", "brl", "--timezone", "America/Sao_Paulo",
               "--date-order", "DMY", "--language", "pt_BR")  # fmt: skip
    assert said == Result(
        "region is BR.\ncurrency is BRL.\ntimezone is America/Sao_Paulo.\ndate_order is dmy.\nlanguage is pt-br.\n",
        "o1, crm undo takes it back\n",
        0,
    )
    crm("undo")
    assert crm("settings", "get", "region").stdout == "ID\n"


def test_the_answer_in_json_has_every_setting_and_the_operation(crm: Crm) -> None:
    assert crm("setup", "--region", "TW", "--json").json == {
        "region": "TW",
        "currency": "IDR",
        "timezone": "Asia/Jakarta",
        "date_order": "dmy",
        "language": "en",
        "operation": 1,
    }


@pytest.mark.parametrize("option", ["region", "currency", "timezone", "date-order", "language"])
def test_an_empty_value_is_refused_and_nothing_is_stored(crm: Crm, database: Path, option: str) -> None:
    assert refused(crm("setup", f"--{option}", ""), 5, f"--{option} is empty.")
    assert not database.exists()
