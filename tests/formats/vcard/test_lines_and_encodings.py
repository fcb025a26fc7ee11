"""How lines, cards and bytes may be broken, and are read all the same, one quirk a sample."""

from __future__ import annotations

import pytest

from crmcli.formats.drafts import ContactDraft, Entry, RelationDraft
from tests.formats.vcard.reading import book_of, contact, contact_of, entries_of

_CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:{}\nEND:VCARD\n"


def _names(entries: list[Entry]) -> list[str]:
    return [entry.name for entry in entries if isinstance(entry, ContactDraft)]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_lines_may_end_in_every_way(line_end: str) -> None:
    text = (_CARD.format("Ana") + _CARD.format("Ray")).replace("\n", line_end)
    entries = entries_of(text)
    assert _names(entries) == ["Ana", "Ray"]
    assert [entry.line for entry in entries] == [1, 5]


def test_a_lone_return_ends_no_line_in_a_file_with_line_feeds() -> None:
    assert _names(entries_of("BEGIN:VCARD\nFN:Ana\rTEL:1\nEND:VCARD\n")) == ["Ana TEL:1"]


def test_folded_lines_are_joined() -> None:
    draft = contact_of("FN:Ana\r\n  Lima", "NOTE:one\r\n\ttwo")
    assert draft == contact(name="Ana Lima", notes="onetwo")


def test_soft_breaks_are_joined_even_inside_a_character() -> None:
    draft = contact_of("FN;ENCODING=QUOTED-PRINTABLE:J=C3=\r\n=B6rg =\r\n Lima", version="2.1")
    assert draft == contact(name="Jörg  Lima")


def test_a_soft_break_before_the_end_swallows_no_card() -> None:
    text = _CARD.format("Ana").replace("FN:", "TITLE;QUOTED-PRINTABLE:Chef=\n\nFN:").replace("FN:Ana\n", "")
    assert _names(entries_of(text + _CARD.format("Ray"))) == ["Chef", "Ray"]


def test_a_note_that_was_broken_without_folding_is_mended() -> None:
    draft = contact_of("FN:Ana", "NOTE:first", "second line", "TEL:1")
    assert draft.notes == "first\nsecond line"


def test_a_line_that_is_no_property_is_listed() -> None:
    draft = contact_of("FN:Ana", "# nothing")
    assert draft == contact(name="Ana", problems=["A line could not be read: # nothing"])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("begin:vcard\nFN:Ana\nend:vcard\nBEGIN:VCARD\nFN:Ray\nEND:VCARD", ["Ana", "Ray"]),
        ("BEGIN:VCARD\nFN:Ana\nEND:VCARD\\n\nBEGIN: VCARD\nFN:Ray\nEND:VCARD;x", ["Ana", "Ray"]),
        ("BEGIN:VCARD\nFN:Ana\nEND:VCARDBEGIN:VCARD\nFN:Ray\nEND:VCARD", ["Ana", "Ray"]),
        ("\ufeffBEGIN:VCARD\nFN:Ana\nEND:VCARD\n\ufeffBEGIN:VCARD\nFN:Ray\nEND:VCARD", ["Ana", "Ray"]),
        ("junk\nTEL:1\nBEGIN:VCARD\nFN:Ana\nEND:VCARD\nmore\nEND:VCARD\n", ["Ana"]),
        ("BEGIN:VCARD\nFN:Ana", ["Ana"]),
    ],
)
def test_decorated_and_missing_ends_lose_no_card(text: str, names: list[str]) -> None:
    assert _names(entries_of(text)) == names


def test_a_card_that_lost_its_end_is_closed_by_the_next() -> None:
    cards = [_CARD.format(name) for name in ("Ana", "Ray", "Budi", "Sari")]
    cards[1] = cards[1].replace("END:VCARD\n", "")
    assert _names(entries_of("".join(cards))) == ["Ana", "Ray", "Budi", "Sari"]


def test_a_card_inside_a_card_is_no_card_of_its_own() -> None:
    draft = contact_of("N:Boss", "AGENT:", "BEGIN:VCARD", "VERSION:2.1", "N:Doe;Ray", "END:VCARD", version="2.1")
    assert draft == contact(
        name="Boss",
        family="Boss",
        relations=[RelationDraft("agent", "Ray Doe")],
        unparsed=["AGENT:BEGIN:VCARD\\nVERSION:2.1\\nN:Doe\\;Ray\\nEND:VCARD"],
    )


def test_what_is_wrong_in_one_card_never_touches_its_neighbours() -> None:
    broken = _CARD.format('x\nTEL;TYPE="a:1\nN;ENCODING=QUOTED-PRINTABLE:=\nPHOTO;ENCODING=b:!!\n"')
    assert _names(entries_of(_CARD.format("Ana") + broken + _CARD.format("Ray"))) == ["Ana", "x", "Ray"]


@pytest.mark.parametrize(
    ("content", "encoding", "name"),
    [
        (_CARD.format("Łukasz").encode("utf-8-sig"), "utf-8-sig", "Łukasz"),
        (_CARD.format("Łukasz Żółw").encode("utf-16"), "utf-16", "Łukasz Żółw"),
        (_CARD.format("王小明").encode("utf-16-be"), "utf-16-be", "王小明"),
        (_CARD.format("陳美玲").replace("FN:", "FN;CHARSET=BIG5:").encode("big5"), None, "陳美玲"),
        (_CARD.format("Müller").replace("FN:", "FN;CHARSET=UTF-8:").encode("cp1252"), None, "Müller"),
        (_CARD.format("Müller").replace("FN:", "FN;CHARSET=iso-8859-1:").encode(), "utf-8", "Müller"),
        (_CARD.format("Müller").replace("FN:", "FN;CHARSET=punycode:").encode("cp1252"), None, "Müller"),
    ],
)
def test_a_name_is_read_in_its_encoding(content: bytes, encoding: str | None, name: str) -> None:
    book = book_of(content)
    assert encoding in (None, book.encoding)
    assert _names(list(book.entries)) == [name]


def test_each_line_is_read_in_the_encoding_it_declares() -> None:
    greek = _CARD.format("Οδυσσέας").replace("FN:", "FN;CHARSET=windows-1253:").encode("cp1253")
    russian = _CARD.format("Иванов").replace("FN:", "FN;CHARSET=windows-1251:").encode("cp1251")
    assert _names(entries_of(greek + russian)) == ["Οδυσσέας", "Иванов"]


def test_one_broken_byte_spoils_only_its_own_line() -> None:
    content = "".join(_CARD.format(f"Jörg Müller {i}") for i in range(30)).encode()
    names = _names(entries_of(content.replace("ö".encode(), b"\xc3", 1)))
    assert names[1:] == [f"Jörg Müller {i}" for i in range(1, 30)]
    assert "rg Müller 0" in names[0]


def test_undeclared_quoted_printable_is_guessed_once_for_the_whole_file() -> None:
    words = ["张三丰", "欧阳娜娜", "北京市海淀区中关村大街", "上海市浦东新区世纪大道", "李四"]
    cards = [
        _CARD.format("".join(f"={byte:02X}" for byte in word.encode("gb18030"))).replace("FN:", "FN;QUOTED-PRINTABLE:")
        for word in words
    ]
    assert _names(entries_of("".join(cards), region="CN")) == words


def test_utf_8_that_was_cut_inside_its_last_character_stays_utf_8() -> None:
    draft = contact_of("FN;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0=E4=B8", version="2.1")
    assert draft.name == "张\ufffd"


def test_a_card_is_kept_as_it_stood() -> None:
    text = _CARD.format("Ana") + "\n" + _CARD.format("Ray\n  Lima").rstrip("\n")
    assert [entry.source for entry in entries_of(text)] == [
        "BEGIN:VCARD\nVERSION:3.0\nFN:Ana\nEND:VCARD",
        "BEGIN:VCARD\nVERSION:3.0\nFN:Ray\n  Lima\nEND:VCARD",
    ]
