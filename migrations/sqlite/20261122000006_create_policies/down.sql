ALTER TABLE reactions DROP COLUMN hidden;
ALTER TABLE actors DROP COLUMN suspended;
DROP TABLE policies;
