"""What of a deal can be edited on its card: each field with its present value and how a text is read. Pure.

A text is read as the option of the command line reads it, so the line that does the same can be said. An empty text
clears the field where it can be cleared.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from crmcli import dates, deal_sentences, texts
from crmcli.i18n import _
from crmcli.store import deal_amounts, deal_values
from crmcli.tui import command_lines
from crmcli.tui.card_fields import OWN, Field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crmcli.dates.reader import Reader
    from crmcli.store.deals import Deal
    from crmcli.tui.gateway.cards import Seen


class DealChange(NamedTuple):
    """What is to be changed in a deal: columns, tags, a field of one's own. `said` is what it means, in words."""

    command: str
    said: str
    values: Mapping[str, str | int | None] = MappingProxyType({})
    add_tags: Sequence[str] = ()
    take_tags: Sequence[str] = ()
    own: tuple[str, str] | None = None


def of_deal(seen: Seen, deal: Deal, key: str, reader: Reader) -> Field[DealChange]:
    """Returns a field of a deal."""
    if key.startswith(OWN):
        name = key.removeprefix(OWN)
        return Field(name, deal.own_fields.get(name, ""), "", lambda text: _own_of_deal(deal, name, text))
    called, value, placeholder = _of_deal(deal)[key]
    several = key == "tags"
    return Field(
        called,
        value,
        placeholder,
        lambda text: _deal_change(seen, deal, key, text.strip(), reader),
        {"tags": "tags", "source": "sources"}.get(key, ""),
        several,
    )


def _of_deal(deal: Deal) -> dict[str, tuple[str, str, str]]:
    """The fields of a deal: what each is called, as it would be typed now, and what may be typed."""
    rate = f"{deal_values.percentage(deal.commission_rate)}%" if deal.commission_rate else ""
    own = "" if deal.own_chance is None else deal_values.percentage(deal.own_chance)
    fixed = deal_sentences.sum_of(deal.fixed_commission, deal.currency)
    return {
        "title": (_("Title"), deal.title, ""),
        "value": (_("Value"), deal_sentences.sum_of(deal.value, deal.currency), _("12jt, 12.5k, USD50k")),
        "chance": (_("Chance"), own, _("40; empty for the one of the stage")),
        "commission": (_("Commission"), rate or fixed, _("3%, or a sum")),
        "close": (_("Close"), deal.expected_close or "", _("eom, +3w, 2026-12-15")),
        "source": (_("Source"), deal.source or "", ""),
        "tags": (_("Tags"), ", ".join(deal.tags), _("one, two")),
    }


_CLEARED = {
    "value": ("value",),
    "commission": ("commission", "commission_rate"),
    "close": ("expected_close",),
    "chance": ("chance",),
    "source": ("source",),
}


def _deal_change(seen: Seen, deal: Deal, key: str, text: str, reader: Reader) -> DealChange:
    """Reads a field of a deal. Raises Invalid for what it cannot be."""
    if key == "tags":
        return _tags(deal, text)
    if not text and key in _CLEARED:
        line = command_lines.crm("deal edit", deal.ref, clear=key)
        return DealChange(line, _("none"), dict.fromkeys(_CLEARED[key]))
    line = command_lines.crm("deal edit", deal.ref, **{key: text})
    if key == "title":
        title = texts.line(text, _("title of the deal"))
        return DealChange(line, "", {"title": title})
    if key == "close":
        due = reader.closes(text).due[:10]
        return DealChange(line, dates.shown(due), {"expected_close": due})
    if key == "chance":
        chance = deal_values.percent(text, _("chance"))
        worth = deal_sentences.sum_of(deal_values.weighted(deal.value, chance), deal.currency)
        return DealChange(
            line, " · ".join(filter(None, [f"{deal_values.percentage(chance)}%", worth])), {"chance": chance}
        )
    if key in ("value", "commission"):
        given = (text, "") if key == "value" else ("", text)
        values = deal_amounts.sums(*given, deal, lambda: seen.home)
        return DealChange(line, _amount(deal, values), values)
    return DealChange(line, "", {key: texts.optional_line(text, _("text"))})


def _amount(deal: Deal, values: Mapping[str, str | int | None]) -> str:
    """A sum that was read, in full, so that twelve million and twelve billion are told apart."""
    currency = str(values.get("currency") or deal.currency)
    for name in ("value", "commission"):
        amount = values.get(name)
        if isinstance(amount, int):
            return deal_sentences.sum_of(amount, currency)
    rate = values.get("commission_rate")
    if not isinstance(rate, int):
        return ""
    earned = deal_sentences.sum_of(deal_values.commission(None, rate, deal.value), deal.currency)
    return " · ".join(filter(None, [f"{deal_values.percentage(rate)}%", earned]))


def _tags(deal: Deal, text: str) -> DealChange:
    wanted = deal_values.tags(part for part in text.split(",") if part.strip())
    held = deal_values.tags(deal.tags)
    add = [name for folded, name in wanted.items() if folded not in held]
    take = [name for folded, name in held.items() if folded not in wanted]
    line = command_lines.crm("deal edit", deal.ref, tag=add, untag=take)
    return DealChange(line, ", ".join(wanted.values()) or _("none"), add_tags=add, take_tags=take)


def _own_of_deal(deal: Deal, name: str, text: str) -> DealChange:
    value = texts.optional_line(text, name)
    options = {"field": f"{name}={value}"} if value else {"clear": name}
    return DealChange(command_lines.crm("deal edit", deal.ref, **options), value or _("none"), own=(name, value))
