DROP TABLE rating_versions;
ALTER TABLE rating_scales DROP COLUMN replaced_by;
DROP INDEX rating_steps_becomes;
ALTER TABLE rating_steps DROP COLUMN becomes;
