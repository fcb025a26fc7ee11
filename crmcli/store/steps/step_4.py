"""What was told by itself and to where, what an appointment has besides its hour, and days that are kept."""

SQL = """
CREATE TABLE delivery ( -- outside the journal: what was sent cannot be taken back
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('digest', 'alert', 'watch')), -- watch: since when alerts have been looked for
  key TEXT NOT NULL CHECK (key <> ''), -- what was told, of when, and to where
  claimed_at TEXT, -- an instant; none: whoever comes next may try
  sent_at TEXT, -- an instant
  tries INTEGER NOT NULL DEFAULT 0,
  failed_at TEXT, -- the instant of the last failure
  problem TEXT, -- why that was, in a sentence
  UNIQUE (kind, key)
) STRICT;

ALTER TABLE followup ADD COLUMN minutes INTEGER CHECK (minutes > 0); -- how long it takes
ALTER TABLE followup ADD COLUMN place TEXT; -- an address, a room, or where a call takes place
ALTER TABLE followup ADD COLUMN note TEXT; -- what there is beyond the line
ALTER TABLE followup ADD COLUMN external_id TEXT; -- what a calendar calls it: read again, it is known
ALTER TABLE followup ADD COLUMN external_mark TEXT; -- a digest of what the calendar said when it was last read
CREATE UNIQUE INDEX followup_external ON followup (external_id) WHERE external_id IS NOT NULL;

CREATE TABLE greeting ( -- a group that is greeted on a festival
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  group_id INTEGER NOT NULL REFERENCES contact_group (id) DEFERRABLE INITIALLY DEFERRED,
  festival TEXT NOT NULL CHECK (festival <> ''), -- its name
  country TEXT NOT NULL DEFAULT '', -- two letters; empty: of the contact's country, else of the user's
  UNIQUE (group_id, festival, country)
) STRICT;

CREATE TABLE own_holiday ( -- a day that no calendar of a country has
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL CHECK (name <> ''),
  day TEXT NOT NULL, -- 12-24 every year, 2026-12-24 in that year alone
  is_off INTEGER NOT NULL DEFAULT 1 CHECK (is_off IN (0, 1)), -- whether business days pass over it
  UNIQUE (name, day)
) STRICT;
"""
