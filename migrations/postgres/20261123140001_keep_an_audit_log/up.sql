-- What those who look after the site decided, and what happened to accounts: who, what, why. No reference to what an entry is about:
-- it outlives it.
CREATE TABLE audit_entries (
  id TEXT NOT NULL PRIMARY KEY,
  actor_id TEXT REFERENCES actors (id), -- absent: the site itself, by a rule
  deed TEXT NOT NULL,
  subject_kind TEXT NOT NULL, -- comment, actor, host, report, account, review, site
  subject_id TEXT NOT NULL,
  label TEXT NOT NULL, -- what it was called then
  was TEXT NOT NULL,
  became TEXT NOT NULL,
  reason TEXT NOT NULL,
  batch TEXT, -- what was done in one go
  undoes TEXT REFERENCES audit_entries (id),
  undone BOOLEAN NOT NULL,
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX audit_entries_subject ON audit_entries (subject_kind, subject_id);
CREATE INDEX audit_entries_batch ON audit_entries (batch);
CREATE INDEX audit_entries_actor ON audit_entries (actor_id);
