"""What `crm group` answers: rows of groups, their members, and what was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from crmcli import context, dates, day_words, diagnostics, side_effects, texts
from crmcli.commands import choosing, saving
from crmcli.errors import Invalid, NotFound
from crmcli.i18n import _, ngettext
from crmcli.output import TABLE, Column
from crmcli.store import groups

if TYPE_CHECKING:
    from datetime import date

    from crmcli.store.db import Transaction


Answer = Callable[[groups.Group, str], None]
_A_YEAR = 365
_HALF_A_YEAR = timedelta(days=182)  # days of one festival further apart are two years' of it


def as_row(group: groups.Group) -> dict[str, Any]:
    """A group as its documented JSON."""
    return {
        "id": group.id,
        "name": group.name,
        "parent": group.parent,
        "cadence_days": group.cadence_days,
        "time_share": group.time_share,
        "notes": group.notes,
        "members": group.members,
        "cadence_warn_days": group.cadence_warn_days,
        "at_most": group.at_most,
        "greetings": list(group.greetings),
    }


def columns() -> list[Column]:
    """The columns of a list of groups."""
    return [
        Column("name", _("Group")),
        Column("members", _("Members"), is_number=True),
        Column("cadence_days", _("Every … days"), is_number=True),
        Column("time_share", _("Time %"), is_number=True),
        Column("parent", _("Under")),
        Column("notes", _("Notes"), is_wide=True),
        Column("cadence_warn_days", _("Told … days before"), is_number=True, is_extra=True),
        Column("at_most", _("At most"), is_extra=True),
        Column("greetings", _("Greeted on"), lambda row: ", ".join(row["greetings"]), is_extra=True),
    ]


def listing(limit: int) -> None:
    """Writes all groups."""
    from crmcli.commands import listing as lists

    here = context.current()
    store = here.reading()
    found = groups.all_of(store.connection) if store else []
    counted = lists.Counted(map(as_row, found), limit)
    here.output.listing(counted, columns(), ids=lambda row: str(row["name"]))
    if not found:
        diagnostics.narrate(_("There are no groups yet. crm group put NAME REF makes one."))
    else:
        counted.say(ngettext("{count} group", "{count} groups", counted.count))


def show(name: str, sort: str, limit: int) -> None:
    """Writes the members of a group; with --json the group with its members."""
    from crmcli.commands import cards as shapes
    from crmcli.commands import listing as lists
    from crmcli.store import cards

    here = context.current()
    group = named(name)
    if not here.is_json:
        facts = _facts(group) if here.mode == TABLE else ""
        if facts:
            here.output.sentence(facts)
        lists.contacts([], group=group.name, sort=sort, limit=limit)
        return
    found = cards.listed(choosing.connection(), group_id=group.id, sort=sort, limit=limit)
    here.output.document({**as_row(group), "contacts": [shapes.as_row(card) for card in found]})


def _facts(group: groups.Group) -> str:
    """What is known of a group besides its members, in a line that begins with its name; empty where nothing is."""
    warn = group.cadence_warn_days
    facts = [
        every(group.cadence_days) if group.cadence_days else "",
        ngettext("told {count} day before", "told {count} days before", warn).format(count=warn) if warn else "",
        _("at most {rate}").format(rate=group.at_most) if group.at_most else "",
        _("{share}% of your time").format(share=group.time_share) if group.time_share is not None else "",
        _("under {parent}").format(parent=group.parent) if group.parent else "",
        _("greeted on {festivals}").format(festivals=", ".join(group.greetings)) if group.greetings else "",
        *(group.notes or "").splitlines(),
    ]
    known = [fact for fact in facts if fact]
    return " · ".join([group.name, *known]) if known else ""


def every(days: int) -> str:
    """A rhythm in words."""
    return ngettext("every day", "every {count} days", days).format(count=days)


def named(name: str) -> groups.Group:
    """The group of this name, or the only one that begins so. Raises NotFound, and Ambiguous where several do."""
    store = context.current().reading()
    if store is None:
        raise NotFound(_("There are no groups yet."), _("crm group put NAME REF makes one."))
    return groups.named(store.connection, name)


def changes(
    cadence: str, warn: str, share: str, at_most: str, parent: str, notes: str, clear: Sequence[str] = ()
) -> dict[str, int | str | None]:
    """The columns that the options ask to change; a value that was not given is not among them. Raises Invalid."""
    from crmcli.store import rhythms

    given: dict[str, int | str | None] = {}
    if cadence:
        given["cadence_days"] = rhythms.typed(cadence)
    if warn:
        given["cadence_warn_days"] = rhythms.typed(warn)
    if share:
        given["time_share"] = _percentage(share)
    if at_most:
        given["at_most"] = rhythms.typed_limit(at_most)
    if parent:
        given["parent_id"] = named(parent).id
    if notes:
        given["notes"] = texts.paragraph(notes, _("notes"))
    return given | {_column(name): None for name in clear}


def _percentage(text: str) -> int | None:
    """A share of time as typed, with or without its sign; none is None. Raises Invalid."""
    plain = text.strip().removesuffix("%").rstrip()
    if plain.lower() == "none":
        return None
    if not (plain.isascii() and plain.removeprefix("-").isdecimal()):
        raise Invalid(
            _("'{text}' is no share of your time.").format(text=text), _("Write a percentage, such as 60, or none.")
        )
    return int(plain[:4])


def _column(name: str) -> str:
    """The column of a field that is to be cleared, by its option. Raises Invalid where there is none."""
    known = {
        "cadence": "cadence_days",
        "warn": "cadence_warn_days",
        "at-most": "at_most",
        "share": "time_share",
        "parent": "parent_id",
        "notes": "notes",
    }
    plain = name.replace("_", "-")
    plain = "share" if plain == "time-share" else plain
    if plain not in known:
        raise Invalid(
            _("There is no field '{name}' to clear.").format(name=name),
            _("There is: {all}.").format(all=", ".join(known)),
        )
    return known[plain]


def greet(tx: Transaction, group_id: int, festivals: Sequence[str], without: Sequence[str] = ()) -> None:
    """Greets a group on festivals, and on some no longer, and says when the new ones are next.

    Raises NotFound and Ambiguous for a festival that no calendar settles.
    """
    from crmcli.store import greetings

    for festival in without:
        greetings.remove(tx, group_id, festival)
    kept = {greetings.add(tx, group_id, festival) for festival in festivals}
    if kept:
        _say_next(tx, group_id, kept)


def _say_next(tx: Transaction, group_id: int, asked: set[str]) -> None:
    """Says when festivals that a group is greeted on come next, and for how many: countries may differ in the day."""
    from crmcli.store import greetings

    today = context.current().today
    began: dict[str, date] = {}
    for each in greetings.within(tx.connection, today, today + timedelta(days=_A_YEAR)):
        if each.group_id != group_id or each.festival not in asked:
            continue
        if each.day < began.setdefault(each.festival, each.day) + _HALF_A_YEAR:
            when, people = dates.shown(each.day.isoformat()), day_words.people(each.contacts)
            diagnostics.narrate(
                _("{festival} is next on {day}, for {people}.").format(festival=each.festival, day=when, people=people)
            )


def say_share(tx: Transaction, given: Mapping[str, int | str | None]) -> None:
    """Says where the shares of all groups are more than there is; they hold all the same."""
    if given.get("time_share") is None:
        return
    total = sum(group.time_share or 0 for group in groups.all_of(tx.connection))
    if total > 100:
        diagnostics.narrate(
            _("The shares of all groups are {total}% together; crm report time shows them.").format(total=total)
        )


def writing(what: str, dry_run: bool) -> AbstractContextManager[tuple[Transaction, Answer]]:
    """One operation on a group; what is handed to `answer` inside is said once it is committed."""
    return saving.one_operation(
        what,
        dry_run,
        row=as_row,
        in_words=lambda group: {"name": group.name},
        unchanged=_("Nothing to change in the group {name}"),
    )


def say_who_asks(tx: Transaction, name: str) -> None:
    """Says which segments ask for a group that is removed: they will not do any more."""
    from crmcli.store import segments

    for segment in segments.asking_for_group(tx.connection, name):
        diagnostics.narrate(
            _("The segment {segment} asks for the group {name}: crm segment edit {segment} QUERY…").format(
                segment=segment.name, name=name
            )
        )


def put(name: str, contact_ids: Sequence[int], dry_run: bool) -> None:
    """Puts contacts into a group, made where it is not there, unless nobody is put into it."""
    if not contact_ids:
        _say_nobody()
        return
    with writing(_("put contacts into {name}").format(name=name), dry_run) as (tx, answer):
        is_new = not side_effects.has_group(tx.connection, name)
        group_id = groups.find_or_add(tx, name)
        added = sum(groups.put(tx, group_id, contact_id) for contact_id in contact_ids)
        count = ngettext("{count} contact", "{count} contacts", added).format(count=added)
        tx.describe(_("put {count} into {name}").format(count=count, name=name))
        sentence = _("Would put {count} into {{name}}") if dry_run else _("Put {count} into {{name}}")
        answer(groups.get(tx.connection, group_id), sentence.format(count=count))
        made = side_effects.made_group(tx.connection, name, dry_run) if is_new else ""
    if made:
        diagnostics.narrate(made)


def take(name: str, contact_ids: Sequence[int], dry_run: bool) -> None:
    """Takes contacts out of a group."""
    group = named(name)
    if not contact_ids:
        _say_nobody()
        return
    with writing(_("took contacts out of {name}").format(name=group.name), dry_run) as (tx, answer):
        taken = sum(groups.take(tx, group.id, contact_id) for contact_id in contact_ids)
        count = ngettext("{count} contact", "{count} contacts", taken).format(count=taken)
        tx.describe(_("took {count} out of {name}").format(count=count, name=group.name))
        sentence = _("Would take {count} out of {{name}}") if dry_run else _("Took {count} out of {{name}}")
        answer(groups.get(tx.connection, group.id), sentence.format(count=count))


def _say_nobody() -> None:
    """An empty list of contacts, from a pipe, is no error; nothing comes of it."""
    if context.current().is_json:
        context.current().output.document(None)
    diagnostics.narrate(_("Nobody was named, so nothing was changed."))
