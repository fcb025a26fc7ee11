"""What a contact is called, from the parts of a name or, without any, from what else the row says.

Promises a name for every row in which a person, a company or a way to reach one can be read.
"""

from __future__ import annotations

from crmcli.folding import is_ideograph
from crmcli.formats.delimited.headers import normalise
from crmcli.formats.delimited.setters import add_field
from crmcli.formats.drafts import ContactDraft

_LONGEST_MADE_NAME = 80


def complete(draft: ContactDraft, display_header: str, fallback: str) -> bool:
    """Give a draft its name and kind; return false where nothing in it can be called anything.

    `draft.name` holds the whole name where the row had one; it is kept under `display_header` where it says
    more than the parts. `fallback` is a name that another program made up, or empty.
    """
    composed = compose(draft.given, draft.middle, draft.family)
    if composed:
        if draft.name and draft.name != composed and not _says_the_same(draft):
            add_field(draft, display_header, draft.name)
        draft.name = composed
        return True
    if draft.name or fallback:
        draft.name = draft.name or fallback
        return True
    if draft.nickname:
        draft.name, draft.named_by = draft.nickname, "nickname"
        return True
    if draft.company:
        draft.name, draft.named_by = draft.company, "company"
        if not (draft.title or draft.occasions):
            draft.kind, draft.company = "company", ""
        return True
    return _by_anything_else(draft)


def compose(given: str, middle: str, family: str) -> str:
    """Return a whole name of its parts: `Budi Jaya Santoso`, but `王小明`, as it is written there."""
    if not middle and not (given and family):
        return given or family
    if family and given and _is_unspaced(family) and _is_unspaced(given):
        return family + middle + given
    return " ".join(part for part in (given, middle, family) if part)


def _is_unspaced(part: str) -> bool:
    """Whether all of a name is written in Chinese characters or hangul, the family name first."""
    return part >= "\u2e80" and all(is_ideograph(c) or "\uac00" <= c <= "\ud7a3" for c in part)


def _says_the_same(draft: ContactDraft) -> bool:
    """Whether a whole name has no word that the parts of the name do not have."""
    whole = normalise(draft.name)
    parts = normalise(f"{draft.prefix} {draft.given} {draft.middle} {draft.family} {draft.suffix} {draft.nickname}")
    return set(whole.split()) <= set(parts.split()) or whole.replace(" ", "") in parts.replace(" ", "")


def _by_anything_else(draft: ContactDraft) -> bool:
    for kind in ("email", "phone"):
        for channel in draft.channels:
            if channel.kind == kind:
                draft.name, draft.named_by = channel.value, kind
                return True
    if draft.channels:
        text = draft.channels[0].value
    elif draft.addresses:
        address = draft.addresses[0]
        text = ", ".join(part for part in (address.street, address.city, address.country) if part)
    else:
        text = draft.title or draft.notes.partition("\n")[0]
    draft.name, draft.named_by = text[:_LONGEST_MADE_NAME], "other"
    return bool(draft.name)
