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

from docs import examples

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
    "What `crm show` answers, and in an array `crm contact list` and `crm company list`. `crm add`, `crm contact edit`"
    " and `crm contact rename` add `operation`: the number of what was done, null where nothing changed. For a company,"
    " `crm show` adds `people`: an array of `id`, `name` and `title`.",
    "crm show c2 --json",
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
        "possible_duplicates": (
            "array of object",
            "`id` and `name` of a new contact, the `id` it is `similar_to`, and the `reason`",
        ),
        "files": ("array of object", "`file`, `format`, `encoding`, and the five counts of each file"),
        "problems": ("array of object", "`file`, `line` or null, and `reason`"),
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
    GROUP,
    SEGMENT,
    QUERY_FIELD,
    RELATION,
    REFERRER,
    FIELD,
    ATTACHMENT,
    MERGE,
    DIFFERENCE,
    OPERATION,
    CHANGE,
    IMPORT,
    EXPORTED,
    EXPORT,
    CARRIED,
    DUPLICATES,
    REMOVAL,
    PURGE,
    SETTING,
    BACKUP,
    VERDICT,
    RESTORE,
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


def _called(command: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", command], cwd=environment["HOME"], env=environment, capture_output=True, text=True, check=False
    )


def _records(record: Record, call: subprocess.CompletedProcess[str], home: str) -> list[dict[str, Any]]:
    """The records in the answer to a call: the answer itself, a list of them, or what stands inside.

    What differs from one machine to the next is said as on one of them: its home, and how large SQLite's pages are.
    """
    answer = json.loads((call.stderr if record is ERROR else call.stdout).replace(home, "/home/ana"))
    if record is ERROR:
        answer = answer["error"]
    elif record is CHANGE:
        answer = answer["changes"]
    elif record is BACKUP:
        answer = [{**each, "size": 700_416} for each in answer]
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
