"""Columns that programs fill by themselves, and the values of theirs that say nothing.

Only these values are left out, each for the reason given; any other value of such a column is kept in
`fields`.
"""

from __future__ import annotations

from crmcli.formats.delimited.cells import tidy
from crmcli.formats.delimited.headers import normalise
from crmcli.formats.delimited.setters import Setter, add_field
from crmcli.formats.drafts import ContactDraft

_CONSTANTS: dict[str, frozenset[str]] = {
    # Outlook writes its default into every row, in the language of its screens.
    "sensitivity": frozenset(
        [
            "normal",
            "normale",
            "普通",
            "一般",
            "標準",
            "標準的",
            "обычная",
            "обычный",
            "normaal",
            "표준",
            "보통",
        ]
    ),
    "priority": frozenset(["normal", "normale", "普通", "一般", "中", "標準", "обычная", "обычный", "normaal", "보통"]),
    # The default again: a contact that is not marked private.
    "private": frozenset(
        [
            "false",
            "falsch",
            "faux",
            "falso",
            "onwaar",
            "fałsz",
            "ложь",
            "0",
            "no",
            "off",
            "否",
            "偽",
            "false",
            "거짓",
        ]
    ),
    # Outlook writes "Unspecified" where nobody said anything.
    "gender": frozenset(
        (
            "unspecified",
            "nicht angegeben",
            "keine angabe",
            "non specifie",
            "sin especificar",
            "未指定",
            "0",
        )
    ),
    # Google's "Organization 1 - Type": the label of an employer, of which a contact has one.
    "label": frozenset(("work", "unknown", "")),
}


def noise(part: str, header: str) -> Setter:
    """A column that says something only where its value is not the one that every row has."""
    if part == "initials":
        return _initials(header)
    constants = frozenset(normalise(word) for word in _CONSTANTS[part])

    def put(draft: ContactDraft, cell: str, row: list[str]) -> None:
        text = tidy(cell)
        if text and normalise(text) not in constants:
            add_field(draft, header, text)

    return put


def _initials(header: str) -> Setter:
    """Outlook makes them of the name; only others are worth keeping, which the finished draft shows."""

    def put(draft: ContactDraft, cell: str, row: list[str]) -> None:
        text = tidy(cell)
        made = {part[:1].casefold() for part in (draft.given, draft.middle, draft.family, *draft.name.split())}
        if any(c.isalnum() and c.casefold() not in made for c in text):
            add_field(draft, header, text)

    return put
