"""Facts: all that contacts are compared by, read in a few queries and kept small. Removed contacts take no part."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from crmcli import phones
from crmcli.folding import fold
from crmcli.store.duplicate_companies import company_key, has_legal_form, is_role, mailbox, own_domain
from crmcli.store.duplicate_names import Name, Parts, is_no_name, names_of

NOTHING: frozenset[str] = frozenset()
_NUMBERS = ("whatsapp", "signal", "viber", "telegram", "wechat", "line", "imo")
_PROFILES = ("linkedin.com/in/", "facebook.com/", "instagram.com/", "xing.com/profile/", "vk.com/", "t.me/", "wa.me/")
_LEAST_DIGITS = 7  # of a number that is one; less are extensions and short codes


class Facts(NamedTuple):
    """One contact as it is compared. Identifiers are short texts, the same text for the same phone or mailbox."""

    id: int
    kind: str
    label: str  # the name as it stands
    names: tuple[Name, ...]  # none where it is listed by a number for want of a better
    company: str  # key of the employer's name, or of its own where it is a company
    phones: frozenset[str]
    emails: frozenset[str]
    handles: frozenset[str]
    roles: frozenset[str]  # addresses of an office
    domains: frozenset[str]
    cities: frozenset[str]
    streets: frozenset[str]
    birthday: tuple[int, int, int | None] | None  # month, day, year
    status: str
    fullness: int  # how much is known of it
    employer_id: int | None
    identifiers: frozenset[str]  # phones, e-mails and handles: what may be one person's alone


class Book(NamedTuple):
    """The contacts to compare, and numbers known to be switchboards because extensions of them are."""

    facts: list[Facts]
    switchboards: frozenset[str]


_ONLY = " AND {column} IN (SELECT value FROM json_each(:ids))"
_CONTACTS = (
    "SELECT c.id, c.kind, c.name, c.given, c.family, c.suffix, c.prefix, c.nickname, c.phonetic_given, "
    "c.phonetic_family, e.name, c.status, c.employer_id, (c.title IS NOT NULL) + (c.notes IS NOT NULL) * 2 "
    "+ (c.photo IS NOT NULL) * 2 + (c.employer_id IS NOT NULL) + (c.given IS NOT NULL) + (c.family IS NOT NULL) "
    "+ (c.last_touch_at IS NOT NULL) * 3 "
    "FROM contact c LEFT JOIN contact e ON e.id = c.employer_id WHERE c.deleted_at IS NULL{only} ORDER BY c.id"
)
_CHANNELS = "SELECT contact_id, kind, value, normal, reversed FROM channel WHERE 1{only} ORDER BY contact_id, position"
_ADDRESSES = "SELECT contact_id, city, street FROM address WHERE 1{only} ORDER BY contact_id"
_BIRTHDAYS = "SELECT contact_id, month, day, year FROM occasion WHERE kind = 'birthday'{only} ORDER BY contact_id"


def read(connection: sqlite3.Connection, ids: Sequence[int] | None = None) -> Book:
    """Returns the facts of all contacts, or of those named, by id."""
    channels = _Joined(_asked(connection, _CHANNELS, ids))
    addresses = _Joined(_asked(connection, _ADDRESSES, ids))
    birthdays = _Joined(_asked(connection, _BIRTHDAYS, ids))
    unread = _Unread(connection)
    found, switchboards = [], set()
    for row in _asked(connection, _CONTACTS, ids, "c.id"):
        marks = _Marks(unread)
        for channel in channels.of(row[0]):
            marks.take(*channel[1:])
        switchboards |= marks.switchboards
        found.append(_facts(row, marks, addresses.of(row[0]), birthdays.of(row[0])))
    return Book(found, frozenset(switchboards))


def _asked(
    connection: sqlite3.Connection, query: str, ids: Sequence[int] | None, column: str = "contact_id"
) -> Iterable[tuple[Any, ...]]:
    only = "" if ids is None else _ONLY.format(column=column)
    return connection.execute(query.format(only=only), {"ids": json.dumps(list(ids or ()))})


class _Joined:
    """Rows that come in the order of their contacts, handed out contact by contact."""

    def __init__(self, rows: Iterable[tuple[Any, ...]]) -> None:
        self._groups = groupby(rows, key=itemgetter(0))
        self._next = next(self._groups, None)

    def of(self, contact_id: int) -> list[tuple[Any, ...]]:
        """The rows of a contact, which must come after the one asked for before."""
        while self._next is not None and self._next[0] < contact_id:
            self._next = next(self._groups, None)
        if self._next is None or self._next[0] != contact_id:
            return []
        return list(self._next[1])


class _Unread:
    """Numbers stored as given, since their country was not known: the one full number that ends like them, if any."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[str, str] = {}

    def number(self, digits: str) -> str:
        """The E.164 form that some contact has of a number, else its digits after `~`; empty for too few digits."""
        national = digits.lstrip("0")
        if len(national) < _LEAST_DIGITS:
            return ""
        if national not in self._known:
            backwards = national[::-1]
            rows = self._connection.execute(
                "SELECT DISTINCT normal FROM channel WHERE reversed >= ? AND reversed < ? AND normal <> '' LIMIT 2",
                (backwards, backwards + ":"),
            ).fetchall()
            self._known[national] = rows[0][0] if len(rows) == 1 else f"~{national}"
        return self._known[national]


class _Marks:
    """What the channels of one contact say, gathered one by one."""

    def __init__(self, unread: _Unread) -> None:
        self._unread = unread
        self.phones: set[str] = set()
        self.emails: set[str] = set()
        self.handles: set[str] = set()
        self.roles: set[str] = set()
        self.domains: set[str] = set()
        self.switchboards: set[str] = set()

    @property
    def count(self) -> int:
        """How many there are; the same number in two formats is one."""
        return len(self.phones) + len(self.emails) + len(self.handles) + len(self.roles)

    def take(self, kind: str, value: str, normal: str, backwards: str | None) -> None:
        """Takes in one channel."""
        if kind == "phone":
            self._take_phone(value, normal, backwards or "")
        elif kind == "email":
            self.take_email(normal)
        elif kind == "url":
            if normal.removeprefix("www.").startswith(_PROFILES):
                self.handles.add(normal.removeprefix("www.").lower())
        elif kind in _NUMBERS and len(phones.digits_of(value)) > _LEAST_DIGITS:
            self.take_number(value)
        elif normal:
            self.handles.add(f"{kind}:{normal}")

    def take_email(self, address: str) -> None:
        """Takes in a lower-cased address."""
        if "@" not in address:
            return
        (self.roles if is_role(address) else self.emails).add(mailbox(address))
        domain = own_domain(address)
        if domain:
            self.domains.add(domain)

    def take_number(self, value: str) -> None:
        """Takes in a number that is not stored as a phone."""
        digits = phones.digits_of(phones.number_part(value))
        number = f"+{digits}" if value.strip().startswith("+") else self._unread.number(digits)
        if number:
            self.phones.add(number)

    def _take_phone(self, value: str, normal: str, backwards: str) -> None:
        number = normal or self._unread.number(backwards[::-1])
        if not number:
            return
        dialled = phones.number_part(value)
        extension = phones.digits_of(value)[len(phones.digits_of(dialled)) :] if len(dialled) < len(value) else ""
        if extension:
            self.switchboards.add(number)
            number = f"{number}x{extension}"
        self.phones.add(number)


def _facts(row: tuple[Any, ...], marks: _Marks, addresses: list[tuple[Any, ...]], birthdays: list[Any]) -> Facts:
    contact_id, kind, name = row[:3]
    if is_no_name(name):
        if "@" in name:
            marks.take_email(name.strip().lower())
        else:
            marks.take_number(name)
    is_company = kind == "company" or has_legal_form(name)
    return Facts(
        id=contact_id,
        kind=kind,
        label=name,
        names=_own_names(name, is_company, row),
        company=company_key(name if is_company else row[10] or ""),
        phones=frozenset(marks.phones) or NOTHING,
        emails=frozenset(marks.emails) or NOTHING,
        handles=frozenset(marks.handles) or NOTHING,
        roles=frozenset(marks.roles) or NOTHING,
        domains=frozenset(marks.domains) or NOTHING,
        cities=frozenset(fold(each[1]) for each in addresses if each[1]) or NOTHING,
        streets=frozenset(fold(f"{each[2]} {each[1]}") for each in addresses if each[2]) or NOTHING,
        birthday=birthdays[0][1:] if birthdays else None,
        status=row[11],
        fullness=row[13] + 2 * marks.count + len(addresses) + 2 * len(birthdays),
        employer_id=row[12],
        identifiers=frozenset(marks.phones | marks.emails | marks.handles) or NOTHING,
    )


def _own_names(name: str, is_company: bool, row: tuple[Any, ...]) -> tuple[Name, ...]:
    if is_company:
        words = tuple(company_key(name).split())
        return (Name(words),) if words else ()
    given, family, suffix, prefix, nickname, phonetic_given, phonetic_family = (each or "" for each in row[3:10])
    return names_of(Parts(name, given, family, suffix, prefix, nickname, phonetic_given, phonetic_family))
