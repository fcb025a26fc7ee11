"""Orders, and the other way round."""

from __future__ import annotations

from crmcli.store import sorting

ORDER = "d.close IS NULL, d.close DESC, d.title COLLATE NOCASE, d.id"


def test_an_order_stands_as_it_is() -> None:
    assert sorting.ordered(ORDER, "close") == ORDER


def test_turned_round_what_has_no_value_stays_last() -> None:
    turned = sorting.ordered(ORDER, "-close")
    assert turned == "d.close IS NULL, d.close, d.title COLLATE NOCASE DESC, d.id DESC"
    assert sorting.ordered(turned, "-close") == ORDER
