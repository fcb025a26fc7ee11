"""Side effects: what a change to a contact brings about besides, and what the user should know of it.

Groups and companies that are made on the way, and others who have the same phone or e-mail. It changes nothing.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from crmcli.folding import fold
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.db import Transaction
    from crmcli.store.editing import Edit

_MOST_HOLDERS = 3  # of one phone or e-mail that are named


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

    return groups.find(connection, name) is not None


def made_group(connection: sqlite3.Connection, name: str, dry_run: bool) -> str:
    """The sentence about a group that was made on the way."""
    from crmcli.store import groups

    sentence = _("Would make the group {name}.") if dry_run else _("Made the group {name}.")
    return sentence.format(name=groups.named(connection, name).name)


def sentences(tx: Transaction, contact_id: int, edit: Edit, made: Missing, dry_run: bool) -> list[str]:
    """What there is to be said once the edit is applied: what was made for it, and who has the same channels."""
    return made_sentences(tx.connection, made, dry_run) + _shared(tx.connection, contact_id, edit)


def made_sentences(connection: sqlite3.Connection, made: Missing, dry_run: bool) -> list[str]:
    """The sentences about the groups and the company that were missing and are there now."""
    from crmcli.store import contacts

    said = [made_group(connection, name, dry_run) for name in made.groups]
    company_id = contacts.company_named(connection, made.company) if made.company else None
    if company_id is not None:
        sentence = _("Would make the company {name}.") if dry_run else _("Made the company {name}.")
        said.append(sentence.format(name=contacts.get(connection, company_id).name))
    return said


def _shared(connection: sqlite3.Connection, contact_id: int, edit: Edit) -> list[str]:
    """Who else has the phones and e-mails that were added; at most three of each."""
    texts = [" ".join(text.split()) for text in edit.reach]
    if not texts:
        return []
    from crmcli.store import channels

    said = []
    for own in channels.of(connection, contact_id):
        if own.kind in ("phone", "email") and own.normal and any(text.endswith(own.value) for text in texts):
            sentence = _("{ref} {name} has this phone, too.")
            if own.kind == "email":
                sentence = _("{ref} {name} has this e-mail, too.")
            holders = channels.other_holders(connection, own, _MOST_HOLDERS)
            said += [sentence.format(ref=f"c{other_id}", name=name) for other_id, name in holders]
    return said
