"""Why somebody is to be turned to today, in words, as every view of a day says it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from crmcli import dates, deal_day_words
from crmcli.i18n import _, ngettext
from crmcli.store import days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.public_holidays import Holiday
    from crmcli.store.cadences import Silent
    from crmcli.store.days import Entry
    from crmcli.store.greetings import Coming
    from crmcli.store.occasions import Upcoming


def what(entry: Entry) -> str:
    """What is to be done: the follow-up's text, the occasion, whom to greet and for what, or keeping in touch; of a
    deal its title."""
    if entry.greeting is not None:
        return greet(entry.greeting)
    return entry.what or _("keep in touch")


def why(entry: Entry, now: datetime) -> str:
    """Why it is told of at `now`, the local clock on the wall."""
    return ", ".join([*pressing(entry, now), *besides(entry, now.date())])


def pressing(entry: Entry, now: datetime) -> list[str]:
    """Why it is told of now, and not on another day: how late it is, when it is, for how long nobody was reached."""
    today = now.date()
    if entry.greeting is not None:
        return [_near_day(entry.day, today)]
    if entry.deal is not None and entry.is_deal:
        return [deal_day_words.head(entry.deal, entry.state, today)]
    if entry.occasion and entry.state == days.OCCASION:
        return [_occasion_day(entry.occasion, today)]
    if entry.followup_id is None and entry.silent:
        return [silence(entry.silent)] if entry.silent.is_due else [_due(entry.due, today), silence(entry.silent)]
    if entry.state == days.LATE:
        return [lateness(entry.due, now)]
    return _where(dates.short(entry.due, today) if entry.state == days.TODAY else _due(entry.due, today), entry)


def besides(entry: Entry, today: date) -> list[str]:
    """What else there is to be said of it: how many people, how a deal stands, and what `beside` says."""
    if entry.greeting is not None:
        return [people(entry.greeting.contacts)]
    if entry.deal is not None and entry.is_deal:
        return deal_day_words.rest(entry.deal, entry.state, today)
    return [] if entry.occasion and entry.state == days.OCCASION else beside(entry, today)


def beside(entry: Entry, today: date, *, is_dated: bool = False) -> list[str]:
    """What else there is to be said of an entry: its deal, how important it is, that they are silent as well, an
    occasion."""
    said = []
    if entry.deal is not None and not entry.is_deal:
        said += deal_day_words.beside(entry.deal, today, is_dated=is_dated)
    if entry.priority != "normal":
        said.append(_("high") if entry.priority == "high" else _("low"))
    if entry.silent and entry.followup_id is not None:
        said.append(_also_silent(entry.silent))
    if entry.occasion:
        said.append(f"{entry.occasion.kind} {_occasion_day(entry.occasion, today)}")
    return said


def greet(coming: Coming) -> str:
    """Which group is greeted and on what: `greet VIP: Idul Fitri`."""
    return _("greet {group}: {festival}").format(group=coming.group, festival=coming.festival)


def people(count: int) -> str:
    """How many people: `14 people`."""
    return ngettext("{count} person", "{count} people", count).format(count=f"{count:,}")


def members_of(coming: Coming) -> str:
    """The command that lists whom to greet, as a shell reads it."""
    import shlex

    return "crm contact list " + shlex.quote(f"group:{coming.group}")


def holidays(found: Sequence[Holiday]) -> list[tuple[date, str]]:
    """Days and what they are called, soonest first: of each day one is named and the others are counted, `Ugadi +3`;
    on a day off the festivals are not."""
    said = []
    for day in sorted({each.day for each in found}):
        there = [each for each in found if each.day == day]
        told = list(dict.fromkeys(each.shown for each in [one for one in there if one.is_off] or there))
        said.append((day, f"{told[0]} +{len(told) - 1}" if len(told) > 1 else told[0]))
    return said


def turning(occasion: Upcoming) -> str:
    """How many years it then is: `turns 40` for a birthday, `40 years` for others; empty where that is not known."""
    if occasion.turns is None:
        return ""
    if occasion.kind == "birthday":
        return _("turns {years}").format(years=occasion.turns) if occasion.turns else _("is born")
    return ngettext("{count} year", "{count} years", occasion.turns).format(count=occasion.turns)


def in_days(day: date, today: date) -> str:
    """How far off a day is: today, tomorrow, in 3 days, 2 days ago."""
    return _in_days((day - today).days)


def lateness(due: str, now: datetime) -> str:
    """How late a due is at `now`, the local clock on the wall: 2 days late, 40 minutes late."""
    past = (now.date() - date.fromisoformat(due[:10])).days
    if past:
        return ngettext("{count} day late", "{count} days late", past).format(count=f"{past:,}")
    gone = datetime.combine(now.date(), now.time()) - datetime.fromisoformat(due)
    hours, minutes = divmod(int(gone / timedelta(minutes=1)), 60)
    if hours:
        return ngettext("{count} hour late", "{count} hours late", hours).format(count=hours)
    return ngettext("{count} minute late", "{count} minutes late", minutes).format(count=minutes)


def _where(when: str, entry: Entry) -> list[str]:
    """When something is, and where."""
    return [when, entry.place] if entry.place else [when]


def _occasion_day(occasion: Upcoming, today: date) -> str:
    when, turns = _near_day(occasion.day, today), turning(occasion)
    return f"{when}, {turns}" if turns else when


def _near_day(day: date, today: date) -> str:
    ahead = (day - today).days
    return _in_days(ahead) if ahead < 2 else dates.short(day.isoformat(), today)


def _due(due: str, today: date) -> str:
    return _("due {day}").format(day=dates.short(due, today))


def silence(silent: Silent) -> str:
    """`34 days, VIP is 14`: how long ago they were reached, and how often they should be."""
    if silent.days is None:
        past = _("never reached")
    else:
        past = ngettext("{count} day", "{count} days", silent.days).format(count=f"{silent.days:,}")
    if silent.reason:
        return _("{past}, {group} is {every}").format(past=past, group=silent.reason, every=silent.every)
    return _("{past}, rhythm is {every}").format(past=past, every=silent.every)


def _also_silent(silent: Silent) -> str:
    if silent.days is None:
        return _("never reached")
    return ngettext("also silent {count} day", "also silent {count} days", silent.days).format(count=f"{silent.days:,}")


def _in_days(count: int) -> str:
    if count < 0:
        return ngettext("{count} day ago", "{count} days ago", -count).format(count=f"{-count:,}")
    if count < 2:
        return _("tomorrow") if count else _("today")
    return ngettext("in {count} day", "in {count} days", count).format(count=f"{count:,}")
