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

## Gäste
comment-guest = Gast
comment-rejected = nicht veröffentlicht; nur du siehst es
guest-heading = Als Gast kommentieren
guest-about = Ganz ohne Konto. Dein Kommentar steht nur auf dieser Website, und vorher sieht ihn jemand an.
guest-name = Dein Name
guest-name-hint = So wie er neben deinem Kommentar stehen soll. Es muss nicht dein richtiger sein.
guest-name-missing = Sag, wie du heißen möchtest.
guest-mail = Mailadresse (kann leer bleiben)
guest-mail-hint = Niemand sieht sie je. Sie dient nur dazu, dir Antworten zu melden, wenn du das möchtest, und dir zu zeigen, was über dich gespeichert ist; nach einiger Zeit wird sie vergessen.
guest-notify = Antworten per Mail melden
guest-site-label = Deine Website (kann leer bleiben)
guest-site-hint = Dein Name führt dann dorthin.
guest-site = Das ist keine Webadresse. Sie sieht aus wie https://example.org, oder lass das Feld leer.
guest-trap = Dieses Feld leer lassen
guest-mine = Dein Kommentar
guest-shown = Dein Kommentar steht auf der Seite.
guest-waits = Danke. Dein Kommentar ist gespeichert und wartet, bis ihn jemand angesehen hat; jetzt siehst nur du ihn.
guest-until = Bis { $time } kannst du ihn hier ändern oder löschen. Behalte die Adresse dieser Seite so lange, und gib sie niemandem.
guest-to-conversation = Zum Gespräch
afar-as-guest = Oder als Gast kommentieren
comment-not-here = Hier kannst du nicht kommentieren.
comment-closed = { $n ->
    [one] Dieses Gespräch wurde einen Tag nach der Kritik geschlossen.
   *[other] Dieses Gespräch wurde { $n } Tage nach der Kritik geschlossen.
}
comment-followers-only = Hier darf nur kommentieren, wer der Autorin oder dem Autor folgt.
comment-followed-only = Hier darf nur kommentieren, wem die Autorin oder der Autor folgt.
comment-no-guests = Gäste können auf dieser Website nicht kommentieren. Du kannst von deinem eigenen Server aus antworten.
comment-nobody = Hier werden keine Kommentare angenommen.
comment-word = Ein Wort darin ist auf dieser Website nicht erwünscht: „{ $word }“. Sag es anders.

## Besuch: sich mit einem Konto von anderswo anmelden
afar-as-visitor = Über deinen eigenen Server anmelden
visit-heading = Mit dem Konto kommentieren, das du anderswo hast
visit-about = Melde dich auf deinem eigenen Server an (Mastodon, GoToSocial, Hollo, Mitra, Pixelfed, Akkoma und Verwandte). Entweder darf er deinen Kommentar für dich veröffentlichen, so dass auch deine Follower ihn sehen, oder diese Website erfährt nur, wer du bist, und behält den Kommentar hier.
visit-with-posting = Anmelden und von dort veröffentlichen
visit-without = Nur sagen, wer ich bin
visit-go = { $server } bittet dich, dich anzumelden, und fragt, ob diese Website das darf.
visit-go-post = Diese Website darf dann lesen, wer du bist, ihre eigene Seite dort suchen und veröffentlichen, was du hier schreibst. Sie vergisst das alles, wenn du dich abmeldest, oder nach zwölf Stunden.
visit-go-read = Diese Website darf dann einmal lesen, wer du bist. Veröffentlichen kann sie nichts.
visit-declined = Nichts wurde erlaubt, also bist du nicht angemeldet.
visit-as = Du bist hier als { $name }
visit-send-there = Von { $host } aus veröffentlichen
visit-send-here = Nur auf dieser Website lassen
visit-send-hint = Von deinem Server aus ist es ein Beitrag von dir wie jeder andere: deine Follower sehen ihn, und du änderst und löschst ihn dort. Hier gelassen steht er nur auf dieser Seite.
visit-send-here-hint = Er steht nur auf dieser Seite, unter deiner Adresse. Kein Server bekommt ihn.
visit-leave = Hier abmelden
visit-ended = Du bist nicht mehr angemeldet, also wurde nichts abgeschickt. Deine Worte sind auf dieser Seite sicher.
visit-own-server = Das ist genau diese Website: nimm die Seite zum Anmelden.
visit-suspended = Diese Website spricht nicht mit diesem Server.
visit-no-api = { $host } lässt niemanden sich auf anderen Websites anmelden, oder nicht auf eine Art, die hier verstanden wird.
visit-refused = { $host } hat abgelehnt ({ $status }). Versuch noch einmal, dich dort anzumelden.
visit-not-found = { $host } findet diese Seite nicht. Lass deinen Kommentar nur auf dieser Website, oder versuch es später noch einmal.
visit-not-there = Worauf du antwortest, steht nur auf dieser Website, also kann dein Server keine Antwort darauf veröffentlichen. Lass deine auch hier.
visit-not-its-own = Dieser Server sprach von einem Konto, das nicht seines ist, also bist du nicht angemeldet.
