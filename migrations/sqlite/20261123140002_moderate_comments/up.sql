-- Through which door a comment came: member (written by an account of this server), remote (sent by another server), visitor
-- (written here under an address elsewhere that was verified), guest (by name only).
ALTER TABLE comments ADD COLUMN door TEXT NOT NULL DEFAULT 'remote';
UPDATE comments SET door = 'member' WHERE local;
ALTER TABLE comments DROP COLUMN local;
CREATE INDEX comments_state ON comments (state, id);

-- What is known of somebody who writes by name only. Their actor has no server and is never sent anywhere.
CREATE TABLE guests (
  actor_id TEXT NOT NULL PRIMARY KEY REFERENCES actors (id),
  mail TEXT, -- for notices of answers; never shown, and forgotten after a while
  mail_key TEXT, -- keyed digest of it, by which they are known again
  client TEXT, -- keyed digest of the network address; forgotten after a while
  notify BOOLEAN NOT NULL,
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX guests_mail_key ON guests (mail_key);
CREATE INDEX guests_client ON guests (client);
CREATE INDEX guests_created ON guests (created_at);

-- What the rules and the score said of a comment when it came.
CREATE TABLE assessments (
  comment_id TEXT NOT NULL PRIMARY KEY REFERENCES comments (id),
  score INTEGER NOT NULL, -- 0 (welcome) to 100 (spam)
  advice TEXT NOT NULL, -- show, hold, reject, spam
  reasons TEXT NOT NULL, -- JSON
  created_at TIMESTAMP NOT NULL
);

-- How all that somebody, or everybody of a server, writes is treated.
CREATE TABLE author_rules (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL, -- actor, host
  target TEXT NOT NULL,
  treatment TEXT NOT NULL, -- approve, hold, reject
  reason TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX author_rules_target ON author_rules (kind, target);

-- Who may comment under one review, where that differs from the site.
CREATE TABLE comment_policies (
  review_id TEXT NOT NULL PRIMARY KEY REFERENCES reviews (id),
  who TEXT, -- everyone, followers, followed, nobody; absent: as the site says
  close_after_days INTEGER -- 0: never; absent: as the site says
);

-- How often each feature was seen in what was called spam and in what was let through; the empty word counts the comments.
CREATE TABLE spam_words (
  word TEXT NOT NULL PRIMARY KEY,
  spam BIGINT NOT NULL,
  ham BIGINT NOT NULL
);
CREATE TABLE spam_lessons (
  comment_id TEXT NOT NULL PRIMARY KEY REFERENCES comments (id),
  is_spam BOOLEAN NOT NULL,
  words TEXT NOT NULL, -- as they were learnt, one on a line, so that the lesson can be taken back
  created_at TIMESTAMP NOT NULL
);

-- What another server asked when it wanted an answer let onto the page (GoToSocial): the answer to that names it.
CREATE TABLE reply_requests (
  comment_id TEXT NOT NULL PRIMARY KEY REFERENCES comments (id),
  uri TEXT NOT NULL
);
