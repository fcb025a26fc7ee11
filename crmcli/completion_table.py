"""What may stand at a place of the command line: the words before it, read by the table of commands.

The table is `completion/commands.txt`, made from the live commands. Nothing is imported but os, and nothing raised for
words that are no command of ours: then nothing may stand there.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = os.path.join(os.path.dirname(__file__), "completion")
OPTIONS_END = "--"

# names of an option, kind of its value (`!` for none), whether it may be given again, help
Option = tuple[list[str], str, bool, str]
Offer = tuple[str, str]  # what to type, what it means


class Place:
    """What may stand where the cursor is.

    `kind` says what is wanted: contact, group, file, `one a|b|c` …, or nothing that is known. `typed` is what stands
    there already, `leading` what of the word comes before it (`--group=`), `earlier` the words before that belong to
    the same text. `offers` are commands and options.
    """

    def __init__(self, typed: str) -> None:
        self.kind = ""
        self.typed = typed
        self.leading = ""
        self.earlier: list[str] = []
        self.offers: list[Offer] = []
        self.database = ""


class _Section:
    """One command of the table."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.commands: list[Offer] = []
        self.arguments: list[tuple[str, str]] = []
        self.options: list[Option] = []
        for line in lines:
            fields = line.split("\t")
            if line[0] == "=":
                self.commands.append((fields[0][1:], fields[-1]))
            elif line[0] == "<":
                self.arguments.append((fields[0][1:], fields[1]))
            else:
                self.options.append((fields[0].split(","), fields[1], fields[2] == "*", fields[3]))

    def option(self, name: str) -> Option | None:
        """The option of this name."""
        return next((option for option in self.options if name in option[0]), None)


def place(words: Sequence[str]) -> Place:
    """What may stand in the place of the last word; the others are those before it, `crm` itself left out."""
    *before, typed = words or [""]
    found = Place(typed)
    table = _read()
    everywhere = _section(table, "")
    before, waits = _without_common(before, everywhere, found)
    if waits is not None:
        found.kind = waits
        return found
    is_help = before[:1] == ["help"]
    path, rest = _path(table, before[1:] if is_help else before)
    section = _section(table, path) if path else everywhere
    if section.commands and not rest:
        found.offers = section.commands + ([("help", "")] if not path and not is_help else [])
    if is_help or (section.commands and rest):
        return found
    _within(section, everywhere if path else None, rest, found)
    return found


def settings() -> list[tuple[str, list[str], str]]:
    """The settings: name, its values where they are few, what it is for."""
    rows = [line[1:].split("\t") for line in _lines(_read(), "*settings")]
    return [(row[0], row[1].split("|") if row[1] else [], row[2]) for row in rows]


def query_fields(kind: str = "query") -> list[tuple[str, list[str], str]]:
    """The fields of a kind of query: name, its values where they are few, what it picks out."""
    rows = [line[1:].split("\t") for line in _lines(_read(), f"*{kind}")]
    return [(row[0], row[1].split("|") if row[1] else [], row[2]) for row in rows]


def _read() -> str:
    with open(os.path.join(FOLDER, "commands.txt"), encoding="utf-8") as file:
        return file.read()


def _lines(table: str, path: str) -> list[str]:
    start = table.find(f"\n[{path}]\n")
    if start < 0:
        return []
    start += len(path) + 4
    end = table.find("\n[", start - 1)
    return table[start : end if end >= 0 else len(table)].strip("\n").split("\n") if end != start - 1 else []


def _section(table: str, path: str) -> _Section:
    return _Section(_lines(table, path))


def _without_common(words: Sequence[str], everywhere: _Section, found: Place) -> tuple[list[str], str | None]:
    """The words without the options that every command takes, and the kind of value that one of them waits for."""
    rest: list[str] = []
    given = iter(words)
    for word in given:
        if word == OPTIONS_END:
            return [*rest, word, *given], None
        name, equals, value = word.partition("=")
        option = everywhere.option(name) if name not in ("--version", "--help", "-h") else None
        if option is None:
            rest.append(word)
        elif option[1] != "!":
            follows = value if equals else next(given, None)
            if follows is None:
                return rest, option[1]
            found.database = follows
    return rest, None


def _path(table: str, words: Sequence[str]) -> tuple[str, list[str]]:
    """The command that the words begin with, and the words after it."""
    path = ""
    for number, word in enumerate(words):
        longer = f"{path} {word}".strip()
        if word.startswith(("-", "*")) or f"\n[{longer}]\n" not in table:
            return path, list(words[number:])
        path = longer
    return path, []


def _within(section: _Section, everywhere: _Section | None, words: list[str], found: Place) -> None:
    """Decides between an option, its value, and an argument of a command."""
    used: set[str] = set()
    plain: list[str] = []
    given = iter(words)
    is_ended = False
    for word in given:
        option = section.option(word.partition("=")[0]) if word.startswith("-") and not is_ended else None
        if word == OPTIONS_END and not is_ended:
            is_ended = True
        elif option is None:
            plain.append(word)
        else:
            used.add(option[0][0])
            if option[1] != "!" and "=" not in word and next(given, None) is None:
                found.kind = option[1]
                return
    if found.typed.startswith("-") and not is_ended:
        _options(section, everywhere, used, found)
        return
    found.kind, found.earlier = _argument(section, plain)


def _options(section: _Section, everywhere: _Section | None, used: set[str], found: Place) -> None:
    """Names of options, or the value of one that is written with `=`."""
    name, equals, value = found.typed.partition("=")
    option = section.option(name) or (everywhere.option(name) if everywhere else None)
    if equals:
        if option is not None and option[1] != "!":
            found.kind, found.typed, found.leading = option[1], value, name + equals
        return
    known = {each[0][0] for each in section.options}
    every = section.options + [each for each in (everywhere.options if everywhere else []) if each[0][0] not in known]
    for names, _kind, is_again, help in every:
        if (is_again or names[0] not in used) and not (everywhere and names[0] == "--version"):
            found.offers.append((names[0], help))


def _argument(section: _Section, plain: list[str]) -> tuple[str, list[str]]:
    """The kind of the argument that comes after so many, and the words that are one text with it, or that it is of."""
    for number, (kind, how) in enumerate(section.arguments):
        if how == "joined":
            return kind, plain[number:]
        if how == "many" or len(plain) == number:
            return kind, plain[:number] if kind == "value" else []
    return "", []
