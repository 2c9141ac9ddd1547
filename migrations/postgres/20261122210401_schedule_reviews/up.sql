-- When a review is to be published, with the time zone its author thinks in. The row goes when the review is published.
CREATE TABLE schedules (
  review_id TEXT NOT NULL PRIMARY KEY REFERENCES reviews (id),
  publish_at TIMESTAMP NOT NULL,
  zone TEXT NOT NULL
);
-- The zone in which an account writes dates; empty until its owner says.
ALTER TABLE accounts ADD COLUMN time_zone TEXT NOT NULL DEFAULT '';
