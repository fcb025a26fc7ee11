"""Other people on a card, by name: spouse, manager, assistant, agent, and whoever the user's label says."""

from __future__ import annotations

import re

from crmcli.formats.cleaning import clean_line
from crmcli.formats.drafts import RelationDraft
from crmcli.formats.vcard.building import Builder, Handler
from crmcli.formats.vcard.lines import Head
from crmcli.formats.vcard.values import unescape

_URI = re.compile(r"(urn|https?|mailto|tel|cid|ldap|xmpp|sip|data|content|file):", re.IGNORECASE)
_FORMATTED_NAME = re.compile(r"^FN[^:\r\n]*:(.+)$", re.IGNORECASE | re.MULTILINE)
_NAME = re.compile(r"^N(?:;[^:\r\n]*)?:(.+)$", re.IGNORECASE | re.MULTILINE)


def is_address(name: str) -> bool:
    """Whether readers take a name for the address of a card, unless they are told that it is a text."""
    return _URI.match(name) is not None


def add_relation(builder: Builder, head: Head, kind: str, name: str) -> bool:
    """Note another person. Answers false where `name` is the address of a card and no name."""
    if is_address(name) and head.parameter("VALUE").lower() != "text":
        return False
    if name:
        relation = RelationDraft(kind, name)
        builder.draft.relations.append(relation)
        builder.add_labelled(head, relation)
    return True


def add_agent(builder: Builder, text: str) -> None:
    """Note an inner card: its name as a relation, its text as a line that an export can write again."""
    match = _FORMATTED_NAME.search(text)
    name = clean_line(unescape(match[1])) if match else ""
    if not name:
        match = _NAME.search(text)
        parts = [clean_line(unescape(part)) for part in match[1].split(";")[:3]] if match else []
        name = " ".join([part for part in [*parts[1:], *parts[:1]] if part])
    if name:
        builder.draft.relations.append(RelationDraft("agent", name))
    escaped = text.replace("\\", "\\\\").replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")
    builder.draft.unparsed.append("AGENT:" + clean_line(escaped))


def _agent(builder: Builder, head: Head, value: str) -> bool:
    text = unescape(builder.raw(head, value)).strip()
    if text[:6].upper() != "BEGIN:":
        return add_relation(builder, head, "agent", clean_line(text))
    add_agent(builder, text)
    return True


def _related(builder: Builder, head: Head, value: str) -> bool:
    kind = head.label.lower() if head.name == "RELATED" else head.label
    return add_relation(builder, head, kind or "other", builder.text(head, value))


def _relation(kind: str) -> Handler:
    def handle_relation(builder: Builder, head: Head, value: str) -> bool:
        return add_relation(builder, head, kind, builder.text(head, value))

    return handle_relation


HANDLERS: dict[str, Handler] = {
    "AGENT": _agent,
    "RELATED": _related,
    "X-ABRELATEDNAMES": _related,
    "X-SPOUSE": _relation("spouse"),
    "X-EVOLUTION-SPOUSE": _relation("spouse"),
    "X-KADDRESSBOOK-X-SPOUSENAME": _relation("spouse"),
    "X-MS-SPOUSE": _relation("spouse"),
    "X-WAB-SPOUSE-NAME": _relation("spouse"),
    "X-MANAGER": _relation("manager"),
    "X-EVOLUTION-MANAGER": _relation("manager"),
    "X-KADDRESSBOOK-X-MANAGERSNAME": _relation("manager"),
    "X-MS-MANAGER": _relation("manager"),
    "X-ASSISTANT": _relation("assistant"),
    "X-EVOLUTION-ASSISTANT": _relation("assistant"),
    "X-KADDRESSBOOK-X-ASSISTANTSNAME": _relation("assistant"),
    "X-MS-ASSISTANT": _relation("assistant"),
}
