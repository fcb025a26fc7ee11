"""crm as a process of its own: pipes that close, locales that know no UTF-8, streams that are not there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Crm, Result

CRM = f"{sys.executable} -m crmcli"

pytestmark = pytest.mark.usefixtures("sample")


def shell(line: str, **environment: str) -> Result:
    """What a line of the shell wrote and ended with; `crm` in it is this crm."""
    ended = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f'crm() {{ {CRM} "$@"; }}\n{line}'],
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
    )
    return Result(ended.stdout.decode(), ended.stderr.decode(), ended.returncode)


@pytest.mark.parametrize("words", ["find a --limit 0", "contact list", "contact list --json", "history o1 --limit 0"])
def test_head_ends_it_quietly(words: str) -> None:
    said = shell(f"crm {words} | head -n 1 >/dev/null; echo ${{PIPESTATUS[0]}}")
    assert (said.stdout, said.code) == ("0\n", 0)
    assert not [line for line in said.stderr.splitlines() if "Error" in line or "crm:" in line]


@pytest.mark.parametrize("mode", ["--tsv", "--json", "--csv"])
def test_a_locale_without_utf_8_gets_utf_8_all_the_same(crm: Crm, mode: str) -> None:
    strict = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    said = shell(f"crm find ukasz {mode}", **strict)
    assert "Łukasz Ørsted" in said.stdout
    assert said == crm("find", "ukasz", mode)


def test_words_in_utf_8_are_understood_in_any_locale() -> None:
    assert "王小明" in shell("crm find 王小明", LC_ALL="C").stdout


@pytest.mark.parametrize("words", ["find budi", "contact list", "show c2", "add Zoe", "undo", "history"])
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_closed_streams_break_nothing(words: str, closed: str) -> None:
    said = shell(f"crm {words} {closed}")
    assert said.code == 0
    assert "Traceback" not in said.stderr


def test_answers_and_narration_keep_their_order_where_they_go_to_one_place() -> None:
    lines = shell("crm find budi --limit 1 2>&1").stdout.splitlines()
    assert lines[0].startswith("c2\t")
    assert lines[1:] == ["There are more than 1; --limit 0 shows all."]


def test_contacts_flow_from_a_list_into_a_group(crm: Crm) -> None:
    said = shell("crm contact list maju --ids | crm group put Maju -")
    assert (said.stdout, said.code) == ("Put 7 contacts into Maju   o3, crm undo takes it back\n", 0)
    assert crm("group", "show", "Maju", "--ids").stdout.count("\n") == 7


def test_an_address_book_flows_through_a_pipe(home: Path) -> None:
    said = shell("printf 'Name,Phone\\nZoe,+62 812 9999 1111\\n' | crm import - --json | tail -c 20")
    assert said.code == 0
    assert shell("crm find zoe --ids").stdout == "c226\n"


def test_a_shell_variable_that_is_not_set_changes_nothing() -> None:
    said = shell('crm contact edit c2 --phone "$NOT_SET"')
    assert (said.stdout, said.code) == ("", 5)
    assert said.stderr.startswith("crm: --phone is empty.\n")


def test_an_interruption_ends_with_130_and_without_a_traceback() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "crmcli", "import", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    process.stdin.write(b"x" * 1_000_000)  # more than a pipe holds: once it is written, crm is reading
    process.send_signal(signal.SIGINT)
    answered, said = process.communicate()
    assert (process.returncode, answered, said) == (130, b"", b"")
