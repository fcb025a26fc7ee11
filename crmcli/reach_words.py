"""What is said of reaching somebody, by whichever face: the number, the clock there, how often it was tried. Pure."""

from __future__ import annotations

from datetime import date, datetime

from crmcli import clock, dates
from crmcli.errors import Invalid
from crmcli.i18n import _, ngettext


def beside(tries: int, since: str | None, holiday: str | None, is_resting: bool, zone: str, today: date) -> list[str]:
    """How often somebody was tried since they were reached, a day off there, and whether they are to be left in peace.

    `zone` is the user's own; `today` the day there.
    """
    said = [tried(tries, since, zone, today)] if tries and since else []
    if holiday:
        said.append(_("holiday there: {name}").format(name=holiday))
    return [*said, _("approached as often as may be")] if is_resting else said


def tried(count: int, since: str, zone: str, today: date) -> str:
    """`3 tries since 2 Nov`: the day of the first of them, an instant, without its weekday."""
    day = clock.local(datetime.fromisoformat(since), zone).date()
    _weekday, number, month, year = dates.shown(day.isoformat()).split(" ")
    named = f"{number} {month}" if day.year == today.year else f"{number} {month} {year}"
    return ngettext("{count} try since {day}", "{count} tries since {day}", count).format(count=count, day=named)


def time_there(zone: str, now: datetime) -> str | None:
    """The clock on a contact's wall, with the weekday where that is another; None where it shows the same."""
    try:
        there = clock.local(now, zone)
    except Invalid:
        return None  # a zone that an address book brought, and nobody knows
    if there.replace(tzinfo=None) == now.replace(tzinfo=None):
        return None
    weekday = "" if there.date() == now.date() else dates.shown(there.date().isoformat()).partition(" ")[0] + " "
    return f"{weekday}{there:%H:%M}"


def number_of(phone: str) -> str:
    """A number in groups, as people read it. A screen holds few; in a pipe there are many, and a program wants none."""
    is_spelt = phone.lower() != phone.upper()
    if is_spelt or not phone.startswith("+"):
        return phone
    from crmcli import phones

    return phones.international(phone, phone)
