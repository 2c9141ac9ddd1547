ALTER TABLE actors DROP COLUMN last_modified;
ALTER TABLE actors DROP COLUMN etag;
ALTER TABLE hosts DROP COLUMN scheme_learned_at;
ALTER TABLE hosts DROP COLUMN signature_scheme;
