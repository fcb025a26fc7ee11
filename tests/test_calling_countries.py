"""The countries of first digits, against the tables of phonenumbers."""

from __future__ import annotations

import random

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneNumber, PhoneNumberType, number_type, region_code_for_number

from crmcli import calling_countries
from tests.rows import each_row

_OF_NO_PLACE = (
    PhoneNumberType.TOLL_FREE, PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST, PhoneNumberType.VOIP,
    PhoneNumberType.PERSONAL_NUMBER, PhoneNumberType.PAGER, PhoneNumberType.UAN, PhoneNumberType.VOICEMAIL,
)  # fmt: skip
_SETTLED_BY_NOTHING = {"BL", "MF", "GP", "CC", "CX", "EH"}


def _numbers(code: int) -> list[tuple[str, str, bool]]:
    """Valid numbers of a code, each with its country and whether it is of a place; the same ones each time."""
    dice, found = random.Random(code), []
    for _one in range(1500):
        digits = "".join(dice.choice("0123456789") for _digit in range(dice.choice((7, 8, 9, 10))))
        if code == 1:
            digits = dice.choice("23456789") + digits[1:] + "0" * (10 - len(digits))
        number = PhoneNumber(code, int(digits), italian_leading_zero=digits.startswith("0") and code == 39)
        country = region_code_for_number(number)
        if country and country != "001":
            zero = "0" if number.italian_leading_zero else ""
            found.append((f"+{code}{zero}{number.national_number}", country, number_type(number) not in _OF_NO_PLACE))
    return found


@each_row("code", sorted(COUNTRY_CODE_TO_REGION_CODE))
def test_the_first_digits_settle_the_country_that_phonenumbers_names(code: int) -> None:
    unsettled = 0
    numbers = _numbers(code)
    for number, country, is_of_a_place in numbers:
        found = calling_countries.of_number(number)
        assert found in (country, "") or not is_of_a_place, (number, country)
        unsettled += not found and is_of_a_place and country not in _SETTLED_BY_NOTHING
    assert unsettled <= len(numbers) // 10


@each_row(
    ("number", "country"),
    [
        ("+6281234567890", "ID"),
        ("+886912345678", "TW"),
        ("+12125550100", "US"),
        ("+14165550100", "CA"),
        ("+18765550100", "JM"),
        ("+18005550100", ""),
        ("+77012345678", "KZ"),
        ("+79161234567", "RU"),
        ("+447911123456", "GB"),
        ("+447781123456", "GG"),
        ("+80012345678", ""),
        ("0812", ""),
        ("+", ""),
        ("", ""),
        ("+1", ""),
        ("+1٣٤٥٦٧٨٩٠١٢", ""),
    ],
)
def test_a_number_has_the_country_of_its_first_digits_or_none(number: str, country: str) -> None:
    assert calling_countries.of_number(number) == country
