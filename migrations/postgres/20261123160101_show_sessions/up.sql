-- In which browser, on which system an account is signed in, in one word each; empty where that cannot be told. Network addresses
-- are not kept.
ALTER TABLE sessions ADD COLUMN browser TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN system TEXT NOT NULL DEFAULT '';
