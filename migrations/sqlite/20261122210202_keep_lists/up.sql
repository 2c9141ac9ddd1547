-- Lists of films and of performances.
CREATE TABLE lists (
  id TEXT NOT NULL PRIMARY KEY,
  author_id TEXT NOT NULL REFERENCES actors (id),
  title TEXT NOT NULL,
  slug TEXT NOT NULL,
  language TEXT NOT NULL,
  kind TEXT NOT NULL, -- manual, ranked, canonical, smart
  contents TEXT NOT NULL, -- films, performances
  intro TEXT NOT NULL,
  intro_html TEXT NOT NULL,
  query TEXT NOT NULL, -- JSON of domain::list::SmartQuery
  canon TEXT, -- key of the award list it was made from
  public BOOLEAN NOT NULL,
  created_at TIMESTAMP NOT NULL,
  changed_at TIMESTAMP NOT NULL,
  published_at TIMESTAMP
);
CREATE UNIQUE INDEX lists_author_slug ON lists (author_id, slug);

-- The order is that of position; gaps and, for a moment, doubles do not matter.
CREATE TABLE list_items (
  id TEXT NOT NULL PRIMARY KEY,
  list_id TEXT NOT NULL REFERENCES lists (id),
  position INTEGER NOT NULL,
  film_id TEXT NOT NULL REFERENCES films (id),
  person TEXT NOT NULL,
  part TEXT NOT NULL,
  award TEXT NOT NULL,
  note TEXT NOT NULL,
  note_html TEXT NOT NULL,
  added_at TIMESTAMP NOT NULL
);
CREATE INDEX list_items_place ON list_items (list_id, position);
CREATE INDEX list_items_film ON list_items (film_id);
