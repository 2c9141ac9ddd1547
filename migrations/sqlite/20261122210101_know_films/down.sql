DROP TABLE former_person_slugs;
DROP TABLE former_film_slugs;
DROP TABLE credits;
DROP TABLE person_ids;
DROP TABLE people;
DROP TABLE film_ids;
DROP TABLE film_facts;
