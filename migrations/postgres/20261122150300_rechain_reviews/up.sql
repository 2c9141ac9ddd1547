-- When the review before this one was withdrawn, moved or rated anew: its Article says something else since then, although
-- its author has not touched it.
ALTER TABLE reviews ADD COLUMN rechained_at TIMESTAMP;
