DROP INDEX viewings_author_seen;
ALTER TABLE viewings DROP COLUMN private;
