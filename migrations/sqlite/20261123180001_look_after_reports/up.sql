-- What a report is of, what became of it, and what was said at the time: it may be changed or deleted later.
ALTER TABLE reports ADD COLUMN category TEXT NOT NULL DEFAULT 'other';
ALTER TABLE reports ADD COLUMN resolution TEXT NOT NULL DEFAULT '';
ALTER TABLE reports ADD COLUMN resolved_by TEXT REFERENCES actors (id);
ALTER TABLE reports ADD COLUMN forwarded_at TIMESTAMP;
ALTER TABLE report_objects ADD COLUMN author_id TEXT NOT NULL DEFAULT '';
ALTER TABLE report_objects ADD COLUMN words TEXT NOT NULL DEFAULT '';
CREATE INDEX report_objects_subject ON report_objects (subject_kind, subject_id);
CREATE INDEX report_objects_author ON report_objects (author_id);
