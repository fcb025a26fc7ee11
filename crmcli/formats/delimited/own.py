"""Columns that only crm's own exports have: what Google's columns have no place for. Other programs pass them over.

A contact's whole name and kind stand there where the other columns would make another of them.
"""

from __future__ import annotations

from crmcli.formats import facts
from crmcli.formats.cleaning import clean_line, clean_text
from crmcli.formats.drafts import ContactDraft

PREFIX = "crm "
KIND, NAME, UIDS, TIMEZONE, UNPARSED = "kind", "name", "uid", "timezone", "vcard"
HEADERS = {
    part: "crm " + part.replace("_", " ").capitalize()
    for part in (KIND, NAME, *facts.NAMES, "language", TIMEZONE, UNPARSED)
} | {UIDS: "crm UID"}
PARTS = {header.casefold(): part for part, header in HEADERS.items()}
SEPARATOR = " ::: "


def put(draft: ContactDraft, part: str, cell: str) -> None:
    """Put the text of a cell, which is not empty, where it belongs."""
    if part == UNPARSED:
        draft.unparsed += [line for line in map(clean_line, clean_text(cell).split("\n")) if line]
        return
    text = clean_line(cell)
    if part == UIDS:
        draft.uids += [uid for uid in text.split(SEPARATOR) if uid]
    elif part in (TIMEZONE, "language"):
        setattr(draft, part, text)
    elif part in (KIND, NAME):
        draft.facts[part] = text
    elif checked := facts.checked(part, text):
        draft.facts[part] = checked


def complete(draft: ContactDraft) -> bool:
    """Give a draft the name and kind that its own columns say; return false where they say nothing."""
    kind, name = draft.facts.pop(KIND, ""), draft.facts.pop(NAME, "")
    if kind == "company" and (name or draft.company):
        draft.kind, draft.name, draft.company = "company", name or draft.company, ""
        return True
    if not name:
        return False
    draft.name = name
    if draft.given == name and not (draft.middle or draft.family):
        draft.given = ""  # phones and programs need one; crm did not know any
    return True
