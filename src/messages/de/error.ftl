### Was schiefging, und was zu tun ist.

error-eyebrow = Fehler { $status }
error-kept = Was du geschrieben hattest, steht hier, damit du es kopieren kannst:
error-again = Formular noch einmal öffnen
error-home = Zur ersten Seite

## Headings
error-title-invalid = Etwas stimmt noch nicht
error-title-not-found = Unter dieser Adresse ist keine Seite
error-title-gone = Das ist nicht mehr da
error-title-sign-in = Melde dich zuerst an
error-title-forbidden = Nicht mit diesem Konto
error-title-conflict = Etwas steht im Weg
error-title-too-many = Einen Moment bitte
error-title-too-large = Das ist zu groß
error-title-unwritable = Im Moment lässt sich nichts speichern
error-title-remote = Der andere Server hat nicht geholfen
error-title-internal = Hier ist etwas schiefgegangen
error-title-expired = Dieses Formular ist abgelaufen
error-title-torn = Dieses Formular war noch nicht vollständig
error-title-elsewhere = Anderswo
error-title-request = Diese Anfrage lässt sich nicht lesen

## What happened
error-invalid = Etwas an der Eingabe stimmt nicht.
error-not-found = Unter dieser Adresse gibt es nichts. Vielleicht ist es umgezogen; versuch es auf der Startseite.
error-gone = Das hat sein Autor von der Seite genommen.
error-sign-in = Melde dich zuerst an.
error-forbidden = Das darf dein Konto nicht.
error-too-many = Zu viele Versuche. Warte { $minutes } { $minutes ->
        [one] Minute
       *[other] Minuten
    } und versuch es noch einmal.
error-unwritable = Der Server kann im Moment nichts speichern, deshalb wurde nichts geändert. Versuch es später noch einmal; wer den Server betreibt, findet den Grund im Protokoll.
error-internal = Bei uns ist etwas schiefgegangen, deshalb wurde nichts geändert. Versuch es noch einmal; wer den Server betreibt, findet den Grund im Protokoll.
error-expired = Dieses Formular war zu lange offen oder kam nicht von dieser Website, deshalb wurde nichts geändert. Geh zurück, lade die Seite neu und schick es noch einmal ab.
error-torn = Der Knopf wurde gedrückt, bevor die ganze Seite da war. Deshalb fehlt ein Teil des Formulars, und nichts wurde gespeichert. Öffne das Formular noch einmal und warte, bis die Seite da ist.
error-elsewhere = Weiter geht es auf { $path }.

## Requests that cannot be read
error-request-method = Diese Adresse nimmt solche Anfragen nicht an.
error-request-large = Das ist mehr, als diese Adresse auf einmal annimmt.
error-request-form = Die Anfrage kam nicht vollständig an, oder sie hat eine Form, die diese Adresse nicht annimmt.
error-request-address = Diese Adresse lässt sich nicht lesen. Geh zurück und folge dem Link noch einmal.
error-request-link = Dieser Link ist nicht vollständig. Geh zurück und folge ihm noch einmal.
error-request-client = Die Adresse des Absenders ist nicht bekannt.
error-request-encoding = Schick den Inhalt, wie er ist, ohne Content-Encoding.
error-request-forms-only = Diese Adresse nimmt nur Formulare an.
error-request-form-large = Das ist mehr, als der Server auf einmal annimmt. Geh zurück und kürze es, oder schick ein kleineres Bild.
error-request-form-broken = Das Formular kam nicht vollständig an. Geh zurück und schick es noch einmal ab.
error-request-late = Die Anfrage kam nicht rechtzeitig an. Schick sie über eine schnellere Leitung noch einmal.

## What is in the way
error-suspended-server = Diese Website spricht nicht mit dem Server dieser Person.
error-quote-revoked = Die Erlaubnis zu zitieren wurde zurückgenommen, und der andere Server weiß das. Das Zitat lässt sich nicht wieder zeigen.
error-backup-exists = { $folder } gibt es schon. Gib der Sicherung einen neuen Ordner.
error-use-pg-dump = Diese Datenbank ist PostgreSQL: Sichere sie mit pg_dump, und kopiere den Ordner media.path.
error-review-withdrawn = Eine zurückgezogene Kritik kommt nicht unter ihrer alten Adresse wieder: Nimm sie als neuen Entwurf wieder auf.
error-already-published = Diese Kritik ist schon veröffentlicht, sie lässt sich also nicht mehr vormerken. Deine Änderungen sind noch nicht gespeichert: Aktualisiere die Kritik, um sie zu speichern.
error-not-scheduled = Diese Kritik ist nicht vorgemerkt. Vielleicht wurde sie inzwischen veröffentlicht.
error-review-not-published = Nur eine veröffentlichte Kritik lässt sich zurückziehen.
error-review-not-shown = Nur eine veröffentlichte Kritik lässt sich noch einmal zeigen.
error-shown-lately = Deine Follower haben davon fürs Erste genug gesehen. Die Kritik lässt sich wieder zeigen ab { $moment }.
error-not-withdrawn = Nur eine zurückgezogene Kritik lässt sich wieder aufnehmen.
error-essay-not-published = Nur ein veröffentlichter Beitrag lässt sich zurückziehen.
error-essay-withdrawn = Ein zurückgezogener Beitrag kommt nicht unter seiner alten Adresse wieder. Kopiere seinen Text in einen neuen.
error-not-complete = In dieser Liste fehlt noch etwas.
error-smart-list = Diese Liste füllt sich selbst: Ändere, wonach sie sucht.
error-scale-in-use = Kritiken benutzen diese Skala, oder sie hat eine andere ersetzt, deshalb bleibt sie. Du kannst sie umbenennen, ihre Stufen ändern oder eine andere an ihre Stelle setzen.
error-scale-replaced = Eine andere Skala steht jetzt an dieser Stelle. Nimm diese zuerst wieder in Gebrauch.
error-owner-role = Die Rolle des Besitzers lässt sich weder ändern noch vergeben.
error-owner-stays = Dir gehört diese Site, darum bleibt dein Konto: Niemand sonst könnte sich um sie kümmern.
error-suspended = Dieses Konto ist gesperrt.
error-suspended-because = Dieses Konto ist gesperrt: { $reason }
error-second-factor = Ein zweiter Faktor ist schon eingeschaltet. Schalte ihn zuerst aus.
error-already-set-up = Diese Website hat schon einen Besitzer. Melde dich an.
error-own-account = Du kannst dir nicht selbst folgen.
error-account-moved = Dieses Konto ist umgezogen. Such stattdessen nach dem neuen: { $target }
error-blocked-there = Dieses Konto möchte nicht, dass deines ihm folgt.
error-entered-with-a-review = Das wurde mit einer Kritik eingetragen. Ändere es dort.

## Catalogues of films
error-catalogue-silent = Der Katalog hat nicht geantwortet. Mach ohne ihn weiter, oder versuch es gleich noch einmal.
error-catalogue-without-film = Der Katalog hat diesen Film nicht mehr. Wähle einen anderen.
error-catalogue-failed = Der Katalog gab keine Antwort: { $why }.

## Looking up somebody elsewhere
error-no-lookup = Von hier aus lassen sich andere Server nicht fragen.
error-lookup-missing = Nicht gefunden: { $why }.
error-lookup-unasked = Nicht gefragt: { $why }.
error-lookup-refused = Nicht angenommen: { $why }.
error-lookup-silent = Keine Antwort: { $why }.
error-lookup-failed = Der andere Server hat nicht geantwortet: { $why }.
error-lookup-address = Schreib eine Adresse wie @name@server.example, oder die Adresse eines Profils.
error-lookup-own-address = Schreib deine eigene Adresse, zum Beispiel @name@server.example.
error-lookup-text = Unter dieser Adresse steht ein Text und keine Person.
error-lookup-nothing = Unter dieser Adresse gibt es nichts.
error-lookup-private = Dieser Text ist nicht öffentlich.
error-lookup-unshown = Dieser Text lässt sich hier nicht zeigen: Worauf er antwortet, ist privat oder nicht mehr da.
error-lookup-nobody = So heißt hier niemand.
error-lookup-no-template = { $host } sagt nicht, von wo aus man folgen kann. Kopiere die Adresse und such sie dort.
error-lookup-claims = { $host } beansprucht einen Namen dieses Servers.
error-lookup-no-activitypub = { $host } spricht kein ActivityPub.
error-lookup-two-names = { $host } nennt zwei verschiedene Namen für dieselbe Person.
error-lookup-suspended = Diese Website spricht nicht mit { $host }.

## Why another server was of no help
error-remote-nobody = { $host } kennt niemanden mit diesem Namen
error-remote-unreadable = { $host } gab eine Antwort, die sich nicht lesen lässt
error-remote-status = { $host } antwortete mit { $status }
error-remote-suspended = diese Website spricht nicht mit { $host }
error-remote-own = die Adresse liegt auf diesem Server
error-remote-budget = mehr als { $most } Dokumente müssten geholt werden
error-remote-nothing = unter { $address } gibt es nichts
error-remote-gone = { $address } wurde gelöscht
error-remote-wrong-id = das Dokument unter { $address } sagt, dass es ein anderes ist
error-remote-content-type = { $host } antwortete nicht mit einem ActivityPub-Dokument, sondern mit { $type }
error-net-bad-url = die Adresse { $address } wird abgelehnt: { $reason }
error-net-forbidden-address = { $host } wird abgelehnt: { $address } ist keine öffentliche Adresse ({ $class }); federation.allow_private_networks kann sie für Tests öffnen
error-net-dns = { $host } ist nicht zu finden: { $detail }
error-net-connect = zu { $host } gibt es keine Verbindung: { $detail }
error-net-tls = { $host } hat kein gültiges https: { $detail }
error-net-broken = die Verbindung zu { $host } ist abgebrochen: { $detail }
error-net-timeout = { $host } antwortete nicht innerhalb von { $seconds } s
error-net-busy = zu viele Anfragen an { $host } sind schon unterwegs
error-net-too-large = { $host } schickte mehr als { $most } Bytes
error-net-redirects = { $host } leitete mehr als { $most }-mal weiter
error-net-bad-redirect = { $host } schickte eine Weiterleitung ohne brauchbares Ziel
error-net-compressed = { $host } schickte etwas mit { $coding } Gepacktes, um das niemand gebeten hatte
error-net-content-type = { $host } antwortete mit { $type }, und danach war nicht gefragt
error-net-dead = { $host } hat zuletzt nicht geantwortet und wird noch { $seconds } s in Ruhe gelassen
error-visit-lost = Der Rückweg von deinem Server ging verloren: er dauerte zu lang, wurde schon benutzt oder begann in einem anderen Browser. Melde dich noch einmal an.
