-- Posts elsewhere, comments, likes and boosts, follows, notifications, tombstones.
CREATE TABLE posts (
  id TEXT NOT NULL PRIMARY KEY,
  uri TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL,
  kind TEXT NOT NULL,
  author_id TEXT NOT NULL REFERENCES actors (id),
  name TEXT NOT NULL,
  summary TEXT NOT NULL,
  html TEXT NOT NULL,
  image_url TEXT,
  image_alt TEXT NOT NULL,
  language TEXT,
  audience TEXT NOT NULL,
  published_at TIMESTAMP NOT NULL,
  edited_at TIMESTAMP,
  gone_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX posts_author ON posts (author_id);
CREATE INDEX posts_published ON posts (published_at);

CREATE TABLE comments (
  id TEXT NOT NULL PRIMARY KEY,
  uri TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL,
  review_id TEXT REFERENCES reviews (id),
  post_id TEXT REFERENCES posts (id),
  parent_id TEXT REFERENCES comments (id),
  in_reply_to TEXT NOT NULL,
  author_id TEXT NOT NULL REFERENCES actors (id),
  local BOOLEAN NOT NULL,
  source TEXT NOT NULL,
  html TEXT NOT NULL,
  summary TEXT,
  language TEXT,
  audience TEXT NOT NULL,
  state TEXT NOT NULL,
  published_at TIMESTAMP NOT NULL,
  edited_at TIMESTAMP,
  gone_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX comments_review ON comments (review_id, state, published_at);
CREATE INDEX comments_post ON comments (post_id, state, published_at);
CREATE INDEX comments_parent ON comments (parent_id);
CREATE INDEX comments_author ON comments (author_id);
CREATE INDEX comments_latest ON comments (state, created_at);

CREATE TABLE comment_revisions (
  id TEXT NOT NULL PRIMARY KEY,
  comment_id TEXT NOT NULL REFERENCES comments (id),
  html TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX comment_revisions_comment ON comment_revisions (comment_id);

CREATE TABLE reactions (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  actor_id TEXT NOT NULL REFERENCES actors (id),
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  activity_uri TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX reactions_once ON reactions (subject_id, kind, actor_id);
CREATE INDEX reactions_activity ON reactions (activity_uri);
CREATE INDEX reactions_actor ON reactions (actor_id);

CREATE TABLE follows (
  id TEXT NOT NULL PRIMARY KEY,
  follower_id TEXT NOT NULL REFERENCES actors (id),
  followed_id TEXT NOT NULL REFERENCES actors (id),
  activity_uri TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX follows_pair ON follows (follower_id, followed_id);
CREATE INDEX follows_followed ON follows (followed_id, state);
CREATE INDEX follows_activity ON follows (activity_uri);

CREATE TABLE notifications (
  id TEXT NOT NULL PRIMARY KEY,
  recipient_id TEXT NOT NULL REFERENCES actors (id),
  kind TEXT NOT NULL,
  actor_id TEXT NOT NULL REFERENCES actors (id),
  review_id TEXT REFERENCES reviews (id),
  comment_id TEXT REFERENCES comments (id),
  object_uri TEXT NOT NULL,
  url TEXT,
  html TEXT NOT NULL, -- text of a private message; empty otherwise
  created_at TIMESTAMP NOT NULL,
  read_at TIMESTAMP
);
CREATE INDEX notifications_recipient ON notifications (recipient_id, created_at);
CREATE INDEX notifications_object ON notifications (object_uri);

-- Each says who deleted: an actor's Delete of something we never saw must not forbid a neighbour's object.
CREATE TABLE tombstones (
  uri TEXT NOT NULL,
  actor_uri TEXT NOT NULL,
  former_type TEXT NOT NULL,
  deleted_at TIMESTAMP NOT NULL,
  PRIMARY KEY (uri, actor_uri)
);
