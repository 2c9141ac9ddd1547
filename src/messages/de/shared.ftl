### Wörter, die viele Seiten gemeinsam haben: Zahlen, Daten, Zustände und die Namen von Feldern.

## Dates
date-day = { $day }. { $month ->
        [1] Januar
        [2] Februar
        [3] März
        [4] April
        [5] Mai
        [6] Juni
        [7] Juli
        [8] August
        [9] September
        [10] Oktober
        [11] November
       *[12] Dezember
    } { $year }
date-moment = { $day }. { $month ->
        [1] Januar
        [2] Februar
        [3] März
        [4] April
        [5] Mai
        [6] Juni
        [7] Juli
        [8] August
        [9] September
        [10] Oktober
        [11] November
       *[12] Dezember
    } { $year }, { $time } Uhr UTC
date-wall = { $day }. { $month ->
        [1] Januar
        [2] Februar
        [3] März
        [4] April
        [5] Mai
        [6] Juni
        [7] Juli
        [8] August
        [9] September
        [10] Oktober
        [11] November
       *[other] Dezember
    } { $year }, { $time } Uhr ({ $zone })
date-month = { $month ->
        [1] Januar
        [2] Februar
        [3] März
        [4] April
        [5] Mai
        [6] Juni
        [7] Juli
        [8] August
        [9] September
        [10] Oktober
        [11] November
       *[12] Dezember
    } { $year }
date-year = { $year }
date-unknown = Datum unbekannt
month = { $month ->
        [1] Januar
        [2] Februar
        [3] März
        [4] April
        [5] Mai
        [6] Juni
        [7] Juli
        [8] August
        [9] September
        [10] Oktober
        [11] November
       *[12] Dezember
    }

## Counts have words
count-comments = { $n ->
    [0] keine Kommentare
    [one] ein Kommentar
   *[other] { $n } Kommentare
}
count-likes = { $n ->
    [0] gefällt noch niemandem
    [one] gefällt einer Person
   *[other] gefällt { $n } Personen
}
count-boosts = { $n ->
    [0] noch nicht geteilt
    [one] einmal geteilt
   *[other] { $n }-mal geteilt
}
count-reviews = { $n ->
    [0] keine Kritiken
    [one] eine Kritik
   *[other] { $n } Kritiken
}
count-followers = { $n ->
    [0] keine Follower
    [one] ein Follower
   *[other] { $n } Follower
}
count-following = { $n ->
    [0] folgt niemandem
    [one] folgt einer Person
   *[other] folgt { $n } Personen
}
and-more = { $n ->
    [one] und noch eins
   *[other] und { $n } weitere
}
count-films = { $n ->
    [0] keine Filme
    [one] ein Film
   *[other] { $n } Filme
}
count-performances = { $n ->
    [0] keine Darstellungen
    [one] eine Darstellung
   *[other] { $n } Darstellungen
}
count-entries = { $n ->
    [0] keine Einträge
    [one] ein Eintrag
   *[other] { $n } Einträge
}
count-viewings = { $n ->
    [0] keine Sichtungen
    [one] eine Sichtung
   *[other] { $n } Sichtungen
}
names-and = { $most } und { $last }
conversation-people = { $n ->
    [0] Noch hat niemand etwas gesagt
    [1] Eine Person im Gespräch
    [2] Zwei Personen im Gespräch
    [3] Drei Personen im Gespräch
    [4] Vier Personen im Gespräch
    [5] Fünf Personen im Gespräch
    [6] Sechs Personen im Gespräch
    [7] Sieben Personen im Gespräch
    [8] Acht Personen im Gespräch
    [9] Neun Personen im Gespräch
    [10] Zehn Personen im Gespräch
    [11] Elf Personen im Gespräch
    [12] Zwölf Personen im Gespräch
   *[other] { $n } Personen im Gespräch
}
reviews-here = { $n ->
    [1] Eine Kritik hier
    [2] Zwei Kritiken hier
    [3] Drei Kritiken hier
    [4] Vier Kritiken hier
    [5] Fünf Kritiken hier
    [6] Sechs Kritiken hier
    [7] Sieben Kritiken hier
    [8] Acht Kritiken hier
    [9] Neun Kritiken hier
    [10] Zehn Kritiken hier
    [11] Elf Kritiken hier
    [12] Zwölf Kritiken hier
   *[other] { $n } Kritiken hier
}
rating-place = , { $place } von { $total }

## The diary and the numbers
diary-rewatches = { $n ->
    [0] alle zum ersten Mal
    [1] einer schon vorher gesehen
   *[other] { $n } schon vorher gesehen
}
diary-time-seen = { $n ->
    [1] Erstes Mal
    [2] Zweites Mal
    [3] Drittes Mal
    [4] Viertes Mal
    [5] Fünftes Mal
   *[other] { $n }. Mal
}
diary-of = Tagebuch von { $name }
diary-of-year = Filmjahr { $year } von { $name }
diary-undated = Was { $name } gesehen hat, niemand weiß wann
month-unknown = Irgendwann im Jahr
numbers-of = Die Filme von { $name } in Zahlen
numbers-of-year = Filmjahr { $year } von { $name } in Zahlen
numbers-undated = { $n ->
    [1] Einer mehr hat kein Datum, das hier passen würde.
   *[other] { $n } weitere haben kein Datum, das hier passen würde.
}

## States
state-draft = Entwurf
state-scheduled = Geplant
state-published = Veröffentlicht
state-withdrawn = Zurückgezogen
comment-held = Wartet auf eine Entscheidung
comment-removed = Von der Seite genommen
comment-gone-deleted = Dieser Kommentar wurde von seinem Autor gelöscht.
comment-gone-held = Dieser Kommentar wartet auf eine Entscheidung.
comment-gone-removed = Dieser Kommentar wurde von der Seite genommen.
follow-pending = Angefragt, noch ohne Antwort
follow-rejected = Abgelehnt
follow-accepted = Du folgst

## News
news-reply = hat dir geantwortet
news-reply-about = hat dir geantwortet zu
news-reply-comment = hat deinen Kommentar beantwortet zu
news-reply-deeper = hat jemandem geantwortet unter deiner Kritik zu
news-reply-review = hat geantwortet auf deine Kritik zu
news-mention = hat dich erwähnt
news-mention-about = hat dich erwähnt in einem Kommentar zu
news-link = verlinkt eine deiner Kritiken
news-link-about = verlinkt deine Kritik zu
news-quote = zitiert dich
news-quote-about = zitiert dich zu
news-quote-review = zitiert deine Kritik zu
news-like = gefällt, was du geschrieben hast
news-like-about = gefällt deine Kritik zu
news-like-comment = gefällt dein Kommentar zu
news-boost = hat geteilt, was du geschrieben hast
news-boost-about = hat deine Kritik geteilt zu
news-boost-comment = hat deinen Kommentar geteilt zu
news-emoji = hat reagiert auf etwas von dir
news-emoji-about = hat reagiert auf deine Kritik zu
news-emoji-comment = hat reagiert auf deinen Kommentar zu
news-follow = folgt dir
news-follow-asks = möchte dir folgen
news-follow-accepted = lässt dich folgen
news-moved = ist das neue Konto von jemandem, dem du folgst; du folgst jetzt dort
news-report = hat hier jemanden gemeldet
news-report-about = hat die Kritik gemeldet zu
news-report-comment = hat einen Kommentar gemeldet zu
news-private = hat dir privat geschrieben

## What another server answered
answer-taken = angenommen ({ $status })
answer-elsewhere = verweist woandershin ({ $status })
answer-not-allowed = nicht erlaubt ({ $status })
answer-not-found = nicht gefunden ({ $status })
answer-gone = endgültig weg ({ $status })
answer-wait = bittet zu warten ({ $status })
answer-trouble = hat selbst Schwierigkeiten ({ $status })
answer-refused = abgelehnt ({ $status })

## Deliveries
delivery-end-failed = Abgelehnt oder aufgegeben
delivery-end-waiting = Wartet
delivery-end-arrived = Angekommen
delivery-none = Noch wurde nichts verschickt: Entweder folgt dir niemand auf einem anderen Server, oder die Kritik wird gleich verschickt.
delivery-one = Die eine Zustellung ist angekommen.
delivery-arrived = { $delivered } von { $total } Zustellungen angekommen.
delivery-pending = { $delivered } von { $total } Zustellungen angekommen, { $pending } warten oder werden wiederholt.
delivery-failed = { $delivered } von { $total } Zustellungen angekommen, { $failed } abgelehnt oder aufgegeben.
delivery-pending-failed = { $delivered } von { $total } Zustellungen angekommen, { $pending } warten oder werden wiederholt, { $failed } abgelehnt oder aufgegeben.
sent-create = die Kritik
sent-update = eine Änderung
sent-delete = ihre Löschung
sent-announce = die Kritik, noch einmal gezeigt
sent-undo = das Ende eines früheren Zeigens

## Fields of forms, where an error or a kept text names them
field-text = Deine Worte
field-film = Titel des Films
field-year = Jahr
field-headline = Überschrift
field-quote-text = Motto
field-quote-speaker = Wer das sagt
field-synopsis = Inhalt
field-take = Deine Sicht
field-bottom-line = Fazit
field-label = Überschrift oder Wort
field-teaser = Anreißer
field-seen-on = Datum
field-medium = Wie
field-venue = Wo
field-note = Notiz
field-source-name = Quelle
field-source-url = Adresse der Quelle
field-poster-alt = Was das Bild zeigt
field-tags = Schlagwörter
field-content-warning = Inhaltswarnung
field-title = Titel
field-original-title = Originaltitel
field-title-language = Sprache des Titels
field-runtime = Länge
field-countries = Länder
field-languages = Sprachen
field-directors = Regie
field-writers = Drehbuch
field-cast = Besetzung
field-crew = Andere hinter der Kamera
field-wikidata = Wikidata
field-tmdb = TMDB
field-imdb = IMDb
field-letterboxd = Letterboxd
field-language = Sprache
field-name = Name
field-summary = Über dich
field-description = Was du damit meinst
field-email = Mailadresse
field-who = Wen du gesucht hast
field-alias = Ein anderes Konto von dir
field-target = Wohin du ziehst
field-domains = Domains, die dich als Autor nennen dürfen
field-other = Ein anderes Feld

## One delivery
delivery-on-its-way = unterwegs
delivery-again = wird noch einmal versucht
delivery-delivered = zugestellt
delivery-refused = abgelehnt
delivery-gone = den Posteingang gibt es nicht mehr
delivery-expired = nach zwei Tagen aufgegeben
delivery-unknown = unbekannt

## Lists that can be narrowed
filter-show = Anzeigen

password = Passwort

years = Jahre

zone-choose = Zeitzone wählen
