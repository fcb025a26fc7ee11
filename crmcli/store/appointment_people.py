"""With whom an appointment is: the first of those it names whose address is a contact's."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from crmcli.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_REMEMBERED = 20_000  # addresses kept at hand; past that they are asked for again


class Found(NamedTuple):
    """A contact that an appointment names, by which address."""

    id: int
    name: str
    email: str


class People:
    """Finds contacts by address; the user's `own` addresses are nobody's."""

    def __init__(self, connection: sqlite3.Connection, own: Iterable[str]) -> None:
        self._connection = connection
        self._own = frozenset(own)
        self._holders: dict[str, list[tuple[int, str, str, str]]] = {}

    def found(self, people: Iterable[tuple[str, str]]) -> Found | None:
        """Returns whom an appointment is with, of those it names by address and name; None where nobody is known."""
        for email, name in people:
            if email not in self._own and (holders := self._of(email)):
                contact_id, contact = _best(holders, fold(name))
                return Found(contact_id, contact, email)
        return None

    def _of(self, email: str) -> list[tuple[int, str, str, str]]:
        holders = self._holders.get(email)
        if holders is None:
            holders = self._connection.execute(
                "SELECT DISTINCT c.id, c.name, c.folded, c.kind FROM channel ch JOIN contact c ON c.id = ch.contact_id "
                "WHERE ch.normal = ? AND ch.kind = 'email' AND c.deleted_at IS NULL ORDER BY c.id LIMIT 100",
                (email,),
            ).fetchall()
            if len(self._holders) >= _REMEMBERED:
                self._holders.clear()
            self._holders[email] = holders
        return holders


def _best(holders: list[tuple[int, str, str, str]], name: str) -> tuple[int, str]:
    """Of those who share an address the one of that name, else the company, else the one who came first."""
    for contact_id, contact, folded, _kind in holders:
        if name and folded == name:
            return contact_id, contact
    for contact_id, contact, _folded, kind in holders:
        if kind == "company" and len(holders) > 1:
            return contact_id, contact
    return holders[0][0], holders[0][1]
