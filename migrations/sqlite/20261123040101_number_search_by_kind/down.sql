-- The older program numbers the documents in its own way and indexes everything anew.
DELETE FROM search_documents;
DELETE FROM search_trigrams;
DELETE FROM search_words;
DELETE FROM settings WHERE name = 'search_position';
INSERT INTO search_fts (search_fts) VALUES ('delete-all');
