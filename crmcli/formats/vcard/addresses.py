"""Postal addresses: ADR, and LABEL where no ADR says the same."""

from __future__ import annotations

from crmcli.formats.cleaning import clean_line, clean_text
from crmcli.formats.drafts import AddressDraft
from crmcli.formats.vcard.building import Builder, Handler
from crmcli.formats.vcard.lines import Head
from crmcli.formats.vcard.values import join_list, unescape

_PARTS = 7
_COMPARED = 20  # comparing with all would take quadratic time


def add_free_addresses(builder: Builder) -> None:
    """Take a LABEL for an address where no ADR is labelled alike; beside one it is kept as it stands."""
    labels = {address.label for address in builder.draft.addresses}
    for address, head, value in builder.free_addresses:
        if address.label not in labels:
            builder.draft.addresses.append(address)
        else:
            builder.keep(head, value)


def _address(builder: Builder, head: Head, value: str) -> bool:
    if "\\" in value or "," in value or head.encoding or not value.isprintable():
        parts = builder.raw_parts(head, value)
        if not builder.is_version_21:
            parts = [join_list(part, ", ") for part in parts]
        parts = [_on_one_line(part) for part in parts]
    else:
        parts = [part.strip() for part in value.split(";")]
    if not any(parts):
        parts = ["", "", _on_one_line(head.parameter("LABEL"))]
        if not parts[2]:
            return True
    box, extended, street, city, region, postal_code, country = (parts + [""] * _PARTS)[:_PARTS]
    address = AddressDraft(head.label, box, extended, street, city, region, postal_code, country)
    has_more = any(parts[_PARTS:])
    # An export writes an address with parts that nobody here understands twice: as it is known, and as it came.
    if not has_more or address not in builder.draft.addresses[:_COMPARED]:
        builder.draft.addresses.append(address)
        builder.add_labelled(head, address)
    return not has_more


def _free_address(builder: Builder, head: Head, value: str) -> bool:
    text = _on_one_line(builder.raw(head, value))
    if text:
        builder.free_addresses.append((AddressDraft(head.label, street=text), head, value))
    return True


def _on_one_line(raw: str) -> str:
    """An address part that may hold several lines, on one line between commas."""
    text = clean_text(unescape(raw))
    if "\n" not in text:
        return clean_line(text)
    lines = [clean_line(line).removesuffix(",").rstrip() for line in text.split("\n")]
    return ", ".join(line for line in lines if line)


HANDLERS: dict[str, Handler] = {"ADR": _address, "LABEL": _free_address}
