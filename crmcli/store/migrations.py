"""The schema, as the numbered steps that made it. A released step is never edited; a change is a new step.

The steps stand in a `sqlite_utils.Migrations` ledger and are plain SQL: `transform()` would drop triggers and the
deferrability of foreign keys. `PRAGMA user_version` is the only gate; it equals the number of steps.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from sqlite_utils import Database, Migrations

from crmcli.store import indexing, journal

if TYPE_CHECKING:
    from collections.abc import Iterator

APPLICATION_ID = 0x63726D21  # "crm!", so that a file is known as ours
LEDGER = Migrations("crm")


@LEDGER()
def step_1_contacts(database: Database) -> None:
    """People, companies and groups, the user's settings, and the journal under all of it. Before it was nothing.

    Journalled tables hold INTEGER and TEXT only and never give an id twice, because an undo has to bring back a row
    exactly from its JSON image. Foreign keys wait for the commit and never cascade: the journal must see every row go.
    """
    for statement in _statements(_STEP_1):
        database.conn.execute(statement)


@LEDGER()
def step_2_the_whole_address_book(database: Database) -> None:
    """Saved queries, files on contacts, pairs known to be two people, and how far the sorting out has come.

    A contact that was merged into another has no row any more; `merged_contact` keeps its number known, since notes
    and scripts go on naming it. An attachment may come to belong to other records than contacts, so its contact may be
    missing.
    """
    for statement in _statements(_STEP_2):
        database.conn.execute(statement)


@LEDGER()
def step_3_the_diary(database: Database) -> None:
    """What was said (activities and who took part), what was promised (follow-ups), and how often to be in touch.

    Until here a contact had a rhythm and a last touch, and nothing that moved them. Who was put into a group before
    has no day on which that was.
    """
    for statement in _statements(_STEP_3):
        database.conn.execute(statement)


_STEP_1 = """
CREATE TABLE blob (
  key TEXT PRIMARY KEY, -- SHA-256 of the bytes
  media_type TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE contact (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'company')),
  name TEXT NOT NULL CHECK (name <> ''),
  folded TEXT NOT NULL, -- the name in lower-case ASCII: for matching, sorting and completion
  given TEXT, family TEXT, middle TEXT, prefix TEXT, suffix TEXT, nickname TEXT,
  phonetic_given TEXT, phonetic_middle TEXT, phonetic_family TEXT,
  title TEXT, department TEXT,
  employer_id INTEGER REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
  status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('lead', 'active', 'past', 'private', 'blocked')),
  status_reason TEXT, source TEXT, notes TEXT, language TEXT, timezone TEXT,
  cadence_days INTEGER CHECK (cadence_days > 0),
  last_touch_at TEXT,
  photo TEXT, -- a key in blob
  fields TEXT NOT NULL DEFAULT '{}', -- the user's own, a JSON object of texts
  unparsed_vcard TEXT, -- lines nobody here understands, kept so that an export loses nothing
  created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT
) STRICT;
CREATE INDEX contact_employer ON contact (employer_id) WHERE employer_id IS NOT NULL;
CREATE INDEX contact_folded ON contact (folded);
CREATE INDEX contact_photo ON contact (photo) WHERE photo IS NOT NULL;

CREATE TABLE contact_uid (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL CHECK (kind IN ('vcard', 'content')), -- content: what a card without a UID is known by again
  uid TEXT NOT NULL
) STRICT;
CREATE INDEX contact_uid_contact ON contact_uid (contact_id);
CREATE INDEX contact_uid_uid ON contact_uid (uid, kind);

CREATE TABLE channel (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL, -- phone, email, url, or a service
  value TEXT NOT NULL, -- as given
  normal TEXT NOT NULL, -- E.164, lower-cased address or handle; empty for a phone that could not be read
  reversed TEXT, -- a phone's digits, last one first: any last digits find it
  label TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL
) STRICT;
CREATE INDEX channel_contact ON channel (contact_id, position);
CREATE INDEX channel_normal ON channel (normal, kind);
CREATE INDEX channel_reversed ON channel (reversed) WHERE reversed IS NOT NULL;

CREATE TABLE address (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
  label TEXT NOT NULL DEFAULT '',
  po_box TEXT NOT NULL DEFAULT '', extended TEXT NOT NULL DEFAULT '', street TEXT NOT NULL DEFAULT '',
  city TEXT NOT NULL DEFAULT '', region TEXT NOT NULL DEFAULT '', postal_code TEXT NOT NULL DEFAULT '',
  country TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL
) STRICT;
CREATE INDEX address_contact ON address (contact_id);

CREATE TABLE occasion (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL,
  month INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12),
  day INTEGER NOT NULL CHECK (day BETWEEN 1 AND 31),
  year INTEGER
) STRICT;
CREATE INDEX occasion_contact ON occasion (contact_id);
CREATE INDEX occasion_day ON occasion (month, day);

CREATE TABLE relation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL, -- what the other is to the contact: spouse, assistant, referred by, ...
  other_id INTEGER REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
  other_name TEXT NOT NULL -- as given; stands alone where the other is no contact
) STRICT;
CREATE INDEX relation_contact ON relation (contact_id);
CREATE INDEX relation_other ON relation (other_id) WHERE other_id IS NOT NULL;

CREATE TABLE contact_group (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL CHECK (name <> ''),
  folded TEXT NOT NULL UNIQUE,
  parent_id INTEGER REFERENCES contact_group (id) DEFERRABLE INITIALLY DEFERRED,
  cadence_days INTEGER CHECK (cadence_days > 0),
  time_share INTEGER CHECK (time_share BETWEEN 0 AND 100),
  notes TEXT
) STRICT;
CREATE INDEX contact_group_parent ON contact_group (parent_id) WHERE parent_id IS NOT NULL;

CREATE TABLE membership (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
  group_id INTEGER NOT NULL REFERENCES contact_group (id) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (contact_id, group_id)
) STRICT;
CREATE INDEX membership_group ON membership (group_id);

CREATE TABLE setting (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE operation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  what TEXT NOT NULL, -- what the user did, in a few words
  command TEXT NOT NULL, -- the command line, where there was one
  origin TEXT NOT NULL CHECK (origin IN ('line', 'screen', 'cron', 'outside')),
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'undone', 'dropped')),
  turn INTEGER, -- while undone: which undo it was, so that redo goes backwards
  step INTEGER NOT NULL, -- the schema it was written under
  rows INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL DEFAULT 0, -- of its images, for pruning
  purged INTEGER NOT NULL DEFAULT 0 CHECK (purged IN (0, 1)),
  pruned INTEGER NOT NULL DEFAULT 0 CHECK (pruned IN (0, 1))
) STRICT;
CREATE INDEX operation_state ON operation (state, turn);

CREATE TABLE journal (
  id INTEGER PRIMARY KEY,
  -- none: a change by another program, not yet taken in. No foreign key: it would cost an import a tenth of its time.
  operation_id INTEGER,
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('insert', 'update', 'delete')),
  image TEXT -- the row before, as JSON; none for an insert
) STRICT;
CREATE INDEX journal_operation ON journal (operation_id, table_name, row_id);
CREATE INDEX journal_row ON journal (table_name, row_id);
"""

_STEP_2 = """
ALTER TABLE contact ADD COLUMN triage TEXT CHECK (triage IN ('done', 'later')); -- none: not looked at yet
CREATE INDEX contact_status ON contact (status) WHERE status <> 'active';

CREATE TABLE segment (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  noun TEXT NOT NULL DEFAULT 'contact', -- of what the query picks some out
  name TEXT NOT NULL CHECK (name <> ''),
  folded TEXT NOT NULL UNIQUE,
  query TEXT NOT NULL,
  notes TEXT
) STRICT;

CREATE TABLE attachment (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
  blob TEXT NOT NULL, -- a key in blob
  name TEXT NOT NULL CHECK (name <> ''), -- of the file
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL, -- bytes
  notes TEXT,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX attachment_contact ON attachment (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX attachment_blob ON attachment (blob);

CREATE TABLE distinct_pair (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
  other_id INTEGER NOT NULL REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (contact_id, other_id),
  CHECK (contact_id < other_id)
) STRICT;
CREATE INDEX distinct_pair_other ON distinct_pair (other_id);

CREATE TABLE merged_contact (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
  former_id INTEGER NOT NULL UNIQUE -- the number of the contact that is now this one
) STRICT;
CREATE INDEX merged_contact_contact ON merged_contact (contact_id);
"""

_STEP_3 = """
ALTER TABLE contact ADD COLUMN cadence_since TEXT; -- the day on which the rhythm was set
ALTER TABLE contact ADD COLUMN cadence_warn_days INTEGER CHECK (cadence_warn_days > 0);
ALTER TABLE contact ADD COLUMN at_most TEXT; -- how often to be approached: 2/month
ALTER TABLE contact ADD COLUMN quiet_until TEXT; -- the day before which keeping in touch is not suggested
CREATE INDEX contact_cadence ON contact (cadence_days) WHERE cadence_days IS NOT NULL;
ALTER TABLE contact_group ADD COLUMN cadence_since TEXT;
ALTER TABLE contact_group ADD COLUMN cadence_warn_days INTEGER CHECK (cadence_warn_days > 0);
ALTER TABLE contact_group ADD COLUMN at_most TEXT;
ALTER TABLE membership ADD COLUMN since TEXT; -- the day on which they were put in, where that is known

CREATE TABLE activity (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind <> ''), -- note, call, meeting, visit, email, message, gift, or one of the user's own
  direction TEXT CHECK (direction IN ('incoming', 'outgoing')),
  outcome TEXT NOT NULL DEFAULT 'none' CHECK (outcome IN ('reached', 'missed', 'none')),
  at TEXT NOT NULL, -- an instant
  timed INTEGER NOT NULL DEFAULT 1 CHECK (timed IN (0, 1)), -- 0: only the day was said
  minutes INTEGER CHECK (minutes > 0),
  cost INTEGER CHECK (cost > 0), -- minor units of the currency
  currency TEXT,
  summary TEXT NOT NULL DEFAULT '', -- one line
  body TEXT, -- what there is beyond that line
  source TEXT, -- where it was read, where it was not typed
  external_id TEXT, -- what it is called there: read again, it is known
  created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
  CHECK ((cost IS NULL) = (currency IS NULL))
) STRICT;
CREATE INDEX activity_at ON activity (at);
CREATE UNIQUE INDEX activity_external ON activity (source, external_id) WHERE external_id IS NOT NULL;

CREATE TABLE participant (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  activity_id INTEGER NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
  contact_id INTEGER NOT NULL REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (activity_id, contact_id)
) STRICT;
CREATE INDEX participant_contact ON participant (contact_id);

CREATE TABLE followup (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED, -- none: something for oneself
  what TEXT NOT NULL CHECK (what <> ''),
  due TEXT NOT NULL, -- local and floating: 2026-11-24 or 2026-11-24T15:00
  planned TEXT NOT NULL, -- when it was due at first; a snooze moves only the due
  snoozes INTEGER NOT NULL DEFAULT 0,
  warn_days TEXT NOT NULL DEFAULT '', -- so many days before it is told of: 30,7
  priority TEXT NOT NULL DEFAULT 'normal' CHECK (priority IN ('high', 'normal', 'low')),
  repeat TEXT, -- an RRULE
  repeat_start TEXT, -- the day or moment from which it counts
  repeat_from_done INTEGER NOT NULL DEFAULT 0 CHECK (repeat_from_done IN (0, 1)),
  series_id INTEGER, -- the number of the first one
  occurrence INTEGER,
  done_at TEXT, -- an instant
  activity_id INTEGER REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED, -- what doing it left on the timeline
  created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
  UNIQUE (series_id, occurrence)
) STRICT;
CREATE INDEX followup_due ON followup (due) WHERE done_at IS NULL;
CREATE INDEX followup_contact ON followup (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX followup_activity ON followup (activity_id) WHERE activity_id IS NOT NULL;
"""


def newest() -> int:
    """The number of the newest step, which `user_version` of an up-to-date database equals."""
    return len(LEDGER._migrations)


def migrate(connection: sqlite3.Connection) -> None:
    """Brings a database, new or old, to the newest step, all in one transaction that the caller has begun.

    Raises sqlite3.IntegrityError where a foreign key is broken afterwards; the caller then rolls back.
    """
    journal.drop_triggers(connection)
    LEDGER.apply(Database(connection, execute_plugins=False))
    journal.create_triggers(connection)
    indexing.rebuild(connection)
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        raise sqlite3.IntegrityError(f"a row of {broken[0]} points at a missing row of {broken[2]}")
    connection.execute(f"PRAGMA user_version = {newest()}")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would commit the surrounding transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
