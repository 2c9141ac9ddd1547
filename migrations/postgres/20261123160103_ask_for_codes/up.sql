-- The second factor of accounts that have one: a secret shared with a telephone (RFC 6238).
CREATE TABLE second_factors (
  account_id TEXT NOT NULL PRIMARY KEY REFERENCES accounts (id),
  secret TEXT NOT NULL, -- base32
  last_step BIGINT NOT NULL, -- codes of this step and those before are used up
  created_at TIMESTAMP NOT NULL,
  confirmed_at TIMESTAMP -- absent until a first code was right; it does not count before
);
-- What lets somebody in who has lost the telephone; a row goes when its code is used.
CREATE TABLE recovery_codes (
  id TEXT NOT NULL PRIMARY KEY, -- SHA-256 of account and code
  account_id TEXT NOT NULL REFERENCES accounts (id)
);
CREATE INDEX recovery_codes_account ON recovery_codes (account_id);
