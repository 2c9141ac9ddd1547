DROP INDEX report_objects_author;
DROP INDEX report_objects_subject;
ALTER TABLE report_objects DROP COLUMN words;
ALTER TABLE report_objects DROP COLUMN author_id;
ALTER TABLE reports DROP COLUMN forwarded_at;
ALTER TABLE reports DROP COLUMN resolved_by;
ALTER TABLE reports DROP COLUMN resolution;
ALTER TABLE reports DROP COLUMN category;
