DROP TABLE cache_events;
DROP TABLE hosts;
DROP TABLE jobs;
DROP TABLE inbox_counts;
DROP TABLE received;
DROP TABLE deliveries;
DROP TABLE activities;
