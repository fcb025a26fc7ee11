"""Sums over deals: equal to what others add up on the same file, and never of two currencies in one."""

from __future__ import annotations

import random
import sqlite3
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.store import deal_sums, deal_values, deals, glances
from crmcli.store.db import Store
from crmcli.store.deal_sums import Sum
from crmcli.store.rates import Book, Rate
from tests import factories

CURRENCIES = ("IDR", "USD", "EUR", "JPY", "KWD")
TODAY = factories.NOW.date()

# What is weighted is rounded for each deal, a half up, in whole numbers that do not overflow.
INDEPENDENT = """
SELECT currency, count(*), sum(value), sum(value / 10000 * chance + (value % 10000 * chance + 5000) / 10000),
  sum(coalesce(commission, value / 10000 * commission_rate + (value % 10000 * commission_rate + 5000) / 10000, 0))
FROM (SELECT d.currency, d.value, d.commission, d.commission_rate, coalesce(d.chance, s.chance) AS chance
      FROM deal d JOIN stage s ON s.id = d.stage_id WHERE d.closed_at IS NULL AND s.id = ?)
WHERE value IS NOT NULL GROUP BY currency ORDER BY currency
"""


@dataclass(frozen=True)
class Thing:
    """Something to sum up."""

    currency: str | None
    value: int | None
    weighted: int | None = None
    commission: int | None = None


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of 10,000 open deals in five currencies and five stages."""
    store = factories.store(tmp_path_factory.mktemp("many"))
    chance = random.Random(10_000)
    with store.write("added many deals") as tx:
        tx.connection.executemany(
            "INSERT INTO deal (title, folded, stage_id, value, currency, commission, commission_rate, chance, "
            "stage_since, created_at, updated_at) VALUES ('x', 'x', ?, ?, ?, ?, ?, ?, :at, :at, :at)".replace(
                ":at", f"'{tx.at}'"
            ),
            [_row(chance) for _number in range(10_000)],
        )
    path = Path(store.path)
    store.close()
    return path


def _row(chance: random.Random) -> tuple[int | str | None, ...]:
    """A stage, a value, its currency, a commission or its rate, and a chance of its own, each there or not."""
    has_value = chance.random() < 0.95
    share = chance.choice((None, "rate", "sum")) if has_value else None
    return (
        chance.randint(1, 5),
        chance.randint(1, 10 ** chance.randint(3, 13)) if has_value else None,
        chance.choice(CURRENCIES) if has_value else None,
        chance.randint(1, 10**6) if share == "sum" else None,
        chance.randint(1, 10_000) if share == "rate" else None,
        chance.choice((None, None, chance.randint(0, 10_000))),
    )


def test_sums_of_ten_thousand_deals_in_five_currencies_equal_an_independent_sum_on_the_file(many: Path) -> None:
    store = factories.opened(many)
    (glance,) = glances.of(store.connection, now=factories.NOW, today=TODAY)
    listed = deals.listed(store.connection)
    store.close()
    assert len(listed) == glance.all.deals == 10_000
    with sqlite3.connect(many) as connection:
        for one in glance.stages:
            expected = [Sum(*row) for row in connection.execute(INDEPENDENT, (one.stage.id,))]
            assert [each for each in one.all.sums if each.currency] == expected
            assert len(expected) == len(CURRENCIES)
            assert [part.sums[0] for part in one.by_currency] == one.all.sums
            assert deal_sums.of(each for each in listed if each.stage_id == one.stage.id) == one.all.sums
    assert deal_sums.of(listed) == glance.all.sums
    assert glances.together([one.all for one in glance.stages]) == glance.all


def test_a_sum_never_mixes_currencies_and_those_of_nothing_stand_last() -> None:
    found = deal_sums.of(
        [Thing("USD", 5, 3), Thing("IDR", 7, 2), Thing(None, None), Thing("USD", 1, 1, 4), Thing("EUR", None, None, 9)],
        first="USD",
    )
    assert found == [Sum("USD", 2, 6, 4, 4), Sum("EUR", 1, 0, 0, 9), Sum("IDR", 1, 7, 2, 0), Sum(None, 1, 0, 0, 0)]
    assert deal_sums.of([]) == []


def test_sums_larger_than_a_column_are_exact() -> None:
    largest = 10**15 - 1
    assert deal_sums.of([Thing("IDR", largest, largest)] * 20_000) == [
        Sum("IDR", 20_000, 20_000 * largest, 20_000 * largest, 0)
    ]


def test_home_is_the_sum_of_all_currencies_or_nothing_where_a_rate_is_lacking() -> None:
    book = Book("IDR", [Rate(1, "USD", "IDR", "2026-11-01", "16250"), Rate(2, "JPY", "IDR", "2026-11-01", "105.5")])
    sums = deal_sums.of([Thing("USD", 100, 50, 10), Thing("JPY", 3, 1), Thing("IDR", 5, 4), Thing(None, None)])
    home = deal_sums.in_home(sums, book, TODAY)
    assert home == deal_sums.Home("IDR", 1_625_000 + 31_650 + 5, 812_500 + 10_550 + 4, 162_500, ())
    more = deal_sums.in_home([*sums, Sum("EUR", 1, 9, 9, 9), Sum("SGD", 1, 9, 9, 9)], book, TODAY)
    assert more == deal_sums.Home("IDR", None, None, None, ("EUR", "SGD"))


@given(st.lists(st.tuples(st.sampled_from(CURRENCIES), st.integers(1, 10**15), st.integers(0, 10_000)), max_size=40))
def test_parts_put_together_are_the_whole(made: list[tuple[str, int, int]]) -> None:
    things = [Thing(code, value, deal_values.share(value, part)) for code, value, part in made]
    halves = [*deal_sums.of(things[::2]), *deal_sums.of(things[1::2])]
    assert deal_sums.together(halves) == deal_sums.of(things)


def test_the_glance_reads_narrow_rows_that_say_what_whole_deals_say(store: Store) -> None:
    with store.write("added") as tx:
        for number, (rate, commission) in enumerate([(None, None), (333, None), (None, 7)], start=1):
            deals.add(
                tx, f"d{number}", number, value=1_005, currency="USD", commission_rate=rate, commission=commission
            )
    (glance,) = glances.of(store.connection, now=factories.NOW, today=date(2026, 11, 24))
    assert glance.all.sums == deal_sums.of(deals.listed(store.connection))
