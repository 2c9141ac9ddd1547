-- What stands elsewhere and speaks of a review: posts, Webmentions and pingbacks; permissions to quote; what we told others.
CREATE TABLE mentions (
  id TEXT NOT NULL PRIMARY KEY,
  source TEXT NOT NULL, -- activitypub, webmention, pingback
  role TEXT NOT NULL, -- mention, quote
  source_uri TEXT NOT NULL, -- ActivityPub id of the post, or address of the page
  review_id TEXT NOT NULL REFERENCES reviews (id), -- on whose page it stands
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL, -- that review, or the comment below it that is quoted
  target TEXT NOT NULL, -- the address of ours that it names
  author_id TEXT REFERENCES actors (id), -- of a post
  author_name TEXT NOT NULL, -- of a page; empty for posts
  author_url TEXT,
  author_photo TEXT,
  url TEXT NOT NULL,
  title TEXT NOT NULL,
  excerpt TEXT NOT NULL,
  language TEXT,
  state TEXT NOT NULL, -- visible, removed
  published_at TIMESTAMP NOT NULL,
  edited_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX mentions_once ON mentions (source_uri, subject_id);
CREATE INDEX mentions_review ON mentions (review_id, published_at);
CREATE INDEX mentions_author ON mentions (author_id);

-- One for each post that quotes and each thing it quotes (FEP-044f). A revoked one stays, so that asking again does not help.
CREATE TABLE quote_authorizations (
  id TEXT NOT NULL PRIMARY KEY,
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  subject_uri TEXT NOT NULL,
  author_id TEXT NOT NULL REFERENCES actors (id), -- of what is quoted
  quoter_id TEXT NOT NULL REFERENCES actors (id),
  quoting_uri TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  revoked_at TIMESTAMP
);
CREATE UNIQUE INDEX quote_authorizations_once ON quote_authorizations (quoting_uri, subject_id);

-- Pages elsewhere that a review links to, and what came of telling them.
CREATE TABLE webmentions (
  id TEXT NOT NULL PRIMARY KEY,
  review_id TEXT NOT NULL REFERENCES reviews (id),
  source TEXT NOT NULL, -- the review's page as it was named to them
  target TEXT NOT NULL,
  linked BOOLEAN NOT NULL, -- the review links there now
  state TEXT NOT NULL, -- waiting, told, deaf, refused, failed
  endpoint TEXT,
  last_status INTEGER,
  last_error TEXT,
  created_at TIMESTAMP NOT NULL,
  tried_at TIMESTAMP
);
CREATE UNIQUE INDEX webmentions_once ON webmentions (source, target);
CREATE INDEX webmentions_review ON webmentions (review_id);

-- Addresses that published reviews had before their authors changed them.
CREATE TABLE former_slugs (
  author_id TEXT NOT NULL REFERENCES actors (id),
  slug TEXT NOT NULL,
  review_id TEXT NOT NULL REFERENCES reviews (id),
  created_at TIMESTAMP NOT NULL,
  PRIMARY KEY (author_id, slug)
);
