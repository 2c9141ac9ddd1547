### Die Seite eines Films, sein Formular, und was Kataloge von ihm wissen.

film = Film
film-as = als { $part }
film-not = Nicht { $film }
film-log = Ins Tagebuch
film-directed-by = Regie: { $people }
film-looks = Blicke auf diesen Film
film-only-look = Die Kritik
film-look = { $n ->
    [1] Ein erster Blick
    [2] Ein zweiter Blick
    [3] Ein dritter Blick
   *[other] Blick Nummer { $n }
}
film-history = Wie sich die Bewertung entwickelt hat
film-history-of = Wie { $name } ihn bewertet hat
film-lines = Sätze
film-trivia-spoilers = Aus einer Kritik, die die Handlung verrät
film-trivia-review = Die Kritik dazu
film-seen-by = { $times } <span class="year">von { $name }</span>
film-about = Über den Film
film-elsewhere = Kritiken anderswo
film-runtime = { $hours } Std. { $minutes } Min.
film-runtime-hours = { $hours } Std.
film-runtime-minutes = { $minutes } Min.
film-countries = { $n ->
    [one] Land
   *[other] Länder
}
film-languages = { $n ->
    [one] Sprache
   *[other] Sprachen
}

## Who did what
film-credit-director = { $n ->
   *[other] Regie
}
film-credit-writer = { $n ->
   *[other] Drehbuch
}
film-credit-cast = { $n ->
   *[other] Besetzung
}
film-credit-producer = { $n ->
   *[other] Produktion
}
film-credit-cinematographer = { $n ->
   *[other] Kamera
}
film-credit-editor = { $n ->
   *[other] Schnitt
}
film-credit-composer = { $n ->
   *[other] Musik
}
film-more-people = { $n ->
    [one] und eine weitere Person
   *[other] und { $n } weitere
}

## The form
film-the = Der Film
film-edit = Film bearbeiten
film-edit-title = Film bearbeiten: { $film }
film-edit-hint = Was du hier eingibst, gilt vor dem, was abgerufen wurde. Leere ein Feld, um deine Eingabe zurückzunehmen.
film-save = Film speichern
film-known = Was über ihn bekannt ist
film-poster-hint = Für die Seite des Films und für Kritiken ohne eigenes Plakat. JPEG, PNG, WebP oder GIF.
film-hint-title-language = Zum Beispiel it: Ihre Artikel zählen im Register nicht mit.
film-hint-runtime = In Minuten.
film-hint-commas = Mit Kommas dazwischen.
film-hint-people = Eine Person pro Zeile.
film-hint-cast = Eine Person pro Zeile: Marta Osei as The driver (voice). Rolle und Anmerkung können fehlen; das „as“ bleibt englisch.
film-hint-crew = Eine Person pro Zeile, davor ihre Aufgabe auf Englisch, also Music, Camera, Editing oder Producer, und ein Doppelpunkt.
film-hint-wikidata = Kennung oder Adresse; verbindet Kritiken zu einem Film über mehrere Server hinweg.
film-merge = Derselbe Film zweimal?
film-merge-hint = Die Adresse seiner Seite oder sein Titel mit Jahr. Alle Kritiken ziehen dorthin, und diese Seite führt dann dorthin.
film-split = Zwei Filme auf einer Seite?
film-split-reviews = Kritiken zum anderen Film
film-split-review = { $title }, { $day }
film-split-places = Wo der andere Film gemeint ist
film-split-places-hint = Deine Listen und Beiträge. Was du nicht auswählst, bleibt bei diesem Film.
film-split-title = Sein Titel
film-split-year = Sein Jahr
film-split-year-hint = Neuverfilmungen unterscheiden sich durch ihr Jahr.
film-split-send = Zu einem eigenen Film machen

## Catalogues of films
film-fetched = Anderswo gefunden: { $what }
film-look-up = Film nachschlagen
film-fill = Abgerufenes in die Felder übernehmen
film-asks-wikidata = Fragt Wikidata. Nur Titel und Jahr werden dorthin geschickt.
film-asks-tmdb = Fragt TMDB. Nur Titel und Jahr werden dorthin geschickt.
film-asks-both = Fragt Wikidata und TMDB. Nur Titel und Jahr werden dorthin geschickt.
film-none-found = Kein Film mit diesem Titel gefunden. Versuch es mit dem Originaltitel, oder schreib einfach weiter: Nachgeschlagen werden muss nichts.
film-none-asked = Es ließ sich nichts nachschlagen. Dein Text ist sicher, und du kannst auch so veröffentlichen.
film-candidates = Filme mit diesem Titel
film-see = Ansehen<span class="hidden">: { $film }</span>
film-see-at-wikidata = Bei Wikidata ansehen<span class="hidden">: { $film }</span>
film-see-at-tmdb = Bei TMDB ansehen<span class="hidden">: { $film }</span>
film-take = Diesen nehmen
film-take-named = Diesen nehmen: { $film }
film-silent = Es kam keine Antwort.
film-silent-wikidata = Wikidata hat nicht geantwortet. Versuch es gleich noch einmal, oder schreib ohne weiter.
film-silent-tmdb = TMDB hat nicht geantwortet. Versuch es gleich noch einmal, oder schreib ohne weiter.
