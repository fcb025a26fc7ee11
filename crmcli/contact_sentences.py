"""What is said of a contact, by whichever face: how they are to be reached, and the user's own fields of them.

Phones are written as people read them, which needs the tables of numbers: it takes a moment the first time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import phones
from crmcli.i18n import _

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from crmcli.store.channels import Channel


def in_order(channels: Iterable[Channel]) -> list[Channel]:
    """Phones first, then e-mails, then the rest, each in the user's order."""
    return sorted(channels, key=lambda each: {"phone": 0, "email": 1, "url": 2}.get(each.kind, 3))


def called(kind: str, label: str) -> str:
    """What a way to reach somebody is called, with its label: `phone work`, `e-mail`."""
    names = {"phone": _("phone"), "email": _("e-mail"), "url": _("web")}
    return f"{names.get(kind, kind)} {label}".strip()


def shown(kind: str, value: str, normal: str) -> str:
    """The value of a way to reach somebody as people read it."""
    if kind != "phone":
        return value
    if not normal:
        return _("{value} (not a full number)").format(value=value)
    number = phones.international(value, normal)
    has_extension = phones.digits_of(value) != phones.digits_of(phones.number_part(value))
    return f"{number} ({value})" if has_extension else number


def own_fields(connection: sqlite3.Connection, held: dict[str, str]) -> list[tuple[str, str]]:
    """The user's own fields: those that were described first, in their order; phones as people read them."""
    if not held:
        return []
    from crmcli.store import own_fields

    types = {field.name: field.type for field in own_fields.all_of(connection)}
    names = [name for name in types if name in held] + [name for name in held if name not in types]
    return [
        (name, phones.international(held[name], held[name]) if _is_e164(types.get(name), held[name]) else held[name])
        for name in names
    ]


def _is_e164(kind: str | None, value: str) -> bool:
    return kind == "phone" and value.startswith("+") and value[1:].isdecimal()
