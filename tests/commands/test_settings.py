"""`crm settings` in every form; what the settings do is tried in tests/test_settings.py."""

from __future__ import annotations

import pytest

from tests.commands.conftest import Golden
from tests.conftest import Crm, Result


@pytest.mark.parametrize("mode", ["json", "csv", "tsv", "ids"])
def test_settings_are_listed_in_every_form(crm: Crm, golden: Golden, mode: str) -> None:
    golden(f"settings.list.{mode}", crm("settings", "list", f"--{mode}"))


def test_settings_are_a_table_on_a_terminal(crm: Crm, golden: Golden) -> None:
    golden("settings.list.table", crm("settings", "list", "--no-color", tty=True))


def test_a_change_answers_with_the_setting_and_the_operation(crm: Crm) -> None:
    assert crm("settings", "set", "region", "br") == Result("region is BR.   o1, crm undo takes it back\n", "", 0)
    said = crm("settings", "unset", "region", "--json").json
    assert (said["key"], said["value"], said["source"], said["operation"]) == ("region", "ID", "guess", 2)


def test_settings_alone_are_the_list(crm: Crm) -> None:
    assert crm("settings") == crm("settings", "list")
    assert crm("settings", "--json") == crm("settings", "list", "--json")
    assert crm("settings", "--csv") == crm("settings", "list", "--csv")
    assert crm("settings", "--help").stdout.startswith("Usage: crm settings ")
    assert crm("settings", "--frob").stderr.startswith("crm: crm settings list takes no option --frob.\n")
