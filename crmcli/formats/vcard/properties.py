"""The table of properties: which handler reads which, by name.

Promises that a head which a file repeats (`TEL;TYPE=CELL`) is parsed once.
"""

from __future__ import annotations

from crmcli.formats.vcard import addresses, channels, details, extensions, names, occasions, own, photos, relations
from crmcli.formats.vcard import services as messengers
from crmcli.formats.vcard.building import Builder, Handler
from crmcli.formats.vcard.lines import Head, parse_head

_HANDLERS: dict[str, Handler] = {
    **names.HANDLERS,
    **channels.HANDLERS,
    **messengers.HANDLERS,
    **addresses.HANDLERS,
    **occasions.HANDLERS,
    **relations.HANDLERS,
    **extensions.HANDLERS,
    **details.HANDLERS,
    **photos.HANDLERS,
    **own.HANDLERS,
}
_REMEMBERED_AT_MOST = 4096
_LONGEST_REMEMBERED = 200

_remembered: dict[str, tuple[Handler, Head]] = {}


def property_of(text: str) -> tuple[Handler, Head] | None:
    """The handler and the parsed form of a line's head, or None where the head names no property."""
    known = _remembered.get(text)
    if known:
        return known
    head = parse_head(text)
    if head is None:
        return None
    found = (_handler_of(head.name), head)
    if len(text) <= _LONGEST_REMEMBERED:
        if len(_remembered) >= _REMEMBERED_AT_MOST:
            _remembered.clear()
        _remembered[text] = found
    return found


def _handler_of(name: str) -> Handler:
    handler = _HANDLERS.get(name)
    if handler:
        return handler
    service = messengers.service_of_messaging_property(name)
    return messengers.service_handler(service) if service else _keep


def _keep(builder: Builder, head: Head, value: str) -> bool:
    return False
