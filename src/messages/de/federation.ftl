### Was in Dokumenten und Feeds neben den eigenen Worten eines Autors steht.

rating-of = { $label } ({ $n } von { $total })
rating-outside = { $label }
rating-unchanged = unverändert
rating-renamed = unverändert, hieß damals { $label }
rating-up = besser als { $label }
rating-down = schlechter als { $label }
rating-different = früher { $label }
rating-unchanged-since = unverändert seit { $day }
rating-renamed-since = unverändert seit { $day }, hieß damals { $label }
rating-up-since = besser als { $label } ({ $day })
rating-down-since = schlechter als { $label } ({ $day })
rating-different-since = früher { $label } ({ $day })
times-seen = { $n ->
    [1] Einmal gesehen
    [2] Zweimal gesehen
   *[other] { $n }-mal gesehen
}
summary-recommended = empfohlen
summary-warning = Inhaltswarnung: { $warning }
summary-spoilers = verrät die Handlung
section-synopsis = Inhalt
section-take = Meine Sicht
section-bottom-line = Fazit
article-trivia = Wissenswertes
article-previous = Die Kritik davor
article-source = Quelle: { $source }
article-seen = { $times }: { $dates }
feed-warning = Inhaltswarnung: { $warning }
feed-warning-marked = <strong>Inhaltswarnung:</strong> { $warning }
feed-spoilers = Diese Kritik verrät die Handlung.
feed-read-whole = Die ganze Kritik lesen
feed-comments = Kommentare: { $film }
feed-comments-about = Was über die Kritik zu { $film } von { $name } gesagt wird.
feed-shown-again = Am { $day } noch einmal gezeigt.
