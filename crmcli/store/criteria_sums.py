"""What a query asks of sums of money and of percentages, in whole numbers: `value:10k..50k`, `chance:50..`.

A sum with a currency is compared with sums of that currency alone. One without is compared with every sum in the units
of its own currency, so `value:10k..` are deals of ten thousand dollars and of ten thousand rupiah. It must not convert.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli import currencies, money, spans, sums
from crmcli.errors import Invalid
from crmcli.i18n import _
from crmcli.store import criteria_values, deal_values, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from crmcli.query import Value
    from crmcli.store.criteria import Compiler

_FINEST = 4  # the most digits that the smallest unit of a currency has
_MOST_USUAL = 2
_MOST = 10**18  # smallest units: more than any column of sums holds
_NONE = "none"


class _Limits(NamedTuple):
    """From the least to the most, both included; None where there is no end."""

    least: int | None
    most: int | None

    def in_minor(self, digits: int) -> _Limits:
        """Of limits in ten-thousandths those in smallest units, of which there are so many digits."""
        unit = 10 ** (_FINEST - digits)
        return _Limits(
            None if self.least is None else -(-self.least // unit), None if self.most is None else self.most // unit
        )


def amounts(compiler: Compiler, column: str, currency: str, values: Sequence[Value]) -> str:
    """The sum in a column of minor units, with its currency in another, is one of the values or in one of the ranges.

    `none` is where there is no sum. Raises Invalid for what is no sum, and for a range of two currencies.
    """
    return criteria_values.together("OR", [_amount(compiler, column, currency, value) for value in values])


def in_currency(compiler: Compiler, column: str, values: Sequence[Value]) -> str:
    """The currency in a column is one of the values; `none` is where there is none. Raises Invalid for what is none."""
    from crmcli.store import rates

    conditions = []
    for value in values:
        if value.text.lower() == _NONE:
            conditions.append(f"{column} IS NULL")
        else:
            conditions.append(f"coalesce({column}, '') = {compiler.bind(rates.named(value.text))}")
    return criteria_values.together("OR", conditions)


def percentages(compiler: Compiler, column: str, values: Sequence[Value]) -> str:
    """The hundredths of a percent in a column are one of the values or in one of the ranges. Raises Invalid."""

    def read(text: str) -> int:
        return deal_values.percent(text, _("percentage"))

    return criteria_values.together("OR", [_within(compiler, column, _limits(value, read)) for value in values])


def _amount(compiler: Compiler, column: str, currency: str, value: Value) -> str:
    if value.text.lower() == _NONE and not value.operator:
        return f"{column} IS NULL"
    home = settings.effective(compiler.connection, "currency")
    said: set[str] = set()

    def read(text: str) -> int:
        amount, code = _read(text, home)
        said.update([code] if code else [])
        if len(said) > 1:
            raise Invalid(_("'{text}' is of two currencies.").format(text=value.text), _("Write value:USD10k..50k."))
        return amount

    limits = _limits(value, read)
    if said:
        code = said.pop()
        met = _within(compiler, column, limits.in_minor(currencies.minor_digits(code)))
        return f"({currency} = {compiler.bind(code)} AND {met})"
    unusual = {
        digits: [code for code in sorted(currencies.CODES) if currencies.minor_digits(code) == digits]
        for digits in range(_FINEST + 1)
        if digits != _MOST_USUAL
    }
    conditions = []
    for digits, codes in unusual.items():
        named = ", ".join(f"'{code}'" for code in codes)
        conditions.append(f"({currency} IN ({named}) AND {_within(compiler, column, limits.in_minor(digits))})")
    named = ", ".join(f"'{code}'" for codes in unusual.values() for code in codes)
    usual = _within(compiler, column, limits.in_minor(_MOST_USUAL))
    return criteria_values.together("OR", [f"({currency} NOT IN ({named}) AND {usual})", *conditions])


def _read(text: str, home: str) -> tuple[int, str]:
    """A sum in ten-thousandths, and its currency where one is written. Raises Invalid."""
    written = sums.read(text)
    if written is None or written.currencies:
        found = money.parse(text, home)
        return found.amount_minor * 10 ** (_FINEST - currencies.minor_digits(found.currency)), found.currency
    amount = written.in_units(_FINEST, home)
    if amount is None:
        raise Invalid(
            _("It is not clear how much '{text}' is.").format(text=text), _("Write it in full, as in value:1500000.. .")
        )
    return amount, ""


def _limits(value: Value, read: Callable[[str], int]) -> _Limits:
    """What a value allows: itself alone, a range, or what an operator says. Raises Invalid."""
    if spans.is_open(value.text) and not value.operator:
        low, high = spans.ends(value.text)
        found = _Limits(read(low) if low else None, read(high) if high else None)
        if found.least is not None and found.most is not None and found.least > found.most:
            raise Invalid(_("The range '{text}' ends before it begins.").format(text=value.text))
        return found
    number = read(value.text)
    if value.operator in ("<", "<="):
        return _Limits(None, number - (value.operator == "<"))
    if value.operator in (">", ">="):
        return _Limits(number + (value.operator == ">"), None)
    return _Limits(number, number)


def _within(compiler: Compiler, column: str, limits: _Limits) -> str:
    conditions = [f"{column} IS NOT NULL"]
    if limits.least is not None:
        conditions.append(f"{column} >= {compiler.bind(min(limits.least, _MOST))}")
    if limits.most is not None:
        conditions.append(f"{column} <= {compiler.bind(min(limits.most, _MOST))}")
    return f"({' AND '.join(conditions)})"
