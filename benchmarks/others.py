"""The same question asked of other address books of the terminal, where they are installed.

khard reads a folder of one vCard a file, abook its own file; both get the same people as crm. They are told,
not promised.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from children import installed, piped, succeeded
from generate import card, contacts, kept
from lookups import finding, targets
from measures import Case, Line, interleaved, milliseconds

KHARD_SETTINGS = """[addressbooks]
[[all]]
path = {folder}
[general]
debug = no
default_action = list
"""


def khard(program: str, count: int, folder: Path, name: str) -> Case:
    """khard over a folder of so many files."""
    cards = folder / "khard"
    cards.mkdir(exist_ok=True)
    for place, contact in enumerate(contacts(count)):
        (cards / f"{place}.vcf").write_text(card(contact), encoding="utf-8", newline="")
    settings = folder / "khard.conf"
    settings.write_text(KHARD_SETTINGS.format(folder=cards), encoding="utf-8")
    return Case("khard", lambda turn: [program, "-c", str(settings), "list", name], name)


def abook(program: str, count: int, folder: Path, name: str, surroundings: dict[str, str]) -> Case:
    """abook over its own file, made by abook itself from the same vCards."""
    book = folder / "abook"
    convert = [program, "--convert", "--informat", "vcard", "--infile", str(kept("vcf", count))]
    convert += ["--outformat", "abook", "--outfile", str(book)]
    succeeded(piped(convert, surroundings), convert, "")
    # abook's query shows only people who have an e-mail address.
    return Case("abook", lambda turn: [program, "--datafile", str(book), "--mutt-query", name], name)


def beside_others(
    database: Path,
    count: int,
    folder: Path,
    wanted: Callable[[str], bool],
    surroundings: dict[str, str],
    runs: int,
) -> list[Line]:
    """crm and each of the others that is installed, looking up one name. Raises Failed."""
    name = targets(count).latin.name
    cases: list[Case] = []
    missing: list[Line] = []
    for other in ("khard", "abook"):
        if not wanted(other):
            continue
        program = installed(other)
        if program is None:
            missing.append(Line(f"{other}, a name", "", remark="not installed"))
        elif other == "khard":
            cases.append(khard(program, count, folder, name))
        else:
            cases.append(abook(program, count, folder, name, surroundings))
    if not cases:
        return missing
    cases.append(Case("crm", finding(database, *name.split()), name))
    taken = interleaved(cases, surroundings, runs=runs)
    ours = taken.pop("crm").seconds
    lines = [Line(f"crm find, a name among {count:,}", milliseconds(ours))]
    for other, result in taken.items():
        what = f"{other}, the same"
        lines.append(Line(what, milliseconds(result.seconds), result.seconds / ours, remark="of the time of crm"))
    return lines + missing
