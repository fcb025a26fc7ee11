"""An export from contacts to the text of a file, whichever face asked for it, a contact at a time.

It asks the store for the contacts and the formats for their text. It prints nothing and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crmcli.formats.drafts import (
    AddressDraft,
    ChannelDraft,
    ContactDraft,
    OccasionDraft,
    PhotoDraft,
    RelationDraft,
)
from crmcli.i18n import _
from crmcli.store.addresses import PARTS
from crmcli.store.imports import TEXTS

if TYPE_CHECKING:
    from crmcli.store.outgoing import Outgoing

FORMATS = ("vcf", "csv", "json", "ndjson")
SUFFIXES = {".vcf": "vcf", ".vcard": "vcf", ".csv": "csv", ".json": "json", ".ndjson": "ndjson", ".jsonl": "ndjson"}
_PROGRESS_EVERY = 500  # contacts
_ACTIVE = "active"  # the status that goes without saying

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for: a format of FORMATS, and the version of vCard."""

    format: str
    version: str = "3.0"


class Export:
    """One export of some contacts. `count` is how many have been handed on so far.

    `as_record` gives the documented JSON of a contact, by its id.
    """

    def __init__(
        self,
        contacts: Iterable[Outgoing],
        total: int,
        request: Request,
        progress: Progress,
        as_record: Callable[[int], dict[str, Any]],
    ) -> None:
        self.count = 0
        self._given = contacts
        self._total = total
        self._request = request
        self._progress = progress
        self._as_record = as_record

    def pieces(self) -> Iterator[str]:
        """Yields the text of the file piece by piece; memory does not grow with it."""
        if self._request.format == "vcf":
            return self._cards()
        if self._request.format == "csv":
            from crmcli.formats.delimited import writer

            return writer.rows(draft_of(each) for each in self._contacts())
        return self._records()

    def _cards(self) -> Iterator[str]:
        from crmcli.formats.vcard import writer

        for each in self._contacts():
            yield writer.card(draft_of(each), self._request.version, revised=each.contact.updated_at)

    def _records(self) -> Iterator[str]:
        from crmcli import serialising
        from crmcli.formats import records

        rows = (records.completed(self._as_record(each.contact.id), draft_of(each)) for each in self._contacts())
        return serialising.pieces(self._request.format, rows, ())

    def _contacts(self) -> Iterator[Outgoing]:
        for each in self._given:
            if self.count % _PROGRESS_EVERY == 0:
                self._progress(self.count, self._total, _("Exporting"))
            self.count += 1
            yield each


def draft_of(one: Outgoing) -> ContactDraft:
    """A contact as a reader would hand it over."""
    contact = one.contact
    draft = ContactDraft(line=0, kind=contact.kind, name=contact.name, company=one.employer, groups=one.groups)
    for name in TEXTS:
        setattr(draft, name, getattr(contact, name) or "")
    counts: dict[str, int] = {}
    for channel in one.channels:
        counts[channel.kind] = counts.get(channel.kind, 0) + 1
    firsts: set[str] = set()
    for channel in one.channels:
        # Readers elsewhere take the phone to call from a mark; our order is theirs only where there are several.
        is_first = channel.kind in ("phone", "email") and counts[channel.kind] > 1 and channel.kind not in firsts
        firsts.add(channel.kind)
        draft.channels.append(ChannelDraft(channel.kind, channel.value, channel.label, is_first))
    draft.addresses = [AddressDraft(a.label, **{part: getattr(a, part) for part in PARTS}) for a in one.addresses]
    draft.occasions = [OccasionDraft(o.kind, o.month, o.day, o.year) for o in one.occasions]
    draft.relations = [RelationDraft(r.kind, r.other_name) for r in one.relations]
    draft.uids = one.uids
    draft.photo = PhotoDraft(*one.photo) if one.photo else None
    draft.fields = contact.own_fields
    draft.unparsed = contact.unparsed_vcard.split("\n") if contact.unparsed_vcard else []
    draft.facts = _facts(one)
    return draft


def _facts(one: Outgoing) -> dict[str, str]:
    contact = one.contact
    known = {
        "status": contact.status if contact.status != _ACTIVE else "",
        "status_reason": contact.status_reason,
        "source": contact.source,
        "cadence_days": str(contact.cadence_days) if contact.cadence_days else "",
        "last_touch_at": contact.last_touch_at,
        "triage": contact.triage,
        "cadence_warn_days": str(contact.cadence_warn_days) if contact.cadence_warn_days else "",
        "at_most": contact.at_most,
        "quiet_until": contact.quiet_until,
    }
    return {name: value for name, value in known.items() if value}
