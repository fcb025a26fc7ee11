"""What may be written of a deal: its sums, its chance, the day it is expected to close, its tags.

Pure: texts and numbers in, the values of columns out; what cannot be is refused in a sentence. No float anywhere.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crmcli import texts
from crmcli.errors import Invalid
from crmcli.folding import fold
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Value = str | int | None

WHOLE = 10_000  # hundredths of a percent
_MOST = 10**15  # minor units of one deal, so that sums of many fit a column
_MOST_TAGS = 50


def percent(text: str, what: str) -> int:
    """Hundredths of a percent out of `40`, `40%` or `2.5%`. Raises Invalid; `what` names it in the error."""
    figures = text.strip().removesuffix("%").strip().replace(",", ".")
    whole, _point, rest = figures.partition(".")
    if not (
        whole.isascii()
        and whole.isdigit()
        and len(whole) <= 3
        and len(rest) <= 2
        and rest.isascii()
        and (rest or "0").isdigit()
    ):
        raise Invalid(
            _("'{text}' is no {what}.").format(text=text[:40], what=what), _("Write a percentage, such as 40 or 2.5%.")
        )
    found = int(whole) * 100 + int((rest + "00")[:2])
    if found > WHOLE:
        raise Invalid(_("A {what} is at most 100 percent.").format(what=what))
    return found


def percentage(part: int) -> str:
    """Hundredths of a percent as a number of percent: `40`, `2.5`."""
    whole, rest = divmod(part, 100)
    return f"{whole}.{rest:02d}".rstrip("0") if rest else str(whole)


def sum_of(amount: int | None, currency: str | None) -> tuple[int | None, str | None]:
    """A value and its currency as stored. Raises Invalid for what is not above zero, and for absurdly much."""
    if amount is not None and not 0 < amount < _MOST:
        raise Invalid(_("The value of a deal is above zero, and below what a database can add up."))
    return amount, currency


def share(amount: int, part: int) -> int:
    """So many hundredths of a percent of an amount in minor units, rounded to the nearest, a half up."""
    return (amount * part + WHOLE // 2) // WHOLE


def weighted(value: int | None, chance: int) -> int | None:
    """The value times the chance, in minor units; None without a value."""
    return None if value is None else share(value, chance)


def commission(fixed: int | None, rate: int | None, value: int | None) -> int | None:
    """What the user earns, in minor units: a sum that was said, else a share of the value, if any."""
    if fixed is not None or rate is None or value is None:
        return fixed
    return share(value, rate)


def day(text: str) -> str:
    """A day as stored, `2026-12-31`. Raises Invalid."""
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        raise Invalid(_("'{text}' is no day.").format(text=text[:40])) from None


def tags(names: Iterable[str]) -> dict[str, str]:
    """Tags as the user writes them, by their folded form, each once. Raises Invalid for an empty or absurd one."""
    found: dict[str, str] = {}
    for each in names:
        name = texts.line(each.removeprefix("#"), _("tag"))
        if "," in name:
            raise Invalid(_("A tag has no comma in it."), _("Give --tag once for each."))
        found.setdefault(fold(name), name)
    if len(found) > _MOST_TAGS:
        raise Invalid(_("A deal has at most {most} tags.").format(most=_MOST_TAGS))
    return found


def columns(values: Mapping[str, Value], before: Mapping[str, Value] | None = None) -> dict[str, Value]:
    """Values of a deal, made clean, by its columns; what they leave out is as `before`. Raises Invalid.

    A commission is either a sum or a share of the value: where the one comes, the other goes.
    """
    row = {name: value if value != "" else None for name, value in values.items()}
    if "title" in row:
        row["title"] = texts.line(str(row["title"] or ""), _("title of the deal"))
        row["folded"] = fold(str(row["title"]))
    if row.get("expected_close"):
        row["expected_close"] = day(str(row["expected_close"]))
    for name in ("source", "lost_reason"):
        if row.get(name):
            row[name] = texts.optional_line(str(row[name]), _("text")) or None
    if row.get("notes"):
        row["notes"] = texts.paragraph(str(row["notes"]), _("notes")) or None
    _check_parts(row)
    return _with_sums(row, before or {})


def _check_parts(row: Mapping[str, Value]) -> None:
    chance, rate = row.get("chance"), row.get("commission_rate")
    if chance is not None and not 0 <= int(chance) <= WHOLE:
        raise Invalid(_("A chance lies between 0 and 100 percent."))
    if rate is not None and not 0 < int(rate) <= WHOLE:
        raise Invalid(_("A commission is above 0 and at most 100 percent of the value."))


def _with_sums(row: dict[str, Value], before: Mapping[str, Value]) -> dict[str, Value]:
    """The row with sums that go together. Raises Invalid for one that has no currency."""
    if row.get("commission") is not None and row.get("commission_rate") is not None:
        raise Invalid(_("A commission is a sum or a share of the value, not both."))
    for one, other in (("commission", "commission_rate"), ("commission_rate", "commission")):
        if row.get(one) is not None and before.get(other) is not None:
            row[other] = None
    for name in ("value", "commission"):
        amount = row.get(name)
        if amount is not None:
            sum_of(int(amount), None)
    both = {**before, **row}
    currency = both.get("currency")
    if currency is not None and not (len(str(currency)) == 3 and str(currency).isascii() and str(currency).isupper()):
        raise Invalid(_("'{text}' is no currency.").format(text=str(currency)[:40]))
    if currency is None and (both.get("value") is not None or both.get("commission") is not None):
        raise Invalid(_("A sum of a deal has a currency."))
    return row
