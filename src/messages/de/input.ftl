### Was an einer Eingabe nicht stimmt, und was zu tun ist.

## Any field
input-too-long = Das sind { $length } Zeichen, höchstens { $most } gehen. Bitte kürzen.
input-nul = Hier steht ein NUL-Zeichen. Entferne es.
input-url = Schreib eine vollständige Adresse, die mit https:// beginnt.
input-slug = Eine Adresse besteht aus kleinen Buchstaben von a bis z, Ziffern und Bindestrichen.
input-language-tag = Schreib ein Sprachkürzel wie de oder pt-BR.
input-title-long = Ein Titel hat höchstens { $most } Zeichen.
input-year = Schreib ein vierstelliges Jahr, ab 1888.
input-hundred = Schreib eine Zahl von 0 bis 100.
input-zone = Wähle eine Zeitzone aus der Liste.
input-date = „{ $typed }“ ist kein Datum. Schreib 2014-01-13, 2014-01 oder 2014, oder lass es leer, wenn du es nicht weißt.
input-day-to-come = Dieser Tag kommt erst noch.
input-file-large = Diese Datei ist zu groß.

## Films and their people
input-film-missing = Welcher Film ist es? Schreib seinen Titel.
input-film-year = Schreib das Erscheinungsjahr vierstellig zwischen { $least } und { $most }, oder lass es leer.
input-film-title-language = Schreib die Sprache des Titels als Kürzel wie de oder pt-BR, oder nichts.
input-film-runtime = Schreib die Länge in Minuten, zum Beispiel 117, oder als 1 h 57, oder nichts.
input-film-id = Das ist kein Film bei { $catalogue }. Schreib seine Kennung, zum Beispiel { $example }, oder die Adresse seiner Seite.
input-film-names = { $n } sind zu viele, höchstens { $most } gehen.
input-film-crew = „{ $typed }“ sagt nicht, was die Person gemacht hat. Beginne mit einem dieser Wörter und einem Doppelpunkt: { $roles }.
input-film-credits = { $n } Personen sind zu viele, höchstens { $most } gehen.
input-film-taken = Den Film { $film } gibt es schon. Wenn beide derselbe sind, führe sie zusammen.
input-credit-no-name = „{ $typed }“ nennt niemanden. Schreib zuerst den Namen: Marta Osei as The driver (voice).
input-credit-long = „{ $typed }…“ ist zu lang. Schreib jede Person in eine eigene Zeile; ein Name oder eine Rolle hat höchstens { $most } Zeichen.
input-merge-film = Diesen Film gibt es hier nicht. Gib die Adresse seiner Seite an, oder Titel und Jahr.
input-merge-same-film = Das ist derselbe Film. Wähle den anderen.
input-split-same-film = Das ist derselbe Film. Ein anderer hat einen anderen Titel oder ein anderes Jahr.
input-split-reviews = Wähle die Kritiken, die zum anderen Film gehören.
input-person-name = Schreib einen Namen mit höchstens 200 Zeichen.
input-person-taken = Jemand anderes heißt schon so. Wenn beide dieselbe Person sind, führe sie zusammen; wenn nicht, schreib in eckigen Klammern dahinter, was sie unterscheidet.
input-merge-person = So jemanden gibt es hier nicht. Gib die Adresse der Seite an, oder den Namen.
input-merge-same-person = Das ist dieselbe Person. Wähle die andere.

## Reviews
input-review-language = Wähle die Sprache der Kritik, zum Beispiel de oder pt-BR.
input-quote-missing = Was sagt die Person? Schreib den Satz, oder lösche den Namen.
input-trivia-missing = Zu dieser Quelle fehlt der Text. Schreib ihn, oder lösche die Quelle.
input-trivia-many = Eine Kritik hat höchstens { $most } Einträge unter „Wissenswertes“.
input-tag = „{ $typed }“ ist kein Schlagwort: Buchstaben, Ziffern und Leerzeichen, höchstens { $most }.
input-tags-many = Eine Kritik hat höchstens { $most } Schlagwörter.
input-viewings-many = Eine Kritik hat höchstens { $most } Sichtungen.
input-nothing-to-publish = Noch gibt es nichts zu veröffentlichen: Schreib etwas, bewerte den Film oder trag eine Sichtung ein.
input-step = Diese Bewertung gehört zu keiner deiner Skalen. Wähle eine andere.
input-review-slug-taken = Eine andere Kritik von dir hat diese Adresse. Wähle eine andere.
input-publish-date = Schreib den Tag der Veröffentlichung als Jahr, Monat und Tag, zum Beispiel 2026-12-24.
input-publish-time = Schreib die Uhrzeit der Veröffentlichung als Stunden und Minuten, zum Beispiel 18:30.
input-publish-twice = { $time } Uhr gibt es am { $date } zweimal, weil die Uhren in { $zone } zurückgestellt werden. Sag, welches von beiden du meinst.
input-publish-never = { $time } Uhr gibt es am { $date } nicht, weil die Uhren in { $zone } vorgestellt werden. Das Nächste, was sie zeigen, ist { $later } Uhr am { $day }. { $month }.
input-publish-passed = Dieser Zeitpunkt ist vorbei: In { $zone } ist es jetzt { $date }, { $time } Uhr. Wähle einen späteren, oder veröffentliche sofort.
input-publish-far = Wähle einen Tag innerhalb der nächsten fünf Jahre.

## Posts
input-essay-title = Gib dem Beitrag einen Titel.
input-essay-long = Ein Beitrag hat höchstens 200.000 Zeichen.
input-essay-films = Ein Beitrag nennt höchstens { $most } Filme.
input-essay-empty = Schreib etwas, bevor du ihn veröffentlichst.
input-essay-slug-taken = Ein anderer Beitrag von dir hat diese Adresse. Wähle eine andere.
input-teaser-long = Ein Anreißer hat höchstens { $most } Zeichen.

## Lists
input-list-title = Gib der Liste einen Titel.
input-list-intro = Eine Einleitung hat höchstens 20.000 Zeichen.
input-list-items = Eine Liste hat höchstens 5.000 Einträge.
input-list-slug-taken = Eine andere Liste von dir hat diese Adresse. Wähle eine andere.
input-item-title = Schreib den Titel eines Films.
input-item-person = Schreib, wer darin spielt.
input-item-note = Eine Notiz hat höchstens 2.000 Zeichen.

## Rating scales
input-scale-name = Gib der Skala einen Namen.
input-scale-few = Eine Skala braucht mindestens zwei Stufen.
input-scale-many = Eine Skala hat höchstens { $most } Stufen.
input-scale-twice = Die Stufe „{ $step }“ steht zweimal da. Jede Stufe braucht ihr eigenes Wort.
input-scale-long = Die Stufe „{ $step }…“ ist zu lang. Eine Stufe hat höchstens { $most } Zeichen.
input-scale-unshowable = Die Stufe „{ $step }“ enthält ein Zeichen, das sich nicht anzeigen lässt. Schreib sie neu.
input-scale-gone = Kritiken haben die Stufe „{ $step }“. Sag, was aus ihr wird.
input-scale-with = Wähle eine andere deiner Skalen, die in Gebrauch ist.
input-scale-worth = Sag, was „{ $step }“ auf der anderen Skala wert ist.

## Pictures
input-picture-empty = Die Datei ist leer. Wähle das Bild noch einmal.
input-picture-bytes = Die Datei hat { $found }, angenommen werden höchstens { $most }. Speichere das Bild kleiner und versuch es noch einmal.
input-picture-kind = { $kind ->
        [svg] Eine SVG-Datei, in der Programme stecken können,
        [heic] Ein HEIC-Foto
        [avif] Ein AVIF-Bild
        [pdf] Ein PDF-Dokument
        [bmp] Ein BMP-Bild
        [tiff] Ein TIFF-Bild
       *[other] Eine Datei, die weder JPEG noch PNG, WebP oder GIF ist,
    } wird nicht angenommen. Speichere das Bild als JPEG, PNG oder WebP und versuch es noch einmal.
input-picture-pixels = Das Bild hat { $width } × { $height } Pixel, mehr als dieser Server öffnet. Verkleinere es, zum Beispiel auf 1600 Pixel an der langen Seite, und versuch es noch einmal.
input-picture-damaged = Das Bild ist beschädigt oder unvollständig. Öffne es in einem Bildprogramm, speichere es neu und versuch es noch einmal.
input-picture-not-encoded = Das Bild ließ sich nicht in unsere Formate umwandeln. Versuch es mit einer anderen Datei desselben Bildes.
input-picture-lost = Dieses Bild ist nicht mehr da. Lade es noch einmal hoch.
input-poster-alt = Beschreibe das Plakat für Menschen, die es nicht sehen können.
input-alt-missing = Beschreibe das Bild für Menschen, die es nicht sehen können.
input-alt-long = Eine Beschreibung hat höchstens { $most } Zeichen.
input-avatar-again = Lade dieses Bild noch einmal hoch.

## Accounts
input-handle-missing = Wähle einen Kurznamen: Er wird der erste Teil deiner Adresse im Fediverse.
input-handle-long = Ein Kurzname hat höchstens { $most } Zeichen.
input-handle-characters = Ein Kurzname besteht nur aus den Buchstaben a–z, Ziffern und dem Unterstrich.
input-handle-reserved = Diesen Kurznamen braucht der Server selbst. Wähle einen anderen.
input-handle-taken = Dieser Kurzname ist vergeben. Wähle einen anderen.
input-name-missing = Wie soll man dich nennen? Schreib einen Namen.
input-name-long = Ein Name hat höchstens { $most } Zeichen.
input-email = Das sieht nicht nach einer Mailadresse aus. Berichtige sie, oder lass sie leer.
input-email-taken = Ein anderes Konto hier hat diese Mailadresse.
input-summary-long = Der Text über dich hat höchstens { $most } Zeichen.
input-sign-in = Name und Passwort passen nicht zusammen. Prüfe beides und versuch es noch einmal.
input-code = Dieser Code passt nicht oder wurde schon benutzt. Warte auf den nächsten.
input-password-short = Ein Passwort hat mindestens { $least } Zeichen. Ein kurzer Satz ist ein gutes.
input-password-long = Ein Passwort hat höchstens { $most } Zeichen.
input-password-old = Das ist nicht dein jetziges Passwort.
input-number = Gib eine ganze Zahl von 1 bis { $most } an, oder lass das Feld leer.
input-handle-again = Das ist nicht der Name des Kontos. Tippe ihn so, wie er oben steht.
input-password-again = Diese Seite war zu lange offen. Schreib das Passwort noch einmal.
input-expired = Diese Seite war zu lange offen. Nichts ist verloren: Drück den Knopf noch einmal.

## Accounts elsewhere
input-address = Schreib eine Adresse, zum Beispiel @du@example.social.
input-address-whole = Schreib deine ganze Adresse, zum Beispiel @du@example.social.
input-address-server = Das ist der Server selbst und kein Mensch.
input-alias-self = Das ist das Konto, das du gerade benutzt.
input-alias-many = Es sind schon { $n }. Nimm zuerst eines weg.
input-domain = „{ $typed }“ ist keine Domain wie blog.example.
input-domains-many = Höchstens { $most } Domains.
input-move-unused = Dieses Konto ist nicht mehr in Gebrauch.
input-move-unknown = { $there } sagt noch nicht, dass ihr dieselbe Person seid. Melde dich dort an, trag { $here } unter den anderen Konten („Aliasse“) ein, und komm zurück.

## Themes
input-theme-choice = Wähle eine der Gestaltungen.
input-theme-large = Diese Datei ist zu groß für eine Gestaltung. Der Text unten ist, wie er war.
input-theme-utf8 = Diese Datei ist kein Text in UTF-8. Der Text unten ist, wie er war.
input-theme-contrast = Zu wenig Kontrast, { $mode ->
        [dark] dunkel
       *[light] hell
    }: --{ $text } auf --{ $ground } hat { $ratio }, braucht aber mindestens { $least }.
input-theme-size = Eine Gestaltung hat höchstens { $most } Bytes. Diese Datei ist keine, oder sie enthält noch viel anderes.
input-theme-brace = Eine schließende Klammer fehlt.
input-theme-rule = „{ $what }“ wird nicht gelesen: Eine Gestaltung hat die Regeln „:root“ für hell und „:root[data-theme=dark]“ für dunkel.
input-theme-no-value = „{ $what }“ hat keinen Wert.
input-theme-font = { $name }: „{ $value }“ ist keine Schrift aus der Liste: { $fonts }.
input-theme-property = „{ $name }“ ist keine Eigenschaft einer Gestaltung. Es gibt { $names }, --serif und --sans.
input-theme-translucent = { $name } darf nicht durchscheinend sein: Niemand könnte sagen, was worauf zu lesen ist.
input-theme-colour = { $name }: „{ $value }“ ist keine Farbe.

## Rules for other servers
input-policy-own = Das ist dein eigener Server oder eine Domain darüber. Nenne einen anderen.
input-policy-comment = Ein Kommentar hat höchstens { $most } Zeichen.

## Webmentions
input-mention-source = Die Quelle muss die Adresse einer Webseite sein, http oder https, mit höchstens 1024 Bytes.
input-mention-same = Quelle und Ziel sind dieselbe Seite.
input-mention-source-here = Die Quelle ist eine Seite dieser Website; die finden einander ohne Webmention.
input-mention-target-elsewhere = Das Ziel ist keine Seite dieser Website.
input-mention-target-no-review = Das Ziel ist eine Seite, die keine Erwähnungen annimmt: Das tun nur Kritiken.
input-mention-target-unknown = Am Ziel gibt es keine veröffentlichte Kritik.
input-choice = Wähle etwas von der Liste.
input-number-most = Gib eine ganze Zahl von 0 bis { $most } an.
input-spam-below-hold = Was als Spam gilt, darf nicht weniger verdächtig sein als das, was wartet.
input-languages = Gib Kürzel wie „de“ oder „pt-BR“ an, höchstens 20, mit Kommas dazwischen.
input-words-many = Das sind zu viele Wörter; höchstens { $most } werden behalten.
input-word-long = Ein Wort oder eine Wendung ist zu lang; höchstens { $most } Zeichen werden behalten.
input-host = Das ist kein Server. Gib seinen Namen an, etwa social.example.
input-own-host = Das ist dieser Server. Regeln gelten für andere.
