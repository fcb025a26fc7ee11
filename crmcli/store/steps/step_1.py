"""People, companies and groups, settings, and the journal under all of it."""

SQL = """
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
