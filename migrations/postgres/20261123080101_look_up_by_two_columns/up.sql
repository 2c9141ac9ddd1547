-- As in SQLite: lookups that name a film or an author with a status, a tag, or an order of titles.
CREATE INDEX reviews_film_status ON reviews (film_id, status, published_at, id);
DROP INDEX reviews_film;
CREATE INDEX reviews_author_status ON reviews (author_id, status, published_at, id);
CREATE INDEX viewings_film ON viewings (film_id);
CREATE INDEX review_tags_key_review ON review_tags (key, review_id);
DROP INDEX review_tags_key;
CREATE INDEX films_sort_title ON films (sort_title, id);
