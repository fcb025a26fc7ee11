"""Documentation that cannot drift: made pages are in step, every command is there, every example runs."""

from __future__ import annotations

import importlib.util
import os
import pty
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from crmcli import cli

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("README.md"), *(ROOT / "docs").glob("*.md")])


@dataclass(frozen=True)
class Example:
    """One command of a ```console block, and what the page says that it answers (empty: nothing is said)."""

    line: int
    command: str
    answer: str


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    """docs/generate.py as a module."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["reference.md", "json.md"])
def test_the_page_made_from_the_code_is_in_step(generate: ModuleType, page: str) -> None:
    path = ROOT / "docs" / page
    assert path.read_text("utf-8") == generate.pages()[path], "run make docs"


def test_every_command_is_in_the_reference_and_says_what_it_does(generate: ModuleType) -> None:
    reference = (ROOT / "docs" / "reference.md").read_text("utf-8")
    seen = set()
    for command, context in generate.commands():
        assert f"\n## {context.command_path}\n" in reference
        assert command.help, context.command_path
        seen.add(context.command_path.split()[1])
        for parameter in command.get_params(context):
            record = parameter.get_help_record(context)
            assert record is None or record[1].strip(), f"{context.command_path} {record} has no help"
    assert seen == set(cli.commands())


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_the_examples_of_a_page_answer_what_the_page_says(page: Path, home: Path) -> None:
    for sample in (ROOT / "crmcli" / "demo").glob("*.*"):
        if sample.suffix in (".vcf", ".csv"):
            shutil.copy(sample, home)
    for example in examples(page.read_text("utf-8")):
        code, answer, narration = run_in_a_shell(example.command)
        place = f"{page.name}:{example.line}: {example.command}"
        assert code == 0, f"{place}\n{narration}"
        if example.answer:
            assert answer == example.answer, place


def test_examples_are_read_with_their_continuations_and_answers() -> None:
    page = "x\n```console\n$ crm a \\\n> b\none\n\n two\n$ crm c\n```\n```console\n$ make demo\n$ crm x\n```\n"
    assert list(examples(page)) == [Example(3, "crm a \\\nb", "one\n\n two\n"), Example(8, "crm c", "")]


def examples(page: str) -> Iterator[Example]:
    """The commands of every block that starts with `$ crm`; lines after `> ` continue one, others answer."""
    number, lines = 0, page.splitlines()
    while number < len(lines):
        if lines[number].strip() != "```console":
            number += 1
            continue
        end = lines.index("```", number)
        block = lines[number + 1 : end]
        if block and block[0].startswith("$ crm"):
            yield from _commands(block, number + 2)
        number = end + 1


def _commands(block: list[str], first: int) -> Iterator[Example]:
    starts = [index for index, line in enumerate(block) if line.startswith("$ ")]
    for start, stop in zip(starts, [*starts[1:], len(block)], strict=True):
        words, answer = [block[start][2:]], block[start + 1 : stop]
        while answer and answer[0].startswith("> "):
            words.append(answer.pop(0)[2:])
        yield Example(first + start, "\n".join(words), "".join(line + "\n" for line in answer))


def run_in_a_shell(command: str) -> tuple[int, str, str]:
    """Run a line as a person would: stdout is a terminal of 100 columns without colour, and nobody types.

    Returns the exit code, what the terminal showed without trailing blanks, and stderr.
    """
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    master, slave = pty.openpty()
    with tempfile.TemporaryFile() as narration:
        process = subprocess.Popen(
            ["sh", "-c", command],
            stdin=subprocess.DEVNULL,
            stdout=slave,
            stderr=narration,
            env={**os.environ, "PATH": path, "NO_COLOR": "1"},
        )
        os.close(slave)
        shown = b""
        while piece := _read(master):
            shown += piece
        os.close(master)
        code = process.wait()
        narration.seek(0)
        told = narration.read().decode()
    lines = shown.decode().replace("\r\n", "\n").splitlines()
    return code, "".join(line.rstrip() + "\n" for line in lines), told


def _read(terminal: int) -> bytes:
    """A piece of what a terminal shows; nothing once the other side has gone."""
    try:
        return os.read(terminal, 65_536)
    except OSError:
        return b""
