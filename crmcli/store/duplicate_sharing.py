"""Sharing: which phones, addresses and handles are several people's, and so prove nothing for any of them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import NamedTuple

from crmcli.store.duplicate_companies import is_like_company
from crmcli.store.duplicate_facts import Book, Facts
from crmcli.store.duplicate_likeness import BEST, OTHER, POOR, SURE, Likeness, best, have_other_ideographs

MOST = 12  # holders: no one person stands in an address book more often than that
_SAME_GIVEN = 16  # points of a name of which only the given name is the same

BIRTHDAYS, GENERATIONS = "different birthdays", "senior and junior"
TITLES, CHARACTERS = "Mr and Mrs", "written with different characters"
ASIDES = "different words in brackets"


class Circumstances(NamedTuple):
    """What of the whole book matters to a pair."""

    counts: Mapping[str, int]  # in how many contacts' names a word stands
    namesakes: Mapping[tuple[str, ...], int]  # contacts of the same words in their names
    distinct: frozenset[tuple[int, int]]  # declared different, by id
    shared: frozenset[str] = frozenset()


def circumstances(book: Book, distinct: set[tuple[int, int]]) -> Circumstances:
    """Returns what of the book matters, with the identifiers that several people share."""
    counts: dict[str, int] = {}
    namesakes: dict[tuple[str, ...], int] = {}
    for each in book.facts:
        for word in {word for name in each.names for word in name.words}:
            counts[word] = counts.get(word, 0) + 1
        if each.names:
            key = tuple(sorted(each.names[0].words))
            namesakes[key] = namesakes.get(key, 0) + 1
    known = Circumstances(counts, namesakes, frozenset(distinct))
    return known._replace(shared=book.switchboards | _shared(book, known))


def _shared(book: Book, known: Circumstances) -> set[str]:
    holders: dict[str, list[int]] = {}
    for place, each in enumerate(book.facts):
        for identifier in each.identifiers:
            holders.setdefault(identifier, []).append(place)
    found = set()
    for identifier, places in holders.items():
        held = [book.facts[place] for place in places]
        if len(held) > MOST or (len(held) > 1 and any(are_two(*pair, known) for pair in combinations(held, 2))):
            found.add(identifier)
    return found


def are_two(one: Facts, other: Facts, known: Circumstances) -> bool:
    """Whether two contacts are clearly not one, whatever they share."""
    if (min(one.id, other.id), max(one.id, other.id)) in known.distinct or conflicts(one, other):
        return True
    if not one.names or not other.names or is_called_like_employer(one, other):
        return False
    like = compared(one, other, known)
    if like.points == _SAME_GIVEN:
        # Somebody who married, if more is the same than one number.
        common = one.identifiers & other.identifiers
        return not (common & one.phones and common & one.emails)
    return like.is_other


def compared(one: Facts, other: Facts, known: Circumstances) -> Likeness:
    """How like the names of two contacts are; companies are compared as companies."""
    companies = [each.company for each in (one, other) if is_called_as_company(each)]
    if not companies:
        return best(one.names, other.names, known.counts)
    if len(companies) == 1:
        return OTHER
    if one.company == other.company:
        return Likeness(BEST, SURE, ("same name",))
    if is_like_company(one.company, other.company):
        return Likeness(55, POOR, ("names a typo apart",))
    return OTHER


def is_called_as_company(facts: Facts) -> bool:
    """Whether a contact is a company, or is called like one."""
    return facts.kind == "company" or (bool(facts.names) and facts.names[0].words == tuple(facts.company.split()))


def is_called_like_employer(one: Facts, other: Facts) -> bool:
    """Whether a card of a person bears the name of the company that the other works for."""
    for card, person in ((one, other), (other, one)):
        if card.kind == "person" and person.kind == "person" and is_called_as_company(card):
            return card.company == person.company and not is_called_as_company(person)
    return False


def conflicts(one: Facts, other: Facts) -> tuple[str, ...]:
    """What says that two contacts are two people, whatever they share."""
    found = []
    same_day = one.birthday is not None and one.birthday == other.birthday
    if one.birthday and other.birthday and _are_other_days(one.birthday, other.birthday):
        found.append(BIRTHDAYS)
    if one.names and other.names:
        first, second = one.names[0], other.names[0]
        if first.generation != second.generation and not same_day:
            found.append(GENERATIONS)
        if first.sex and second.sex and first.sex != second.sex:
            found.append(TITLES)
        if first.aside and second.aside and first.aside != second.aside:
            found.append(ASIDES)
        if have_other_ideographs(one.names, other.names):
            found.append(CHARACTERS)
    return tuple(found)


def _are_other_days(one: tuple[int, int, int | None], other: tuple[int, int, int | None]) -> bool:
    return one[:2] != other[:2] or (one[2] is not None and other[2] is not None and one[2] != other[2])
