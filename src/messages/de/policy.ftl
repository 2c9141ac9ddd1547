# Regeln zwischen Servern und Sperrlisten.
policy-heading = Server
policy-about = Wie diese Seite andere Server behandelt: wessen Worte ankommen, wessen Bilder gezeigt werden, mit wem sie nicht spricht. Eine Regel gilt auch für alles unter einem Namen.
policy-only-listed = Diese Seite spricht nur mit Servern, die hier als „angesprochen“ stehen (federation.mode = "allowlist").
policy-undo-about = Die Regeln gelten.
policy-target = Server oder Person
policy-target-hint = Ein Server wie spam.example oder die Adresse eines Profils: https://spam.example/users/eve
policy-look = Ansehen
policy-rules = Regeln
policy-no-match = Keine Regel passt.
policy-empty = Es gibt noch keine Regel: Alle werden gleich behandelt.
policy-level = Behandlung
policy-why = Warum
policy-from = Woher
policy-by-hand = Diese Seite
policy-no-rule = Keine Regel
policy-export = Regeln herunterladen
policy-export-hint = Eine CSV-Datei mit den Spalten von Mastodon, die andere Server lesen. Regeln für einzelne Personen und Server, die nur als angesprochen genannt sind, stehen nicht darin.

policy-suspend = Gesperrt
policy-silence = Stummgeschaltet
policy-allow = Angesprochen
policy-nothing = Nichts Besonderes
policy-suspend-about = Nichts geht dorthin und nichts kommt von dort. Was hier davon steht, wird verborgen, und Folgen enden; sie kommen nicht zurück, wenn die Regel aufgehoben wird.
policy-silence-about = Nur wer folgt, hört davon: Antworten warten auf dich, und niemand bekommt Neuigkeiten davon.
policy-allow-about = Als einer genannt, mit dem gesprochen wird. Das zählt nur, wo alle anderen ausgeschlossen sind.
policy-nothing-about = Es gilt nur, was unten angekreuzt ist.
policy-reject-media = Keine Bilder davon zeigen
policy-reject-reports = Seine Meldungen nicht lesen
policy-public-comment = Warum, für alle
policy-public-comment-hint = Steht auf der Seite für alle, wo es eine gibt, und in der Datei.
policy-private-comment = Warum, für die, die diese Seite betreuen
policy-private-comment-hint = Nur sie lesen es.
policy-obfuscate = Allen einige Buchstaben des Namens verbergen
policy-lift = Regel aufheben

policy-reach-heading = Hier von dort
policy-reach-nobody = Niemand von dort ist hier bekannt.
policy-reach = { $people ->
    [one] Eine Person
   *[other] { $people } Personen
}, { $comments ->
    [0] keine Kommentare
    [one] ein Kommentar
   *[other] { $comments } Kommentare
}. { $followers ->
    [0] Niemand dort folgt jemandem hier
    [one] Einmal wird von dort jemandem hier gefolgt
   *[other] { $followers }-mal wird von dort jemandem hier gefolgt
}, { $following ->
    [0] niemand hier folgt jemandem dort.
    [one] einmal von hier jemandem dort.
   *[other] { $following }-mal von hier jemandem dort.
}
policy-touched = { $comments ->
    [0] Keine Kommentare
    [one] Ein Kommentar
   *[other] { $comments } Kommentare
}{ $followers ->
    [0] {""}
   *[other] , folgt { $followers } hier
}{ $following ->
    [0] {""}
   *[other] , gefolgt von { $following } hier
}
policy-comments = Alles, was von dort geschrieben wurde

policy-lists = Sperrlisten
policy-lists-about = Listen von Servern, die andere pflegen. Nichts von einer Liste gilt, bevor du sie hier angesehen hast.
policy-waiting = { $n ->
    [one] Eine Zeile anzusehen
   *[other] { $n } Zeilen anzusehen
}
policy-read = Gelesen
policy-unread = Noch nicht gelesen
policy-file-waits = Eine Datei, die auf dich wartet
policy-list-error = Sie konnte nicht gelesen werden:
policy-follow = Einer Liste folgen
policy-list-url = Adresse der Liste
policy-list-url-hint = Eine CSV-Datei mit den Spalten von Mastodon oder ein Name je Zeile.
policy-list-name = Name
policy-list-name-hint = Wie sie hier heißt. Leer lassen für den Namen ihres Servers.
policy-list-hours = Stunden zwischen zwei Lesungen
policy-follow-press = Folgen
policy-import = Eine Datei einlesen
policy-file = Eingelesene Datei
policy-file-choose = CSV-Datei
policy-import-hint = Der Export von Mastodon und den meisten anderen Servern oder ein Name je Zeile. Du siehst, was sie täte, bevor etwas geschieht.
policy-paste = Oder hier einfügen
policy-import-press = Ansehen, was sie täte

policy-review-about = Kreuze an, was gelten soll. Noch ist nichts geändert.
policy-same = { $same ->
    [0] Jede Zeile würde etwas ändern.
    [one] Eine Zeile ändert nichts.
   *[other] { $same } Zeilen ändern nichts.
}
policy-list-nothing = Es gibt nichts zu entscheiden. { $same ->
    [0] Die Liste sagt nichts, was nicht schon hier ist.
    [one] Ihre eine Zeile gilt schon oder ändert nichts.
   *[other] Ihre { $same } Zeilen gelten schon oder ändern nichts.
}
policy-list-soon = Die Liste wird gerade gelesen. Sieh gleich noch einmal nach.
policy-list-new = Neu
policy-list-stricter = Strenger als jetzt
policy-list-milder = Milder als jetzt
policy-list-lifted = Nicht mehr auf der Liste
policy-take = Nehmen
policy-now = Jetzt
policy-then = Dann
policy-passed-over = { $n ->
    [one] Eine Zeile, die du schon einmal gelassen hast
   *[other] { $n } Zeilen, die du schon einmal gelassen hast
}
policy-apply-about = Nach dem, was du lässt, wird nicht wieder gefragt, außer es wird strenger. Alles lässt sich danach zurücknehmen, aber Folgen, die enden, kommen nicht zurück.
policy-apply = Diese Regeln machen
policy-wrong = { $n ->
    [one] Eine Zeile war nicht zu lesen
   *[other] { $n } Zeilen waren nicht zu lesen
}
policy-line = Zeile { $n }
policy-list-end = Diese Liste
policy-every = { $n ->
    [one] Jede Stunde
   *[other] Alle { $n } Stunden
}
policy-read-now = Jetzt lesen
policy-leave-lift = Auch die Regeln aufheben, die aus ihr kamen
policy-leave = Ihr nicht mehr folgen
policy-throw-away = Die Datei wegwerfen

policy-public = Eine Seite für alle
policy-is-public = Die Regeln für Server stehen auf einer Seite, die alle lesen können. Regeln für einzelne Personen nicht.
policy-is-private = Nur wer diese Seite betreut, sieht die Regeln.
policy-see-public = Ansehen
policy-make-public = Die Regeln allen zeigen
policy-make-private = Die Seite wegnehmen
policy-public-heading = Andere Server
policy-public-about = Wie diese Seite einige andere Server behandelt. Alle, die hier nicht stehen, werden gleich behandelt.
policy-public-empty = Es gibt keine Regel: Alle Server werden gleich behandelt.
policy-public-link = Wie andere Server behandelt werden
policy-unsaid = Nicht gesagt

input-policy-target = Schreibe einen Server als spam.example oder eine Person als https://spam.example/users/eve.
input-policy-severity = Wähle eine Behandlung.
input-list-empty = Die Datei ist leer. Schicke eine Liste mit einem Server je Zeile.
input-list-no-csv = Das ist keine Liste, sondern eine Seite oder etwas anderes. Schicke eine CSV-Datei oder einen Server je Zeile.
input-list-nothing = Keine Zeile nennt einen Server. Schicke eine CSV-Datei mit einer Spalte „domain“ oder einen Server je Zeile.
input-list-long = Die Liste hat mehr als { $most } Zeilen. Schicke sie in Teilen.
input-list-heavy = Die Datei hat mehr als { $most } MB. Schicke sie in Teilen.
input-list-hidden = Buchstaben des Namens sind verborgen. Frage, wer die Liste pflegt, nach dem ganzen Namen.
input-list-no-server = Das nennt keinen Server.
input-list-severity = Die Stufe ist weder noop noch silence noch suspend.
input-list-url = Schreibe die Adresse einer Liste, etwa https://lists.example/list.csv.
input-list-known = Dieser Liste wird schon gefolgt.
error-list-changed = Die Liste wurde inzwischen neu gelesen. Sieh sie noch einmal an.
