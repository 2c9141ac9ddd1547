### Die Einstellungen des Kontos: Profil, Bewertungsskalen, Umzug, und wie die Website aussieht.

settings-scales = Bewertungsskalen
settings-moving = Umzug
settings-theme = Gestaltung

## Profile and password
settings-profile = Profil
settings-address = Adresse
settings-address-hint = Die Adresse, unter der andere Server dich kennen. Sie ändert sich nie.
settings-summary-hint = Markdown geht. Steht auf deinem Profil, hier und auf anderen Servern.
settings-email-hint = Nur zum Anmelden; wird nie gezeigt. Darf leer bleiben.
settings-zone = Zeitzone
settings-zone-hint = Wo du auf die Uhr siehst, für Kritiken, die später veröffentlicht werden.
settings-picture = Bild
settings-picture-hint = JPEG, PNG, WebP oder GIF; es wird quadratisch zugeschnitten.
settings-picture-now = Dein jetziges Bild
settings-picture-away = Mein Bild wegnehmen
settings-discoverable = Andere Server dürfen mich vorschlagen und meine Kritiken in Suchen zeigen
settings-approves = Neue Follower warten auf meine Zustimmung
settings-password-now = Jetziges Passwort
settings-password-new = Neues Passwort
settings-password-hint = Mindestens zehn Zeichen. Jeder andere Browser wird abgemeldet.
settings-password-change = Passwort ändern

## Moving
settings-moved = Du bist umgezogen zu { $address }
settings-moved-about = Die Server deiner Follower wissen davon, und neue Follower werden hier abgewiesen. Alles, was du geschrieben hast, bleibt, wo es ist.
settings-moved-not = Ich bin nicht umgezogen
settings-aliases = Deine anderen Konten
settings-aliases-about = Um die Follower eines Kontos von anderswo hierher zu holen, nenne es zuerst hier, und beginne den Umzug dann dort.
settings-alias-away = Wegnehmen<span class="hidden">: { $account }</span>
settings-alias-hint = Eine Adresse wie @du@example.social.
settings-alias-add = Dieses Konto eintragen
settings-move = Zu einem anderen Konto umziehen
settings-move-about = Melde dich zuerst dort an und trag <span class="handle">{ $handle }</span> unter den anderen Konten ein, die viele Server Aliasse nennen. Dann werden deine Follower hier ({ $followers }) gebeten, dir dort zu folgen. Deine Kritiken bleiben hier.
settings-move-hint = Die Adresse des neuen Kontos.
settings-move-password = Dein Passwort hier
settings-move-password-hint = Danach wird noch einmal gefragt, weil Follower, die gegangen sind, nicht von selbst zurückkommen.
settings-move-go = Umziehen und meinen Followern Bescheid sagen
settings-authorship = Dein Name auf anderen Websites
settings-authorship-about = Mastodon zeigt, wer eine Seite geschrieben hat, wenn die Seite es sagt und ihr Autor zustimmt. Diese Website darf dich immer nennen; trag hier andere ein.
settings-domains-hint = Eine in jeder Zeile, zum Beispiel blog.example.
settings-domains-save = Domains speichern

## Themes
settings-themes = Gestaltungen
settings-theme-about = Wie die Website für alle aussieht. Ob hell oder dunkel, wählt jeder Leser selbst.
settings-theme-houselights = Warmes Papier und Bernstein; nachts ein dunkler Saal.
settings-theme-matinee = Kühles Tageslicht und tiefes Petrol; nachts die blaue Stunde.
settings-theme-velvet = Rosé Papier und Vorhangrot; nachts Samt und Messing.
settings-theme-own = Deine eigene
settings-theme-own-about = Aus der Datei unten.
settings-theme-yours = Deine eigene Gestaltung
settings-theme-hint = Eine Datei mit eigenen Eigenschaften: die Farben für hell unter <code>:root</code>, für dunkel unter <code>:root[data-theme=dark]</code>, und die Schriften <code>--serif</code> (für Texte) und <code>--sans</code> (für alles, was man bedient) aus dieser Liste: { $fonts }. Was du weglässt, ist wie bei House lights. Jeder Text muss sich von seinem Hintergrund mit 4,5 zu 1 abheben, der Rand von Bedienelementen mit 3 zu 1; darunter wird die Datei mit der Zahl abgelehnt.
settings-theme-file = Die Datei
settings-theme-upload = Oder eine hochladen
settings-theme-upload-hint = Sie tritt an die Stelle des Textes oben und ist damit gewählt.

## Rating scales
scale-about = Eine Skala ist eine Reihe deiner eigenen Worte, vom schlechtesten zum besten. Eine Kritik behält die Worte, mit denen sie bewertet wurde, auch wenn du die Skala später änderst.
scale-reviews = { $n ->
    [0] Noch in keiner Kritik
    [one] In einer Kritik
   *[other] In { $n } Kritiken
}
scale-called-today = heißt heute { $word }
scale-first-unused = Kam mit dem Konto. Jetzt, da du eine eigene Skala hast, lässt der Editor sie weg; ändere sie, um beide zu haben.
scale-start = Eine neue Skala beginnen
scale-preset = { $preset ->
    [stars] Sterne
    [ten] Zehn Punkte
    [hundred] Hundert Punkte
    [letters] Buchstaben
   *[words] Worte
}
scale-from-nothing = Von Grund auf
scale-unused = Nicht mehr in Gebrauch
scale-unused-hint = Kritiken, die damit bewertet wurden, behalten ihre Worte. Wie sie sich mit späteren vergleichen, folgt aus dem, was du beim Ersetzen der Skala gesagt hast.
scale-replaced-by = Ersetzt durch { $name }

## One rating scale
scale-new = Eine neue Skala
scale-change = Skala ändern
scale-old = Eine frühere Skala
scale-replaced = Eine andere Skala steht jetzt an ihrer Stelle, deshalb wird mit ihr nichts mehr bewertet.
scale-restore = Wieder in Gebrauch nehmen
scale-name = Name der Skala
scale-name-hint = Nur du siehst ihn.
scale-made-of = Besteht aus
scale-kind = { $kind ->
    [stars] Sternen
    [numbers] Zahlen
    [letters] Buchstaben
   *[words] Worten
}
scale-steps = Stufen, die niedrigste zuerst
scale-steps-hint = Andere Programme kennen nur Bewertungen von 1 bis 10. Bei jeder Stufe steht, was sie zeigen werden; deine Leser sehen immer dein Wort.
scale-step = Stufe { $n }
scale-word = Wort
scale-wire = Für andere Programme: { $n } von 10
scale-wire-none = Für andere Programme keine Zahl
scale-aside = Steht außerhalb der Reihe, zum Beispiel „hinausgegangen“
scale-up = Nach oben<span class="hidden">: { $step }</span>
scale-down = Nach unten<span class="hidden">: { $step }</span>
scale-after = Danach eine einfügen<span class="hidden">: { $step }</span>
scale-remove = Entfernen<span class="hidden">: { $step }</span>
scale-add = Stufe hinzufügen
scale-count = Zahlen neu berechnen
scale-gone = Stufen, die du weggenommen hast
scale-gone-hint = Kritiken haben diese Stufen und behalten ihre Worte. Sag, welche Stufe von nun an für jede steht, damit sich spätere Kritiken mit ihnen vergleichen lassen und die Zahlen deiner Website stimmen.
scale-gone-becomes = „{ $step }“ wird zu
scale-gone-nothing = Keine Stufe: Sie steht für sich
scale-choose-step = Stufe wählen
scale-put-back = Zurücklegen<span class="hidden">: { $step }</span>
scale-save = Skala speichern
scale-leave = So lassen, wie sie war
scale-before = Wie sie früher war
scale-before-hint = Kritiken behalten die Worte der Fassung, mit der sie bewertet wurden.
scale-version = Fassung { $n }, vom { $day }
scale-version-named = Fassung { $n }, „{ $name }“, vom { $day }
scale-today = Heute
scale-same = dasselbe
scale-instead = Eine andere Skala verwenden
scale-instead-hint = Du sagst, was jede Stufe auf der anderen Skala wert ist. Alte Kritiken behalten ihre Worte und lassen sich weiter mit neuen vergleichen.
scale-replace-ask = Eine andere Skala an ihre Stelle setzen …
scale-delete = Skala löschen
scale-delete-hint = Löschen lässt sich nur eine Skala, die keine Kritik benutzt.

## Another rating scale in the place of one
scale-replace = Eine andere Skala an ihre Stelle setzen
scale-replace-title = Eine andere Skala an die Stelle von { $name } setzen
scale-replace-about = Neue Kritiken werden mit der anderen Skala bewertet. Alte behalten ihre Worte; was du hier wählst, sagt, wie sie sich mit neuen vergleichen.
scale-replace-none = Es gibt noch keine andere Skala. Lege zuerst die neue an, und komm dann hierher zurück.
scale-replace-which = Welche Skala tritt an ihre Stelle?
scale-go-on = Weiter
scale-make-first = Zuerst eine neue anlegen
scale-replace-both = { $old } und { $new }
scale-replace-nearest = Die nächstliegende Stufe ist schon gewählt; ändere, was du anders siehst.
scale-step-worth = „{ $step }“ ist so viel wert wie
scale-step-nothing = Keine Stufe: Sie vergleicht sich mit nichts
scale-replace-use = Von nun an { $name } verwenden

## Konten, für Admins
accounts-heading = Konten
accounts-about = Alle, die sich hier anmelden können. Was du änderst, steht im Protokoll.
accounts-since = Seit
accounts-not-signed-in = nicht angemeldet
accounts-second-factor = Zweiter Faktor
accounts-suspended = Gesperrt
accounts-change = Ändern
accounts-role = Rolle
accounts-role-change = Rolle ändern
accounts-reason = Grund
accounts-reason-hint = Er wird beim nächsten Anmelden gezeigt. Darf leer bleiben.
accounts-suspend = Sperren
accounts-lift = Sperre aufheben
accounts-delete = Konto löschen
accounts-delete-about = Alles, was dort geschrieben wurde, wird hier gelöscht, und andere Server werden gebeten, es zu vergessen. Das lässt sich nicht rückgängig machen.
accounts-delete-again = Der Name des Kontos noch einmal: @{ $handle }
accounts-delete-why = Steht im Protokoll. Darf leer bleiben.
leaving-page = Deine Daten
leaving-take = Alles mitnehmen
leaving-archive = Eine Datei (.zip) mit allem, was diese Site über dich aufbewahrt: was du geschrieben hast, deine Bilder, deine Listen und Sichtungen, wem du folgst und deine Einstellungen.
leaving-download = Archiv herunterladen
leaving-heading = Mein Konto löschen
leaving-about = Du kannst jederzeit gehen. Es geschieht sofort und lässt sich nicht rückgängig machen.
leaving-erased = Hier gelöscht werden: deine Kritiken, Beiträge, Listen, Sichtungen und Kommentare, deine Bilder, Likes, Follows und Einstellungen und deine Mailadresse.
leaving-told = Jeder Server, der dich kennt, wird gebeten zu löschen, was er von dir hat. Die meisten tun es; zwingen kann sie niemand.
leaving-kept = Wo dir andere geantwortet haben, bleibt ein leerer Platz. Dein Name bleibt deiner: Niemand kann ihn nach dir nehmen.
leaving-again = Dein Name: @{ $handle }
leaving-owner = Dir gehört diese Site, darum bleibt dein Konto: Niemand sonst könnte sich um sie kümmern.
leaving-delete = Alles löschen
role-owner = Gründung
role-admin = Admin
role-moderator = Moderation
role-reviewer = Kritik
role-member = Mitglied
role-admin-may = Admin: betreibt den Server
role-moderator-may = Moderation: kümmert sich um die Kommentare
role-reviewer-may = Kritik: schreibt Kritiken
role-member-may = Mitglied: kommentiert, lobt und folgt
