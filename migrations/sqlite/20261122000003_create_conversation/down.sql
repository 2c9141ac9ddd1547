DROP TABLE tombstones;
DROP TABLE notifications;
DROP TABLE follows;
DROP TABLE reactions;
DROP TABLE comment_revisions;
DROP TABLE comments;
DROP TABLE posts;
