-- Links by which somebody may make an account.
CREATE TABLE invitations (
  id TEXT NOT NULL PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  note TEXT NOT NULL,               -- for those who look after accounts
  uses_left BIGINT,                 -- absent: any number
  used BIGINT NOT NULL,
  expires_at TIMESTAMP,
  made_by TEXT REFERENCES actors (id), -- absent: from the command line
  created_at TIMESTAMP NOT NULL
);

-- People who asked for an account and have none yet: their address is not confirmed, or nobody has decided.
CREATE TABLE applications (
  id TEXT NOT NULL PRIMARY KEY,
  handle TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  email TEXT,
  password_hash TEXT NOT NULL,
  role TEXT NOT NULL,
  reason TEXT NOT NULL,             -- why they want to join
  language TEXT NOT NULL,           -- in which they are answered
  needs_approval BOOLEAN NOT NULL,
  invitation_id TEXT,
  confirmed_at TIMESTAMP,           -- absent: the address waits to be confirmed
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX applications_email ON applications (email);
