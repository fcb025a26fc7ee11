"""A header row compiled once into what to do with each row below it.

Promises to touch only cells that are not empty, and to turn every row that is not blank into exactly one
entry.
"""

from __future__ import annotations

from collections.abc import Mapping

from crmcli.formats.cleaning import clean_line
from crmcli.formats.delimited import noise, own, places, setters
from crmcli.formats.delimited.cells import tidy
from crmcli.formats.delimited.columns import understand
from crmcli.formats.delimited.meanings import Meaning
from crmcli.formats.delimited.names import complete
from crmcli.formats.delimited.places import Composite
from crmcli.formats.delimited.rows import Row
from crmcli.formats.delimited.setters import LabelIndexes, Setter
from crmcli.formats.drafts import ContactDraft, Entry, Rejected
from crmcli.i18n import _

_SINGLES = frozenset(
    (
        "name",
        "given",
        "family",
        "middle",
        "prefix",
        "suffix",
        "nickname",
        "phonetic_given",
        "phonetic_middle",
        "phonetic_family",
        "title",
        "company",
        "department",
        "language",
    )
)


class Plan:
    """What the columns of one file mean, ready to be applied to its rows."""

    def __init__(self, header: list[str], mapping: Mapping[str, Meaning], date_order: str = "") -> None:
        names = [clean_line(cell) for cell in header]
        self._headers = [name or _("Column {number}").format(number=number) for number, name in enumerate(names, 1)]
        self._header = header
        self._date_order = date_order
        self._meanings = understand(header, mapping)
        self._labels = self._label_columns()
        self._setters = self._simple_columns()
        self._composites = [*self._addresses(), *self._birthday()]
        self._fallbacks = [i for i, meaning in enumerate(self._meanings) if meaning.kind == "email_display"]
        displays = [i for i, meaning in enumerate(self._meanings) if meaning.kind == "name"]
        self._display_header = self._headers[displays[0]] if displays else ""

    def entry(self, row: Row) -> Entry | None:
        """Return what a row is: a contact, a reject with its reason, or nothing where it is blank."""
        cells = row.cells
        if cells == self._header:
            return Rejected(row.line, _("This row repeats the header."), row.source)
        width = len(self._headers)
        if len(cells) < width:
            if not cells:
                return Rejected(row.line, row.fault, row.source) if row.fault else None
            cells = cells + [""] * (width - len(cells))
        draft = ContactDraft(row.line, row.source)
        for index, setter in self._setters:
            cell = cells[index]
            if cell:
                setter(draft, cell, cells)
        for composite in self._composites:
            composite(draft, cells)
        if row.fault:
            draft.problems.append(row.fault)
        if len(cells) > width:
            self._keep_surplus(draft, cells[width:])
        fallback = self._fallback_name(draft, cells) if self._fallbacks else ""
        if (draft.facts and own.complete(draft)) or complete(draft, self._display_header, fallback):
            return draft
        return self._nobody(row)

    def _nobody(self, row: Row) -> Rejected | None:
        if not any(map(str.strip, row.cells)):
            return None
        return Rejected(row.line, _("There is no name, company, phone, e-mail or note in this row."), row.source)

    def _keep_surplus(self, draft: ContactDraft, surplus: list[str]) -> None:
        texts = [text for cell in surplus if (text := clean_line(cell))]
        if texts:
            cells = " | ".join(texts)
            draft.problems.append(_("There are cells beyond the last column: {cells}").format(cells=cells))

    def _fallback_name(self, draft: ContactDraft, cells: list[str]) -> str:
        """The name that Outlook shows for an address, `Budi Santoso (budi@example.com)`."""
        for index in self._fallbacks:
            if cells[index] and (text := tidy(cells[index])):
                name = text.partition(" (")[0].strip("'\"")
                return "" if "@" in name else name
        return ""

    def _label_columns(self) -> dict[tuple[str, str], LabelIndexes]:
        """The columns that say what others are, by the kind and number of those."""
        found: dict[tuple[str, str], LabelIndexes] = {}
        for wanted in ("im_service", ""):  # the service tells more about a name there than its type does
            for index, meaning in enumerate(self._meanings):
                if meaning.kind == "label" and (meaning.part == "im_service") == bool(wanted):
                    which = ("im" if wanted else meaning.part, meaning.number)
                    found[which] = (*found.get(which, ()), index)
        return found

    def _simple_columns(self) -> list[tuple[int, Setter]]:
        found: list[tuple[int, Setter]] = []
        described = {(meaning.kind, meaning.number) for meaning in self._meanings if meaning.kind != "label"}
        for index, meaning in enumerate(self._meanings):
            if meaning.kind == "label":
                part = "im" if meaning.part == "im_service" else meaning.part
                if (part, meaning.number) in described:
                    continue
            elif meaning.kind in (
                "address",
                "birth_year",
                "birth_month",
                "birth_day",
                "email_display",
                "ignore",
            ):
                continue
            found.append((index, self._setter(meaning, self._headers[index])))
        late = [pair for pair in found if self._meanings[pair[0]].part == "initials"]
        return [pair for pair in found if pair not in late] + late

    def _setter(self, meaning: Meaning, header: str) -> Setter:
        kind, label = meaning.kind, meaning.label
        labels = self._labels.get((kind, meaning.number), ())
        if kind in _SINGLES:
            return setters.single(kind, header)
        if kind == "phone":
            return setters.phone(label, meaning.is_preferred, labels)
        if kind == "maybe_phone":
            return setters.maybe_phone(header, label, meaning.is_preferred)
        if kind == "email":
            return setters.email(label, meaning.is_preferred, labels)
        if kind in ("url", "service"):
            return setters.channel(meaning.part or "url", label, labels)
        if kind == "relation":
            return setters.relation(meaning.part, header, labels)
        if kind in ("birthday", "anniversary", "event"):
            return setters.occasion("" if kind == "event" else kind, header, self._date_order, labels)
        if kind in ("custom", "jot"):
            return setters.labelled_field(header, labels)
        if kind == "im":
            return setters.instant_messaging(header, labels)
        return self._plain_setter(meaning, header)

    def _plain_setter(self, meaning: Meaning, header: str) -> Setter:
        if meaning.kind == "notes":
            return setters.notes()
        if meaning.kind == "groups":
            return setters.groups()
        if meaning.kind == "username":
            return setters.username(header)
        if meaning.kind == "own":
            return setters.own_column(meaning.part)
        if meaning.kind == "noise":
            return noise.noise(meaning.part, header)
        return setters.field(meaning.part if meaning.kind == "field" else header)

    def _addresses(self) -> list[Composite]:
        parts: dict[tuple[str, str], list[tuple[int, str]]] = {}
        for index, meaning in enumerate(self._meanings):
            if meaning.kind == "address":
                parts.setdefault((meaning.label, meaning.number), []).append((index, meaning.part))
        return [
            places.address(label, columns, self._labels.get(("address", number), ()), self._headers)
            for (label, number), columns in parts.items()
        ]

    def _birthday(self) -> list[Composite]:
        where = {meaning.kind: index for index, meaning in reversed(list(enumerate(self._meanings)))}
        columns = {part: where[f"birth_{part}"] for part in places.DATE_PARTS if f"birth_{part}" in where}
        return [places.birthday(columns, self._headers, self._date_order)] if columns else []
