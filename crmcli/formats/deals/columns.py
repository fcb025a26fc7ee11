"""What the columns of a table of deals hold, told from its headers, and whether it is a table of deals at all.

Promises one meaning a column. A table of contacts is never taken for one of deals: that needs a title and what only
deals have, or that the user says so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import count
from typing import NamedTuple

from crmcli.currencies import is_currency
from crmcli.errors import Invalid
from crmcli.formats.cleaning import clean_line
from crmcli.formats.deals import vocabulary
from crmcli.formats.deals.drafts import FIELDS
from crmcli.formats.delimited.headers import meaning_of as meaning_for_contacts
from crmcli.formats.delimited.headers import normalise
from crmcli.formats.delimited.mapping import key
from crmcli.i18n import _

PREFIX = "deal."  # of the fields of --map that are of deals
_OWN_FIELD = "field."  # of the columns of our own CSV that are the user's own fields
_CURRENCY = re.compile(r"[(\[]\s*([A-Z]{3})\s*[)\]]")
_NAMES = ("name", "nama", "nome", "nombre", "nom")
_SUBJECTS = frozenset(
    normalise(each) for each in vocabulary.TITLES.split(",") if normalise(each) not in (*_NAMES, *vocabulary.JOBS)
)
_DAYS = frozenset(("date", "day", "tanggal", "tgl", "datum", "data", "fecha", "日期", "日付"))
_OF_PARTIES = {"email", "phone", "maybe_phone", "company", "given", "family", "title"}
_PREFIXES = frozenset(vocabulary.PREFIXES.split())
_PARTY_PREFIXES = frozenset(vocabulary.PARTY_PREFIXES.split())
_ORGANISATION_PREFIXES = frozenset(vocabulary.ORGANISATION_PREFIXES.split())
_CORE = frozenset(("value", "maybe_value", "stage", "status", "close", "pipeline", "chance", "reason", "won", "lost"))
_SEVERAL = frozenset(("notes", "updated"))  # of which several columns are one, or say nothing by themselves
_FIT_FOR_SURE = _CORE | {"currency", "created", "closed", "id", "contact", "company"}
_MAPPED = {
    "name": "contact", "company": "company", "email": "email", "phone": "phone", "title": "job", "notes": "notes",
    "ignore": "noise",
}  # fmt: skip


class Column(NamedTuple):
    """What a column holds: a field of deals or of whom they are with; `label` is the name of an own field, the label
    of a phone, or the currency that a header says.

    `besides` is the own field for what stands in it where another column before it holds the same.
    """

    kind: str
    label: str = ""
    besides: str = ""


UNKNOWN = Column("unknown")


def understand(header: Sequence[str], mapping: Mapping[str, Column]) -> list[Column]:
    """Returns what the columns of a header row hold; `mapping`, by `key`, goes before what they say."""
    found = [mapping.get(key(cell)) or meaning_of(cell) for cell in header]
    kinds = {each.kind for each in found}
    wanted = next((each for each in ("sure_title", "maybe_title") if each in kinds), "")
    if "title" in kinds:
        wanted = ""
    subject = _subject(header, kinds) if wanted == "maybe_title" else ""
    decided: list[Column] = []
    for cell, each in zip(header, found, strict=True):
        if each.kind == wanted and (not subject or normalise(cell) == subject):
            each, wanted = Column("title"), ""
        elif each.kind in ("sure_title", "maybe_title"):
            each = _other_title(cell, kinds)
        elif each.kind == "unknown":
            each = Column("field", clean_line(cell)) if clean_line(cell) else Column("noise")
        elif each.kind == "maybe_due":
            each = Column("due" if "next" in kinds else "close")
        elif each.kind == "maybe_value":
            each = Column("noise" if "value" in kinds else "value", each.label)
        decided.append(each)
    return _each_once(header, decided)


def _each_once(header: Sequence[str], columns: Sequence[Column]) -> list[Column]:
    """The columns, those that hold the same as one before them with a field of their own for it."""
    kinds: set[str] = set()
    names = {column.label for column in columns if column.kind == "field"}
    taken: set[str] = set()
    found: list[Column] = []
    for cell, column in zip(header, columns, strict=True):
        if column.kind == "field":
            column = column._replace(label=_unlike(column.label, taken))
            taken.add(column.label)
        elif column.kind in kinds:
            column = column._replace(besides=_unlike(clean_line(cell), names))
            names.add(column.besides)
        elif column.kind in FIELDS and column.kind not in _SEVERAL:
            kinds.add(column.kind)
        found.append(column)
    return found


def _unlike(name: str, taken: Collection[str]) -> str:
    """A name that is not taken yet: the second Colour is `Colour 2`."""
    return next(each for number in count(1) if (each := name if number == 1 else f"{name} {number}") not in taken)


def not_understood(header: Sequence[str], columns: Sequence[Column], mapping: Mapping[str, Column]) -> tuple[str, ...]:
    """Returns the names of the columns that are fields only because nothing is known of them."""
    return tuple(
        column.besides or column.label
        for cell, column in zip(header, columns, strict=True)
        if column.besides
        or (column.kind == "field" and key(cell) not in mapping and not clean_line(cell).startswith(_OWN_FIELD))
    )


def lacking(columns: Sequence[Column]) -> str:
    """Returns what a table of deals should have and no column of it is known to hold; empty where it has all.

    A day is asked for only where a column has one and does not say of what.
    """
    kinds = {column.kind for column in columns} | ({"stage"} if any(c.kind == "status" for c in columns) else set())
    is_dated = any(column.kind == "field" and normalise(column.label) in _DAYS for column in columns)
    wanted = ("title", "value", "stage", *(("close",) if is_dated else ()))
    return next((each for each in wanted if each not in kinds), "")


def score(header: Sequence[str], mapping: Mapping[str, Column], *, is_sure: bool = False) -> int:
    """Returns how many cells of a row read as headers of a table of deals; 0 where it is none.

    `is_sure` says that the user knows it for one.
    """
    found = [mapping.get(key(cell)) or meaning_of(cell) for cell in header if cell.strip()]
    kinds = {each.kind for each in found}
    understood = sum(each.kind != "unknown" for each in found)
    if any(key(cell) in mapping for cell in header):
        return understood + 5 if "title" in kinds or kinds & _CORE else 0
    if is_sure and kinds & (_CORE | {"sure_title", "maybe_title"}):
        return understood + 1
    if "sure_title" in kinds:
        return understood if kinds & _FIT_FOR_SURE else 0
    if {"given", "family"} <= kinds:
        return 0
    core = len(kinds & _CORE)
    if "maybe_title" in kinds:
        return understood if core >= 2 else 0
    return understood if core >= 2 and kinds & {"contact", "company", "customer"} else 0


def read_mapping(mapping: Mapping[str, str]) -> dict[str, Column]:
    """Returns what columns hold as the user says, by `key`. Raises Invalid for a field that there is not."""
    return {key(header): _mapped(field.strip()) for header, field in mapping.items()}


def is_of_deals(mapping: Mapping[str, str]) -> bool:
    """Whether the user says of a column that it holds something of deals."""
    return any(field.strip().lower().startswith(PREFIX) for field in mapping.values())


def meaning_of(header: str) -> Column:
    """Returns what a header says by itself."""
    text = clean_line(header)
    if text.startswith(_OWN_FIELD) and len(text) > len(_OWN_FIELD):
        return Column("field", text[len(_OWN_FIELD) :])
    said = _CURRENCY.search(text)
    label = said[1] if said and is_currency(said[1]) else ""
    plain = normalise(_CURRENCY.sub("", text) if label else text)
    kind = _lexicon().get(plain)
    first, _blank, rest = plain.partition(" ")
    if kind is None and first in _PREFIXES and rest:
        kind = _lexicon().get(rest)
        kind = "sure_title" if kind == "maybe_title" else kind
        return Column(kind, label) if kind else Column("field", _without_first_word(text))
    if kind is not None:
        return Column(kind, label)
    return _of_a_party(text, first, rest)


def _of_a_party(text: str, first: str, rest: str) -> Column:
    """What a header says of a person or a company; `UNKNOWN` where that is nothing that is taken."""
    if first in _ORGANISATION_PREFIXES and rest:
        return Column("company") if rest in ("name", "nama", "nome", "nombre") else UNKNOWN
    is_party = first in _PARTY_PREFIXES and rest
    meaning = meaning_for_contacts(_without_first_word(text) if is_party else text)
    if meaning.kind == "name" and is_party:
        return Column("contact")
    if meaning.kind not in _OF_PARTIES:
        return UNKNOWN
    kind = {"maybe_phone": "phone", "title": "job"}.get(meaning.kind, meaning.kind)
    return Column(kind, meaning.label)


def _subject(header: Sequence[str], kinds: set[str]) -> str:
    """What a deal is about where the name before it is whom it is with: `Name, Phone, Property, Price`; else empty."""
    plain = [normalise(cell) for cell in header]
    if kinds & {"contact", "customer"} or not any(each in _NAMES for each in plain):
        return ""
    return next((each for each in plain if each in _SUBJECTS), "")


def _other_title(cell: str, kinds: set[str]) -> Column:
    """What a column is that might have been the title, where another one is: `Name` is whom the deal is with."""
    if normalise(cell) in _NAMES and "contact" not in kinds:
        return Column("contact")
    return Column("field", clean_line(cell))


def _without_first_word(text: str) -> str:
    """`Person - Email - Work` without the `Person - `."""
    return re.sub(r"^\W*\w+[\W_]+", "", text, count=1)


@cache
def _lexicon() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, headers in (("sure_title", vocabulary.SURE_TITLES), ("maybe_title", vocabulary.TITLES)):
        for header in headers.replace("\n", " ").split(","):
            found.setdefault(normalise(header), name)
    for line in vocabulary.FIELDS.strip().replace("\n  ", " ").splitlines():
        name, _colon, headers = line.partition(": ")
        for header in headers.split(","):
            found.setdefault(normalise(header), name)
    return found


def _mapped(field: str) -> Column:
    name = field.lower()
    if name.startswith(PREFIX):
        name = name.removeprefix(PREFIX)
        if name in (*FIELDS, "tags", "id"):
            return Column(name)
    kind, _colon, label = field.partition(":")
    if kind.strip().lower() == "field" and label.strip():
        return Column("field", label.strip())
    if kind.strip().lower() in _MAPPED:
        return Column(_MAPPED[kind.strip().lower()], label.strip())
    raise Invalid(
        _("There is no field {field} to map a column of deals to.").format(field=field),
        _("Fields are: {fields}.").format(
            fields=", ".join([*(PREFIX + each for each in (*FIELDS, "tags", "id")), *_MAPPED, "field:NAME"])
        ),
    )
