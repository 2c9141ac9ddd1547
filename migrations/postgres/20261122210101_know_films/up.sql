-- What is known of films beside title and year, and the people who made them. Each source stands for itself; what somebody
-- here typed wins over what was fetched, field by field and role by role.
CREATE TABLE film_facts (
  film_id TEXT NOT NULL REFERENCES films (id),
  source TEXT NOT NULL, -- typed, wikidata, tmdb
  original_title TEXT NOT NULL,
  title_language TEXT NOT NULL, -- BCP 47, of the title people here know it by: its articles are ignored in sorting
  runtime INTEGER, -- minutes
  countries TEXT NOT NULL, -- JSON: a list of names
  languages TEXT NOT NULL, -- JSON: a list of names
  poster_id TEXT REFERENCES media (id),
  updated_at TIMESTAMP NOT NULL,
  PRIMARY KEY (film_id, source)
);

-- The same film elsewhere: what reviews on several servers are joined by.
CREATE TABLE film_ids (
  film_id TEXT NOT NULL REFERENCES films (id),
  scheme TEXT NOT NULL, -- wikidata, tmdb, imdb, letterboxd
  source TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (film_id, scheme, source)
);
CREATE INDEX film_ids_value ON film_ids (scheme, value);

CREATE TABLE people (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  mark TEXT NOT NULL, -- what tells two people of one name apart; empty for most
  sort_name TEXT NOT NULL,
  slug TEXT NOT NULL UNIQUE,
  created_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX people_name ON people (name_key, mark);

CREATE TABLE person_ids (
  person_id TEXT NOT NULL REFERENCES people (id),
  scheme TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (person_id, scheme)
);
CREATE INDEX person_ids_value ON person_ids (scheme, value);

CREATE TABLE credits (
  id TEXT NOT NULL PRIMARY KEY,
  film_id TEXT NOT NULL REFERENCES films (id),
  person_id TEXT NOT NULL REFERENCES people (id),
  role TEXT NOT NULL, -- director, writer, cast, …
  part TEXT NOT NULL, -- the character; empty behind the camera
  note TEXT NOT NULL, -- voice, uncredited, replaced …
  position INTEGER NOT NULL,
  source TEXT NOT NULL
);
CREATE INDEX credits_film ON credits (film_id, position);
CREATE INDEX credits_person ON credits (person_id);

-- Addresses that films and people had before they were merged into others.
CREATE TABLE former_film_slugs (
  slug TEXT NOT NULL PRIMARY KEY,
  film_id TEXT NOT NULL REFERENCES films (id)
);
CREATE TABLE former_person_slugs (
  slug TEXT NOT NULL PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id)
);
