-- A part for each kind that there may be very many of, as PostgreSQL has them: to find words by their beginning, and to rank by
-- them, FTS5 reads all it has of them. Everything is indexed anew when the server starts.
DELETE FROM search_documents;
DELETE FROM search_trigrams;
DELETE FROM search_words;
DELETE FROM settings WHERE name = 'search_position';
DROP TABLE search_fts;
CREATE VIRTUAL TABLE search_fts_things USING fts5(
  title, body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0', prefix='2 3'
);
CREATE VIRTUAL TABLE search_fts_reviews USING fts5(
  title, body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0', prefix='2 3'
);
CREATE VIRTUAL TABLE search_fts_comments USING fts5(
  title, body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0', prefix='2 3'
);
