"""Phones as people type them: read where they can be, kept as they are where not, never corrected."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli import phones


@pytest.mark.parametrize(
    ("value", "region", "normal"),
    [
        ("0812-3456-7890", "ID", "+6281234567890"),
        ("+62 812 3456 7890", "", "+6281234567890"),
        ("+62 (0) 812 3456 7890", "", "+6281234567890"),
        ("0062 812 3456 7890", "ID", "+6281234567890"),
        ("00 62 812 3456 7890", "", "+6281234567890"),
        ("tel:+62-812-3456-7890", "BR", "+6281234567890"),
        ("+49 (0)30 1234567", "ID", "+49301234567"),
        ("(11) 98765-4321", "BR", "+5511987654321"),
        ("0912 345 678", "TW", "+886912345678"),
        ("٠٨١٢٣٤٥٦٧٨٩٠", "ID", "+6281234567890"),
        ("+39 06 1234 5678", "ID", "+390612345678"),
        ("0812-3456-7890 ext. 12", "ID", "+6281234567890"),
        ("0812-3456-7890;ext=12", "ID", "+6281234567890"),
        ("0812-3456-7890,,5#", "ID", "+6281234567890"),
        ("0812-3456-7890p5", "ID", "+6281234567890"),
    ],
)
def test_a_number_is_read_in_any_format(value: str, region: str, normal: str) -> None:
    assert phones.read(value, region) == (normal, normal[:0:-1])


@pytest.mark.parametrize(
    ("value", "region", "digits"),
    [
        ("112", "ID", "112"),
        ("0812-3456-7890", "", "081234567890"),
        ("*100#", "ID", "100"),
        ("0812-3456-7890 anexo 12", "ID", "081234567890"),
        ("1-800-FLOWERS", "US", "1800"),
        ("12345678901234567890", "ID", ""),
    ],
)
def test_a_number_that_cannot_be_read_keeps_its_digits(value: str, region: str, digits: str) -> None:
    found = phones.read(value, region)
    assert found == ("", (digits or phones.digits_of(value))[::-1])


@pytest.mark.parametrize("value", ["", "no number", "+", "00", "++62", "tel:", "☎", "+62", "x" * 10_000, "1" * 10_000])
def test_what_is_no_number_is_none_and_no_error(value: str) -> None:
    assert phones.read(value, "ID").normal == ""


@given(st.text(alphabet="0123456789+-() .,;xpw#*tel:٣", max_size=30), st.sampled_from(["", "ID", "BR", "IT", "US"]))
def test_a_number_is_never_corrected(value: str, region: str) -> None:
    import phonenumbers

    found = phones.read(value, region)
    if found.normal:
        assert found.reversed == found.normal[:0:-1]
        assert str(phonenumbers.parse(found.normal).national_number) in phones.digits_of(value)
    assert found.reversed[::-1].isdigit() or not found.reversed


NUMBERS = st.from_regex(r"\+[1-9][0-9]{5,14}", fullmatch=True)


@given(NUMBERS)
def test_a_number_with_its_country_code_is_read_as_phonenumbers_reads_it(value: str) -> None:
    import phonenumbers

    try:
        number = phonenumbers.parse(value, None)
        is_possible = phonenumbers.is_possible_number(number)
    except phonenumbers.NumberParseException:
        is_possible = False
    expected = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if is_possible else ""
    assert phones.read(value, "").normal == expected


@given(st.from_regex(r"\+[1-9]{6,15}", fullmatch=True))
def test_what_was_read_is_read_again_as_the_same(value: str) -> None:
    normal = phones.read(value, "").normal
    if normal:
        assert phones.read(normal, "US").normal == normal


def test_a_number_is_shown_as_people_read_it() -> None:
    assert phones.international("0812-3456-7890", "+6281234567890") == "+62 812-3456-7890"
    assert phones.international("911", "") == "911"


def test_digits_of_every_script_are_digits() -> None:
    assert phones.digits_of("+62 (812) ٣٤٥") == "62812345"
    assert phones.digits_of("none") == ""


@pytest.mark.parametrize(
    ("zone", "region"),
    [("Asia/Jakarta", "ID"), ("America/Sao_Paulo", "BR"), ("Asia/Taipei", "TW"), ("UTC", ""), ("No/Where", "")],
)
def test_a_time_zone_tells_the_country(zone: str, region: str) -> None:
    assert phones.region_of_timezone(zone) == region


def test_countries_are_known_by_code_and_name() -> None:
    assert phones.is_region("ID")
    assert not phones.is_region("id")
    assert not phones.is_region("XX")
    assert phones.country_name("ID") == "Indonesia"
    assert phones.country_name("XX") == "XX"


@pytest.mark.parametrize(
    ("value", "zone"), [("Asia/Jakarta", "Asia/Jakarta"), (":America/Sao_Paulo", "America/Sao_Paulo"), ("UTC", "UTC")]
)
def test_the_system_names_its_zone(monkeypatch: pytest.MonkeyPatch, value: str, zone: str) -> None:
    monkeypatch.setenv("TZ", value)
    assert phones.system_timezone() == zone


def test_a_zone_named_by_its_file_is_that_zone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    target = tmp_path / "zoneinfo" / "Asia" / "Jakarta"
    target.parent.mkdir(parents=True)
    target.touch()
    link = tmp_path / "localtime"
    link.symlink_to(target)
    monkeypatch.setenv("TZ", str(link))
    assert phones.system_timezone() == "Asia/Jakarta"
