"""What vobject reads in a card, in the shape of our drafts, and which of its errors explain differences."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from crmcli.formats.drafts import ContactDraft
from crmcli.formats.vcard.occasions import read_day

Values = dict[str, list[str]]
NAME_PARTS = ("family", "given", "middle", "prefix", "suffix")
_ADDRESS_PARTS = ("box", "extended", "street", "city", "region", "code", "country")
_GROUPS_OF_EVERYBODY = ("mycontacts", "my contacts")


def our_values(draft: ContactDraft) -> Values:
    """What we read, by property."""
    birthdays = [occasion for occasion in draft.occasions if occasion.kind == "birthday"]
    return {
        "FN": [draft.name],
        **{part: [getattr(draft, part)] for part in NAME_PARTS},
        **{
            name: [channel.value for channel in draft.channels if channel.kind == kind]
            for name, kind in (("TEL", "phone"), ("EMAIL", "email"), ("URL", "url"))
        },
        "ORG": [
            (draft.company or draft.name) if draft.kind == "company" else draft.company,
            draft.department,
        ],
        "TITLE": [draft.title],
        "NOTE": [_plain(draft.notes)],
        "NICKNAME": [draft.nickname],
        "CATEGORIES": draft.groups,
        "BDAY": [_day((day.year, day.month, day.day)) for day in birthdays],
        "ADR": [
            " | ".join((a.po_box, a.extended, a.street, a.city, a.region, a.postal_code, a.country))
            for a in draft.addresses
        ],
    }


def their_values(card: Any) -> Values:
    """What vobject read, by property; a property that the card does not have is missing."""

    def values(name: str) -> list[Any]:
        return [line.value for line in card.contents.get(name.lower(), [])]

    def texts(name: str) -> list[str]:
        return [_plain(value) for value in values(name) if _plain(value)]

    found: Values = {name: texts(name) for name in ("TEL", "EMAIL", "URL", "BDAY")}
    found["NOTE"] = [_plain(" ".join(dict.fromkeys(values("note"))))]
    found["CATEGORIES"] = list(dict.fromkeys(text for value in values("categories") for text in _list(value)))
    addresses = [" | ".join(_joined(getattr(a, part), ", ") for part in _ADDRESS_PARTS) for a in values("adr")]
    firsts = {
        "FN": texts("fn")[:1],
        "TITLE": texts("title")[:1],
        "NICKNAME": [", ".join(texts("nickname"))],
        "ORG": [organisation for value in values("org")[:1] for organisation in _organisation(value)],
        "ADR": [address for address in addresses if address.strip(" |")],
    }
    found |= {name: first for name, first in firsts.items() if any(first)}
    for name in values("n")[:1]:
        parts = (name.family, name.given, name.additional, name.prefix, name.suffix)
        joints = (" ", " ", " ", ", ", ", ")
        for key, part, joint in zip(NAME_PARTS, parts, joints, strict=True):
            found[key] = [_joined(part, joint)]
    return found


def is_cut_at_a_comma(ours: list[str], theirs: list[str]) -> bool:
    """vobject drops what stands behind a comma that the writer did not escape."""
    return len(ours) == len(theirs) and all(
        our == their or our.startswith(their + ",") for our, their in zip(ours, theirs, strict=True)
    )


def keeps_an_escaped_colon(ours: list[str], theirs: list[str]) -> bool:
    r"""vobject leaves `\:` as it is."""
    return ours == [their.replace("\\:", ":") for their in theirs]


def drops_the_sixth_part(ours: list[str], theirs: list[str]) -> bool:
    """vobject drops parts of N after the fifth, and leaves `\\:` as it is; we add them to the suffix."""
    return [our.partition(" ")[0] for our in ours] == [their.replace("\\:", ":") for their in theirs]


def keeps_the_scheme(ours: list[str], theirs: list[str]) -> bool:
    """vobject leaves `tel:` before a number, and takes a `sip:` address for one."""
    numbers = [their for their in theirs if not their.startswith("sip:")]
    return ours == [number.removeprefix("tel:") for number in numbers]


def keeps_a_name_around_an_address(ours: list[str], theirs: list[str]) -> bool:
    """vobject leaves `"Omega" <omega@example.com>` together."""
    return ours == [their.rpartition("<")[2].rstrip(">") for their in theirs]


def loses_a_value_after_a_soft_break(ours: list[str], theirs: list[str]) -> bool:
    """vobject loses a quoted-printable value that begins on its second line."""
    return len(ours) == 1 and not theirs


def leaves_dates_as_written(ours: list[str], theirs: list[str]) -> bool:
    """vobject hands dates over in any form, and all of them; we take the first that is one."""
    days = [day for day in map(read_day, theirs) if day]
    return ours == [_day(day) for day in days[:1]]


def does_not_know_departments(ours: list[str], theirs: list[str]) -> bool:
    """vobject does not join ORG and X-DEPARTMENT."""
    return ours[0] == theirs[0] and bool(ours[1]) and not theirs[1]


def keeps_groups_of_everybody(ours: list[str], theirs: list[str]) -> bool:
    """Google puts every contact into one group, which we leave out."""
    return ours == [their for their in theirs if their.lower() not in _GROUPS_OF_EVERYBODY]


Reason = Callable[[list[str], list[str]], bool]
REASONS: dict[str, tuple[Reason, ...]] = {
    "FN": (is_cut_at_a_comma,),
    "NOTE": (is_cut_at_a_comma, keeps_an_escaped_colon),
    "NICKNAME": (is_cut_at_a_comma,),
    "URL": (keeps_an_escaped_colon, loses_a_value_after_a_soft_break),
    "suffix": (drops_the_sixth_part,),
    "TEL": (keeps_the_scheme,),
    "EMAIL": (keeps_a_name_around_an_address,),
    "BDAY": (leaves_dates_as_written,),
    "ORG": (does_not_know_departments,),
    "CATEGORIES": (keeps_groups_of_everybody,),
}


def _day(day: tuple[int | None, int, int]) -> str:
    year, month, day_of_month = day
    return f"{year or '-'}-{month:02}-{day_of_month:02}"


def _organisation(value: Any) -> list[str]:
    company, *units = _list(value) or [""]
    return [company, ", ".join(unit for unit in units if unit)]


def _list(value: Any) -> list[str]:
    return [_plain(part) for part in value] if isinstance(value, list) else [_plain(value)]


def _joined(value: Any, joint: str) -> str:
    parts: Iterable[Any] = value if isinstance(value, list | tuple) else [value]
    return _plain(joint.join(", ".join(filter(None, map(_plain, str(part).split("\n")))) for part in parts))


def _plain(value: Any) -> str:
    """A text with its white space evened out: where lines end is not what is compared."""
    return " ".join(str(value).split())
