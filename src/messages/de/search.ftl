### Suchen.

search-title = Suche: { $typed }
search-words = Wörter, Namen oder Titel
search-words-hint = Wörter in Anführungszeichen stehen beisammen; ein Minuszeichen lässt ein Wort weg.
search-go = Suchen
search-found = { $n ->
    [0] Nichts gefunden
    [one] Ein Treffer
   *[other] { $n } Treffer
}
search-found-more = Mehr als { $n } Dinge gefunden
search-corrected = Nichts enthält diese Wörter. Gezeigt wird, was <b>{ $words }</b> enthält.
search-kinds = Arten
search-everything = Alles { $n }
search-none = Versuch es mit weniger Wörtern, oder mit dem Anfang eines Wortes.
search-on = zu { $title }
search-kind = { $kind ->
    [person] Person
    [review] Kritik
    [list] Liste
    [post] Beitrag
    [comment] Kommentar
   *[film] Film
}
search-kind-many = { $kind ->
    [person] Personen
    [review] Kritiken
    [list] Listen
    [post] Beiträge
    [comment] Kommentare
   *[film] Filme
}
