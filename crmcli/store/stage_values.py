"""What may be said of a stage: the chance of winning, after how many days a deal stalls, what it must have to enter.

Pure: numbers and words in, the values of columns out; what cannot be is refused in a sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.errors import Invalid
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

NEEDS = ("value", "close", "contact", "next")  # what a deal may have to have to enter a stage
_MOST_DAYS = 3_660


def chance(value: int) -> int:
    """The chance itself, in hundredths of a percent. Raises Invalid for less than none and more than certain."""
    if not 0 <= value <= 10_000:
        raise Invalid(_("A chance lies between 0 and 100 percent."))
    return value


def days(value: int | None) -> int | None:
    """The number of days itself, or None for never. Raises Invalid for an absurd one."""
    if value is not None and not 1 <= value <= _MOST_DAYS:
        raise Invalid(_("A deal is stalled after 1 to {most} days.").format(most=_MOST_DAYS))
    return value


def needs(names: Iterable[str]) -> str:
    """What a deal must have, as stored: in the order of NEEDS, with commas. Raises Invalid for an unknown word."""
    given = [each.strip().lower() for each in names if each.strip()]
    for each in given:
        if each not in NEEDS:
            raise Invalid(
                _("A deal cannot be asked for '{what}'.").format(what=each),
                _("There is: {all}.").format(all=", ".join(NEEDS)),
            )
    return ",".join(each for each in NEEDS if each in given)
