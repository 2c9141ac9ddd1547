ALTER TABLE policies DROP COLUMN list_id;
DROP TABLE block_lists;
