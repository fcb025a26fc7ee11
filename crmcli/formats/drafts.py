"""What a reader of other programs' files hands over: drafts of contacts, groups, deals and appointments, and rejects.

A draft says what the file says, in our words. It knows nothing of the store: no ids, no normal forms of phones, no
matching. Every text is clean of control characters except line ends and tabs in notes (`clean_line`, `clean_text`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from crmcli.formats.deals.drafts import DealDraft
from crmcli.formats.ics.appointments import AppointmentDraft


@dataclass(slots=True)
class ChannelDraft:
    """One way to reach someone. `kind` is phone, email, url, or a service in lower case (whatsapp, skype, ...).

    `label` is one or more lower-case words joined by a blank (`mobile`, `work fax`), or the user's own label as
    written. `preferred` is true where the file marks the value as the one to use first.
    """

    kind: str
    value: str
    label: str = ""
    preferred: bool = False


@dataclass(slots=True)
class AddressDraft:
    """A postal address; empty strings where a part is missing. A free-form address stands in `street`."""

    label: str = ""
    po_box: str = ""
    extended: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""


@dataclass(slots=True)
class OccasionDraft:
    """A day of the year that matters: `kind` is birthday, anniversary, or the user's own label; year may be absent."""

    kind: str
    month: int
    day: int
    year: int | None = None

    @property
    def key(self) -> str:
        """The day without its year, `0415`."""
        return f"{self.month:02d}{self.day:02d}"


@dataclass(slots=True)
class RelationDraft:
    """Another person by name: `kind` is spouse, child, assistant, manager, referred by, ... or the user's label."""

    kind: str
    name: str


@dataclass(slots=True)
class PhotoDraft:
    """A picture: its bytes and media type (`image/jpeg`)."""

    data: bytes
    media_type: str


@dataclass(slots=True)
class ContactDraft:
    """One person or company as the file describes it. `name` is never empty."""

    line: int  # where the card or row starts in its file, counted from 1
    source: str = ""  # the card or row as it stood there: for reports and rejects, and to know it again
    kind: str = "person"  # or "company"
    name: str = ""
    named_by: str = "name"  # what gave the name: name, company, nickname, email, phone, or other where nothing better
    given: str = ""
    family: str = ""
    middle: str = ""
    prefix: str = ""
    suffix: str = ""
    nickname: str = ""
    phonetic_given: str = ""
    phonetic_middle: str = ""
    phonetic_family: str = ""
    title: str = ""
    company: str = ""  # the employer, for a person
    department: str = ""
    notes: str = ""
    language: str = ""
    timezone: str = ""
    groups: list[str] = field(default_factory=list)
    channels: list[ChannelDraft] = field(default_factory=list)
    addresses: list[AddressDraft] = field(default_factory=list)
    occasions: list[OccasionDraft] = field(default_factory=list)
    relations: list[RelationDraft] = field(default_factory=list)
    uids: list[str] = field(default_factory=list)
    photo: PhotoDraft | None = None
    fields: dict[str, str] = field(default_factory=dict)  # columns or properties of the user's own, by their names
    unparsed: list[str] = field(default_factory=list)  # vCard lines nobody here understands, kept for export
    # What only crm knows: texts of the names in `formats.facts`; an export of ours says them.
    facts: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)  # what was read but not believed ("digits lost in 6.28E+11")


@dataclass(slots=True)
class GroupDraft:
    """A card that is a group of others (KIND:group): members by UID (without urn:uuid:), or `mailto:`/`tel:` URIs."""

    line: int
    source: str = ""
    name: str = ""
    uid: str = ""
    member_uids: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Rejected:
    """A card or row in which nothing can be read: where it starts, why in one sentence, and its text as it stood."""

    line: int
    reason: str
    source: str = ""


Entry = ContactDraft | GroupDraft | AppointmentDraft | DealDraft | Rejected


@dataclass(slots=True)
class AddressBook:
    """One opened file: what it was taken for, and its entries, read as they are asked for.

    `entries` can be iterated once and keeps no more than one entry in memory. `format` is a short name
    (`vcard`, `csv`, `deals.csv`); `encoding` is Python's name of what the bytes were taken for.
    """

    format: str
    encoding: str
    entries: Iterator[Entry]
    header: str = ""  # the header row of a delimited file as it stood, so that rejects can be read again
    unknown: tuple[str, ...] = ()  # of a table of deals the columns of which nothing is known: kept as fields
    lacks: str = ""  # what no column of a table of deals is known to hold: title, value or stage
