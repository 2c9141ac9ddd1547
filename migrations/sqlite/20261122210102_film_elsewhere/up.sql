-- Which films the posts of other servers speak of, as those posts say it: an identifier that catalogues share, or a title.
CREATE TABLE post_films (
  post_id TEXT NOT NULL REFERENCES posts (id),
  position INTEGER NOT NULL,
  scheme TEXT NOT NULL, -- title, wikidata, tmdb, imdb, letterboxd
  value TEXT NOT NULL, -- the key of the title, or the identifier
  year INTEGER NOT NULL, -- 0 when the post does not say it
  PRIMARY KEY (post_id, position)
);
CREATE INDEX post_films_value ON post_films (scheme, value);
