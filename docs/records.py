"""The records that crm answers with in JSON: for docs/json.md, and for the test that looks whether it is true.

Each is said once: what it is, the call that shows one, and its keys with type and meaning. The types are `number`,
`text`, `true or false`, `day`, `instant`, `object`, `array of …`, each alone or with `or null`.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docs import calling, examples

Keys = dict[str, tuple[str, str]]

_DAY = re.compile(r"(\d{4}|-)-\d{2}-\d{2}")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")

# What has to be done, in an empty home with the sample, before the calls below.
PREPARATION = (
    "crm import phone.vcf",
    "crm contact edit c2 --channel whatsapp=+6281234567890 --field size=XL --relation assistant=c161 --cadence 14",
    "crm group edit VIP --cadence 14 --time-share 40 --notes 'twice a month'",
    "crm segment add Roadshow city:bandung has:phone --notes 'trip in December'",
    "crm contact rm c6",
    "crm undo",
    "crm attach c2 google.csv --notes 'who was at the fair'",
    "crm contact relate c9 referred-by c2",
    "crm settings field add size --choice M --choice XL",
    "crm log c2 call 'price ok, wife decides' --for 15m --cost 50000",
    "crm remind c2 'send the quote' --on 2026-11-27T10:00 --every 2w --warn 7d --priority high",
    "crm remind c9 viewing --on 2026-11-28",
    "crm settings goal 20 calls --per day",
    "crm settings holiday add 'Closed' --on 12-28",
    "crm remind c9 'send photos' --on 2026-11-24",
    "crm schedule digest 07:00 group:vip --weekdays --mail me@example.com --with cron",
    "crm deal add 'Fleet policy' --contact c2 --value 850jt --stage proposal --close 2026-11-27",
    "crm settings rate USD 16250 --on 2026-11-01",
    "crm deal add 'Two vans' --contact c9 --value 240jt --commission 3% --source fair --at 2026-09-01",
    "crm win d2 --at 2026-10-19 --no-care",
    "crm deal add Trucks --contact c9 --value 300jt --source fair --at 2026-09-01",
    "crm lose d3 --reason price --to Acme --at 2026-10-05 --retry none",
)


@dataclass(frozen=True)
class Record:
    """A kind of record: what it is, a call that answers with some, and its keys."""

    name: str
    about: str
    call: str
    keys: Keys


_COUNTS: Keys = {
    "read": ("number", "cards or rows; always the sum of the next four"),
    "created": ("number", "new contacts"),
    "updated": ("number", "contacts that were there and got something new"),
    "unchanged": ("number", "contacts that were there and got nothing new"),
    "rejected": ("number", "cards or rows in which nothing could be read"),
}

HIT = Record(
    "find hit",
    "What `crm find` answers: an array, best hits first.",
    "crm find budi santoso --json",
    {
        "id": ("number", "the contact: 2 is c2"),
        "kind": ("text", "person or company"),
        "name": ("text", "the name"),
        "company": ("text or null", "the name of the company they work for"),
        "phone": ("text or null", "the phone that was met, else the first"),
        "email": ("text or null", "the first e-mail address"),
        "found_in": ("text or null", "what has the words: a90, f12 or d7; null where the contact's own do"),
    },
)
CALLER = Record(
    "caller",
    "What `crm find --caller NUMBER` answers: one object. Where nobody has the number, an error and exit code 3.",
    "crm find --caller 081234567890 --json",
    {
        "id": ("number", "the contact: 2 is c2"),
        "kind": ("text", "person or company"),
        "name": ("text", "the name"),
        "company": ("text or null", "the name of the company they work for"),
        "status": ("text", "lead, active, past, private or blocked"),
        "others": ("number", "how many more contacts have the number"),
    },
)
OPENED = Record(
    "opened",
    "What `crm open` answers. `crm copy` answers the same with `is_copied` in place of `uri` and `is_opened`.",
    "crm open c2 mail --print --json",
    {
        "id": ("number", "the contact: 2 is c2"),
        "name": ("text", "the name"),
        "what": ("text", "phone, sms, email, map, url, or a service such as whatsapp"),
        "value": ("text", "the value as it is known"),
        "label": ("text or null", "work, home, mobile …"),
        "uri": ("text", "what a program opens"),
        "is_opened": ("true or false", "whether a program was handed it"),
    },
)
CONTACT = Record(
    "contact",
    "What `crm contact list` and `crm company list` answer in an array. `crm add`, `crm contact edit` and `crm contact"
    " rename` add `operation`: the number of what was done, null where nothing changed. `crm show` adds what stands"
    " under [card](#card).",
    "crm contact list budi santoso --json",
    {
        "id": ("number", "2 is c2; never given to another contact"),
        "kind": ("text", "person or company"),
        "name": ("text", "the whole name"),
        "given": ("text or null", "given name"),
        "family": ("text or null", "family name"),
        "middle": ("text or null", "middle name"),
        "prefix": ("text or null", "what stands before the name"),
        "suffix": ("text or null", "what stands after it"),
        "nickname": ("text or null", "what they are called"),
        "phonetic_given": ("text or null", "how the given name is read"),
        "phonetic_middle": ("text or null", "how the middle name is read"),
        "phonetic_family": ("text or null", "how the family name is read"),
        "title": ("text or null", "what they are"),
        "department": ("text or null", "where in the company"),
        "company": ("object or null", "`id` and `name` of the company they work for"),
        "status": ("text", "lead, active, past, private or blocked"),
        "status_reason": ("text or null", "why"),
        "source": ("text or null", "where they come from"),
        "groups": ("array of text", "names of their groups"),
        "phones": ("array of object", "`value` as given, `normal` in E.164 or null, `label` or null"),
        "emails": ("array of object", "`value`, `label` or null"),
        "urls": ("array of object", "`value`, `label` or null"),
        "services": ("array of object", "`service` (whatsapp, linkedin …), `value`, `label` or null"),
        "addresses": (
            "array of object",
            "`label`, `po_box`, `extended`, `street`, `city`, `region`, `postal_code`, `country`, each text or null",
        ),
        "birthday": ("day or null", "`1980-04-15`; without a year `--04-15`"),
        "occasions": ("array of object", "`kind` and `date` of other days"),
        "relations": ("array of object", "`kind`, `name`, and `id` where that is a contact, else null"),
        "related": (
            "array of object",
            "what others' cards say of it, turned round: `kind`, and `id` and `name` of the other",
        ),
        "notes": ("text or null", "lines are separated by a line feed"),
        "language": ("text or null", "what they speak"),
        "timezone": ("text or null", "where their clock stands"),
        "cadence_days": ("number or null", "keep in touch every so many days"),
        "cadence_warn_days": ("number or null", "told of so many days before"),
        "at_most": ("text or null", "how often they may be approached: 2/month"),
        "quiet_until": ("day or null", "the day before which keeping in touch is not suggested"),
        "last_touch_at": ("instant or null", "when they were last reached"),
        "fields": ("object", "the user's own fields, texts by their names"),
        "uids": ("array of text", "the identifiers that address books gave them"),
        "has_photo": ("true or false", "whether there is a photo"),
        "attachments": ("array of object", "its files: `id`, `name`, `media_type` and `size` in bytes"),
        "created_at": ("instant", "when it was made"),
        "updated_at": ("instant", "when it was last changed"),
        "deleted_at": ("instant or null", "when it was removed; null while it is there"),
    },
)
CARD = Record(
    "card",
    "What `crm show` answers: the contact as above, and the newest of its timeline. For a company it adds `people`: an"
    " array of `id`, `name` and `title`.",
    "crm show c2 --json",
    {
        **CONTACT.keys,
        "activities": (
            "array of object",
            "the newest five activities, newest first, each as `crm activity list` has it",
        ),
        "followups": (
            "array of object",
            "what is still to be done for them, soonest first, each as `crm followup list` has it",
        ),
        "deals": ("array of object", "those that are open, and those that were won, each as a [deal](#deal)"),
    },
)
ACTIVITY = Record(
    "activity",
    "What `crm activity list` answers in an array, newest first, and `crm activity show` alone. `crm activity edit`"
    " adds `operation`; `crm activity rm` answers with `ids` and `operation`.",
    "crm activity list kind:call --json",
    {
        "id": ("number", "90 is a90; never given to another activity"),
        "kind": ("text", "note, call, meeting, visit, email, message, gift, or one of your own"),
        "direction": ("text or null", "incoming or outgoing; null where it is neither"),
        "outcome": ("text or null", "reached or missed; null where nobody could be"),
        "at": ("instant", "when it was; noon where only the day is known"),
        "is_timed": ("true or false", "whether the time of day is known"),
        "minutes": ("number or null", "how long it took"),
        "cost": ("object or null", "`amount` and `currency`"),
        "summary": ("text or null", "what was said, in a line"),
        "body": ("text or null", "what there is beyond that line"),
        "contacts": ("array of object", "`id` and `name` of those who took part, the one it was logged with first"),
        "source": ("text or null", "where it was read; null where it was typed"),
        "created_at": ("instant", "when it was logged"),
        "updated_at": ("instant", "when it was last changed"),
        "deal": ("object or null", "`id` and `title` of the deal that it was about"),
    },
)
LOGGED = Record(
    "logged",
    "What `crm log` answers, with `--dry-run` too.",
    "crm log c2 meeting 'shown the trucks' --next 'send the offer' --on 2026-11-27 --json",
    {
        "activity": ("object", "what was logged, as above"),
        "followup": ("object or null", "the next step, as `crm followup list` has it; null without `--on`"),
        "open": ("array of object", "what was promised to them before and is not done yet, soonest first"),
        "operation": ("number or null", "the number of what was done; null for a dry run"),
    },
)
FOLLOWUP = Record(
    "follow-up",
    "What `crm followup list` answers in an array, soonest first, and `crm followup show` alone. `crm remind`, `crm"
    " followup edit` and `crm followup reopen` add `operation`; `crm followup skip` adds `next` and `operation`; `crm"
    " followup rm` answers with `followups` and `operation`.",
    "crm followup list --json",
    {
        "id": ("number", "12 is f12; never given to another follow-up"),
        "contact": ("object or null", "`id` and `name` of whom it is for; null for yourself"),
        "what": ("text", "what is to be done"),
        "due": ("text", "for when, by the clock where you are: `2026-11-24` or `2026-11-24T15:00`"),
        "planned": ("text", "when it was due at first; putting it off does not change that"),
        "snoozes": ("number", "how often it was put off"),
        "warn_days": ("array of number", "told of so many days before, the most first"),
        "priority": ("text", "high, normal or low"),
        "repeat": (
            "text or null",
            "how it comes again: an RRULE of RFC 5545; of a calendar's also `EXDATE`, days that it leaves out, and "
            "`FROM`, the zone by whose clocks it counts, with `TO`, yours",
        ),
        "repeat_from_done": ("true or false", "whether the next one counts from the day this one is done"),
        "series_id": ("number or null", "the number of the first one of those that repeat"),
        "occurrence": ("number or null", "which of them it is"),
        "is_late": ("true or false", "whether it is open and its day, or its minute, has passed"),
        "done_at": ("instant or null", "when it was done; null while it is open"),
        "activity_id": ("number or null", "what doing it left on the timeline"),
        "created_at": ("instant", "when it was promised"),
        "updated_at": ("instant", "when it was last changed"),
        "minutes": ("number or null", "how long it takes"),
        "place": ("text or null", "where it is"),
        "note": ("text or null", "what else there is to know"),
        "external_id": ("text or null", "what a calendar calls it that it was imported from"),
        "deal": ("object or null", "`id` and `title` of the deal whose next step it is"),
    },
)
DONE = Record(
    "done",
    "What `crm done` answers, with `--dry-run` too.",
    "crm done f1 --note 'price ok' --json",
    {
        "followups": ("array of object", "what was done, each as above"),
        "next": ("array of object", "those that come next: of what repeats, and of `--next`"),
        "operation": ("number or null", "the number of what was done; null for a dry run"),
    },
)
SNOOZED = Record(
    "snoozed",
    "What `crm snooze` answers, with `--dry-run` too.",
    "crm snooze f2 c9 --to 2026-11-30 --json",
    {
        "followups": ("array of object", "what was put off, each as above"),
        "contacts": (
            "array of object",
            "`id`, `name` and `quiet_until` of those with whom keeping in touch was put off",
        ),
        "operation": ("number or null", "the number of what was done; null where nothing changed"),
    },
)
KIND = Record(
    "kind of activity",
    "What `crm settings kind list` answers in an array. What changes a kind answers with it, and adds `operation`.",
    "crm settings kind list --json",
    {
        "name": ("text", "the name"),
        "is_touch": ("true or false", "whether it counts as having reached who took part; of letters, those received"),
        "is_own": ("true or false", "whether it is one of your own"),
        "activities": ("number", "how many activities there are of it"),
    },
)
_HOLIDAY = "`date`, `name`, `country` (null for a day of your own) and `is_off`"
_ROW_OF_TODAY = (
    "`state`, `ref` (f12, c41 or d7), `followup_id`, `contact` (`id` and `name`), `what`, `why` in words, `due`,"
    " `days_late`, `priority`, `silent_days`, `cadence_days`, `cadence_group`, `occasion`, `turns`, `phone`,"
    " `timezone`, `time_there`, `tries`, `tried_since`, `is_resting` (approached as often as may be), `minutes`,"
    " `place`, `holiday_there`, of a group to greet, whose `ref` is `group:VIP`, `group`, `festival`, `people`, and"
    " `deal`, that it is about or a step of: `id`, `title`, `stage`, `value`, `expected_close`, `days_in_stage`,"
    " `quiet_days`, `is_slipped`, `is_stalled`, `is_unplanned`"
)
TODAY = Record(
    "today",
    "What `crm today` answers: one object. A contact and a deal stand in it once, in the most pressing list. At most"
    " 100 are shown if neither `--limit` nor `--all` says otherwise; `counts` counts all.",
    "crm today --json",
    {
        "date": ("day", "today, where you are"),
        "late": ("array of object", "follow-ups whose day or minute has passed: " + _ROW_OF_TODAY),
        "today": ("array of object", "follow-ups due today, as above"),
        "silent": ("array of object", "those to be in touch with again, as above"),
        "slipped": ("array of object", "open deals whose expected close has passed, as above"),
        "stalled": ("array of object", "those with which nothing has happened for too long, as above"),
        "unplanned": ("array of object", "those without a next step, as above"),
        "closing": ("array of object", "those that are expected to close within 7 days, as above"),
        "occasions": ("array of object", "birthdays and other days from today to in three days, as above"),
        "announced": ("array of object", "what is told of before it is due, as above"),
        "goals": ("array of object", "how far along each [goal](#goal) is"),
        "money_goals": ("array of object", "the goals in money, as `goals` of the [report](#goal-report) has them"),
        "counts": ("object", "how many there are under each of these keys from `late` to `announced`"),
        "holidays": ("array of object", "today's and tomorrow's: " + _HOLIDAY),
    },
)
DIGEST = Record(
    "digest",
    "What `crm digest --json` answers where there is something to tell: one object, nothing cut. Its rows are those of"
    " [today](#today) and `section` (the key they stand under), `email` (the first e-mail address or null) and `close`"
    " (the command that settles it).",
    "crm digest --days 7 --json",
    {
        "date": ("day", "today, where you are"),
        "late": ("array of object", "follow-ups whose day or minute has passed"),
        "today": ("array of object", "follow-ups due today"),
        "silent": ("array of object", "those to be in touch with again"),
        "slipped": ("array of object", "open deals whose expected close has passed"),
        "stalled": ("array of object", "those with which nothing has happened for too long"),
        "unplanned": ("array of object", "those without a next step"),
        "closing": ("array of object", "those that are expected to close within 7 days"),
        "occasions": ("array of object", "birthdays and other days from today to in three days"),
        "announced": ("array of object", "what is told of before it is due"),
        "goals": ("array of object", "how far along each [goal](#goal) is"),
        "money_goals": ("array of object", "the goals in money, as `goals` of the [report](#goal-report) has them"),
        "counts": ("object", "how many there are under each of these keys from `late` to `coming`"),
        "holidays": (
            "array of object",
            "`date`, `name`, `country` or null and `is_off` of today's and tomorrow's, and with `--days` of days off",
        ),
        "coming": ("array of object", "with `--days`: what else is due until that day, its occasions and closes"),
        "until": ("day", "the last day that is told of"),
        "subject": ("text", "the subject of the mail: how many there are of the most pressing, and the day"),
    },
)
PLANNED = Record(
    "day of the agenda",
    "What `crm agenda` answers in an array: the days on which there is something, days off, and today.",
    "crm agenda --json",
    {
        "date": ("day", "the day"),
        "week": ("text", "its week by ISO 8601: 2026-W48"),
        "is_today": ("true or false", "whether it is today"),
        "entries": (
            "array of object",
            "`date`, `time` or null, `state` (late, due, repeat, closing, occasion), `ref`, `followup_id`, `contact`,"
            " `what`, `due`, `priority`, `repeat`, `turns`, `note` in words, `minutes`, `place`,"
            " of a group to greet `group` and `festival`, and `deal` (`id` and `title` of the one it is"
            " about or a step of)",
        ),
        "holidays": ("array of object", "yours on that day: " + _HOLIDAY),
    },
)
BRIEF = Record(
    "brief",
    "What `crm brief` answers: the contact as above, and what is beside it.",
    "crm brief c2 --json",
    {
        **CONTACT.keys,
        "people": ("array of object", "of a company: `id`, `name` and `title` of its people"),
        "touches": ("array of object", "the last three times they were reached, as `crm activity list` has them"),
        "noted": ("array of object", "the last three notes of the timeline"),
        "tries": ("number", "how often they were tried in vain since they were reached"),
        "tried_since": ("instant or null", "the first of these times"),
        "followups": ("array of object", "what is still to be done, as `crm followup list` has it"),
        "upcoming": ("array of object", "their [occasions](#occasion) within 60 days"),
        "keep_in_touch": ("object or null", "the rhythm that holds: `days`, `group` or null, `due`, `is_due`"),
        "country": ("text or null", "the two letters of where they are, by phone, address or time zone"),
        "holidays_there": ("array of object", "days off there within a week: " + _HOLIDAY),
        "deals": ("array of object", "their open [deals](#deal)"),
    },
)
ALERT = Record(
    "alert",
    "What `crm alerts` answers in an array: what rang, or what will ring with `--list`. The command of an alert gets"
    " one such object on its standard input; for a summary all but `refs`, `title`, `body` and `is_told` are null.",
    "crm alerts --list --json",
    {
        "ref": ("text or null", "the follow-up: f12"),
        "refs": ("array of text", "all that ring with it"),
        "followup_id": ("number or null", "the follow-up: 12 is f12"),
        "contact": ("object or null", "whom it is about: `id` and `name`; null for something for oneself"),
        "what": ("text or null", "what was promised"),
        "due": ("text or null", "2026-11-24T15:00, where the user is"),
        "at": ("instant or null", "the same as an instant"),
        "rings_at": ("instant or null", "when it rings"),
        "is_told": ("true or false", "whether it rang before"),
        "late_minutes": ("number or null", "the minutes since it was due; below 0 while it is ahead"),
        "minutes": ("number or null", "how long it takes"),
        "place": ("text or null", "where it is"),
        "note": ("text or null", "what else there is to know"),
        "phone": ("text or null", "the number to call"),
        "timezone": ("text or null", "where the contact is"),
        "time_there": ("text or null", "the clock there when it is due, where it shows another time"),
        "title": ("text", "the first line of a notification"),
        "body": ("text", "the lines below it"),
    },
)
OWN_HOLIDAY = Record(
    "day of your own",
    "What `crm settings holiday list` answers in an array. Adding or removing one answers with it, and adds"
    " `operation`.",
    "crm settings holiday list --json",
    {
        "name": ("text", "what it is called"),
        "day": ("text", "`12-24` every year, `2026-12-24` once"),
        "is_off": ("true or false", "whether business days pass over it"),
        "next": ("day or null", "when it comes next"),
    },
)
FESTIVAL = Record(
    "festival",
    "What `crm occasions --festivals` answers in an array: what a group can be greeted on within a year.",
    "crm occasions --festivals --json",
    {
        "name": ("text", "what it is called"),
        "country": ("text or null", "two letters; null for a day of your own"),
        "date": ("day", "when it comes next"),
        "is_off": ("true or false", "whether it is a day off"),
        "others": ("array of text", "what it is called in the language of the country and in English"),
    },
)
OCCASION = Record(
    "occasion",
    "What `crm occasions` answers in an array, soonest first.",
    "crm occasions --within 1y --json",
    {
        "id": ("number or null", "the contact: 2 is c2; null for a holiday, and for a group to greet"),
        "name": ("text", "the contact's name, the holiday's, or the festival's"),
        "kind": ("text", "birthday, anniversary, or another word; holiday; greeting"),
        "date": ("day", "when it comes round; 29 February is the 28th in years without one"),
        "days": ("number", "in how many days that is"),
        "turns": ("number or null", "how many years it then is"),
        "country": ("text or null", "of a holiday, its country; null for a day of your own"),
        "is_off": ("true or false or null", "of a holiday, whether it is a day off"),
        "group": ("text or null", "the group to greet"),
        "people": ("number or null", "how many of its members are greeted"),
    },
)
GOAL = Record(
    "goal",
    "What `crm settings goal` answers in an array. Setting one answers with it and adds `operation`; taking goals away"
    " answers with `removed` and `operation`.",
    "crm settings goal --json",
    {
        "kind": ("text", "of activity"),
        "period": ("text", "day, week or month"),
        "count": ("number", "how many it shall be"),
        "done": ("number", "how many there are in the present one"),
    },
)
WEEK = Record(
    "week report",
    "What `crm report week` answers: one object. Private contacts are not in it.",
    "crm report week --json",
    {
        "first": ("day", "the first day"),
        "last": ("day", "the last day"),
        "activities": ("array of object", "`kind`, `count`, `reached`, `missed`, `minutes`"),
        "met": ("array of object", "each time somebody was reached: `date`, and what `crm activity list` has"),
        "kept": ("array of object", "follow-ups done in those days, as `crm followup list` has them"),
        "made": ("array of object", "those promised in those days"),
        "late": ("array of object", "those that are late now"),
        "coming": ("array of object", "those due in the seven days after the last"),
        "goals": (
            "array of object",
            "each [goal](#goal); of one for a day `done` is on how many of `of` working days it was met",
        ),
    },
)
REMOVAL = Record(
    "removal",
    "What `crm contact rm` and `crm contact restore` answer.",
    "crm contact rm c30 c31 --json",
    {
        "ids": ("array of number", "the contacts that were named"),
        "operation": ("number or null", "the number of what was done; null where nothing changed"),
    },
)
PURGE = Record(
    "purge",
    "What `crm contact purge --yes` answers.",
    "crm contact purge c32 --yes --json",
    {
        "id": ("number", "the contact that is no more"),
        "backups": ("array of text", "paths of backups that still hold it"),
    },
)
GROUP = Record(
    "group",
    "What `crm group list` answers in an array, and `crm group show` with `contacts`: an array of contacts as above."
    " What changes a group answers with it, and adds `operation`.",
    "crm group list --json",
    {
        "id": ("number", "never given to another group"),
        "name": ("text", "the name"),
        "parent": ("text or null", "the name of the group that it stands under"),
        "cadence_days": ("number or null", "keep in touch with its members every so many days"),
        "time_share": ("number or null", "percent of the selling time"),
        "notes": ("text or null", "what it is for"),
        "members": ("number", "how many contacts are in it"),
        "cadence_warn_days": ("number or null", "told of so many days before"),
        "at_most": ("text or null", "how often each of them may be approached: 2/month"),
        "greetings": ("array of text", "the festivals it is greeted on; `TW:春節` for the day of one country"),
    },
)
SEGMENT = Record(
    "segment",
    "What `crm segment list` answers in an array, and `crm segment show` with `contacts`: an array of contacts as"
    " above. What changes a segment answers with it, and adds `operation`.",
    "crm segment list --json",
    {
        "id": ("number", "never given to another segment"),
        "name": ("text", "the name"),
        "query": ("text", "what its contacts meet, as crm writes it"),
        "notes": ("text or null", "what it is for"),
        "members": ("number or null", "how many contacts meet it now; null where its query no longer can be read"),
    },
)
QUERY_FIELD = Record(
    "query field",
    "What `crm segment fields` answers in an array: what a query can ask about.",
    "crm segment fields --json --limit 2",
    {
        "field": ("text", "what stands before the colon"),
        "meaning": ("text", "what it asks"),
        "example": ("text", "a condition"),
    },
)
OPERATION = Record(
    "operation",
    "What `crm history` answers in an array, newest first, and `crm undo` and `crm redo` of what they turned."
    " `crm history o1` answers with one, and adds `changes`: an array of changes as below.",
    "crm history --json",
    {
        "id": ("number", "3 is o3"),
        "at": ("instant", "when"),
        "what": ("text", "what was done, in a few words"),
        "command": ("text or null", "the command line, where there was one"),
        "origin": ("text", "line, screen, cron, or outside for another program"),
        "state": ("text", "done, undone, or dropped: undone, and no longer to be done again"),
        "rows": ("number", "how many single changes it holds"),
        "is_purged": ("true or false", "whether parts of it were purged"),
        "is_pruned": ("true or false", "whether its details were dropped, so that it cannot be undone"),
    },
)
CHANGE = Record(
    "change",
    "One value that an operation changed, or one thing that it added or removed.",
    "crm history o2 --json",
    {
        "contact_id": ("number or null", "the contact, where it belongs to one"),
        "name": ("text or null", "the contact's name"),
        "table": ("text", "what kind of thing: contact, channel, membership …"),
        "row": ("number", "which of them"),
        "action": ("text", "added, changed or removed"),
        "column": ("text or null", "the field that changed; null for what was added or removed whole"),
        "before": ("text or null", "what stood there"),
        "after": ("text or null", "what stands there now"),
    },
)
IMPORT = Record(
    "import report",
    "What `crm import` answers, with `--dry-run` too.",
    "crm import google.csv --json",
    {
        "operation": ("number or null", "the number of what was done; null where nothing changed"),
        **_COUNTS,
        "appointments": (
            "object or null",
            "null where no calendar was among the files; else numbers of events: new ones `with_contacts` and `alone`;"
            " left out because they are `past`, `declined`, `cancelled`, `removed` by the user, `done`, or with"
            " somebody `unknown`; `taken_out` because they were called off; those taken `for_now`, which have more"
            " days later, and those of whose `unread_rules` only the first day counts",
        ),
        "deals": (
            "object or null",
            "null where no deals were among the files; else `contacts_made`: how many contacts were made because a deal"
            " is with them; `stages_made`: the names of the stages that were made, with their pipelines where they are"
            " of several; `steps_kept`: how many next steps have no day and are fields of their deals; `removed`: how"
            " many deals stay away because the user removed them",
        ),
        "possible_duplicates": (
            "array of object",
            "`id` and `name` of a new contact, the `id` it is `similar_to`, and the `reason`",
        ),
        "files": ("array of object", "`file`, `format`, `encoding`, and the five counts of each file"),
        "problems": ("array of object", "`file`, `line` or null, and `reason`"),
    },
)
DEAL = Record(
    "deal",
    "What `crm deal list` answers in an array, the open ones unless a query or `--all` asks for others.",
    "crm deal list --json",
    {
        "id": ("number", "7 is d7; never given to another deal"),
        "title": ("text", "what it is about"),
        "contact": ("object or null", "`id` and `name` of the customer"),
        "company": ("text or null", "the company that they work for"),
        "pipeline": ("text", "the pipeline it is in"),
        "stage": ("text", "the stage it is in"),
        "outcome": ("text", "open, won, lost or void"),
        "state": ("text or null", "slipped, stalled or unplanned, the first that holds; once closed its outcome"),
        "value": ("object or null", "`amount` and `currency`"),
        "chance": ("text", "of winning it, in percent: `40`, `2.5`"),
        "is_own_chance": ("true or false", "whether that was said of it, and is not its stage's"),
        "weighted": ("object or null", "the value times the chance: `amount` and `currency`"),
        "commission": ("object or null", "what is earned by it: `amount` and `currency`"),
        "commission_rate": ("text or null", "in percent of the value, where it is a share of it"),
        "expected_close": ("day or null", "when it is expected to close"),
        "next": ("object or null", "`id`, `what` and `due` of the next step"),
        "is_slipped": ("true or false", "whether that day has passed"),
        "is_stalled": ("true or false", "whether nothing happened with it for longer than its stage allows"),
        "days_in_stage": ("number", "whole days in its stage; 0 once it is closed"),
        "stage_since": ("instant", "when it came into its stage"),
        "quiet_since": ("instant", "when anything last happened with it"),
        "tags": ("array of text", "its tags"),
        "source": ("text or null", "where it comes from"),
        "lost_reason": ("text or null", "why it was lost"),
        "notes": ("text or null", "anything else"),
        "fields": ("object", "the user's own fields: name and text"),
        "closed_at": ("instant or null", "when it was won, lost or void"),
        "created_at": ("instant", "when it began"),
        "updated_at": ("instant", "when it was last changed"),
    },
)
STAGE = Record(
    "stage",
    "What `crm stage list` answers in an array. `crm stage add`, `edit`, `rename`, `move` and `rm` answer one, with"
    " `operation`.",
    "crm stage list --json",
    {
        "id": ("number", "never given to another stage"),
        "pipeline": ("text", "the name of its pipeline"),
        "name": ("text", "the name"),
        "position": ("number", "its place in the pipeline; 1 is the first"),
        "outcome": ("text", "open, won, lost or void"),
        "chance": ("text", "the chance of winning in percent: 60, 2.5"),
        "stale_after_days": ("number or null", "with nothing happening so long a deal is stalled; null for never"),
        "needs": ("array of text", "what a deal must have to enter: value, close, contact, next"),
        "deals": ("number", "the deals in it"),
    },
)
PIPELINE = Record(
    "pipeline",
    "What `crm pipeline list` answers in an array. `crm pipeline add`, `edit`, `rename` and `rm` answer one, with"
    " `operation`.",
    "crm pipeline list --json",
    {
        "id": ("number", "never given to another pipeline"),
        "name": ("text", "the name"),
        "position": ("number", "its place among the others; the first is meant where none is named"),
        "stages": ("array of text", "the names of its stages, in their order"),
        "deals": ("number", "open deals"),
        "closed": ("number", "deals that were won, lost or void"),
    },
)
_PART: Keys = {
    "deals": ("number", "how many open deals"),
    "stalled": ("number", "those with which nothing has happened for too long"),
    "without_next": ("number", "those for which nothing is planned"),
    "slipped": ("number", "those whose expected close has passed"),
    "sums": (
        "array of object",
        "for each currency: `currency`, `deals`, and `value`, `weighted` and `commission` as money; all but `deals` are"
        " null for deals without any of them",
    ),
    "home": (
        "object",
        "`value`, `weighted` and `commission` in the home currency at the rates of today, null where `lacking` names"
        " currencies without a rate",
    ),
}
GLANCE = Record(
    "glance",
    "What `crm pipeline` and `crm pipeline show` answer: one object.",
    "crm pipeline --json",
    {
        "home_currency": ("text", "IDR, USD …"),
        **_PART,
        "pipelines": (
            "array of object",
            "for each pipeline `id`, `name` and the same keys; `stages`, an array of `id`, `name`, `chance`,"
            " `stale_after_days` and the same keys; `closing`, the deals expected to close by the end of the month,"
            " with their `ids` besides; `won`, those that were won this month",
        ),
    },
)
RATE = Record(
    "rate",
    "What `crm settings rate` answers in an array; with a rate to set, that one and `operation`. `crm settings rate rm`"
    " answers `removed`, an array of them, and `operation`.",
    "crm settings rate --json",
    {
        "currency": ("text", "of which one unit is meant"),
        "home": ("text", "the currency in which it is told"),
        "day": ("day", "from which day on"),
        "rate": ("text", "a decimal number: 16250.5"),
        "holds": ("true or false", "whether it is the one that holds today"),
    },
)
MERGE = Record(
    "merge",
    "What `crm contact merge` answers, with `--dry-run` too.",
    "crm contact merge c42 c43 --dry-run --json",
    {
        "merged": (
            "array of object",
            "one for each contact that others were merged into: its `id` and `name`, `former`: `id` and `name` of those"
            " that it is now, and `fields`: what it has, each a `field`, its `value`, `from` whom, and `dropped`: the"
            " others' values with their `id` and where they went, `into` notes, nickname, attachments, another field,"
            " or same, where they say the same",
        ),
        "operation": ("number or null", "the number of what was done; null where nothing changed"),
    },
)
DUPLICATES = Record(
    "likely pair",
    "What `crm contact dupes` answers in an array, most certain first. With `--apply certain` it answers what was"
    " merged, as `crm contact merge` does.",
    "crm contact dupes --json",
    {
        "score": ("number", "how likely they are one, of 100"),
        "certain": ("true or false", "whether it cannot be wrong to merge them"),
        "contacts": ("array of object", "the two, the one to keep first, each as `crm find` answers it"),
        "reasons": ("array of text", "what they have in common, in English"),
        "against": ("array of text", "what tells them apart, in English"),
    },
)
DIFFERENCE = Record(
    "difference",
    "What `crm contact different` answers.",
    "crm contact different c44 c46 --json",
    {
        "ids": ("array of number", "the contacts that were named"),
        "pairs": ("number", "how many pairs of them were noted as different now, or forgotten"),
        "operation": ("number or null", "the number of what was done; null where nothing changed"),
    },
)
RELATION = Record(
    "relation",
    "What `crm contact relate` answers.",
    "crm contact relate c2 assistant c161 --json",
    {
        "id": ("number", "the contact"),
        "name": ("text", "its name"),
        "kind": ("text", "what the other is to it"),
        "other": ("object", "`name` of the other, and its `id`, null for who is no contact"),
        "inverse": ("text or null", "what the contact is to the other, as the other's card shows it"),
        "operation": ("number or null", "the number of what was done; null where nothing changed"),
    },
)
REFERRER = Record(
    "referrer",
    "What `crm report referrals` answers in an array, those who referred the most first.",
    "crm report referrals --json",
    {
        "id": ("number or null", "the contact; null for a name only"),
        "name": ("text", "the name"),
        "company": ("object or null", "`id` and `name` of the company they work for"),
        "count": ("number", "how many they referred"),
        "referred": ("array of object", "`id`, `name` and `status` of those; `id` and `status` null for a name only"),
    },
)
TIME = Record(
    "time report",
    "What `crm report time` answers: one object.",
    "crm report time --json",
    {
        "from": ("day", "the first day"),
        "to": ("day", "the last day"),
        "by": ("text", "minutes, or touches where no minutes were logged: what the differences are reckoned by"),
        "groups": (
            "array of object",
            "those that have a share, the greatest first, then everybody else: `group`, null for everybody else,"
            " `time_share` in percent, `minutes`, `minutes_percent`, `touches`, `touches_percent`, and `difference`:"
            " percentage points more than its share; percentages are null where nothing was logged",
        ),
    },
)
MONEY_GOAL = Record(
    "goal in money",
    "What `crm settings goal 50jt --per month` answers. In the list of `crm settings goal`, where it stands beside the"
    " [others](#goal), it has `actual` in place of `operation`: what there is in the present period, null where a rate"
    " is lacking.",
    "crm settings goal 50jt --per month --json",
    {
        "kind": ("text", "value or commission"),
        "period": ("text", "week, month, quarter or year"),
        "count": ("number or null", "always null: it is no number of activities"),
        "done": ("number or null", "always null"),
        "aim": ("object", "`amount` and `currency`"),
        "operation": ("number or null", "the number of what was done; null where nothing changed"),
    },
)
_WORTH = (
    "`deals`, how many, `sums`, an array of `currency`, `deals`, `value`, `weighted` and `commission`, and `home`, all"
    " of them in the home currency, null where `lacking` names currencies without a rate"
)
_DAYS: Keys = {
    "from": ("day", "the first day"),
    "to": ("day", "the last day"),
}
_OF: Keys = {"report": ("text", "its name")}
_HOME: Keys = {"home_currency": ("text", "IDR, USD …")}
_TIMES = "`count`, and the `median` and the `most`, within which 8 of 10 were over, in days, null where there are none"
FUNNEL = Record(
    "funnel",
    "What `crm report funnel` answers: one object. With `--by` it has `rows` and `total`, as the"
    " [report of sources](#sources-report) has.",
    "crm report funnel --row new --json",
    {
        **_OF,
        **_DAYS,
        "by": ("text or null", "what its rows are of"),
        **_HOME,
        "pipelines": (
            "array of object",
            "for each `pipeline` its deals that were `created` in those days, and those of them that are `open`, `won`"
            f" and `lost` now, each a worth: {_WORTH}; `void`, how many; `win_rate` in percent of the closed ones, or"
            " null; and `stages`, an array of `stage`, `reached`, a worth, `of_previous`, null for the first, and"
            " `of_all` in percent, and how many of those who stopped there are `open`, `won` and `lost`",
        ),
    },
)
VELOCITY = Record(
    "velocity",
    "What `crm report velocity` answers: one object. With `--by` it is a [velocity of parts](#velocity-of-parts).",
    "crm report velocity --json",
    {
        **_OF,
        **_DAYS,
        "by": ("text or null", "always null"),
        **_HOME,
        "stages": (
            "array of object",
            "`pipeline`, `stage`, and the stays in it that ended in those days, `left`, and that last still, `here`:"
            f" {_TIMES}",
        ),
        "won": ("number", "deals won in those days"),
        "lost": ("number", "deals lost in those days"),
        "win_rate": ("text or null", "in percent of those; null for none"),
        "cycle": ("object", f"from the beginning to a win: {_TIMES}"),
        "currencies": (
            "array of object",
            "for each `currency` how many were `open` at the end, `won` and `lost`, and what follows from five closed"
            " deals on, else null: the `average` of what was won, `win_rate`, `cycle`, the average days to a win,"
            " `per_day`, what comes in a day, and `before`, what it was in as many days before",
        ),
    },
)
VELOCITY_PARTS = Record(
    "velocity of parts",
    "What `crm report velocity --by` answers: one object.",
    "crm report velocity --by source --row fair --json",
    {
        **_OF,
        **_DAYS,
        "by": ("text", "pipeline, source, group, tag, contact, company or month"),
        **_HOME,
        "rows": (
            "array of object",
            "for each `pipeline`, or what else they are of, null for what has none, how many deals were `open` at the"
            " end, `closed` in those days, `won` and `lost`; under five closed ones null, else `win_rate` in percent,"
            f" and `cycle`, from the beginning to a win: {_TIMES}; `currencies`, as a velocity has them but for"
            " `before`; and `home`, the `average` and `per_day` in the home currency, at the rates of their days, null"
            " where rates are `lacking`",
        ),
        "total": ("object", "the same of all deals of the report, each once"),
    },
)
FORECAST = Record(
    "forecast",
    "What `crm report forecast` answers: one object.",
    "crm report forecast --to 2026-11 --json",
    {
        **_OF,
        **_DAYS,
        "by": ("text", "month, or what else its rows are of"),
        **_HOME,
        "rows": (
            "array of object",
            "for each `month`, or what else they are of, what is `committed`, `open`, `won` and `slipped`, each a"
            f" worth: {_WORTH}; months stand between `before` and `after`, and null, of those without a day, is last",
        ),
        "total": ("object", "`committed`, `open`, `won` and `slipped` of all rows, each deal once"),
    },
)
WON = Record(
    "won report",
    "What `crm report won` answers: one object.",
    "crm report won --row 2026-10 --json",
    {
        **_OF,
        **_DAYS,
        "by": ("text", "month, or what else its rows are of"),
        **_HOME,
        "rows": (
            "array of object",
            "for each `month`, or what else they are of, null for what has none, the keys of a worth,"
            f" {_WORTH}; `percent` of all these deals, null for no deals; `cycle`, days from the beginning to the end:"
            " `median`, and `most`, within which 8 of 10 were over",
        ),
        "total": ("object", "the same of all rows, each deal once"),
    },
)
LOST = Record(
    "lost report",
    "What `crm report lost` answers: one object.",
    "crm report lost --json",
    {
        **WON.keys,
        "by": ("text", "reason, or what else its rows are of"),
        "competitors": ("array of object", "to whom deals were lost: `competitor`, and a worth as above"),
    },
)
STALLED = Record(
    "stalled report",
    "What `crm report stalled` answers: one object.",
    "crm report stalled --json",
    {
        **_OF,
        "by": ("text", "stage, or what else its rows are of"),
        **_HOME,
        "rows": (
            "array of object",
            f"for each `stage`, or what else they are of, {_WORTH}; and `list`, an array of [deals](#deal)",
        ),
        "total": ("object", "what all of them are worth"),
    },
)
SOURCES = Record(
    "sources report",
    "What `crm report sources` answers: one object.",
    "crm report sources --row fair --json",
    {
        **_OF,
        **_DAYS,
        "by": ("text", "source, or what else its rows are of"),
        **_HOME,
        "rows": (
            "array of object",
            "for each `source`, or what else they are of, null for what has none, the deals `created` in those days,"
            f" and those of them that are `open`, `won` and `lost` now, each a worth: {_WORTH}; and `win_rate` in"
            " percent of the closed ones, or null",
        ),
        "total": ("object", "the same of all rows, each deal once"),
    },
)
DONE_REPORT = Record(
    "activity report",
    "What `crm report activity` answers: one object.",
    "crm report activity --from 2026-11-23 --json",
    {
        **_OF,
        **_DAYS,
        "by": ("text", "week, month or kind"),
        "rows": (
            "array of object",
            "for each `week`, by its Monday, `month` or `kind` the `count`, the `kinds`, an object of kind and count,"
            " how many had somebody `reached` and `missed`, the `minutes`, and the number of `deals` they were for",
        ),
        "total": ("object", "`count` and `kinds`"),
    },
)
GOAL_REPORT = Record(
    "goal report",
    "What `crm report goal` answers: one object. With `--by` it has `by`, and no activities.",
    "crm report goal --json",
    {
        **_OF,
        "goals": (
            "array of object",
            "each period of a goal in money: `of` value or commission, `period`, `from` and `to`, `aim`, `actual`,"
            " `percent` of the aim, `pace`, what there should be by now, `ahead` of it, below zero if behind, `gap`,"
            " how many deals were `won` and are `open` and expected by then, `weighted`, what these are worth,"
            " `covers`, how much of the gap that is in percent, null without a gap, `working_days`, `worked_days`, and"
            " `lacking`, the currencies without a rate, for which amounts are null; and `reached`, true or false, or"
            " null for those",
        ),
        "activities": ("array of object", "the [goals](#goal) of activities"),
    },
)
FIELD = Record(
    "own field",
    "What `crm settings field list` answers in an array. `show` adds `values`: an array of `id`, `name`, `value` and"
    " `problem`, null where the value fits. What changes a field answers with it, and adds `unfitting`, an array of"
    " `id`, `name` and `value` of the contacts whose value does not fit, and `operation`.",
    "crm settings field list --json",
    {
        "name": ("text", "the name"),
        "type": ("text or null", "text, number, date, choice, yes-no, url, phone or email; null where nobody said"),
        "choices": ("array of text", "what may be chosen"),
        "contacts": ("number", "how many contacts have a value"),
    },
)
ATTACHMENT = Record(
    "attachment",
    "What `crm attachment list` answers in an array, and `crm attachment show` alone. `crm attach`, and what changes"
    " files, answer with `attachments`, an array of those, and `operation`. `crm attachment save` answers with an array"
    " of `id` and `path`.",
    "crm attachment list --json",
    {
        "id": ("number", "the number of the file"),
        "name": ("text", "its name"),
        "media_type": ("text", "what it is, such as application/pdf"),
        "size": ("number", "bytes"),
        "contact": ("object or null", "`id` and `name` of the contact"),
        "notes": ("text or null", "what it is about"),
        "created_at": ("instant", "when it was attached"),
    },
)
EXPORTED = Record(
    "exported contact",
    "What `crm export --format json` writes in an array, and `--format ndjson` a line each: the contact as above, and"
    " what an import needs besides to lose nothing.",
    "crm export budi santoso --json",
    {
        **CONTACT.keys,
        "triage": ("text or null", "done or later; null where nobody has looked at it yet"),
        "unparsed_vcard": ("array of text", "lines of a phone's card that crm does not understand"),
        "photo": ("object or null", "`media_type`, and `data` in base64"),
    },
)
EXPORT = Record(
    "export",
    "What `crm export --output FILE --json` answers.",
    "crm export --output all.vcf --json",
    {
        "file": ("text", "the path as it was named"),
        "format": ("text", "vcf, csv, json or ndjson; all for a whole database"),
        "contacts": ("number", "how many are in it"),
    },
)
YEARLY = Record(
    "exported occasion",
    "What `crm export occasions --format json` writes in an array, in the order of the year. `crm export followups` and"
    " `crm export activities` write the [follow-ups](#follow-up) and [activities](#activity) above.",
    "crm export occasions --json",
    {
        "contact": ("object", "`id` and `name` of whose it is"),
        "kind": ("text", "birthday, anniversary, or another word"),
        "date": ("text", "`1980-04-15`, or `--04-15` where the year is not known"),
        "year": ("number or null", "the year in which it was; null where it is not known"),
        "month": ("number", "the month"),
        "day": ("number", "the day of the month"),
    },
)
EXPORTED_DEAL = Record(
    "exported deal",
    "What `crm export deals --format json` writes in an array, and `--format ndjson` a line each: the deal as above,"
    " and what an import needs besides to lose nothing.",
    "crm export deals --json",
    {
        **DEAL.keys,
        "contacts": (
            "array of object",
            "everybody on it, the customer first: `id`, `name`, `kind`, `company`, `email`, `phone`, `uid`, `roles`,"
            " `stance`, `warmth`, `is_customer`",
        ),
        "competitors": ("array of object", "`name`, `note`, and `is_winner`: it was lost to them"),
        "history": (
            "array of object",
            "every move, the first one first: `from` and `to`, stages, `pipeline` and `outcome` of the latter, `at` and"
            " `left_at`, instants, `days` in it, null where the deal ended there, and `note`",
        ),
        "close_changes": ("array of object", "how the expected close changed: `from` and `to`, days, and `at`"),
        "uids": ("array of text", "what programs call it, `pipedrive:17`, and crm itself"),
    },
)
MOVE = Record(
    "exported move",
    "What `crm export moves --format json` writes in an array: every move of every deal, in the order of the deals.",
    "crm export moves --json",
    {
        "deal": ("number", "the number of the deal"),
        "title": ("text", "its title"),
        "from": ("text or null", "the stage before; null where the deal began"),
        "to": ("text", "the stage after"),
        "pipeline": ("text", "the pipeline of that stage"),
        "outcome": ("text", "open, won, lost or void: what that stage means"),
        "at": ("instant", "when it was"),
        "left_at": ("instant or null", "when the deal left that stage again; null while it is there"),
        "days": ("number or null", "whole days in that stage; null where the deal ended there"),
        "note": ("text or null", "what was noted with it"),
    },
)
DIARY_EXPORT = Record(
    "export of the diary",
    "What `crm export followups`, `occasions`, `activities`, `deals` and `moves` answer with `--output FILE --json`.",
    "crm export followups --output diary.ics --json",
    {
        "file": ("text", "the path as it was named"),
        "format": ("text", "ics, csv, json or ndjson"),
        "noun": ("text", "followups, occasions, activities, deals or moves"),
        "count": ("number", "how many are in it"),
    },
)
CARRIED = Record(
    "database import",
    "What `crm import` answers when the file is a whole database that `crm export all` wrote.",
    "crm export all --output all.json >all.txt; crm import all.json --db other.db --json",
    {
        "operation": ("number or null", "the number of what was done; null for a dry run"),
        "rows": ("object", "how many rows of each table"),
    },
)
SETTING = Record(
    "setting",
    "What `crm settings list` answers in an array and `crm settings get` alone. `set` and `unset` add `operation`, null"
    " where the database did not change. `crm setup` answers one object: the values by their keys, and `operation`.",
    "crm settings get region --json",
    {
        "key": ("text", "the name of the setting"),
        "value": ("text", "what holds; empty where nothing does"),
        "source": ("text", "where it comes from: database, guess, file or default"),
        "help": ("text", "what it is for"),
    },
)
BACKUP = Record(
    "backup",
    "What `crm backup list` answers in an array, newest first, and `crm backup create` alone.",
    "crm backup list --json",
    {
        "name": ("text", "what it is called, for `crm backup restore`"),
        "path": ("text", "where it lies"),
        "at": ("instant", "when it was made"),
        "reason": (
            "text or null",
            "daily, schema (before a new version of crm changed the database), manual, before-restore, damaged (kept"
            " byte by byte before a restore), or null for a file of another name",
        ),
        "size": ("number", "bytes"),
        "contacts": ("number or null", "how many contacts it holds; null where it cannot be read"),
        "schema": ("number or null", "the number of its schema; null where it cannot be read"),
    },
)
VERDICT = Record(
    "verified backup",
    "What `crm backup verify` answers in an array. The exit code is 1 where a state is problem.",
    "crm backup verify --json",
    {
        "name": ("text", "what it is called"),
        "path": ("text", "where it lies"),
        "state": ("text", "ok, problem, or warning for what was damaged when it was kept"),
        "message": ("text", "what was found, in a sentence"),
        "contacts": ("number or null", "how many contacts it holds; null where it cannot be read"),
        "schema": ("number or null", "the number of its schema; null where it cannot be read"),
    },
)
RESTORE = Record(
    "restore",
    "What `crm backup restore --yes` answers, with `--dry-run` too.",
    "crm backup restore --dry-run --json",
    {
        "name": ("text", "the backup"),
        "path": ("text", "where it lies"),
        "at": ("instant", "when it was made"),
        "before": (
            "object or null",
            "what was there: `contacts`, `groups`, `operations`, `last_change`, `schema`; null where that could not be"
            " read",
        ),
        "after": ("object", "the same of what is there now"),
        "kept": ("text or null", "the backup that was made of what was there; null where there was nothing"),
    },
)
SCHEDULED = Record(
    "schedule",
    "What comes by itself. Scheduling answers with one, with `changed`, `operation` (of the time zone, where none was "
    "set) and, with `--dry-run` or `print`, `texts`: an array of objects with `with`, `path` and `text`.",
    "crm schedule list --json",
    {
        "name": ("text", "its name"),
        "kind": ("text", "`digest` or `alerts`"),
        "with": ("text or null", "who runs it: `cron` or `systemd`; null where nobody would"),
        "at": ("text or null", "the time of a digest on your clock: `07:00`"),
        "weekdays": ("true or false", "whether it stays away at the weekend"),
        "every_minutes": ("number or null", "how often alerts are looked for"),
        "mail": ("text or null", "the address a digest is sent to"),
        "notify": ("true or false", "whether it comes as a notification"),
        "command": ("text or null", "the command that alerts ring by"),
        "before": ("text or null", "how long before alerts ring, where that was said: `15m`"),
        "days": ("number", "how many days to come a digest tells of as well"),
        "deals": ("true or false", "whether a digest tells of deals alone"),
        "query": ("array of text", "the words of the query of a digest"),
        "next": ("instant", "when it comes next"),
        "delivered_at": ("instant or null", "when it was delivered last; of this database only"),
        "failed_at": ("instant or null", "when it failed, where nothing was delivered since"),
        "problem": ("text or null", "why that was"),
        "since": ("day or null", "since when it has been scheduled like this"),
        "program": ("text", "the program that is called"),
        "database": ("text", "the database it is about"),
    },
)

FINDING = Record(
    "finding",
    "What `crm doctor` answers in an array, one for each check. The exit code is 1 where a state is problem.",
    "crm doctor --json",
    {
        "check": ("text", "what was looked at: database, references, schema, triggers, journal, blobs, search …"),
        "state": ("text", "ok, warning or problem"),
        "message": ("text", "what was found, in a sentence"),
        "hint": ("text or null", "what to do about it"),
        "fixed": ("true or false", "whether `--fix` has mended it just now"),
    },
)
ERROR = Record(
    "error",
    "What stands on the standard error, on one line, as the value of `error`, when a call fails. The"
    " [exit code](reference.md#exit-codes) tells the kind as well.",
    "crm show sari --json",
    {
        "kind": ("text", "failed, usage, not_found, ambiguous, conflict, invalid, unavailable or undelivered"),
        "message": ("text", "one sentence"),
        "hint": ("text", "what to do about it; may be empty"),
        "candidates": (
            "array of object",
            "only where the kind is ambiguous: `ref` and `id` of at most nine, with `name`, `company`, `phone` and"
            " `is_removed` where they are contacts",
        ),
    },
)

# In this order they are called, one after the other, in the same home.
ALL = (
    HIT,
    CALLER,
    OPENED,
    CONTACT,
    CARD,
    ACTIVITY,
    LOGGED,
    FOLLOWUP,
    DONE,
    SNOOZED,
    KIND,
    TODAY,
    DIGEST,
    PLANNED,
    BRIEF,
    ALERT,
    OCCASION,
    FESTIVAL,
    OWN_HOLIDAY,
    GOAL,
    WEEK,
    GROUP,
    SEGMENT,
    QUERY_FIELD,
    RELATION,
    REFERRER,
    TIME,
    FIELD,
    ATTACHMENT,
    DEAL,
    STAGE,
    PIPELINE,
    GLANCE,
    RATE,
    MONEY_GOAL,
    FUNNEL,
    VELOCITY,
    VELOCITY_PARTS,
    FORECAST,
    WON,
    LOST,
    STALLED,
    SOURCES,
    DONE_REPORT,
    GOAL_REPORT,
    MERGE,
    DIFFERENCE,
    OPERATION,
    CHANGE,
    IMPORT,
    EXPORTED,
    EXPORT,
    YEARLY,
    EXPORTED_DEAL,
    MOVE,
    DIARY_EXPORT,
    CARRIED,
    DUPLICATES,
    REMOVAL,
    PURGE,
    SETTING,
    BACKUP,
    VERDICT,
    RESTORE,
    SCHEDULED,
    FINDING,
    ERROR,
)


def answers() -> Iterator[tuple[Record, list[dict[str, Any]]]]:
    """Each record with those that its call answers today; the last of them is the example of the page."""
    with tempfile.TemporaryDirectory(prefix="crm-docs-") as place:
        environment = examples.surroundings(Path(place))
        for command in PREPARATION:
            _called(command, environment)
        for record in ALL:
            yield record, _records(record, _called(record.call, environment), environment["HOME"])


def _called(command: str, environment: dict[str, str]) -> tuple[str, str]:
    """What a line of the shell writes to the standard output and to the standard error."""
    arguments = calling.arguments_of(command)
    if arguments is not None:
        return calling.in_pipes(arguments, environment)
    done = subprocess.run(
        ["sh", "-c", command], cwd=environment["HOME"], env=environment, capture_output=True, text=True, check=False
    )
    return done.stdout, done.stderr


def _records(record: Record, written: tuple[str, str], home: str) -> list[dict[str, Any]]:
    """The records in the answer to a call: the answer itself, a list of them, or what stands inside.

    What differs from one machine to the next is said as on one of them: its home, and how large SQLite's pages are.
    """
    answer = json.loads(written[record is ERROR].replace(home, "/home/ana"))
    if record is ERROR:
        answer = answer["error"]
    elif record is CHANGE:
        answer = answer["changes"]
    elif record is BACKUP:
        answer = [{**each, "size": 700_416} for each in answer]
    elif record is SCHEDULED:
        answer = [{**each, "program": "/home/ana/.local/bin/crm"} for each in answer]
    return answer if isinstance(answer, list) else [answer]


def is_of_type(value: object, kind: str) -> bool:
    """Whether a value is what a key's type promises."""
    kind, _or, null = kind.partition(" or null")
    if value is None:
        return bool(_or)
    assert not null, kind
    if kind.startswith("array of "):
        return isinstance(value, list) and all(is_of_type(item, kind.removeprefix("array of ")) for item in value)
    if kind in ("day", "instant"):
        return isinstance(value, str) and bool((_DAY if kind == "day" else _INSTANT).fullmatch(value))
    classes = {"number": int, "text": str, "true or false": bool, "object": dict}
    return type(value) is classes[kind]
