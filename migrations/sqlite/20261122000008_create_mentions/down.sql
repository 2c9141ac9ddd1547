DROP TABLE former_slugs;
DROP TABLE webmentions;
DROP TABLE quote_authorizations;
DROP TABLE mentions;
