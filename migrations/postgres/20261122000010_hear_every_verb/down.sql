DROP TABLE approvals;
DROP TABLE blocks;
DROP TABLE report_objects;
DROP TABLE reports;
DELETE FROM reactions WHERE kind = 'emoji';
DROP INDEX reactions_once;
CREATE UNIQUE INDEX reactions_once ON reactions (subject_id, kind, actor_id);
ALTER TABLE reactions DROP COLUMN emoji;
