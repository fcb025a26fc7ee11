"""Rates: exact, dated, and only ever through the home currency."""

from __future__ import annotations

import decimal
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.errors import Invalid, NotFound
from crmcli.store import rate_figures, rates, settings
from crmcli.store.db import Store
from crmcli.store.rates import Book, Rate

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


@pytest.fixture
def rupiah(store: Store) -> Store:
    """A store whose home currency is the rupiah."""
    with store.write("set the currency") as tx:
        settings.put(tx, "currency", "IDR")
    return store


def put(store: Store, currency: str, text: str, day: date) -> Rate:
    with store.write("set a rate") as tx:
        return rates.put(tx, currency, text, day)


def test_on_a_day_holds_the_newest_rate_at_or_before_it_and_before_the_first_the_first(rupiah: Store) -> None:
    put(rupiah, "USD", "16250", NOVEMBER)
    put(rupiah, "USD", "16400.5", DECEMBER)
    held = {day: rates.at(rupiah.connection, "USD", date.fromisoformat(day)) for day in
            ("2020-01-01", "2026-11-01", "2026-11-30", "2026-12-01", "2030-01-01")}  # fmt: skip
    first, second = Fraction(16250), Fraction(32801, 2)
    assert list(held.values()) == [first, first, first, second, second]
    assert rates.at(rupiah.connection, "EUR", NOVEMBER) is None
    assert rates.at(rupiah.connection, "IDR", NOVEMBER) == 1


def test_amounts_of_any_minor_unit_are_put_into_home_exactly(rupiah: Store) -> None:
    put(rupiah, "USD", "16250", NOVEMBER)
    put(rupiah, "JPY", "105.5", NOVEMBER)
    put(rupiah, "KWD", "53000", NOVEMBER)

    def home(amount: int, code: str) -> int | None:
        return rates.in_home(rupiah.connection, amount, code, NOVEMBER)

    assert home(100, "USD") == 16_250_00  # a dollar
    assert home(3, "JPY") == 316_50  # three yen
    assert home(1, "KWD") == 53_00  # a thousandth of a dinar
    assert home(77, "IDR") == 77
    assert home(77, "EUR") is None


def test_a_half_is_rounded_up(rupiah: Store) -> None:
    put(rupiah, "USD", "0.5", NOVEMBER)
    assert [rates.in_home(rupiah.connection, cents, "USD", NOVEMBER) for cents in (1, 2, 3)] == [1, 1, 2]


@given(
    amount=st.integers(0, 10**15),
    whole=st.integers(0, 10**6),
    decimals=st.integers(1, 10**6 - 1),
    currency=st.sampled_from(["USD", "JPY", "KWD", "EUR"]),
    home=st.sampled_from(["IDR", "JPY", "BHD"]),
)
def test_home_is_what_decimal_arithmetic_says(amount: int, whole: int, decimals: int, currency: str, home: str) -> None:
    text = f"{whole}.{decimals:06d}"
    book = Book(home, [Rate(1, currency, home, "2026-11-01", text)])
    digits = {"USD": 2, "EUR": 2, "JPY": 0, "KWD": 3, "IDR": 2, "BHD": 3}
    with decimal.localcontext() as context:
        context.prec = 80
        units = decimal.Decimal(amount).scaleb(-digits[currency]) * decimal.Decimal(text)
        expected = units.scaleb(digits[home]).quantize(decimal.Decimal(1), decimal.ROUND_HALF_UP)
    if currency != home:
        assert book.in_home(amount, currency, NOVEMBER) == int(expected)


def test_the_same_day_holds_one_rate(rupiah: Store) -> None:
    put(rupiah, "USD", "16250", NOVEMBER)
    put(rupiah, "usd", "16300", NOVEMBER)
    assert [(each.currency, each.rate) for each in rates.all_of(rupiah.connection)] == [("USD", "16300")]


def test_rates_to_a_former_home_are_kept_and_do_not_count(rupiah: Store) -> None:
    put(rupiah, "USD", "16250", NOVEMBER)
    with rupiah.write("set the currency") as tx:
        settings.put(tx, "currency", "EUR")
    assert rates.at(rupiah.connection, "USD", NOVEMBER) is None
    assert len(rates.all_of(rupiah.connection)) == 1


def test_a_rate_that_another_program_spoilt_is_none(rupiah: Store) -> None:
    for rate in ("much", "1/0", "1e400", "0", "٣", ""):
        rupiah.connection.execute("DELETE FROM rate")
        rupiah.connection.execute("INSERT INTO rate (currency, home, day, rate) VALUES ('USD', 'IDR', 'x', ?)", (rate,))
        assert rates.at(rupiah.connection, "USD", NOVEMBER) is None
        assert rate_figures.shown(rate) == rate


def test_rates_go_by_currency_or_day(rupiah: Store) -> None:
    put(rupiah, "USD", "16250", NOVEMBER)
    put(rupiah, "USD", "16300", DECEMBER)
    with rupiah.write("forgot") as tx:
        assert [each.day for each in rates.remove(tx, "usd", NOVEMBER)] == ["2026-11-01"]
        with pytest.raises(NotFound):
            rates.remove(tx, "USD", NOVEMBER)
        assert [each.day for each in rates.remove(tx, "USD")] == ["2026-12-01"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("16250", "16250"),
        ("16250.50", "16250.5"),
        ("16,250.50", "16250.5"),
        ("16.250,5", "16250.5"),
        ("16'250.5", "16250.5"),
        ("1 000 000", "1000000"),
        ("1.000.000", "1000000"),
        ("1.0850", "1.085"),
        ("1,08", "1.08"),
        ("0.125", "0.125"),
        ("0,000061", "0.000061"),
        ("007.50", "7.5"),
        ("IDR 16250", "16250"),
        ("16250idr", "16250"),
    ],
)
def test_a_rate_is_read_as_people_write_it(text: str, kept: str) -> None:
    assert rate_figures.typed(text, "IDR") == kept


@pytest.mark.parametrize("text", ["16.250", "1,085", "999.999"])
def test_what_may_be_wrong_by_a_thousand_is_not_guessed(text: str) -> None:
    with pytest.raises(Invalid, match="not clear"):
        rate_figures.typed(text, "IDR")


@pytest.mark.parametrize(
    "text",
    ["", " ", "0", "0.00", "-3", "1e5", "1/2", "1.2.3", "1,23,456", "٣", "²", "16k", "USD 5", "1" * 13, "1" * 99],
)
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        rate_figures.typed(text, "IDR")


@given(st.text(max_size=50))
def test_any_text_is_a_rate_above_zero_or_refused(text: str) -> None:
    try:
        kept = rate_figures.typed(text, "IDR")
    except Invalid:
        return
    assert rate_figures.is_kept(kept)
    assert Fraction(kept) > 0
    assert rate_figures.typed(kept, "IDR") == kept or len(kept.partition(".")[2]) == 3
