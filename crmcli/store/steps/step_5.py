"""Deals: pipelines and their stages, what is to be sold to whom, every move of it, and what currencies are worth."""

SQL = """
CREATE TABLE pipeline (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL CHECK (name <> ''),
  folded TEXT NOT NULL UNIQUE,
  position INTEGER NOT NULL -- the user's order; the first is meant where none is named
) STRICT;

CREATE TABLE stage (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pipeline_id INTEGER NOT NULL REFERENCES pipeline (id) DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL CHECK (name <> ''),
  folded TEXT NOT NULL,
  position INTEGER NOT NULL,
  outcome TEXT NOT NULL DEFAULT 'open' CHECK (outcome IN ('open', 'won', 'lost', 'void')),
  chance INTEGER NOT NULL CHECK (chance BETWEEN 0 AND 10000), -- of winning, in hundredths of a percent
  stale_after_days INTEGER CHECK (stale_after_days > 0), -- with nothing happening a deal is stalled then
  needs TEXT NOT NULL DEFAULT '', -- what a deal must have to enter: value,close,contact,next
  retired_at TEXT -- an instant: it was removed, and stays for the history of deals that were in it
) STRICT;
CREATE UNIQUE INDEX stage_name ON stage (pipeline_id, folded) WHERE retired_at IS NULL;

CREATE TABLE deal (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title TEXT NOT NULL CHECK (title <> ''),
  folded TEXT NOT NULL, -- the title in lower-case ASCII
  contact_id INTEGER REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED, -- the customer: a person or a company
  stage_id INTEGER NOT NULL REFERENCES stage (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL DEFAULT 0, -- the user's order within a stage
  value INTEGER CHECK (value > 0), -- minor units of the currency
  currency TEXT,
  commission INTEGER CHECK (commission > 0), -- minor units of the currency
  commission_rate INTEGER CHECK (commission_rate BETWEEN 1 AND 10000), -- hundredths of a percent of the value
  chance INTEGER CHECK (chance BETWEEN 0 AND 10000), -- none: that of the stage
  expected_close TEXT, -- a local day
  lost_reason TEXT,
  source TEXT,
  notes TEXT,
  fields TEXT NOT NULL DEFAULT '{}', -- the user's own fields: a JSON object of texts
  stage_since TEXT NOT NULL, -- an instant
  closed_at TEXT, -- an instant: won, lost or void
  created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
  CHECK (value IS NULL OR currency IS NOT NULL),
  CHECK (commission IS NULL OR (currency IS NOT NULL AND commission_rate IS NULL))
) STRICT;
CREATE INDEX deal_stage ON deal (stage_id, position);
CREATE INDEX deal_contact_id ON deal (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX deal_open ON deal (expected_close) WHERE closed_at IS NULL;

CREATE TABLE deal_contact ( -- everybody a deal is with, the customer among them
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  deal_id INTEGER NOT NULL REFERENCES deal (id) DEFERRABLE INITIALLY DEFERRED,
  contact_id INTEGER NOT NULL REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
  roles TEXT NOT NULL DEFAULT '', -- decides,uses,pays,influences,blocks
  stance TEXT CHECK (stance IN ('for', 'neutral', 'against')),
  warmth TEXT CHECK (warmth IN ('cold', 'warm', 'hot')),
  UNIQUE (deal_id, contact_id)
) STRICT;
CREATE INDEX deal_contact_contact ON deal_contact (contact_id);

CREATE TABLE competitor (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  deal_id INTEGER NOT NULL REFERENCES deal (id) DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL CHECK (name <> ''),
  folded TEXT NOT NULL,
  note TEXT,
  is_winner INTEGER NOT NULL DEFAULT 0 CHECK (is_winner IN (0, 1)), -- the deal was lost to them
  UNIQUE (deal_id, folded)
) STRICT;

CREATE TABLE stage_move ( -- the whole way of a deal; the first has no stage before
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  deal_id INTEGER NOT NULL REFERENCES deal (id) DEFERRABLE INITIALLY DEFERRED,
  from_stage_id INTEGER REFERENCES stage (id) DEFERRABLE INITIALLY DEFERRED,
  to_stage_id INTEGER NOT NULL REFERENCES stage (id) DEFERRABLE INITIALLY DEFERRED,
  at TEXT NOT NULL, -- an instant
  note TEXT
) STRICT;
CREATE INDEX stage_move_deal ON stage_move (deal_id, at);
CREATE INDEX stage_move_from ON stage_move (from_stage_id) WHERE from_stage_id IS NOT NULL;
CREATE INDEX stage_move_to ON stage_move (to_stage_id, at);

CREATE TABLE close_change ( -- how the expected close of a deal was put off, or brought forward
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  deal_id INTEGER NOT NULL REFERENCES deal (id) DEFERRABLE INITIALLY DEFERRED,
  from_day TEXT, -- a local day
  to_day TEXT, -- a local day
  at TEXT NOT NULL -- an instant
) STRICT;
CREATE INDEX close_change_deal ON close_change (deal_id, at);

CREATE TABLE deal_tag (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  deal_id INTEGER NOT NULL REFERENCES deal (id) DEFERRABLE INITIALLY DEFERRED,
  tag TEXT NOT NULL CHECK (tag <> ''), -- as the user writes it
  folded TEXT NOT NULL,
  UNIQUE (deal_id, folded)
) STRICT;
CREATE INDEX deal_tag_folded ON deal_tag (folded);

CREATE TABLE deal_uid ( -- what other programs call a deal: read again, it is known
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  deal_id INTEGER NOT NULL REFERENCES deal (id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL, -- the program; content: a hash of a row that has no name of its own
  uid TEXT NOT NULL CHECK (uid <> ''),
  UNIQUE (kind, uid)
) STRICT;
CREATE INDEX deal_uid_deal ON deal_uid (deal_id);

CREATE TABLE rate ( -- what one unit of a currency is worth, from a day on
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  currency TEXT NOT NULL,
  home TEXT NOT NULL, -- the currency it is told in
  day TEXT NOT NULL, -- a local day
  rate TEXT NOT NULL, -- a decimal number above zero: 16250.5
  UNIQUE (currency, home, day)
) STRICT;

ALTER TABLE activity ADD COLUMN deal_id INTEGER REFERENCES deal (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX activity_deal ON activity (deal_id, at) WHERE deal_id IS NOT NULL;
ALTER TABLE followup ADD COLUMN deal_id INTEGER REFERENCES deal (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX followup_deal ON followup (deal_id, due) WHERE deal_id IS NOT NULL;
"""

# What everybody begins with, to be changed as one likes. It is in every database, so no operation made it.
DEFAULTS = """
INSERT INTO pipeline (name, folded, position) VALUES ('Sales', 'sales', 1);
INSERT INTO stage (pipeline_id, name, folded, position, outcome, chance, stale_after_days)
SELECT p.id, s.* FROM pipeline p, (
  SELECT 'new', 'new', 1, 'open', 1000, 14 UNION ALL
  SELECT 'contacted', 'contacted', 2, 'open', 2000, 14 UNION ALL
  SELECT 'qualified', 'qualified', 3, 'open', 4000, 21 UNION ALL
  SELECT 'proposal', 'proposal', 4, 'open', 6000, 14 UNION ALL
  SELECT 'negotiation', 'negotiation', 5, 'open', 8000, 14 UNION ALL
  SELECT 'won', 'won', 6, 'won', 10000, NULL UNION ALL
  SELECT 'lost', 'lost', 7, 'lost', 0, NULL UNION ALL
  SELECT 'void', 'void', 8, 'void', 0, NULL
) s;
"""
