"""What a deal is worth and what is earned by it, out of texts as people write them, in one currency. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import money
from crmcli.errors import Invalid
from crmcli.i18n import _
from crmcli.store import deal_values

if TYPE_CHECKING:
    from collections.abc import Callable

    from crmcli.store.deals import Deal

Columns = dict[str, str | int | None]


def sums(value: str, commission: str, deal: Deal | None, home: Callable[[], str]) -> Columns:
    """Returns the columns of value and commission; empty texts change nothing.

    What names no currency is in that of the deal, else in the home currency. Raises Invalid for what is no sum, and
    where they would be in two currencies.
    """
    found: Columns = {}
    currency = deal.currency if deal else None
    if value:
        worth = money.parse(value, currency or home())
        found |= {"value": worth.amount_minor, "currency": worth.currency}
        if deal and deal.fixed_commission is not None and currency != worth.currency and not commission:
            raise Invalid(
                _("The commission of {ref} is in {currency}.").format(ref=deal.ref, currency=currency),
                _("Say it anew with --commission, as a share or in {currency}.").format(currency=worth.currency),
            )
        currency = worth.currency
    if commission.strip().endswith("%"):
        share = deal_values.percent(commission, _("commission"))
        if not share:
            raise Invalid(_("A commission is above zero."), _("--clear commission takes it away."))
        found |= {"commission_rate": share, "commission": None}
    elif commission:
        found |= _fixed(commission, currency, home)
    return found


def _fixed(text: str, currency: str | None, home: Callable[[], str]) -> Columns:
    """The columns of a commission that is a sum. Raises Invalid for one in another currency, and for a bare `3`."""
    if text.strip().isdecimal() and len(text.strip()) <= 2:
        raise Invalid(
            _("It is not clear whether '{text}' is a share or a sum.").format(text=text.strip()),
            _("Write {text}% for a share of the value, or the sum with its currency.").format(text=text.strip()),
        )
    sum_ = money.parse(text, currency or home())
    if currency and sum_.currency != currency:
        raise Invalid(
            _("The value is in {one} and the commission in {other}.").format(one=currency, other=sum_.currency),
            _("Both are in one currency."),
        )
    return {"commission": sum_.amount_minor, "commission_rate": None, "currency": sum_.currency}
