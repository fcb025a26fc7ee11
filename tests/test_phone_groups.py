"""Numbers in groups, against what phonenumbers answers for all of its countries."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli import phone_groups, phones

CODES = sorted(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)
KINDS = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE)
# Codes of no country, whose numbers are rare enough to be left to the library.
NOWHERE = {800, 808, 870, 878, 881, 882, 883, 888, 979}


def answered(number: str) -> str:
    """What the library says, or empty where it cannot read the number."""
    try:
        found = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return ""
    return phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


@pytest.mark.parametrize("code", CODES)
def test_a_number_of_every_country_stands_in_the_groups_of_the_library(code: int) -> None:
    for region in phonenumbers.COUNTRY_CODE_TO_REGION_CODE[code]:
        for kind in KINDS:
            example = phonenumbers.example_number_for_type(region, kind)
            if example is None:
                continue
            number = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
            found = phone_groups.grouped(number)
            assert found in ("", answered(number))
            # Only what begins as a trunk prefix does is left to the library.
            assert found or code in NOWHERE or phone_groups._country(str(code)).prefix


@given(st.sampled_from(CODES), st.from_regex(r"[0-9]{3,13}", fullmatch=True))
def test_a_number_is_grouped_as_the_library_does_or_not_at_all(code: int, national: str) -> None:
    number = f"+{code}{national}"
    found = phone_groups.grouped(number)
    assert found in ("", answered(number))
    assert phones.international("as given", number) == (answered(number) or "as given")


def test_numbers_of_most_countries_need_no_library() -> None:
    assert phone_groups.grouped("+6281234567890") == "+62 812-3456-7890"
    assert phone_groups.grouped("+886912345678") == "+886 912 345 678"
    assert phone_groups.grouped("+12015550123") == "+1 201-555-0123"


@pytest.mark.parametrize(
    "text", ["", "+", "0812", "+62", "+999123456", "+62812345x", "+٦٢٨١٢٣٤٥٦٧٨٩٠", "+6208123456789"]
)
def test_what_is_in_doubt_is_not_answered(text: str) -> None:
    assert phone_groups.grouped(text) == ""


def test_tables_of_another_shape_are_left_to_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    phone_groups._country.cache_clear()
    monkeypatch.setattr(phone_groups, "_rules", lambda region: {"general_desc": {}, "number_format": []})
    try:
        assert phone_groups.grouped("+6281234567890") == ""
        assert phones.international("", "+6281234567890") == "+62 812-3456-7890"
    finally:
        phone_groups._country.cache_clear()


@pytest.mark.parametrize("part", ["", "15", r"\d{2}x", r"\s"])
def test_a_pattern_that_is_not_known_is_refused(part: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        phone_groups._width(part)
