DROP INDEX notifications_once;
