"""Side effects: what a change to a contact brings about besides, and what the user should know of it.

Groups and companies that are made on the way, and others who have the same phone or e-mail. It changes nothing.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from crmcli.errors import CrmError
from crmcli.folding import fold
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.channels import Channel
    from crmcli.store.db import Transaction
    from crmcli.store.editing import Edit

_MOST_HOLDERS = 3  # of one phone or e-mail that are named
# Contacts that a look-up of it finds. Those with the very phone come first, one of them oneself; with an e-mail not.
_MOST_LOOKED_AT = {"phone": _MOST_HOLDERS + 1, "email": 20}


class Missing(NamedTuple):
    """The groups and the company that an edit names and that are not there yet, as typed."""

    groups: Sequence[str]
    company: str


def missing(connection: sqlite3.Connection, edit: Edit) -> Missing:
    """What the edit would have to make, asked before it is applied."""
    from crmcli.store import contacts

    company = edit.company if edit.company and contacts.company_named(connection, edit.company) is None else ""
    groups = {fold(name): name for name in edit.add_groups if not has_group(connection, name)}
    return Missing(list(groups.values()), company)


def has_group(connection: sqlite3.Connection, name: str) -> bool:
    """Whether there is a group of this very name; one that only begins so is another."""
    from crmcli.store import groups

    try:
        return fold(groups.named(connection, name).name) == fold(name)
    except CrmError:
        return False


def made_group(connection: sqlite3.Connection, name: str, dry_run: bool) -> str:
    """The sentence about a group that was made on the way."""
    from crmcli.store import groups

    sentence = _("Would make the group {name}.") if dry_run else _("Made the group {name}.")
    return sentence.format(name=groups.named(connection, name).name)


def sentences(
    tx: Transaction, contact_id: int, edit: Edit, made: Missing, dry_run: bool, *, is_new: bool = False
) -> list[str]:
    """What there is to be said once the edit is applied: what was made for it, and who has the same channels.

    `is_new` is whether the contact was made by the same operation.
    """
    from crmcli.store import contacts

    said = [made_group(tx.connection, name, dry_run) for name in made.groups]
    company_id = contacts.company_named(tx.connection, made.company) if made.company else None
    if company_id is not None:
        sentence = _("Would make the company {name}.") if dry_run else _("Made the company {name}.")
        said.append(sentence.format(name=contacts.get(tx.connection, company_id).name))
    return said + _shared(tx.connection, contact_id, edit, is_new)


def _shared(connection: sqlite3.Connection, contact_id: int, edit: Edit, is_new: bool) -> list[str]:
    """Who else has the phones and e-mails that were added; at most three of each."""
    texts = [" ".join(text.split()) for kind, text in edit.add_channels if kind in ("phone", "email")]
    if not texts:
        return []
    from crmcli.store import channels

    said = []
    for own in channels.of(connection, contact_id):
        if own.kind in ("phone", "email") and own.normal and any(text.endswith(own.value) for text in texts):
            if is_new and _oldest_holder(connection, own) == contact_id:
                continue
            sentence = _("{ref} {name} has this phone, too.")
            if own.kind == "email":
                sentence = _("{ref} {name} has this e-mail, too.")
            holders = _holders(connection, own, contact_id)
            said += [sentence.format(ref=f"c{other_id}", name=name) for other_id, name in holders]
    return said


def _oldest_holder(connection: sqlite3.Connection, own: Channel) -> int | None:
    """The one who has had this phone or e-mail longest, asked of an index alone: a look-up takes far longer."""
    from crmcli.store import matching
    from crmcli.store.channels import Prepared

    channel = Prepared(own.kind, own.value, own.normal, None, own.label)
    # Somebody of no kind and no name is like nobody but by the channel.
    nameless = matching.Stranger("", "", False, "", (), "", [channel], "")
    return matching.Matcher(connection).match(nameless).similar


def _holders(connection: sqlite3.Connection, own: Channel, contact_id: int) -> list[tuple[int, str]]:
    """Others, removed ones left out, of whom a look-up finds this very phone or e-mail."""
    from crmcli.store import channels, search

    holders = []
    for other_id, name, *_rest in search.find(connection, [own.normal], _MOST_LOOKED_AT[own.kind]):
        if other_id != contact_id and any(
            each.kind == own.kind and each.normal == own.normal for each in channels.of(connection, other_id)
        ):
            holders.append((other_id, name))
    return holders[:_MOST_HOLDERS]
