### Eine Kritik: ihre Seite, der Editor, was sich geändert hat, und wohin sie ging.

review = Kritik
review-another-look = Noch ein Blick
review-shown-again = noch einmal gezeigt am { $day }
review-newer-notice = Es gibt eine neuere Kritik zu diesem Film: { $review }, { $day }.
review-warning-label = Inhaltswarnung:
review-spoilers-until = Diese Kritik verrät die Handlung. Das <a href="#{ $at }bottom-line">Fazit</a> nicht.
review-about = Über diese Kritik
review-comments = Kommentare
review-on-scale = auf der Skala „{ $scale }“
review-seen = Gesehen
review-times-seen = Sichtungen
review-other-looks = Andere Blicke auf diesen Film
review-earlier = Frühere Kritik, { $day }
review-changed-since = Was sich seither geändert hat
review-newer = Neuere Kritik, { $day }
review-changed-in = Was sich darin geändert hat

## What changed between two of them
review-changes = Was sich geändert hat
review-changes-title = Was sich geändert hat: { $film }
review-two-looks = Zwei Blicke von { $who }
review-then = Damals
review-now = Jetzt
review-changes-spoilers = Diese Seite verrät die Handlung, wie die Kritiken auch.
review-changes-legend = Neue Wörter sind <ins>unterstrichen</ins>, weggelassene <del>durchgestrichen</del>.
review-changes-called = hieß vorher „<span dir="auto" lang="{ $language }">{ $label }</span>“
review-changes-new = neu:
review-changes-out = weggelassen:
review-changes-end = (Ende)
review-changes-none = Keine der beiden Kritiken hat einen Text zum Vergleichen.
review-compared-line = Das Motto
review-compared-same = Wort für Wort wie vorher
review-compared-moved = Andere Absätze, dieselben Wörter
review-compared-words-new = { $new ->
    [one] Ein neues Wort
   *[other] { $new } neue Wörter
}
review-compared-words-out = { $out ->
    [one] Ein Wort weggelassen
   *[other] { $out } Wörter weggelassen
}
review-compared-words = { $new ->
    [one] Ein neues Wort
   *[other] { $new } neue Wörter
}, { $out ->
    [one] eines weggelassen
   *[other] { $out } weggelassen
}
review-compared-anew = Neu geschrieben
review-compared-new = War vorher nicht da
review-compared-gone = Wurde weggelassen

## Its author's list
review-yours = Deine Kritiken
review-none-yours = Hier ist noch nichts. Um als Entwurf gespeichert zu werden, braucht eine Kritik nur den Titel eines Films; alles andere kann später kommen.
review-saved = Gespeichert
review-what-to-do = Was zu tun ist
review-revive = Wieder zum Entwurf machen<span class="hidden">: { $title }</span>
review-delete-ask = Löschen …<span class="hidden"> { $title }</span>
review-edit-named = Bearbeiten<span class="hidden">: { $title }</span>
review-cancel = Abbrechen<span class="hidden">: Veröffentlichung von { $title }</span>
review-delivery-of = Zustellung<span class="hidden"> von { $title }</span>
review-delete-title = { $title } löschen
review-delete = „{ $title }“ löschen?
review-delete-asks = Der Text, die Sichtungen und das Wissenswerte werden von diesem Server entfernt, und jeder Server, der die Kritik bekommen hat, wird gebeten, sie auch zu entfernen. Die Adresse wird sagen, dass sie nicht mehr da ist. Das lässt sich nicht rückgängig machen.

## The editor
review-write = Kritik schreiben
review-edit = Kritik bearbeiten
review-go-on = Weiterschreiben
review-unsaved = Noch nicht gespeichert
review-see = Seite ansehen
review-signed-out = Du bist abgemeldet, deshalb wurde nichts gespeichert. Dein Text steht sicher auf dieser Seite: Melde dich in einem anderen Tab an, komm hierher zurück und drück den Knopf noch einmal. Ein ausgewähltes Bild musst du noch einmal auswählen.
review-expired = Diese Seite war zu lange offen, deshalb wurde nichts gespeichert. Dein Text ist sicher: Drück den Knopf noch einmal. Ein ausgewähltes Bild musst du noch einmal auswählen.
review-day-typed = Hier steht ein Tag. Drück „Planen“, um an diesem Tag zu veröffentlichen, oder leere das Feld, um es sofort zu tun.
review-to-be-published = Wird veröffentlicht
review-day-not-saved = Der Entwurf ist gespeichert, der Tag aber nicht: Drück „Planen“, um an diesem Tag zu veröffentlichen.
review-films-here = Filme, die schon hier sind
review-facts = Angaben zum Film
review-facts-hint = Nichts davon muss sein. Ein Feld, das du leer lässt, bleibt, wie es ist.
review-facts-hint-film = Nichts davon muss sein. Ein Feld, das du leer lässt, bleibt, wie es ist; um etwas wegzunehmen, <a href="{ $path }/edit">bearbeite den Film</a>.
review-headline = Deine Überschrift
review-headline-hint = Ein eigener Titel für diese Kritik. Bleibt das Feld leer, steht dort der des Films.
review-quote = Ein Satz aus dem Film
review-text = Dein Text
review-text-hint = Markdown geht: *betont*, **stark**, [ein Link](https://example.org) und > vor einem Zitat. Zwei Striche auf jeder Seite verbergen einen Spoiler: ||der Butler war’s||.
review-section-heading = Überschrift
review-synopsis-hint = Worum es geht, in Kürze.
review-bottom-line-hint = Das Urteil in ein, zwei Sätzen, ohne Spoiler.
review-verdict = Dein Urteil
review-step-then = (wie sie damals war)
review-no-scale = Du hast noch keine Skala. <a href="/settings/scales">Leg eine mit deinen eigenen Worten an</a>; dieser Text lässt sich auch ohne speichern.
review-chosen = Die Bewertung, die du gewählt hast
review-unrated = Keine Bewertung
review-recommend = Ich empfehle ihn
review-teaser-hint = Ein, zwei Sätze ohne Spoiler, für Follower und Suchmaschinen. Höchstens 300 Zeichen.
review-viewings-hint = Ein Datum kann ein Tag sein (2014-01-13), ein Monat (2014-01), ein Jahr (2014) oder leer, wenn du es nicht mehr weißt. Wie oft, wird für dich gezählt.
review-viewing-number = Sichtung { $n }
review-add-viewing = Weitere Sichtung
review-trivia-number = Wissenswertes { $n }
review-trivia-text = Was du herausgefunden hast
review-add-trivia = Noch etwas hinzufügen
review-poster-hint = JPEG, PNG, WebP oder GIF. Es wird verkleinert, und Angaben zu Ort und Kamera werden entfernt.
review-particulars = Einzelheiten
review-language = Sprache der Kritik
review-language-hint = Zum Beispiel en, de oder pt-BR.
review-slug = Letzter Teil der Adresse
review-slug-hint = Bleibt das Feld leer, wird einer gemacht.
review-tags-hint = Durch Kommas getrennt.
review-gives-away = Der Text verrät die Handlung
review-warning-hint = Nur, wenn Leser gewarnt sein sollten: flackerndes Licht, Gewalt gegen Tiere …
review-update = Kritik aktualisieren
review-publish-now = Jetzt veröffentlichen
review-take-back = Zurücknehmen
review-throw-away = Wegwerfen
review-withdraw-hint = Eine zurückgezogene Kritik verschwindet von der Website und den Servern deiner Follower; den Text behältst du als Entwurf.
preview-hint = Noch ist nichts gespeichert oder verschickt.
preview-mastodon = Bei Mastodon und seinen Verwandten
preview-here = Auf dieser Website
preview-poster = Mit dem Plakat: { $alt }
preview-poster-hidden = Mit dem Plakat, hinter einem Klick verborgen: { $alt }

## Publishing later
schedule = Wann veröffentlichen
schedule-planned = Sie wird von selbst veröffentlicht, am { $moment }.
schedule-another = Ein anderer Zeitpunkt
schedule-later = Nicht jetzt, sondern später
schedule-day = Tag
schedule-time = Uhrzeit
schedule-twice = Die Uhren werden zurückgestellt, und diese Uhrzeit kommt zweimal
schedule-first = Die erste
schedule-second = Die zweite
schedule-zone = Zeitzone
schedule-zone-hint = Die Uhren, nach denen Tag und Uhrzeit gemeint sind. Deine eigene kannst du in den Einstellungen wählen.
schedule-change = Zeitpunkt ändern
schedule-send = Planen
schedule-cancel = Nicht von selbst veröffentlichen

## Where it was sent
delivery-title = Zustellung von { $title }
delivery-heading = Zustellung von „{ $title }“
delivery-which = Welche Zustellungen
delivery-all = Alle
delivery-none-such = Keine Zustellung steht so.
delivery-caption = Jeder Server, an den die Kritik ging, die neuesten zuerst
delivery-server = Server
delivery-what = Was
delivery-state = Stand
delivery-tries = Versuche
delivery-last-answer = Letzte Antwort
delivery-next-or-end = Nächster Versuch oder Ende
delivery-next = Nächster Versuch
delivery-ended = Beendet
delivery-no-answer = noch keine
delivery-pages = Seiten, auf die die Kritik verweist
delivery-pages-about = Websites, die das möchten, erfahren per Webmention von dem Link, und noch einmal, wenn du die Kritik bearbeitest.
delivery-pages-caption = Jede Seite, die von der Kritik erfahren hat
delivery-page = Seite
delivery-tried = Versucht
delivery-page-no-answer = keine
webmention-on-its-way = unterwegs
webmention-again = wird noch einmal versucht
webmention-told = benachrichtigt
webmention-told-gone = benachrichtigt, dass der Link weg ist
webmention-deaf = nimmt keine Webmentions an
webmention-refused = abgelehnt
webmention-failed = aufgegeben

## Showing it again
review-again = Noch einmal zeigen
review-again-about = Bringt diese Kritik noch einmal zu deinen Followern, als von dir selbst geteilt gekennzeichnet, und auf die Startseite und in die Feeds. Zwischen zwei Malen ruht eine Kritik dreißig Tage.
review-again-last = Noch einmal gezeigt am { $day }.
review-again-from = Ab { $moment } kann sie wieder gezeigt werden.
review-again-send = Meinen Followern noch einmal zeigen
