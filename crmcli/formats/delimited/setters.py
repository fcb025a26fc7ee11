"""One function a column, that puts the text of its cell where it belongs in a draft.

Promises that a value which is not understood is kept: under the column's header in `fields`, and where it was
not believed also as a problem. A setter is called with cells that are not empty only.
"""

from __future__ import annotations

from collections.abc import Callable

from crmcli.dates.occasions import parse_occasion
from crmcli.formats.cleaning import clean_text
from crmcli.formats.delimited import cells, own
from crmcli.formats.drafts import ChannelDraft, ContactDraft, OccasionDraft, RelationDraft
from crmcli.i18n import _

Setter = Callable[[ContactDraft, str, list[str]], None]
LabelIndexes = tuple[int, ...]  # the columns that say what the value of this one is; the first that does so counts

_LONGEST_NAME = 1000


def add_field(draft: ContactDraft, header: str, text: str) -> None:
    """Keep a value under its column's header; values under the same header are joined by `; `."""
    before = draft.fields.get(header)
    if before is None:
        draft.fields[header] = text
    elif text != before:
        draft.fields[header] = f"{before}; {text}"


def field(header: str) -> Setter:
    """A column of the user's own."""

    def keep(draft: ContactDraft, cell: str, row: list[str]) -> None:
        if text := cells.tidy(cell):
            add_field(draft, header, text)

    return keep


def single(attribute: str, header: str) -> Setter:
    """A column of which a contact has one; a second, different value goes to `fields`."""

    def put(draft: ContactDraft, cell: str, row: list[str]) -> None:
        text = cells.tidy(cell)
        before = getattr(draft, attribute)
        if not before:
            if len(text) > _LONGEST_NAME:
                text = text[:_LONGEST_NAME]
                draft.problems.append(_("{header} is cut to 1000 characters.").format(header=header))
            setattr(draft, attribute, text)
        elif text and text != before:
            add_field(draft, header, text)

    return put


def notes() -> Setter:
    """A column of notes; several are joined by a blank line."""

    def put(draft: ContactDraft, cell: str, row: list[str]) -> None:
        if text := clean_text(cells.unguarded(cell)):
            draft.notes = f"{draft.notes}\n\n{text}" if draft.notes else text

    return put


def groups() -> Setter:
    """A column of groups."""

    def put(draft: ContactDraft, cell: str, row: list[str]) -> None:
        for name in cells.groups(cells.tidy(cell)):
            if name not in draft.groups:
                draft.groups.append(name)

    return put


def phone(label: str, is_preferred: bool, labels: LabelIndexes) -> Setter:
    """A column of phones."""

    def put(draft: ContactDraft, cell: str, row: list[str]) -> None:
        said, is_first = _label(label, is_preferred, labels, row)
        for value in cells.phones(cells.tidy(cell)):
            if cells.is_rounded_number(value):
                draft.problems.append(
                    _("The digits of {phone} are gone: a spreadsheet rounded it.").format(phone=value)
                )
            if value:
                draft.channels.append(ChannelDraft("phone", value, said, is_first))

    return put


def maybe_phone(header: str, label: str, is_preferred: bool) -> Setter:
    """A column that says only where (`Home`, `Work`): a phone where it looks like one."""
    put_phone, put_field = phone(label, is_preferred, ()), field(header)

    def put(draft: ContactDraft, cell: str, row: list[str]) -> None:
        (put_phone if cells.looks_like_phone(cell) else put_field)(draft, cell, row)

    return put


def email(label: str, is_preferred: bool, labels: LabelIndexes) -> Setter:
    """A column of e-mail addresses."""

    def put(draft: ContactDraft, cell: str, row: list[str]) -> None:
        said, is_first = _label(label, is_preferred, labels, row)
        for value in cells.emails(cells.tidy(cell)):
            if "@" not in value and value:
                draft.problems.append(_("{value} is no e-mail address.").format(value=value[:100]))
            if value:
                draft.channels.append(ChannelDraft("email", value, said, is_first))

    return put


def username(header: str) -> Setter:
    """A name to sign in with: an e-mail address in some programs, of no use in others."""
    put_email, put_field = email("", False, ()), field(header)

    def put(draft: ContactDraft, cell: str, row: list[str]) -> None:
        (put_email if "@" in cell else put_field)(draft, cell, row)

    return put


def channel(kind: str, label: str, labels: LabelIndexes) -> Setter:
    """A column of addresses on the web, or of names at a service."""

    def put(draft: ContactDraft, cell: str, row: list[str]) -> None:
        said, is_first = _label(label, False, labels, row)
        for value in cells.values(cells.tidy(cell)):
            if value:
                draft.channels.append(ChannelDraft(kind, value, said, is_first))

    return put


def instant_messaging(header: str, services: LabelIndexes) -> Setter:
    """A column of names at the service that another column tells."""

    def put(draft: ContactDraft, cell: str, row: list[str]) -> None:
        service = _label("", False, services[:1], row)[0].casefold()
        said, is_first = _label("", False, services[1:], row)
        if not service:
            service, said = said.casefold(), ""
        for value in cells.values(cells.tidy(cell)):
            if service:
                draft.channels.append(ChannelDraft(service, value, said, is_first))
            else:
                add_field(draft, header, value)

    return put


def relation(kind: str, header: str, labels: LabelIndexes) -> Setter:
    """A column of another person's name; children stand several in a cell."""

    def put(draft: ContactDraft, cell: str, row: list[str]) -> None:
        said = _label(kind, False, labels, row)[0] or header
        text = cells.tidy(cell)
        names = cells.values(text)
        if said == "child" and len(names) == 1 and not cells.in_quotes(text):
            names = [name.strip() for name in names[0].replace(";", ",").split(",")]
        draft.relations.extend(RelationDraft(said, name) for name in names if name)

    return put


def occasion(kind: str, header: str, date_order: str, labels: LabelIndexes) -> Setter:
    """A column of a day of the year."""

    def put(draft: ContactDraft, cell: str, row: list[str]) -> None:
        text = cells.tidy(cell)
        if not text.strip("0/-. :T"):
            return
        said = _label(kind, False, labels, row)[0]
        found = parse_occasion(text, date_order)
        if found is None:
            draft.problems.append(_("{text} is not a day that can be read.").format(text=text[:100]))
            add_field(draft, header if kind else said or header, text)
            return
        year, month, day = found
        draft.occasions.append(OccasionDraft(said or header, month, day, year))

    return put


def labelled_field(header: str, labels: LabelIndexes) -> Setter:
    """A column of the user's own whose name stands in another column."""

    def put(draft: ContactDraft, cell: str, row: list[str]) -> None:
        name = next((text for index in labels if (text := row[index].strip())), header)
        if text := clean_text(cells.unguarded(cell)):
            add_field(draft, cells.tidy(name), text)

    return put


def own_column(part: str) -> Setter:
    """A column that only an export of ours has."""

    def put(draft: ContactDraft, cell: str, row: list[str]) -> None:
        own.put(draft, part, cells.unguarded(cell))

    return put


def _label(label: str, is_preferred: bool, labels: LabelIndexes, row: list[str]) -> tuple[str, bool]:
    """What a row says a value is, else what its header says."""
    for index in labels:
        if row[index]:
            said, is_first = cells.label_of(row[index])
            if said or is_first:
                return said or label, is_first or is_preferred
    return label, is_preferred
