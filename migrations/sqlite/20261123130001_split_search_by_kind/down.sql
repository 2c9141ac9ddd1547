DELETE FROM search_documents;
DELETE FROM search_trigrams;
DELETE FROM search_words;
DELETE FROM settings WHERE name = 'search_position';
DROP TABLE search_fts_comments;
DROP TABLE search_fts_reviews;
DROP TABLE search_fts_things;
CREATE VIRTUAL TABLE search_fts USING fts5(
  title, body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0', prefix='2 3'
);
