-- Block lists: rules for servers that others keep, read again and again, and files that somebody sent. Nothing of a list counts
-- before a person has looked at it.
CREATE TABLE block_lists (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  url TEXT UNIQUE,                  -- absent: a file that somebody sent
  every_hours BIGINT NOT NULL,
  content TEXT NOT NULL,            -- what it said last, as CSV
  passed_over TEXT NOT NULL,        -- lines that were looked at and left, as JSON
  waiting BIGINT NOT NULL,          -- lines to be looked at
  etag TEXT,
  last_modified TEXT,
  read_at TIMESTAMP,                -- when it was last read as a whole
  next_at TIMESTAMP,                -- when it is read next
  error TEXT,                       -- why it could not be read the last time
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX block_lists_next ON block_lists (next_at);

-- The list that a rule was taken from; absent for rules made by hand.
ALTER TABLE policies ADD COLUMN list_id TEXT;
