"""Channels: the ways to reach a contact, each as given and in the form it is compared by."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from crmcli import phones, texts
from crmcli.errors import Invalid, NotFound
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.db import Transaction


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to reach a contact. `normal` is E.164, a lower-cased address, a bare handle, or empty."""

    id: int
    contact_id: int
    kind: str
    value: str
    normal: str
    label: str
    position: int


class Prepared(NamedTuple):
    """A channel ready to be stored: what reading it took is done, outside of any lock."""

    kind: str
    value: str
    normal: str
    reversed: str | None
    label: str


def prepare(kind: str, value: str, label: str, region: str) -> Prepared:
    """Works out the form that a channel is compared by. Numbers without country code are read by `region`."""
    if kind == "phone":
        phone = phones.read(value, region)
        return Prepared(kind, value, phone.normal, phone.reversed or None, label)
    if kind == "email":
        return Prepared(kind, value, value.strip().lower(), None, label)
    if kind == "url":
        return Prepared(kind, value, _bare_url(value), None, label)
    return Prepared(kind, value, value.strip().lstrip("@").lower(), None, label)


def typed(kind: str, text: str, region: str) -> Prepared:
    """Reads a channel as the user typed it, with a label if it has one: `work:0812…`, `home:a@b.example`.

    Raises Invalid for what cannot be one: an address without @, a phone without digits, nothing.
    """
    return checked(kind, *_split_label(kind, texts.line(text, _kind_name(kind))), region)


def checked(kind: str, label: str, value: str, region: str) -> Prepared:
    """Works out a channel whose label is known. Raises Invalid for what cannot be one."""
    label, value = texts.optional_line(label, _("label")), texts.line(value, _kind_name(kind))
    if kind == "email" and not _is_email(value):
        raise Invalid(_("'{value}' is not an e-mail address.").format(value=value))
    if kind == "phone" and not 2 <= len(phones.digits_of(value)) <= 40:
        raise Invalid(
            _("'{value}' is not a phone number.").format(value=value),
            _("Write it as you would dial it, for example 0812-3456-7890."),
        )
    return prepare(kind, value, label, region)


def kind_of(text: str) -> str:
    """Returns a kind of channel as it is stored. Raises Invalid for what is no word."""
    kind = texts.line(text, _("kind of channel")).lower()
    if not kind.replace("-", "").replace("_", "").isalnum() or len(kind) > 40:
        raise Invalid(
            _("'{kind}' is not a kind of channel.").format(kind=text),
            _("Name a service such as whatsapp or linkedin."),
        )
    return kind


def of(connection: sqlite3.Connection, contact_id: int) -> list[Channel]:
    """Returns a contact's channels in the user's order."""
    rows = connection.execute(
        "SELECT id, contact_id, kind, value, normal, label, position FROM channel "
        "WHERE contact_id = ? ORDER BY position, id",
        (contact_id,),
    )
    return [Channel(*row) for row in rows]


def add(tx: Transaction, contact_id: int, channel: Prepared) -> bool:
    """Adds a channel unless the contact has it already; returns whether it was added."""
    return bool(add_all(tx, contact_id, [channel]))


def add_all(tx: Transaction, contact_id: int, given: Sequence[Prepared]) -> list[Prepared]:
    """Adds the channels that the contact does not have yet, and returns those."""
    rows = tx.connection.execute(
        "SELECT kind, normal, value, position FROM channel WHERE contact_id = ?", (contact_id,)
    ).fetchall()
    # Written the same it is the same, whatever country its number is read by.
    held = {(row[0], row[1] or row[2]) for row in rows} | {(row[0], row[2]) for row in rows}
    position = max((row[3] for row in rows), default=0)
    added = []
    for channel in given:
        key = (channel.kind, channel.normal or channel.value)
        if key not in held and (channel.kind, channel.value) not in held:
            held.add(key)
            position += 1
            insert(tx, contact_id, channel, position)
            added.append(channel)
    return added


def insert(tx: Transaction, contact_id: int, channel: Prepared, position: int) -> None:
    """Stores a channel that the contact is known not to have."""
    tx.connection.execute(
        "INSERT INTO channel (contact_id, kind, value, normal, reversed, label, position) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            contact_id,
            channel.kind,
            channel.value,
            channel.normal,
            channel.reversed,
            channel.label,
            position,
        ),
    )


def is_same(channel: Prepared, kind: str, normal: str, value: str) -> bool:
    """Whether a stored channel is the same one: by the form that is compared, else as given."""
    if channel.kind != kind:
        return False
    return channel.normal == normal if channel.normal or normal else channel.value == value


def holders(connection: sqlite3.Connection, kind: str, normal: str, limit: int) -> list[tuple[int, str]]:
    """Returns the oldest contacts that have a phone or e-mail, removed ones left out: id and name."""
    rows = connection.execute(
        "SELECT DISTINCT c.id, c.name FROM channel ch JOIN contact c ON c.id = ch.contact_id "
        "WHERE ch.normal = ? AND ch.kind = ? AND c.deleted_at IS NULL ORDER BY ch.id LIMIT ?",
        (normal, kind, limit),
    )
    return [(row[0], row[1]) for row in rows]


def other_holders(connection: sqlite3.Connection, channel: Channel, limit: int) -> list[tuple[int, str]]:
    """Returns the oldest other contacts that have the same phone or e-mail, removed ones left out: id and name."""
    rows = connection.execute(
        "SELECT DISTINCT c.id, c.name FROM channel ch JOIN contact c ON c.id = ch.contact_id "
        "WHERE ch.normal = ? AND ch.kind = ? AND c.id <> ? AND c.deleted_at IS NULL ORDER BY ch.id LIMIT ?",
        (channel.normal, channel.kind, channel.contact_id, limit),
    )
    return [(row[0], row[1]) for row in rows]


def remove(tx: Transaction, contact_id: int, kind: str, text: str, region: str) -> None:
    """Removes a channel named as the user sees it, in any format. Raises NotFound where there is none."""
    wanted = prepare(kind, text.strip(), "", region)
    held = [channel for channel in of(tx.connection, contact_id) if channel.kind == kind]
    for channel in held:
        if is_same(wanted, channel.kind, channel.normal, channel.value) or channel.value == text.strip():
            tx.connection.execute("DELETE FROM channel WHERE id = ?", (channel.id,))
            return
    values = ", ".join(channel.value for channel in held)
    raise NotFound(
        _("There is no {kind} '{value}' to remove.").format(kind=_kind_name(kind), value=text),
        _("There is: {held}.").format(held=values) if values else "",
    )


def _split_label(kind: str, text: str) -> tuple[str, str]:
    label, colon, value = text.partition(":")
    if not colon or not value.strip() or kind == "url":
        return "", text
    # A scheme (tel:, mailto:) is no label, and neither is what stands before the colon of an IPv6 or a time.
    if label.lower() in ("tel", "mailto") or not label.replace(" ", "").replace("-", "").isalpha():
        return "", value.strip() if label.lower() in ("tel", "mailto") else text
    return label.strip().lower(), value.strip()


def _is_email(value: str) -> bool:
    name, at, host = value.rpartition("@")
    is_one = bool(at and name and host) and "@" not in name and not host.startswith(".")
    return is_one and not any(c.isspace() for c in value)


def _bare_url(value: str) -> str:
    bare = value.strip()
    for scheme in ("https://", "http://"):
        if bare.lower().startswith(scheme):
            bare = bare[len(scheme) :]
    host, slash, path = bare.partition("/")
    return (host.lower() + slash + path).rstrip("/")


def _kind_name(kind: str) -> str:
    return {"phone": _("phone"), "email": _("e-mail"), "url": _("web address")}.get(kind, kind)
