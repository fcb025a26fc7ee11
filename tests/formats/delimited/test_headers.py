"""What headers mean, in orders, mixes and spellings that no program writes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.formats.delimited.headers import meaning_of
from crmcli.formats.delimited.meanings import UNKNOWN


@pytest.mark.parametrize(
    ("header", "kind", "label"),
    [
        ("phone_number", "phone", ""),
        ("PhoneNumber", "phone", ""),
        ("PHONE", "phone", ""),
        ("Phone2", "phone", ""),
        ("homePhone", "phone", "home"),
        ("Phone (home)", "phone", "home"),
        ("Mobile, work", "phone", "work mobile"),
        ("Office Tel.", "phone", "work"),
        ("Fax privat", "phone", "home fax"),
        ("Handynummer", "phone", "mobile"),
        ("Telefono 2", "phone", ""),
        ("Téléphone (bureau)", "phone", "work"),
        ("telefone residencial", "phone", "home"),
        ("No. HP", "phone", "mobile"),
        ("Nomor telepon kantor", "phone", "work"),
        ("电话（家庭）", "phone", "home"),
        ("公司手机", "phone", "work mobile"),
        ("電話番号（携帯）", "phone", "mobile"),
        ("Ｅ－ｍａｉｌ", "email", ""),
        ("Email (work)", "email", "work"),
        ("alamat email pribadi", "email", "home"),
        ("Рабочий e-mail", "email", "work"),
        ("Alternate email address", "email", ""),
        ("Sitio web", "url", ""),
        ("WhatsApp", "service", ""),
        ("LinkedIn", "service", ""),
    ],
)
def test_channels_are_understood_with_their_labels(header: str, kind: str, label: str) -> None:
    meaning = meaning_of(header)
    assert (meaning.kind, meaning.label) == (kind, label)


@pytest.mark.parametrize(
    ("header", "part", "label"),
    [
        ("ZIP or Postal Code", "postal_code", ""),
        ("ZipCode", "postal_code", ""),
        ("work_city", "city", "work"),
        ("City (Work)", "city", "work"),
        ("Bundesland privat", "region", "home"),
        ("Home Street 2", "line_2", "home"),
        ("Kota", "city", ""),
        ("住宅 邮政编码", "postal_code", "home"),
    ],
)
def test_parts_of_addresses_are_understood_with_their_labels(header: str, part: str, label: str) -> None:
    meaning = meaning_of(header)
    assert (meaning.kind, meaning.part, meaning.label) == ("address", part, label)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Status",
        "ID",
        "Amount",
        "Contact Owner",
        "Last Contacted",
        "Custom 1",
        "User 1",
        "x" * 101,
        "1",
        "公司 ID",
    ],
)
def test_a_header_with_an_unknown_word_means_nothing(header: str) -> None:
    assert meaning_of(header) == UNKNOWN


@given(st.text(max_size=60))
def test_any_header_has_one_meaning(header: str) -> None:
    assert meaning_of(header) == meaning_of(header)
    assert meaning_of(header).kind


@given(
    st.sampled_from(["phone", "e-mail", "电话", "город", "no. hp"]),
    st.integers(1, 9),
    st.sampled_from(" -_.:/"),
)
def test_a_number_after_a_header_does_not_change_its_kind(header: str, number: int, between: str) -> None:
    assert meaning_of(f"{header}{between}{number}").kind == meaning_of(header).kind
