DROP TABLE visits;
DROP TABLE visit_attempts;
DROP TABLE oauth_apps;
