"""What the user says a column is (`--map "Header=field"`), where its header does not say so.

Promises that an unknown header or field is refused with the right ones named.
"""

from __future__ import annotations

from collections.abc import Mapping

from crmcli.errors import Invalid
from crmcli.formats.cleaning import clean_line
from crmcli.formats.delimited.meanings import Meaning
from crmcli.i18n import _

_PLAIN = {
    "name": Meaning("name"),
    "given": Meaning("given"),
    "family": Meaning("family"),
    "middle": Meaning("middle"),
    "prefix": Meaning("prefix"),
    "suffix": Meaning("suffix"),
    "nickname": Meaning("nickname"),
    "title": Meaning("title"),
    "company": Meaning("company"),
    "department": Meaning("department"),
    "notes": Meaning("notes"),
    "phone": Meaning("phone"),
    "email": Meaning("email"),
    "url": Meaning("url"),
    "group": Meaning("groups"),
    "birthday": Meaning("birthday"),
    "ignore": Meaning("ignore"),
}
_PLACES = ("street", "city", "region", "postal_code", "country")
FIELDS = (*_PLAIN, *_PLACES, "field:NAME")


def read_mapping(mapping: Mapping[str, str]) -> dict[str, Meaning]:
    """Return what each header means, by the header as `key` makes it; raises Invalid for an unknown field."""
    return {key(header): _meaning(field) for header, field in mapping.items()}


def key(header: str) -> str:
    """Return a header as headers of a mapping are compared: without case and blanks around it."""
    return clean_line(header).casefold()


def refuse_unknown(mapping: Mapping[str, str], header: list[str]) -> None:
    """Raise Invalid where a header of the mapping is not in the file, naming those that are."""
    there = {key(cell) for cell in header}
    for wanted in mapping:
        if key(wanted) not in there:
            names = ", ".join(name for cell in header if (name := clean_line(cell)))
            raise Invalid(
                _("There is no column {column} in this file.").format(column=wanted),
                _("Its columns are: {columns}.").format(columns=names[:500]),
            )


def _meaning(field: str) -> Meaning:
    name, _colon, label = field.strip().partition(":")
    name, label = name.strip().lower(), label.strip()
    if name == "field" and label:
        return Meaning("field", part=label)
    if name in _PLACES:
        return Meaning("address", part=name, label=label, number="map")
    if name in _PLAIN and (not label or name in ("phone", "email", "url")):
        plain = _PLAIN[name]
        return Meaning(plain.kind, label=label)
    raise Invalid(
        _("There is no field {field} to map a column to.").format(field=field),
        _("Fields are: {fields}; a label follows a colon, as in phone:work.").format(fields=", ".join(FIELDS)),
    )
