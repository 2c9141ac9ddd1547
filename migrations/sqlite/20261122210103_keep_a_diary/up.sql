-- Viewings may be logged without a review, and kept to oneself.
ALTER TABLE viewings ADD COLUMN private BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX viewings_author_seen ON viewings (author_id, seen_on);
