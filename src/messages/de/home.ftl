### Die erste Seite.

home-title = Filmkritiken
home-title-page = Kritiken, Seite { $n }
home-heading = { $site }: Kritiken
home-empty = Noch läuft hier nichts.
home-empty-about = { $description } Hier wird die erste Kritik stehen.
home-write-first = Die erste Kritik schreiben
home-newest = Neueste Kritik
home-earlier = Frühere Kritiken
home-page = Seite { $n }
home-again = Noch einmal gezeigt
home-first-shown = zuerst gezeigt am { $day }
home-shown-again = noch einmal am { $day }
home-comments = Neueste Kommentare
home-comment-on = zu { $film }
home-writers = Wer hier schreibt
