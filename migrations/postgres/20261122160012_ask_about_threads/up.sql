-- When the servers that take part in a conversation were last asked what they know of it, and when they may be asked again.
CREATE TABLE thread_crawls (
  root_kind TEXT NOT NULL,
  root_id TEXT NOT NULL,
  crawled_at TIMESTAMP,
  next_at TIMESTAMP NOT NULL,
  quiet INTEGER NOT NULL,
  PRIMARY KEY (root_kind, root_id)
);

-- When each comment from elsewhere is looked at again at its origin, and what was found there last.
CREATE TABLE comment_checks (
  comment_id TEXT NOT NULL PRIMARY KEY REFERENCES comments (id),
  rounds INTEGER NOT NULL,
  next_at TIMESTAMP NOT NULL,
  crawled_at TIMESTAMP,
  missing_since TIMESTAMP,
  etag TEXT,
  last_modified TEXT
);
CREATE INDEX comment_checks_next ON comment_checks (next_at);
INSERT INTO comment_checks (comment_id, rounds, next_at)
SELECT id, 0, created_at FROM comments WHERE local = FALSE AND state <> 'deleted';
