"""What is said of deals and of what was done with them, by whichever face, in one sentence each. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import dates, glyphs, money
from crmcli.i18n import _, ngettext
from crmcli.store import deal_values
from crmcli.store.deal_courses import whole_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.deal_courses import Went
    from crmcli.store.deals import Deal

_MOST_NAMED = 3
_LONGEST = 60  # characters of a value that is said


def in_brief(deal: Deal) -> str:
    """`d7 Fleet policy`."""
    return f"{deal.ref} {deal.title}"


def in_full(deal: Deal, stage: str = "") -> str:
    """`d7 Fleet policy, proposal · IDR 85,000,000 · closes Mon 30 Nov 2026 · Budi Santoso (c41)`.

    `stage` is what its stage is called where the name alone does not say it.
    """
    parts = [f"{in_brief(deal)}, {stage or deal.stage}"]
    if deal.value is not None:
        parts.append(sum_of(deal.value, deal.currency))
    if deal.expected_close:
        parts.append(_("closes {day}").format(day=dates.shown(deal.expected_close)))
    if deal.contact_id:
        parts.append(f"{deal.contact} (c{deal.contact_id})")
    return " · ".join(parts)


def sum_of(amount: int | None, currency: str | None) -> str:
    """A sum in minor units in full, `IDR 85,000,000`; empty where there is none."""
    return "" if amount is None or currency is None else money.Money(amount, currency).shown()


def arrow(before: str, after: str) -> str:
    """From one value to another, in ASCII where the locale has nothing else."""
    return f"{before} {'→' if glyphs.has_unicode() else '->'} {after}"


def listed(found: Sequence[Deal]) -> str:
    """Up to three deals by name, more by their number."""
    if 0 < len(found) <= _MOST_NAMED:
        return ", ".join(map(in_brief, found))
    return count_of(len(found))


def count_of(deals: int) -> str:
    """So many deals."""
    return ngettext("{count} deal", "{count} deals", deals).format(count=f"{deals:,}")


def after(days: int) -> str:
    """`after 12 days`; empty for less than one."""
    return ngettext("after {count} day", "after {count} days", days).format(count=days) if days > 0 else ""


def age(deal: Deal) -> str:
    """After how long a closed deal ended: `after 34 days`; empty for the day on which it began."""
    return after(whole_days(deal.created_at, deal.closed_at or deal.stage_since))


def moved(went: Went) -> str:
    """`proposal → negotiation, after 12 days`: the way that a deal went."""
    deal, before = went.deal, went.moved.before
    is_over = before.pipeline_id != deal.pipeline_id
    names = (f"{before.pipeline}/{before.name}", f"{deal.pipeline}/{deal.stage}")
    way = arrow(*(names if is_over else (before.name, deal.stage)))
    stayed = after(went.days)
    if went.moved.is_back:
        stayed = _("back {after}").format(after=stayed).strip()
    return way + (f", {stayed}" if stayed else "")


def won(deal: Deal, sentence: str) -> str:
    """`Won d7 Fleet policy · IDR 12,000,000 · commission IDR 360,000 · after 34 days`; `sentence` takes the deal."""
    earned = sum_of(deal.commission, deal.currency)
    return _joined(
        sentence.format(deal=in_brief(deal)),
        sum_of(deal.value, deal.currency),
        _("commission {sum}").format(sum=earned) if earned else "",
        age(deal),
    )


def lost(deal: Deal, competitor: str, sentence: str) -> str:
    """`Lost d7 Fleet policy: price, to Asuransi Jaya · IDR 12,000,000 · after 34 days`; `sentence` takes the deal."""
    to = _("to {competitor}").format(competitor=competitor) if competitor else ""
    why = ", ".join(each for each in (deal.lost_reason or "", to) if each)
    return _joined(
        sentence.format(deal=in_brief(deal)) + (f": {why}" if why else ""),
        sum_of(deal.value, deal.currency),
        age(deal),
    )


def differing(before: Deal, now: Deal) -> str:
    """Each of the values that differ, with what it was where it was something; empty where none of them does.

    `value IDR 12,000,000 → IDR 15,000,000`.
    """
    old, new = _facts(before), _facts(now)
    names = dict.fromkeys([*new, *old])
    found = ((name, old.get(name, ""), new.get(name, "")) for name in names)
    return ", ".join(_said(*each) for each in found if each[1] != each[2])


def _said(name: str, before: str, now: str) -> str:
    if not now:
        return _("{what} none").format(what=name)
    return f"{name} {arrow(before, now) if before else now}"


def _facts(deal: Deal) -> dict[str, str]:
    """The values of a deal as they are said, by their name in the user's language; empty for none."""
    rate = deal.commission_rate
    found = {
        _("title"): deal.title,
        _("with"): f"{deal.contact} (c{deal.contact_id})" if deal.contact_id else "",
        _("value"): sum_of(deal.value, deal.currency),
        _("commission"): f"{deal_values.percentage(rate)}%" if rate else sum_of(deal.fixed_commission, deal.currency),
        _("closes"): dates.shown(deal.expected_close) if deal.expected_close else "",
        _("chance"): f"{deal_values.percentage(deal.chance)}%",
        _("source"): deal.source or "",
        _("tags"): ", ".join(deal.tags),
        _("note"): deal.notes or "",
        **deal.own_fields,
    }
    return {name: value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…" for name, value in found.items()}


def _joined(*parts: str) -> str:
    return " · ".join(each for each in parts if each)
