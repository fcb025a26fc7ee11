"""Forms: what is known of a contact as plain values by name, and from other values back to a change.

Pure: nothing is read, written or asked here. How a form looks as a text is for `forms_written`, how a text is
understood for `forms_read`. Values are texts, lists of entries, and of the user's own fields one text each; what is not
known is empty. Only what differs from the form as it was becomes a change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.store.addresses import PARTS
from crmcli.store.arranging import Arrangement
from crmcli.store.editing import Edit

if TYPE_CHECKING:
    from crmcli.store.cards import Card
    from crmcli.store.channels import Channel
    from crmcli.store.own_fields import OwnField

TEXTS = (
    "name", "nickname", "prefix", "given", "middle", "family", "suffix", "phonetic_given", "phonetic_middle",
    "phonetic_family", "title", "company", "department", "status", "status_reason", "source", "language", "timezone",
    "cadence", "warn", "at_most", "birthday", "notes",
)  # fmt: skip
LISTS = ("groups", "phones", "emails", "urls", "channels", "addresses", "occasions", "relations")
OWN = "fields."  # before the name of a field of the user's own
_KINDS = {"phones": "phone", "emails": "email", "urls": "url"}
_NOUNS = {"addresses": "address", "occasions": "occasion", "relations": "relation", **dict.fromkeys(_KINDS, "channel")}
LENGTHS = {"cadence": "cadence_days", "warn": "cadence_warn_days"}  # in days
_ONLY_OF_PEOPLE = (
    "prefix", "given", "middle", "family", "suffix", "phonetic_given", "phonetic_middle", "phonetic_family", "title",
    "birthday",
)  # fmt: skip

Entry = str | dict[str, str]


@dataclass(frozen=True, slots=True)
class Form:
    """The values of a contact by name, the row that each entry of a list is, and the types of the own fields.

    `related` are relations that stand on others' cards, and are changed there.
    """

    title: str
    values: Mapping[str, Any]
    rows: Mapping[str, Sequence[int]] = field(default_factory=dict)
    own: Sequence[OwnField] = ()
    related: Sequence[str] = ()

    @property
    def fields(self) -> dict[str, str]:
        """The user's own fields, those without a value too."""
        return {key.removeprefix(OWN): value for key, value in self.values.items() if key.startswith(OWN)}


class Change(NamedTuple):
    """What became of one value: a text; of a list its entries, each the place of one that was there, or a new one.

    A birthday has an entry, too, or none.
    """

    text: str = ""
    entries: Sequence[Any] = ()


def of(card: Card, own: Sequence[OwnField] = ()) -> Form:
    """The form of a contact; `own` are the fields that the user has described, whether they have a value or not."""
    contact = card.contact
    days = list(card.occasions)
    birthday = next((day for day in days if day.kind == "birthday"), None)
    values: dict[str, Any] = {name: getattr(contact, name, None) or "" for name in TEXTS}
    values |= {
        "company": card.employer or "",
        "cadence": str(contact.cadence_days or ""),
        "warn": str(contact.cadence_warn_days or ""),
        "birthday": birthday.date if birthday else "",
        "groups": list(card.groups),
    }
    if contact.is_company:
        values = {name: value for name, value in values.items() if value or name not in _ONLY_OF_PEOPLE}
    rows: dict[str, list[int]] = {"birthday": [birthday.id] if birthday else []}
    for name, channels in _by_key(card.channels).items():
        rows[name] = [each.id for each in channels]
        values[name] = [_channel_entry(name, each) for each in channels]
    rest = [day for day in days if day is not birthday]
    rows |= {
        "addresses": [each.id for each in card.addresses],
        "occasions": [each.id for each in rest],
        "relations": [each.id for each in card.relations],
    }
    values |= {
        "addresses": [
            {part: getattr(a, part) for part in ("label", *PARTS) if getattr(a, part)} for a in card.addresses
        ],
        "occasions": [f"{day.kind}={day.date}" for day in rest],
        "relations": [
            f"{each.kind}={f'c{each.other_id} ' if each.other_id else ''}{each.other_name}" for each in card.relations
        ],
    }
    related = [f"{kind}=c{other_id} {name}" for other_id, name, kind in card.related]
    return Form(f"{contact.ref} {contact.name}", values | _own_values(contact.own_fields, own), rows, own, related)


def _own_values(held: Mapping[str, str], own: Sequence[OwnField]) -> dict[str, str]:
    described = {OWN + each.name: held.get(each.name, "") for each in own}
    return described | {OWN + name: value for name, value in held.items()}


def _by_key(channels: Sequence[Channel]) -> dict[str, list[Channel]]:
    found: dict[str, list[Channel]] = {name: [] for name in (*_KINDS, "channels")}
    keys = {kind: key for key, kind in _KINDS.items()}
    for channel in channels:
        found[keys.get(channel.kind, "channels")].append(channel)
    return found


def _channel_entry(key: str, channel: Channel) -> str:
    # An empty label before a value that has `: ` in it, so that its beginning is not taken for one.
    is_labelled = channel.label or ": " in channel.value
    value = f"{channel.label}: {channel.value}" if is_labelled else channel.value
    return f"{channel.kind}={value}" if key == "channels" else value


def wanted(form: Form, given: Mapping[str, Any]) -> dict[str, Any]:
    """The values that differ, of those given; a value that is not given stays as it is."""
    empty = {name: [] if name in LISTS else "" for name in given}
    return {name: value for name, value in given.items() if value != form.values.get(name, empty[name])}


def placed(before: Sequence[Entry], after: Sequence[Entry]) -> list[int | None]:
    """For each entry its place among those there were, each place given once; None for one that is new."""
    free: list[int] = list(range(len(before)))
    places: list[int | None] = []
    for entry in after:
        place = next((number for number in free if before[number] == entry), None)
        if place is not None:
            free.remove(place)
        places.append(place)
    return places


def edit(form: Form, changes: Mapping[str, Change]) -> Edit:
    """The change to the contact whose form it is, as the store makes it."""
    texts = {name: change.text for name, change in changes.items() if name in TEXTS}
    own = {name.removeprefix(OWN): change.text for name, change in changes.items() if name.startswith(OWN)}
    plain = {name: text for name, text in texts.items() if name not in ("company", "birthday", *LENGTHS)}
    values: dict[str, str | int | None] = dict(plain)
    values |= {column: int(texts[name]) if texts[name] else None for name, column in LENGTHS.items() if name in texts}
    groups, held = changes.get("groups"), form.values["groups"]
    kept = {place for place in groups.entries if isinstance(place, int)} if groups else set(range(len(held)))
    return Edit(
        values=values,
        company=texts.get("company", ""),
        clear=["company"] if texts.get("company") == "" else (),
        add_groups=[each for each in groups.entries if not isinstance(each, int)] if groups else (),
        remove_groups=[name for place, name in enumerate(held) if place not in kept],
        relations=_new(changes.get("relations")),
        fields=[(name, text) for name, text in own.items() if text],
        remove_fields=[name for name, text in own.items() if not text],
        arrangements=_arrangements(form, changes),
    )


def _new(change: Change | None) -> list[Any]:
    return [each for each in change.entries if not isinstance(each, int)] if change else []


def _arrangements(form: Form, changes: Mapping[str, Change]) -> list[Arrangement]:
    found = []
    if "birthday" in changes:
        found.append(Arrangement("occasion", form.rows["birthday"], changes["birthday"].entries))
    for key in ("phones", "emails", "urls", "channels", "addresses", "occasions", "relations"):
        if key in changes:
            held = form.rows[key]
            entries = [held[each] if isinstance(each, int) else each for each in changes[key].entries]
            if key == "relations":  # new ones are noted by the rules of their noun
                entries = [each for each in entries if isinstance(each, int)]
            found.append(Arrangement(_NOUNS.get(key, "channel"), held, entries))
    return found


def changed_meanwhile(was: Form, now: Form) -> list[str]:
    """The names of all values that were changed since."""
    names = dict.fromkeys([*was.values, *now.values])
    return [name for name in names if was.values.get(name) != now.values.get(name)]
