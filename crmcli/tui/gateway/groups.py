"""What screens do with many contacts at once: groups, status, removing; each is one operation and says what it did."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.i18n import _, ngettext
from crmcli.store import contact_rows, contacts, editing, groups
from crmcli.store import settings as business
from crmcli.store.editing import Edit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.contact_rows import GroupRow
    from crmcli.tui.gateway.connection import Reading, Writing

_NAMED = 3  # contacts that are named in the history


class Held(NamedTuple):
    """All groups there are, and of how many of some contacts each is a group, by name."""

    groups: Sequence[GroupRow]
    held: dict[str, int]


def held(reading: Reading, ids: Sequence[int]) -> Held:
    """Returns all groups, and those that some contacts are in."""
    every = contact_rows.groups(reading.connection)
    return Held(every, contact_rows.groups_of(reading.connection, ids))


def put(writing: Writing, name: str, ids: Sequence[int]) -> tuple[str, int, bool]:
    """Puts contacts into a group; returns its name, how many were not in it, and whether it was made for them."""
    tx = writing.tx
    is_new = groups.find(tx.connection, name) is None
    group_id = groups.find_or_add(tx, name)
    added = sum(groups.put(tx, group_id, each) for each in ids)
    called = groups.get(tx.connection, group_id).name
    tx.describe(_("put {count} into {name}").format(count=counted(added), name=called))
    return called, added, is_new


def take(writing: Writing, name: str, ids: Sequence[int]) -> tuple[str, int]:
    """Takes contacts out of a group; returns its name and how many were in it. Raises NotFound."""
    tx = writing.tx
    group = groups.named(tx.connection, name)
    taken = sum(groups.take(tx, group.id, each) for each in ids)
    tx.describe(_("took {count} out of {name}").format(count=counted(taken), name=group.name))
    return group.name, taken


def give_status(writing: Writing, status: str, ids: Sequence[int]) -> int:
    """Gives contacts a status; returns how many had another. Raises Invalid."""
    tx = writing.tx
    changed = editing.apply_to_many(tx, ids, Edit(values={"status": status}), "")
    tx.describe(_("edited {count}").format(count=_who(writing, changed)))
    return len(changed)


def remove(writing: Writing, ids: Sequence[int]) -> str:
    """Takes contacts out of every list; returns who they are, in words. Raises NotFound where one is out already."""
    tx = writing.tx
    who = _who(writing, ids)
    for each in ids:
        contacts.remove(tx, each)
    tx.describe(_("removed {who}").format(who=who))
    return who


def add(writing: Writing, name: str, edit: Edit, kind: str = "person") -> int:
    """Adds a contact with what is known of them, and returns the id. Raises Invalid."""
    tx = writing.tx
    contact_id = contacts.add(tx, name, kind=kind)
    region = business.effective(tx.connection, "region") if edit.needs_region else ""
    editing.apply(tx, contact_id, edit, region)
    tx.describe(_("added {name}").format(name=contacts.get(tx.connection, contact_id).name))
    return contact_id


def counted(count: int) -> str:
    """Returns how many contacts, in words."""
    return ngettext("{count} contact", "{count} contacts", count).format(count=f"{count:,}")


def _who(writing: Writing, ids: Sequence[int]) -> str:
    if len(ids) > _NAMED:
        return counted(len(ids))
    names = contact_rows.names(writing.tx.connection, ids)
    return ", ".join(f"c{each} {names.get(each, '')}".rstrip() for each in ids)
