"""Properties that say who or what a card is: names, company, title, kind."""

from __future__ import annotations

from crmcli.formats.cleaning import clean_line
from crmcli.formats.vcard import parameters
from crmcli.formats.vcard.building import Builder, Handler
from crmcli.formats.vcard.lines import Head
from crmcli.formats.vcard.values import join_list, unescape

_PARTS = ("family", "given", "middle", "prefix", "suffix")
_JOINTS = (" ", " ", " ", ", ", ", ")


def _formatted_name(builder: Builder, head: Head, value: str) -> bool:
    name = builder.text(head, value)
    if builder.formatted_name:
        return name in ("", builder.formatted_name)
    builder.formatted_name = name
    return True


def _name(builder: Builder, head: Head, value: str) -> bool:
    draft = builder.draft
    if head.parameter(parameters.FROM_NAME):
        return True
    if "," in value and not builder.is_version_21:
        raw_parts = builder.raw_parts(head, value)
        joints = (*_JOINTS, *[" "] * (len(raw_parts) - len(_JOINTS)))
        parts = [clean_line(unescape(join_list(part, joint))) for part, joint in zip(raw_parts, joints, strict=False)]
    else:
        parts = builder.parts(head, value)
    if not any(parts):
        return True
    if draft.family or draft.given or draft.middle or draft.prefix or draft.suffix:
        return [draft.family, draft.given] == [*parts, ""][:2]
    draft.family, draft.given, draft.middle, draft.prefix, draft.suffix = (parts + [""] * 5)[:5]
    if "SORT-AS" in head.parameters:
        draft.unparsed.append("SORT-STRING:" + clean_line(",".join(head.parameters["SORT-AS"])))
    if len(parts) > 5:
        _add_surplus(builder, parts)
    return True


def _add_surplus(builder: Builder, parts: list[str]) -> None:
    """Parts after the fifth repeat, by RFC 9554, what family name and suffix say. Keep what they do not."""
    known = f"{parts[0]} {parts[4]}".split()
    surplus = [part for part in parts[5:] if part and part not in known]
    builder.draft.suffix = " ".join([part for part in (parts[4], *surplus) if part])


def _nickname(builder: Builder, head: Head, value: str) -> bool:
    builder.nicknames += builder.words(head, value)
    return True


def _organisation(builder: Builder, head: Head, value: str) -> bool:
    draft = builder.draft
    company, *units = builder.parts(head, value)
    department = ", ".join([unit for unit in units if unit])
    if draft.company:
        return company in ("", draft.company) and department in ("", draft.department)
    if department and draft.department not in ("", department):
        return False
    draft.company, draft.department = company, department or draft.department
    return True


def _department(builder: Builder, head: Head, value: str) -> bool:
    department = builder.text(head, value)
    if builder.draft.department:
        return department in ("", builder.draft.department)
    builder.draft.department = department
    return True


def _title(builder: Builder, head: Head, value: str) -> bool:
    title = builder.text(head, value)
    if builder.draft.title:
        return title in ("", builder.draft.title)
    builder.draft.title = title
    return True


def _role(builder: Builder, head: Head, value: str) -> bool:
    role = builder.text(head, value)
    if builder.role:
        return role in ("", builder.role)
    builder.role = role
    return True


def _phonetic_given(builder: Builder, head: Head, value: str) -> bool:
    builder.draft.phonetic_given = builder.text(head, value)
    return True


def _phonetic_middle(builder: Builder, head: Head, value: str) -> bool:
    builder.draft.phonetic_middle = builder.text(head, value)
    return True


def _phonetic_family(builder: Builder, head: Head, value: str) -> bool:
    builder.draft.phonetic_family = builder.text(head, value)
    return True


def _sound(builder: Builder, head: Head, value: str) -> bool:
    """Japanese phones write how a name is read as SOUND;X-IRMC-N, in the parts of N."""
    if "x-irmc-n" not in map(str.lower, head.types):
        return False
    parts = [*builder.parts(head, value), "", "", ""]
    draft = builder.draft
    draft.phonetic_family, draft.phonetic_given, draft.phonetic_middle = parts[:3]
    return True


def _kind(builder: Builder, head: Head, value: str) -> bool:
    kind = builder.text(head, value).lower()
    builder.kind = builder.kind or kind
    return kind in ("", "individual", "person", "org", "organization", "company", "group")


def _shown_as(builder: Builder, head: Head, value: str) -> bool:
    if builder.text(head, value).lower() != "company":
        return False
    builder.is_shown_as_company = True
    return True


HANDLERS: dict[str, Handler] = {
    "FN": _formatted_name,
    "N": _name,
    "NICKNAME": _nickname,
    "X-NICKNAME": _nickname,
    "ORG": _organisation,
    "X-DEPARTMENT": _department,
    "TITLE": _title,
    "ROLE": _role,
    "X-PHONETIC-FIRST-NAME": _phonetic_given,
    "X-PHONETIC-MIDDLE-NAME": _phonetic_middle,
    "X-PHONETIC-LAST-NAME": _phonetic_family,
    "SOUND": _sound,
    "KIND": _kind,
    "X-ADDRESSBOOKSERVER-KIND": _kind,
    "X-ABSHOWAS": _shown_as,
}
