### Das Register.

index-by-title = Filme nach Titel
index-by-year = Filme nach Jahr
index-by-rating = Filme nach Bewertung
index-by-person = Personen
index-by-tag = Schlagwörter
index-tab-title = Titel
index-tab-year = Jahr
index-tab-rating = Bewertung
index-tab-person = Person
index-tab-tag = Schlagwort
index-order = Ordnung des Registers
index-filter = Filtern
index-filter-title = Teil eines Titels
index-filter-name = Teil eines Namens
index-filter-tag = Teil eines Schlagworts
index-everything = Alles zeigen
index-places = Stellen im Register
index-decade = { $decade }er
index-year-unknown = Jahr unbekannt
index-not-rated = Nicht bewertet
index-nothing-like-it = Hier heißt nichts so. Versuch es mit weniger Buchstaben.
index-empty = Hier ist noch nichts.
