"""Contacts that hypothesis makes up: every text that a database can hold, the awkward ones first."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

from hypothesis import strategies as st

from crmcli.formats.cleaning import clean_line, clean_text
from crmcli.formats.drafts import (
    AddressDraft,
    ChannelDraft,
    ContactDraft,
    OccasionDraft,
    PhotoDraft,
    RelationDraft,
)

_AWKWARD = "\\;,:\"'^=+-@#*|. nN\tabcÄß王明ا😀%&<>{}[]()/?_$!~`\u200d\u202e\u2028\x85\x07"
_characters = st.one_of(st.sampled_from(_AWKWARD), st.characters(codec="utf-8"))
lines = st.text(_characters, max_size=30).map(clean_line)
full_lines = lines.filter(bool)
texts = st.text(st.one_of(_characters, st.just("\n")), max_size=60).map(clean_text)
_words = st.sampled_from(
    ["", "home", "work", "mobile", "work fax", "Toko", "main", "Handy", "other", "email", "x-y", "_$!<Mobile>!$_", "*"]
)
_labels = st.one_of(_words, lines)
_phones = st.one_of(
    st.sampled_from(["0812-3456-7890", "+62 812 3456 7890", "112", "*123#", "+1555,,123;9", "0812345678 / 0819876543"]),
    st.text("0123456789 +-()/,;x", min_size=3, max_size=20)
    .map(clean_line)
    .filter(lambda text: any(map(str.isdigit, text))),
)
_emails = st.sampled_from(["a@b.example", "o'neil+tag@b.example", '"x y"@b.example', "ana@ö.example"])
_urls = st.sampled_from(["https://a.example/x,y;z?q=1&r=2", "www.a.example", "http://a.example/%20\\b"])
_services = st.sampled_from(
    ["whatsapp", "telegram", "linkedin", "twitter", "im", "gtalk", "sip", "line", "profile", "x y"]
)
_kinds = st.one_of(
    st.sampled_from(["spouse", "child", "referred by", "assistant", "colleague", "agent", "other", "mother"]),
    full_lines.map(str.lower).map(clean_line).filter(bool),
)
_day_kinds = st.one_of(
    st.sampled_from(["anniversary", "other", "Name day", "Anniversary", "birthday party"]), full_lines
)


@st.composite
def _channels(draw: st.DrawFn) -> ChannelDraft:
    kind = draw(st.sampled_from(["phone", "email", "url", "service"]))
    if kind == "service":
        return ChannelDraft(draw(_services), draw(full_lines), draw(_labels))
    value = draw({"phone": _phones, "email": _emails, "url": _urls}[kind])
    return ChannelDraft(kind, value, draw(_labels))


_addresses = st.builds(AddressDraft, _labels, *[lines] * 7).filter(lambda each: each != AddressDraft(each.label))
_occasions = st.builds(
    OccasionDraft, _day_kinds, st.integers(1, 12), st.integers(1, 28), st.one_of(st.none(), st.integers(1900, 2100))
)
_relations = st.builds(RelationDraft, _kinds, full_lines.filter(lambda name: ":" not in name))
_photos = st.builds(
    PhotoDraft,
    st.binary(max_size=300).map(lambda data: b"\xff\xd8\xff" + data),
    st.just("image/jpeg"),
)
_facts = st.fixed_dictionaries(
    {},
    optional={
        "status": st.sampled_from(["lead", "past", "private", "blocked"]),
        "status_reason": full_lines,
        "source": full_lines,
        "cadence_days": st.integers(1, 3660).map(str),
        "cadence_warn_days": st.integers(1, 3660).map(str),
        "at_most": st.builds("{}/{}".format, st.integers(1, 999), st.sampled_from(("day", "week", "month", "year"))),
        "quiet_until": st.dates(date(1900, 1, 1), date(9998, 12, 31)).map(str),
        "last_touch_at": st.just("2026-11-01T08:00:00Z"),
        "triage": st.sampled_from(["done", "later"]),
    },
)


@st.composite
def drafts(draw: st.DrawFn, photos: bool = True) -> ContactDraft:
    """A contact as an export hands it to a writer."""
    parts = {name: draw(st.one_of(st.just(""), lines)) for name in ("given", "family", "middle", "prefix", "suffix")}
    is_company = draw(st.booleans())
    draft = ContactDraft(
        line=0,
        kind="company" if is_company else "person",
        name=draw(full_lines),
        **({} if is_company else parts),
        **{name: draw(lines) for name in ("nickname", "phonetic_given", "phonetic_family", "title", "department")},
        company="" if is_company else draw(lines),
        notes=draw(texts),
        language=draw(st.sampled_from(["", "id", "pt-BR"])),
        timezone=draw(st.sampled_from(["", "Asia/Jakarta"])),
        channels=draw(st.lists(_channels(), max_size=4)),
        addresses=draw(st.lists(_addresses, max_size=2)),
        groups=draw(st.lists(full_lines.filter(_is_no_group_of_everybody), max_size=3, unique=True)),
        relations=draw(st.lists(_relations, max_size=2, unique_by=lambda each: (each.kind, each.name))),
        fields=draw(st.dictionaries(full_lines, texts.filter(bool), max_size=3)),
        uids=draw(st.lists(st.uuids().map(str), min_size=1, max_size=2, unique=True)),
        facts=draw(_facts),
    )
    days = draw(st.lists(_occasions, max_size=3, unique_by=lambda each: (each.kind, each.key)))
    draft.occasions = days + [OccasionDraft("birthday", 4, 15, draw(st.sampled_from([None, 1980])))] * draw(
        st.booleans()
    )
    draft.photo = draw(st.one_of(st.none(), _photos)) if photos else None
    return draft


def _is_no_group_of_everybody(name: str) -> bool:
    return name.replace(" ", "").casefold() not in ("mycontacts", "*mycontacts")


def comparable(draft: ContactDraft) -> dict[str, Any]:
    """What has to be the same after a way through a file; the order between kinds of channels says nothing."""
    values = dataclasses.asdict(draft)
    for name in ("line", "source", "problems", "named_by"):
        del values[name]
    values["channels"].sort(key=lambda each: each["kind"])
    values["occasions"].sort(key=lambda each: (each["kind"] != "birthday", each["kind"], each["month"], each["day"]))
    values["unparsed"].sort()
    return values
