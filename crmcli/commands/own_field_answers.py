"""What `crm settings field` answers: rows of fields, the values of one, and what a change meant for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli import asking, context, diagnostics
from crmcli.commands import listing as lists
from crmcli.commands import saving, segment_answers
from crmcli.errors import NotFound, Usage
from crmcli.i18n import _, ngettext
from crmcli.output import Column
from crmcli.store import field_types, own_fields
from crmcli.texts import plain

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from crmcli.store.db import Transaction
    from crmcli.store.own_fields import Conformed, OwnField

_MOST_NAMED = 5  # contacts whose values do not fit that a sentence names


def apart(choices: Sequence[str]) -> list[str]:
    """The choices one by one: commas between them do as well as an option for each."""
    return [choice.strip() for text in choices for choice in text.split(",") if choice.strip()]


def listing(limit: int) -> None:
    """Writes all fields: those described, then those that contacts merely have."""
    here = context.current()
    store = here.reading()
    counted = lists.Counted(_rows(store.connection) if store else [], limit)
    columns = [
        Column("name", _("Field")),
        Column("type", _("Type"), lambda row: row["type"] or _("any text")),
        Column("choices", _("Choices"), is_wide=True),
        Column("contacts", _("Contacts"), is_number=True),
    ]
    here.output.listing(counted, columns, ids=lambda row: str(row["name"]))
    if not counted.count:
        diagnostics.narrate(_("There are no fields of your own yet. crm settings field add NAME makes one."))
    else:
        counted.say(ngettext("{count} field", "{count} fields", counted.count))


def show(name: str, limit: int) -> None:
    """Writes who has what in a field; with --json the field with its values."""
    here = context.current()
    connection = _connection()
    field = own_fields.named(connection, name)
    values = [
        {"id": each.contact_id, "name": each.contact, "value": each.value, "problem": each.problem or None}
        for each in own_fields.values(connection, field)
    ]
    if here.is_json:
        here.output.document({**as_row(connection, field), "values": values[: limit or None]})
        return
    columns = [
        Column("id", _("Id"), lambda row: f"c{row['id']}"),
        Column("name", _("Name"), is_wide=True),
        Column("value", field.name, is_wide=True),
        Column("problem", _("Problem"), is_wide=True, is_extra=True),
    ]
    counted = lists.Counted(values, limit)
    here.output.listing(counted, columns, ids="c")
    if not values:
        diagnostics.narrate(_("No contact has a value in {name}.").format(name=field.name))


def add(name: str, kind: str, choices: Sequence[str], dry_run: bool) -> None:
    """Describes a field, and tells which values do not fit."""
    what = _("described the field {name}").format(name=name)
    with _writing(what, dry_run) as tx:
        field, conformed = own_fields.add(tx, name, kind or _guessed(choices), choices)
        row = as_row(tx.connection, field)
    done = _("Would add the field {name} ({type})") if dry_run else _("Added the field {name} ({type})")
    _answer(tx, row, done.format(name=field.name, type=field.type), dry_run, conformed)


def edit(name: str, kind: str, choices: Sequence[str], gone: Sequence[str], dry_run: bool) -> None:
    """Changes a field's type and choices, and tells which values do not fit."""
    field = own_fields.named(_connection(), name)
    what = _("changed the field {name}").format(name=field.name)
    kind = kind or (field_types.CHOICE if choices else field.type)
    held = _choices(field, choices, gone) if kind == field_types.CHOICE else list(choices)
    with _writing(what, dry_run) as tx:
        field, conformed = own_fields.edit(tx, field, kind, held)
        row = as_row(tx.connection, field)
    done = _("Would change the field {name} ({type})") if dry_run else _("Changed the field {name} ({type})")
    if not tx.is_changed:
        done = _("Nothing to change in the field {name}")
    _answer(tx, row, done.format(name=field.name, type=field.type), dry_run, conformed)


def rename(name: str, new: str, dry_run: bool) -> None:
    """Gives a field another name, on all contacts that have it."""
    field = own_fields.named(_connection(), name)
    what = _("renamed the field {name} to {new}").format(name=field.name, new=new)
    with _writing(what, dry_run) as tx:
        renamed, count, used_by = own_fields.rename(tx, field, new)
        row = as_row(tx.connection, renamed)
    done = _("The field would be {name}{on}") if dry_run else _("The field is now {name}{on}")
    done += segment_answers.also_in(used_by)
    _answer(tx, row, done.format(name=renamed.name, on=_on(count)), dry_run)


def remove(name: str, keep_values: bool, is_sure: bool, dry_run: bool) -> None:
    """Removes a field; where contacts have values, they are asked about unless a flag says what becomes of them."""
    connection = _connection()
    field = own_fields.named(connection, name)
    row = as_row(connection, field)
    if row["contacts"] and not (keep_values or is_sure or dry_run) and not _may_go(field, row["contacts"]):
        diagnostics.narrate(_("Nothing was changed."))
        return
    with _writing(_("removed the field {name}").format(name=field.name), dry_run) as tx:
        count = own_fields.remove(tx, field, with_values=not keep_values)
    done = _("Would remove the field {name}{on}") if dry_run else _("Removed the field {name}{on}")
    _answer(tx, row, done.format(name=field.name, on=_on(count)), dry_run)


def as_row(connection: sqlite3.Connection, field: OwnField) -> dict[str, Any]:
    """A field as its documented JSON."""
    used = own_fields.in_use(connection)
    is_described = own_fields.find(connection, field.name) is not None
    return {
        "name": field.name,
        "type": field.type if is_described else None,
        "choices": list(field.choices),
        "contacts": sum(count for key, count in used.items() if plain(key) == plain(field.name)),
    }


def _rows(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    described = own_fields.all_of(connection)
    known = {plain(field.name) for field in described}
    counts: dict[str, int] = {}
    spelt: dict[str, str] = {}
    for key, count in own_fields.in_use(connection).items():
        spelt.setdefault(plain(key), key)
        counts[plain(key)] = counts.get(plain(key), 0) + count
    rows: list[tuple[str, str | None, tuple[str, ...]]] = [(f.name, f.type, f.choices) for f in described]
    rows += [(name, None, ()) for key, name in spelt.items() if key not in known]
    return [
        {"name": name, "type": kind, "choices": list(choices), "contacts": counts.get(plain(name), 0)}
        for name, kind, choices in rows
    ]


def _connection() -> sqlite3.Connection:
    store = context.current().reading()
    if store is None:
        raise NotFound(_("There are no fields of your own yet."), _("crm settings field add NAME makes one."))
    return store.connection


def _guessed(choices: Sequence[str]) -> str:
    return field_types.CHOICE if choices else field_types.TEXT


def _choices(field: OwnField, more: Sequence[str], gone: Sequence[str]) -> list[str]:
    """The choices of a field with some more, and without some. Raises NotFound for one that is not there."""
    held = {plain(choice): choice for choice in field.choices}
    for choice in gone:
        if held.pop(plain(choice), None) is None:
            raise NotFound(
                _("There is no choice '{choice}' to remove.").format(choice=choice),
                _("There is: {all}.").format(all=", ".join(field.choices)) if field.choices else "",
            )
    return [*held.values(), *(choice for choice in more if plain(choice) not in held)]


def _may_go(field: OwnField, count: int) -> bool:
    """Whether the user says that the values may go. Raises Usage where nobody can be asked."""
    held = ngettext("{count} contact has a value", "{count} contacts have a value", count).format(count=count)
    if not asking.is_possible():
        raise Usage(
            _("{held} in {name}.").format(held=held, name=field.name),
            _("--yes removes the values too, --keep-values leaves them."),
        )
    return asking.confirm(_("{held} in {name}. Remove them too?").format(held=held, name=field.name))


def _on(count: int) -> str:
    return ngettext(", on {count} contact", ", on {count} contacts", count).format(count=count) if count else ""


def _writing(what: str, dry_run: bool) -> Transaction:
    here = context.current()
    return here.writing(dry_run).write(what, command=here.command_line, dry_run=dry_run)


def _answer(
    tx: Transaction, row: dict[str, Any], sentence: str, dry_run: bool, conformed: Conformed | None = None
) -> None:
    """Writes what was done, and tells what it meant for the values there were."""
    here = context.current()
    operation = tx.operation_id if tx.is_changed and not dry_run else None
    if here.is_json:
        unfitting = (
            [{"id": v.contact_id, "name": v.contact, "value": v.value} for v in conformed.unfitting]
            if conformed
            else []
        )
        here.output.document({**row, "unfitting": unfitting, "operation": operation})
    else:
        here.output.sentence(sentence + saving.taken_back(operation))
    if conformed is not None:
        _tell(row, conformed)


def _tell(row: dict[str, Any], conformed: Conformed) -> None:
    count = len(conformed.unfitting)
    if conformed.rewritten:
        again = ngettext("{count} value was put", "{count} values were put", conformed.rewritten)
        again = again.format(count=conformed.rewritten)
        diagnostics.narrate(_("{values} into the form of the type.").format(values=again))
    if not count:
        return
    shown = ", ".join(f"c{each.contact_id} '{each.value}'" for each in conformed.unfitting[:_MOST_NAMED])
    more = "" if count <= _MOST_NAMED else _(" and others; crm settings field show {name}").format(name=row["name"])
    sentence = ngettext(
        "{count} contact has a value that does not fit, and keeps it: {shown}{more}.",
        "{count} contacts have a value that does not fit, and keep it: {shown}{more}.",
        count,
    )
    diagnostics.warn(sentence.format(count=count, shown=shown, more=more))
