DROP INDEX hosts_software_asked;
ALTER TABLE hosts DROP COLUMN last_error_at;
ALTER TABLE hosts DROP COLUMN last_error;
ALTER TABLE hosts DROP COLUMN software_error;
ALTER TABLE hosts DROP COLUMN software_asked_at;
ALTER TABLE hosts DROP COLUMN software_version;
ALTER TABLE hosts DROP COLUMN software;
