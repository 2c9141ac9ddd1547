### Das Protokoll des Posteingangs: was andere Server schickten, und was daraus wurde.

received-log = Protokoll des Posteingangs
received-no-log = Diese Website führt nach ihren Einstellungen kein Protokoll (<code>federation.inbox_log_days</code> ist 0).
received-log-about = { $days ->
        [one] Was andere Server im Lauf des letzten Tages
       *[other] Was andere Server in den letzten { $days } Tagen
    } hierher geschickt haben, und was daraus wurde. Private Nachrichten sind darunter, behandle es also wie fremde Briefe.
received-search-hint = Ein Server, eine Adresse wie @du@example.social, oder die Webadresse eines Kontos, eines Beitrags oder einer Aktivität.
received-became = Was daraus wurde
received-became-any = Beliebig
received-kind = Art
received-kind-any = Jede Art
received-show-all = Alles anzeigen
received-none-fits = Nichts im Protokoll passt.
received-none = Noch ist nichts angekommen. Was andere Server schicken, steht hier, sobald es kommt.
received-caption = Was andere Server geschickt haben, das Neueste zuerst
received-when = Wann
received-from = Von
received-what = Was
received-outcome = Ergebnis
received-many-servers = Viele Server, oder unbekannt
received-times = { $n }-mal in dieser Stunde

## One entry
received-account = Konto
received-all-from = Alles von dort
received-type = Typ
received-activity = Aktivität
received-about = Betrifft
received-all-about = Alles dazu
received-inbox-shared = der für alle hier
received-inbox-of = der von { $handle }
received-at = Angekommen
received-until = Zuletzt
received-retries = Noch einmal versucht
received-retried = { $n ->
    [one] einmal
   *[other] { $n }-mal
}
received-done = Ausgeführt
received-reason = Gezählt als
received-told = Antwort
received-document = Das Dokument
received-turned-away = Es wurde abgewiesen, und nichts davon wurde aufgehoben.
received-too-long = Es war zu lang, um aufgehoben zu werden.

## What it is
received-verb-none = Nicht lesbar
received-verb-accept = Ja zu einer Anfrage
received-verb-add = In eine Liste aufgenommen
received-verb-announce = Geteilt
received-verb-block = Blockiert
received-verb-create = Neuer Text
received-verb-delete = Löschung
received-verb-dislike = Gefällt nicht
received-verb-emoji-react = Reaktion
received-verb-flag = Meldung
received-verb-follow = Folgen
received-verb-like = Gefällt
received-verb-move = Umzug
received-verb-quote-request = Bitte um Zitat
received-verb-reject = Nein zu einer Anfrage
received-verb-remove = Aus einer Liste genommen
received-verb-undo = Zurückgenommen
received-verb-update = Änderung

## What became of it
received-state-waiting = Wartet
received-state-accepted = Angenommen
received-state-ignored = Übergangen
received-state-refused = Abgelehnt
received-state-failed = Aufgegeben
received-waits = Aufgeschrieben und als Nächstes dran.
received-waits-again = Ließ sich noch nicht ausführen: { $reason }.
received-given-up = Mehrmals versucht und aufgegeben: { $reason }.
reason-none = Kein Grund wurde vermerkt.
reason-other = { $reason }.

## What became of it: at the door
reason-clock-skew = Die Uhrzeit darauf weicht um mehr als eine Stunde ab: Die Uhr eines der beiden Server geht falsch. Prüfe zuerst die von diesem hier.
reason-no-activity = Was ankam, ist keine ActivityPub-Aktivität oder ist beschädigt.
reason-no-such-inbox = Es ging an den Posteingang von jemandem, den es hier nicht gibt.
reason-signature-not-verified = Niemand kann beweisen, wer es geschickt hat: Die Signatur fehlt oder ist falsch, oder der Schlüssel des Absenders war nicht zu bekommen.
reason-speaks-for-somebody-else = Der Absender darf das nicht sagen: Die Aktivität nennt jemand anderen oder einen anderen Server als Autor.
reason-suspended = Eine Regel dieser Website sperrt den Absender oder seinen Server.
reason-too-many = Sein Absender, oder alle auf dem Server zusammen, haben innerhalb einer Minute mehr geschickt, als dieser Server annimmt. Er wurde gebeten, zu warten und es noch einmal zu schicken.
reason-too-long = Es ist länger als das eine Megabyte, das dieser Server liest.
reason-unknown-actor = Es geht um ein Konto, von dem hier noch niemand gehört hat, also ist nichts zu tun. Die meisten davon melden, dass ein Konto anderswo gelöscht wurde.

## What became of it: accepted
reason-actor-deleted = Das Konto wurde auf seinem Server gelöscht. Was es hier gesagt hat, wurde entfernt.
reason-actor-deleted-before = Das Konto wurde auf seinem Server gelöscht; das war schon bekannt.
reason-approved = Ein anderer Server hat etwas von hier gutgeheißen: eine Antwort, ein „Gefällt mir“ oder ein Teilen.
reason-approved-without-a-proof = Ein anderer Server hat etwas von hier gutgeheißen, ohne einen Beleg, den andere prüfen könnten.
reason-block = Das Konto blockiert jemanden von hier, also folgen die beiden einander nicht mehr.
reason-block-undone = Das Konto blockiert jemanden von hier nicht mehr.
reason-boost = Ein Teilen wurde gezählt.
reason-comment = Ein Kommentar kam zum Gespräch hinzu.
reason-comment-deleted = Ein Kommentar wurde entfernt, weil sein Autor ihn gelöscht hat.
reason-comment-edited = Ein Kommentar wurde von seinem Autor geändert.
reason-comment-held = Ein Kommentar kam von einem stummgeschalteten Server oder Konto. Er wartet auf eine Entscheidung.
reason-comment-made-private = Der Autor hat einen Kommentar privat gemacht, deshalb wird er nicht mehr gezeigt.
reason-emoji = Eine Reaktion mit einem Emoji wurde gezählt.
reason-follow-accepted = Jemand anderswo ist einverstanden, dass man ihm von hier aus folgt.
reason-follow-rejected = Jemand anderswo möchte nicht, dass man ihm von hier aus folgt.
reason-followed = Jemand anderswo folgt jetzt jemandem hier.
reason-followed-again = Jemand wollte folgen, der schon folgt; das wurde ihm noch einmal gesagt.
reason-followed-to-the-new-account = Jemand ist umgezogen, und man folgt ihm von nun an dort.
reason-like = Ein „Gefällt mir“ wurde gezählt.
reason-mention = Ein Beitrag, der etwas von hier verlinkt, steht jetzt bei den Erwähnungen.
reason-mention-deleted = Ein Beitrag, der etwas von hier erwähnte, wurde von seinem Autor gelöscht und steht nicht mehr in der Liste.
reason-mention-edited = Ein Beitrag, der etwas von hier erwähnt, wurde von seinem Autor geändert.
reason-mention-removed = Ein Beitrag verlinkt nichts mehr von hier und steht nicht mehr in der Liste.
reason-moved-and-nobody-here-follows = Jemand ist umgezogen. Niemand hier folgt ihm, also war sonst nichts zu tun.
reason-not-approved = Ein anderer Server hat etwas von hier nicht gutgeheißen. Hier wird es trotzdem gezeigt.
reason-post = Ein Beitrag von jemandem, dem man von hier aus folgt, wurde aufgehoben.
reason-post-deleted = Ein Beitrag wurde entfernt, weil sein Autor ihn gelöscht hat.
reason-post-edited = Ein Beitrag wurde von seinem Autor geändert.
reason-post-made-private = Der Autor hat einen Beitrag privat gemacht, deshalb wird er nicht mehr gezeigt.
reason-private-message = Eine private Nachricht wurde denen hier zugestellt, für die sie bestimmt ist.
reason-private-message-deleted = Eine private Nachricht wurde entfernt, weil ihr Autor sie gelöscht hat.
reason-private-message-edited = Eine private Nachricht wurde von ihrem Autor geändert.
reason-profile = Name, Bild oder Beschreibung eines Kontos wurden auf den neuesten Stand gebracht.
reason-quote = Ein Beitrag, der etwas von hier zitiert, steht jetzt bei den Zitaten.
reason-quote-allowed = Ein Beitrag fragte, ob er etwas von hier zitieren darf, und durfte.
reason-report = Eine Meldung wurde für die aufgeschrieben, die sich um diese Website kümmern.
reason-round-trip = Dieser Server hat sich selbst eine Nachricht geschickt, um zu sehen, ob sie ankommt (houselights doctor --federation).
reason-undone = Ein „Gefällt mir“, ein Teilen oder Ähnliches wurde zurückgenommen.
reason-unfollowed = Jemand anderswo folgt jemandem hier nicht mehr.
reason-waits-for-approval = Jemand möchte jemandem hier folgen, der darüber von Hand entscheidet.

## What became of it: ignored
reason-a-ban-from-a-place-elsewhere = Jemand wurde aus einer Gemeinschaft auf einem anderen Server verbannt, was hier nichts ändert.
reason-actor-cannot-be-read = Das Profil des Absenders ließ sich auf seinem Server nicht lesen.
reason-actor-is-gone = Das Konto des Absenders gibt es nicht mehr.
reason-announced-activity = Eine Gruppe hat weitergegeben, was eines ihrer Mitglieder getan hat. Gezählt werden nur geteilte Beiträge.
reason-answer-to-something-other-than-a-follow = Es beantwortet etwas, worum dieser Server nicht gebeten hat.
reason-answers-nothing-that-is-here = Es ist eine Antwort, aber in keinem Gespräch, das hier gezeigt wird.
reason-answers-nothing-that-was-asked = Es heißt etwas gut oder lehnt etwas ab, worum dieser Server nicht gebeten hat.
reason-block-of-somebody-elsewhere = Es blockiert jemanden, der nicht auf diesem Server ist.
reason-counted-already = Dieses „Gefällt mir“ oder Teilen wurde schon gezählt.
reason-dislikes-are-not-counted = „Gefällt mir nicht“ wird hier nicht gezählt.
reason-follow-of-somebody-elsewhere = Es möchte jemandem folgen, der nicht auf diesem Server ist.
reason-its-server-answered-304-to-a-first-question = Der andere Server gab kein Profil heraus, als ob dieser es schon kennte.
reason-its-server-did-not-give-it-a-moment-ago = Der Schlüssel des Absenders war eben nicht zu bekommen, und so bald wurde nicht noch einmal gefragt.
reason-its-server-still-has-it = Jemand gab weiter, dass ein Beitrag gelöscht wurde, aber sein eigener Server hat ihn noch.
reason-known-already = Es ist schon bekannt.
reason-links-to-nothing-here = Es beantwortet und erwähnt nichts auf dieser Website.
reason-neither-a-review-nor-an-article = Es ist ein Beitrag von jemandem, dem man von hier aus folgt, aber weder eine Kritik noch ein Artikel, und wird deshalb nicht aufgehoben.
reason-no-answer = Es ist keine Antwort und gehört deshalb zu keinem Gespräch.
reason-no-such-follow = Es geht um ein Folgen, das es nicht gibt.
reason-nobody-here-follows-its-author = Es ist ein Beitrag von jemandem, dem hier niemand folgt, und erwähnt nichts von hier.
reason-nobody-here-has-that-address = Es möchte einer Adresse folgen, die hier niemand hat.
reason-not-an-emoji = Es ist eine Reaktion ohne ein Emoji, das sich zeigen ließe.
reason-not-newer-than-what-is-known = Eine Änderung kam nach einer späteren an oder sagt dasselbe noch einmal.
reason-nothing-changed = Es sagt dasselbe, was schon bekannt ist.
reason-nothing-to-show = Es hat keinen Text, der sich zeigen ließe.
reason-nothing-to-undo = Es nimmt etwas zurück, das nicht hier ist.
reason-object-is-gone = Worum es geht, gibt es auf seinem Server nicht mehr.
reason-parent-cannot-be-read = Es beantwortet etwas, das sich auf seinem Server nicht lesen ließ.
reason-parent-is-private = Es beantwortet etwas, das nicht öffentlich ist.
reason-poll-vote = Es ist eine Stimme in einer Umfrage, und Umfragen gibt es hier nicht.
reason-private = Es ist nicht öffentlich und für niemanden hier bestimmt.
reason-private-and-for-nobody-here = Es ist eine private Nachricht und für niemanden hier bestimmt.
reason-reports-are-rejected = Eine Regel dieser Website nimmt von jenem Server keine Meldungen an.
reason-reports-nothing-that-is-here = Es meldet etwas, das nicht auf diesem Server ist.
reason-the-actor-does-not-list-the-key-that-signed = Das Profil des Absenders nennt den Schlüssel nicht, der unterschrieben hat.
reason-the-actor-has-no-inbox = Das Profil des Absenders ist unvollständig: Es sagt nirgends, wohin Antworten gehen.
reason-the-actor-has-no-preferredusername = Das Profil des Absenders ist unvollständig: Es hat keinen Namen.
reason-the-actor-has-no-public-key-of-its-own = Das Profil des Absenders ist unvollständig: Es hat keinen Schlüssel, mit dem sich Signaturen prüfen ließen.
reason-the-actor-has-no-usable-id = Das Profil des Absenders ist unvollständig: Es hat keine eigene Adresse.
reason-the-key-belongs-to-an-actor-of-another-server = Der Schlüssel, der unterschrieben hat, gehört zu einem Konto auf einem anderen Server.
reason-the-object-has-no-usable-id = Worum es geht, hat keine eigene Adresse.
reason-the-object-is-attributed-to-nobody-on-its-server = Worum es geht, nennt auf seinem eigenen Server keinen Autor.
reason-the-object-is-attributed-to-somebody-else = Worum es geht, hat jemand anderes als der Absender geschrieben.
reason-the-object-is-not-a-text = Worum es geht, lässt sich nicht als Text lesen.
reason-the-object-is-not-an-actor = Worum es geht, sollte ein Konto sein und ist etwas anderes.
reason-the-object-is-not-on-its-authors-server = Worum es geht, liegt nicht auf dem Server seines Autors.
reason-thread-is-too-deep = Das Gespräch, zu dem es gehört, ist zu tief, um es bis zum Anfang zu verfolgen.
reason-too-many-emoji = Dasselbe Konto hat hier schon so viele verschiedene Emojis gegeben.
reason-too-many-fetches = Herauszufinden, worum es geht, hätte zu viele Anfragen gekostet.
reason-undo-of-an-unknown-type = Es nimmt etwas von einer Art zurück, die hier nicht benutzt wird.
reason-unknown-object = Es geht um etwas, das nicht hier ist.
reason-unknown-object-remembered-as-deleted = Es löscht etwas, das nicht hier ist. Das wird gemerkt, falls es noch ankommt.
reason-unknown-parent = Es beantwortet etwas, das nicht hier ist und nicht zu bekommen war.
reason-unknown-type = Es ist von einer Art, die hier nicht benutzt wird.
reason-what-it-answers-is-gone = Es beantwortet etwas, das gelöscht wurde.
reason-what-others-feature-is-not-kept = Es ändert, was ein Konto anderswo zuerst auf seinem Profil zeigt; das wird hier nicht aufgehoben.
reason-what-the-key-id-names-is-neither-an-actor-nor-a-key = Der Schlüssel, der unterschrieben hat, war nicht da zu finden, wo die Signatur ihn nennt.

## What became of it: refused
reason-a-collection-of-another-server = Es ändert eine Liste auf einem Server, der nicht der des Absenders ist.
reason-an-actor-of-this-server = Ein anderer Server spricht über ein Konto von diesem.
reason-an-address-of-this-server = Es beansprucht eine Adresse dieses Servers.
reason-an-object-of-another-server = Es geht um etwas auf einem Server, der nicht der des Absenders ist.
reason-answers-a-follow-of-somebody-else = Es beantwortet ein Folgen, das an jemand anderen ging.
reason-answers-for-somebody-else = Es heißt etwas im Namen von jemand anderem gut oder lehnt es ab.
reason-belongs-to-somebody-else = Es ändert oder löscht etwas, das jemand anderem gehört.
reason-claims-an-object-of-this-server = Es gibt vor, etwas auf diesem Server zu sein.
reason-delete-of-an-object-elsewhere = Es löscht etwas auf einem Server, der nicht der des Absenders ist.
reason-its-author-was-deleted = Das Konto seines Autors wurde gelöscht.
reason-its-sender-blocks-whom-it-follows = Es möchte jemandem folgen, den der Absender zugleich blockiert.
reason-its-server-does-not-say-so = Jemand hat es weitergegeben, aber sein eigener Server sagt etwas anderes.
reason-may-not-quote = Ein Beitrag fragte, ob er etwas von hier zitieren darf, und durfte nicht.
reason-moves-nowhere = Es sagt, dass jemand umzieht, und nicht, wohin.
reason-moves-somebody-else = Es zieht mit einem Konto um, das nicht das des Absenders ist.
reason-no-object = Es sagt nicht, worum es geht.
reason-no-post-that-quotes = Es bittet um die Erlaubnis zu zitieren und nennt den Beitrag nicht, der zitiert.
reason-no-target = Es sagt nicht, welche Liste es ändert.
reason-object-cannot-be-read = Worum es geht, ließ sich auf seinem Server nicht lesen.
reason-quotes-with-an-object-elsewhere = Es bittet um die Erlaubnis zu zitieren für einen Beitrag auf einem anderen Server.
reason-quotes-with-somebody-elses-object = Es bittet um die Erlaubnis zu zitieren für einen Beitrag von jemand anderem.
reason-the-account-has-moved = Es möchte jemandem folgen, der von hier weggezogen ist.
reason-the-follow-was-undone = Das Folgen wurde zurückgenommen, bevor es ankam.
reason-the-new-account-does-not-name-the-old-one = Jemand sagt, er sei zu einem neuen Konto umgezogen, und dieses Konto bestätigt es nicht.
reason-the-new-account-is-not-in-use = Jemand sagt, er sei zu einem neuen Konto umgezogen, das selbst gelöscht oder umgezogen ist.
reason-the-thread-goes-round-in-a-circle = Das Gespräch, zu dem es gehört, beantwortet sich selbst im Kreis.
reason-too-many-reports = Von jenem Server warten schon viele Meldungen darauf, gelesen zu werden, deshalb wurde diese nicht aufgehoben.
reason-undoes-what-somebody-else-did = Es nimmt zurück, was jemand anderes getan hat.
reason-unreadable = Was aufgeschrieben wurde, lässt sich nicht mehr lesen.
reason-update-of-somebody-else = Es ändert ein Konto, das nicht das des Absenders ist.
reason-was-deleted = Es war schon einmal gelöscht worden und kommt nicht wieder.
reason-was-undone = Es wurde zurückgenommen, bevor es ankam.
