-- Two processes that were told the same thing at the same moment must not tell their reader twice.
DELETE FROM notifications WHERE id NOT IN (SELECT MIN(id) FROM notifications GROUP BY recipient_id, object_uri);
CREATE UNIQUE INDEX notifications_once ON notifications (recipient_id, object_uri);
