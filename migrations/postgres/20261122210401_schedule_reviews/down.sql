ALTER TABLE accounts DROP COLUMN time_zone;
DROP TABLE schedules;
