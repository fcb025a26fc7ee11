"""What each call imports, seen in fresh interpreters, and who may do what, seen in the source.

Speed here is laziness: a library imported by a call that does not need it is what makes a command line slow,
and no other test would notice.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Crm

PACKAGE = Path(__file__).parents[1] / "crmcli"

_PROBE = """
import os, sys
from crmcli.__main__ import main
main(sys.argv[1:])
with open(os.environ["PROBE"], "w") as file:
    file.write("\\n".join(sys.modules))
"""
_BARE = "import os, sys, sqlite3\nopen(os.environ['PROBE'], 'w').write('\\n'.join(sys.modules))"

# What only some calls need, and what it costs in milliseconds where that was measured.
HEAVY = {
    "anyascii",  # 25
    "charset_normalizer",  # 26
    "dateutil",  # 16
    "holidays",  # 55
    "phonenumbers",  # 19
    "platformdirs",  # 17
    "rapidfuzz",  # 31
    "rich",  # 2 for its cells, 47 for its console
    "sqlite_utils",  # 60
    "textual",  # 190
    "tomlkit",  # 26
    "tomllib",  # 11
    "vobject",  # 32
}
# What a look-up may import besides what `import sqlite3` brings: with json, json and what that needs.
STANDARD = {"__future__", "gc"}
STANDARD_JSON = {*STANDARD, "_json", "_sre", "copyreg", "enum", "json", "re"}


def imported(home: Path, *arguments: str, code: str = _PROBE) -> set[str]:
    """The names in sys.modules after one call in a fresh interpreter, its output in a pipe."""
    probe = home / "probe"
    environment = {**os.environ, "PROBE": str(probe)}
    subprocess.run([sys.executable, "-c", code, *arguments], env=environment, capture_output=True, check=True)
    return set(probe.read_text().splitlines())


def tops(modules: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


@pytest.fixture
def filled(home: Path, crm: Crm) -> Path:
    """A home with a database that holds two contacts."""
    assert crm("add", "Budi Santoso", "--phone", "0812-3456-7890").code == 0
    assert crm("add", "王小明").code == 0
    assert crm("agenda").code == 0  # which keeps the holidays of the year
    return home


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (["find", "budi"], STANDARD),
        (["find", "Budi", "Santoso", "--limit", "3"], STANDARD),
        (["find", "budi", "--ids"], STANDARD),
        (["find", "budi", "--tsv"], STANDARD),
        (["find", "081234567890"], STANDARD),
        (["find", "王小明"], STANDARD),
        (["find", "budi", "--json"], STANDARD_JSON),
        (["find", "--mutt", "budi"], STANDARD),
        (["find", "--caller", "081234567890"], STANDARD),
        (["__complete", "zsh", "show", "bud"], STANDARD),
        (["__complete", "bash", " ", "9", "crm group put v"], STANDARD),
    ],
)
def test_a_piped_look_up_imports_sqlite3_and_next_to_nothing(
    filled: Path, arguments: list[str], allowed: set[str]
) -> None:
    extra = imported(filled, *arguments) - imported(filled, code=_BARE)
    assert tops(extra) - {"crmcli"} <= allowed
    assert "crmcli.cli" not in extra


def test_a_look_up_without_a_database_imports_as_little(home: Path) -> None:
    extra = imported(home, "find", "budi") - imported(home, code=_BARE)
    assert tops(extra) - {"crmcli"} <= STANDARD


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], []])
def test_version_and_help_import_no_command_and_no_database(home: Path, arguments: list[str]) -> None:
    found = imported(home, *arguments)
    assert "typer" in found
    assert not [name for name in found if name.startswith(("crmcli.commands.", "crmcli.store", "sqlite3"))]
    assert not tops(found) & HEAVY


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (["add", "Ana Silva"], {"anyascii"}),
        (["add", "Łukasz", "--company", "Ørsted"], {"anyascii"}),
        (["contact", "list"], set()),
        (["show", "budi"], set()),  # the tables of phonenumbers group its numbers, without its code
        (["history"], set()),
        (["undo"], set()),
        (["settings", "list"], set()),
        (["settings", "set", "date_order", "ymd"], {"phonenumbers"}),
        (["group", "list"], set()),
        (["today"], set()),
        (["agenda"], set()),
        (["occasions"], set()),
        (["report", "week"], set()),
        (["report", "funnel"], set()),
        (["company", "list"], set()),
        (["contact", "list", "city:x", "idle:90d..", "or", "not:has:email"], set()),
        (["find", "budi", "has:phone"], set()),
        (["segment", "add", "Fish", "budi"], set()),
    ],
)
def test_a_command_imports_only_the_heavy_things_it_needs(
    filled: Path, arguments: list[str], allowed: set[str]
) -> None:
    assert tops(imported(filled, *arguments)) & HEAVY <= allowed


@pytest.mark.parametrize(
    "arguments",
    [
        ["find", "budi"],
        ["add", "Ana"],
        ["today"],
        ["pipeline"],
        ["tui", "--help"],
        ["tui"],
        ["__complete", "zsh", "tui", ""],
    ],
)
def test_nothing_of_the_screen_is_loaded_where_no_screen_is_shown(filled: Path, arguments: list[str]) -> None:
    found = imported(filled, *arguments)
    assert not [name for name in found if name == "textual" or name.startswith(("textual.", "crmcli.tui"))]


_FIRST_VIEW = f"import crmcli.tui.app\nfrom crmcli.tui import views\nviews.ALL[views.FIRST]()\n{_BARE}"


def test_the_first_frame_waits_for_no_other_view_and_for_nothing_that_only_some_changes_need(home: Path) -> None:
    found = imported(home, code=_FIRST_VIEW)
    assert tops(found) & HEAVY == {"platformdirs", "rich", "textual"}  # the first of them comes with Textual
    assert not {f"crmcli.tui.{view}_screen" for view in ("today", "contacts", "reports", "card")} & found


@pytest.mark.parametrize("arguments", [["contact", "list"], ["show", "budi"], ["settings", "list"]])
def test_a_table_measures_cells_with_rich_and_uses_no_more_of_it(filled: Path, arguments: list[str]) -> None:
    code = f"import sys\nsys.stdout.isatty = lambda: True\n{_PROBE}"
    found = imported(filled, *arguments, code=code)
    assert {"rich.cells", "crmcli.tables"} <= found
    assert not found & {"rich.console", "rich.table", "rich.text"}


def test_no_module_imports_anything_heavy_when_it_is_imported() -> None:
    heavy = HEAVY - {"rich"} | {"gettext", "typer"}
    may = {"typer": ("cli.py", "commands/"), "sqlite_utils": ("store/migrations.py",), "textual": ("tui/",)}
    for path, tree in sources():
        for name in module_level_imports(tree):
            allowed = may.get(name, ())
            assert name not in heavy or path.startswith(allowed or "\0"), f"{path} imports {name}"


def test_print_and_the_streams_are_used_by_their_owners_only() -> None:
    owners = {"output.py": "stdout", "diagnostics.py": "stderr", "asking.py": "stdin"}
    for path, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id != "print" or path in owners, f"{path}:{node.lineno} prints"
            if isinstance(node, ast.Attribute) and node.attr in ("write", "writelines", "readline"):
                stream = ast.unparse(node.value)
                assert not stream.startswith("sys.std") or stream == f"sys.{owners.get(path)}", path


def test_sql_is_written_in_the_store_only() -> None:
    verbs = (
        "SELECT ",
        "INSERT INTO ",
        "INSERT OR ",
        "UPDATE ",
        "DELETE FROM ",
        "CREATE ",
        "PRAGMA ",
        "DROP ",
    )
    for path, tree in sources():
        if path.startswith("store/"):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not node.value.lstrip().startswith(verbs), f"{path}:{node.lineno} holds SQL"


def test_rich_is_imported_by_tables_and_the_screen_only() -> None:
    for path, tree in sources():
        if path != "tables.py" and not path.startswith("tui/"):
            assert "rich" not in all_imports(tree), path


def test_the_store_and_the_formats_never_ask_the_clock() -> None:
    asking = ("datetime.now", "datetime.utcnow", "date.today", "time.time", "clock.now", "clock.today")
    for path, tree in sources():
        if path.startswith(("store/", "formats/")):
            called = [ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]
            assert not [name for name in called if name.endswith(asking)], path


def test_no_file_has_outgrown_its_question() -> None:
    for path in sorted(PACKAGE.rglob("*.py")):
        assert path.stem not in ("utils", "helpers", "common", "misc"), path
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 320, path


def sources() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the package: its path below the package, and what it says."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def module_level_imports(tree: ast.Module) -> set[str]:
    """Top names of what importing the module imports: not what stands in functions or under TYPE_CHECKING."""
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if not isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found |= all_imports(node)
    return found


def all_imports(tree: ast.AST) -> set[str]:
    """Top names of everything imported anywhere in `tree`."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found
