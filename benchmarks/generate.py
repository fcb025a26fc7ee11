"""Makes address books of any size for the measures: the same number and seed give the same bytes, always.

People of several scripts with one or two phones (valid in their country), e-mails, companies by Zipf's law,
groups, notes. Nothing but the standard library is used, and no clock. Files are kept in `.data` beside this
one and made once. `python generate.py 20000` writes the vCards and the CSV file of twenty thousand contacts
and says where.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from name_pools import COMPANY_FORMS, COMPANY_HEADS, COMPANY_MIDDLES, GROUPS, SHARES, Language

DATA = Path(__file__).parent / ".data"
SEED = 20261124
# Part of the names of kept files: raise it whenever the same seed gives other bytes.
VERSION = 2
PHONES_EACH = (0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3)
EMAILS_EACH = (0, 0, 0, 1, 1, 1, 1, 1, 2)
GROUPS_EACH = (0, 0, 0, 1, 1, 1, 2, 3)
PHONE_LABELS = ("Mobile", "Work", "Home")
EMAIL_LABELS = ("Work", "Home")
VCARD_TYPES = {"Mobile": "CELL", "Work": "WORK", "Home": "HOME"}


@dataclass(slots=True)
class Contact:
    """A made-up person; phones and e-mails are label and value, an address street, city, country."""

    uid: str
    given: str
    family: str
    name: str
    company: str = ""
    title: str = ""
    birthday: str = ""
    note: str = ""
    phones: list[tuple[str, str]] = field(default_factory=list)
    emails: list[tuple[str, str]] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    address: tuple[str, str, str] | None = None


def digits(chance: random.Random, pattern: str) -> str:
    """The pattern with its `#` and `@` replaced by digits, in E.164."""
    drawn = f"{chance.getrandbits(40):013d}"
    made = []
    for place, sign in enumerate(pattern):
        if sign == "#":
            made.append(drawn[-1 - place % 12])
        elif sign == "@":
            made.append(chance.choice("2345678"))
        else:
            made.append(sign)
    return "".join(made)


def written(chance: random.Random, number: str) -> str:
    """The number as somebody may have typed it: bare, in groups with blanks, or with hyphens."""
    shape = chance.randrange(10)
    if shape < 5:
        return number
    between = " " if shape < 8 else "-"
    return f"{number[:3]} {number[3:-8]}{between}{number[-8:-4]}{between}{number[-4:]}".replace(f" {between}", " ")


class Business:
    """The companies of one address book; the first few employ most people."""

    def __init__(self, chance: random.Random, people: int) -> None:
        count = max(5, people // 20)
        self.names = [self._named(chance, place) for place in range(count)]
        self.domains = [f"firm{place}.example" for place in range(count)]
        self.weights = list(accumulate(1 / (place + 1) for place in range(count)))

    @staticmethod
    def _named(chance: random.Random, place: int) -> str:
        head, middle = chance.choice(COMPANY_HEADS), chance.choice(COMPANY_MIDDLES)
        branch = f" {place}" if place > 400 else ""
        return f"{head} {middle}{branch} {chance.choice(COMPANY_FORMS)}"

    def drawn(self, chance: random.Random) -> int:
        """The place of a company, by Zipf's law."""
        return chance.choices(range(len(self.names)), cum_weights=self.weights)[0]


def called(chance: random.Random, language: Language) -> tuple[str, str, str]:
    """A given name, a family name and the whole name as its language writes it."""
    family = chance.choice(language.stems) + chance.choice(language.endings)
    given = chance.choice(language.given)
    if language.joined:
        if len(given) == 1:
            given += chance.choice(language.given)
        return given, family, family + given
    if chance.randrange(4) == 0:
        second = chance.choice(language.given)
        given = given if second == given else f"{given} {second}"
    if chance.randrange(8) == 0:
        family = f"{family}-{chance.choice(language.stems)}{chance.choice(language.endings)}"
    return given, family, f"{given} {family}"


def person(chance: random.Random, place: int, language: Language, business: Business) -> Contact:
    """One contact of the book; `place` makes the e-mail address and the UID its own."""
    given, family, name = called(chance, language)
    made = Contact(f"{chance.getrandbits(64):016x}-{place}", given, family, name)
    firm = business.drawn(chance) if chance.random() < 0.55 else None
    if firm is not None:
        made.company = business.names[firm]
        if chance.random() < 0.7:
            made.title = chance.choice(language.titles)
    for position in range(chance.choice(PHONES_EACH)):
        patterns = language.landline if position == 1 else language.mobile
        number = digits(chance, chance.choice(patterns))
        made.phones.append((PHONE_LABELS[position], written(chance, number)))
    for position in range(chance.choice(EMAILS_EACH)):
        domain = business.domains[firm] if firm is not None and position == 0 else "example.com"
        made.emails.append((EMAIL_LABELS[position], f"p{place}.{position}@{domain}"))
    if not made.phones and not made.emails:
        made.emails.append(("Home", f"p{place}@example.org"))
    furnish(chance, made, language)
    return made


def furnish(chance: random.Random, made: Contact, language: Language) -> None:
    """Give the contact what only some have: groups, a birthday, a note, an address."""
    made.groups = sorted(set(chance.choices(GROUPS, k=chance.choice(GROUPS_EACH))))
    if chance.random() < 0.25:
        made.birthday = f"{chance.randrange(1945, 2005)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}"
    if chance.random() < 0.35:
        made.note = " ".join(chance.choices(language.notes, k=chance.randrange(1, 3)))
    if chance.random() < 0.4:
        street = language.street.format(chance.randrange(1, 300))
        made.address = (street, chance.choice(language.cities), language.country)


def contacts(count: int, seed: int = SEED) -> Iterator[Contact]:
    """That many made-up people, one after the other; the same for the same count and seed."""
    chance = random.Random(f"{seed} {count}")
    business = Business(chance, count)
    shares = list(accumulate(share for share, _ in SHARES))
    for place in range(count):
        languages = chance.choices(SHARES, cum_weights=shares)[0][1]
        yield person(chance, place, chance.choice(languages), business)


def escaped(text: str) -> str:
    """The text as a vCard 3.0 value."""
    return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")


def card(contact: Contact) -> str:
    """The contact as one vCard 3.0, line by line as an iPhone writes it, with its line ends."""
    lines = ["BEGIN:VCARD", "VERSION:3.0", "PRODID:-//Apple Inc.//iPhone OS 18.5//EN"]
    lines.append(f"N:{escaped(contact.family)};{escaped(contact.given)};;;")
    lines.append(f"FN:{escaped(contact.name)}")
    if contact.company:
        lines.append(f"ORG:{escaped(contact.company)};")
    if contact.title:
        lines.append(f"TITLE:{escaped(contact.title)}")
    for place, (label, value) in enumerate(contact.emails):
        lines.append(f"EMAIL;type=INTERNET;type={label.upper()}{'' if place else ';type=pref'}:{value}")
    for place, (label, value) in enumerate(contact.phones):
        lines.append(f"TEL;type={VCARD_TYPES[label]};type=VOICE{'' if place else ';type=pref'}:{value}")
    if contact.address is not None:
        street, city, country = map(escaped, contact.address)
        lines += [f"item1.ADR;type=HOME;type=pref:;;{street};{city};;;{country}", "item1.X-ABADR:id"]
    if contact.birthday:
        lines.append(f"BDAY;value=date:{contact.birthday}")
    if contact.groups:
        lines.append("CATEGORIES:" + ",".join(map(escaped, contact.groups)))
    if contact.note:
        lines.append(f"NOTE:{escaped(contact.note)}")
    lines += ["REV:2026-10-31T08:15:00Z", f"UID:{contact.uid}", "END:VCARD", ""]
    return "\r\n".join(lines)


PAIRS = [("E-mail", 2), ("Phone", 3)]
ADDRESS = ["Label", "Formatted", "Street", "City", "PO Box", "Region", "Postal Code", "Country"]
HEADER = (
    ["First Name", "Middle Name", "Last Name", "Name Prefix", "Name Suffix", "Nickname", "File As"]
    + ["Organization Name", "Organization Title", "Organization Department", "Birthday", "Notes", "Labels"]
    + [f"{noun} {n} - {part}" for noun, most in PAIRS for n in range(1, most + 1) for part in ("Label", "Value")]
    + [f"Address 1 - {part}" for part in ADDRESS]
)


def row(contact: Contact) -> dict[str, str]:
    """The contact as a row under the headers that Google writes since 2024; empty columns are left out."""
    cells = {
        "First Name": contact.given,
        "Last Name": contact.family,
        "Organization Name": contact.company,
        "Organization Title": contact.title,
        "Birthday": contact.birthday,
        "Notes": contact.note,
        "Labels": " ::: ".join([*contact.groups, "* myContacts"]),
    }
    for noun, pairs in (("E-mail", contact.emails), ("Phone", contact.phones)):
        for number, (label, value) in enumerate(pairs, 1):
            cells[f"{noun} {number} - Label"] = label
            cells[f"{noun} {number} - Value"] = value
    if contact.address is not None:
        street, city, country = contact.address
        cells["Address 1 - Label"] = "Home"
        cells["Address 1 - Formatted"] = "\n".join(contact.address)
        cells |= {"Address 1 - Street": street, "Address 1 - City": city, "Address 1 - Country": country}
    return cells


def write_cards(path: Path, count: int, seed: int = SEED) -> None:
    """Write the vCards of so many contacts."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(card(contact) for contact in contacts(count, seed))


def write_rows(path: Path, count: int, seed: int = SEED) -> None:
    """Write the CSV file of so many contacts."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, HEADER)
        writer.writeheader()
        writer.writerows(row(contact) for contact in contacts(count, seed))


def kept(suffix: str, count: int, seed: int = SEED) -> Path:
    """The path of a file of so many contacts, `vcf` or `csv`; made where it is not there yet."""
    path = DATA / f"{count}-{seed}-{VERSION}.{suffix}"
    if not path.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        half_done = path.with_suffix(".part")
        (write_cards if suffix == "vcf" else write_rows)(half_done, count, seed)
        half_done.replace(path)
    return path


def main() -> int:
    """Write both files of the size asked for."""
    parser = argparse.ArgumentParser(description="Make address books for the measures.")
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    for suffix in ("vcf", "csv"):
        print(kept(suffix, asked.count, asked.seed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
