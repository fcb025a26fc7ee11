"""One sitting of sorting out: a card, a key, an operation, the next card. Each decision is taken back by u."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from crmcli import asking, clock, context, diagnostics
from crmcli.commands import triage_cards
from crmcli.errors import CrmError, Invalid
from crmcli.i18n import _
from crmcli.keys import ESCAPE
from crmcli.store import contacts, groups, operations, triage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.keys import Keys
    from crmcli.store.db import Store, Transaction
    from crmcli.store.duplicates import Pair

    Key = Callable[[int], int | None]

STAY = -1  # the same contact is shown again
_MOST_GROUPS = 9


class Session:
    """Goes through a queue of contacts, decision by decision, until it is empty or the user has enough."""

    def __init__(self, store: Store, queue: Sequence[int], keys: Keys) -> None:
        self.decided: list[tuple[int, int, str]] = []  # operation, contact, what it was sorted as
        self.groups: list[str] = []  # those used in this sitting, by the number that is their key
        self._store = store
        self._queue = list(queue)
        self._place = 0
        self._keys = keys
        self._last_group = ""
        self._is_ended = False
        self._table: dict[str, Key] = {
            **dict.fromkeys("gc", self._ask_group),
            "l": lambda contact_id: self._status(contact_id, "lead"),
            "p": lambda contact_id: self._status(contact_id, "private"),
            "b": lambda contact_id: self._status(contact_id, "blocked"),
            "o": self._company,
            "m": self._merge,
            "d": self._different,
            **dict.fromkeys("s ", self._later),
            "u": self._undo,
            "q": self._quit,
            "?": self._help,
        }

    def run(self) -> None:
        """Shows one contact after the other and does what the keys say; at the end says what was done."""
        try:
            while not self._is_ended and (contact_id := self._current()) is not None:
                triage_cards.show(self._connection, contact_id, self._place + 1, len(self._queue), self.groups)
                self._decide(contact_id)
        except KeyboardInterrupt:
            self._conclude()
            raise
        self._conclude()

    def _conclude(self) -> None:
        kinds = Counter(kind for _operation, _contact, kind in self.decided)
        triage_cards.conclude(kinds, len(triage.waiting(self._connection)))

    @property
    def _connection(self) -> sqlite3.Connection:
        return self._store.connection

    def _current(self) -> int | None:
        """The next in the queue who still waits; None at its end."""
        while self._place < len(self._queue):
            if triage.is_waiting(self._connection, self._queue[self._place]):
                return self._queue[self._place]
            self._place += 1
        return None

    def _decide(self, contact_id: int) -> None:
        """Reads keys until one of them leads to a contact: the next, the same again, or another."""
        while True:
            key = self._keys.read().casefold()
            try:
                shown = self._action(key)(contact_id)
            except CrmError as error:
                diagnostics.fail(error)
                if triage.is_waiting(self._connection, contact_id):
                    continue
                return  # another one is next
            if shown is None:
                self._place += 1
            elif shown != STAY:
                self._queue[self._place : self._place] = [] if self._is_at(shown) else [shown]
            return

    def _is_at(self, contact_id: int) -> bool:
        return self._queue[self._place : self._place + 1] == [contact_id]

    def _action(self, key: str) -> Key:
        if key.isascii() and key.isdigit() and 1 <= int(key) <= len(self.groups):
            name = self.groups[int(key) - 1]
            return lambda contact_id: self._customer(contact_id, name)
        found = self._table.get(key)
        if found is None:
            raise Invalid(_("That key does nothing here."), _("? says which do."))
        return found

    @contextmanager
    def _deciding(self, contact_id: int, kind: str) -> Iterator[Transaction]:
        """One decision: one operation, said on a line. Raises Conflict where somebody else has decided meanwhile."""
        name = self._name(contact_id)
        what = _("sorted {name}: {kind}").format(name=name, kind=kind)
        command = context.current().command_line
        with self._store.write(what, command=command, now=clock.now()) as tx:
            triage.check_waiting(tx.connection, contact_id)
            yield tx
        if tx.is_changed:
            self.decided.append((tx.operation_id, contact_id, kind))
        diagnostics.narrate(f"{name}: {kind}")

    def _name(self, contact_id: int) -> str:
        return contacts.get(self._connection, contact_id).name

    def _ask_group(self, contact_id: int) -> int | None:
        question = _("Group, or - for none:") if self._last_group else _("Group, or enter for none:")
        with self._keys.lines():
            name = " ".join(asking.ask(question, self._last_group).split())
        if ESCAPE in name:  # the key was a slip
            return STAY
        return self._customer(contact_id, name if name != "-" else "")

    def _customer(self, contact_id: int, name: str) -> int | None:
        kind = _("customer in {group}").format(group=name) if name else _("customer")
        is_new = bool(name) and groups.find(self._connection, name) is None
        with self._deciding(contact_id, kind) as tx:
            triage.make_customer(tx, contact_id, name)
        if is_new:
            diagnostics.narrate(_("Made the group {name}.").format(name=name))
        self._last_group = name
        if name and name not in self.groups and len(self.groups) < _MOST_GROUPS:
            self.groups.append(name)
        return None

    def _status(self, contact_id: int, status: str) -> int | None:
        with self._deciding(contact_id, status) as tx:
            triage.give_status(tx, contact_id, status)
        return None

    def _company(self, contact_id: int) -> int | None:
        with self._deciding(contact_id, _("company")) as tx:
            triage.make_company(tx, contact_id)
        return None

    def _merge(self, contact_id: int) -> int | None:
        """Merges with the likely twin; whoever is still to be sorted out then is shown."""
        from crmcli.store import merging

        pair = self._pair(contact_id)
        with self._deciding(contact_id, _("merged")) as tx:
            merging.merge(tx, pair.id, [pair.other_id])
        if not triage.is_waiting(self._connection, pair.id):
            return None
        self._queue[self._place] = pair.id
        return STAY

    def _different(self, contact_id: int) -> int | None:
        from crmcli.store import distinct

        pair = self._pair(contact_id)
        twin_id = triage_cards.twin_in(pair, contact_id)
        with self._deciding(contact_id, _("different from c{id}").format(id=twin_id)) as tx:
            distinct.declare(tx, [contact_id, twin_id])
        return STAY

    def _pair(self, contact_id: int) -> Pair:
        """The contact and its likely twin. Raises Invalid where it has none."""
        from crmcli.store import duplicates

        pair = duplicates.twin_of(self._connection, contact_id)
        if pair is None:
            raise Invalid(_("Nobody is likely to be the same contact."), _("crm contact merge REF REF merges any."))
        return pair

    def _later(self, contact_id: int) -> int | None:
        with self._deciding(contact_id, _("later")) as tx:
            triage.put_off(tx, contact_id)
        return None

    def _undo(self, contact_id: int) -> int | None:
        """Takes back the last decision, of this sitting or an earlier one, and shows its contact again."""
        newest = operations.next_to_undo(self._connection)
        decided = triage.contact_of(self._connection, newest.id) if newest else None
        if newest is None or decided is None:
            hint = _("crm undo takes back {ref} {what}.").format(ref=newest.ref, what=newest.what) if newest else ""
            raise Invalid(_("No decision is left to be taken back."), hint)
        operations.undo(self._store, operation_id=newest.id)
        for operation_id, sorted_id, _kind in self.decided:
            decided = sorted_id if operation_id == newest.id else decided
        self.decided = [each for each in self.decided if each[0] != newest.id]
        diagnostics.narrate(_("Undone: {what}.").format(what=newest.what))
        if self._place and self._queue[self._place - 1] == decided:
            self._place -= 1
        return decided

    def _quit(self, contact_id: int) -> int | None:
        self._is_ended = True
        return STAY

    def _help(self, contact_id: int) -> int | None:
        triage_cards.explain()
        return STAY
