### Andere Server, für alle, die diesen hier betreiben.

host-list = Andere Server
host-list-about = Ein Server, der nicht antwortet, wird pausiert und von selbst wieder versucht; was für ihn bestimmt ist, wartet bis zu zwei Tage.
host-known = { $n ->
    [one] Ein Server ist hier bekannt.
   *[other] { $n } Server sind hier bekannt.
}
host-found = { $total } von { $known } Servern.
host-search-hint = Ein Teil des Servernamens, oder eine Software wie mastodon.
host-show-all = Alle anzeigen
host-none-fits = Kein Server passt.
host-none = Noch hat sich kein anderer Server gemeldet. Der erste Follower bringt den ersten mit.
host-caption = Server, die hier bekannt sind

## States, orders and rules
host-state = Zustand
host-state-any = Beliebig
host-state-alive = Antwortet
host-state-failing = Hat Probleme
host-state-parked = Pausiert
host-state-silent = Nichts gehört
host-sort = Reihenfolge
host-sort-seen = Zuletzt gehört
host-sort-name = Name
host-sort-waiting = Die meisten wartenden Zustellungen
host-sort-failures = Die meisten Fehlversuche
host-sort-followers = Die meisten Follower
host-rule-look = Die Regel für diesen Server
host-rule-not-listed = Nicht auf der Liste
host-rule-suspended = Gesperrt
host-rule-silenced = Stummgeschaltet
host-rule-no-pictures = Keine Bilder
host-rule-no-reports = Keine Meldungen

## What is known of a server
host-server = Server
host-last-heard = Zuletzt gehört
host-waiting = Wartet
host-followers = Follower dort
host-following = Gefolgte dort
host-never = nie
host-failures = { $n ->
    [one] ein Fehlversuch
   *[other] { $n } Fehlversuche nacheinander
}
host-software = Software
host-software-unknown = nicht bekannt: { $why }
host-software-unasked = noch nicht gefragt
host-software-asked = { $known }, gefragt am { $day }
host-heard-at = Hat sich gemeldet
host-reached-at = Hat etwas angenommen
host-deliveries = Wartende Zustellungen
host-failing = Fehlversuche
host-failing-since = { $n ->
        [one] ein Fehlversuch
       *[other] { $n } Fehlversuche nacheinander
    }, seit { $moment }
host-paused-until = Pausiert bis
host-paused = { $moment }, oder bis er sich meldet
host-last-error = Letzter Fehler
host-signatures = Signaturen
host-retry = Jetzt noch einmal versuchen

## What went to and fro
host-queue = Was auf ihn wartet
host-queue-caption = Was auf diesen Server wartet, das Älteste zuerst
host-inbox = Posteingang
host-tries = Versuche
host-answer = Letzte Antwort
host-answer-none = noch keine
host-next-try = Nächster Versuch
host-failed = Nicht angenommen
host-failed-caption = Was dieser Server nicht angenommen hat, das Neueste zuerst
host-ended = Beendet
host-heard = Was von ihm kam
host-heard-none = Nichts in den Tagen, für die das Protokoll aufgehoben wird.
host-heard-caption = Was dieser Server geschickt hat, das Neueste zuerst
host-everything = Alles, was er geschickt hat
