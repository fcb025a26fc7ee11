"""A header row of a table of deals made into what to do with each row below it.

Promises that every row which is not blank becomes exactly one entry.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from crmcli.formats.cleaning import clean_line, clean_text
from crmcli.formats.deals import cells as parts
from crmcli.formats.deals.columns import Column
from crmcli.formats.deals.drafts import FIELDS, DealDraft, PartyDraft
from crmcli.formats.delimited.cells import emails, groups, phones, tidy, unguarded
from crmcli.formats.delimited.rows import Row
from crmcli.formats.drafts import Rejected
from crmcli.i18n import _

_Setter = Callable[[DealDraft, PartyDraft, str], None]


class Plan:
    """What the columns of one table mean, ready to be applied to its rows."""

    def __init__(self, header: list[str], columns: Sequence[Column], program: str, date_order: str) -> None:
        self._header = header
        self._program = program
        self._date_order = date_order
        self._is_own = program == "crm"
        self._setters = [
            # Of another program's cells that say that there is nothing, only own fields and notes keep them.
            (index, self._setter(column), self._is_own or column.kind in ("field", "notes"))
            for index, column in enumerate(columns)
            # In crm's own files the chance is that of the stage, unless the deal has one of its own.
            if column.kind != "noise" and not (self._is_own and column.kind == "chance")
        ]
        kinds = {column.kind for column in columns}
        # In a list such as `Name, Phone, Value, Stage` the name is whom the deal is with, and what it is called.
        is_a_list_of_people = bool(kinds & {"email", "phone"}) and not kinds & {"contact", "customer", "given"}
        self._is_titled_by_name = is_a_list_of_people and any(
            column.kind == "title" and clean_line(cell).casefold() in ("name", "nama", "nome", "nombre", "nom")
            for cell, column in zip(header, columns, strict=True)
        )

    def entry(self, row: Row) -> DealDraft | Rejected | None:
        """Returns what a row is: a deal, a reject with its reason, or nothing where it is blank."""
        cells = row.cells
        if cells == self._header:
            return Rejected(row.line, _("This row repeats the header."), row.source)
        if not any(map(str.strip, cells)):
            return Rejected(row.line, row.fault, row.source) if row.fault else None
        draft = DealDraft(row.line, row.source, self._program, date_order=self._date_order)
        party = PartyDraft()
        for index, setter, keeps_nothing in self._setters:
            cell = cells[index] if index < len(cells) else ""
            if cell and (keeps_nothing or not parts.is_nothing(cell)):
                setter(draft, party, cell)
        surplus = [text for cell in cells[len(self._header) :] if (text := clean_line(cell))]
        if surplus:
            draft.problems.append(
                _("There are cells beyond the last column: {cells}").format(cells=" | ".join(surplus))
            )
        if row.fault:
            draft.problems.append(row.fault)
        return self._finished(draft, party)

    def _finished(self, draft: DealDraft, party: PartyDraft) -> DealDraft | Rejected:
        if self._is_titled_by_name:
            party.name = draft.values.get("title", "")
        party.name = party.name.strip()
        others = draft.parties
        for each, uid in zip((party, *others), draft.party_uids, strict=False):
            each.uid = uid
        if not party.name and others and not self._is_own:
            # The first one of several that stand in one cell is the customer.
            first = others.pop(0)
            party.name, party.emails = first.name, first.emails + party.emails
        if not self._is_own:
            for each in others:
                each.company = each.company or party.company
        draft.parties = [each for each in (party, *others) if not each.is_nobody]
        if not draft.values.get("title"):
            named = next((each.company or each.name for each in draft.parties if each.company or each.name), "")
            if not named:
                return Rejected(draft.line, _("There is no title, contact or company in this row."), draft.source)
            draft.values["title"] = named
        return draft

    def _setter(self, column: Column) -> _Setter:
        kind, label, besides = column
        if kind in FIELDS:
            return _value(kind, label, besides)
        if kind == "own_chance":
            return _value("chance", "", besides)
        if kind == "field":
            return _field(label)
        if kind == "phone":
            return _phones(label)
        simple: dict[str, _Setter] = {
            "email": lambda draft, party, cell: party.emails.extend(emails(tidy(cell))),
            "given": lambda draft, party, cell: _set_name(party, f"{tidy(cell)} {party.name}"),
            "family": lambda draft, party, cell: _set_name(party, f"{party.name} {tidy(cell)}"),
            "contact": _own_contact if self._is_own else _contact,
            "customer": _contact,
            "company": lambda draft, party, cell: setattr(party, "company", parts.company(tidy(cell))),
            "job": lambda draft, party, cell: setattr(party, "job", tidy(cell)),
            "contact_uids": lambda draft, party, cell: draft.party_uids.extend(parts.values(tidy(cell))),
            "tags": self._tags,
            "people": lambda draft, party, cell: draft.parties.extend(parts.parties(tidy(cell))),
            "uid": lambda draft, party, cell: draft.uids.extend(parts.uids(tidy(cell))),
            "id": self._id,
            "history": lambda draft, party, cell: draft.moves.extend(parts.moves(tidy(cell))),
        }
        return simple[kind]

    def _tags(self, draft: DealDraft, party: PartyDraft, cell: str) -> None:
        found = groups(tidy(cell))
        draft.tags.extend(map(parts.without_colour, found) if self._program == "trello" else found)

    def _id(self, draft: DealDraft, party: PartyDraft, cell: str) -> None:
        if not self._is_own and (text := tidy(cell)):
            draft.uids.append((self._program or "table", text))


def _value(name: str, currency: str, besides: str) -> _Setter:
    def put(draft: DealDraft, party: PartyDraft, cell: str) -> None:
        text = clean_text(unguarded(cell)) if name == "notes" else tidy(cell)
        if not text:
            return
        if name == "notes" and name in draft.values:
            text = f"{draft.values[name]}\n{text}"
        if name == "notes" or name not in draft.values:
            draft.values[name] = text
        elif besides and draft.values[name] != text:
            draft.fields[besides] = text
            return
        if currency and name == "value":
            draft.values.setdefault("currency", currency)

    return put


def _field(name: str) -> _Setter:
    def put(draft: DealDraft, party: PartyDraft, cell: str) -> None:
        if text := clean_text(unguarded(cell)):
            draft.fields[name] = text

    return put


def _phones(label: str) -> _Setter:
    def put(draft: DealDraft, party: PartyDraft, cell: str) -> None:
        party.phones.extend((each, label) for each in phones(tidy(cell)) if each)

    return put


def _set_name(party: PartyDraft, name: str) -> None:
    party.name = " ".join(name.split())


def _own_contact(draft: DealDraft, party: PartyDraft, cell: str) -> None:
    party.name = tidy(cell)


def _contact(draft: DealDraft, party: PartyDraft, cell: str) -> None:
    found = parts.parties(tidy(cell))
    if not party.name and found:
        first = found.pop(0)
        party.name, party.emails = first.name, [*first.emails, *party.emails]
    draft.parties.extend(found)
