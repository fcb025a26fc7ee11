"""The days of a week on which a plan for weekdays comes: as a crontab, systemd and people write them. Pure.

Days are numbers, Monday is 0; what is handed in is the weekend, and at least one day is none of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from crmcli.i18n import _

SATURDAY_AND_SUNDAY = frozenset((5, 6))
_SYSTEMD = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_FROM_SUNDAY = (6, 0, 1, 2, 3, 4, 5)  # as cron counts them
_FROM_MONDAY = range(7)


def in_crontab(weekend: frozenset[int]) -> str:
    """The fifth field of a crontab: `1-5`, and `0-4` where Friday and Saturday are off."""
    return _joined(_FROM_SUNDAY, weekend, [str(_FROM_SUNDAY.index(day)) for day in _FROM_MONDAY], "-", ",")


def in_systemd(weekend: frozenset[int]) -> str:
    """The days of a timer: `Mon..Fri`, and `Mon..Thu,Sun` where Friday and Saturday are off."""
    return _joined(_FROM_MONDAY, weekend, _SYSTEMD, "..", ",")


def in_words(weekend: frozenset[int]) -> str:
    """The days as people say them: `Mon–Fri`, and `Sun–Thu` where Friday and Saturday are off."""
    names = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    first = next((day for day in _FROM_MONDAY if day not in weekend and (day - 1) % 7 in weekend), 0)
    return _joined([(first + each) % 7 for each in _FROM_MONDAY], weekend, names, "–", ", ")


def _joined(week: Sequence[int], weekend: frozenset[int], names: Sequence[str], through: str, between: str) -> str:
    """The days that are worked, in the order of a week, with those that follow each other as one span."""
    spans: list[list[int]] = []
    is_going_on = False
    for day in week:
        is_worked = day not in weekend
        if is_worked and is_going_on:
            spans[-1].append(day)
        elif is_worked:
            spans.append([day])
        is_going_on = is_worked
    said = [names[days[0]] + (through + names[days[-1]] if days[1:] else "") for days in spans]
    return between.join(said)
