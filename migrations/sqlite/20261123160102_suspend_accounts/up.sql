-- Accounts that cannot sign in, and what they are told. The row goes when that ends.
CREATE TABLE suspensions (
  account_id TEXT NOT NULL PRIMARY KEY REFERENCES accounts (id),
  reason TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL
);
