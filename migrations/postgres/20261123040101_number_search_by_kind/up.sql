-- The number of a document says its kind (src/store/search/mod.rs), so that a question about very common words looks at a part
-- of each kind only. Everything is indexed anew when the server starts.
DELETE FROM search_documents;
DELETE FROM search_trigrams;
DELETE FROM search_words;
DELETE FROM settings WHERE name = 'search_position';
DROP TABLE search_fts;
-- A part for each kind that there may be very many of: a question reads no more of them than it ranks.
CREATE TABLE search_fts (
  number BIGINT NOT NULL PRIMARY KEY,
  vector TSVECTOR NOT NULL
) PARTITION BY RANGE (number);
CREATE TABLE search_fts_things PARTITION OF search_fts FOR VALUES FROM (MINVALUE) TO (2305843009213693952);
CREATE TABLE search_fts_reviews PARTITION OF search_fts FOR VALUES FROM (2305843009213693952) TO (2882303761517117440);
CREATE TABLE search_fts_comments PARTITION OF search_fts FOR VALUES FROM (2882303761517117440) TO (MAXVALUE);
CREATE INDEX search_fts_vector ON search_fts USING gin (vector);
