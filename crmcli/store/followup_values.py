"""What may be written of a follow-up, and what its values mean: when it is late, and when it is told of.

Pure: texts and numbers in, the values of columns out; what cannot be is refused in a sentence.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from crmcli import texts
from crmcli.errors import Invalid
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

PRIORITIES = ("high", "normal", "low")
_MOST_WARNINGS = 9  # of one follow-up
_MOST_WARNING = 3660  # days
_MOST_MINUTES = 7 * 24 * 60


def is_late(due: str, now_local: datetime) -> bool:
    """Whether the day of a due has passed, or its minute where it has one, by the clock on the wall."""
    now = late_before(now_local)
    return due < now and due != now[:10]


def late_before(now_local: datetime) -> str:
    """The minute of the clock on the wall, as dues are written: what is due before it is late."""
    return now_local.isoformat(timespec="minutes")[:16]


def is_announced(due: str, warn_days: str, today: date) -> bool:
    """Whether a due is after today, and one of the days has come on which it is told of; `warn_days` as stored."""
    ahead = (date.fromisoformat(due[:10]) - today).days
    return ahead > 0 and any(ahead <= int(days) for days in warn_days.split(",") if days.strip().isdecimal())


def appointment(minutes: int | None, place: str, note: str) -> dict[str, str | int | None]:
    """The columns that say how long it takes, where it is, and what else there is. Raises Invalid for absurd values."""
    if minutes is not None and not 1 <= minutes <= _MOST_MINUTES:
        raise Invalid(_("A follow-up takes at most a week."), _("Write how long as 45m or 1h30."))
    return {
        "minutes": minutes,
        "place": texts.optional_line(place, _("place")) or None,
        "note": texts.paragraph(note, _("note")) or None,
    }


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
