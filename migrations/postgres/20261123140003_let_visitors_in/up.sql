-- People who sign in with the account they have on another server (the Mastodon API). What this server is called there:
CREATE TABLE oauth_apps (
  origin TEXT NOT NULL PRIMARY KEY,
  client_id TEXT NOT NULL,
  client_secret TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL
);

-- Somebody is on the way there and back. The state that comes back is kept as its hash only.
CREATE TABLE visit_attempts (
  state TEXT NOT NULL PRIMARY KEY,
  origin TEXT NOT NULL,
  handle TEXT NOT NULL, -- as typed; empty when only a server was
  verifier TEXT NOT NULL, -- RFC 7636
  browser TEXT NOT NULL, -- hash of the secret of the browser that set out
  may_post BOOLEAN NOT NULL,
  return_to TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX visit_attempts_created ON visit_attempts (created_at);

-- Somebody is here. The token of the cookie is kept as its hash only.
CREATE TABLE visits (
  id TEXT NOT NULL PRIMARY KEY,
  actor_id TEXT NOT NULL REFERENCES actors (id),
  origin TEXT NOT NULL,
  access_token TEXT, -- kept only to post in their name, and only while they are here
  created_at TIMESTAMP NOT NULL,
  expires_at TIMESTAMP NOT NULL
);
CREATE INDEX visits_expires ON visits (expires_at);
CREATE INDEX visits_actor ON visits (actor_id);
