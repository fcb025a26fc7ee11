"""The measures of what goes through the whole address book: a list by a query, likely duplicates, exports.

Only the growth of the search for duplicates is promised. The rest is told, so that it cannot become slow unseen.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from children import FLOOR, crm
from measures import Case, Line, interleaved, memory, milliseconds

TENFOLD = 12.0
WHAT = {
    "list-query": (
        "crm contact list, two conditions, piped",
        ["contact", "list", "city:jakarta", "has:email", "--ids"],
    ),
    "export-vcard": ("crm export, vCard", ["export", "--format", "vcf"]),
    "export-csv": ("crm export, CSV", ["export", "--format", "csv"]),
}
NAMES = (*WHAT, "dupes-growth")


def through_the_book(
    sizes: dict[int, Path], wanted: Callable[[str], bool], surroundings: dict[str, str], runs: int
) -> list[Line]:
    """The lines of the table; `sizes` are the databases by their number of contacts. Raises Failed."""
    large = max(sizes)
    lines: list[Line] = []
    cases = [_case(name, words, sizes[large]) for name, (_what, words) in WHAT.items() if wanted(name)]
    if cases:
        taken = interleaved([Case("floor", lambda turn: FLOOR), *cases], surroundings, runs=runs, warm_up=1)
        for case in cases:
            seconds = taken[case.name].seconds
            what = f"{WHAT[case.name][0]}, {large:,} contacts"
            lines.append(Line(what, milliseconds(seconds), seconds / taken["floor"].seconds))
            if case.name.startswith("export"):
                lines.append(memory("  its peak memory", taken[case.name].memory))
    if wanted("dupes-growth"):
        lines += _duplicates(sizes, surroundings, runs)
    return lines


def _duplicates(sizes: dict[int, Path], surroundings: dict[str, str], runs: int) -> list[Line]:
    cases = [_case(str(count), ["contact", "dupes", "--ids"], database) for count, database in sizes.items()]
    taken = interleaved(cases, surroundings, runs=runs, warm_up=1)
    small, large = sorted(sizes)
    seconds = taken[str(large)].seconds
    what = f"crm contact dupes, {large:,} against {small:,} contacts"
    return [
        Line(what, milliseconds(seconds), seconds / taken[str(small)].seconds, TENFOLD),
        memory("  its peak memory", taken[str(large)].memory),
    ]


def _case(name: str, words: list[str], database: Path) -> Case:
    command = [crm(), *words, "--db", str(database)]
    if words[0] == "export":
        # Not into the pipe: what this process holds would count as the peak memory of the children to come.
        command += ["--output", str(database.with_suffix(f".{words[-1]}"))]
    return Case(name, lambda turn: command)
