"""Text from outside is harmless in every answer of every command: no byte that moves a cursor, colours a screen or
turns a line round comes out, and nothing is read as markup or run by a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.commands.kept_homes import made_once
from tests.conftest import Crm, Result

ESCAPE = "\x1b[31m\x1b]0;title\x07\x1b[2J"
C1 = "\x9b31m\x85\x90q"
BIDI = "\u202e\u2066\u2069\u202d"
NASTY = f"Eve{ESCAPE}{C1}{BIDI}[red]\tTab\r\nLine\x00Nul\x7f\u2028End"

COMMANDS = [
    ["find", "eve", "--limit", "0"],
    ["contact", "list"],
    ["contact", "list", "--removed"],
    ["show", "c2"],
    ["contact", "show", "c2"],
    ["company", "list"],
    ["company", "show", "c1"],
    ["group", "list"],
    ["group", "show", "Eve [31m"],
    ["history", "--limit", "0"],
    ["history", "c2"],
    ["history", "o1", "--limit", "0"],
    ["history", "o3"],
]
OTHERS = [
    ["find", NASTY],
    ["show", NASTY],
    ["show", "eve"],
    ["contact", "edit", "c2", "--rm-phone", NASTY],
    ["contact", "edit", "c2", "--status", NASTY],
    ["contact", "edit", "c2", "--birthday", NASTY],
    ["contact", "edit", "c2", "--email", NASTY],
    ["contact", "edit", "c2", "--clear", NASTY],
    ["contact", "edit", "c2", "--field", NASTY],
    ["contact", "list", "--sort", NASTY],
    ["contact", "list", "--group", NASTY],
    ["contact", "rename", "c2", NASTY, "--dry-run"],
    ["contact", "rm", "c1", "c2", "--dry-run"],
    ["contact", "purge", "c2"],
    ["company", "edit", "c1", "--notes", NASTY, "--dry-run"],
    ["group", "put", NASTY, "c1", "--dry-run"],
    ["group", "rename", "Eve [31m", NASTY + "2", "--dry-run"],
    ["group", "rm", "Eve [31m", "--dry-run"],
    ["add", NASTY, "--notes", NASTY, "--dry-run"],
    ["import", "eve.vcf", "--dry-run"],
    ["import", NASTY.replace("\x00", "")],
    ["import", "eve.vcf", "--map", f"{NASTY}=name"],
    ["import", "eve.vcf", "--on-match", NASTY],
    ["undo", NASTY],
    ["undo", "--dry-run"],
    ["undo", "o1"],
    ["settings", "get", NASTY],
    ["settings", "set", "region", NASTY],
    [NASTY],
    ["find", "x", "--" + NASTY],
]


def card(name: str, **more: str) -> str:
    """A vCard with hostile text wherever there is room for text."""
    fields = {"FN": name, "ORG": name, "TITLE": name, "NICKNAME": name, "NOTE": name + "\\n" + name,
              "CATEGORIES": name, "TEL;TYPE=" + "HOME": name, "EMAIL": f"{name}@x.example", "URL": name,
              "ADR": f";;{name};{name};{name};{name};{name}", "X-OWN": name, "UID": name, **more}  # fmt: skip
    lines = [f"{key}:{value}".replace("\r", "").replace("\n", "") for key, value in fields.items()]
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""])


@pytest.fixture
@made_once
def hostile(crm: Crm, home: Path) -> None:
    """A book that somebody wrote to do harm: c1 is a company, c2 its person; o3 is an edit."""
    text = card(NASTY) + "".join(card(f"Eve {number} {NASTY[3:]}", UID=str(number)) for number in range(3))
    (home / "eve.vcf").write_bytes(text.encode("utf-8"))
    assert crm("import", "eve.vcf", "--group", NASTY).code == 0
    assert crm("company", "add", NASTY, "--field", f"{NASTY}={NASTY}", "--notes", NASTY).code == 0
    words = ["--field", f"{NASTY}={NASTY}", "--relation", f"{NASTY}=Nobody{ESCAPE}", "--occasion", f"{NASTY}=--02-29",
             "--notes", NASTY, "--title", NASTY, "--status-reason", NASTY, "--address", f"{NASTY};{NASTY}",
             "--url", NASTY]  # fmt: skip
    assert crm("contact", "edit", "c2", *words).code == 0
    assert crm("contact", "rm", "c4").code == 0


def harmful(said: Result, allowed: str = "\n") -> list[str]:
    """The characters that should not have come out."""
    text = said.stdout
    found = [c for c in text if (ord(c) < 0x20 and c not in allowed) or 0x7F <= ord(c) < 0xA0]
    found += [c for c in said.stderr if (ord(c) < 0x20 and c != "\n") or 0x7F <= ord(c) < 0xA0]
    return found + [c for c in text + said.stderr if 0x202A <= ord(c) <= 0x202E or 0x2066 <= ord(c) <= 0x2069]


@pytest.mark.usefixtures("hostile")
def test_nothing_harmful_comes_out_of_any_command_in_any_form(crm: Crm) -> None:
    for words in COMMANDS:
        for mode in ("json", "csv", "tsv", "ids"):
            said = crm(*words, f"--{mode}")
            assert said.code in (0, 4), (words, mode, said)
            assert harmful(said, {"csv": "\r\n\t", "tsv": "\n\t"}.get(mode, "\n")) == [], (words, mode)
        assert harmful(crm(*words, "--no-color", tty=True)) == [], words


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("words", OTHERS, ids=lambda words: " ".join(words)[:30].encode("unicode_escape").decode())
def test_nothing_harmful_comes_out_of_an_answer_or_an_error(crm: Crm, words: list[str]) -> None:
    for mode in ([], ["--json"]):
        said = crm(*words, *mode)
        assert harmful(said, "\n\t") == []
        assert "went wrong in crm itself" not in said.stderr
    for answer in ("\n", "1\n"):
        said = crm(*words, "--no-color", tty=True, input=answer)
        assert harmful(Result(said.stdout, said.stderr.replace("\r", ""), 0)) == []  # progress goes back


@pytest.mark.usefixtures("hostile")
def test_every_line_of_a_pipe_has_all_its_columns_and_no_more(crm: Crm) -> None:
    for words, tabs in ((["find", "eve"], 4), (["contact", "list"], 6), (["group", "list"], 8), (["history"], 4)):
        for line in crm(*words, "--tsv").stdout.splitlines():
            assert line.count("\t") == tabs, words


@pytest.mark.usefixtures("hostile")
def test_markup_is_text(crm: Crm) -> None:
    assert "[red]" in crm("find", "eve", tty=True).stdout
    assert "[red]" in crm("show", "c2", tty=True).stdout


@pytest.mark.usefixtures("hostile")
def test_json_and_csv_can_be_read(crm: Crm) -> None:
    for words in COMMANDS:
        said = crm(*words, "--json")
        if not said.code:
            json.loads(said.stdout)
        rows = list(csv.reader(io.StringIO(crm(*words, "--csv").stdout, newline=""), strict=True))
        assert len({len(row) for row in rows}) <= 1


@pytest.mark.parametrize("mark", ["=", "+", "-", "@"])
def test_a_spreadsheet_runs_nothing_of_a_csv(crm: Crm, mark: str) -> None:
    formula = mark + 'HYPERLINK("http://x.example")'
    crm("add", "--company", formula, "--title", formula, "--phone", "+62 812-3456-7890", "--group", formula,
        "--", formula)  # fmt: skip
    text = crm("contact", "list", "--csv").stdout
    cells = {cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row}
    assert "'" + formula in cells
    assert "+62 812-3456-7890" in cells
    assert not [cell for cell in cells if cell[:1] in "=+-@" and cell and not cell.startswith("+62")]


def test_a_name_of_a_megabyte_is_taken_in_and_shown_on_one_line(crm: Crm, home: Path) -> None:
    (home / "long.vcf").write_text(f"BEGIN:VCARD\nVERSION:3.0\nFN:{'Long ' * 200_000}\nEND:VCARD\n")
    assert crm("import", "long.vcf").stdout.startswith("1 read: ")
    for words in (["find", "long"], ["show", "c1"], ["contact", "list"]):
        said = crm(*words, "--no-color", tty=True)
        assert said.code == 0
        assert max(map(len, said.stdout.splitlines()), default=0) <= 100
        assert crm(*words).code == 0


def test_letters_that_a_script_needs_come_out_as_they_are(crm: Crm) -> None:
    for name in ("می‌خواهم", "👩‍👧 Ana", "陳美玲", "خالد", "Zoë"):
        crm("add", name)
        assert crm("show", ".").stdout.splitlines()[1] == f"Name\t{name}"
