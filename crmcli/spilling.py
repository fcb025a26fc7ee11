"""Words that slipped out of an option's value because nobody put quotes around it.

The shell hands over `--company PT Maju Jaya` as the value `PT` and two words of nobody's; taken for a part of a
name they would be stored without a word. Pure: it reads the line and raises.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from crmcli.errors import Usage
from crmcli.i18n import _

_DANGEROUS = frozenset("\"'\\$`!*?[](){}<>|&;~#")


@dataclass(slots=True)
class _Given:
    """An option that takes a value, as it stands on the line, with the bare words after it."""

    option: str
    value: str
    is_number: bool
    words: list[str] = field(default_factory=list)

    @property
    def quoted(self) -> str:
        """The option as it was probably meant."""
        return f"{self.option} {quoted(' '.join([self.value, *self.words]))}"


def refuse(arguments: Sequence[str], options: Mapping[str, bool], flags: frozenset[str]) -> None:
    """Raises Usage where bare words follow an option with a value and others stood before it.

    `options` are those that take a value, with whether it is a number; `flags` those that take none. Words from
    `--` on are never taken for a part of a value, and a line with an unknown option is left to the parser.
    """
    given = _spilt(arguments, options, flags)
    if not given:
        return
    first = given[0]
    message = _("'{words}' stands after {option} {value}.")
    hint = _("Put quotes around it: {options}").format(options=" ".join(each.quoted for each in given))
    if first.is_number:
        hint = _("{option} takes one number; put other words before it.").format(option=first.option)
    elif first.option == "--as":  # a kind, which is one word
        hint = _("What came of it stands behind --note: --as {kind} --note {words}").format(
            kind=first.value, words=quoted(" ".join(first.words))
        )
    raise Usage(message.format(words=" ".join(first.words), option=first.option, value=first.value), hint)


def _spilt(arguments: Sequence[str], options: Mapping[str, bool], flags: frozenset[str]) -> list[_Given]:
    """The options that bare words follow, of those that bare words stand before."""
    bare = 0
    current: _Given | None = None
    found: list[_Given] = []
    words = iter(arguments)
    for word in words:
        name, equals, value = word.partition("=")
        if word == "--":
            break
        if name in options:
            current = _Given(name, value if equals else next(words, ""), options[name])
            if bare:
                found.append(current)
        elif word.startswith("-") and len(word) > 1:
            if word not in flags:
                return []
        else:
            bare += 1
            if current is not None:
                current.words.append(word)
    return [each for each in found if each.words]


def quoted(text: str) -> str:
    """The text in quotes that a shell takes off again; a plain word needs none."""
    if text.isalnum():
        return text
    if "'" in text and not _DANGEROUS.intersection(text.replace("'", "")):
        return f'"{text}"'
    return "'" + text.replace("'", "'\\''") + "'"
