"""A contact as a vCard of version 3.0 or 4.0, that phones and other programs read, and ours reads back as it was.

Promises that every text of a draft stands in the card, whatever is in it, and that the lines of `unparsed` stand there
as they came. What no standard has a place for is written in properties of our own (`own`).
"""

from __future__ import annotations

from crmcli.formats.drafts import AddressDraft, ContactDraft, OccasionDraft, RelationDraft
from crmcli.formats.vcard import own, parameters
from crmcli.formats.vcard.reaching import write_channel
from crmcli.formats.vcard.relations import is_address
from crmcli.formats.vcard.writing import Card, one_line, several_lines

VERSIONS = ("3.0", "4.0")
_PRODUCT = "-//crm//crm//EN"
# RFC 6350's words for a relation; any other stands in a label beside it.
_RELATIONS_OF_THE_STANDARD = frozenset(("contact", "friend", "colleague", "child", "parent", "spouse", "agent"))
_YEAR_OF_NO_YEAR = "1604"  # Apple's, for a day whose year is not known


def card(draft: ContactDraft, version: str = "3.0", *, revised: str = "") -> str:
    """The draft as a card, its lines ended by CR LF. `revised` is the instant of its last change, UTC, or empty."""
    written = Card(version, draft.unparsed)
    written.add("PRODID", _PRODUCT)
    if revised:
        written.add("REV", revised.replace("-", "").replace(":", ""))
    _add_names(written, draft)
    _add_work(written, draft)
    for channel in draft.channels:
        write_channel(written, channel)
    for address in draft.addresses:
        _add_address(written, address)
    for occasion in draft.occasions:
        _add_day(written, occasion)
    for relation in draft.relations:
        _add_relation(written, relation)
    _add_texts(written, draft)
    _add_own(written, draft)
    _add_photo(written, draft)
    return written.text()


def _add_names(written: Card, draft: ContactDraft) -> None:
    name = one_line(draft.name)
    written.add("FN", name, owner=("FN", draft.name))
    parts = (draft.family, draft.given, draft.middle, draft.prefix, draft.suffix)
    if any(parts):
        value = ";".join(map(one_line, parts))
        written.add("N", value, owner=("N", "".join(parts)))
    elif draft.kind == "person" and all(channel.value != draft.name for channel in draft.channels):
        # Phones show what is in N and pass FN over.
        written.add("N", f";{name};;;", {parameters.FROM_NAME: ["FN"]})
    else:
        written.add("N", ";;;;")
    if draft.nickname:
        written.add("NICKNAME", one_line(draft.nickname), owner=("NICKNAME", draft.nickname))
    for part, value in (
        ("FIRST", draft.phonetic_given),
        ("MIDDLE", draft.phonetic_middle),
        ("LAST", draft.phonetic_family),
    ):
        if value:
            written.add(f"X-PHONETIC-{part}-NAME", one_line(value))


def _add_work(written: Card, draft: ContactDraft) -> None:
    is_company = draft.kind == "company"
    if is_company and written.is_4:
        written.add("KIND", "org")
    elif is_company:
        written.add("X-ABSHOWAS", "COMPANY")
    elif draft.company and draft.name == draft.company:
        written.add("KIND", "individual")  # or else it would be taken for the company
    company = draft.name if is_company else draft.company
    if company or draft.department:
        value = one_line(company) + (f";{one_line(draft.department)}" if draft.department else "")
        written.add("ORG", value, owner=("ORG", company + draft.department))
    if draft.title:
        written.add("TITLE", one_line(draft.title), owner=("TITLE", draft.title))


def _add_address(written: Card, address: AddressDraft) -> None:
    from crmcli.formats.vcard.reaching import label_of

    parts = (
        address.po_box,
        address.extended,
        address.street,
        address.city,
        address.region,
        address.postal_code,
        address.country,
    )
    types, label = label_of(address.label, written)
    value = ";".join(map(one_line, parts))
    owner = ("ADR", "".join(parts))
    written.add("ADR", value, {"TYPE": types} if types else None, owner=owner, label=label)


def _add_day(written: Card, occasion: OccasionDraft) -> None:
    given: dict[str, list[str]] = {}
    owner = (parameters.DAY, occasion.key)
    time = one_line(written.taken(owner, parameters.TIME))
    if written.is_4:
        text = f"{occasion.year:04d}{occasion.key}" if occasion.year else f"--{occasion.key}"
    else:
        dash = "" if time else "-"  # a day with its time is written in one style
        text = f"{occasion.year or int(_YEAR_OF_NO_YEAR):04d}{dash}{occasion.month:02d}{dash}{occasion.day:02d}"
        given = {} if occasion.year else {"X-APPLE-OMIT-YEAR": [_YEAR_OF_NO_YEAR]}
    text += time
    if occasion.kind == "birthday":
        written.add("BDAY", text, given, owner=owner)
    elif occasion.kind == "anniversary" and written.is_4 and not written.has("ANNIVERSARY"):
        written.add("ANNIVERSARY", text, given, owner=owner)
    else:
        written.add("X-ABDATE", text, given, owner=owner, label=occasion.kind)


def _add_relation(written: Card, relation: RelationDraft) -> None:
    owner = (parameters.RELATED, relation.name)
    if not written.is_4:
        given = {"VALUE": ["text"]} if is_address(relation.name) else {}
        written.add("X-ABRELATEDNAMES", one_line(relation.name), given, owner=owner, label=relation.kind)
        return
    given = {"VALUE": ["text"]}
    if relation.kind in _RELATIONS_OF_THE_STANDARD:
        written.add("RELATED", one_line(relation.name), {**given, "TYPE": [relation.kind]}, owner=owner)
    else:
        written.add("RELATED", one_line(relation.name), given, owner=owner, label=relation.kind)


def _add_texts(written: Card, draft: ContactDraft) -> None:
    if draft.groups:
        written.add("CATEGORIES", ",".join(map(one_line, draft.groups)))
    if draft.notes:
        written.add("NOTE", several_lines(draft.notes), owner=("NOTE", draft.notes))
    if draft.timezone:
        given = {"VALUE": ["text"]} if written.is_4 else None
        written.add("TZ", one_line(draft.timezone), given, owner=("TZ", draft.timezone))
    if draft.language:
        written.add("LANG", one_line(draft.language), owner=("LANG", draft.language))


def _add_own(written: Card, draft: ContactDraft) -> None:
    for number, uid in enumerate(draft.uids):
        written.add(own.UID if number else "UID", one_line(uid), owner=("UID", uid))
    for name, value in draft.fields.items():
        if name == "role" and draft.title and "\n" not in value:
            written.add("ROLE", one_line(value), owner=("ROLE", value))
        else:
            written.add(own.FIELD, several_lines(value), {parameters.FIELD_NAME: [name]})
    for name, written_as in own.PROPERTIES.items():
        value = draft.facts.get(name, "")
        if value:
            written.add(written_as, one_line(value))


def _add_photo(written: Card, draft: ContactDraft) -> None:
    if draft.photo is None:
        return
    from binascii import b2a_base64

    media_type = one_line(draft.photo.media_type)
    data = b2a_base64(draft.photo.data, newline=False).decode()
    if written.is_4:
        written.add("PHOTO", f"data:{media_type};base64,{data}", owner=("PHOTO", ""))
        return
    kind, _slash, name = media_type.partition("/")
    given = {"ENCODING": ["b"]}
    if kind == "image" and name.isalnum():
        given["TYPE"] = [name.upper()]
    else:
        given["MEDIATYPE"] = [media_type]
    written.add("PHOTO", data, given, owner=("PHOTO", ""))
