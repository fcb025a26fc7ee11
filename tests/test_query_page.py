"""The page on queries: its table is the code's, and its examples can be typed as they stand in bash and in zsh."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from crmcli import query
from crmcli.store import activity_criteria, contact_criteria, criteria_presence, deal_criteria, followup_criteria
from docs import examples

PAGE = (Path(__file__).parents[1] / "docs" / "query.md").read_text("utf-8")
# What one of the shells would not hand over as it is, outside of quotes. A `=` counts at the beginning of a word only.
SPECIAL = set("*?[](){}<>|&;~#!$`\\^")
SHELLS = [shell for shell in ("bash", "zsh", "sh") if shutil.which(shell)]


RECORDS = {"activity": activity_criteria, "followup": followup_criteria, "deal": deal_criteria}


def commands() -> list[str]:
    """The calls of crm in the page's examples, one by one out of their pipes."""
    found = [example.command for example in examples.examples(PAGE)]
    return [part.strip() for line in found for part in re.split(r"[|;]", line) if part.strip().startswith("crm ")]


def typed() -> Iterator[str]:
    """All that the page and the table of fields say can be typed: calls of crm, and the queries in the tables."""
    yield from commands()
    for entry in contact_criteria.entries().values():
        yield f"crm contact list {entry.example}"
    for noun, fields in RECORDS.items():
        yield from (f"crm {noun} list {entry.example}" for entry in fields.entries().values())
    for section in ("## Words and conditions", "## Days, durations and ranges"):
        for row in PAGE.partition(section)[2].partition("\n\n`")[0].splitlines():
            if row.startswith("| `"):
                yield from (f"crm contact list {each}" for each in re.findall(r"`([^`]+)`", row.split(" | ")[0]))


def unquoted(line: str) -> list[str]:
    """The words of a line without what stands in quotes."""
    return re.sub(r"'[^']*'|\"[^\"]*\"", "", line).split()


def test_the_table_of_fields_is_that_of_the_code() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| (.+?) \| `(\S+)` \|$", PAGE.partition("## Fields")[2].partition("\n## ")[0], re.M
    )
    assert rows == [(name, entry.help, entry.example) for name, entry in contact_criteria.entries().items()]


@pytest.mark.parametrize(("of", "noun"), [("activities", "activity"), ("follow-ups", "followup"), ("deals", "deal")])
def test_the_tables_of_activities_follow_ups_and_deals_are_those_of_the_code(of: str, noun: str) -> None:
    section = PAGE.partition(f"| field of {of} | what it asks | example |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| `(\S+)` \|$", section, re.M)
    assert rows == [(name, entry.help, entry.example) for name, entry in RECORDS[noun].entries().items()]


def test_what_has_can_be_asked_about_is_on_the_page() -> None:
    said = PAGE.partition("`has:` asks whether")[2].partition("a service such as")[0]
    assert re.findall(r"`(\w+)`", said) == criteria_presence.names()


def test_no_example_has_a_sign_that_a_shell_takes_for_its_own() -> None:
    lines = list(typed())
    assert len(lines) > 40
    for line in lines:
        for word in unquoted(line):
            assert not SPECIAL.intersection(word), line
            assert not word.startswith("="), line


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_hands_the_words_of_every_example_over(shell: str, home: Path) -> None:
    for line in typed():
        words = line.removeprefix("crm ")
        ran = subprocess.run([shell, "-c", f"printf '%s\\0' {words}"], capture_output=True, cwd=home, check=True)
        assert ran.stdout.decode().split("\0")[:-1] == shlex.split(words), line
        assert ran.stderr == b""


def test_every_query_of_the_page_is_one() -> None:
    for line in typed():
        if line.split()[1:3] in (["contact", "list"], ["activity", "list"], ["followup", "list"], ["deal", "list"]):
            words = [word for word in shlex.split(line)[3:] if not word.startswith("--")]
            assert query.parsed(words) != query.EVERYTHING, line
