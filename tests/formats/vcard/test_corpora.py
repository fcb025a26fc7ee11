"""Every card of every file of the corpora is read, once, and nothing about it is unfit to show."""

from __future__ import annotations

import dataclasses
import io

import pytest

from crmcli.formats.drafts import ContactDraft, Entry, GroupDraft
from crmcli.formats.vcard import read
from tests.formats.vcard.corpora import CorpusFile, needs_corpora, vcard_files

pytestmark = needs_corpora

_files = pytest.mark.parametrize("file", vcard_files(), ids=lambda file: file.path)


def _entries(file: CorpusFile) -> list[Entry]:
    return list(read(io.BytesIO(file.content)).entries)


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list | dict):
        return [text for item in value for text in _texts(item)]
    if dataclasses.is_dataclass(value):
        fields = dataclasses.fields(value)
        return [text for field in fields if field.name != "source" for text in _texts(getattr(value, field.name))]
    return []


@_files
def test_every_top_level_card_becomes_one_entry(file: CorpusFile) -> None:
    assert len(_entries(file)) == file.cards


@_files
def test_no_text_holds_control_characters_or_lone_surrogates(file: CorpusFile) -> None:
    for entry in _entries(file):
        for text in _texts(entry):
            assert not [c for c in text if (ord(c) < 32 and c not in "\n\t") or 0x7F <= ord(c) < 0xA0]
            text.encode()


@_files
def test_every_contact_and_group_has_a_name_and_a_line(file: CorpusFile) -> None:
    for entry in _entries(file):
        assert entry.line > 0
        if isinstance(entry, ContactDraft | GroupDraft):
            assert entry.name


@_files
def test_reading_without_photos_differs_in_nothing_else(file: CorpusFile) -> None:
    with_photos = _entries(file)
    without = list(read(io.BytesIO(file.content), photos=False).entries)
    for entry, other in zip(with_photos, without, strict=True):
        if isinstance(entry, ContactDraft) and isinstance(other, ContactDraft):
            assert other.photo is None
            assert (entry.name, entry.channels, entry.addresses) == (
                other.name,
                other.channels,
                other.addresses,
            )


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("big5_8bit_declared", ["張三丰", "歐陽娜娜", "李四"]),
        ("gb18030_qp_undeclared", ["张三丰", "欧阳娜娜", "李四"]),
        ("gb2312_qp_declared", ["张三丰", "欧阳娜娜", "李四"]),
        ("gbk_8bit_declared", ["张三丰", "欧阳娜娜", "李四"]),
        ("gbk_8bit_says_utf8", ["张三丰", "欧阳娜娜", "李四"]),
        ("gbk_8bit_undeclared", ["张三丰", "欧阳娜娜", "李四"]),
        ("utf16be_nobom_cr", ["张三丰", "欧阳娜娜", "李四"]),
        ("utf16le_bom", ["张三丰", "欧阳娜娜", "李四"]),
        ("utf8_bom_cr_only", ["张三丰", "欧阳娜娜", "李四"]),
        ("utf8_qp_split_midchar", ["张三丰", "欧阳娜娜", "李四"]),
    ],
)
def test_names_of_chinese_phones_are_read_in_every_encoding(path: str, names: list[str]) -> None:
    entries = _entries(CorpusFile(f"_derived_synthetic/{path}.vcf", 3))
    assert [entry.name for entry in entries if isinstance(entry, ContactDraft)] == names
