"""What is written in a single cell, cleaned and cut into its values.

Promises clean text without the guards that spreadsheets need. It knows no columns: a cell is read the same
wherever it stands.
"""

from __future__ import annotations

import re
from functools import lru_cache

from crmcli.formats.cleaning import clean_line
from crmcli.formats.delimited.headers import meaning_of
from crmcli.spreadsheets import is_guarded

_LIST_SEPARATOR = ":::"  # Google's, between several values of one cell
_PHONE_SEPARATOR = re.compile(r"[/;、|\n]|,\s|\sor\s")
_EMAIL_SEPARATOR = re.compile(r"[;,、|\n\s]+")
_ROUNDED = re.compile(r"'?\d+(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_FEWEST_DIGITS_OF_A_PHONE = 7


def tidy(cell: str) -> str:
    """Return the text of a cell on one line, without the `'` or `="…"` that guards it from a spreadsheet."""
    if cell[0] in "'=":
        cell = _unguarded(cell)
    return cell.strip() if cell.isprintable() else clean_line(cell)


def unguarded(cell: str) -> str:
    """Return a cell as it stands but for its guard, for text of several lines."""
    return _unguarded(cell) if cell[:1] in ("'", "=") else cell


def _unguarded(cell: str) -> str:
    if is_guarded(cell):
        return cell[1:]
    if cell.startswith('="') and cell.endswith('"') and len(cell) > 2:
        return cell[2:-1]
    return cell


def in_quotes(text: str) -> str:
    """Return what stands between the quotes that an export of ours puts around a value to be taken as it stands."""
    return text[1:-1] if len(text) > 2 and text[0] == text[-1] == '"' else ""


def values(text: str) -> list[str]:
    """Return the values of a ` ::: ` list; of any other text, itself."""
    if exact := in_quotes(text):
        return [exact]
    if _LIST_SEPARATOR not in text:
        return [text]
    return [value for part in text.split(_LIST_SEPARATOR) if (value := part.strip())]


def phones(text: str) -> list[str]:
    """Return the phones of a cell: several where each part between separators is a whole number by itself.

    `0711/123456` is one phone with an area code; `13900139000/18600001111` are two.
    """
    if exact := in_quotes(text):
        return [exact]
    if text.startswith("'"):
        text = text[1:]
    if text.isdecimal() or (_LIST_SEPARATOR not in text and not _PHONE_SEPARATOR.search(text)):
        return [text]
    found: list[str] = []
    for value in values(text):
        parts = [part.strip() for part in _PHONE_SEPARATOR.split(value)]
        parts = [part for part in parts if part]
        are_whole = all(sum(map(str.isdecimal, part)) >= _FEWEST_DIGITS_OF_A_PHONE for part in parts)
        found.extend(parts if are_whole else [value])
    return found


def is_rounded_number(text: str) -> bool:
    """Whether a spreadsheet made a rounded number of a phone, such as `6.28123E+11`."""
    return ("E" in text or "e" in text) and _ROUNDED.fullmatch(text) is not None


def looks_like_phone(text: str) -> bool:
    """Whether a text has five digits or more and nothing that phones are not written with."""
    digits = sum(map(str.isdecimal, text))
    return digits >= 5 and all(c.isdecimal() or c in "+()-./ ;,xX*#" for c in text)


def emails(text: str) -> list[str]:
    """Return the addresses of a cell, out of `Name <address>` and lists; other text as it stands."""
    if exact := in_quotes(text):
        return [exact]
    if text.count("@") == 1 and "<" not in text and " " not in text and "mailto:" not in text.lower():
        return [text]
    found: list[str] = []
    for value in values(text):
        found.extend(_addresses(value))
    return found


def _addresses(value: str) -> list[str]:
    words = [word.strip("<>") for word in _EMAIL_SEPARATOR.split(value)]
    addresses = [word[7:] if word[:7].lower() == "mailto:" else word for word in words if "@" in word]
    are_all = len(addresses) == len([word for word in words if word])
    if addresses and (are_all or "<" in value) and all(a.count("@") == 1 for a in addresses):
        return addresses
    return [value]


@lru_cache(maxsize=1024)
def groups(text: str) -> tuple[str, ...]:
    """Return the groups a cell lists, by ` ::: `, else by `;`, else by `,`.

    Dropped is only `* myContacts` (also written `* My Contacts`), in which Google puts everybody. Of Google's
    other system groups (`* starred`, `* friends`, `* family`, `* coworkers`) the star is taken off.
    """
    separator = _LIST_SEPARATOR if _LIST_SEPARATOR in text else ";" if ";" in text else ","
    found: list[str] = []
    for part in text.split(separator):
        name = part.strip()
        if exact := in_quotes(name):
            name = exact
        elif name.startswith("* "):
            name = name[2:].strip()
            if name.replace(" ", "").casefold() == "mycontacts":
                continue
        if name and name not in found:
            found.append(name)
    return tuple(found)


_SAYS_NOTHING = frozenset(("internet", "smtp", "ex", "voice", "custom", "unspecified"))
_RELATIONS = frozenset(("friend", "brother", "sister", "mother", "father", "parent", "relative", "domestic partner"))


@lru_cache(maxsize=1024)
def label_of(text: str) -> tuple[str, bool]:
    """Return the label that a cell gives to the value beside it, and whether that is the preferred one.

    Known labels in known languages come in English and lower case, others as they are written. A leading `* `
    is how Google marks the value to use first.
    """
    plain = tidy(text) if text else ""
    is_preferred = plain.startswith("* ")
    plain = plain.removeprefix("* ").strip()
    if plain == "*":
        return "", True
    if exact := in_quotes(plain):
        return exact, is_preferred
    if plain.casefold() in _SAYS_NOTHING:
        return "", is_preferred
    meaning = meaning_of(plain)
    if meaning.kind in ("phone", "maybe_phone", "url", "email"):
        return meaning.label, is_preferred
    if meaning.kind in ("birthday", "anniversary"):
        return meaning.kind, is_preferred
    if meaning.kind in ("relation", "service"):
        return meaning.part, is_preferred
    lower = plain.casefold()
    return (lower if lower in _RELATIONS else plain), is_preferred
