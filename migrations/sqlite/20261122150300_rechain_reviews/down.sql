ALTER TABLE reviews DROP COLUMN rechained_at;
