"""Sums of money, as people write them in seven languages, and as they are kept and shown."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crmcli import currencies, money
from crmcli.errors import Invalid
from crmcli.money import Money
from tests.rows import each_row

SUMS = """
12.5k            | IDR | IDR 12,500
1.2m             | USD | USD 1,200,000
USD50k           | IDR | USD 50,000
50k usd          | IDR | USD 50,000
usd 50           | IDR | USD 50
Rp 1.500.000     | USD | IDR 1,500,000
Rp. 1.500.000,-  | USD | IDR 1,500,000
Rp1.500.000,50   | USD | IDR 1,500,000.50
€ 1 200,50       | IDR | EUR 1,200.50
1.200,50 €       | IDR | EUR 1,200.50
1,200.50 EUR     | IDR | EUR 1,200.50
12jt             | IDR | IDR 12,000,000
12,5 jt          | IDR | IDR 12,500,000
12 juta rupiah   | USD | IDR 12,000,000
1jt500rb         | IDR | IDR 1,500,000
1,2 miliar       | IDR | IDR 1,200,000,000
500rb            | IDR | IDR 500,000
5 ribu           | IDR | IDR 5,000
1,5 mil          | BRL | BRL 1,500
2 mil 500        | BRL | BRL 2,500
2 milhões        | BRL | BRL 2,000,000
R$ 2 mi          | EUR | BRL 2,000,000
2 mil millones   | MXN | MXN 2,000,000,000
3 millones       | MXN | MXN 3,000,000
R$ 1.234,56      | IDR | BRL 1,234.56
300萬            | TWD | TWD 3,000,000
1.2億            | TWD | TWD 120,000,000
1億2000萬        | TWD | TWD 120,000,000
1億500萬         | TWD | TWD 105,000,000
3萬5000元        | TWD | TWD 35,000
5千元            | CNY | CNY 5,000
人民币 20万      | TWD | CNY 200,000
５００元          | TWD | TWD 500
NT$ 1,200        | IDR | TWD 1,200
12 Mio           | EUR | EUR 12,000,000
12 Mio. €        | USD | EUR 12,000,000
1 Tsd            | EUR | EUR 1,000
1,5 Tsd. Euro    | USD | EUR 1,500
2 Mrd            | EUR | EUR 2,000,000,000
50k€             | USD | EUR 50,000
3 millions       | EUR | EUR 3,000,000
1'200.50         | CHF | CHF 1,200.50
CHF 12’500.-     | EUR | CHF 12,500
1,00,000         | INR | INR 100,000
₹ 2.5 lakh       | USD | INR 250,000
$50              | IDR | USD 50
$50              | MXN | MXN 50
US$ 50           | MXN | USD 50
¥ 500            | JPY | JPY 500
¥ 500            | CNY | CNY 500
100 kr           | SEK | SEK 100
250000           | IDR | IDR 250,000
1.500            | USD | USD 1,500
1,500            | IDR | IDR 1,500
1.500            | JPY | JPY 1,500
0,5jt            | IDR | IDR 500,000
0.5              | USD | USD 0.50
12.5             | USD | USD 12.50
KWD 1.5          | IDR | KWD 1.500
KWD 1.500        | IDR | KWD 1.500
KWD 1,500.000    | IDR | KWD 1,500.000
1.2M             | USD | USD 1,200,000
"""

REFUSED = """
               | USD
0              | USD
0k             | USD
0.00           | USD
-5             | USD
+5             | USD
5 %            | USD
much           | USD
50 much        | USD
k              | USD
NT$            | USD
USD            | USD
12kk           | USD
12 k jt        | IDR
50kusdx        | USD
1e6            | USD
0x10           | USD
5²             | USD
½ jt           | IDR
٣٠             | USD
nan            | USD
1..5           | USD
1.             | USD
.5             | USD
12.34.56       | USD
12.345.67      | EUR
1,23,45        | USD
0.123.456      | USD
1 23           | USD
1.5 2          | USD
1.500jt        | IDR
1,500k         | USD
1.5 mil        | BRL
1,2 M          | IDR
Rp 5M          | USD
3萬5           | TWD
3萬500         | TWD
5萬3億         | TWD
1.5萬2000      | TWD
USD 5 EUR      | IDR
$ 5 €          | IDR
¥ 500          | IDR
5元            | IDR
100 kr         | IDR
100 pesos      | IDR
USD 1.234567   | USD
1.5            | JPY
0.0001k        | JPY
0.125          | USD
KWD 1,500      | IDR
"""


def _rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip("\n").splitlines()]


@each_row(("text", "home", "shown"), _rows(SUMS))
def test_a_sum_is_read_as_it_is_meant_and_answered_in_full(text: str, home: str, shown: str) -> None:
    assert money.parse(text, home).shown() == shown


@each_row(("text", "home"), _rows(REFUSED))
def test_what_is_unclear_or_nothing_is_refused(text: str, home: str) -> None:
    with pytest.raises(Invalid) as refused:
        money.parse(text, home)
    assert refused.value.message.endswith(".")
    assert refused.value.hint.endswith(".")


def test_what_a_shell_leaves_of_a_sum_in_dollars_is_refused_with_a_hint() -> None:
    with pytest.raises(Invalid) as refused:
        money.parse("0k", "USD")
    assert refused.value.hint == "A shell makes 0k of $50k; write USD50k, or put it in quotes."


def test_a_capital_m_behind_rupiah_is_refused_with_the_words_that_are_clear() -> None:
    with pytest.raises(Invalid) as refused:
        money.parse("Rp 1,2 M", "USD")
    assert refused.value.message == "It is not clear how much 'Rp 1,2 M' is."
    assert refused.value.hint == "Write jt for a million or miliar for a thousand of them."


def test_a_sign_that_several_currencies_share_is_refused_with_their_letters() -> None:
    with pytest.raises(Invalid) as refused:
        money.parse("¥ 500", "USD")
    assert refused.value.hint == "Write the letters of the currency: CNY, JPY."
    with pytest.raises(Invalid) as refused:
        money.parse("USD 5 EUR", "IDR")
    assert refused.value.hint == "Write the letters of the currency: EUR, USD."


def test_more_money_than_a_database_holds_is_refused() -> None:
    with pytest.raises(Invalid):
        money.parse("9" * 70, "USD")
    with pytest.raises(Invalid):
        money.parse("9" * 100_000, "USD")


def test_a_sum_is_json_with_all_its_decimals() -> None:
    assert money.as_row(1_250_000, "IDR") == {"amount": "12500.00", "currency": "IDR"}
    assert money.as_row(5, "USD") == {"amount": "0.05", "currency": "USD"}
    assert money.as_row(500, "JPY") == {"amount": "500", "currency": "JPY"}
    assert money.as_row(1_500, "KWD") == {"amount": "1.500", "currency": "KWD"}


def test_a_currency_of_three_letters_is_known_by_its_code() -> None:
    assert currencies.is_currency("IDR")
    assert not currencies.is_currency("ZZZ")
    assert not currencies.is_currency("idr")
    assert currencies.minor_digits("IDR") == 2


amounts = st.integers(1, 10**18 - 1)
codes = st.sampled_from(sorted(currencies.CODES))


@given(amounts, codes, codes)
def test_what_is_shown_is_read_as_the_same_sum_whatever_the_home_currency(minor: int, code: str, home: str) -> None:
    assert money.parse(Money(minor, code).shown(), home) == Money(minor, code)


@given(amounts, codes)
def test_what_json_says_is_read_as_the_same_sum(minor: int, code: str) -> None:
    row = money.as_row(minor, code)
    assert money.parse(f"{row['currency']} {row['amount']}", "USD") == Money(minor, code)


@given(st.integers(1, 10**12), st.sampled_from(["IDR", "EUR", "BRL", "USD", "TWD"]))
def test_points_and_commas_that_part_thousands_change_nothing(whole: int, code: str) -> None:
    plain = money.parse(str(whole), code)
    for mark in (",", ".", " ", "'", "\u00a0", "\u202f"):
        assert money.parse(f"{whole:,}".replace(",", mark), code) == plain


@given(st.integers(1, 9_999), st.integers(0, 99))
def test_cents_are_read_behind_a_point_and_behind_a_comma(whole: int, cents: int) -> None:
    for written in (f"{whole}.{cents:02d}", f"{whole},{cents:02d}", f"{whole:,}.{cents:02d}"):
        assert money.parse(written, "EUR") == Money(whole * 100 + cents, "EUR")


@given(st.text(max_size=30) | st.text("0123456789., '’kmMjtrb萬億$€Rp-/%", max_size=12), codes)
@example("m", "IDR")
@example("1.", "IDR")
@example("1 000", "IDR")
def test_any_text_is_a_sum_or_refused_in_a_sentence(text: str, home: str) -> None:
    try:
        found = money.parse(text, home)
    except Invalid:
        return
    assert 0 < found.amount_minor < 10**18
    assert money.parse(found.shown(), home) == found
