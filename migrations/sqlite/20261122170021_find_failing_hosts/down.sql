DROP INDEX hosts_failures;
