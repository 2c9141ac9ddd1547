-- What servers say of their people: a sign among others when a comment of somebody unknown is weighed.
CREATE TABLE standings (
  actor_id TEXT NOT NULL PRIMARY KEY REFERENCES actors (id),
  born_at TIMESTAMP,                -- when the account was made
  followers BIGINT,                 -- how many follow it; absent where its server does not say
  asked_at TIMESTAMP                -- when it was last asked for the followers
);
