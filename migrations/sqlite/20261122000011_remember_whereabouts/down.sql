DROP TABLE whereabouts;
