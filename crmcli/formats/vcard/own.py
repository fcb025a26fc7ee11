"""What crm itself writes into a card and no other program knows: its identifiers, statuses, the user's own fields.

A value that crm would not have written is left out: a file may say anything.
"""

from __future__ import annotations

from crmcli.formats import facts
from crmcli.formats.cleaning import clean_line, clean_text
from crmcli.formats.vcard import parameters
from crmcli.formats.vcard.building import Builder, Handler
from crmcli.formats.vcard.lines import Head
from crmcli.formats.vcard.values import unescape

UID = "X-CRM-UID"  # a card has one UID; whoever was merged of several has more
FIELD = "X-CRM-FIELD"
LINE = "X-CRM-LINE"  # a line that nobody understands and no other program could read past
PROPERTIES = {name: "X-CRM-" + name.upper().replace("_", "-") for name in facts.NAMES}


def _uid(builder: Builder, head: Head, value: str) -> bool:
    uid = builder.text(head, value)
    if uid:
        builder.further_uids.append(uid)
    return True


def _field(builder: Builder, head: Head, value: str) -> bool:
    name = clean_line(head.parameter(parameters.FIELD_NAME))
    text = clean_text(unescape(value))
    if name and text:
        builder.draft.fields[name] = text
    return True


def _line(builder: Builder, head: Head, value: str) -> bool:
    text = clean_line(unescape(value))
    if text:
        builder.draft.unparsed.append(text)
    return True


def _fact(name: str) -> Handler:
    def handle_fact(builder: Builder, head: Head, value: str) -> bool:
        text = facts.checked(name, builder.text(head, value))
        if text:
            builder.draft.facts[name] = text
        return True

    return handle_fact


def _note_of_parameters(builder: Builder, head: Head, value: str) -> bool:
    return True


HANDLERS: dict[str, Handler] = {
    UID: _uid,
    FIELD: _field,
    LINE: _line,
    parameters.NOTE: _note_of_parameters,
    **{written: _fact(name) for name, written in PROPERTIES.items()},
}
