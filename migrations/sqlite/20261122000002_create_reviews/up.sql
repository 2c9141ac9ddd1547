-- Films, rating scales, media, reviews and viewings.
CREATE TABLE films (
  id TEXT NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  title_key TEXT NOT NULL,
  sort_title TEXT NOT NULL,
  year INTEGER NOT NULL, -- 0 when unknown, so that the pair below is unique
  slug TEXT NOT NULL UNIQUE,
  created_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX films_title_year ON films (title_key, year);

CREATE TABLE rating_scales (
  id TEXT NOT NULL PRIMARY KEY,
  actor_id TEXT NOT NULL REFERENCES actors (id),
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  updated_at TIMESTAMP NOT NULL
);
CREATE INDEX rating_scales_actor ON rating_scales (actor_id);

CREATE TABLE rating_steps (
  id TEXT NOT NULL PRIMARY KEY,
  scale_id TEXT NOT NULL REFERENCES rating_scales (id),
  version BIGINT NOT NULL,
  position INTEGER NOT NULL,
  label TEXT NOT NULL,
  value INTEGER,
  description TEXT NOT NULL
);
CREATE UNIQUE INDEX rating_steps_place ON rating_steps (scale_id, version, position);

CREATE TABLE media (
  id TEXT NOT NULL PRIMARY KEY,
  owner_id TEXT NOT NULL REFERENCES actors (id),
  alt TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  blurhash TEXT NOT NULL,
  renditions TEXT NOT NULL, -- JSON: [{width,height,bytes_webp,bytes_jpeg}]
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX media_owner ON media (owner_id);

CREATE TABLE remote_media (
  key TEXT NOT NULL PRIMARY KEY, -- SHA-256 of the address, in hex
  url TEXT NOT NULL,
  purpose TEXT NOT NULL, -- avatar or image
  state TEXT NOT NULL, -- wanted, ready, failed
  failures INTEGER NOT NULL,
  fetched_at TIMESTAMP,
  created_at TIMESTAMP NOT NULL
);

CREATE TABLE reviews (
  id TEXT NOT NULL PRIMARY KEY,
  author_id TEXT NOT NULL REFERENCES actors (id),
  film_id TEXT NOT NULL REFERENCES films (id),
  headline TEXT,
  slug TEXT NOT NULL,
  language TEXT NOT NULL,
  status TEXT NOT NULL,
  quote_text TEXT,
  quote_speaker TEXT,
  step_id TEXT REFERENCES rating_steps (id),
  recommend BOOLEAN NOT NULL,
  teaser TEXT NOT NULL,
  spoilers BOOLEAN NOT NULL,
  content_warning TEXT,
  poster_id TEXT REFERENCES media (id),
  created_at TIMESTAMP NOT NULL,
  saved_at TIMESTAMP NOT NULL,
  published_at TIMESTAMP,
  edited_at TIMESTAMP,
  announced_at TIMESTAMP,
  gone_at TIMESTAMP,
  revision BIGINT NOT NULL
);
CREATE UNIQUE INDEX reviews_author_slug ON reviews (author_id, slug);
CREATE INDEX reviews_status_published ON reviews (status, published_at);
CREATE INDEX reviews_author_film ON reviews (author_id, film_id, published_at); -- the chain of re-reviews is read from this
CREATE INDEX reviews_film ON reviews (film_id);

CREATE TABLE review_sections (
  review_id TEXT NOT NULL REFERENCES reviews (id),
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  label TEXT NOT NULL,
  source TEXT NOT NULL,
  html TEXT NOT NULL,
  PRIMARY KEY (review_id, position)
);

CREATE TABLE review_trivia (
  review_id TEXT NOT NULL REFERENCES reviews (id),
  position INTEGER NOT NULL,
  source TEXT NOT NULL,
  html TEXT NOT NULL,
  source_name TEXT NOT NULL,
  source_url TEXT,
  PRIMARY KEY (review_id, position)
);

CREATE TABLE review_tags (
  review_id TEXT NOT NULL REFERENCES reviews (id),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  key TEXT NOT NULL,
  PRIMARY KEY (review_id, position)
);
CREATE INDEX review_tags_key ON review_tags (key);

CREATE TABLE review_revisions (
  review_id TEXT NOT NULL REFERENCES reviews (id),
  revision BIGINT NOT NULL,
  input TEXT NOT NULL, -- JSON of domain::review::ReviewInput
  created_at TIMESTAMP NOT NULL,
  PRIMARY KEY (review_id, revision)
);

CREATE TABLE viewings (
  id TEXT NOT NULL PRIMARY KEY,
  author_id TEXT NOT NULL REFERENCES actors (id),
  film_id TEXT NOT NULL REFERENCES films (id),
  review_id TEXT REFERENCES reviews (id),
  position INTEGER NOT NULL,
  seen_on TEXT NOT NULL, -- 2014-01-13, 2014-01, 2014 or nothing: the text carries its precision
  medium TEXT NOT NULL,
  venue TEXT NOT NULL,
  note TEXT NOT NULL
);
CREATE INDEX viewings_author_film ON viewings (author_id, film_id);
CREATE INDEX viewings_review ON viewings (review_id);
