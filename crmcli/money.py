"""Money as people write it, and as it is kept: whole numbers of the smallest unit, and an ISO 4217 currency. Pure.

No sum is ever a float. What is unclear, and what is nothing, is an error: a guess would be wrong by a thousand. Must
not convert: a currency is what was said, else the home currency that is handed in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli import currencies
from crmcli.errors import Invalid
from crmcli.i18n import _

if TYPE_CHECKING:
    from crmcli import sums

_LONGEST = 80  # characters that anybody writes for a sum
_MOST = 10**18  # smallest units: what a column holds, with room left


class Money(NamedTuple):
    """A sum: so many of the smallest units (cents, sen) of a currency."""

    amount_minor: int
    currency: str

    def shown(self) -> str:
        """The sum in full, without decimals where they are all zero: `IDR 12,000,000`, `USD 1,234.50`."""
        digits = currencies.minor_digits(self.currency)
        whole, rest = divmod(self.amount_minor, 10**digits)
        # With three, KWD 1,500 might be read as one and a half.
        return f"{self.currency} {whole:,}" + (f".{rest:0{digits}d}" if rest or digits > 2 else "")


def as_row(amount_minor: int, currency: str) -> dict[str, str]:
    """Returns the sum as JSON says it, with all its decimals: `{"amount": "12500.00", "currency": "IDR"}`."""
    digits = currencies.minor_digits(currency)
    whole, rest = divmod(amount_minor, 10**digits)
    return {"amount": f"{whole}.{rest:0{digits}d}" if digits else str(whole), "currency": currency}


def parse(text: str, currency: str) -> Money:
    """Returns the sum that a text means; `currency` is the home currency, for where none is said.

    Raises Invalid for what is no sum, unclear, zero, or finer than the currency's smallest unit.
    """
    from crmcli import sums

    short = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    written = sums.read(text) if len(text) <= _LONGEST else None
    if written is None:
        raise Invalid(_("'{text}' is not money.").format(text=short), _("Write 250000, 12.5k, USD50k or 12jt."))
    code = _meant(written.currencies, currency)
    digits = currencies.minor_digits(code) if code else 2
    minor = written.in_units(digits, code)
    if not code or minor is None:
        raise Invalid(_("It is not clear how much '{text}' is.").format(text=short), _clearer(written, code))
    if minor == 0:
        raise Invalid(
            _("'{text}' is no money at all.").format(text=short),
            _("A shell makes 0k of $50k; write USD50k, or put it in quotes."),
        )
    if minor >= _MOST:
        raise Invalid(_("'{text}' is more money than there is.").format(text=short), _("Write it with fewer digits."))
    return Money(minor, code)


def _meant(words: tuple[str, ...], home: str) -> str:
    """The code that all the words mean, `home` where there are none; empty where they disagree or are unclear."""
    codes = {currencies.meant(word, home) for word in words} or {home}
    return codes.pop() if len(codes) == 1 else ""


def _clearer(written: sums.Written, code: str) -> str:
    """What to write instead of an unclear sum."""
    if not code:
        meanings = sorted({each for word in written.currencies for each in currencies.all_meant(word)})
        return _("Write the letters of the currency: {codes}.").format(codes=", ".join(meanings))
    if written.has_capital_m and code == "IDR":
        return _("Write jt for a million or miliar for a thousand of them.")
    if currencies.minor_digits(code) == 0:
        return _("Write it in full, with the letters of its currency and no decimals: {code} 1500.").format(code=code)
    return _("Write it in full, with the letters of its currency: {code} 1500 or {code} 1500.50.").format(code=code)
