"""A card while it is being read: what the handlers of properties fill in.

A handler takes the builder, a line's head and its raw value, and answers whether it understood the value.
What no handler understands goes to `unparsed` as it was meant: unfolded, decoded, with group and parameters.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from crmcli.formats.cleaning import clean_line, clean_text
from crmcli.formats.drafts import AddressDraft, ChannelDraft, ContactDraft, OccasionDraft, RelationDraft
from crmcli.formats.vcard import charsets, parameters
from crmcli.formats.vcard.lines import BASE64, QUOTED_PRINTABLE, Head
from crmcli.formats.vcard.values import decode_quoted_printable, split_unescaped, unescape

Labelled = ChannelDraft | AddressDraft | OccasionDraft | RelationDraft

_SAYS_HOW_IT_WAS_WRITTEN = re.compile(
    r";\s*(?:ENCODING\s*=\s*)?\"?(?:QUOTED-?PRINTABLE|8BIT|7BIT)\"?(?=;|\Z)|;\s*CHARSET\s*=[^;]*",
    re.IGNORECASE,
)


class Builder:
    """One card's draft, and what must wait for the card's end to be decided."""

    def __init__(
        self, line: int, source: str, *, is_version_21: bool, photos: bool, quoted_codec: Callable[[], str]
    ) -> None:
        self.draft = ContactDraft(line, source)
        self.is_version_21 = is_version_21  # where a comma is a comma
        self.photos = photos
        self.kind = ""  # of KIND, in lower case
        self.is_shown_as_company = False
        self.formatted_name = ""
        self.role = ""
        self.nicknames: list[str] = []
        self.notes: list[str] = []
        self.groups: list[str] = []
        self.uids: list[str] = []
        self.further_uids: list[str] = []  # of one contact that address books gave several
        self.members: list[str] = []
        self.member_lines: list[tuple[Head, str]] = []  # as they stand, for a card that is no group
        self.agents: list[str] = []  # the text of each card inside this one
        self.free_addresses: list[tuple[AddressDraft, Head, str]] = []  # with the line they stand in
        self.labels: dict[str, str] = {}  # of X-ABLabel, by their line group
        self.parameters: dict[str, str] = {}  # those that nobody here understands, by what they belong to
        self.grouped: list[tuple[str, Labelled]] = []
        self.ranked: list[tuple[int, ChannelDraft]] = []
        self._quoted_codec = quoted_codec

    def raw(self, head: Head, value: str) -> str:
        """`value` with quoted-printable undone, its escapes still in it."""
        if head.encoding != QUOTED_PRINTABLE:
            return value
        return charsets.decode(decode_quoted_printable(value), head.charset, self._quoted_codec)

    def text(self, head: Head, value: str) -> str:
        """`value` on one clean line."""
        if head.encoding == QUOTED_PRINTABLE:
            value = self.raw(head, value)
        if "\\" in value:
            value = unescape(value)
        return value.strip() if value.isprintable() else clean_line(value)

    def long_text(self, head: Head, value: str) -> str:
        """`value` as clean text of several lines."""
        return clean_text(unescape(self.raw(head, value)))

    def raw_parts(self, head: Head, value: str, separator: str = ";") -> list[str]:
        """The parts of a structured value, escapes still in them. An encoded separator separates nothing."""
        parts = split_unescaped(value, separator)
        if head.encoding == QUOTED_PRINTABLE:
            return [self.raw(head, part) for part in parts]
        return parts

    def parts(self, head: Head, value: str, separator: str = ";") -> list[str]:
        """The parts of a structured value, each on one clean line."""
        if "\\" not in value and head.encoding != QUOTED_PRINTABLE and value.isprintable():
            return [part.strip() for part in value.split(separator)]
        return [clean_line(unescape(part)) for part in self.raw_parts(head, value, separator)]

    def words(self, head: Head, value: str) -> list[str]:
        """The values of a list between commas that are not empty; version 2.1 has one value."""
        values = [self.text(head, value)] if self.is_version_21 else self.parts(head, value, ",")
        return [word for word in values if word]

    def add_channel(self, head: Head, kind: str, value: str) -> None:
        channel = ChannelDraft(kind, value, head.label, head.preference == 1)
        self.draft.channels.append(channel)
        if head.group:
            self.grouped.append((head.group, channel))
        if head.preference > 1:
            self.ranked.append((head.preference, channel))

    def add_labelled(self, head: Head, target: AddressDraft | OccasionDraft | RelationDraft) -> None:
        """Note that an X-ABLabel of the same line group is the label of `target`."""
        if head.group:
            self.grouped.append((head.group, target))

    def keep_time(self, head: Head, occasion: OccasionDraft, time: str) -> None:
        """Keep a time of day, of which a draft knows nothing, like a parameter of its day."""
        kept = [head.others] if head.others else []
        owner = parameters.owner(parameters.DAY, occasion.key)
        self.parameters.setdefault(owner, ";".join([*kept, f"{parameters.TIME}={parameters.quoted(time)}"]))

    def keep_parameters(self, head: Head, value: str) -> None:
        """Keep the parameters that nobody here understands, with what tells an export where they belong."""
        kind = parameters.kind_of(head.name)
        if kind and value.strip():
            owner = parameters.owner(kind, self._written(kind, head, value))
            self.parameters.setdefault(owner, head.others)

    def _written(self, kind: str, head: Head, value: str) -> str:
        """What an export writes of the value that was just understood, as far as it tells values apart."""
        draft = self.draft
        if kind in parameters.CHANNELS and draft.channels:
            return draft.channels[-1].value
        if kind == parameters.DAY and draft.occasions:
            return draft.occasions[-1].key
        if kind == parameters.RELATED and draft.relations:
            return draft.relations[-1].name
        return unescape(self.raw(head, value))

    def keep(self, head: Head, value: str) -> None:
        """Keep what nobody here understands as one line that an export can write again."""
        text = head.text.strip()
        if head.encoding == QUOTED_PRINTABLE or head.charset or "ENCODING" in text.upper():
            text = _SAYS_HOW_IT_WAS_WRITTEN.sub("", text)
        if head.encoding == BASE64:
            value = "".join(value.split())
        else:
            value = clean_text(self.raw(head, value)).replace("\n", "\\n")
        if value.strip():
            self.draft.unparsed.append(f"{clean_line(text)}:{clean_line(value)}")


Handler = Callable[[Builder, Head, str], bool]
