"""All else that a draft has a place for: notes, groups, identifiers, language, time zone, labels, members."""

from __future__ import annotations

import re
from functools import lru_cache

from crmcli.formats.vcard import parameters
from crmcli.formats.vcard.building import Builder, Handler
from crmcli.formats.vcard.labels import label_as_written
from crmcli.formats.vcard.lines import Head

_ZONE = re.compile(
    r"(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc)(/[A-Za-z0-9_+-]+){1,2}"
)
# Google puts every contact into this group; it says nothing of anyone.
_GROUPS_OF_EVERYBODY = frozenset({"mycontacts", "my contacts"})


def bare_uid(uid: str) -> str:
    """An identifier without the `urn:uuid:` that some programs write before it."""
    return uid[9:] if uid[:9].lower() == "urn:uuid:" else uid


def _note(builder: Builder, head: Head, value: str) -> bool:
    note = builder.long_text(head, value)
    if note:
        builder.notes.append(note)
    return True


def _categories(builder: Builder, head: Head, value: str) -> bool:
    for word in builder.parts(head, value, ","):
        if word and word.lower() not in _GROUPS_OF_EVERYBODY:
            builder.groups.append(word)
    return True


def _uid(builder: Builder, head: Head, value: str) -> bool:
    uid = bare_uid(builder.text(head, value))
    if uid:
        builder.uids.append(uid)
    return True


def _language(builder: Builder, head: Head, value: str) -> bool:
    language = builder.text(head, value)
    if builder.draft.language:
        return language in ("", builder.draft.language)
    builder.draft.language = language
    return True


def _zone(builder: Builder, head: Head, value: str) -> bool:
    zone = builder.text(head, value)
    if builder.draft.timezone or not _is_zone(zone):
        return zone in ("", builder.draft.timezone)
    builder.draft.timezone = zone
    return True


@lru_cache(256)
def _is_zone(name: str) -> bool:
    """Whether it is the name of a time zone, and not an offset (`-05:00`), which is several zones'."""
    if _ZONE.fullmatch(name):
        return True
    from zoneinfo import ZoneInfo

    try:
        return bool(name) and ZoneInfo(name).key == name
    except (LookupError, OSError, ValueError):
        return False


def _label(builder: Builder, head: Head, value: str) -> bool:
    text = builder.text(head, value)
    label = text if head.parameter(parameters.EXACT) else label_as_written(text)
    if head.group and label:
        builder.labels[head.group] = label
    return True


def _member(builder: Builder, head: Head, value: str) -> bool:
    member = bare_uid(builder.text(head, value))
    if member:
        builder.members.append(member)
        builder.member_lines.append((head, value))
    return True


def _housekeeping(builder: Builder, head: Head, value: str) -> bool:
    return True


HANDLERS: dict[str, Handler] = {
    "NOTE": _note,
    "CATEGORIES": _categories,
    "UID": _uid,
    "LANG": _language,
    "TZ": _zone,
    "X-ABLABEL": _label,
    "X-AB-LABEL": _label,
    "MEMBER": _member,
    "X-ADDRESSBOOKSERVER-MEMBER": _member,
    "BEGIN": _housekeeping,
    "END": _housekeeping,
    "VERSION": _housekeeping,
    "PRODID": _housekeeping,
    "PROFILE": _housekeeping,
    "REV": _housekeeping,
}
