"""What `crm attach` and `crm attachment` answer: files as rows, what was done with them, and the files themselves."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from crmcli import context, diagnostics, filenames, files, given_files, sizes
from crmcli.commands import choosing, saving
from crmcli.commands import listing as lists
from crmcli.errors import Invalid, NotFound, Usage
from crmcli.i18n import _, ngettext
from crmcli.output import Column, is_terminal
from crmcli.store import attachments

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from crmcli.store.attachments import Attachment
    from crmcli.store.db import Transaction

_STREAM = "-"  # stdin where files come in, stdout where they go out
_LINES_SHOWN = 40  # of a text
_BYTES_SHOWN = 100_000  # of which these are looked at


def attach(ref: str, files: Sequence[str], name: str, notes: str, dry_run: bool) -> None:
    """Keeps files with a contact, in one operation: all of them or none."""
    from crmcli.store import contacts

    here = context.current()
    contact = contacts.get(choosing.connection(), choosing.one_word(ref))
    _check(files, name)
    piped = _piped() if _STREAM in files else b""
    store = here.writing()
    with store.write(_("attached files"), command=here.command_line, dry_run=dry_run) as tx:
        kept = [attachments.add(tx, contact.id, _called(file, name), _content(file, piped), notes) for file in files]
        fresh = [each for each, is_new in kept if is_new]
        tx.describe(_("attached {files} to {name}").format(files=_listed(fresh), name=contact.name))
        for each, is_new in kept:
            _say_known(tx.connection, each, is_new)
    who = f"{contact.ref} {contact.name}"
    done = _("Would attach {files} to {who}") if dry_run else _("Attached {files} to {who}")
    if not fresh:
        done = _("Nothing to change in {who}")
    _answer(tx, [each for each, _new in kept], done.format(files=_listed(fresh), who=who), dry_run)


def listing(ref: str, sort: str, limit: int) -> None:
    """Writes the files of a contact, or all of them."""
    here = context.current()
    if sort.removeprefix("-") not in attachments.SORTS:
        raise Invalid(
            _("{option} cannot be '{value}'.").format(option="--sort", value=sort),
            _("There is: {all}.").format(all=", ".join(attachments.SORTS)),
        )
    store = here.reading()
    contact_id = choosing.contact(ref, with_removed=True) if ref else None
    found: list[Attachment] = []
    if store is not None and contact_id is not None:
        found = attachments.of(store.connection, contact_id, sort)
    elif store is not None:
        found = attachments.all_of(store.connection, sort)
    counted = lists.Counted(map(as_row, found), limit)
    here.output.listing(counted, _columns(has_contact=contact_id is None), ids=lambda row: str(row["id"]))
    if not counted.count:
        diagnostics.narrate(_("There are no files. crm attach REF FILE keeps one."))
    else:
        counted.say(ngettext("{count} file", "{count} files", counted.count))


def show(attachment_id: int) -> None:
    """Writes what is known of a file; of a text also its first lines."""
    here = context.current()
    connection = choosing.connection()
    found = attachments.get(connection, attachment_id)
    lines = (
        [] if here.is_json else _first_lines(attachments.content(connection, found)[:_BYTES_SHOWN], found.media_type)
    )
    sections = [(_("Content"), [("", line) for line in lines])] if lines else []
    here.output.record(as_row(found), _columns(has_contact=True), ids=lambda row: str(row["id"]), sections=sections)


def save(ids: Sequence[int], output: str, force: bool) -> None:
    """Writes files out: each whole, and none over another unless forced."""
    here = context.current()
    connection = choosing.connection()
    found = [attachments.get(connection, each) for each in dict.fromkeys(ids)]
    if output == _STREAM:
        _to_stdout(connection, found)
        return
    if len(found) > 1 and output and not os.path.isdir(output):
        raise Usage(_("Several files need a folder."), _("Name a folder that is there with --output."))
    places = _places(found, output)
    for path in places:
        here.spare(path)
        files.check(path, force=force)
    for each, path in zip(found, places, strict=True):
        files.write(path, attachments.content(connection, each), force=force)
    if here.is_json:
        here.output.document([{"id": each.id, "path": path} for each, path in zip(found, places, strict=True)])
        return
    for path in places:
        here.output.sentence(_("Saved {path}").format(path=path))


def describe(attachment_id: int, notes: str, clear: Sequence[str], dry_run: bool) -> None:
    """Says what a file is about, or with `clear` no longer."""
    for name in clear:
        if name != "notes":
            raise Invalid(
                _("There is no field '{name}' to clear.").format(name=name), _("There is: {all}.").format(all="notes")
            )
    if bool(notes) == bool(clear):
        raise Usage(_("Nothing is said of the file."), _("For example: crm attachment edit 3 --notes 'signed copy'"))
    _change(
        attachment_id,
        lambda tx, found: attachments.describe(tx, found, notes),
        _("described the file {name}"),
        _("Would change {file}") if dry_run else _("Changed {file}"),
        dry_run,
    )


def rename(attachment_id: int, new: str, dry_run: bool) -> None:
    """Gives a file another name."""
    _change(
        attachment_id,
        lambda tx, found: attachments.rename(tx, found, new),
        _("renamed the file {name}"),
        _("The file would be {file}") if dry_run else _("The file is now {file}"),
        dry_run,
    )


def remove(ids: Sequence[int], dry_run: bool) -> None:
    """Takes files off their contacts, in one operation."""
    here = context.current()
    connection = choosing.connection()
    found = [attachments.get(connection, each) for each in dict.fromkeys(ids)]
    what = _("removed {files}").format(files=_listed(found))
    with here.writing().write(what, command=here.command_line, dry_run=dry_run) as tx:
        for each in found:
            attachments.remove(tx, each)
    done = _("Would remove {files}") if dry_run else _("Removed {files}")
    _answer(tx, found, done.format(files=_listed(found)), dry_run)


def as_row(attachment: Attachment) -> dict[str, Any]:
    """A file as its documented JSON."""
    return {
        "id": attachment.id,
        "name": attachment.name,
        "media_type": attachment.media_type,
        "size": attachment.size,
        "contact": {"id": attachment.contact_id, "name": attachment.contact} if attachment.contact_id else None,
        "notes": attachment.notes,
        "created_at": attachment.created_at,
    }


def _columns(*, has_contact: bool) -> list[Column]:
    contact = Column(
        "contact",
        _("Contact"),
        lambda row: f"c{row['contact']['id']} {row['contact']['name']}" if row["contact"] else "",
        is_wide=True,
    )
    return [
        Column("id", _("Id")),
        Column("name", _("File"), is_wide=True),
        Column("size", _("Size"), lambda row: sizes.shown(row["size"]), is_number=True),
        *([contact] if has_contact else []),
        Column("media_type", _("Type"), is_extra=True),
        Column("created_at", _("Since"), lambda row: str(row["created_at"])[:10], is_extra=True),
        Column("notes", _("Notes"), is_wide=True, is_extra=True),
    ]


def _check(files: Sequence[str], name: str) -> None:
    """Refuses, before anything is locked, files that cannot be taken."""
    if files.count(_STREAM) and not name:
        raise Usage(_("What comes from stdin has no name."), _("Say one: --name offer.pdf"))
    if name and len(files) > 1:
        raise Usage(_("--name is of one file, and there are several."), _("Attach them one by one."))
    for file in files:
        if file != _STREAM:
            context.current().spare(file)
            attachments.check_size(file, _size(file, len(files)), attachments.LARGEST)


def _size(file: str, count: int) -> int:
    """The size of one of so many files. Raises NotFound; where it may be a word of a name, it says what to do."""
    try:
        return given_files.size(file)
    except NotFound as error:
        if count > 1 and not os.path.splitext(file)[1]:
            error.hint = _("Put quotes around a name of several words: 'ibu sari'.")
        raise


def _piped() -> bytes:
    """What comes from stdin; read before anything is locked, since it may take its time."""
    if sys.stdin is None:
        raise NotFound(_("Nothing comes from stdin."))
    return given_files.drained(sys.stdin.buffer, attachments.LARGEST)


def _content(file: str, piped: bytes) -> bytes:
    return piped if file == _STREAM else given_files.read(file, attachments.LARGEST)


def _called(file: str, name: str) -> str:
    return name or os.path.basename(os.path.abspath(file))


def _listed(found: Sequence[Attachment]) -> str:
    if len(found) <= 3:
        return ", ".join(_named(each) for each in found)
    return ngettext("{count} file", "{count} files", len(found)).format(count=len(found))


def _named(attachment: Attachment) -> str:
    return f"{attachment.name} ({attachment.id})"


def _say_known(connection: sqlite3.Connection, attachment: Attachment, is_new: bool) -> None:
    """Says where the same content is already."""
    if not is_new:
        sentence = _("The same file is there already: {file}.")
        diagnostics.narrate(sentence.format(file=_named(attachment)))
        return
    for other in attachments.holders(connection, attachment)[:1]:
        sentence = _("c{contact} {who} has the same file, too: {file}.")
        diagnostics.narrate(sentence.format(contact=other.contact_id, who=other.contact, file=_named(other)))


def _first_lines(data: bytes, media_type: str) -> list[str]:
    """The first lines of a text; none of what is no text."""
    if not media_type.startswith("text/") and media_type not in ("application/json", "application/xml"):
        return []
    lines = data.decode("utf-8", "replace").splitlines()
    return [*lines[:_LINES_SHOWN], "…"] if len(lines) > _LINES_SHOWN else lines


def _places(found: Sequence[Attachment], output: str) -> list[str]:
    """Where each file goes; of two with the same name the later one gets its number into it."""
    places: list[str] = []
    for each in found:
        name = filenames.cleaned(each.name)
        path = files.place(output, name)
        if path in places:
            stem, ending = os.path.splitext(name)
            path = files.place(output, f"{stem} {each.id}{ending}")
        places.append(path)
    return places


def _to_stdout(connection: sqlite3.Connection, found: Sequence[Attachment]) -> None:
    if len(found) > 1:
        raise Usage(_("Only one file can go to stdout."))
    if is_terminal(sys.stdout) and not found[0].media_type.startswith("text/"):
        raise Usage(_("{name} is no text for a terminal.").format(name=found[0].name), _("Name a file with --output."))
    context.current().output.binary(attachments.content(connection, found[0]))


def _change(
    attachment_id: int,
    verb: Callable[[Transaction, Attachment], Attachment],
    what: str,
    done: str,
    dry_run: bool,
) -> None:
    here = context.current()
    found = attachments.get(choosing.connection(), attachment_id)
    store = here.writing()
    with store.write(what.format(name=found.name), command=here.command_line, dry_run=dry_run) as tx:
        changed = verb(tx, found)
    sentence = done if tx.is_changed else _("Nothing to change in {file}")
    _answer(tx, [changed], sentence.format(file=_named(changed)), dry_run)


def _answer(tx: Transaction, found: Sequence[Attachment], sentence: str, dry_run: bool) -> None:
    here = context.current()
    operation = tx.operation_id if tx.is_changed and not dry_run else None
    if here.is_json:
        here.output.document({"attachments": [as_row(each) for each in found], "operation": operation})
    elif here.mode == "ids":
        for each in found:
            here.output.say(str(each.id))
    else:
        here.output.sentence(sentence + saving.taken_back(operation))
