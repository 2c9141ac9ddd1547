-- Where else an actor is at home, and where it has gone.
CREATE TABLE whereabouts (
  actor_id TEXT NOT NULL PRIMARY KEY REFERENCES actors (id),
  also_known_as TEXT NOT NULL, -- JSON: a list of ActivityPub ids
  moved_to TEXT,
  moved_at TIMESTAMP,
  attribution_domains TEXT NOT NULL -- JSON: a list of hosts
);
