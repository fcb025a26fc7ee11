"""The pages made from the code say all there is, and the programs that read them find nothing wrong with them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from docs import generate, schema

MAN = Path(__file__).parents[1] / "docs" / "crm.1"


def test_every_table_and_column_is_explained_and_nothing_else_is() -> None:
    connection = schema.database()
    rows = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%' "
        "AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_%' ESCAPE '\\'"
    )
    assert {row[0] for row in rows} == set(schema.TABLES)
    for table, (_about, meanings) in schema.TABLES.items():
        assert [name for name, _kind, _needed in schema.columns(connection, table)] == list(meanings), table
    connection.close()


def test_every_command_is_in_the_manual_page() -> None:
    page = MAN.read_text("ascii")
    for _command, context in generate.commands():
        assert f"\n.SS {context.command_path} ".replace("-", "\\-") in page, context.command_path


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_groff_has_nothing_to_say_of_the_manual_page() -> None:
    shown = subprocess.run(["groff", "-man", "-Tutf8", "-ww", str(MAN)], capture_output=True, text=True, check=True)
    assert shown.stderr == ""


@pytest.mark.skipif(shutil.which("mandoc") is None, reason="mandoc is not installed")
def test_mandoc_misses_nothing_in_the_manual_page_but_a_date() -> None:
    shown = subprocess.run(["mandoc", "-T", "lint", str(MAN)], capture_output=True, text=True, check=False)
    assert [line for line in shown.stdout.splitlines() if "missing date" not in line] == []
