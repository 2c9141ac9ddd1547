-- What can be found: the public texts of the site, folded into one spelling by the program. The index itself is of another make
-- in each database and stands behind one interface (src/store/search).
CREATE TABLE search_documents (
  number BIGINT NOT NULL PRIMARY KEY, -- made from kind and item_id, so that the index needs no second key
  kind TEXT NOT NULL, -- film, person, review, list, post, comment
  item_id TEXT NOT NULL,
  title TEXT NOT NULL,
  shown TEXT NOT NULL, -- what may be shown of the text
  digest TEXT NOT NULL, -- of everything that was indexed: the same text is not indexed twice
  published_at TIMESTAMP NOT NULL
);
CREATE INDEX search_documents_kind ON search_documents (kind);

-- Words of titles and names, and the groups of three letters in each: misspelt words are compared with these.
CREATE TABLE search_words (
  word TEXT NOT NULL PRIMARY KEY
);
CREATE TABLE search_trigrams (
  trigram TEXT NOT NULL,
  word TEXT NOT NULL,
  PRIMARY KEY (trigram, word)
);

-- The program has folded the words: nothing but splitting at spaces is left to do. The texts themselves are not kept here.
CREATE VIRTUAL TABLE search_fts USING fts5(
  title, body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0', prefix='2 3'
);
