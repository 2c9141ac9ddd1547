### Was in Mails steht, und die Seiten dazu.

mail-hello = Hallo { $name },
mail-hello-nobody = Hallo,
mail-settings = Auswählen, was du per Mail bekommst
mail-test-subject = { $site } kann Mails verschicken
mail-test-said = Diese Mail sollte zeigen, ob diese Website Mails verschicken kann. Sie kann es.
mail-test-reason = Jemand, der diese Website betreibt, hat um diese Mail gebeten.

## Neues. Eine einzelne Neuigkeit ist auch der Betreff ihrer Mail.

notice-reply = { $who } hat unter { $title } geantwortet
notice-mention = { $who } hat dich unter { $title } erwähnt
notice-mention-elsewhere = { $who } hat dich in einem Beitrag erwähnt
notice-link = { $who } verlinkt { $title }
notice-quote = { $who } zitiert { $title }
notice-like = { $who } gefällt, was du geschrieben hast: { $title }
notice-boost = { $who } hat geteilt, was du geschrieben hast: { $title }
notice-emoji = { $who } hat dir ein Emoji gegeben: { $title }
notice-follow = { $who } folgt dir
notice-follow-request = { $who } möchte dir folgen
notice-report = { $who } hat etwas gemeldet
notice-private = { $who } hat dir eine private Nachricht geschickt
notice-waiting = Ein Kommentar von { $who } zu { $title } wartet auf dich
notice-trouble = { $host }, wo Leute dieser Website folgen, antwortet seit { $day } nicht
notice-refused = { $host }, wo Leute dieser Website folgen, hat abgelehnt, was hingeschickt wurde
notice-guest-answer = { $who } hat auf deinen Kommentar zu { $title } geantwortet
notice-guest-approved = Dein Kommentar zu { $title } ist jetzt zu lesen
notice-read = Lesen
notice-decide = Entscheiden
notice-server = Was über diesen Server bekannt ist
notice-more = { $n ->
    [one] Und noch etwas.
   *[other] Und { $n } weitere Neuigkeiten.
}
notice-several = { $n }-mal Neues auf { $site }: { $kind }
notice-digest = { $n } Neuigkeiten auf { $site }
notice-reason = Du bekommst diese Mail, weil du ein Konto auf { $site } hast.
notice-guest-reason = Du bekommst diese Mail, weil du auf { $site } kommentiert hast und davon erfahren wolltest.
notice-stop = Keine Mails dieser Art mehr ({ $kind })
notice-stop-digest = Keine tägliche Übersicht mehr
notice-stop-guest = Keine Mails über Antworten auf deine Kommentare mehr

notice-kind-reply = Kommentare und Antworten
notice-kind-mention = Erwähnungen
notice-kind-private = Private Nachrichten
notice-kind-link = Links und Zitate
notice-kind-follow-request = Anfragen, dir zu folgen
notice-kind-follow = Neue Folgende
notice-kind-reaction = Gefällt mir, Geteiltes und Emojis
notice-kind-report = Meldungen
notice-kind-waiting = Kommentare, die auf eine Entscheidung warten
notice-kind-trouble = Server, die nichts annehmen
notice-kind-guest = Antworten auf deine Kommentare

## Einstellungen, Benachrichtigungen.

notice-settings = Benachrichtigungen
notice-about = Das meiste davon steht auch unter Neues. Mails gehen an { $email }; was sofort kommt, kommt innerhalb von zehn Minuten, und mehreres von einer Art kommt in einer Mail. Was du bis dahin hier gelesen hast, wird ausgelassen, und was eine private Nachricht sagt, steht nie in einer Mail.
notice-no-email = Dein Konto hat keine Mailadresse, also wird nichts verschickt. <a href="/settings">Gib in den Einstellungen eine an.</a>
notice-no-mail = Diese Website verschickt keine Mails. Was dich angeht, steht unter Neues.
notice-mail-of = Mail<span class="hidden">: { $kind }</span>
notice-now = Sofort
notice-daily = In der täglichen Übersicht
notice-off = Nie
notice-counted = Unter Neues als neu zählen<span class="hidden">: { $kind }</span>
notice-digest-at = Die Übersicht kommt um acht Uhr morgens, nach den Uhren von { $zone }. <a href="/settings">Zeitzone ändern.</a>
notice-language = Sprache der Mails
notice-language-site = Die der Website

## Die Seite hinter dem Link in einer Mail.

notice-stop-title = Mails von { $site }
notice-stop-about-topic = Du bekommst von hier Mails über: { $kind }.
notice-stop-about-digest = Du bekommst von hier eine tägliche Übersicht.
notice-stop-about-guest = Du bekommst von hier eine Mail, wenn ein Kommentar von dir beantwortet wird.
notice-stop-press = Keine mehr schicken
notice-stopped = Erledigt. Es werden keine mehr verschickt.
notice-stopped-settings = Unter <a href="/settings/notifications">Benachrichtigungen</a> kannst du jederzeit neu wählen.
