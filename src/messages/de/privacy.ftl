## Was die Seite über Leute behält
privacy-heading = Datenschutz
privacy-about = Was { $site } über dich behält, wie lange, und was es anderen sagt. Diese Seite entsteht aus den Einstellungen, mit denen die Seite läuft.
privacy-contact = Fragen dazu beantwortet:
privacy-reading = Lesen
privacy-reading-said = Keine Seite hier fragt einen anderen Server: Bilder, Gesichter und Schriften kommen von diesem. Niemand wird gezählt, und nichts folgt dir von Seite zu Seite.
privacy-cookies = Cookies bekommt, wer sich anmeldet, mit einem Konto von einem anderen Server kommt, in ein Formular schreibt oder Farben oder Sprache wählt, und sonst niemand.
privacy-addresses = Das Programm führt keine Liste, wer was gelesen hat. Deine Netzadresse wird nur angesehen, um Fluten abzuwehren: Nach misslungenen Anmeldungen und nach der Bitte um eine Mail bleibt sie einen Tag lang gespeichert. Der Webserver vor dem Programm führt vielleicht eine eigene Liste; wer die Seite betreibt, kann es dir sagen.
privacy-guests = Als Gast kommentieren
privacy-guests-said = Dein Name, deine Seite und deine Worte stehen auf der Seite, sobald sie freigegeben sind. Deine Mailadresse sieht niemand. Von deiner Netzadresse bleibt nur ein Fingerabdruck, aus dem sie nicht zu lesen ist, um eine Flut zu erkennen.
privacy-guests-days = { $days ->
    [one] Einen Tag
   *[other] { $days } Tage
  } nachdem du zuletzt geschrieben hast, werden Mailadresse und Fingerabdruck vergessen.
privacy-guests-rights = 15 Minuten lang kannst du einen Kommentar selbst ändern oder löschen. Danach <a href="/guests">lass dir einen Link mailen</a>: Er zeigt alles, was über dich gespeichert ist, gibt es dir als Datei und löscht es.
privacy-guests-no-mail = 15 Minuten lang kannst du einen Kommentar selbst ändern oder löschen. Danach frag, wer die Seite betreibt.
privacy-visitors = Mit einem Konto von einem anderen Server kommen
privacy-visitors-said = Behalten wird, was dein Server öffentlich über dich sagt: Name, Adresse, Bild. Die Erlaubnis, die er gab, bleibt höchstens { $hours } Stunden, oder bis du gehst, und dient nur den Kommentaren, die du schickst.
privacy-elsewhere = Von einem anderen Server schreiben
privacy-elsewhere-said = Wenn du von deinem eigenen Server antwortest, etwas magst, teilst oder folgst, schickt er das hierher, und es bleibt mit deinem Namen und deiner Adresse hier. Antwortest du zum ersten Mal, bleibt auch hier, seit wann es dein Konto gibt und wie viele ihm folgen, so wie dein Server es sagt. Löschst du es dort, sagt dein Server das, und es wird auch hier gelöscht. Löschst du dort dein Konto, wird hier alles von dir gelöscht.
privacy-log = Was andere Server schicken, bleibt so, wie sie es schickten, { $days ->
    [one] einen Tag
   *[other] { $days } Tage
  } lang gespeichert, um Fehler zu finden, und wird dann vergessen.
privacy-no-log = Was andere Server schicken, wird nicht so behalten, wie sie es schickten.
privacy-members = Konten auf dieser Seite
privacy-members-said = Ein Konto hat einen Namen, eine Adresse im Fediverse, ein Passwort, von dem nur ein Abdruck bleibt, und eine Mailadresse, wenn sie angegeben wurde. Eine unbenutzte Anmeldung endet nach { $days ->
    [one] einem Tag
   *[other] { $days } Tagen
  }; vom Browser bleibt nur der Name. Moderatoren sehen, was geschrieben und entschieden wurde, und jede Entscheidung wird aufgeschrieben. Was zwischen Leuten privat ist, lesen nur diese Leute; wer den Server betreibt, könnte aber in seine Datenbank sehen.
privacy-members-rights = Mitglieder nehmen alles in einer Datei mit und löschen ihr Konto <a href="/settings/leaving">in ihren Einstellungen</a>.
privacy-out = Was anderswohin geht
privacy-out-followers = Kritiken und Kommentare gehen an die Server derer, die folgen oder mitreden, und Kopien bleiben dort. Wird hier etwas gelöscht, erfahren es diese Server.
privacy-out-mentions = Seiten, auf die eine Kritik verweist, erfahren davon, wenn sie darum bitten.
privacy-out-mail = Mails gehen über den Mailserver, den gewählt hat, wer die Seite betreibt.
privacy-out-spam = Was jemand schreibt, von dem noch nichts zugelassen wurde, geht an { $service }, das sagt, ob es Spam ist: Worte, Name und Adresse, von Gästen auch die Mailadresse und die Netzadresse.
privacy-out-films = Wenn jemand beim Schreiben einen Film nachschlägt, gehen Titel und Jahr an { $source }.
privacy-out-nobody = Nichts wird verkauft oder sonst jemandem gegeben.

## Was über einen Gast gespeichert ist
kept-heading = Was über dich gespeichert ist
kept-about = Hast du hier als Gast kommentiert und eine Mailadresse angegeben? Gib sie ein, und ein Link geht dorthin. Er zeigt alles, was diese Seite über dich behält, gibt es dir als Datei und löscht es.
kept-mail = Die Mailadresse von damals
kept-press = Link schicken
kept-sent = Wenn hier jemand mit dieser Adresse kommentiert hat, ist eine Mail dorthin unterwegs. Es kann eine Minute dauern; sieh auch im Spam nach.
kept-no-mail = Diese Seite verschickt keine Mails. Frag, wer sie betreibt.
kept-over = Dieser Link ist älter als einen Tag oder stammt nicht von hier.
kept-again = Neuen Link schicken
kept-nothing = Über dich ist nichts gespeichert.
kept-this = Das ist alles.
kept-names = Du
kept-mail-forgotten = Deine Mailadresse ist schon vergessen.
kept-notify = Du erfährst per Mail von Antworten.
kept-fingerprint = Ein Fingerabdruck deiner Netzadresse ist gespeichert.
kept-comments = { $count ->
    [one] Ein Kommentar
   *[other] { $count } Kommentare
  }
kept-shown = steht auf der Seite
kept-held = wartet, bis jemand hinsieht
kept-hidden = wird nicht gezeigt
kept-download = Als Datei mitnehmen (JSON)
kept-erase = Alles löschen
kept-erase-about = Deine Namen und deine Worte werden sofort und endgültig gelöscht. Wo dir jemand geantwortet hat, bleibt ein leerer Platz.
kept-subject = Was { $site } über dich behält
kept-said = Jemand, hoffentlich du, hat gefragt, was über dich als Gast von { $site } gespeichert ist. Dieser Link zeigt es, einen Tag lang; damit kannst du es mitnehmen oder löschen:
kept-see = Ansehen, was gespeichert ist
kept-ignore = Wenn du es nicht warst, musst du nichts tun: Nur du hast diesen Link bekommen.
kept-reason = Du bekommst diese Mail, weil jemand deine Mailadresse auf { $site } eingegeben hat.
