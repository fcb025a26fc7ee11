"""Every card of every file of the corpora is read, once, and nothing about it is unfit to show."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Callable

import pytest

from crmcli.formats.drafts import ContactDraft, Entry, GroupDraft
from crmcli.formats.vcard import read
from tests.formats.vcard.corpora import CorpusFile, needs_corpora, vcard_files

pytestmark = needs_corpora


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


def _files_in_which(is_wrong: Callable[[CorpusFile], bool]) -> list[str]:
    """The paths of all files of which something is wrong."""
    files = vcard_files()
    assert files
    return [file.path for file in files if is_wrong(file)]


def test_every_top_level_card_becomes_one_entry() -> None:
    assert _files_in_which(lambda file: len(_entries(file)) != file.cards) == []


def test_no_text_holds_control_characters_or_lone_surrogates() -> None:
    unfit = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
    assert (
        _files_in_which(lambda file: any(unfit.search(text) for each in _entries(file) for text in _texts(each))) == []
    )


def test_every_contact_and_group_has_a_name_and_a_line() -> None:
    def is_nameless(entry: Entry) -> bool:
        return entry.line <= 0 or (isinstance(entry, ContactDraft | GroupDraft) and not entry.name)

    assert _files_in_which(lambda file: any(map(is_nameless, _entries(file)))) == []


def test_reading_without_photos_differs_in_nothing_else() -> None:
    def differs(file: CorpusFile) -> bool:
        without = list(read(io.BytesIO(file.content), photos=False).entries)
        has_photo = any(isinstance(entry, ContactDraft) and entry.photo for entry in without)
        return has_photo or [*map(_said, _entries(file))] != [*map(_said, without)]

    assert _files_in_which(differs) == []


def _said(entry: Entry) -> object:
    return (entry.name, entry.channels, entry.addresses) if isinstance(entry, ContactDraft) else type(entry)


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
