"""Saved queries, files on contacts, pairs that are two people, merged contacts."""

SQL = """
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
