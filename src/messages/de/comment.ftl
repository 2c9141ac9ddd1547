### Das Gespräch und die Seiten eines Kommentars.

conversation-page = Seite { $n } von { $total }
conversation-pages = Seiten des Gesprächs
conversation-beginning = Von Anfang an
and-others = { $n ->
    [0] { $what }
   *[other] und { $n } andere: { $what }
}
like = Gefällt mir
unlike = Gefällt mir nicht mehr
boost = Teilen
unboost = Nicht mehr teilen
comment-author = Autor
comment-here = Hier
edited = bearbeitet
in-reply-to = Antwort auf { $who }
comment-reply = Antworten<span class="hidden"> auf { $name }</span>
comment-reply-afar = Antworten<span class="hidden"> auf { $name } vom eigenen Server aus</span>
edit = Bearbeiten
delete-ask = Löschen …
comment-take-off = Von der Seite nehmen
comment-put-on = Auf die Seite setzen

comment-yours = Dein Kommentar
comment-yours-hint = Markdown geht. Deine Follower und die Leute in diesem Gespräch bekommen ihn auch.
comment-send = Kommentieren
comment-words = Deine Worte
comment-words-hint = Markdown geht. Höchstens 5000 Zeichen.
comment-answer = Antworten
comment-answer-send = Antwort abschicken
comment-you-answer = Du antwortest auf:
comment-change = Deinen Kommentar ändern
comment-delete = Deinen Kommentar löschen?
comment-delete-asks = Er verschwindet hier, und jeder Server, der ihn hat, wird gebeten, ihn zu löschen. Antworten darauf bleiben.
comment-empty = Schreib zuerst etwas.
comment-signed-out = Du bist abgemeldet, deshalb wurde nichts verschickt. Deine Worte stehen sicher auf dieser Seite: Melde dich in einem anderen Tab an, komm hierher zurück und drück den Knopf noch einmal.
comment-expired = Diese Seite war zu lange offen, deshalb wurde nichts verschickt. Deine Worte sind sicher: Drück den Knopf noch einmal.
save = Speichern
delete-it = Löschen
keep-it = Behalten
leave-it = Lassen

## Answering from somewhere else
afar-heading = Vom eigenen Server aus antworten
afar-why = Antworten, „Gefällt mir“ und Geteiltes kommen von dem Konto, das du schon hast, bei Mastodon oder einem anderen Server des Fediverse. Darum muss dein eigener Server gefragt werden. Ein Konto hier brauchst du nicht.
afar-address = Deine Adresse
afar-address-hint = Zum Beispiel @du@example.social
afar-go = Zu meinem Server
afar-copy = Oder kopiere diese Adresse in das Suchfeld deiner App:
afar-sign-in = <a href="/sign-in">Melde dich an</a>, wenn du auf dieser Seite ein Konto hast.

## A comment alone on a page
comment-alone-title = { $name } zu { $title }
comment-alone-heading = { $name } zu <span dir="auto">{ $title }</span>
comment-alone-eyebrow = Ein Kommentar
comment-alone-about = Im Gespräch geht es um einen Beitrag von { $name } auf { $host }.
read-on-host = Auf { $host } lesen
