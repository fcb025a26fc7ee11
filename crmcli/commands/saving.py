"""Saving: a change to contacts as one operation, and the answer that says what was done and how to take it back."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from crmcli import context, diagnostics
from crmcli.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeVar

    from crmcli.store.db import Store, Transaction
    from crmcli.store.editing import Edit

    Record = TypeVar("Record")


def region(store: Store | None) -> str:
    """The country whose rules read phone numbers that have no country code."""
    from crmcli.store import settings

    return settings.effective(store.connection if store else None, "region")


def new_contact(
    name: str,
    edit: Edit,
    kind: str,
    dry_run: bool,
    channels: Sequence[tuple[str, str]] = (),
    *,
    like: int | None = None,
    further: Callable[[Transaction, int], Edit] | None = None,
) -> None:
    """Adds a contact with all that is known of it, and says so; `channels` are those that stood behind the name.

    `like` is the contact that it shall resemble, `further` says what else is to be changed in it once it is there.
    """
    from crmcli.store import contacts, copying

    here = context.current()
    store = here.writing(dry_run)
    _say_similar(store, name, kind)
    edit = edit._replace(add_channels=[*channels, *edit.add_channels])
    with store.write(_("added {name}").format(name=name), command=here.command_line, dry_run=dry_run) as tx:
        contact_id = contacts.add(tx, name, kind=kind) if like is None else copying.copy(tx, like, name)
        said = _apply(store, tx, contact_id, edit, dry_run)
        if further:
            said += _apply(store, tx, contact_id, further(tx, contact_id), dry_run)
        contact = contacts.get(tx.connection, contact_id)
        tx.describe(_("added {name}").format(name=contact.name))
        row = _row(tx, contact_id)
    _narrate(said)
    added = _("Would add {ref} {name}") if dry_run else _("Added {ref} {name}")
    also = "".join(f", {_kind_name(kind)} {value}" for kind, value in channels)
    answer(row, added.format(ref=contact.ref, name=contact.name) + also, tx, dry_run)


def edited_contact(contact_id: int, edit: Edit, dry_run: bool) -> None:
    """Changes a contact, and says what it is now."""
    changed_contact(contact_id, lambda _tx: edit, dry_run)


def changed_contact(contact_id: int, edit: Callable[[Transaction], Edit], dry_run: bool) -> None:
    """Changes a contact by an edit that is only known when nobody else can write, and says what it is now."""
    from crmcli.store import contacts

    here = context.current()
    store = here.writing()
    name = contacts.get(store.connection, contact_id).name
    with store.write(_("edited {name}").format(name=name), command=here.command_line, dry_run=dry_run) as tx:
        said = _apply(store, tx, contact_id, edit(tx), dry_run)
        contact = contacts.get(tx.connection, contact_id)
        if contact.name != name:
            tx.describe(_("renamed {name} to {new}").format(name=name, new=contact.name))
        row = _row(tx, contact_id)
    _narrate(said)
    done = _("Would change {ref} {name}") if dry_run else _("Changed {ref} {name}")
    if not tx.is_changed:
        done = _("Nothing to change in {ref} {name}")
    answer(row, done.format(ref=contact.ref, name=contact.name), tx, dry_run)


def edited_contacts(contact_ids: Sequence[int], edit: Edit, dry_run: bool) -> None:
    """Changes many contacts alike, in one operation, and says how many; with --json which."""
    from crmcli import side_effects
    from crmcli.store import editing

    here = context.current()
    store = here.writing()
    what = _count(len(contact_ids))
    with store.write(_("edited {count}").format(count=what), command=here.command_line, dry_run=dry_run) as tx:
        missing = side_effects.missing(tx.connection, edit)
        changed = editing.apply_to_many(tx, contact_ids, edit, region(store) if edit.needs_region else "")
        tx.describe(_("edited {count}").format(count=_count(len(changed))))
        said = side_effects.made_sentences(tx.connection, missing, dry_run) if changed else []
    operation = tx.operation_id if tx.is_changed and not dry_run else None
    if here.is_json:
        here.output.document({"ids": changed, "operation": operation})
        return
    if not tx.is_changed:
        here.output.sentence(_("Nothing to change in {count}.").format(count=what))
        return
    _narrate(said)
    done = _("Would change {changed} of {all}") if dry_run else _("Changed {changed} of {all}")
    here.output.sentence(done.format(changed=f"{len(changed):,}", all=what) + taken_back(operation))


def _apply(store: Store, tx: Transaction, contact_id: int, edit: Edit, dry_run: bool) -> list[str]:
    """Makes the changes of an edit, and returns what there is to be said of them besides."""
    from crmcli import side_effects
    from crmcli.store import editing

    missing = side_effects.missing(tx.connection, edit)
    editing.apply(tx, contact_id, edit, region(store) if edit.needs_region else "")
    return side_effects.sentences(tx, contact_id, edit, missing, dry_run)


def answer(row: Any, sentence: str, tx: Transaction, dry_run: bool) -> None:
    """Writes what was done: a record for scripts with --json, else a sentence and the way back."""
    here = context.current()
    operation = tx.operation_id if tx.is_changed and not dry_run else None
    if here.is_json:
        here.output.document({**row, "operation": operation})
        return
    if here.mode == "ids":
        here.output.say(f"c{row['id']}")
        return
    here.output.sentence(sentence + taken_back(operation))


@contextmanager
def one_operation(
    what: str,
    dry_run: bool,
    row: Callable[[Record], dict[str, Any]],
    in_words: Callable[[Record], dict[str, str]],
    unchanged: str,
) -> Iterator[tuple[Transaction, Callable[[Record, str], None]]]:
    """One operation on records of a kind; what is handed to `answer` inside is said once it is committed.

    `row` gives a record as its documented JSON, `in_words` what stands for it in a sentence; `unchanged` is the
    sentence where nothing changed.
    """
    here = context.current()
    said: list[tuple[Record, str]] = []
    with here.writing(dry_run).write(what, command=here.command_line, dry_run=dry_run) as tx:
        yield tx, lambda record, sentence: said.append((record, sentence))
    operation = tx.operation_id if tx.is_changed and not dry_run else None
    for record, sentence in said:
        if here.is_json:
            here.output.document({**row(record), "operation": operation})
        else:
            done = (sentence if tx.is_changed else unchanged).format(**in_words(record))
            here.output.sentence(done + taken_back(operation))


def taken_back(operation: int | None) -> str:
    """How the operation can be taken back, to stand after a sentence; empty where there is none."""
    return "   " + _("o{id}, crm undo takes it back").format(id=operation) if operation else ""


def _row(tx: Transaction, contact_id: int) -> dict[str, Any]:
    """What `answer` needs of the contact: the whole record for scripts, else its number."""
    _say_unread_phones(tx, contact_id)
    if not context.current().is_json:
        return {"id": contact_id}
    from crmcli.commands import cards as shapes
    from crmcli.store import cards, contacts

    return shapes.as_row(cards.of(tx.connection, contacts.get(tx.connection, contact_id)))


def _say_unread_phones(tx: Transaction, contact_id: int) -> None:
    """Says which phones could not be read, and are kept as given."""
    from crmcli.store import channels

    for channel in channels.of(tx.connection, contact_id):
        if channel.kind == "phone" and not channel.normal:
            diagnostics.narrate(
                _("'{number}' is not a full phone number here; it is kept as given.").format(number=channel.value)
            )


def _count(contacts: int) -> str:
    return ngettext("{count} contact", "{count} contacts", contacts).format(count=f"{contacts:,}")


def _kind_name(kind: str) -> str:
    return _("phone") if kind == "phone" else _("e-mail")


def _narrate(lines: Sequence[str]) -> None:
    for line in lines:
        diagnostics.narrate(line)


def _say_similar(store: Store, name: str, kind: str) -> None:
    """A contact of the very same name is added all the same, but said."""
    from crmcli.store import contacts

    namesake = contacts.namesake(store.connection, name, kind)
    if namesake is not None:
        diagnostics.narrate(_("There is a {ref} {name} already.").format(ref=namesake.ref, name=namesake.name))
