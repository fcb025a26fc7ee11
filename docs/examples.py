"""The examples in the documentation: found in its pages, and run as a person would run them.

`python docs/examples.py` writes into every page what its examples answer today; tests/test_docs.py only compares.
An example is a block of ```console whose first line is a `$ crm` or a `$ printf`. A line after `> ` continues the
command above it; other lines are what the terminal shows. Where a page shows nothing, nothing is compared.
"""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from docs import calling

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
SAMPLE = ROOT / "crmcli" / "demo"
COLUMNS = 92
_FIRST_LINES = ("$ crm", "$ printf")


@dataclass(frozen=True)
class Example:
    """One command, the line it stands on (from 1), and what the page says the terminal shows (perhaps nothing)."""

    line: int
    command: str
    answer: str


def main() -> int:
    """Write the answers of every page anew; returns 1 where an example fails."""
    failed = 0
    for page in PAGES:
        written, problems = rewritten(page.read_text("utf-8"))
        page.write_text(written, "utf-8")
        for problem in problems:
            sys.stderr.write(f"{page.name}:{problem}\n")
        failed |= bool(problems)
    return failed


def rewritten(page: str) -> tuple[str, list[str]]:
    """The page with the answers of today, and a line about each example that does not end with exit code 0."""
    lines, problems = page.splitlines(), []
    with tempfile.TemporaryDirectory(prefix="crm-docs-") as place:
        environment = surroundings(Path(place))
        shown = [(example, *run(example.command, environment)) for example in examples(page)]
    for example, code, answer in reversed(shown):
        if code:
            problems.append(f"{example.line}: {example.command}: exit code {code}\n{answer}")
        elif example.answer:
            first = example.line + example.command.count("\n")
            lines[first : first + example.answer.count("\n")] = answer.splitlines()
    return "".join(line + "\n" for line in lines), problems[::-1]


def examples(page: str) -> Iterator[Example]:
    """The commands of every block that is an example, in the order of the page."""
    number, lines = 0, page.splitlines()
    while number < len(lines):
        if lines[number].strip() != "```console":
            number += 1
            continue
        end = lines.index("```", number)
        block = lines[number + 1 : end]
        if block and block[0].startswith(_FIRST_LINES):
            yield from _commands(block, number + 2)
        number = end + 1


def _commands(block: list[str], first: int) -> Iterator[Example]:
    starts = [index for index, line in enumerate(block) if line.startswith("$ ")]
    for start, stop in zip(starts, [*starts[1:], len(block)], strict=True):
        words, answer = [block[start][2:]], block[start + 1 : stop]
        while answer and answer[0].startswith("> "):
            words.append(answer.pop(0)[2:])
        yield Example(first + start, "\n".join(words), "".join(line + "\n" for line in answer))


def surroundings(home: Path) -> dict[str, str]:
    """The environment that examples run in: an empty home with the sample address book in it, and a fixed clock."""
    for sample in SAMPLE.iterdir():
        if sample.suffix in (".vcf", ".csv"):
            shutil.copy(sample, home)
    shutil.copy(SAMPLE / "phone.vcf", home / "contacts.vcf")  # what a phone calls its export
    return {
        "HOME": str(home),
        "PATH": os.pathsep.join(
            map(str, (ROOT / "tests" / "stand_ins", Path(sys.executable).parent, os.environ["PATH"]))
        ),
        "CRM_NOW": "2026-11-24T09:00:00Z",
        "TZ": "Asia/Jakarta",
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLUMNS": str(COLUMNS),
        "LINES": "24",
        "NO_COLOR": "1",
    }


def run(command: str, environment: Mapping[str, str]) -> tuple[int, str]:
    """Run a line as a shell in the home would, on a terminal at which nobody types.

    Returns the exit code, and what stands on the terminal in the end.
    """
    arguments = calling.arguments_of(command)
    if arguments is None:
        return run_in_shell(command, environment)
    code, written = calling.on_a_terminal(arguments, environment)
    return code, _standing(written)


def run_in_shell(command: str, environment: Mapping[str, str]) -> tuple[int, str]:
    """The same, with a shell and a process of its own for every line."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        ["sh", "-c", command],
        stdin=subprocess.DEVNULL,
        stdout=slave,
        stderr=slave,
        cwd=environment["HOME"],
        env=environment,
    )
    os.close(slave)
    written = b""
    while piece := _read(master):
        written += piece
    os.close(master)
    return process.wait(), _standing(written.decode().replace("\r\n", "\n"))


def _read(terminal: int) -> bytes:
    """A piece of what a terminal shows; nothing once the other side has gone."""
    try:
        return os.read(terminal, 65_536)
    except OSError:
        return b""


def _standing(written: str) -> str:
    """What stands on a terminal after all that was written to it."""
    *lines, last = written.split("\n")
    lines += [last] if last else []
    return "".join(_overwritten(line).rstrip() + "\n" for line in lines)


def _overwritten(line: str) -> str:
    """A line as it looks after each carriage return in it has let the rest be written over its beginning."""
    shown = ""
    for part in line.split("\r"):
        shown = part + shown[len(part) :]
    return shown


if __name__ == "__main__":
    sys.exit(main())
