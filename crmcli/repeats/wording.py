"""How a rule of repeating is said to a person. Pure: what it has no words for is shown as the rule that it is."""

from __future__ import annotations

from collections.abc import Mapping

from crmcli.i18n import _, ngettext

_WORKING_DAYS = "MO,TU,WE,TH,FR"


def said(parts: Mapping[str, str], rule: str) -> str:
    """A rule, in its parts and whole, in words: every 2 weeks, every month on the 31st or last day."""
    ends = {"COUNT", "UNTIL", "WKST"}
    rest = {name: value for name, value in parts.items() if name not in ends | {"FREQ", "INTERVAL"}}
    words = _rhythm(parts["FREQ"], int(parts.get("INTERVAL", "1")), rest)
    if words is None:
        return _("by the rule {rule}").format(rule=rule)
    return words + _end(parts)


def _rhythm(frequency: str, interval: int, rest: dict[str, str]) -> str | None:
    if frequency == "WEEKLY" and list(rest) == ["BYDAY"]:
        return _on_weekdays(interval, rest["BYDAY"])
    every = _every(frequency, interval)
    if not rest:
        return every
    day = {"MONTHLY": _day_of_month, "YEARLY": _day_of_year}.get(frequency, lambda _rest: None)(rest)
    return f"{every} {day}" if day else None


def _every(frequency: str, interval: int) -> str:
    units = {
        "DAILY": ngettext("every day", "every {count} days", interval),
        "WEEKLY": ngettext("every week", "every {count} weeks", interval),
        "MONTHLY": ngettext("every month", "every {count} months", interval),
        "YEARLY": ngettext("every year", "every {count} years", interval),
    }
    return units[frequency].format(count=interval)


def _on_weekdays(interval: int, days: str) -> str | None:
    names = [_weekdays().get(day) for day in days.split(",")]
    if interval == 1 and days == _WORKING_DAYS:
        return _("every weekday")
    if not all(names):
        return None
    listed = _listed([str(name) for name in names])
    if interval == 1:
        return _("every {days}").format(days=listed)
    return _("{every} on {days}").format(every=_every("WEEKLY", interval), days=listed)


def _day_of_month(rest: dict[str, str]) -> str | None:
    """`on the 31st`, `on the last day`, `on the 1st Mon`."""
    if list(rest) == ["BYDAY"]:
        return _nth_weekdays(rest["BYDAY"])
    if rest in ({"BYDAY": _WORKING_DAYS, "BYSETPOS": "1"}, {"BYDAY": _WORKING_DAYS, "BYSETPOS": "-1"}):
        return _("on the 1st weekday") if rest["BYSETPOS"] == "1" else _("on the last weekday")
    last = _or_last(rest)
    if last:
        return _("on the {day} or last day").format(day=_ordinal(last))
    if list(rest) != ["BYMONTHDAY"]:
        return None
    days = [_("last day") if day == "-1" else _ordinal(int(day)) for day in rest["BYMONTHDAY"].split(",")]
    return _("on the {days}").format(days=_listed(days)) if all(days) else None


def _or_last(rest: dict[str, str]) -> int:
    """31 for a rule of the 31st that takes the last day of a shorter month, likewise 30 and 29; else 0."""
    if sorted(rest) != ["BYMONTHDAY", "BYSETPOS"] or rest["BYSETPOS"] != "-1":
        return 0
    days = rest["BYMONTHDAY"].split(",")
    expected = [str(day) for day in range(28, 28 + len(days))]
    return int(days[-1]) if days == expected and 2 <= len(days) <= 4 else 0


def _nth_weekdays(days: str) -> str | None:
    said = []
    for day in days.split(","):
        which, name = day[:-2], _weekdays()[day[-2:]]
        if not which or int(which) < -1 or int(which) > 5:
            return None
        said.append(f"{_('last') if int(which) == -1 else _ordinal(int(which))} {name}")
    return _("on the {days}").format(days=_listed(said))


def _day_of_year(rest: dict[str, str]) -> str | None:
    """`on 25 Dec`; 29 February is the 28th where there is none."""
    if rest.get("BYMONTH", "").isdecimal() is False or not set(rest) <= {"BYMONTH", "BYMONTHDAY", "BYSETPOS"}:
        return None
    month = _months()[int(rest["BYMONTH"]) - 1]
    if rest == {"BYMONTH": "2", "BYMONTHDAY": "28,29", "BYSETPOS": "-1"}:
        return _("on {day} {month}").format(day=29, month=month)
    day = rest.get("BYMONTHDAY", "")
    return _("on {day} {month}").format(day=day, month=month) if day.isdecimal() and "BYSETPOS" not in rest else None


def _end(parts: Mapping[str, str]) -> str:
    if "COUNT" in parts:
        return ngettext(", {count} time", ", {count} times", int(parts["COUNT"])).format(count=parts["COUNT"])
    if "UNTIL" in parts:
        until = parts["UNTIL"]
        month = _months()[int(until[4:6]) - 1]
        return _(", until {day} {month} {year}").format(day=int(until[6:8]), month=month, year=until[:4])
    return ""


def _ordinal(day: int) -> str:
    """`31st`; empty for what counts from the end."""
    if day < 1:
        return ""
    teens = 10 <= day % 100 <= 20
    endings = {1: _("{number}st"), 2: _("{number}nd"), 3: _("{number}rd")}
    ending = _("{number}th") if teens else endings.get(day % 10, _("{number}th"))
    return ending.format(number=day)


def _listed(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    return _("{first} and {last}").format(first=", ".join(names[:-1]), last=names[-1])


def _weekdays() -> dict[str, str]:
    return {
        "MO": _("Mon"), "TU": _("Tue"), "WE": _("Wed"), "TH": _("Thu"), "FR": _("Fri"), "SA": _("Sat"), "SU": _("Sun"),
    }  # fmt: skip


def _months() -> list[str]:
    return [
        _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"), _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"),
        _("Dec"),
    ]  # fmt: skip
