"""`crm settings rate`: what other currencies are worth in the home currency, from a day on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import refused
from tests.conftest import Crm, Result

BACK = "   o{}, crm undo takes it back\n"
RATE = ("settings", "rate")


@pytest.fixture(autouse=True)
def rupiah(crm: Crm) -> None:
    """Home is the rupiah, by the operation o1."""
    assert crm("settings", "set", "currency", "IDR").code == 0


def test_a_rate_is_set_changed_listed_and_taken_away_each_undone_exactly(crm: Crm) -> None:
    assert crm(*RATE, "usd", "16250", "--on", "2026-11-01") == Result(
        "1 USD is IDR 16,250 from Sun 1 Nov 2026 on" + BACK.format(2), "", 0
    )
    assert crm(*RATE, "USD", "16,300.50").stdout == "1 USD is IDR 16,300.5 from Tue 24 Nov 2026 on" + BACK.format(3)
    assert crm(*RATE, "EUR", "17500", "--on", "2027-01-01").code == 0
    listed = "EUR\t17500\tIDR\t2027-01-01\tyes\nUSD\t16300.5\tIDR\t2026-11-24\tyes\nUSD\t16250\tIDR\t2026-11-01\tno\n"
    assert crm(*RATE) == crm(*RATE, "list") == Result(listed, "", 0)
    assert crm(*RATE, "USD", "16300.5") == Result("1 USD is IDR 16,300.5 from Tue 24 Nov 2026 on already\n", "", 0)
    assert crm(*RATE, "USD", "16400").stdout == "1 USD is IDR 16,400 from Tue 24 Nov 2026 on" + BACK.format(5)
    crm("undo")
    assert crm(*RATE).stdout == listed
    assert crm(*RATE, "rm", "USD", "--on", "2026-11-01").stdout == (
        "Forgot that 1 USD is IDR 16,250 from Sun 1 Nov 2026 on" + BACK.format(6)
    )
    assert crm(*RATE, "--csv").stdout.splitlines()[1:] == [
        "EUR,17500,IDR,2027-01-01,yes",
        "USD,16300.5,IDR,2026-11-24,yes",
    ]
    crm("undo")
    assert crm(*RATE).stdout == listed


@pytest.mark.parametrize(
    ("first", "then", "is_far"),
    [
        ("0.0061", "0.61", True),
        ("0.61", "0.0061", True),
        ("100", "500", False),
        ("100", "501", True),
        ("100", "20", False),
    ],
)
def test_a_rate_far_from_the_one_before_is_set_and_warned_of(crm: Crm, first: str, then: str, is_far: bool) -> None:
    assert crm(*RATE, "JPY", first, "--on", "2026-11-01").stderr == ""
    said = crm(*RATE, "JPY", then)
    assert (said.code, said.stdout) == (0, f"1 JPY is IDR {then} from Tue 24 Nov 2026 on" + BACK.format(3))
    warned = f"crm: That is far from the IDR {first} of Sun 1 Nov 2026: look whether it is right.\n"
    assert said.stderr == (warned if is_far else "")


def test_all_rates_of_a_currency_go_together_in_one_operation(crm: Crm) -> None:
    crm(*RATE, "USD", "16250", "--on", "2026-11-01")
    crm(*RATE, "USD", "16300", "--on", "2026-11-20")
    assert crm(*RATE, "rm", "usd").stdout == (
        "Forgot that 1 USD is IDR 16,300 from Fri 20 Nov 2026 on, and 1 more of USD" + BACK.format(4)
    )
    assert crm(*RATE) == Result("", "There are no rates yet. crm settings rate USD 16250 sets one.\n", 0)
    crm("undo")
    assert crm(*RATE, "rm", "USD", "--json").json == {
        "removed": [
            {"currency": "USD", "home": "IDR", "day": "2026-11-20", "rate": "16300", "holds": True},
            {"currency": "USD", "home": "IDR", "day": "2026-11-01", "rate": "16250", "holds": False},
        ],
        "operation": 5,
    }


def test_rates_are_a_table_on_a_terminal_and_records_for_scripts(crm: Crm) -> None:
    crm(*RATE, "USD", "16250", "--on", "1 nov")
    assert crm(*RATE, "--no-color", tty=True).stdout == (
        "Currency    Rate  In   From            Holds today\nUSD       16,250  IDR  Sun 1 Nov 2026  yes\n"
    )
    assert crm(*RATE, "--json").json == [
        {"currency": "USD", "home": "IDR", "day": "2026-11-01", "rate": "16250", "holds": True}
    ]
    assert crm(*RATE, "SGD", "12100", "--json").json == {
        "currency": "SGD",
        "home": "IDR",
        "day": "2026-11-24",
        "rate": "12100",
        "holds": True,
        "operation": 3,
    }


def test_a_rate_may_be_set_with_a_verb_or_in_one_word(crm: Crm) -> None:
    for words in (("set", "USD", "16250"), ("add", "USD", "16250"), ("USD 16250",), ("USD", "IDR", "16250")):
        assert crm(*RATE, *words, "--dry-run").stdout == "1 USD would be IDR 16,250 from Tue 24 Nov 2026 on\n"


def test_a_dry_run_changes_nothing(crm: Crm, database: Path) -> None:
    assert crm(*RATE, "USD", "16250", "--dry-run").stdout == "1 USD would be IDR 16,250 from Tue 24 Nov 2026 on\n"
    assert crm(*RATE).stdout == ""
    crm(*RATE, "USD", "16250")
    assert crm(*RATE, "rm", "USD", "--dry-run").stdout == (
        "Would forget that 1 USD is IDR 16,250 from Tue 24 Nov 2026 on\n"
    )
    assert crm(*RATE).stdout.startswith("USD")


def test_rates_are_told_in_the_home_currency_of_their_time(crm: Crm) -> None:
    crm(*RATE, "USD", "16250")
    crm("settings", "set", "currency", "EUR")
    assert crm(*RATE).stdout == "USD\t16250\tIDR\t2026-11-24\tno\n"
    assert crm(*RATE, "USD", "0.9215").stdout == "1 USD is EUR 0.9215 from Tue 24 Nov 2026 on" + BACK.format(4)


def test_what_is_no_rate_is_refused(crm: Crm) -> None:
    assert refused(crm(*RATE, "USD"), 2, "That is no rate.")
    assert refused(crm(*RATE, "rm"), 2, "That is no rate.")
    assert refused(crm(*RATE, "XYZ", "5"), 5, "'XYZ' is not a currency.")
    assert refused(crm(*RATE, "$", "5"), 5, "'$' is not a currency.")
    assert refused(crm(*RATE, "IDR", "5"), 5, "IDR is the home currency: it needs no rate.")
    assert refused(crm(*RATE, "USD", "many"), 5, "'many' is no rate.")
    assert refused(crm(*RATE, "USD", "0"), 5, "A rate is above zero.")
    unclear = crm(*RATE, "USD", "16.250")
    assert refused(unclear, 5, "It is not clear how much '16.250' is.")
    assert unclear.stderr.splitlines()[1].strip() == "Write 16250 or 16.2500."
    assert refused(crm(*RATE, "USD", "16250", "--on", "tomorrow"), 5, "Wed 25 Nov 2026 is yet to come.")
    assert refused(crm(*RATE, "USD", "16250", "--on", ""), 5, "--on is empty.")
    assert refused(crm(*RATE, "rm", "USD"), 3, "There is no such rate of USD.")
