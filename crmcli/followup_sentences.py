"""What is said of a follow-up, by whichever face: what and when, how long, how often, with whom. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import activity_sentences, dates, repeats
from crmcli.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.store.contacts import Contact
    from crmcli.store.doing import Done
    from crmcli.store.followups import Followup


def in_brief(followup: Followup) -> str:
    """`f12 send quote`."""
    return f"{followup.ref} {followup.what}"


def in_full(followup: Followup) -> str:
    """`f12 viewing, Fri 27 Nov 2026 10:00 · 60 min · Hotel Mulia · every 2 weeks · Budi Santoso (c41)`."""
    parts = [f"{followup.ref} {followup.what}, {dates.shown(followup.due)}"]
    parts += [said for said in (took(followup.minutes), followup.place) if said]
    if followup.repeat:
        parts.append(rhythm(followup))
    if followup.warnings:
        parts.append(warned(followup.warnings))
    if followup.priority != "normal":
        parts.append(_("high priority") if followup.priority == "high" else _("low priority"))
    if followup.deal_id:
        parts.append(f"d{followup.deal_id} {followup.deal}")
    if followup.contact_id:
        parts.append(f"{followup.contact} (c{followup.contact_id})")
    return " · ".join(parts)


def listed(found: Sequence[Followup]) -> str:
    """Up to three follow-ups by name, more by their number."""
    if len(found) <= 3:
        return ", ".join(f"{each.ref} {named(each)}" for each in found)
    return ngettext("{count} follow-up", "{count} follow-ups", len(found)).format(count=len(found))


def named(followup: Followup) -> str:
    """A follow-up as the history names it: `send quote (Budi Santoso)`."""
    if followup.contact is None or followup.contact in followup.what:
        return followup.what
    return _("{what} ({who})").format(what=followup.what, who=followup.contact)


def done(one: Done, dry_run: bool = False) -> str:
    """`Done f12 send quote, logged as a90, note with Budi Santoso (c41)`."""
    followup = one.completion.followup
    if one.activity is None:
        said = _("Would mark {what} done") if dry_run else _("Done {what}")
        return said.format(what=in_brief(followup))
    logged = activity_sentences.in_words(one.activity, [(followup.contact_id or 0, followup.contact or "")])
    if dry_run:
        return _("Would mark {what} done and log it, {activity}").format(what=in_brief(followup), activity=logged)
    return _("Done {what}, logged {ref}, {activity}").format(
        what=in_brief(followup), ref=one.activity.ref, activity=logged
    )


def put_off(followup: Followup, is_moved: bool, dry_run: bool = False) -> str:
    """`Put off f12 send quote to Mon 30 Nov 2026`."""
    said = _("Would put off {what} to {when}") if dry_run else _("Put off {what} to {when}")
    if not is_moved:
        said = _("{what} is due {when} as it is")
    return said.format(what=in_brief(followup), when=dates.shown(followup.due))


def quiet(contact: Contact, dry_run: bool = False) -> str:
    """That keeping in touch with somebody is not suggested before a day."""
    said = _("Keeping in touch with {who} ({ref}) is not suggested before {day}")
    if dry_run:
        said = _("Keeping in touch with {who} ({ref}) would not be suggested before {day}")
    return said.format(who=contact.name, ref=contact.ref, day=dates.shown(contact.quiet_until or ""))


def took(minutes: int | None) -> str:
    """How long it takes, in words; empty where that is not known."""
    return _("{minutes} min").format(minutes=minutes) if minutes else ""


def rhythm(followup: Followup) -> str:
    """How it repeats, in words; empty where it does not."""
    return rhythm_of(followup.repeat, followup.planned, bool(followup.repeat_from_done))


def rhythm_of(repeat: str | None, planned: str, is_from_done: bool) -> str:
    """The same for a rule, the day that was planned, and whether it counts from when it is done."""
    if not repeat:
        return ""
    words = repeats.in_words(repeat, planned)
    return _("{rhythm} from when it is done").format(rhythm=words) if is_from_done else words


def warned(days: Sequence[int]) -> str:
    """How many days before it is told of, in words; empty for none."""
    if not days:
        return ""
    return ngettext("told {days} day before", "told {days} days before", max(days)).format(
        days=", ".join(map(str, days))
    )
