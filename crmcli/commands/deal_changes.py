"""What differs in a deal before and after a change, in words: `value IDR 12,000,000 → IDR 15,000,000`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import dates, glyphs
from crmcli.commands import deal_shapes
from crmcli.i18n import _
from crmcli.store import deal_values

if TYPE_CHECKING:
    from crmcli.store.deals import Deal

_LONGEST = 60  # characters of a value that is said


def in_words(before: Deal, after: Deal) -> str:
    """Each of the values that differ, with what it was where it was something; empty where none of them does."""
    old, new = _facts(before), _facts(after)
    names = dict.fromkeys([*new, *old])
    differing = ((name, old.get(name, ""), new.get(name, "")) for name in names)
    return ", ".join(_said(*each) for each in differing if each[1] != each[2])


def arrow(before: str, after: str) -> str:
    """From one value to another, in ASCII where the locale has nothing else."""
    return f"{before} {'→' if glyphs.has_unicode() else '->'} {after}"


def _said(name: str, before: str, after: str) -> str:
    if not after:
        return _("{what} none").format(what=name)
    return f"{name} {arrow(before, after) if before else after}"


def _facts(deal: Deal) -> dict[str, str]:
    """The values of a deal as they are said, by their name in the user's language; empty for none."""
    rate = deal.commission_rate
    found = {
        _("title"): deal.title,
        _("with"): f"{deal.contact} (c{deal.contact_id})" if deal.contact_id else "",
        _("value"): deal_shapes.shown(deal_shapes.sum_of(deal.value, deal.currency)),
        _("commission"): f"{deal_values.percentage(rate)}%"
        if rate
        else deal_shapes.shown(deal_shapes.sum_of(deal.fixed_commission, deal.currency)),
        _("closes"): dates.shown(deal.expected_close) if deal.expected_close else "",
        _("chance"): f"{deal_values.percentage(deal.chance)}%",
        _("source"): deal.source or "",
        _("tags"): ", ".join(deal.tags),
        _("note"): deal.notes or "",
        **deal.own_fields,
    }
    return {name: value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…" for name, value in found.items()}
