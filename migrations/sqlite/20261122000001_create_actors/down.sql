DROP TABLE settings;
DROP TABLE sign_in_attempts;
DROP TABLE sessions;
DROP TABLE accounts;
DROP TABLE actor_keys;
DROP TABLE actors;
