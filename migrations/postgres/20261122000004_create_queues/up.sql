-- What was sent, what was received, what is still to do.
CREATE TABLE activities (
  id TEXT NOT NULL PRIMARY KEY,
  uri TEXT NOT NULL UNIQUE,
  actor_id TEXT NOT NULL REFERENCES actors (id),
  type TEXT NOT NULL,
  object_uri TEXT NOT NULL,
  subject TEXT NOT NULL, -- ordering key and link to the receipts: review:ID, comment:ID, ...
  public BOOLEAN NOT NULL,
  json TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX activities_actor ON activities (actor_id, created_at);
CREATE INDEX activities_subject ON activities (subject);

CREATE TABLE deliveries (
  id TEXT NOT NULL PRIMARY KEY,
  activity_id TEXT NOT NULL REFERENCES activities (id),
  actor_id TEXT NOT NULL REFERENCES actors (id),
  inbox TEXT NOT NULL,
  host TEXT NOT NULL,
  subject TEXT NOT NULL,
  state TEXT NOT NULL, -- pending, delivered, refused, gone, expired
  attempts INTEGER NOT NULL,
  run_at TIMESTAMP NOT NULL,
  last_status INTEGER,
  last_error TEXT,
  created_at TIMESTAMP NOT NULL,
  finished_at TIMESTAMP
);
CREATE UNIQUE INDEX deliveries_once ON deliveries (activity_id, inbox);
CREATE INDEX deliveries_due ON deliveries (state, run_at);
CREATE INDEX deliveries_order ON deliveries (inbox, subject, state, id);
CREATE INDEX deliveries_subject ON deliveries (subject);
CREATE INDEX deliveries_host ON deliveries (host, state);

CREATE TABLE received (
  id TEXT NOT NULL PRIMARY KEY,
  uri TEXT NOT NULL UNIQUE,
  actor_uri TEXT NOT NULL,
  host TEXT NOT NULL,
  type TEXT NOT NULL,
  inbox TEXT NOT NULL, -- handle of the personal inbox, or nothing for the shared one
  body TEXT NOT NULL, -- emptied once processed
  state TEXT NOT NULL, -- queued, accepted, ignored, refused, failed
  reason TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  run_at TIMESTAMP NOT NULL,
  received_at TIMESTAMP NOT NULL,
  processed_at TIMESTAMP
);
CREATE INDEX received_due ON received (state, run_at);
CREATE INDEX received_host ON received (host, state);

CREATE TABLE inbox_counts (
  day TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  count BIGINT NOT NULL,
  PRIMARY KEY (day, outcome, reason)
);

CREATE TABLE jobs (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  group_key TEXT NOT NULL,
  dedup_key TEXT UNIQUE,
  attempts INTEGER NOT NULL,
  run_at TIMESTAMP NOT NULL,
  last_error TEXT,
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX jobs_due ON jobs (run_at);
CREATE INDEX jobs_group ON jobs (group_key, id);

CREATE TABLE hosts (
  host TEXT NOT NULL PRIMARY KEY,
  failures INTEGER NOT NULL,
  failing_since TIMESTAMP,
  parked_until TIMESTAMP,
  last_delivered_at TIMESTAMP,
  last_seen_at TIMESTAMP
);

CREATE TABLE cache_events (
  id TEXT NOT NULL PRIMARY KEY,
  tag TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX cache_events_created ON cache_events (created_at);
