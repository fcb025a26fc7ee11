"""No bytes raise, no card is lost, and what is too long is rejected without its neighbours.

Sizes are such that anything but linear time would never end; no test looks at a clock.
"""

from __future__ import annotations

import io
import random
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.formats.drafts import ContactDraft, Rejected
from crmcli.formats.vcard import read
from tests.formats.vcard.corpora import needs_corpora, vcard_files
from tests.formats.vcard.reading import entries_of

_MANY = 300_000
_LARGEST_SEED = 20_000
_AFTER = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ray\r\nEND:VCARD\r\n"


def _card(body: bytes) -> bytes:
    return b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana\r\n" + body + b"\r\nEND:VCARD\r\n"


def _mutant(content: bytes, other: bytes, chance: random.Random) -> bytes:
    """`content` with a few bytes changed, cut off, repeated, or with a piece of another file inside."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(data) + 1)
        length = chance.randrange(60)
        match chance.randrange(5):
            case 0:
                data[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                del data[place : place + length]
            case 2:
                data[place:place] = data[place : place + length] * chance.randint(1, 4)
            case 3:
                start = chance.randrange(len(other) + 1)
                data[place:place] = other[start : start + length]
            case _:
                data[place:place] = chance.choice([b"\r", b"\n", b"=\n", b'"', b"\\", b"\0", b"\xff", b";", b":", b","])
    return bytes(data[: chance.randrange(len(data) + 1)] if chance.random() < 0.1 else data)


@needs_corpora
@pytest.mark.parametrize("seed", range(20))
def test_mutants_of_real_files_never_raise(seed: int) -> None:
    chance = random.Random(seed)
    contents = [content for file in vcard_files() if 0 < len(content := file.content) <= _LARGEST_SEED]
    for _ in range(100):
        mutant = _mutant(chance.choice(contents), chance.choice(contents), chance)
        for entry in read(io.BytesIO(mutant)).entries:
            assert entry.line > 0
            assert isinstance(entry, Rejected) or entry.name


@given(st.binary(max_size=400))
def test_arbitrary_bytes_never_raise(content: bytes) -> None:
    for data in (content, _card(content), content + _AFTER):
        for entry in entries_of(data):
            assert entry.line > 0


_LINES = st.one_of(
    st.sampled_from(["FN:Ana", "N:a;b", "TEL;TYPE=CELL:1", "item1.X-ABLabel:x", "NOTE;QUOTED-PRINTABLE:a=", "", " x"]),
    st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=30).filter(
        lambda text: text[:2].upper() not in ("BE", "EN")
    ),
)
_CARDS = st.tuples(st.lists(_LINES, max_size=6), st.booleans())


@given(st.lists(_CARDS, max_size=8))
@settings(max_examples=200)
def test_every_begin_becomes_one_entry_whether_its_end_is_there_or_not(
    cards: list[tuple[list[str], bool]],
) -> None:
    lines = [
        line
        for body, has_end in cards
        for line in ["BEGIN:VCARD", "VERSION:3.0", *body, *(["END:VCARD"] if has_end else [])]
    ]
    entries = entries_of("\n".join(lines))
    begins = [number for number, line in enumerate(lines, 1) if line == "BEGIN:VCARD"]
    assert [entry.line for entry in entries] == begins


@pytest.mark.parametrize(
    "body",
    [
        b"CATEGORIES:" + b"," * _MANY,
        b"NICKNAME:" + b"a," * _MANY,
        b"N:" + b"," * _MANY,
        b"N:" + b"a\\;" * _MANY,
        b"ADR:" + b";" * _MANY,
        b"TEL" + b";TYPE=a" * _MANY + b":1",
        b"TEL" + b';TYPE="a,b"' * _MANY + b":1",
        b"TEL;X=" + b'"' * _MANY + b":1",
        b"TEL;X=" + b'"a' * _MANY,
        b"a,b" * _MANY,
        b"NOTE:" + b"\\" * _MANY,
        b"NOTE:" + b"\r" * _MANY,
        b"NOTE;ENCODING=QUOTED-PRINTABLE:" + b"=\r\n" * _MANY,
        b"NOTE;ENCODING=QUOTED-PRINTABLE:" + b"=D0" * _MANY,
        b"NOTE:\r\n" + b"junk\r\n" * _MANY,
        b"TEL:1\r\n" * _MANY,
        b"junk\r\n" * _MANY,
        b"".join(b"UID:%d\r\n" % number for number in range(_MANY)),
        b"".join(b"i%d.TEL:1\r\ni%d.X-ABLabel:x\r\n" % (number, number) for number in range(_MANY // 10)),
        b"PHOTO;ENCODING=b:\r\n" + b"QUJD\r\n" * _MANY,
        b"TEL;" + b" " * _MANY + b":1",
        b"." * _MANY + b"TEL:1",
        b"BDAY:" + b"1" * _MANY,
        b"AGENT:BEGIN:VCARD" + b"\\nFN;" * _MANY,
        b"BEGIN" + b" " * _MANY,
        b"NOTE;" + b"charset=" * _MANY + b":\xff",
    ],
    ids=lambda body: body[:24].decode("latin-1").strip(),
)
def test_a_hostile_card_costs_its_neighbours_nothing(body: bytes) -> None:
    first, second = entries_of(_card(body) + _AFTER)
    assert isinstance(first, ContactDraft)
    assert isinstance(second, ContactDraft)
    assert (first.name, second.name) == ("Ana", "Ray")


def test_a_hundred_thousand_begins_are_a_hundred_thousand_cards() -> None:
    assert len(entries_of(b"BEGIN:VCARD\nVERSION:3.0\nFN:x\n" * 100_000)) == 100_000


def test_a_hundred_thousand_nested_cards_are_one_card() -> None:
    entries = entries_of(b"BEGIN:VCARD\nFN:x\n" * 100_000 + b"END:VCARD\n" * 100_000 + _AFTER)
    assert len(entries) == 2


@pytest.mark.parametrize(
    "body",
    [
        b"NOTE:" + b"x" * 17_000_000,
        b"NOTE:x" + (b"\r\n " + b"x" * 9_999) * 1_700,
        "NOTE:ü".encode() * 2_500_000,
    ],
    ids=["a line of the file", "a folded line", "bytes, not characters"],
)
def test_a_line_past_16_mb_rejects_its_card_and_no_other(body: bytes) -> None:
    first, second = entries_of(_card(body) + _AFTER)
    assert isinstance(first, Rejected)
    assert (first.line, first.reason) == (1, "The card has a line of more than 16 MB.")
    assert isinstance(second, ContactDraft)
    assert second.name == "Ray"


def test_a_line_of_15_mb_is_read() -> None:
    (entry, _) = entries_of(_card(b"NOTE:" + b"x" * 15_000_000) + _AFTER)
    assert isinstance(entry, ContactDraft)
    assert len(entry.notes) == 15_000_000


class _Endless(io.RawIOBase):
    """A file of many cards that is never in memory as a whole."""

    def __init__(self, card: bytes, count: int) -> None:
        self._card = card
        self._size = len(card) * count
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self._place = offset
        return offset

    def tell(self) -> int:
        return self._place

    def read(self, size: int = -1) -> bytes:
        size = min(size, self._size - self._place)
        start = self._place % len(self._card)
        copies = (start + size) // len(self._card) + 1
        self._place += size
        return (self._card * copies)[start : start + size]


def _peak(count: int) -> int:
    """The most memory in use while a file of `count` cards is read, in bytes."""
    tracemalloc.start()
    entries = 0
    for _ in read(_Endless(_card(b"NOTE:" + b"x" * 500), count)).entries:  # type: ignore[arg-type]
        entries += 1
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert entries == count
    return peak


def test_memory_does_not_grow_with_the_file() -> None:
    assert _peak(20_000) < 1.2 * _peak(2_000)
