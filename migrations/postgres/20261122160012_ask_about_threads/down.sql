DROP TABLE comment_checks;
DROP TABLE thread_crawls;
