CREATE TABLE policies (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  target TEXT NOT NULL,
  severity TEXT NOT NULL,
  reject_media BOOLEAN NOT NULL,
  reject_reports BOOLEAN NOT NULL,
  private_comment TEXT NOT NULL,
  public_comment TEXT NOT NULL,
  obfuscate BOOLEAN NOT NULL,
  created_at TIMESTAMP NOT NULL,
  updated_at TIMESTAMP NOT NULL,
  UNIQUE (kind, target)
);

-- What a suspended actor left here is hidden and not deleted: it comes back when the policy goes.
ALTER TABLE actors ADD COLUMN suspended BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE reactions ADD COLUMN hidden BOOLEAN NOT NULL DEFAULT FALSE;
