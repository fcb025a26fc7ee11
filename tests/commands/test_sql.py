"""`crm sql` in every form of answer, and when it is stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from tests.conftest import Crm, Result

pytestmark = pytest.mark.usefixtures("book")

PEOPLE = "select id, name from contact where kind = 'person' order by id limit 2"


@pytest.mark.parametrize(
    ("options", "answer"),
    [
        ([], "2\tPak Budi Santoso\n4\t陳美玲\n"),
        (["--tsv"], "2\tPak Budi Santoso\n4\t陳美玲\n"),
        (["--csv"], "id,name\r\n2,Pak Budi Santoso\r\n4,陳美玲\r\n"),
        (["--json"], '[\n{"id": 2, "name": "Pak Budi Santoso"},\n{"id": 4, "name": "陳美玲"}\n]\n'),
        (["--ids"], "2\n4\n"),
        (["--limit", "1"], "2\tPak Budi Santoso\n"),
    ],
)
def test_rows_are_answered_in_every_form(crm: Crm, options: list[str], answer: str) -> None:
    said = crm("sql", PEOPLE, *options)
    assert (said.stdout, said.code) == (answer, 0)
    assert said.stderr == ("There are more than 1; --limit 0 shows all.\n" if "--limit" in options else "")


def test_rows_are_a_table_on_a_terminal(crm: Crm) -> None:
    assert crm("sql", PEOPLE, "--no-color", tty=True).stdout == "id  name\n 2  Pak Budi Santoso\n 4  陳美玲\n"


def test_the_statement_may_come_from_the_standard_input_or_in_several_words(crm: Crm) -> None:
    assert crm("sql", "-", input="-- who\nselect 1;\n") == Result("1\n", "", 0)
    assert crm("sql", "select", "1") == Result("1\n", "", 0)


def test_bytes_and_what_is_no_number_have_a_form_in_json(crm: Crm) -> None:
    assert crm("sql", "select x'00ff' b, 9e999 i, null n", "--json").json == [{"b": "AP8=", "i": "inf", "n": None}]
    assert crm("sql", "select x'00ff' b") == Result("<2 bytes>\n", "", 0)


def test_no_rows_are_an_empty_answer(crm: Crm) -> None:
    assert crm("sql", "select 1 as x where 0") == Result("", "", 0)
    assert crm("sql", "select 1 as x where 0", "--json") == Result("[]\n", "", 0)
    assert crm("sql", "select 1 as x where 0", "--csv") == Result("x\r\n", "", 0)


def test_a_formula_in_a_cell_is_no_formula_in_csv(crm: Crm) -> None:
    assert crm("sql", "select '=1+1' as x", "--csv").stdout == "x\r\n'=1+1\r\n"


def test_escape_sequences_do_not_reach_the_terminal(crm: Crm) -> None:
    assert "\x1b" not in crm("sql", "select char(27) || '[31m' as x", "--no-color", tty=True).stdout


def test_what_would_change_something_is_refused(crm: Crm) -> None:
    assert crm("sql", "delete from contact") == Result(
        "",
        "crm: crm sql only reads: SELECT, and PRAGMA where it changes nothing.\n"
        "     Every change has a command of its own, so that undo can take it back: crm --help\n",
        5,
    )


def test_an_error_in_the_middle_of_the_rows_is_a_sentence(crm: Crm) -> None:
    said = crm("sql", "select 1 union all select abs(-9223372036854775808)")
    assert said.code == 5
    assert said.stderr.startswith("crm: The statement is wrong: integer overflow")


def test_a_statement_that_never_ends_can_be_interrupted(crm: Crm) -> None:
    # It answers enough to be written, and then goes on for ever without another row.
    endless = "with recursive n (i) as (select 1 union all select i + 1 from n) select i from n where i < 20000"
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "crmcli", "sql", endless],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=dict(os.environ),
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"1\n"
    process.send_signal(signal.SIGINT)
    _rest, said = process.communicate()
    assert (said, process.returncode) == (b"", 130)
