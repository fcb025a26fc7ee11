"""What is said of the days ahead, by whichever face: whom each line is about, what it is, and what there is besides.

Pure: records go in, words come out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import day_words, deal_day_words
from crmcli.i18n import _
from crmcli.store import agenda

if TYPE_CHECKING:
    from datetime import date, datetime

    from crmcli.store.agenda import Item


def week(day: date) -> str:
    """`Week 48`: the week of a day by ISO 8601."""
    return _("Week {number}").format(number=day.isocalendar().week)


def whom(item: Item) -> tuple[int | None, str | None]:
    """Whom it is about; a deal is about its customer."""
    if item.followup is not None:
        return item.followup.contact_id, item.followup.contact
    if item.deal is not None:
        return item.deal.contact_id, item.deal.contact
    return (item.occasion.contact_id, item.occasion.name) if item.occasion else (None, None)


def ref(item: Item) -> str:
    """How the user names it: `f12`, `d7` or `c41`; a group to greet as a word of a query, `group:VIP`."""
    if item.followup is not None:
        return item.followup.ref
    if item.deal is not None:
        return item.deal.ref
    return f"group:{item.greeting.group}" if item.greeting else f"c{whom(item)[0]}"


def what(item: Item) -> str:
    """What there is to do; of a deal its title, of an occasion its kind."""
    if item.greeting is not None:
        return day_words.greet(item.greeting)
    if item.deal is not None:
        return item.deal.title
    return item.followup.what if item.followup else item.occasion.kind if item.occasion else ""


def note(item: Item, now: datetime) -> str:
    """What there is to be said of it besides: how late, how often it comes again, how old somebody gets."""
    if item.greeting is not None:
        return day_words.people(item.greeting.contacts)
    if item.occasion:
        return day_words.turning(item.occasion)
    if item.deal is not None:
        worth = deal_day_words.value(item.deal)
        return ", ".join(filter(None, [_("expected to close"), item.deal.stage, worth]))
    said = []
    if item.followup is not None:
        if item.state == agenda.LATE:
            said.append(day_words.lateness(item.due, now))
        elif item.followup.place:
            said.append(item.followup.place)
        if item.followup.repeat:
            from crmcli import repeats

            rhythm = repeats.in_words(item.followup.repeat, item.followup.planned)
            said.append(_("again, {rhythm}").format(rhythm=rhythm) if item.state == agenda.REPEAT else rhythm)
        if item.followup.priority == "high":
            said.append(_("high"))
        if item.followup.deal_id is not None:
            said.append(f"d{item.followup.deal_id} {item.followup.deal}")
    return ", ".join(said)
