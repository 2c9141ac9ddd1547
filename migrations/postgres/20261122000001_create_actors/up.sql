-- Actors (local and remote), accounts, sessions and settings.
-- Both backends take the same words; TIMESTAMP is always UTC.
CREATE TABLE actors (
  id TEXT NOT NULL PRIMARY KEY,
  uri TEXT NOT NULL UNIQUE,
  handle TEXT NOT NULL,
  host TEXT NOT NULL, -- '' for an actor of this server
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  summary_source TEXT NOT NULL,
  summary_html TEXT NOT NULL,
  url TEXT NOT NULL,
  inbox TEXT NOT NULL,
  shared_inbox TEXT,
  followers_url TEXT,
  public_key_id TEXT NOT NULL,
  public_key_pem TEXT NOT NULL,
  avatar_url TEXT,
  avatar_media_id TEXT,
  manually_approves BOOLEAN NOT NULL,
  discoverable BOOLEAN NOT NULL,
  indexable BOOLEAN NOT NULL,
  created_at TIMESTAMP NOT NULL,
  updated_at TIMESTAMP NOT NULL,
  fetched_at TIMESTAMP,
  deleted_at TIMESTAMP
);
CREATE UNIQUE INDEX actors_local_handle ON actors (handle) WHERE host = '';
CREATE INDEX actors_host_handle ON actors (host, handle);
CREATE INDEX actors_public_key_id ON actors (public_key_id);

CREATE TABLE actor_keys (
  actor_id TEXT NOT NULL PRIMARY KEY REFERENCES actors (id),
  private_pem TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL
);

CREATE TABLE accounts (
  id TEXT NOT NULL PRIMARY KEY,
  actor_id TEXT NOT NULL UNIQUE REFERENCES actors (id),
  email TEXT,
  password_hash TEXT NOT NULL,
  role TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL
);

CREATE TABLE sessions (
  id TEXT NOT NULL PRIMARY KEY, -- SHA-256 of the cookie's token
  account_id TEXT NOT NULL REFERENCES accounts (id),
  created_at TIMESTAMP NOT NULL,
  last_seen_at TIMESTAMP NOT NULL,
  expires_at TIMESTAMP NOT NULL
);
CREATE INDEX sessions_account ON sessions (account_id);
CREATE INDEX sessions_expires ON sessions (expires_at);

CREATE TABLE sign_in_attempts (
  id TEXT NOT NULL PRIMARY KEY,
  bucket TEXT NOT NULL,
  attempted_at TIMESTAMP NOT NULL
);
CREATE INDEX sign_in_attempts_bucket ON sign_in_attempts (bucket, attempted_at);

CREATE TABLE settings (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
);
