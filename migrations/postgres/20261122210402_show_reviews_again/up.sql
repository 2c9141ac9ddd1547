-- Each time a review was shown again to its author's followers.
CREATE TABLE showings (
  id TEXT NOT NULL PRIMARY KEY,
  review_id TEXT NOT NULL REFERENCES reviews (id),
  author_id TEXT NOT NULL REFERENCES actors (id),
  activity_uri TEXT NOT NULL,
  shown_at TIMESTAMP NOT NULL
);
CREATE INDEX showings_review ON showings (review_id, shown_at);
CREATE INDEX showings_author ON showings (author_id, shown_at);
CREATE INDEX showings_shown ON showings (shown_at);
