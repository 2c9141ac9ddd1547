-- As in SQLite: lookups that name a film or an author with a status, a tag, or an order of titles.
CREATE INDEX reviews_film_status ON reviews (film_id, status, published_at, id);
DROP INDEX reviews_film;
CREATE INDEX reviews_author_status ON reviews (author_id, status, published_at, id);
CREATE INDEX viewings_film ON viewings (film_id);
CREATE INDEX review_tags_key_review ON review_tags (key, review_id);
DROP INDEX review_tags_key;
CREATE INDEX films_sort_title ON films (sort_title, id);

-- The words of a review stand beside its row and are not packed: PostgreSQL does not count the unpacking, and would unpack all
-- of them for a common word rather than ask the index.
ALTER TABLE search_fts_reviews ALTER COLUMN vector SET STORAGE EXTERNAL;
ALTER TABLE search_fts_reviews SET (toast_tuple_target = 8160);
ALTER TABLE search_fts_things ALTER COLUMN vector SET STORAGE EXTERNAL;
ALTER TABLE search_fts_things SET (toast_tuple_target = 8160);
-- As text and back, or each would stay as it lies.
UPDATE search_fts_reviews SET vector = vector::text::tsvector;
UPDATE search_fts_things SET vector = vector::text::tsvector;
