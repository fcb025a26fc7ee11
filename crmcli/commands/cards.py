"""How contacts are shown on the line: their documented JSON, the columns of a list, the parts of a card."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from crmcli import contact_sentences, sizes
from crmcli.i18n import _
from crmcli.output import CSV, TABLE, Column
from crmcli.store.addresses import PARTS
from crmcli.store.search import shown_phone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.cards import Card
    from crmcli.store.contacts import Contact

    Section = tuple[str, Sequence[tuple[str, str]]]

TEXTS = (
    "given", "family", "middle", "prefix", "suffix", "nickname", "phonetic_given", "phonetic_middle",
    "phonetic_family", "title", "department",
)  # fmt: skip


def as_row(card: Card) -> dict[str, Any]:
    """A contact as its documented JSON: every key always there, null where unknown."""
    contact = card.contact
    birthday = next((day.date for day in card.occasions if day.kind == "birthday"), None)
    return {
        "id": contact.id,
        "kind": contact.kind,
        "name": contact.name,
        **{name: getattr(contact, name) for name in TEXTS},
        "company": {"id": contact.employer_id, "name": card.employer} if contact.employer_id else None,
        "status": contact.status,
        "status_reason": contact.status_reason,
        "source": contact.source,
        "groups": card.groups,
        **_reach(card),
        "birthday": birthday,
        "occasions": [{"kind": day.kind, "date": day.date} for day in card.occasions if day.kind != "birthday"],
        "relations": [{"kind": r.kind, "id": r.other_id, "name": r.other_name} for r in card.relations],
        "related": [{"kind": kind, "id": other, "name": name} for other, name, kind in card.related],
        "notes": contact.notes,
        "language": contact.language,
        "timezone": contact.timezone,
        "cadence_days": contact.cadence_days,
        "cadence_warn_days": contact.cadence_warn_days,
        "at_most": contact.at_most,
        "quiet_until": contact.quiet_until,
        "last_touch_at": contact.last_touch_at,
        "fields": contact.own_fields,
        "uids": card.uids,
        "has_photo": contact.photo is not None,
        "attachments": [
            {"id": a.id, "name": a.name, "media_type": a.media_type, "size": a.size} for a in card.attachments
        ],
        "created_at": contact.created_at,
        "updated_at": contact.updated_at,
        "deleted_at": contact.deleted_at,
    }


def _reach(card: Card) -> dict[str, Any]:
    """The ways to reach a contact, as its JSON has them."""
    return {
        "phones": [
            {"value": c.value, "normal": c.normal or None, "label": c.label or None} for c in card.values("phone")
        ],
        "emails": [{"value": c.value, "label": c.label or None} for c in card.values("email")],
        "urls": [{"value": c.value, "label": c.label or None} for c in card.values("url")],
        "services": [
            {"service": c.kind, "value": c.value, "label": c.label or None}
            for c in card.channels
            if c.kind not in ("phone", "email", "url")
        ],
        "addresses": [
            {"label": a.label or None, **{part: getattr(a, part) or None for part in PARTS}} for a in card.addresses
        ],
    }


def columns() -> list[Column]:
    """The columns of a list of contacts: the same first five as a look-up's."""
    return [
        Column("id", _("Id"), lambda row: f"c{row['id']}"),
        Column("name", _("Name"), is_wide=True),
        Column(
            "company",
            _("Company"),
            lambda row: row["company"]["name"] if row["company"] else "",
            is_wide=True,
            is_extra=True,
        ),
        Column("phone", _("Phone"), _first_phone),
        Column("email", _("E-mail"), _first_email, is_wide=True, is_extra=True),
        Column("groups", _("Groups"), is_wide=True, is_extra=True),
        Column("status", _("Status"), is_extra=True),
    ]


def _first_phone(row: Any) -> str:
    if not row["phones"]:
        return ""
    first = row["phones"][0]
    return shown_phone(first["value"], first["normal"] or "")


def _first_email(row: Any) -> str:
    return str(row["emails"][0]["value"]) if row["emails"] else ""


def show(connection: sqlite3.Connection, contact_id: int) -> None:
    """Writes the whole card of one contact."""
    from crmcli import context
    from crmcli.commands import deal_lines, followup_cards, timeline
    from crmcli.store import cards, contacts

    card = cards.of(connection, contacts.get(connection, contact_id))
    row = as_row(card)
    if card.contact.is_company:
        row["people"] = [
            {"id": c.id, "name": c.name, "title": c.title} for c in contacts.employees(connection, contact_id)
        ]
    here = context.current()
    if here.is_json:
        row["activities"] = timeline.newest(connection, contact_id)
        row["followups"] = followup_cards.rows(connection, contact_id)
        row["deals"] = deal_lines.rows(deal_lines.open_and_won(connection, contact_id))
    title = f"{card.contact.ref}  {_full_name(row)}"
    facts = columns() if here.mode == CSV else _facts(has_title=here.mode == TABLE)
    here.output.record(row, facts, ids="c", title=title, sections=sections(connection, card, row))


def _facts(*, has_title: bool) -> list[Column]:
    """The head of a card; a title says who it is already."""
    who = [Column("id", _("Id"), lambda row: f"c{row['id']}"), Column("name", _("Name"), _full_name)]
    return [
        *([] if has_title else who),
        Column("nickname", _("Nickname")),
        Column("phonetic", _("Read as"), _reading),
        Column(
            "company",
            _("Company"),
            lambda r: f"{r['company']['name']} (c{r['company']['id']})" if r["company"] else "",
        ),
        Column("title", _("Title")),
        Column("department", _("Department")),
        Column("groups", _("Groups")),
        Column(
            "status",
            _("Status"),
            lambda r: r["status"] + (f" ({r['status_reason']})" if r["status_reason"] else ""),
        ),
        Column("birthday", _("Birthday")),
    ]


def _full_name(row: Any) -> str:
    name = str(row["name"])
    before = f"{row['prefix']} " if row["prefix"] and row["prefix"] not in name else ""
    after = f", {row['suffix']}" if row["suffix"] and row["suffix"] not in name else ""
    removed = _(" (removed)") if row["deleted_at"] else ""
    return f"{before}{name}{after}{removed}"


def _reading(row: Any) -> str:
    return " ".join(row[f"phonetic_{part}"] for part in ("given", "middle", "family") if row[f"phonetic_{part}"])


def sections(connection: sqlite3.Connection, card: Card, row: dict[str, Any]) -> list[Section]:
    """The parts of a card below its head; those that are empty are left out."""
    from crmcli.commands import deal_lines, followup_cards, timeline

    contact = card.contact
    reach = [
        (contact_sentences.called(c.kind, c.label), contact_sentences.shown(c.kind, c.value, c.normal))
        for c in contact_sentences.in_order(card.channels)
    ]
    reach += [(contact_sentences.called(_("address"), a.label), a.one_line) for a in card.addresses]
    about = [(o.kind, o.date) for o in card.occasions if o.kind != "birthday"]
    about += [(r.kind, f"{r.other_name} (c{r.other_id})" if r.other_id else r.other_name) for r in card.relations]
    about += [(kind, f"{name} (c{other})") for other, name, kind in card.related]
    about += [(_("language"), contact.language or ""), (_("source"), contact.source or "")]
    if contact.timezone:
        about.append((_("time there"), _time_there(contact.timezone)))
    about += _keeping_in_touch(connection, contact)
    own = contact_sentences.own_fields(connection, contact.own_fields)
    files = [(str(a.id), " · ".join(filter(None, (a.name, sizes.shown(a.size), a.notes)))) for a in card.attachments]
    people = [(f"c{p['id']}", p["name"] + (f" · {p['title']}" if p["title"] else "")) for p in row.get("people", ())]
    notes = [("", text) for text in (contact.notes or "").splitlines()]
    parts = (
        (_("Reach"), reach),
        (_("People"), people),
        (_("About"), about + own),
        (_("Files"), files),
        (_("Notes"), notes),
        (_("Deals"), deal_lines.on_card(connection, contact.id)),
        (_("Open"), followup_cards.lines(connection, contact.id)),
        (_("Timeline"), timeline.lines(connection, contact.id)),
    )
    return [(title, [pair for pair in pairs if pair[1]]) for title, pairs in parts if any(pair[1] for pair in pairs)]


def _keeping_in_touch(connection: sqlite3.Connection, contact: Contact) -> list[tuple[str, str]]:
    from crmcli import context, keeping_sentences

    return keeping_sentences.lines(connection, contact, context.current().today)


def _time_there(zone: str) -> str:
    from crmcli import clock, context

    return f"{clock.local(context.current().now, zone):%H:%M} ({zone})"
