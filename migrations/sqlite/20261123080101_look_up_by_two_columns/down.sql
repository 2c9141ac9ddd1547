DROP INDEX films_sort_title;
CREATE INDEX review_tags_key ON review_tags (key);
DROP INDEX review_tags_key_review;
DROP INDEX viewings_film;
DROP INDEX reviews_author_status;
CREATE INDEX reviews_film ON reviews (film_id);
DROP INDEX reviews_film_status;
