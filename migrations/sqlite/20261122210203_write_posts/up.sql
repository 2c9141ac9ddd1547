-- Posts of this site: top tens, announcements, pages. What people say about one hangs on a row of the same id in `posts`, where
-- posts of other servers stand too: a conversation asks what it hangs on, not where that was written.
CREATE TABLE essays (
  id TEXT NOT NULL PRIMARY KEY,
  author_id TEXT NOT NULL REFERENCES actors (id),
  title TEXT NOT NULL,
  slug TEXT NOT NULL,
  language TEXT NOT NULL,
  teaser TEXT NOT NULL,
  source TEXT NOT NULL, -- Markdown, in which [[Title (1999)]] names a film
  status TEXT NOT NULL, -- draft, published, withdrawn
  created_at TIMESTAMP NOT NULL,
  saved_at TIMESTAMP NOT NULL,
  published_at TIMESTAMP,
  edited_at TIMESTAMP
);
CREATE UNIQUE INDEX essays_author_slug ON essays (author_id, slug);
CREATE INDEX essays_status_published ON essays (status, published_at);

CREATE TABLE essay_films (
  essay_id TEXT NOT NULL REFERENCES essays (id),
  position INTEGER NOT NULL,
  film_id TEXT NOT NULL REFERENCES films (id),
  label TEXT NOT NULL, -- as it stands between the brackets
  PRIMARY KEY (essay_id, position)
);
CREATE INDEX essay_films_film ON essay_films (film_id);
