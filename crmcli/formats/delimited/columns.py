"""What each column of a header row means, told from all of its headers together.

Promises one meaning a column. Words that say different things in different company (`Title` beside
`Job Title`, `Name` beside `Vorname`, a city after a home address) are decided here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from crmcli.formats.delimited.headers import meaning_of, normalise
from crmcli.formats.delimited.mapping import key
from crmcli.formats.delimited.meanings import UNKNOWN, Meaning

# Without a column of one of these kinds a table is no address book.
KEY_KINDS = frozenset(
    (
        "name",
        "given",
        "family",
        "given_or_name",
        "name_or_family",
        "nickname",
        "phone",
        "email",
        "company",
        "service",
    )
)
_ENGLISH_GIVEN = frozenset(("first name", "given name", "first", "given names", "forename"))


def understand(header: list[str], mapping: Mapping[str, Meaning]) -> list[Meaning]:
    """Return what a header row's columns mean; `mapping`, by `mapping.key`, goes before what they say."""
    meanings = [mapping.get(key(cell)) or meaning_of(cell) for cell in header]
    meanings = _with_names(meanings, header)
    meanings = _with_titles(meanings)
    meanings = _with_birthdays(meanings)
    return _with_neighbours(meanings)


def recognised(header: list[str], mapping: Mapping[str, Meaning]) -> tuple[int, bool]:
    """Return how many cells of a row read as headers, and whether one is what an address book must have."""
    count, has_key = 0, False
    for cell in header:
        meaning = mapping.get(key(cell))
        if meaning is not None:
            count += 5
            has_key = True
            continue
        meaning = meaning_of(cell)
        if meaning.kind != "unknown":
            count += 1
            has_key = has_key or meaning.kind in KEY_KINDS
    return count, has_key


def _with_names(meanings: list[Meaning], header: list[str]) -> list[Meaning]:
    kinds = {meaning.kind for meaning in meanings}
    has_given = bool(kinds & {"given", "given_or_name"})
    has_family = "family" in kinds
    givens = {normalise(cell) for cell, meaning in zip(header, meanings, strict=True) if meaning.kind == "given"}
    decided: list[Meaning] = []
    for cell, meaning in zip(header, meanings, strict=True):
        kind = meaning.kind
        if kind == "given_or_name":
            is_given = has_family or "name_or_family" in kinds or "name" in kinds
            meaning = Meaning("given" if is_given and "given" not in kinds else "name")
        elif kind == "name_or_family":
            is_family = has_given and not has_family
            if normalise(cell) == "name":
                is_family = is_family and bool(givens) and not givens & _ENGLISH_GIVEN
            meaning = Meaning("family" if is_family else "name")
        decided.append(meaning)
    return decided


def _with_titles(meanings: list[Meaning]) -> list[Meaning]:
    """`Title` is the form of address where the job has a column of its own, or a given name follows."""
    has_job = any(meaning.kind == "title" for meaning in meanings)
    decided: list[Meaning] = []
    for index, meaning in enumerate(meanings):
        if meaning.kind == "prefix_or_title":
            following = meanings[index + 1].kind if index + 1 < len(meanings) else ""
            meaning = Meaning("prefix" if has_job or following == "given" else "title")
        decided.append(meaning)
    return decided


def _with_birthdays(meanings: list[Meaning]) -> list[Meaning]:
    """Beside a year and a month of birth, a birthday is the day of the month."""
    kinds = {meaning.kind for meaning in meanings}
    has_year = "birth_year" in kinds
    if has_year and "birth_month_bare" in kinds and "birth_month" not in kinds:
        meanings = [Meaning("birth_month") if m.kind == "birth_month_bare" else m for m in meanings]
        kinds.add("birth_month")
    if has_year and "birth_month" in kinds and "birth_day" not in kinds:
        wanted = "birth_day_bare" if "birth_day_bare" in kinds else "birthday"
        meanings = [Meaning("birth_day") if m.kind == wanted else m for m in meanings]
    return [UNKNOWN if m.kind in ("birth_month_bare", "birth_day_bare") else m for m in meanings]


def _with_neighbours(meanings: list[Meaning]) -> list[Meaning]:
    """A part of an address without a word for whose it is belongs to the address before it."""
    decided: list[Meaning] = []
    previous: Meaning | None = None
    there: set[tuple[str, str]] = set()
    for meaning in meanings:
        if meaning.kind != "address":
            previous = None
        elif meaning.number:
            previous = meaning
        else:
            is_free = previous is not None and (previous.label, meaning.part) not in there
            if previous is not None and previous.label and not meaning.label and is_free:
                meaning = replace(meaning, label=previous.label)
            there.add((meaning.label, meaning.part))
            previous = meaning
        decided.append(meaning)
    return decided
