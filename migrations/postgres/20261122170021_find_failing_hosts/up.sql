-- Asked whenever deliveries are taken: which servers failed last time?
CREATE INDEX hosts_failures ON hosts (failures);
