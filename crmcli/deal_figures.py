"""The figures of a draft of a deal: value, commission and chance, as columns of the store. Pure; no float anywhere.

What is no sum, and what is finer than its currency, is left out and said; nothing and zero are no value.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crmcli import currencies, money
from crmcli.errors import CrmError
from crmcli.i18n import _
from crmcli.store import deal_values

if TYPE_CHECKING:
    from crmcli.formats.deals.drafts import DealDraft

_NOTHING = re.compile(r"[^1-9]*0[^1-9]*|[\s–—-]*")  # zeros, or a dash
_FRACTION = re.compile(r"(?:0?[.,]\d{1,4}|0|1(?:[.,]0+)?)")
_LONG_DECIMALS = re.compile(r"(-?\d+\.\d*?)0+")  # as databases write them: 1250.0000


class Figures:
    """Reads the figures of one draft; sums without a currency are of `home`."""

    def __init__(self, draft: DealDraft, home: str) -> None:
        self._draft = draft
        self._home = home

    def columns(self) -> dict[str, str | int]:
        """Returns the columns of what could be read."""
        found: dict[str, str | int] = {}
        currency = self._currency()
        value = self._sum("value", currency)
        if value is not None:
            found |= {"value": value.amount_minor, "currency": value.currency}
            currency = value.currency
        found |= self._commission(currency)
        chance = self._chance()
        if chance is not None:
            found["chance"] = chance
        return found

    def _currency(self) -> str:
        """The currency that the row says, else the home currency."""
        text = self._draft.values.get("currency", "").strip()
        if not text:
            return self._home
        if currencies.is_currency(text.upper()):
            return text.upper()
        word = text.lower()
        meant = currencies.meant(word, self._home) if word in currencies.WORDS else ""
        if not meant and self._draft.values.get("value"):
            self._note(_("{text} is not a currency that is known.").format(text=text[:40]))
        return meant

    def _sum(self, name: str, currency: str) -> money.Money | None:
        text = self._draft.values.get(name, "").strip()
        if not text or _NOTHING.fullmatch(text):
            return None
        if not currency:
            return None
        try:
            found = money.parse(_plain(text, currencies.minor_digits(currency)), currency)
            deal_values.sum_of(found.amount_minor, found.currency)
        except CrmError as error:
            self._note(str(error))
            return None
        return found

    def _commission(self, currency: str) -> dict[str, str | int]:
        """A share of the value where one is said, else a sum in the same currency."""
        values = self._draft.values
        rate = values.get("commission_rate", "")
        text = values.get("commission", "").strip()
        if not rate and text.endswith("%"):
            rate = text
        if rate and not _NOTHING.fullmatch(rate):
            try:
                return {"commission_rate": deal_values.percent(rate, _("commission"))}
            except CrmError as error:
                self._note(str(error))
                return {}
        found = self._sum("commission", currency) if text and not rate else None
        if found is None:
            return {}
        if currency and found.currency != currency:
            self._note(_("The commission is in another currency than the value."))
            return {}
        return {"commission": found.amount_minor, "currency": found.currency}

    def _chance(self) -> int | None:
        """The chance in hundredths of a percent; `0.4` is 40 %, as HubSpot writes it."""
        text = self._draft.values.get("chance", "").strip()
        if not text:
            return None
        is_fraction = self._draft.program == "hubspot" or text[:2] in ("0.", "0,") or text[:1] in (".", ",")
        try:
            if is_fraction and self._draft.program != "crm" and _FRACTION.fullmatch(text):
                whole, _point, rest = text.replace(",", ".").partition(".")
                return int((whole or "0") + (rest + "0000")[:4])
            return deal_values.percent(text, _("chance"))
        except CrmError as error:
            self._note(str(error))
            return None

    def _note(self, problem: str) -> None:
        if problem not in self._draft.problems:
            self._draft.problems.append(problem)


def _plain(text: str, digits: int) -> str:
    """A sum without the zeros that databases write behind it, where the currency has not so many decimals."""
    decimals = text.partition(".")[2]
    found = _LONG_DECIMALS.fullmatch(text)
    if found is None or not decimals.isdigit() or len(decimals) <= digits or len(decimals) == 3:
        return text
    kept = found[1].rstrip(".")
    whole, _point, rest = kept.partition(".")
    return f"{whole}.{rest:0<{digits}}" if rest and digits else kept
