"""Plants known duplicates and known look-alikes into an address book; the same seed makes the same book."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from duplicate_kinds import KINDS
from duplicate_lookalikes import LOOKALIKES
from duplicate_people import Person, Planter


@dataclass
class Planted:
    """A book: its people, and by their places which pairs are one person and which look alike only."""

    people: list[Person] = field(default_factory=list)
    duplicates: list[tuple[int, int, str]] = field(default_factory=list)
    lookalikes: list[tuple[int, int, str]] = field(default_factory=list)

    def add(self, person: Person) -> int:
        """Adds a card and returns its place."""
        self.people.append(person)
        return len(self.people) - 1


def plant(count: int, duplicates: int, lookalikes: int, seed: int) -> Planted:
    """A book of about `count` cards with so many duplicates and pairs of look-alikes in it, in no order."""
    planter, book = Planter(seed), Planted()
    for place in range(duplicates):
        make = KINDS[place % len(KINDS)]
        one, other = make(planter)
        book.duplicates.append((book.add(one), book.add(other), make.__name__))
    while len(book.lookalikes) < lookalikes:
        make_all = LOOKALIKES[planter.chance.randrange(len(LOOKALIKES))]
        places = [book.add(each) for each in make_all(planter)]
        book.lookalikes += [(a, b, make_all.__name__) for i, a in enumerate(places) for b in places[i + 1 :]]
    while len(book.people) < count:
        book.add(planter.person())
    return _shuffled(book, planter.chance)


def _shuffled(book: Planted, chance: random.Random) -> Planted:
    order = list(range(len(book.people)))
    chance.shuffle(order)
    place = {old: new for new, old in enumerate(order)}
    return Planted(
        [book.people[old] for old in order],
        [(place[a], place[b], kind) for a, b, kind in book.duplicates],
        [(place[a], place[b], kind) for a, b, kind in book.lookalikes],
    )
