### Sich um das Gespräch kümmern: die Warteschlange, die Regeln, das Protokoll.

## Die Warteschlange
queue-tabs = Kommentare nach ihrem Stand
queue-held = Wartet
queue-visible = Auf der Seite
queue-spam = Spam
queue-rejected = Abgelehnt
queue-removed = Entfernt
queue-gone = Weg
queue-door = Kam über
queue-any-door = jede Tür
door-remote = Anderer Server
door-visitor = Geprüfte Adresse
queue-show-all = Alles zeigen
queue-empty = Nichts wartet auf dich. Was die Regeln zurückhalten, kommt hierher, durch welche Tür auch immer.
queue-none = Hier ist nichts.
queue-keys = Tasten: j und k bewegen, a nimmt an, h hält zurück, r lehnt ab, s nennt es Spam, x wählt aus, * wählt alle aus, / gibt einen Grund an, u macht rückgängig.
queue-bulk = Mit den ausgewählten
queue-choose = Den Kommentar von { $name } auswählen
queue-choose-all = Alle auswählen
queue-reason = Grund
queue-reason-hint = Für das Protokoll und die anderen, die moderieren; kann leer bleiben.
queue-next = Ältere
queue-undo-about = Entschieden.
queue-undo = Rückgängig machen
queue-original = Original
queue-past = { $approved ->
    [0] Von dieser Person steht hier nichts
    [one] Von dieser Person steht hier 1 Kommentar
   *[other] Von dieser Person stehen hier { $approved } Kommentare
}; { $away ->
    [0] keiner wurde abgewiesen.
    [one] 1 wurde abgewiesen.
   *[other] { $away } wurden abgewiesen.
}
queue-see-all = Alle ansehen
queue-silenced = Stummgeschaltet
queue-rule-author = Regel für diese Person:
queue-rule-host = Regel für ihren Server:
queue-score = Sieht nach Spam aus: { $n } von 100
weight-much = wiegt schwer
weight-some = wiegt etwas
weight-little = wiegt wenig
weight-for = spricht für die Person
weight-for-little = spricht ein wenig für die Person
queue-nothing-against = Als er kam, sprach nichts gegen ihn.
queue-rules-for = { $name } von jetzt an immer so behandeln
queue-everybody-of = Oder alle von { $host }:
queue-lift = Regel aufheben
queue-one = Ein Kommentar
queue-history = Was entschieden wurde
queue-no-history = Darüber wurde noch nichts entschieden.
decide-approve = Annehmen
decide-hold = Zurückhalten
decide-reject = Ablehnen
decide-spam = Spam
treat-approve = Immer annehmen
treat-hold = Immer zurückhalten
treat-reject = Immer ablehnen

## Warum ein Kommentar gezeigt, zurückgehalten oder abgewiesen wurde
why-rule-approves = Was diese Person schreibt, wird immer angenommen. { $what }
why-rule-holds = Was diese Person schreibt, wird immer zurückgehalten. { $what }
why-rule-rejects = Was diese Person schreibt, wird immer abgelehnt. { $what }
why-silenced = Diese Person oder ihr Server ist hier stummgeschaltet.
why-caretaker = Diese Person kümmert sich um das Gespräch.
why-followed = Wer die Kritik schrieb, folgt dieser Person.
why-guests-held = Kommentare von Gästen warten.
why-first-timer = Von dieser Person wurde noch nichts angenommen.
why-not-among-them = Diese Person gehört nicht zu denen, die dort kommentieren dürfen.
why-closed = { $n ->
    [one] Das Gespräch wurde einen Tag nach der Kritik geschlossen.
   *[other] Das Gespräch wurde { $n } Tage nach der Kritik geschlossen.
}
why-word-held = Ein Wort von deiner Liste kommt vor: „{ $what }“.
why-word-rejected = Ein Wort von deiner Liste kommt vor: „{ $what }“.
why-too-many-links = { $n } Links sind mehr als erlaubt.
why-language = Als Sprache ist „{ $what }“ angegeben.
why-spam-words = Wörter, die in Spam vorkamen: { $what }
why-ham-words = Wörter, die in angenommenen Kommentaren vorkamen: { $what }
why-links = { $n ->
    [one] Ein Link
   *[other] { $n } Links
}
why-shouting = Vor allem Großbuchstaben
why-repeated = { $n ->
    [one] Derselbe Text kam schon einmal
   *[other] Derselbe Text kam schon { $n }-mal
}
why-quick = { $n ->
    [one] Eine Sekunde nach dem Öffnen des Formulars abgeschickt
   *[other] { $n } Sekunden nach dem Öffnen des Formulars abgeschickt
}
why-trap = Ein Feld wurde ausgefüllt, das Menschen nicht sehen
why-rate = { $n } Kommentare von einer Adresse in einer Stunde
why-approved-before = { $n ->
    [one] Ein Kommentar dieser Person wurde angenommen
   *[other] { $n } Kommentare dieser Person wurden angenommen
}
why-rejected-before = { $n ->
    [one] Ein Kommentar dieser Person wurde abgewiesen
   *[other] { $n } Kommentare dieser Person wurden abgewiesen
}
why-host-rejected = { $n } Prozent von dem, was von ihrem Server kam, wurden abgewiesen
why-host-approved = Fast alle von { $n } Kommentaren von ihrem Server wurden angenommen
why-new-account = { $n ->
    [0] Das Konto ist keinen Tag alt
    [one] Das Konto ist einen Tag alt
   *[other] Das Konto ist { $n } Tage alt
}
why-old-account = { $n ->
    [one] Das Konto ist über ein Jahr alt
   *[other] Das Konto ist über { $n } Jahre alt
}
why-follows-here = Folgt jemandem hier
why-followers = { $n } Leute folgen dieser Person
why-no-followers = Niemand folgt dieser Person
why-guest-link = Der Name führt zu einer Website
why-service-spam = { $what } nennt es Spam
why-service-ham = { $what } lässt es durch
why-service-silent = { $what } hat nicht geantwortet

## Die Regeln
rules-heading = Regeln
rules-about = Wer hier kommentieren darf und was wartet, bis es jemand angesehen hat. Einzelne Kritiken können es anders halten, auf der Seite, die zeigt, wohin sie ging.
rules-read-only = Du kannst die Regeln lesen. Ändern können sie, die moderieren.
rules-who = Wer kommentieren darf
rules-who-label = Unter Kritiken
who-everyone = Alle
who-followers = Wer der Autorin oder dem Autor folgt
who-followed = Wem die Autorin oder der Autor folgt
who-nobody = Niemand außer der Autorin oder dem Autor
rules-guests = Gäste
rules-guests-hint = Leute, die einen Namen hinterlassen und sonst nichts. Was sie schreiben, steht nur auf dieser Website und geht nie als Beitrag von jemandem an andere Server.
guests-not = dürfen nicht kommentieren
guests-wait = dürfen kommentieren, und du siehst es zuerst an
guests-comment = werden behandelt wie alle anderen
rules-hold-first = Der erste Kommentar von jemandem wartet
rules-close = Gespräche nach so vielen Tagen schließen
rules-close-hint = Vom Tag der Veröffentlichung an gezählt. Leer heißt: nie.
rules-what = Was wartet
rules-links = Erlaubte Links in einem Kommentar
rules-links-hint = Ein Kommentar mit mehr davon wartet. Erwähnungen und Hashtags sind keine Links.
rules-words-held = Wörter, mit denen ein Kommentar wartet
rules-words-hint = Ein Wort oder eine Wendung je Zeile, groß oder klein. Ein * am Ende steht für jede Endung. Hinter einem Komma kannst du sagen, warum.
rules-words-rejected = Wörter, mit denen ein Kommentar abgewiesen wird
rules-languages = Hier gesprochene Sprachen
rules-languages-hint = Kürzel wie „de, pt-BR“. Ein Kommentar, der eine andere Sprache angibt, wartet. Leer heißt: alle.
rules-score = Wie verdächtig ist zu verdächtig
rules-score-about = Jeder Kommentar bekommt eine Zahl von 0 (willkommen) bis 100 (Spam), aus seinen Wörtern und aus dem, was über die Person bekannt ist. Sie lernt aus dem, was du annimmst und was du Spam nennst. Nichts wird je weggeworfen: Spam liegt in der Warteschlange, mit den Gründen.
rules-hold-at = Wartet ab
rules-spam-at = Spam ab
rules-authors = Personen und Server
rules-authors-about = Was diese schreiben, wird immer gleich behandelt, was auch die Zahl sagt. Regeln für einzelne Personen machst du neben ihren Kommentaren.
rules-host-hint = Zum Beispiel social.example
rules-treatment = Was sie schreiben
rules-make = Regel machen
rules-review = Wer kommentieren darf
rules-review-about = Diese Kritik kann strenger sein als die Website, oder offener.
rules-as-site = Wie die Website
rules-review-close = Das Gespräch nach so vielen Tagen schließen
rules-review-close-hint = 0 schließt es nie. Leer heißt: wie die Website.

## Das Protokoll
log-heading = Protokoll
log-about = Was hier entschieden wurde, von wem und warum. Das meiste lässt sich rückgängig machen.
log-empty = Noch wurde nichts entschieden.
log-by-rule = Durch eine Regel
log-undone = rückgängig gemacht
log-because = Weil:
audit-comment-approved = Auf die Seite gesetzt:
audit-comment-held = In die Warteschlange gestellt:
audit-comment-rejected = Abgelehnt:
audit-comment-spam = Spam genannt:
audit-comment-removed = Von der Seite genommen:
audit-rule-set = { $became ->
    [approve] Immer annehmen:
    [hold] Immer zurückhalten:
   *[other] Immer ablehnen:
}
audit-rule-lifted = Keine Regel mehr für:
audit-comment-policy-changed = Die Regeln für Kommentare wurden geändert.
audit-role-changed = { $became ->
    [admin] Wurde Admin:
    [moderator] Kümmert sich nun um Kommentare:
    [reviewer] Schreibt nun Kritiken:
   *[other] Wurde Mitglied:
}
audit-account-suspended = Gesperrt:
audit-server-suspended = Gesperrt, anderswo:
audit-server-silenced = Stummgeschaltet, anderswo:
audit-server-rule-changed = Regel geändert für:
audit-server-rule-lifted = Regel aufgehoben für:
audit-server-rules-shown = { $became ->
    [1] Die Regeln für Server stehen auf einer Seite für alle.
   *[other] Die Regeln für Server stehen auf keiner Seite für alle mehr.
}
audit-block-list-followed = Folgt der Sperrliste:
audit-block-list-left = Folgt nicht mehr der Sperrliste:
audit-report-resolved = Meldung erledigt:
audit-report-reopened = Meldung wieder geöffnet:
audit-report-forwarded = Meldung weitergegeben:
audit-registration-changed = Geändert, wer mitmachen darf:
audit-invitation-made = Einladung gemacht:
audit-invitation-revoked = Einladung zurückgenommen:
audit-application-accepted = Hereingelassen:
audit-application-refused = Abgewiesen:
audit-account-deleted = Konto gelöscht:
audit-suspension-lifted = Sperre aufgehoben:
audit-second-factor-taken = Zweiter Faktor weggenommen:
