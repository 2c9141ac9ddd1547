DROP TABLE post_films;
