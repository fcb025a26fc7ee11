"""Contacts: the people and companies, and the verbs of their lives. A company is a contact of kind `company`."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from crmcli import texts
from crmcli.errors import Invalid, NotFound
from crmcli.folding import fold
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crmcli.store.db import Transaction

KINDS = ("person", "company")
STATUSES = ("lead", "active", "past", "private", "blocked")
NAME_PARTS = ("prefix", "given", "middle", "family", "suffix")
PERSONAL = (*NAME_PARTS, "phonetic_given", "phonetic_middle", "phonetic_family")  # what no company has
# What a user may set by hand, one line each; `notes` may have several.
LINES = (
    "name", "given", "family", "middle", "prefix", "suffix", "nickname", "phonetic_given", "phonetic_middle",
    "phonetic_family", "title", "department", "status_reason", "source", "language", "timezone",
)  # fmt: skip
_RHYTHM = frozenset({"cadence_days", "cadence_warn_days", "at_most"})


@dataclass(frozen=True, slots=True)
class Contact:
    """One person or company. Texts that are not known are None; `fields` is a JSON object of the user's own."""

    id: int
    kind: str
    name: str
    given: str | None
    family: str | None
    middle: str | None
    prefix: str | None
    suffix: str | None
    nickname: str | None
    phonetic_given: str | None
    phonetic_middle: str | None
    phonetic_family: str | None
    title: str | None
    department: str | None
    employer_id: int | None
    status: str
    status_reason: str | None
    source: str | None
    notes: str | None
    language: str | None
    timezone: str | None
    cadence_days: int | None
    last_touch_at: str | None
    photo: str | None
    fields: str
    unparsed_vcard: str | None
    created_at: str
    updated_at: str
    deleted_at: str | None
    triage: str | None = None  # done, later, or not looked at yet
    cadence_since: str | None = None  # the day on which the rhythm was set
    cadence_warn_days: int | None = None
    at_most: str | None = None  # how often to be approached: 2/month
    quiet_until: str | None = None  # the day before which keeping in touch is not suggested

    @property
    def ref(self) -> str:
        """How the user names it: `c41`."""
        return f"c{self.id}"

    @property
    def is_company(self) -> bool:
        """Whether it is a company rather than a person."""
        return self.kind == "company"

    @property
    def is_removed(self) -> bool:
        """Whether it is out of every list until it is restored."""
        return self.deleted_at is not None

    @property
    def own_fields(self) -> dict[str, str]:
        """The user's own fields, by name."""
        return dict(json.loads(self.fields))


COLUMNS = ", ".join(f"c.{field.name}" for field in fields(Contact))
# What a row has from the first: all but what only a life in the database gives.
CREATED_COLUMNS = ("folded", *(field.name for field in fields(Contact) if field.name not in ("id", "deleted_at")))


def get(connection: sqlite3.Connection, contact_id: int) -> Contact:
    """Returns one contact, removed or not. Raises NotFound."""
    row = connection.execute(f"SELECT {COLUMNS} FROM contact c WHERE c.id = ?", (contact_id,)).fetchone()
    if row is None:
        raise NotFound(_("There is no contact c{id}.").format(id=contact_id))
    return Contact(*row)


def count(connection: sqlite3.Connection) -> int:
    """How many contacts there are, removed ones not counted."""
    return int(connection.execute("SELECT count(*) FROM contact WHERE deleted_at IS NULL").fetchone()[0])


def employees(connection: sqlite3.Connection, company_id: int) -> list[Contact]:
    """Returns the people of a company, by name."""
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM contact c WHERE c.employer_id = ? AND c.deleted_at IS NULL ORDER BY c.folded, c.id",
        (company_id,),
    )
    return [Contact(*row) for row in rows]


def add(tx: Transaction, name: str, **values: str | int | None) -> int:
    """Adds a contact and returns its id. Raises Invalid for an empty or absurd name or value."""
    return insert(tx, checked({"name": name, **values}))


def insert(tx: Transaction, values: Mapping[str, str | int | None]) -> int:
    """Stores a contact whose values are known to be good; its name stands among them. Returns its id."""
    row = {"kind": "person", "status": "active", "fields": "{}", **values}
    row |= {"folded": fold(str(values["name"])), "created_at": tx.at, "updated_at": tx.at}
    row = {name: value for name, value in row.items() if value not in (None, "")}
    names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    return int(tx.connection.execute(f"INSERT INTO contact ({names}) VALUES ({marks})", row).lastrowid or 0)


def edit(tx: Transaction, contact_id: int, **changes: str | int | None) -> bool:
    """Changes what is named, None or an empty text clearing it; returns whether anything differs.

    Raises NotFound, and Invalid for an empty name or an absurd value.
    """
    contact = get(tx.connection, contact_id)
    row = _in_step(contact, checked(changes))
    if row.keys() & _RHYTHM:
        from crmcli.store import local_days, rhythms

        row = rhythms.settled(contact, row, local_days.today(tx))
    return update(tx, contact, row)


def _in_step(contact: Contact, changes: dict[str, str | int | None]) -> dict[str, str | int | None]:
    """The changes, with the name following a part that changes, and the parts that a new name no longer has going."""
    if "name" in changes:
        name = str(changes["name"])
        gone = {part: None for part in NAME_PARTS if (getattr(contact, part) or "") not in name}
        return {**gone, **changes}
    name = contact.name
    for part in NAME_PARTS:
        before, after = getattr(contact, part), changes.get(part)
        if after and before and before in name:
            name = name.replace(before, str(after), 1)
    return {**changes, "name": name} if name and name != contact.name else changes


def update(tx: Transaction, contact: Contact, changes: Mapping[str, str | int | None]) -> bool:
    """Stores changes that are known to be good; returns whether anything differs."""
    row: dict[str, str | int | None] = {
        name: None if value == "" else value
        for name, value in changes.items()
        if (None if value == "" else value) != getattr(contact, name)
    }
    if not row:
        return False
    if "name" in row:
        row["folded"] = fold(str(row["name"]))
    row["updated_at"] = tx.at
    assignments = ", ".join(f"{name} = :{name}" for name in row)
    tx.connection.execute(f"UPDATE contact SET {assignments} WHERE id = :id", {**row, "id": contact.id})
    return True


def set_field(tx: Transaction, contact_id: int, key: str, value: str) -> bool:
    """Sets one of the user's own fields; an empty value takes it away. Returns whether anything differs.

    Raises Invalid where the value does not fit the field's type.
    """
    from crmcli.store import own_fields

    contact = get(tx.connection, contact_id)
    own = contact.own_fields
    name, kept = own_fields.checked(tx.connection, key, value)
    name = own_fields.spelt(list(own), name)
    if kept:
        own[name] = kept
    else:
        own.pop(name, None)
    return update(tx, contact, {"fields": json.dumps(own, ensure_ascii=False)})


def remove(tx: Transaction, contact_id: int) -> None:
    """Takes a contact out of every list; `restore` brings it back. Raises NotFound where it is out already."""
    contact = get(tx.connection, contact_id)
    if contact.is_removed:
        raise NotFound(
            _("{ref} {name} is removed already.").format(ref=contact.ref, name=contact.name),
            _("crm contact restore {ref} brings it back.").format(ref=contact.ref),
        )
    tx.connection.execute("UPDATE contact SET deleted_at = ? WHERE id = ?", (tx.at, contact_id))


def restore(tx: Transaction, contact_id: int) -> bool:
    """Brings a removed contact back; returns whether it was removed."""
    if not get(tx.connection, contact_id).is_removed:
        return False
    tx.connection.execute("UPDATE contact SET deleted_at = NULL WHERE id = ?", (contact_id,))
    return True


def namesake(connection: sqlite3.Connection, name: str, kind: str) -> Contact | None:
    """Returns the oldest contact of this kind and name, in any case and without its accents; None without one."""
    row = connection.execute(
        f"SELECT {COLUMNS} FROM contact c WHERE c.folded = ? AND c.kind = ? AND c.deleted_at IS NULL "
        "ORDER BY c.id LIMIT 1",
        (fold(name), kind),
    ).fetchone()
    return Contact(*row) if row else None


def company_named(connection: sqlite3.Connection, name: str) -> int | None:
    """Returns the id of the company of this name, in any case and without its accents; None where there is none."""
    row = connection.execute(
        "SELECT id FROM contact WHERE folded = ? AND kind = 'company' AND deleted_at IS NULL ORDER BY id LIMIT 1",
        (fold(name),),
    ).fetchone()
    return int(row[0]) if row else None


def find_or_add_company(tx: Transaction, name: str) -> int:
    """Returns the id of the company of this name, made where there is none."""
    found = company_named(tx.connection, name)
    return found if found is not None else add(tx, name, kind="company")


def checked(values: Mapping[str, str | int | None]) -> dict[str, str | int | None]:
    """Returns the values, each made clean. Raises Invalid for one that cannot be."""
    kept: dict[str, str | int | None] = {}
    for name, value in values.items():
        if name == "name":
            value = texts.line(str(value or ""), _("name"))
        elif name in LINES and value:
            value = texts.optional_line(str(value), name.replace("_", " "))
        elif name == "notes" and value:
            value = texts.paragraph(str(value), _("notes"))
        elif name == "kind" and value not in KINDS:
            raise Invalid(_("A contact is a person or a company, not '{kind}'.").format(kind=value))
        elif name == "status" and value not in STATUSES:
            raise Invalid(
                _("There is no status '{status}'.").format(status=value),
                _("There is: {all}.").format(all=", ".join(STATUSES)),
            )
        elif name in _RHYTHM and value is not None:
            from crmcli.store import rhythms

            value = rhythms.checked(name, value)
        if name == "timezone" and value:
            _check_timezone(str(value))
        kept[name] = value
    return kept


def _check_timezone(zone: str) -> None:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(zone)
    except (ValueError, OSError, KeyError) as error:
        raise Invalid(
            _("There is no time zone '{zone}'.").format(zone=zone), _("Name one such as Asia/Jakarta.")
        ) from error
