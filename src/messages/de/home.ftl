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
home-on-this-day = An diesem Tag

## What the site says about itself
about-title = Über { $site }
about-take-part = Mitreden
about-follow = Niemand braucht hier ein Konto. Kopiere die Adresse von jemandem, der hier schreibt, in das Suchfeld deiner App, bei Mastodon oder anderswo im Fediverse, und folge dort; oder <a href="/interact">lass deinen eigenen Server fragen</a>.
about-answer = Antworte dort auf eine Kritik wie auf jeden anderen Beitrag: Deine Antwort steht dann unter der Kritik, mit deinem Namen und dem Weg zu dir.
about-feeds = Oder lies ohne all das mit. { $feeds }
about-contact = An wen man sich wendet
about-program = Das Programm
about-houselights = Diese Website läuft mit Houselights { $version }, freier Software unter der AGPL. <a href="{ $source }">Ihr Quelltext</a> steht allen offen.
about-cookies = Keine Seite hier fragt einen anderen Server, und niemand wird gezählt. Cookies bekommt, wer sich anmeldet, in ein Formular schreibt oder wählt, wie die Seiten aussehen, und sonst niemand.
