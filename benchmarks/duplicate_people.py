"""Draws the people of a book for the measure of duplicates, each as the card that is stored of them."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

from generate import digits
from name_pools import COMPANY_HEADS, COMPANY_MIDDLES, SHARES, Language

PREFERRED = {language.country: language for _share, languages in SHARES for language in languages}
SURNAMES = [
    "Smith", "Santoso", "Müller", "Silva", "García", "Wijaya", "Johnson", "Dubois", "Ferreira", "Kowalski", "Nguyen",
    "Hartono", "Schröder", "Rossi", "Okafor", "Kaya", "Haddad", "Hidayat", "Brown", "Lindqvist",
]  # fmt: skip
FORMS = ["PT {}", "{} GmbH", "{} Ltd", "CV {}", "{} S.A.", "{} Ltda.", "{} Inc."]


@dataclass(frozen=True)
class Person:
    """A card: what is stored of one contact."""

    name: str
    values: dict[str, str] = field(default_factory=dict)
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    company: str = ""
    street: str = ""
    city: str = ""
    birthday: tuple[int | None, int, int] | None = None


class Planter:
    """Draws people, and changes them."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.languages = [PREFERRED[country] for country in sorted(PREFERRED)]
        self.cities = [
            "Bandung",
            "Jakarta",
            "London",
            "Berlin",
            "São Paulo",
            "Madrid",
            "Moskva",
            "Taipei",
            "Boston",
            "Lyon",
        ]
        self.serial = 0

    def phone(self, language: Language | None = None, *, landline: bool = False) -> str:
        """A number of its own."""
        chosen = language or self.chance.choice(self.languages)
        return digits(self.chance, self.chance.choice(chosen.landline if landline else chosen.mobile))

    def company(self) -> str:
        """The name of a company."""
        stem = f"{self.chance.choice(COMPANY_HEADS)} {self.chance.choice(COMPANY_MIDDLES)}"
        return self.chance.choice(FORMS).format(stem)

    def person(self, given: str = "", family: str = "", **known: object) -> Person:
        """Somebody, with what people have: most have a phone, many an e-mail, some a company, a city, a birthday."""
        chance = self.chance
        language = chance.choice(self.languages)
        self.serial += 1
        joined = language.joined and not given
        given = given or chance.choice(language.given)
        family = family or (
            chance.choice(SURNAMES)
            if chance.random() < 0.3
            else chance.choice(language.stems) + chance.choice(language.endings)
        )
        name = f"{family}{given}" if joined else f"{given} {family}"
        company = self.company() if chance.random() < 0.55 else ""
        domain = (
            f"firm{self.serial % 97}.example"
            if company
            else chance.choice(["gmail.com", "yahoo.com", "mail.ru", "web.de"])
        )
        made = Person(
            name,
            {"given": given, "family": family} if chance.random() < 0.5 else {},
            phones=tuple(self.phone(language) for _ in range(chance.choice((0, 1, 1, 1, 1, 2)))),
            emails=(f"p{self.serial}.{chance.randrange(1000)}@{domain}",) if chance.random() < 0.6 else (),
            company=company,
            city=chance.choice(self.cities) if chance.random() < 0.5 else "",
            birthday=self.day() if chance.random() < 0.25 else None,
        )
        return replace(made, **known)  # type: ignore[arg-type]

    def day(self) -> tuple[int, int, int]:
        """A day of birth."""
        return self.chance.randrange(1945, 2004), self.chance.randrange(1, 13), self.chance.randrange(1, 29)

    def reached(self, **known: object) -> Person:
        """Somebody with a phone and an e-mail."""
        made = self.person(**known)  # type: ignore[arg-type]
        phones = made.phones or (self.phone(),)
        return replace(made, phones=phones[:1], emails=made.emails or (f"q{self.serial}@home{self.serial}.example",))

    def one_of(self, person: Person) -> Person:
        """The card with its phone only or its e-mail only, or with both."""
        drop = self.chance.randrange(3)
        return replace(person, phones=person.phones if drop else (), emails=person.emails if drop != 1 else ())

    def typo(self, name: str) -> str:
        """The name with one letter left out, doubled wrongly, exchanged or turned round; in a word of five or more."""
        words = name.split()
        places = [i for i, word in enumerate(words) if len(word) > 4] or [
            max(range(len(words)), key=lambda i: len(words[i]))
        ]
        place = self.chance.choice(places)
        word = words[place]
        at = self.chance.randrange(1, max(2, len(word) - 1))
        kind = self.chance.randrange(4)
        letter = self.chance.choice("aeinrstk")
        words[place] = (
            word[:at] + word[at + 1 :] if kind == 0
            else word[:at] + letter + word[at:] if kind == 1
            else word[:at] + letter + word[at + 1 :] if kind == 2
            else word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
        )  # fmt: skip
        return " ".join(words)

    def latin(self) -> Person:
        """Somebody with a name in Latin letters, of two words."""
        while True:
            made = self.reached()
            if len(made.name.split()) == 2 and made.name.isascii() and min(map(len, made.name.split())) > 3:
                return made
