-- What is known of other servers, for people to read: their software, and what went wrong last.
ALTER TABLE hosts ADD COLUMN software TEXT;
ALTER TABLE hosts ADD COLUMN software_version TEXT;
ALTER TABLE hosts ADD COLUMN software_asked_at TIMESTAMP;
ALTER TABLE hosts ADD COLUMN software_error TEXT;
ALTER TABLE hosts ADD COLUMN last_error TEXT;
ALTER TABLE hosts ADD COLUMN last_error_at TIMESTAMP;
CREATE INDEX hosts_software_asked ON hosts (software_asked_at);

-- Every server of somebody we know is one we know.
INSERT INTO hosts (host, failures)
  SELECT DISTINCT split_part(uri, '/', 3), 0
  FROM actors WHERE host <> '' AND split_part(uri, '/', 3) <> ''
  ON CONFLICT (host) DO NOTHING;
