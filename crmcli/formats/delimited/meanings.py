"""What the tags of a header's words mean when they stand together.

Promises one meaning for any set of tags, `UNKNOWN` where they contradict each other or say nothing. Words and
languages are not known here: they are in `vocabulary` and `headers`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column holds.

    `kind` is a part of a name (`given`), a channel (`phone`, `email`, `url`, `service`), `address`,
    `relation`, a day, `groups`, `notes`, `label` (of the columns of kind `part` with the same number),
    `noise`, or `unknown`.
    `part` is the part of an address, the service, the relation. `number` counts columns of the same sort.
    """

    kind: str
    part: str = ""
    label: str = ""
    number: str = ""
    is_preferred: bool = False


UNKNOWN = Meaning("unknown")

_PHONE_SORTS = ("mobile", "fax", "pager", "car", "video", "callback", "radio", "isdn", "tty", "telex")
_PLACES = ("home", "work", "other")
_ADDRESS_PARTS = (
    "street",
    "line_1",
    "line_2",
    "line_3",
    "formatted",
    "extended",
    "city",
    "region",
    "postal_code",
    "country",
    "po_box",
)
_PEOPLE = {
    "spouse": "spouse",
    "child": "child",
    "manager": "manager",
    "assistant": "assistant",
    "referrer": "referred by",
}
_NUMBERED = ("relation", "event", "custom", "jot", "im")
_NOISE = ("sensitivity", "priority", "private", "gender", "initials")
_QUALIFIERS = frozenset((*_PLACES, *_PHONE_SORTS, "main", "primary", "secondary"))
_PHONE_WORDS = _QUALIFIERS | {"filler", "private", "company"}


def put_together(tags: frozenset[str], sequence: list[frozenset[str]], number: str) -> Meaning:
    """Return what a header means: `tags` are all that its words say, `sequence` what each says in turn.

    A number between the words is `{"number"}` in the sequence; `number` is the first of them, or empty.
    """
    if "label" in tags:
        return _label_column(tags, number)
    if "email" in tags:
        if "display" in tags:
            return Meaning("email_display", number=number)
        return Meaning("email", label=_place(tags), number=number, is_preferred="primary" in tags)
    if "phone" in tags or (tags & set(_PHONE_SORTS) and not tags - _PHONE_WORDS):
        return _phone(tags, number)
    if tags <= _QUALIFIERS and tags and not number:
        return Meaning("maybe_phone", label=_phone(tags, "").label, is_preferred="primary" in tags)
    for tag in sorted(tags):
        if tag.startswith("service_"):
            return Meaning("service", part=tag[len("service_") :].replace("_", " "), label=_place(tags))
    if "url" in tags:
        label = _place(tags) or ("home page" if "home_page" in tags else "")
        return Meaning("url", label=label or next((t for t in ("blog", "profile") if t in tags), ""), number=number)
    return _address(tags, sequence, number) or _person_or_name(tags, number) or _single(tags, number)


def _label_column(tags: frozenset[str], number: str) -> Meaning:
    for kind in ("email", "phone", "address", "url", *_NUMBERED):
        if kind in tags:
            return Meaning("label", part=kind, number=number)
    return Meaning("noise", part="label") if "company" in tags else UNKNOWN


def _place(tags: frozenset[str]) -> str:
    if "company" in tags:
        return "work"
    return next((place for place in _PLACES if place in tags), "")


def _phone(tags: frozenset[str], number: str) -> Meaning:
    words = [_place(tags), *(sort for sort in _PHONE_SORTS if sort in tags)]
    if "assistant" in tags:
        words = ["assistant"]
    elif "main" in tags or ("primary" in tags and not any(words)):
        words = ["main"]
    label = " ".join(word for word in words if word)
    return Meaning("phone", label=label, number=number, is_preferred="primary" in tags)


def _address(tags: frozenset[str], sequence: list[frozenset[str]], number: str) -> Meaning | None:
    part = next((part for part in _ADDRESS_PARTS if part in tags), "")
    if not part and "address" not in tags:
        return None
    if tags - _QUALIFIERS - set(_ADDRESS_PARTS) - {"address", "filler", "company", "private", "name", "value"}:
        return None
    label = _place(tags)
    if not number:
        return Meaning("address", part=part or "formatted", label=label)
    places = [index for index, said in enumerate(sequence) if said & {*_ADDRESS_PARTS, "address"}]
    if max(places) > sequence.index(frozenset(("number",))):
        return Meaning("address", part=part or "formatted", label=label, number=number)
    is_street = part in ("", "street")
    return Meaning("address", part=f"line_{number}" if is_street and number in "123" else part, label=label)


def _person_or_name(tags: frozenset[str], number: str) -> Meaning | None:
    for tag, kind in _PEOPLE.items():
        if tag in tags and not tags & {"company", "department"}:
            return Meaning("relation", part=kind)
    for part in ("family", "given", "middle"):
        if f"phonetic_{part}" in tags or ("phonetic" in tags and part in tags):
            return Meaning(f"phonetic_{part}")
    if "phonetic" in tags:
        return UNKNOWN
    if "company" in tags:
        for inner in ("department", "title", "prefix_or_title"):
            if inner in tags:
                return Meaning("department" if inner == "department" else "title")
        return Meaning("company") if not tags - _COMPANY_WORDS else UNKNOWN
    for kind in _NUMBERED:
        if kind in tags and "value" in tags:
            return Meaning(kind, number=number)
        if kind == "im" and "im" in tags and "service" in tags:
            return Meaning("label", part="im_service", number=number)
    return None


_COMPANY_WORDS = frozenset(("company", "work", "filler", "name", "name_or_family", "given_or_name", "value"))
_SINGLES = (
    "given",
    "given_or_name",
    "family",
    "middle",
    "prefix",
    "prefix_or_title",
    "suffix",
    "nickname",
    "department",
    "title",
    "username",
    "birthday",
    "birth_year",
    "birth_month",
    "birth_day",
    "birth_month_bare",
    "birth_day_bare",
    "anniversary",
    "notes",
    "groups",
    "language",
    "name_or_family",
    "name",
)


def _single(tags: frozenset[str], number: str) -> Meaning:
    """The meaning of words that say one thing only, or `UNKNOWN`."""
    said = [tag for tag in _SINGLES if tag in tags]
    if {"family", "name"} <= tags or ("family" in tags and tags & {"given", "given_or_name"}):
        return Meaning("name")
    rest = tags - set(said) - {"filler", "display", "home", "work", "primary", "address"}
    if len(rest) == 1 and not said:
        (only,) = rest
        return Meaning("noise", part=only) if only in _NOISE else UNKNOWN
    return Meaning(said[0], number=number) if said and not rest else UNKNOWN
