"""Relating: who somebody is to a contact, said and taken back, with the words that stand on both cards."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from crmcli import context, diagnostics
from crmcli.commands import choosing, saving
from crmcli.errors import Invalid, NotFound, Usage
from crmcli.folding import fold
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.contacts import Contact

_NEAR = 0.8  # as near as `spuse` is to `spouse`


def relate(ref: str, kind: str, words: Sequence[str], *, by_name: bool, remove: bool, dry_run: bool) -> None:
    """Notes, or forgets, what somebody is to a contact, and says it as both cards show it."""
    from crmcli.store import contacts, relations

    here = context.current()
    contact = contacts.get(choosing.connection(), choosing.one_word(ref))
    kind, text = _read(kind, words)
    other_id, name = (None, text) if by_name or remove else other(text)
    store = here.writing()
    verb = _("took from {name} the {kind} {other}") if remove else _("noted of {name} the {kind} {other}")
    what = verb.format(name=contact.name, kind=kind, other=name)
    with store.write(what, command=here.command_line, dry_run=dry_run) as tx:
        if remove:
            kind, other_id, name = relations.unrelate(tx, contact.id, kind, text)
        else:
            relations.relate(tx, contact.id, kind, other_id, name)
    row = _row(contact, kind, other_id, name)
    if remove:
        done = _("Would remove {both}") if dry_run else _("Removed {both}")
    else:
        done = _("Would note {both}") if dry_run else _("Noted {both}")
        _say_unknown(kind)
    if not tx.is_changed:
        done = _("Nothing to change: {both}")
    saving.answer(row, done.format(both=_both(contact, row)), tx, dry_run)


def other(text: str) -> tuple[int | None, str]:
    """Whom a relation is to: a contact's id and name where the text is a reference or somebody's name, else the text.

    Somebody in whose notes the name merely stands is not meant. Raises NotFound for a number that nobody has, and
    Ambiguous.
    """
    from crmcli.store import contacts, refs

    try:
        other_id = choosing.contact(text)
    except NotFound:
        if refs.numbered(text.strip(), "c") is not None or text.strip() == ".":
            raise
        return None, text
    found = contacts.get(choosing.connection(), other_id)
    return (other_id, found.name) if _is_meant(choosing.connection(), found, text) else (None, text)


def _is_meant(connection: sqlite3.Connection, contact: Contact, text: str) -> bool:
    """Whether a text that found a contact names it: by its number, a phone, an e-mail, or words of its names."""
    from crmcli.store import cards

    if any(c.isdigit() or c == "@" for c in text) or text.strip() == ".":
        return True
    card = cards.of(connection, contact)
    parts = (contact.given, contact.family, contact.nickname, contact.phonetic_given, contact.phonetic_family)
    held = fold(" ".join(filter(None, (contact.name, *parts, card.employer, *card.groups))))
    return all(fold(word) in held for word in text.split())


def _read(kind: str, words: Sequence[str]) -> tuple[str, str]:
    """The kind and the other of what was typed: `referred by sari` without quotes is one kind and a name."""
    from crmcli.store import relation_kinds

    rest = list(words)
    if len(rest) > 1 and relation_kinds.is_known(f"{kind} {rest[0]}"):
        kind = f"{kind} {rest.pop(0)}"
    text = " ".join(rest).strip()
    if not relation_kinds.is_known(kind) and any(map(relation_kinds.is_known, rest[:-1])):
        raise Usage(
            _("'{kind}' is no kind of relation, and a kind comes after it.").format(kind=kind),
            _("Put quotes around a name of several words: 'ibu sari'."),
        )
    if not text:
        raise Invalid(_("Nobody is named."), _("For example: crm contact relate budi spouse ani"))
    return relation_kinds.typed(kind), text


def _row(contact: Contact, kind: str, other_id: int | None, name: str) -> dict[str, Any]:
    from crmcli.store import relation_kinds

    return {
        "id": contact.id,
        "name": contact.name,
        "kind": kind,
        "other": {"id": other_id, "name": name},
        "inverse": relation_kinds.seen(kind) if other_id is not None else None,
    }


def _both(contact: Contact, row: dict[str, Any]) -> str:
    """The relation as the card of each shows it."""
    named = f"c{row['other']['id']} {row['other']['name']}" if row["other"]["id"] else row["other"]["name"]
    here = f"{contact.ref} {contact.name}: {row['kind']} {named}"
    return f"{here}; {named}: {row['inverse']} {contact.ref} {contact.name}" if row["inverse"] else here


def _say_unknown(kind: str) -> None:
    """A kind of the user's own is welcome; one that is nearly a known one may be a slip."""
    from crmcli.store import relation_kinds

    if relation_kinds.is_known(kind):
        return
    from difflib import get_close_matches

    near = get_close_matches(kind, relation_kinds.known(), n=1, cutoff=_NEAR)
    if near:
        diagnostics.narrate(_("Did you mean {kind}?").format(kind=near[0]))
