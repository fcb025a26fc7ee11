"""Blocks: which contacts are worth comparing. Two that share no key are never looked at together.

Keys are hashed and sorted rather than kept in a table, so that memory stays a few dozen bytes a key. In a large block
everybody meets only those most like them otherwise: a switchboard of 5,000 people must not make 12 million pairs.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations, compress, count, islice
from operator import sub

from crmcli.store.duplicate_facts import Book, Facts
from crmcli.store.duplicate_names import Name
from crmcli.store.duplicate_nicknames import names_of
from crmcli.store.duplicate_spelling import families_of, skeleton, sound

WHOLE = 7  # contacts in a block of which each is compared with each
_NEXT = 2  # in a larger block, how many neighbours each is compared with
_NAMESAKES = 8  # contacts of the very same name that are looked for under misspelt names
_LONGEST = 40  # characters of a name that is looked for with a typo in it
_MOST_WORDS = 5

Pairs = set[tuple[int, int]]


def candidates(book: Book) -> Pairs:
    """Returns the pairs worth comparing, as places in the book, the smaller one first."""
    facts = book.facts
    keys = _Keys(len(facts))
    hints = _Hints(facts)
    for place, each in enumerate(facts):
        keys.add(place, _keys_of(each, hints))
    found: Pairs = set()
    for block in keys.blocks():
        _pair(facts, block, found)
    return found


class _Keys:
    """Hashed keys, each with the place of who has it, as floats: Python sorts them in half the time of integers."""

    def __init__(self, count: int) -> None:
        self._bits = max(1, count.bit_length())
        self._mask = (1 << (53 - self._bits)) - 1  # 53 bits are what a float holds exactly
        self._packed = array("d")

    def add(self, place: int, keys: Iterable[object]) -> None:
        """Takes in the keys of whoever stands at a place."""
        bits, mask = self._bits, self._mask
        self._packed.extend({(hash(key) & mask) << bits | place for key in keys})

    def blocks(self) -> Iterator[list[int]]:
        """The places that share a key, where there are several."""
        bits, low = self._bits, (1 << self._bits) - 1
        packed = sorted(self._packed)
        self._packed = array("d")
        block: list[int] = []
        last = -1
        # Most keys are nobody else's: only those that lie near the next one are looked at.
        apart = map(sub, islice(packed, 1, None), packed)
        for index in compress(count(), map(float(low).__ge__, apart)):
            one, other = int(packed[index]), int(packed[index + 1])
            if one >> bits != other >> bits:
                continue
            if index != last:
                if block:
                    yield block
                block = [one & low]
            block.append(other & low)
            last = index + 1
        if block:
            yield block


class _Hints:
    """What of the book decides which keys are needed at all: most books have few initials and first names alone."""

    def __init__(self, facts: Sequence[Facts]) -> None:
        self.initials: set[tuple[str, str]] = set()
        self.singles: set[str] = set()
        self.bare: set[tuple[str, ...]] = set()
        self._seen: dict[tuple[str, ...], int] = {}
        for each in facts:
            for name in each.names:
                if not name.has_vowels:
                    self.bare.add(tuple(sorted(map(skeleton, name.words))))
                if len(name.words) == 1:
                    self.singles.update(_forms(name.words[0]))
                for word in name.words:
                    if len(word) == 1:
                        self.initials.update((word, sound(other)) for other in name.words if len(other) > 1)

    def may_be_misspelt(self, words: tuple[str, ...]) -> bool:
        """Whether this name is still to be looked for with a typo: a frequent one is not, again and again."""
        self._seen[words] = seen = self._seen.get(words, 0) + 1
        return seen <= _NAMESAKES


def _keys_of(facts: Facts, hints: _Hints) -> list[object]:
    keys: list[object] = [*facts.identifiers]
    if facts.names and _is_company(facts):
        keys.append(("company", facts.company.replace(" ", "")))
        keys += _misspellings(facts.names[0], hints)
        return keys
    around = [each for each in (facts.company, *facts.domains) if each]
    for name in facts.names:
        keys += _of_name(name, hints)
        words = name.words[:_MOST_WORDS]
        if facts.birthday is not None:
            keys += [(facts.birthday, sound(word)) for word in words]
        if around:
            known = [form for word in words for form in _forms(word) if form in hints.singles]
            keys += [("single", form, place) for form in known for place in around]
            keys += [("initials", pair, place) for pair in _initials(words, hints) for place in around]
    return keys


def _is_company(facts: Facts) -> bool:
    return facts.kind == "company" or facts.names[0].words == tuple(facts.company.split())


def _of_name(name: Name, hints: _Hints) -> list[object]:
    words = name.words[:_MOST_WORDS]
    forms = {word: _forms(word) for word in words if len(word) > 1}
    keys: list[object] = ["".join(sorted("".join(map(sound, words))))]
    for one, other in combinations(forms, 2):
        keys += [(form, twin) if form < twin else (twin, form) for form in forms[one] for twin in forms[other]]
    if hints.bare and len(words) > 1:
        bare = tuple(sorted(map(skeleton, words)))
        if bare in hints.bare:
            keys.append(("skeleton", bare))
    return keys + _misspellings(name, hints)


@lru_cache(maxsize=65_536)
def _forms(word: str) -> tuple[str, ...]:
    """The keys of one word: its sound, the names it is a form of, the family names it may stand for."""
    return (sound(word), *(f"#{number}" for number in names_of(word)), *(f"@{number}" for number in families_of(word)))


def _initials(words: Sequence[str], hints: _Hints) -> set[tuple[str, str]]:
    if not hints.initials:
        return set()
    pairs = {(one[0], sound(other)) for one in words for other in words if one is not other and len(other) > 1}
    return pairs & hints.initials


def _misspellings(name: Name, hints: _Hints) -> list[object]:
    """The name, and the name without each of its letters: two that are a typo apart have one of these in common."""
    text = " ".join(name.words)
    if not 6 <= len(text) <= _LONGEST or not hints.may_be_misspelt(name.words):
        return []
    return [text, *(text[:place] + text[place + 1 :] for place in range(len(text)))]


def _pair(facts: Sequence[Facts], block: list[int], found: Pairs) -> None:
    if len(block) <= WHOLE:
        found.update(combinations(block, 2))
        return
    for order in (_by_company, _by_place, _by_name):
        ordered = sorted(block, key=lambda place: order(facts[place]))
        for index, place in enumerate(ordered):
            for other in ordered[index + 1 : index + 1 + _NEXT]:
                found.add((place, other) if place < other else (other, place))


def _by_company(facts: Facts) -> tuple[object, ...]:
    return facts.company, min(facts.cities, default=""), facts.id


def _by_place(facts: Facts) -> tuple[object, ...]:
    return bool(facts.identifiers), min(facts.cities, default=""), min(facts.domains, default=""), facts.id


def _by_name(facts: Facts) -> tuple[object, ...]:
    return facts.names[0].words if facts.names else (), facts.company, facts.id
