DROP TABLE essay_films;
DROP TABLE essays;
