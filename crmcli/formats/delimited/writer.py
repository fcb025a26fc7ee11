"""Contacts as a table under the headers of Google Contacts, that Google and spreadsheets take, and ours reads back.

There are as many columns of a sort as somebody needs, so all contacts are put aside on the disk first. What would be
read as something else stands in quotes (`"Handy"`, a label that is no kind of phone here); what Google has no place
for stands in columns of our own (`own`), which other programs pass over. Photos are left out.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from crmcli.formats.cleaning import clean_text
from crmcli.formats.delimited import cells, own
from crmcli.formats.delimited.names import compose
from crmcli.formats.drafts import ChannelDraft, ContactDraft, OccasionDraft, RelationDraft
from crmcli.spool import Spool
from crmcli.spreadsheets import guarded

_FIRST = (
    "First Name", "Middle Name", "Last Name", "Phonetic First Name", "Phonetic Middle Name", "Phonetic Last Name",
    "Name Prefix", "Name Suffix", "Nickname", "File As", "Organization Name", "Organization Title",
    "Organization Department", "Birthday", "Notes", "Photo", "Labels",
)  # fmt: skip
_LABELLED = ("Label", "Value")
_NUMBERED: dict[str, tuple[str, ...]] = {
    "E-mail": _LABELLED,
    "Phone": _LABELLED,
    "Address": (
        "Label", "Formatted", "Street", "City", "PO Box", "Region", "Postal Code", "Country", "Extended Address",
    ),
    "Website": _LABELLED,
    "Relation": _LABELLED,
    "Event": _LABELLED,
    "Custom Field": _LABELLED,
    "IM": ("Service", "Label", "Value"),
}  # fmt: skip
_EVERYBODY = "* myContacts"
_SHEETS = {"phone": "Phone", "email": "E-mail", "url": "Website"}
_BATCH = 100  # rows

Row = dict[str, str]


def rows(drafts: Iterable[ContactDraft]) -> Iterator[str]:
    """Yields the lines of the table, the header first, in pieces; each ends in CR LF. Draws all drafts first."""
    most = {**dict.fromkeys(_NUMBERED, 0), "E-mail": 1, "Phone": 1}
    used = {own.HEADERS[own.UIDS]}
    spool = Spool()
    try:
        for draft in drafts:
            row = _Row(draft)
            for sort, count in row.counts.items():
                most[sort] = max(most[sort], count)
            used.update(row.cells.keys() & own.HEADERS.values())
            spool.put(row.cells, len(draft.notes))
        yield from _lines(_header(most, used), spool)
    finally:
        spool.close()


def _header(most: dict[str, int], used: set[str]) -> list[str]:
    numbered = [
        f"{sort} {number} - {part}"
        for sort, parts in _NUMBERED.items()
        for number in range(1, most[sort] + 1)
        for part in parts
    ]
    return [*_FIRST, *numbered, *(header for header in own.HEADERS.values() if header in used)]


def _lines(header: list[str], found: Iterable[Row]) -> Iterator[str]:
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(header)
    for count, row in enumerate(found):
        table.writerow([_guarded(row[name]) if name in row else "" for name in header])
        if count % _BATCH == 0:
            yield text.getvalue()
            text.seek(0)
            text.truncate()
    yield text.getvalue()


def _guarded(text: str) -> str:
    """A cell that no spreadsheet runs, and that is read as the same text again."""
    return guarded(clean_text(text))


class _Row:
    """One contact's cells by their headers, and how many columns of each numbered sort they take."""

    def __init__(self, draft: ContactDraft) -> None:
        self.cells: Row = {}
        self.counts: dict[str, int] = {}
        self._add_names(draft)
        self._add_texts(draft)
        for channel in draft.channels:
            self._add_channel(channel)
        for address in draft.addresses:
            self._add(
                "Address",
                label_cell(address.label),
                "",
                address.street,
                address.city,
                address.po_box,
                address.region,
                address.postal_code,
                address.country,
                address.extended,
            )
        for relation in draft.relations:
            self._add_relation(relation)
        for occasion in draft.occasions:
            self._add_day(occasion)
        for name, value in draft.fields.items():
            self._add("Custom Field", name, value)
        self._add_own(draft)

    def _add(self, sort: str, *values: str) -> None:
        number = self.counts[sort] = self.counts.get(sort, 0) + 1
        for part, value in zip(_NUMBERED[sort], values, strict=True):
            if value:
                self.cells[f"{sort} {number} - {part}"] = value

    def _add_names(self, draft: ContactDraft) -> None:
        is_company = draft.kind == "company"
        company = draft.name if is_company else draft.company
        values = (
            draft.given, draft.middle, draft.family, draft.phonetic_given, draft.phonetic_middle,
            draft.phonetic_family, draft.prefix, draft.suffix, draft.nickname, "", company, draft.title,
            draft.department,
        )  # fmt: skip
        self.cells |= {header: value for header, value in zip(_FIRST, values, strict=False) if value}
        if is_company:
            self.cells[own.HEADERS[own.KIND]] = draft.kind
        elif compose(draft.given, draft.middle, draft.family) != draft.name:
            self.cells[own.HEADERS[own.NAME]] = draft.name
            is_nameless = any(channel.value == draft.name for channel in draft.channels)
            if not (draft.given or draft.middle or draft.family or is_nameless):
                self.cells["First Name"] = draft.name

    def _add_texts(self, draft: ContactDraft) -> None:
        if draft.notes:
            self.cells["Notes"] = draft.notes
        named = [name if cells.groups(f"{name} ::: ") == (name,) else f'"{name}"' for name in draft.groups]
        self.cells["Labels"] = own.SEPARATOR.join([*named, _EVERYBODY])

    def _add_channel(self, channel: ChannelDraft) -> None:
        value, label = channel.value, label_cell(channel.label)
        if channel.preferred:
            label = f"* {label}"
        sort = _SHEETS.get(channel.kind)
        if sort is None:
            service = channel.kind if cells.label_of(channel.kind) == (channel.kind, False) else f'"{channel.kind}"'
            self._add("IM", service, label, _exact(value, cells.values(value)))
        elif sort == "Phone":
            self._add(sort, label, _exact(value, cells.phones(value)))
        elif sort == "E-mail":
            self._add(sort, label, _exact(value, cells.emails(value)))
        else:
            self._add(sort, label, _exact(value, cells.values(value)))

    def _add_relation(self, relation: RelationDraft) -> None:
        names = cells.values(relation.name)
        if relation.kind == "child":
            names = relation.name.replace(";", ",").split(",")
        self._add("Relation", label_cell(relation.kind), _exact(relation.name, names))

    def _add_day(self, occasion: OccasionDraft) -> None:
        year = f"{occasion.year:04d}" if occasion.year else "-"
        day = f"{year}-{occasion.month:02d}-{occasion.day:02d}"
        if occasion.kind == "birthday" and "Birthday" not in self.cells:
            self.cells["Birthday"] = day
        else:
            self._add("Event", label_cell(occasion.kind), day)

    def _add_own(self, draft: ContactDraft) -> None:
        values = {
            own.UIDS: own.SEPARATOR.join(draft.uids),
            own.UNPARSED: "\n".join(draft.unparsed),
            own.TIMEZONE: draft.timezone,
            "language": draft.language,
            **draft.facts,
        }
        self.cells |= {own.HEADERS[part]: value for part, value in values.items() if value}


def label_cell(label: str) -> str:
    """A label as Google shows it where it is read back as the same, else in quotes."""
    if not label:
        return ""
    for written in (label.title(), label):
        if cells.label_of(written) == (label, False):
            return written
    return f'"{label}"'


def _exact(value: str, read: list[str]) -> str:
    return value if read == [value] else f'"{value}"'
