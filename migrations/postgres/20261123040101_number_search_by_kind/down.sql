-- The older program numbers the documents in its own way and indexes everything anew.
DELETE FROM search_documents;
DELETE FROM search_trigrams;
DELETE FROM search_words;
DELETE FROM settings WHERE name = 'search_position';
DROP TABLE search_fts;
CREATE TABLE search_fts (
  number BIGINT NOT NULL PRIMARY KEY,
  vector TSVECTOR NOT NULL
);
CREATE INDEX search_fts_vector ON search_fts USING gin (vector);
