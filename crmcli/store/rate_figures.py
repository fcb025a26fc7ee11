"""The figures of a rate as people write them, and as it is kept: `16250`, `1.0850`, `16,250.50`. Pure, and no float.

Where both `.` and `,` stand, the last is the decimal point; one that stands several times parts thousands. One mark
with three digits behind it may do either, and is refused: a guess would be wrong by a thousand.
"""

from __future__ import annotations

import re

from crmcli.errors import Invalid
from crmcli.i18n import _

_MOST_WHOLE, _MOST_DECIMALS = 12, 12
_LONGEST = 40
_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_PARTED = re.compile(r"[0-9]{1,3}(?:([.,' ])[0-9]{3})(?:\1[0-9]{3})*(?:(?!\1)[.,][0-9]+)?")
_KEPT = re.compile(r"[0-9]+(?:\.[0-9]+)?", re.ASCII)
_UNCLEAR = re.compile(r"([1-9][0-9]{0,2})[.,]([0-9]{3})")


def typed(text: str, home: str) -> str:
    """Returns a rate as it is kept, `16250.5`; the home currency may stand before or behind it.

    Raises Invalid for what is no number, unclear, zero, or absurd.
    """
    short = text.strip()[:_LONGEST]
    figures = _without_currency(text.strip(), home)
    unclear = _UNCLEAR.fullmatch(figures)
    if unclear:
        raise Invalid(
            _("It is not clear how much '{text}' is.").format(text=short),
            _("Write {many} or {few}.").format(many=unclear[1] + unclear[2], few=f"{unclear[1]}.{unclear[2]}0"),
        )
    plain = _decimal(figures) if len(text) <= _LONGEST else ""
    whole, _point, decimals = plain.partition(".")
    if not plain or len(whole) > _MOST_WHOLE or len(decimals) > _MOST_DECIMALS:
        raise Invalid(
            _("'{text}' is no rate.").format(text=short),
            _("Write how many {home} one unit is worth, such as 16250 or 1.08.").format(home=home),
        )
    if not (whole + decimals).strip("0"):
        raise Invalid(_("A rate is above zero."))
    return plain


def is_kept(rate: str) -> bool:
    """Whether a text of the database is a rate as this room keeps them."""
    return bool(_KEPT.fullmatch(rate)) and bool(rate.strip("0."))


def shown(rate: str) -> str:
    """A rate for people: `16,250.5`."""
    if not is_kept(rate):
        return rate
    whole, point, decimals = rate.partition(".")
    return f"{int(whole):,}{point}{decimals}"


def _without_currency(text: str, home: str) -> str:
    """The figures alone, where the home currency stands beside them."""
    for found in (text.upper().removeprefix(home), text.upper().removesuffix(home)):
        if len(found) < len(text):
            return found.strip()
    return text


def _decimal(figures: str) -> str:
    """A number with a point, without needless zeros; empty for what is none."""
    if not figures.isascii():
        return ""
    if not _PLAIN.fullmatch(figures):
        parted = _PARTED.fullmatch(figures)
        if not parted:
            return ""
        figures = figures.replace(parted[1], "")
    whole, _point, decimals = figures.replace(",", ".").partition(".")
    decimals = decimals.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{decimals}" if decimals else "")
