-- Which kind of signature a server takes, and when that was learned.
ALTER TABLE hosts ADD COLUMN signature_scheme TEXT;
ALTER TABLE hosts ADD COLUMN scheme_learned_at TIMESTAMP;

-- What the server of an actor said of the version of its document that is stored here.
ALTER TABLE actors ADD COLUMN etag TEXT;
ALTER TABLE actors ADD COLUMN last_modified TEXT;
