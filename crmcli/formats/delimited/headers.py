"""What the header of one column means, told from its words in whatever language they are.

Promises to understand an order, a mix or a variant of words never seen: a header is cut into the longest
words of the vocabulary, and their tags are put together. A header with a word that is not known means nothing
here; what its neighbours make of it is for `columns`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from crmcli.formats.delimited import own, vocabulary
from crmcli.formats.delimited.meanings import UNKNOWN, Meaning, put_together

_LONGEST_HEADER = 100
_CAMEL_CASE = re.compile(r"(?<=[a-z])(?=[A-Z])")
_UNDECOMPOSED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})


@lru_cache(maxsize=4096)
def normalise(header: str) -> str:
    """Return a header without case, accents, punctuation and full-width forms, a blank between words."""
    plain = unicodedata.normalize("NFKD", header.casefold()).translate(_UNDECOMPOSED)
    plain = "".join([c for c in plain if not "\u0300" <= c <= "\u036f"])
    plain = unicodedata.normalize("NFC", plain)
    return " ".join("".join([c if c.isalnum() or c in "〒ー" else " " for c in plain]).split())


def meaning_of(header: str) -> Meaning:
    """Return what a header means; `UNKNOWN` where a word of it is not in the vocabulary."""
    if len(header) > _LONGEST_HEADER:
        return UNKNOWN
    plain = normalise(header)
    if plain.startswith(own.PREFIX) and plain in own.PARTS:
        return Meaning("own", part=own.PARTS[plain])
    words = _cut(plain)
    if not words and not header.isupper():
        words = _cut(normalise(_CAMEL_CASE.sub(" ", header)))
    if not words:
        return UNKNOWN
    if len(words) == 1 and isinstance(words[0], _Word):
        return _resolve_alone(words[0])
    return _resolve(words)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the vocabulary: each sort of thing it can say, the likeliest first."""

    senses: tuple[frozenset[str], ...]


@cache
def _lexicon() -> dict[str, _Word]:
    senses: dict[str, list[frozenset[str]]] = {}
    tables = (
        vocabulary.NAMES,
        vocabulary.CHANNELS,
        vocabulary.PLACES,
        vocabulary.WORK,
        vocabulary.PEOPLE,
        vocabulary.DAYS,
        vocabulary.OTHERS,
        vocabulary.QUALIFIERS,
        vocabulary.FILLERS,
    )
    for line in "".join(tables).replace("\n  ", " ").splitlines():
        tags, _, words = line.partition(": ")
        for word in words.split(","):
            senses.setdefault(normalise(word), []).append(frozenset(tags.split()))
    return {word: _Word(tuple(found)) for word, found in senses.items() if word}


@cache
def _longest_word() -> int:
    return max(map(len, _lexicon()))


def _cut(plain: str) -> list[_Word | str]:
    """The words of a header and its numbers as digits, or nothing where a word is not known."""
    dead_ends: set[int] = set()
    found: list[_Word | str] = []
    return found if _cut_from(plain, 0, found, dead_ends) else []


def _cut_from(plain: str, position: int, found: list[_Word | str], dead_ends: set[int]) -> bool:
    """Add the words from `position` on to `found`, the longest first; whether that worked out to the end."""
    if position < len(plain) and plain[position] == " ":
        position += 1
    if position == len(plain):
        return True
    for end, word in _words_at(plain, position):
        if end not in dead_ends:
            found.append(word)
            if _cut_from(plain, end, found, dead_ends):
                return True
            found.pop()
    dead_ends.add(position)
    return False


def _words_at(plain: str, position: int) -> Iterator[tuple[int, _Word | str]]:
    end = _end_of_number(plain, position)
    if end > position:
        yield end, plain[position:end]
        return
    if not _is_boundary(plain, position):
        return
    lexicon = _lexicon()
    for end in range(min(len(plain), position + _longest_word()), position, -1):
        word = lexicon.get(plain[position:end])
        if word is not None and _is_boundary(plain, end):
            yield end, word


def _end_of_number(plain: str, position: int) -> int:
    end = position
    while end < len(plain) and plain[end].isdecimal():
        end += 1
    return end


def _is_boundary(plain: str, position: int) -> bool:
    """Whether a word may begin or end here: anywhere in scripts without blanks, else not inside letters."""
    if position in (0, len(plain)):
        return True
    before, after = plain[position - 1], plain[position]
    return not (before.isalpha() and before < "\u2e80" and after.isalpha() and after < "\u2e80")


def _resolve_alone(word: _Word) -> Meaning:
    for sense in word.senses:
        meaning = put_together(sense, [sense], "")
        if meaning.kind != "unknown":
            return meaning
    return UNKNOWN


def _resolve(words: list[_Word | str]) -> Meaning:
    tags: set[str] = set()
    number = ""
    sequence: list[frozenset[str]] = []
    for word in words:
        if isinstance(word, str):
            number = number or word
            sequence.append(frozenset(("number",)))
        else:
            said = frozenset().union(*word.senses)
            tags |= said
            sequence.append(said)
    return put_together(frozenset(tags), sequence, number)
