-- The inbox log: what other servers sent, kept to be read by people.
ALTER TABLE received ADD COLUMN activity_uri TEXT; -- the activity's own id, where uri is another key
ALTER TABLE received ADD COLUMN object_uri TEXT;
ALTER TABLE received ADD COLUMN detail TEXT NOT NULL DEFAULT ''; -- what the sender was told
ALTER TABLE received ADD COLUMN at_door BOOLEAN NOT NULL DEFAULT FALSE; -- turned away: one row for each hour, host and reason
ALTER TABLE received ADD COLUMN times BIGINT NOT NULL DEFAULT 1;
ALTER TABLE received ADD COLUMN last_at TIMESTAMP;

-- The log is read newest first and filtered: this index holds all that the filter looks at, so that documents are not read.
CREATE INDEX received_log ON received (id, state, type, host);
DROP INDEX received_host;
CREATE INDEX received_host ON received (host, id);
CREATE INDEX received_actor ON received (actor_uri, id);
CREATE INDEX received_activity ON received (activity_uri);
CREATE INDEX received_object ON received (object_uri);
