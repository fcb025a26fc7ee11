"""What `crm segment` answers: rows of segments, their members, the fields of queries, and what was done."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from crmcli import context, diagnostics, query, texts
from crmcli.commands import choosing, saving
from crmcli.commands import listing as lists
from crmcli.errors import CrmError, Invalid, NotFound, Usage
from crmcli.i18n import _, ngettext
from crmcli.output import TABLE, Column
from crmcli.store import segments

if TYPE_CHECKING:
    from crmcli.store.contact_criteria import Entry
    from crmcli.store.db import Transaction

Answer = Callable[[segments.Segment, str], None]


def as_row(segment: segments.Segment, members: int | None) -> dict[str, Any]:
    """A segment as its documented JSON."""
    return {
        "id": segment.id,
        "name": segment.name,
        "query": segment.query,
        "notes": segment.notes,
        "members": members,
    }


def columns() -> list[Column]:
    """The columns of a list of segments."""
    return [
        Column("name", _("Segment")),
        Column("members", _("Members"), is_number=True),
        Column("query", _("Query"), is_wide=True),
        Column("notes", _("Notes"), is_wide=True, is_extra=True),
    ]


def listing(limit: int) -> None:
    """Writes all segments."""
    here = context.current()
    store = here.reading()
    found = segments.all_of(store.connection) if store else []
    rows = lists.Counted((as_row(segment, _members(segment)) for segment in found), limit)
    here.output.listing(rows, columns(), ids=lambda row: f"@{row['name']}")
    if not found:
        diagnostics.narrate(_("There are no segments yet. crm segment add NAME QUERY makes one."))
    else:
        rows.say(ngettext("{count} segment", "{count} segments", rows.count))


def show(name: str, **narrowed: Any) -> None:
    """Writes the members of a segment; with --json the segment with its members."""
    here = context.current()
    segment = named(name)
    words = [query.text(query.Saved(segment.name))]
    if not here.is_json:
        if here.mode == TABLE:
            here.output.sentence(" · ".join([f"@{segment.name}", segment.query, *(segment.notes or "").splitlines()]))
        lists.contacts(words, **narrowed)
        return
    members = list(lists.rows(words, **narrowed))
    here.output.document({**as_row(segment, _members(segment)), "contacts": members})


def fields(of: str, limit: int) -> None:
    """Writes what a query can ask about. Raises Invalid where there is no query about `of`."""
    here = context.current()
    store = here.reading()
    entries = _entries_of(of)
    found = [{"field": name, "meaning": entry.help, "example": entry.example} for name, entry in entries.items()]
    if of == "contacts" and store:
        found += _own_fields(store.connection)
    shown = [
        Column("field", _("Field")),
        Column("meaning", _("Meaning"), is_wide=True),
        Column("example", _("Example")),
    ]
    here.output.listing(lists.Counted(found, limit), shown, ids=lambda row: str(row["field"]))


def _entries_of(of: str) -> Mapping[str, Entry]:
    from crmcli.store import activity_criteria, contact_criteria, deal_criteria, followup_criteria

    known: dict[str, Callable[[], Mapping[str, Entry]]] = {
        "contacts": contact_criteria.entries,
        "activities": activity_criteria.entries,
        "followups": followup_criteria.entries,
        "deals": deal_criteria.entries,
    }
    if of not in known:
        raise Invalid(
            _("{option} cannot be '{value}'.").format(option="--of", value=of),
            _("There is: {all}.").format(all=", ".join(known)),
        )
    return known[of]()


def _own_fields(connection: sqlite3.Connection) -> list[dict[str, str]]:
    from crmcli.store import criteria_names

    found = []
    for name in criteria_names.own_names(connection).values():
        example = query.text(query.Field(f"field.{name}", (query.Value("x"),))).removesuffix("x") + "…"
        found.append({"field": f"field.{name}", "meaning": _("a field of your own"), "example": example})
    return found


def named(name: str) -> segments.Segment:
    """The segment of this name, or the only one that begins so. Raises NotFound, and Ambiguous where several do."""
    store = context.current().reading()
    if store is None:
        raise NotFound(_("There are no segments yet."), _("crm segment add NAME QUERY makes one."))
    return segments.named(store.connection, name)


def add(name: str, words: Sequence[str], notes: str, dry_run: bool) -> None:
    """Saves a query, and says how it is understood and how many meet it."""
    here = context.current()
    kept = texts.paragraph(notes, _("notes")) if notes else None
    with _writing(_("made the segment {name}").format(name=name), dry_run) as (tx, answer):
        segment_id = segments.add(tx, name, words, today=here.today, notes=kept)
        sentence = _("Would make the segment {name}: {query}") if dry_run else _("Made the segment {name}: {query}")
        answer(segments.get(tx.connection, segment_id), sentence)


def edit(name: str, words: Sequence[str], notes: str, clear: Sequence[str], dry_run: bool) -> None:
    """Changes the query or the notes of a segment."""
    segment = named(name)
    if any(field != "notes" for field in clear):
        raise Invalid(
            _("There is no field '{name}' to clear.").format(name=clear[0]), _("There is: {all}.").format(all="notes")
        )
    if not (words or notes or clear):
        raise Usage(
            _("Nothing is said to be changed in the segment {name}.").format(name=segment.name),
            _("crm segment edit NAME QUERY gives it another query; --notes says what it is for."),
        )
    with _writing(_("edited the segment {name}").format(name=segment.name), dry_run) as (tx, answer):
        if words:
            segments.set_query(tx, segment.id, words, today=context.current().today)
        if notes or clear:
            segments.set_notes(tx, segment.id, texts.paragraph(notes, _("notes")) or None)
        sentence = (
            _("Would change the segment {name}: {query}") if dry_run else _("Changed the segment {name}: {query}")
        )
        answer(segments.get(tx.connection, segment.id), sentence)


def rename(name: str, new: str, dry_run: bool) -> None:
    """Gives a segment another name, and says which others name it and were changed with it."""
    segment = named(name)
    what = _("renamed the segment {name} to {new}").format(name=segment.name, new=new)
    with _writing(what, dry_run) as (tx, answer):
        used_by = segments.rename(tx, segment.id, new)
        sentence = _("The segment would be {name}") if dry_run else _("The segment is now {name}")
        answer(segments.get(tx.connection, segment.id), sentence + also_in(used_by))


def also_in(found: Sequence[segments.Segment]) -> str:
    """The end of a pattern of a sentence, which says in whose queries a name was changed, too; empty for none."""
    if not found:
        return ""
    users = ", ".join(f"@{segment.name}" for segment in found)
    return " " + _("(also in {users})").format(users=users.replace("{", "{{").replace("}", "}}"))


def remove(name: str, dry_run: bool) -> None:
    """Removes a segment. Raises Conflict where others name it."""
    segment = named(name)
    with _writing(_("removed the segment {name}").format(name=segment.name), dry_run) as (tx, answer):
        segments.remove(tx, segment.id)
        answer(segment, _("Would remove the segment {name}") if dry_run else _("Removed the segment {name}"))


def _members(segment: segments.Segment) -> int | None:
    """How many contacts meet a segment now; None where its query no longer can be read."""
    from crmcli.commands import timing
    from crmcli.store import criteria

    here, now = context.current(), timing.local_now()
    try:
        return len(criteria.contact_ids(choosing.connection(), [segment.query], today=here.today, now_local=now))
    except CrmError:
        return None


def _writing(what: str, dry_run: bool) -> AbstractContextManager[tuple[Transaction, Answer]]:
    """One operation on a segment; what is handed to `answer` inside is said once it is committed."""
    return saving.one_operation(
        what,
        dry_run,
        row=lambda segment: as_row(segment, _members(segment)),
        in_words=lambda segment: {"name": segment.name, "query": segment.query},
        unchanged=_("Nothing to change in the segment {name}"),
    )
