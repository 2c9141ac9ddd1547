# Ein Konto anlegen, und entscheiden, wer darf.
join-heading = Mitmachen
join-link = Konto anlegen
join-closed = Hier kann im Moment niemand ein Konto anlegen.
join-invited-only = Hier macht man mit Einladung mit. Wenn du eine hast, öffne ihren Link.
join-over = Diese Einladung gilt nicht mehr: Sie ist verbraucht, zurückgenommen oder abgelaufen. Bitte um eine neue.
join-without = Zum Lesen, Folgen und Antworten brauchst du kein Konto: Folge von deinem eigenen Server aus, oder antworte mit dem Konto, das du dort hast.
join-about = Mit einem Konto auf { $site } kannst du hier kommentieren, folgen und ein Tagebuch führen, und dir kann von überall gefolgt werden.
join-approval = Jemand liest, was du hier schreibst, und entscheidet.
join-handle = Name im Netz
join-handle-hint = Der Teil vor @{ $host }. Kleine Buchstaben, Ziffern und _; er lässt sich nie ändern.
join-email-hint = Wird nie gezeigt. Wir schicken einen Link dorthin, und du brauchst sie, wenn du dein Passwort vergisst.
join-email-missing = Gib deine Mailadresse an: Dorthin geht ein Link.
join-reason = Warum möchtest du mitmachen?
join-reason-hint = Ein, zwei Sätze. Nur wer entscheidet, liest sie.
join-reason-missing = Schreib einen Satz dazu, warum du mitmachen möchtest.
join-press = Konto anlegen
join-ask = Um ein Konto bitten
join-have-one = Ich habe ein Konto
join-expired = Dieses Formular war zu lange offen. Sieh es durch und schick es noch einmal ab.
join-program = Das sieht aus, als hätte es ein Programm ausgefüllt. Wenn du ein Mensch bist, schick es noch einmal ab und lass das versteckte Feld leer.
join-look = Sieh in deine Mails: Wir haben einen Link geschickt. Er gilt zwei Tage. Wenn nichts kommt, sieh im Spam nach, oder bitte noch einmal darum.
join-waits = Dein Wunsch liegt bei denen, die entscheiden. Versuch in ein, zwei Tagen, dich anzumelden.
join-waits-mail = Dein Wunsch liegt bei denen, die entscheiden. Sie antworten per Mail.
join-confirm-heading = Adresse bestätigen
join-confirm-about = Noch ein Druck, und es steht fest, dass diese Adresse deine ist.
join-confirm-press = Adresse bestätigen
join-confirm-over = Dieser Link wurde schon benutzt oder ist älter als zwei Tage.
join-mail-subject = Dein Konto auf { $site }
join-mail-said = Jemand, hoffentlich du, hat mit dieser Adresse um das Konto { $handle } auf { $site } gebeten. Dieser Link bestätigt, dass sie deine ist, und gilt zwei Tage:
join-mail-ignore = Wenn du es nicht warst, tu nichts: Es entsteht kein Konto.
join-mail-reason = Du bekommst diese Mail, weil jemand diese Adresse angegeben hat, um ein Konto auf { $site } zu bekommen.
join-known-said = Jemand, hoffentlich du, hat mit dieser Adresse um ein Konto auf { $site } gebeten. Sie hat schon eines. Wenn du das Passwort vergessen hast, setz ein neues:
join-welcome-subject = Willkommen auf { $site }
join-welcome-said = Du bist dabei: { $handle } auf { $site } gehört dir. Melde dich mit dem Passwort an, das du gewählt hast:
join-refused-subject = Dein Konto auf { $site }
join-refused-said = Wer { $site } betreut, hat entschieden, das gewünschte Konto nicht anzulegen. Von dem, was du geschrieben hast, wird nichts aufbewahrt.
join-refused-why = Begründung:
join-asks-subject = Jemand möchte bei { $site } mitmachen
join-asks-said = { $handle } möchte mitmachen und wartet auf eine Entscheidung:
join-asks-reason = Du bekommst diese Mail, weil du entscheidest, wer bei { $site } mitmacht. Sie kommt einmal, solange jemand wartet.
joining-heading = Mitmachen
joining-waiting = Warten auf eine Entscheidung
joining-accept = Hereinlassen
joining-refuse = Abweisen
joining-refuse-mail = Steht in der Mail, die es mitteilt. Darf leer bleiben.
joining-who = Wer mitmachen darf
joining-closed = Niemand
joining-invited = Wer eine Einladung hat
joining-approval = Alle dürfen darum bitten, und du entscheidest; eine Einladung lässt sofort herein
joining-open = Alle
joining-no-mail = Diese Site verschickt keine Mail; Adressen lassen sich also nicht bestätigen, und nach keiner wird gefragt. Ohne Mail laden offene Türen Programme ein.
joining-invite-heading = Einladungen
joining-invite-rest = Im Moment darf niemand mitmachen, darum ruhen Einladungen.
joining-note = Für wen
joining-note-hint = Das sehen nur du und andere, die Konten betreuen.
joining-uses = Wie viele Konten
joining-uses-hint = Leer lassen für beliebig viele.
joining-days = Wie viele Tage
joining-days-hint = Leer lassen für immer.
joining-invite = Einladung machen
joining-over = Vorbei
joining-used = { $n ->
    [0] noch nicht benutzt
    [one] einmal benutzt
   *[other] { $n }-mal benutzt
}
joining-left = { $n ->
    [0] verbraucht
    [one] noch eines
   *[other] noch { $n }
}
joining-any = beliebig viele
joining-until = bis
joining-revoke = Zurücknehmen
