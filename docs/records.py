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
    "crm contact rm c6",
    "crm undo",
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
        "notes": ("text or null", "lines are separated by a line feed"),
        "language": ("text or null", "what they speak"),
        "timezone": ("text or null", "where their clock stands"),
        "cadence_days": ("number or null", "keep in touch every so many days"),
        "last_touch_at": ("instant or null", "when they were last reached"),
        "fields": ("object", "the user's own fields, texts by their names"),
        "uids": ("array of text", "the identifiers that address books gave them"),
        "has_photo": ("true or false", "whether there is a photo"),
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
ALL = (HIT, CONTACT, GROUP, OPERATION, CHANGE, IMPORT, REMOVAL, PURGE, SETTING, ERROR)


def answers() -> Iterator[tuple[Record, list[dict[str, Any]]]]:
    """Each record with those that its call answers today; the last of them is the example of the page."""
    with tempfile.TemporaryDirectory(prefix="crm-docs-") as place:
        environment = examples.surroundings(Path(place))
        for command in PREPARATION:
            _called(command, environment)
        for record in ALL:
            yield record, _records(record, _called(record.call, environment))


def _called(command: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", command], cwd=environment["HOME"], env=environment, capture_output=True, text=True, check=False
    )


def _records(record: Record, call: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    """The records in the answer to a call: the answer itself, a list of them, or what stands inside."""
    answer = json.loads(call.stderr if record is ERROR else call.stdout)
    if record is ERROR:
        answer = answer["error"]
    elif record is CHANGE:
        answer = answer["changes"]
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
