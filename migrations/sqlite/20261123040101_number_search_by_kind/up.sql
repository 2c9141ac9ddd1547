-- The number of a document says its kind (src/store/search/mod.rs), so that a question about very common words looks at a part
-- of each kind only. Everything is indexed anew when the server starts.
DELETE FROM search_documents;
DELETE FROM search_trigrams;
DELETE FROM search_words;
DELETE FROM settings WHERE name = 'search_position';
INSERT INTO search_fts (search_fts) VALUES ('delete-all');
