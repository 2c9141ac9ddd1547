ALTER TABLE sessions DROP COLUMN system;
ALTER TABLE sessions DROP COLUMN browser;
