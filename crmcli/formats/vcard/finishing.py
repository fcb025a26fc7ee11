"""A card that has been read to its end becomes a draft.

Here is decided what a card is called, whether it is a person, a company or a group, and whether it says
anything.
"""

from __future__ import annotations

import re

from crmcli.formats.cleaning import clean_line
from crmcli.formats.drafts import (
    AddressDraft,
    ChannelDraft,
    ContactDraft,
    Entry,
    GroupDraft,
    OccasionDraft,
    Rejected,
    RelationDraft,
)
from crmcli.formats.vcard import parameters
from crmcli.formats.vcard.addresses import add_free_addresses
from crmcli.formats.vcard.building import Builder
from crmcli.i18n import _

LONGEST_NAME = 1000  # characters
_LONGEST_MADE_UP_NAME = 80
_COMPANY_KINDS = frozenset({"org", "organization", "company"})
_PERSON_KINDS = frozenset({"individual", "person"})
_WRITTEN_WITHOUT_BLANKS = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff]+"
)
_CUT_FIELDS = ("name", "given", "family", "middle", "prefix", "suffix", "nickname", "company", "title")


def finish(builder: Builder) -> Entry:
    """The contact or group in a card, or its rejection where it says nothing to know anyone by."""
    draft = builder.draft
    _apply_labels(builder)
    _apply_ranks(builder)
    if builder.free_addresses:
        add_free_addresses(builder)
    _gather_lists(builder)
    if builder.role:
        _place_role(draft, builder.role)
    if builder.kind == "group":
        return _group(builder)
    for head, value in builder.member_lines:
        builder.keep(head, value)
    _name(builder)
    if not draft.name:
        reason = _("The card has no name, company, phone, e-mail or anything else to know it by.")
        return Rejected(draft.line, reason, draft.source)
    if len(draft.source) > LONGEST_NAME:
        _cut_long_names(draft)
    return draft


def compose_name(given: str, middle: str, family: str) -> str:
    """A person's full name out of its parts, family name first and without blanks where it is so written."""
    written = [part for part in (family, given, middle) if part]
    if len(written) > 1 and all(map(_WRITTEN_WITHOUT_BLANKS.fullmatch, written)):
        return family + middle + given
    return " ".join([part for part in (given, middle, family) if part])


def _gather_lists(builder: Builder) -> None:
    draft = builder.draft
    if builder.nicknames:
        draft.nickname = ", ".join(dict.fromkeys(builder.nicknames))
    if builder.notes:
        draft.notes = "\n\n".join(dict.fromkeys(builder.notes))
    if builder.groups:
        draft.groups = list(dict.fromkeys(builder.groups))
    if builder.uids or builder.further_uids:
        draft.uids = list(dict.fromkeys(builder.uids + builder.further_uids))
    # Who stands on a card of their own inside this one is named twice in an export; and programs repeat days.
    if len(draft.relations) > 1:
        draft.relations = list({(each.kind, each.name): each for each in reversed(draft.relations)}.values())[::-1]
    if len(draft.occasions) > 1:
        draft.occasions = list({(each.kind, each.year, each.key): each for each in reversed(draft.occasions)}.values())[
            ::-1
        ]
    draft.unparsed += parameters.notes(builder.parameters)


def _place_role(draft: ContactDraft, role: str) -> None:
    if not draft.title:
        draft.title = role
    elif role != draft.title:
        draft.fields["role"] = role


def _apply_labels(builder: Builder) -> None:
    """X-ABLabel lines label the values of their line group; one that labels nothing known is kept."""
    if not builder.labels:
        return
    labelled = set()
    for group, target in builder.grouped:
        label = builder.labels.get(group)
        if label is None:
            continue
        labelled.add(group)
        if isinstance(target, ChannelDraft | AddressDraft):
            target.label = label
        elif isinstance(target, OccasionDraft | RelationDraft):
            target.kind = label
    for group, label in builder.labels.items():
        if group not in labelled:
            escaped = label.replace("\\", "\\\\")
            builder.draft.unparsed.append(f"{group}.X-ABLabel:{escaped}")


def _apply_ranks(builder: Builder) -> None:
    """Where no value of a kind is preferred outright, the one of the best rank is."""
    if not builder.ranked:
        return
    decided = {channel.kind for channel in builder.draft.channels if channel.preferred}
    for _rank, channel in sorted(builder.ranked, key=lambda ranked: ranked[0]):
        if channel.kind not in decided:
            decided.add(channel.kind)
            channel.preferred = True


def _name(builder: Builder) -> None:
    draft = builder.draft
    draft.name = builder.formatted_name or compose_name(draft.given, draft.middle, draft.family)
    if not draft.name:
        draft.name = " ".join([part for part in (draft.prefix, draft.suffix) if part])
    is_company = builder.is_shown_as_company or builder.kind in _COMPANY_KINDS
    # Phones write a company that is nobody's employer with its name twice, and an empty N.
    is_nobody = builder.kind not in _PERSON_KINDS and not (draft.given or draft.middle or draft.family)
    if is_company or (draft.company and is_nobody and draft.name in ("", draft.company)):
        _make_company(builder)
    if not draft.name:
        draft.name, draft.named_by = _second_best_name(draft)


def _make_company(builder: Builder) -> None:
    draft = builder.draft
    draft.kind = "company"
    if draft.company and (not draft.name or builder.is_shown_as_company):
        draft.name, draft.named_by = draft.company, "company"
    if draft.company == draft.name:
        draft.company = ""


def _second_best_name(draft: ContactDraft) -> tuple[str, str]:
    if draft.nickname:
        return draft.nickname, "nickname"
    for kind in ("email", "phone"):
        for channel in draft.channels:
            if channel.kind == kind:
                return channel.value, kind
    for text in _other_texts(draft):
        if text:
            return clean_line(text[:_LONGEST_MADE_UP_NAME]), "other"
    return "", "name"


def _other_texts(draft: ContactDraft) -> list[str]:
    address = draft.addresses[0] if draft.addresses else AddressDraft()
    lines = (address.street, address.extended, address.po_box, address.postal_code, address.city)
    return [
        draft.channels[0].value if draft.channels else "",
        draft.title,
        draft.department,
        draft.notes.partition("\n")[0],
        ", ".join([part for part in (*lines, address.region, address.country) if part]),
        draft.phonetic_given or draft.phonetic_family,
        draft.relations[0].name if draft.relations else "",
    ]


def _cut_long_names(draft: ContactDraft) -> None:
    cut = False
    for field in _CUT_FIELDS:
        text = getattr(draft, field)
        if len(text) > LONGEST_NAME:
            setattr(draft, field, text[:LONGEST_NAME].rstrip())
            cut = True
    if cut:
        message = _("A name of more than {limit} characters was cut to that length.")
        draft.problems.append(message.format(limit=LONGEST_NAME))


def _group(builder: Builder) -> GroupDraft | Rejected:
    draft = builder.draft
    name = builder.formatted_name or compose_name(draft.given, draft.middle, draft.family)
    name = name or draft.company or draft.nickname or next(iter(draft.uids), "")
    if not name:
        return Rejected(draft.line, _("The group has no name."), draft.source)
    members = list(dict.fromkeys(builder.members))
    return GroupDraft(draft.line, draft.source, name[:LONGEST_NAME], next(iter(draft.uids), ""), members)
