"""What is in the database, table by table: for docs/schema.md, so that `crm sql` and other programs can read it.

Tables, columns and types are taken from a database as the migrations make it; what each means is said here, and a test
sees to it that nothing is left out.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

_OWNER = "the contact that it belongs to"
_LABEL = "work, home, mobile …; may be empty"
_POSITION = "the user's order"
_ID = "never given twice"

# table -> (what a row is, column -> what it says)
TABLES: dict[str, tuple[str, dict[str, str]]] = {
    "contact": (
        "A person or a company.",
        {
            "id": "41 is `c41`; never given to another contact",
            "kind": "`person` or `company`",
            "name": "the whole name",
            "folded": "the name in lower-case ASCII: `fold(name)`",
            "given": "given name",
            "family": "family name",
            "middle": "middle name",
            "prefix": "what stands before the name",
            "suffix": "what stands after it",
            "nickname": "what they are called",
            "phonetic_given": "how the given name is read",
            "phonetic_middle": "how the middle name is read",
            "phonetic_family": "how the family name is read",
            "title": "what they are",
            "department": "where in the company",
            "employer_id": "the company they work for",
            "status": "`lead`, `active`, `past`, `private` or `blocked`",
            "status_reason": "why",
            "source": "where they come from",
            "notes": "lines are separated by a line feed",
            "language": "what they speak",
            "timezone": "where their clock stands",
            "cadence_days": "keep in touch every so many days",
            "last_touch_at": "when they were last reached",
            "photo": "`blob.key` of the photo",
            "fields": "the user's own fields: a JSON object of texts",
            "unparsed_vcard": "lines of a vCard that nobody understands, kept for the way out",
            "created_at": "when it was made",
            "updated_at": "when it was last changed",
            "deleted_at": "when it was removed; null while it is there",
            "triage": "`done` or `later`; null where sorting out has not come to it",
            "cadence_since": "the day on which the rhythm was set",
            "cadence_warn_days": "so many days before it is time to be in touch it is told of",
            "at_most": "how often they may be approached: `2/month`",
            "quiet_until": "the day before which keeping in touch is not suggested",
        },
    ),
    "channel": (
        "A way to reach a contact.",
        {
            "id": _ID,
            "contact_id": _OWNER,
            "kind": "`phone`, `email`, `url`, or a service such as `whatsapp`",
            "value": "as given",
            "normal": "the form it is compared by: E.164, a lower-cased address, a bare handle; empty where a phone"
            " could not be read",
            "reversed": "a phone's digits, last one first",
            "label": _LABEL,
            "position": _POSITION,
        },
    ),
    "address": (
        "A postal address.",
        {
            "id": _ID,
            "contact_id": _OWNER,
            "label": _LABEL,
            "po_box": "post office box",
            "extended": "flat, floor, building",
            "street": "street and number",
            "city": "city",
            "region": "region, province or state",
            "postal_code": "postal code",
            "country": "country, as given",
            "position": _POSITION,
        },
    ),
    "occasion": (
        "A day that matters, every year again.",
        {
            "id": _ID,
            "contact_id": _OWNER,
            "kind": "`birthday`, `anniversary` …",
            "month": "1 to 12",
            "day": "1 to 31",
            "year": "null where it is not known",
        },
    ),
    "relation": (
        "Who somebody is to a contact.",
        {
            "id": _ID,
            "contact_id": _OWNER,
            "kind": "what the other is to them: `spouse`, `assistant`, `referred by` …",
            "other_id": "the other, where that is a contact",
            "other_name": "the other's name as given",
        },
    ),
    "contact_group": (
        "A group.",
        {
            "id": _ID,
            "name": "the name",
            "folded": "the name in lower-case ASCII",
            "parent_id": "the group that it stands under",
            "cadence_days": "keep in touch with its members every so many days",
            "time_share": "percent of the selling time",
            "notes": "what it is for",
            "cadence_since": "the day on which the rhythm was set",
            "cadence_warn_days": "so many days before it is time to be in touch it is told of",
            "at_most": "how often its members may be approached: `2/month`",
        },
    ),
    "membership": (
        "A contact in a group.",
        {
            "id": _ID,
            "contact_id": "the member",
            "group_id": "the group",
            "since": "the day on which they were put in; null where that is not known",
        },
    ),
    "activity": (
        "What happened: a call, a meeting, a note.",
        {
            "id": "90 is `a90`; never given twice",
            "kind": "`note`, `call`, `meeting`, `visit`, `email`, `message`, `gift`, or one of the user's own",
            "direction": "`incoming` or `outgoing`; null where it is neither",
            "outcome": "`reached`, `missed` or `none`",
            "at": "when it was",
            "timed": "1 where the time of day is known, 0 where only the day was said",
            "minutes": "how long it took",
            "cost": "what it cost, in minor units of the currency",
            "currency": "`IDR`, `EUR` …",
            "summary": "what was said, in a line",
            "body": "what there is beyond that line",
            "source": "where it was read; null where it was typed",
            "external_id": "what it is called there",
            "created_at": "when it was made",
            "updated_at": "when it was last changed",
            "deal_id": "the deal it was about",
        },
    ),
    "participant": (
        "A contact who took part in an activity.",
        {"id": _ID, "activity_id": "the activity", "contact_id": "who took part"},
    ),
    "followup": (
        "What was promised for when.",
        {
            "id": "12 is `f12`; never given twice",
            "contact_id": "to whom; null for something for oneself",
            "what": "what was promised",
            "due": "for when: `2026-11-24` or `2026-11-24T15:00`, where the user is",
            "planned": "when it was due at first",
            "snoozes": "how often it was put off",
            "warn_days": "so many days before it is told of: `30,7`",
            "priority": "`high`, `normal` or `low`",
            "repeat": "how it repeats, as an RRULE; of a calendar's also days left out (`EXDATE`) and the zone by "
            "whose clocks it counts (`FROM`), shown on those of `TO`",
            "repeat_start": "from when on that counts, on the clocks of the rule",
            "repeat_from_done": "1 where the next one counts from the day this one is done",
            "series_id": "the number of the first of those that repeat",
            "occurrence": "which of them it is",
            "done_at": "when it was done; null while it is open",
            "activity_id": "the activity that doing it left",
            "created_at": "when it was made",
            "updated_at": "when it was last changed",
            "minutes": "how long it takes",
            "place": "where it is",
            "note": "what there is beyond the line",
            "external_id": "what a calendar calls it",
            "external_mark": "a digest of what the calendar said when it was last read",
            "deal_id": "the deal whose next step it is",
        },
    ),
    "pipeline": (
        "A way that deals go, from the first word to won or lost. One is there from the beginning.",
        {
            "id": _ID,
            "name": "the name",
            "folded": "`fold(name)`",
            "position": "the user's order; the first is meant where none is named",
        },
    ),
    "stage": (
        "A step of a pipeline.",
        {
            "id": _ID,
            "pipeline_id": "the pipeline it is a step of",
            "name": "the name",
            "folded": "`fold(name)`",
            "position": _POSITION,
            "outcome": "`open`, `won`, `lost` or `void`; one each of the last three in every pipeline",
            "chance": "the chance of winning, in hundredths of a percent: 4000 is 40%",
            "stale_after_days": "with nothing happening for so many days a deal is stalled; null: never",
            "needs": "what a deal must have to enter: `value,close,contact,next`",
            "retired_at": "when it was removed; it stays for the history of deals that were in it",
        },
    ),
    "deal": (
        "What is to be sold to whom.",
        {
            "id": "7 is `d7`; never given twice",
            "title": "what it is called",
            "folded": "`fold(title)`",
            "contact_id": "the customer, a person or a company",
            "stage_id": "where it stands",
            "position": "the user's order within the stage",
            "value": "in minor units of the currency: 1250 USD is 12.50",
            "currency": "`IDR`, `EUR` …",
            "commission": "what the user earns, in minor units",
            "commission_rate": "or its share of the value, in hundredths of a percent",
            "chance": "its own chance, in hundredths of a percent; null: that of the stage",
            "expected_close": "the day on which it is expected to close",
            "lost_reason": "why it was lost",
            "source": "where it comes from",
            "notes": "lines are separated by a line feed",
            "fields": "the user's own fields: a JSON object of texts",
            "stage_since": "when it came into its stage",
            "closed_at": "when it was won, lost or void; null while it is open",
            "created_at": "when it began",
            "updated_at": "when it was last changed",
        },
    ),
    "deal_contact": (
        "Somebody a deal is with, the customer among them.",
        {
            "id": _ID,
            "deal_id": "the deal",
            "contact_id": "who is on it",
            "roles": "`decides,uses,pays,influences,blocks`, or some of them",
            "stance": "`for`, `neutral` or `against`",
            "warmth": "`cold`, `warm` or `hot`",
        },
    ),
    "competitor": (
        "Who else wants a deal.",
        {
            "id": _ID,
            "deal_id": "the deal",
            "name": "who",
            "folded": "`fold(name)`",
            "note": "what is known of them",
            "is_winner": "1 where the deal was lost to them",
        },
    ),
    "stage_move": (
        "A move of a deal from stage to stage. The last one leads to where the deal is.",
        {
            "id": _ID,
            "deal_id": "the deal",
            "from_stage_id": "where it was; null for its beginning",
            "to_stage_id": "where it went",
            "at": "when",
            "note": "what was said of it",
        },
    ),
    "close_change": (
        "A change of the day on which a deal is expected to close.",
        {"id": _ID, "deal_id": "the deal", "from_day": "the day before", "to_day": "the day after", "at": "when"},
    ),
    "deal_tag": (
        "A tag of a deal.",
        {"id": _ID, "deal_id": "the deal", "tag": "as the user writes it", "folded": "`fold(tag)`"},
    ),
    "deal_uid": (
        "What another program calls a deal.",
        {"id": _ID, "deal_id": "the deal", "kind": "the program; `content` for a hash of a row", "uid": "what it says"},
    ),
    "rate": (
        "What one unit of a currency is worth, from a day on.",
        {
            "id": _ID,
            "currency": "of this one",
            "home": "in this one",
            "day": "from when on",
            "rate": "a decimal number, as text: `16250.5`",
        },
    ),
    "greeting": (
        "A group that is greeted on a festival.",
        {
            "id": _ID,
            "group_id": "the group",
            "festival": "the name of the festival",
            "country": "of which country it is, two letters; empty for that of the contact, else of the user",
        },
    ),
    "own_holiday": (
        "A day that is kept and that no country's calendar has.",
        {
            "id": _ID,
            "name": "the name",
            "day": "`12-24` every year, `2026-12-24` in that year alone",
            "is_off": "1 where business days pass over it",
        },
    ),
    "segment": (
        "A query with a name.",
        {
            "id": _ID,
            "noun": "of what it picks some out: `contact`",
            "name": "the name; `@name` in a query",
            "folded": "the name in lower-case ASCII",
            "query": "the query",
            "notes": "what it is for",
        },
    ),
    "attachment": (
        "A file on a contact.",
        {
            "id": _ID,
            "contact_id": _OWNER,
            "blob": "`blob.key` of what is in it",
            "name": "the name of the file",
            "media_type": "`application/pdf`, `image/jpeg` …",
            "size": "bytes",
            "notes": "what it is",
            "created_at": "when it was attached",
        },
    ),
    "contact_uid": (
        "What a contact is called in other address books, so that an import knows it again.",
        {
            "id": _ID,
            "contact_id": _OWNER,
            "kind": "`vcard` for a UID, `content` for a hash of a card that had none",
            "uid": "the UID or the hash",
        },
    ),
    "distinct_pair": (
        "Two contacts that are known to be two people.",
        {"id": _ID, "contact_id": "the one with the smaller number", "other_id": "the other"},
    ),
    "merged_contact": (
        "The number of a contact that was merged into another.",
        {"id": _ID, "contact_id": "the contact that it is now", "former_id": "the number that it had"},
    ),
    "setting": (
        "A setting of the business.",
        {"id": _ID, "key": "its name, as `crm settings list` shows it", "value": "what was set"},
    ),
    "blob": (
        "The bytes of photos and attachments.",
        {"key": "SHA-256 of the bytes", "media_type": "`image/jpeg` …", "bytes": "the bytes"},
    ),
    "delivery": (
        "What crm has told by itself, so that it is told once.",
        {
            "id": _ID,
            "kind": "`digest`, `alert`, or `watch` for the moment from which alerts are looked for",
            "key": "what was told, of when, and to where",
            "claimed_at": "when somebody set about telling it; null where the next one may try",
            "sent_at": "when it was told",
            "tries": "how often that was tried",
            "failed_at": "when it failed last",
            "problem": "why",
        },
    ),
    "operation": (
        "Something that was done, as `crm history` lists it.",
        {
            "id": "33 is `o33`",
            "at": "when",
            "what": "what was done, in a few words",
            "command": "the command line; empty where there was none",
            "origin": "`line`, `screen`, `cron`, or `outside` for another program",
            "state": "`done`, `undone`, `dropped`, or `open` while it is being written",
            "turn": "while undone: which undo it was",
            "step": "the schema it was written under",
            "rows": "how many single changes it holds",
            "bytes": "the size of its details",
            "purged": "1 where parts of it were purged",
            "pruned": "1 where its details were dropped",
        },
    ),
    "journal": (
        "One row that an operation added, changed or deleted.",
        {
            "id": "in the order of the changes",
            "operation_id": "null for a change by another program that no command has met yet",
            "table_name": "the table of the row",
            "row_id": "its id",
            "action": "`insert`, `update` or `delete`",
            "image": "the row before, as JSON; null for an insert",
        },
    ),
}


def page(made: str) -> Iterator[str]:
    """The lines of the page; `made` is the remark that says where it comes from."""
    yield from ("# What is in the database", "", made, "")
    yield "All that crm knows is in one SQLite file, `crm.db`. Read it with `crm sql 'select …'`, which changes"
    yield "nothing, or with any program that reads SQLite. Instants are in UTC and end in `Z`. A contact with a"
    yield "`deleted_at` is removed, and in no list. `crm sql` knows one more function: `fold(text)` gives a name in"
    yield "lower-case ASCII."
    yield from ("", "```sh")
    yield "crm sql 'select name, value from contact join channel on contact_id = contact.id limit 5'"
    yield from ("```", "")
    yield "What another program changes is noted by the next command and can be undone, but the rules of crm do not"
    yield "hold for it. Three more tables, `search`, `search_trigram` and `search_diary`, are the index (SQLite's FTS5)"
    yield "and are made from the others."
    connection = database()
    for table, (about, meanings) in TABLES.items():
        yield from ("", f"## {table}", "", about, "")
        yield from ("| column | type | what it says |", "|---|---|---|")
        targets = {row[3]: row[2] for row in connection.execute(f"PRAGMA foreign_key_list({table})")}
        for name, kind, is_needed in columns(connection, table):
            type_ = kind.lower() + ("" if is_needed else ", may be null")
            target = f" (`{targets[name]}.id`)" if name in targets else ""
            yield f"| `{name}` | {type_} | {meanings.get(name, '')}{target} |"
    connection.close()


def database() -> sqlite3.Connection:
    """An empty database with the schema of today, in memory."""
    from crmcli.store import migrations

    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("BEGIN")
    migrations.migrate(connection)
    connection.execute("COMMIT")
    return connection


def columns(connection: sqlite3.Connection, table: str) -> list[tuple[str, str, bool]]:
    """The columns of a table: name, type, and whether a value has to be there."""
    rows = connection.execute(f"PRAGMA table_info({table})")
    return [(row[1], row[2], bool(row[3] or row[5])) for row in rows]
