"""Activities and who took part, follow-ups, and how often to be in touch."""

SQL = """
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
