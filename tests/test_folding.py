"""Names without case, accents and script: what finds a name that nobody can type."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from crmcli import folding
from tests.rows import each_row


@each_row(
    ("text", "folded"),
    [
        ("Budi  Santoso ", "budi santoso"),
        ("Łukasz Ørsted", "lukasz orsted"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("Nguyễn Văn Đức", "nguyen van duc"),
        ("王小明", "wang xiao ming"),
        ("王 小明", "wang xiao ming"),
        ("Иванов", "ivanov"),
        ("やまだ", "yamada"),
        ("カタカナ", "katakana"),
        ("김철수", "gim cheol su"),
        ("Tom 王", "tom wang"),
        ("", ""),
    ],
)
def test_a_name_is_folded_to_what_an_ascii_keyboard_types(text: str, folded: str) -> None:
    assert folding.fold(text) == folded


@each_row("name", ["Zélia Gonçalves", "Ñandú", "김철수", "がんだむ", "Đặng Thị Mỹ", "Йосиф", "أحمد"])
def test_a_name_is_folded_alike_in_composed_and_decomposed_form(name: str) -> None:
    assert folding.fold(unicodedata.normalize("NFD", name)) == folding.fold(unicodedata.normalize("NFC", name))


@each_row("mark", ["\u200d", "\u200c", "\u00ad", "\ufe0f", "\u200e", "\u0301"])
def test_a_mark_that_nobody_sees_does_not_cut_a_word_in_two(mark: str) -> None:
    assert folding.fold(f"ze{mark}lia ñ") == "zelia n"


def test_what_has_no_reading_stays_as_it_is() -> None:
    assert folding.fold("\U0010fffd") == "\U0010fffd"


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    once = folding.fold(text)
    assert folding.fold(once) == once


@given(st.text())
def test_a_folded_name_is_lower_case_ascii_in_single_blanks_or_has_no_reading(text: str) -> None:
    folded = folding.fold(text)
    if folded.isascii():
        assert folded == " ".join(folded.lower().split())
    else:
        assert folded in (text.strip(), folding.composed(text).strip())


@given(st.text())
def test_folding_does_not_care_for_case_of_ascii(text: str) -> None:
    swapped = "".join(c.swapcase() if c.isascii() else c for c in text)
    if folding.fold(text).isascii():
        assert folding.fold(swapped) == folding.fold(text)


@given(st.text())
def test_spacing_changes_nothing_but_blanks(text: str) -> None:
    assert "".join(folding.spaced(text).split()) == "".join(folding.composed(text).split())


def test_ideographs_kana_and_hangul_stand_alone() -> None:
    assert folding.spaced("王小明Tom").split() == ["王", "小", "明", "Tom"]
    assert folding.spaced("김철").split() == ["김", "철"]
    assert folding.spaced("やま").split() == ["や", "ま"]


def test_runs_of_ideographs_are_joined_and_single_ones_are_not() -> None:
    assert folding.joined("王小明 與 Tom 大衛") == "wangxiaoming dawei"
    assert folding.joined("Łukasz") == ""
    assert folding.joined("王") == ""


@each_row(("character", "is_one"), [("王", True), ("々", True), ("や", False), ("a", False), ("김", False)])
def test_ideographs_are_told_from_other_letters(character: str, is_one: bool) -> None:
    assert folding.is_ideograph(character) is is_one


def test_a_letter_with_an_accent_is_read_as_the_library_reads_it() -> None:
    from anyascii import anyascii

    for point in range(0x80, 0x3000):
        character = chr(point)
        if unicodedata.decomposition(character) and anyascii(character).isalpha() and character.isalpha():
            assert folding.fold(character) == anyascii(character).lower(), character
