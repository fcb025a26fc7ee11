"""What may be written of a follow-up: how early it is told of, how urgent it is, and its time of day on another day.

Pure: texts and numbers in, the values of columns out; what cannot be is refused in a sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.errors import Invalid
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

PRIORITIES = ("high", "normal", "low")
_MOST_WARNINGS = 9  # of one follow-up
_MOST_WARNING = 3660  # days


def keeping_time(before: str, due: str) -> str:
    """A new due with the time of day of the one before, where it names only a day."""
    return due if "T" in due or "T" not in before else due + before[10:]


def warnings(days: Iterable[int]) -> str:
    """How many days before it is told of, as stored: the most first. Raises Invalid for absurd numbers."""
    found = sorted(set(days), reverse=True)
    if len(found) > _MOST_WARNINGS:
        raise Invalid(_("A follow-up has at most {most} warnings.").format(most=_MOST_WARNINGS))
    if any(not 1 <= each <= _MOST_WARNING for each in found):
        raise Invalid(_("A warning comes between 1 and {most} days before.").format(most=_MOST_WARNING))
    return ",".join(map(str, found))


def priority(text: str) -> str:
    """The priority itself. Raises Invalid where there is no such one."""
    if text not in PRIORITIES:
        raise Invalid(
            _("There is no priority '{priority}'.").format(priority=text),
            _("There is: {all}.").format(all=", ".join(PRIORITIES)),
        )
    return text
