"""One raw card read into an entry.

Promises an entry for any card, in time linear in its size. Nothing in a card raises, and nothing in it
touches another card.
"""

from __future__ import annotations

from collections.abc import Callable

from crmcli.formats.cleaning import clean_line
from crmcli.formats.drafts import Entry, Rejected
from crmcli.formats.vcard import charsets
from crmcli.formats.vcard.building import Builder
from crmcli.formats.vcard.cards import RawCard
from crmcli.formats.vcard.finishing import finish
from crmcli.formats.vcard.lines import split_line
from crmcli.formats.vcard.nesting import BEGIN, END, marker
from crmcli.formats.vcard.physical import LONGEST_LINE
from crmcli.formats.vcard.properties import property_of
from crmcli.formats.vcard.relations import add_agent
from crmcli.formats.vcard.unfolding import unfold
from crmcli.i18n import _

_SHOWN_OF_A_LINE = 60
_LISTED_LINES = 20


class CardReader:
    """Reads the cards of one file.

    `line_codec` decodes lines that are not UTF-8 and declare nothing, or is empty where all the file is one
    encoding; `quoted_codec` names the codec for quoted-printable that is not UTF-8 and declares nothing.
    """

    def __init__(self, line_codec: str, quoted_codec: Callable[[], str], *, photos: bool) -> None:
        self._line_codec = line_codec
        self._quoted_codec = quoted_codec
        self._photos = photos

    def read(self, card: RawCard) -> Entry:
        """The contact, group or rejection that `card` stands for."""
        source = "\n".join(card.lines)
        if card.has_overlong_line:
            return self._rejected(card, source, _("The card has a line of more than 16 MB."))
        body = card.lines[1 : -1 if card.is_closed else None]
        agents: list[str] = []
        if card.is_nested:
            body, agents = _without_inner_cards(body)
        lines = unfold(body)
        is_large = len(source) > LONGEST_LINE // 4  # no character has more than four bytes
        if is_large and _is_overlong(lines):
            return self._rejected(card, source, _("The card has a line of more than 16 MB."))
        if card.is_too_large:
            return self._rejected(card, source, _("The card has more than 32 MB of text."))
        if not source.isascii():
            source, lines, agents = self._decoded(source, lines, agents)
        builder = Builder(
            card.line,
            source,
            is_version_21="VERSION:2.1" in source or "version:2.1" in source,
            photos=self._photos,
            quoted_codec=self._quoted_codec,
        )
        _read_lines(builder, lines)
        for agent in agents:
            add_agent(builder, agent)
        return finish(builder)

    def _rejected(self, card: RawCard, source: str, reason: str) -> Rejected:
        return Rejected(card.line, reason, self._decoded(source, [], [])[0])

    def _decoded(self, source: str, lines: list[str], agents: list[str]) -> tuple[str, list[str], list[str]]:
        """A card's texts without escapes for bytes. Where all of it is UTF-8 they stay as they are."""
        if not self._line_codec:
            try:
                source.encode()
            except UnicodeEncodeError:
                pass
            else:
                return source, lines, agents
        physical = "\n".join([self._decoded_line(line) for line in source.split("\n")])
        return physical, [self._decoded_line(line) for line in lines], list(map(self._decoded_line, agents))

    def _decoded_line(self, line: str) -> str:
        if line.isascii():
            return line
        data = line.encode("utf-8", "surrogateescape")
        codec = self._line_codec or "utf-8"
        declared = charsets.declared_in(line)
        if declared and charsets.codec_of(declared):
            return charsets.decode(data, declared, lambda: codec)
        return charsets.decode_guessed(data, codec)


def _read_lines(builder: Builder, lines: list[str]) -> None:
    unread = 0
    for line in lines:
        head_text, colon, value = line.partition(":")
        if '"' in head_text:
            head_text, value = split_line(line)
        found = property_of(head_text) if colon else None
        if found:
            handler, head = found
            if not handler(builder, head, value):
                builder.keep(head, value)
            elif head.others:
                builder.keep_parameters(head, value)
        elif line.strip():
            unread += 1
            if unread <= _LISTED_LINES:
                message = _("A line could not be read: {text}")
                builder.draft.problems.append(message.format(text=clean_line(line[:_SHOWN_OF_A_LINE])))


def _is_overlong(lines: list[str]) -> bool:
    return any(
        len(line) > LONGEST_LINE // 4 and len(line.encode("utf-8", "surrogatepass")) > LONGEST_LINE for line in lines
    )


def _without_inner_cards(lines: list[str]) -> tuple[list[str], list[str]]:
    """A card's own lines, without the empty AGENT before an inner card, and each inner card's text."""
    own: list[str] = []
    inner: list[list[str]] = []
    depth = 0
    for line in lines:
        kind = marker(line)
        if kind == BEGIN:
            if not depth:
                inner.append([])
                if own and own[-1].upper().startswith("AGENT") and own[-1].rstrip().endswith(":"):
                    own.pop()
            depth += 1
        (inner[-1] if depth else own).append(line)
        if kind == END and depth:
            depth -= 1
    return own, ["\n".join(card) for card in inner]
