"""What of a contact can be edited on its card: each field with its present value and how a text is read. Pure.

A text is read as the option of the command line reads it, so the line that does the same can be said. An empty text
clears the field, or takes away what it is about.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from crmcli import texts
from crmcli.errors import Invalid
from crmcli.i18n import _
from crmcli.store import channels, contacts, rhythms
from crmcli.store import settings as business
from crmcli.store.editing import Edit
from crmcli.tui import command_lines
from crmcli.tui.card_fields import OWN, Field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.addresses import Address
    from crmcli.store.channels import Channel
    from crmcli.tui.gateway.cards import ContactSeen


class ContactChange(NamedTuple):
    """What is to be changed in a contact."""

    command: str
    said: str
    edit: Edit


def of_contact(found: ContactSeen, key: str, region: str) -> Field[ContactChange]:
    """Returns a field of a contact. Those that are new begin with a plus: `+phone`."""
    contact = found.contact
    if key.startswith("+"):
        return _added(found, key[1:], region)
    if key.startswith(OWN):
        name = key.removeprefix(OWN)
        return Field(name, contact.own_fields.get(name, ""), "", lambda text: _own_of_contact(found, name, text))
    called, value, placeholder, choices = _of_contact(found)[key]
    return Field(
        called, value, placeholder, lambda text: _contact_change(found, key, text), choices, has_several=key == "groups"
    )


def _of_contact(found: ContactSeen) -> dict[str, tuple[str, str, str, str]]:
    """The fields of a contact: what each is called, as it would be typed now, what may be typed, and from where."""
    contact = found.contact
    birthday = next((day.date for day in found.card.occasions if day.kind == "birthday"), "")
    cadence = f"{contact.cadence_days}d" if contact.cadence_days else ""
    plain = {
        "name": _("Name"), "nickname": _("Nickname"), "title": _("Title"), "department": _("Department"),
        "status_reason": _("Why that status"), "language": _("Language"), "timezone": _("Time zone"),
    }  # fmt: skip
    rows = {name: (called, getattr(contact, name) or "", "", "") for name, called in plain.items()}
    return rows | {
        "company": (_("Company"), found.card.employer or "", "", "companies"),
        "groups": (_("Groups"), ", ".join(found.card.groups), _("one, two"), "groups"),
        "status": (_("Status"), contact.status, ", ".join(contacts.STATUSES), ""),
        "source": (_("Source"), contact.source or "", "", "sources"),
        "birthday": (_("Birthday"), birthday, _("1980-04-15, or --04-15"), ""),
        "cadence": (_("Keep in touch"), cadence, _("14d, 6w, 3m"), ""),
        "at_most": (_("At most"), contact.at_most or "", _("2/month"), ""),
    }


def _contact_change(found: ContactSeen, key: str, text: str) -> ContactChange:
    """Reads a field of a contact. Raises Invalid for what it cannot be."""
    text = text.strip()
    if key == "groups":
        return groups(found, [part.strip() for part in text.split(",") if part.strip()])
    option = key.replace("_", "-")
    if not text and key not in ("name", "status"):
        return _change(found, Edit(clear=[option]), _("none"), clear=option)
    options = {key: text}
    if key == "company":
        return _change(found, Edit(company=text), "", **options)
    if key == "birthday":
        return _change(found, Edit(birthday=text), "", **options)
    if key == "cadence":
        days = rhythms.typed(text)
        return _change(
            found, Edit(values={"cadence_days": days}), _("every {count} days").format(count=days), **options
        )
    if key == "at_most":
        return _change(found, Edit(values={"at_most": rhythms.typed_limit(text)}), "", **options)
    value = business.KEYS["language"].check(text) if key == "language" else text
    contacts.checked({key: value})
    return _change(found, Edit(values={key: value}), "", **options)


def groups(found: ContactSeen, wanted: Sequence[str]) -> ContactChange:
    """Returns the change that puts a contact into just these groups. Raises Invalid for an absurd name."""
    folded = {each.casefold(): each for each in (texts.line(name, _("name of the group")) for name in wanted)}
    held = {each.casefold(): each for each in found.card.groups}
    add = [name for key, name in folded.items() if key not in held]
    take = [name for key, name in held.items() if key not in folded]
    edit = Edit(add_groups=add, remove_groups=take)
    return _change(found, edit, ", ".join(folded.values()) or _("none"), group=add, rm_group=take)


def notes(found: ContactSeen, text: str) -> ContactChange:
    """Returns the change of the notes of a contact; an empty text takes them away."""
    if not text:
        return _change(found, Edit(clear=["notes"]), "", clear="notes")
    return _change(found, Edit(values={"notes": text}), "", notes=text)


def channel(found: ContactSeen, each: Channel, region: str) -> Field[ContactChange]:
    """Returns a way to reach somebody as a field; an empty text takes it away."""
    value = f"{each.label}:{each.value}" if each.label else each.value
    named = each.kind in ("phone", "email", "url")
    gone = each.value if named else f"{each.kind}={each.value}"

    def read(text: str) -> ContactChange:
        text = text.strip()
        removed = Edit(remove_channels=[(each.kind, each.value)])
        option = each.kind if named else "channel"
        if not text:
            return _change(found, removed, _("none"), **{f"rm_{option}": gone})
        new = channels.typed(each.kind, text, region)
        edit = removed._replace(add_channels=[(each.kind, text)])
        given = text if named else f"{each.kind}={text}"
        return _change(
            found, edit, _channel_said(new.kind, new.normal, new.label), **{f"rm_{option}": gone, option: given}
        )

    return Field(each.kind, value, _("work:0812-3456-7890; empty takes it away"), read)


def address(found: ContactSeen, each: Address) -> Field[ContactChange]:
    """Returns an address as a field; an empty text takes it away."""
    parts = [each.street, " ".join(part for part in (each.city, each.region) if part), each.postal_code, each.country]
    typed = "; ".join(parts).strip("; ")
    value = f"{each.label}:{typed}" if each.label else typed

    def read(text: str) -> ContactChange:
        text = text.strip()
        removed = Edit(remove_addresses=[each.one_line])
        if not text:
            return _change(found, removed, _("none"), rm_address=each.one_line)
        return _change(found, removed._replace(add_addresses=[text]), "", rm_address=each.one_line, address=text)

    return Field(_("address"), value, _("street; city; postal code; country"), read)


def _added(found: ContactSeen, what: str, region: str) -> Field[ContactChange]:
    """Returns something new of a contact as a field: a phone, an address, any channel, a field of one's own."""
    called = {
        "phone": (_("A phone"), _("0812-3456-7890, or mobile:0812-…")),
        "email": (_("An e-mail address"), _("name@company.example")),
        "url": (_("A web address"), "https://…"),
        "channel": (_("Another way to reach them"), _("whatsapp=+62…, linkedin=name")),
        "address": (_("An address"), _("street; city; postal code; country")),
        "occasion": (_("A day that matters"), _("anniversary=2010-06-01")),
        "field": (_("A field of your own"), _("size=XL")),
    }[what]

    def read(text: str) -> ContactChange:
        text = texts.line(text, called[0])
        if what in ("phone", "email", "url"):
            new = channels.typed(what, text, region)
            said = _channel_said(new.kind, new.normal, new.label)
            return _change(found, Edit(add_channels=[(what, text)]), said, **{what: text})
        if what == "address":
            return _change(found, Edit(add_addresses=[text]), "", address=text)
        pair = re.fullmatch(r"\s*([^=]*[^=\s])\s*=\s*(.*\S)\s*", text)
        if pair is None:
            raise Invalid(_("It needs a name, = and a value."), _("For example: {example}").format(example=called[1]))
        both = [(pair[1], pair[2])]
        edits = {"channel": Edit(add_channels=both), "occasion": Edit(occasions=both), "field": Edit(fields=both)}
        return _change(found, edits[what], "", **{what: f"{pair[1]}={pair[2]}"})

    return Field(called[0], "", called[1], read)


def _channel_said(kind: str, normal: str, label: str) -> str:
    said = normal if kind == "phone" else ""
    if kind == "phone" and not normal:
        said = _("not a full number; kept as given")
    return " · ".join(part for part in (said, label) if part)


def _own_of_contact(found: ContactSeen, name: str, text: str) -> ContactChange:
    value = texts.optional_line(text, name)
    if not value:
        return _change(found, Edit(remove_fields=[name]), _("none"), rm_field=name)
    return _change(found, Edit(fields=[(name, value)]), "", field=f"{name}={value}")


def _change(found: ContactSeen, edit: Edit, said: str, **options: str | Sequence[str]) -> ContactChange:
    return ContactChange(command_lines.crm("contact edit", found.contact.ref, **options), said, edit)
