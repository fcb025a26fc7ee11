"""What an import changed of a deal, in a few words each, as a dry run lists it. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from crmcli import money
from crmcli.i18n import _
from crmcli.store import deal_values

if TYPE_CHECKING:
    from crmcli.store.deals import Deal

Value = str | int | None


def of(changes: Mapping[str, Value], deal: Deal, customer: str) -> Iterator[str]:
    """Yields the words for columns of a deal that changed; `deal` is as it was, `customer` whom it is with now."""
    currency = str(changes.get("currency") or deal.currency or "")
    for name, value in changes.items():
        if value is None or name == "currency":
            continue
        if name == "fields":
            yield from _fields(str(value), deal)
        else:
            yield f"{_named(name)}: {customer if name == 'contact_id' else _shown(name, value, currency)}"


def _fields(text: str, deal: Deal) -> Iterator[str]:
    before = deal.own_fields
    for name, value in json.loads(text).items():
        if before.get(name) != value:
            yield f"{name}: {value}"


def _shown(name: str, value: str | int, currency: str) -> str:
    if name in ("value", "commission"):
        return money.Money(int(value), currency).shown()
    if name in ("chance", "commission_rate"):
        return f"{deal_values.percentage(int(value))}%"
    return " ".join(str(value).split())


def _named(column: str) -> str:
    words = {
        "title": _("title"),
        "value": _("value"),
        "commission": _("commission"),
        "commission_rate": _("commission"),
        "chance": _("chance"),
        "expected_close": _("close"),
        "lost_reason": _("reason"),
        "contact_id": _("customer"),
        "source": _("source"),
        "notes": _("notes"),
    }
    return words.get(column, column)
