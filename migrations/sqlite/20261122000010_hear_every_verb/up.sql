-- An actor gives one like and one boost, and one of each emoji.
ALTER TABLE reactions ADD COLUMN emoji TEXT NOT NULL DEFAULT '';
DROP INDEX reactions_once;
CREATE UNIQUE INDEX reactions_once ON reactions (subject_id, kind, actor_id, emoji);

CREATE TABLE reports (
  id TEXT NOT NULL PRIMARY KEY,
  uri TEXT NOT NULL UNIQUE,
  reporter_id TEXT NOT NULL REFERENCES actors (id),
  body TEXT NOT NULL, -- plain text
  created_at TIMESTAMP NOT NULL,
  resolved_at TIMESTAMP
);
CREATE INDEX reports_open ON reports (resolved_at, created_at);

CREATE TABLE report_objects (
  report_id TEXT NOT NULL REFERENCES reports (id),
  position INTEGER NOT NULL,
  uri TEXT NOT NULL,
  subject_kind TEXT NOT NULL, -- actor, review, comment, post
  subject_id TEXT NOT NULL,
  PRIMARY KEY (report_id, position)
);

CREATE TABLE blocks (
  id TEXT NOT NULL PRIMARY KEY,
  blocker_id TEXT NOT NULL REFERENCES actors (id),
  blocked_id TEXT NOT NULL REFERENCES actors (id),
  activity_uri TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX blocks_pair ON blocks (blocker_id, blocked_id);
CREATE INDEX blocks_activity ON blocks (activity_uri);

-- What others said of our answers and likes, where their server asks for approval (GoToSocial).
CREATE TABLE approvals (
  object_uri TEXT NOT NULL PRIMARY KEY,
  actor_id TEXT NOT NULL REFERENCES actors (id),
  approval_uri TEXT, -- absent: refused
  created_at TIMESTAMP NOT NULL
);
