### Anmelden.

session-login = Kurzname oder Mailadresse
session-first = Melde dich zuerst an, dann kommst du dahin zurück, wo du warst.
session-about = Um auf eine Kritik zu antworten, brauchst du hier kein Konto: Antworte von deinem eigenen Server aus. Das hier ist für alle, die auf diesem schreiben.

## Die zweite Seite der Anmeldung
code = Code
code-heading = Dein Code
code-hint = Sechs Ziffern aus deiner Authenticator-App oder einer deiner Ersatzcodes.
code-again = Von vorn anfangen

## Wo man angemeldet ist
sessions-heading = Angemeldet
sessions-about = Die Browser, in denen du hier angemeldet bist. Beende, was du nicht kennst oder nicht mehr benutzt. Netzwerkadressen werden nicht aufbewahrt.
session-browser = { $browser } auf { $system }
session-browser-only = { $browser }
session-browser-on = Ein Browser auf { $system }
session-browser-unknown = Ein unbekannter Browser
session-this = Dieser hier
session-begun = Angemeldet
session-seen = Zuletzt hier
session-end = Abmelden
sessions-end-others = Überall sonst abmelden

## Der zweite Faktor
factor-heading = Zweiter Faktor
factor-about = Mit einem zweiten Faktor fragt die Anmeldung nach dem Passwort noch nach einem Code aus einer Authenticator-App. Wer nur dein Passwort kennt, kommt nicht hinein.
factor-begin = Einrichten
factor-scan = Lies dieses Bild mit einer Authenticator-App ein oder tippe das Geheimnis dort ab.
factor-type = Tippe den Code ein, den sie zeigt. Erst dann gilt er, und jeder andere Browser wird abgemeldet.
factor-picture = QR-Code des Geheimnisses
factor-secret = Geheimnis
factor-code-hint = Sechs Ziffern.
factor-confirm = Einschalten
factor-stop = Nicht einrichten
factor-on = Eingeschaltet
factor-codes-left = { $n ->
    [0] Du hast keinen Ersatzcode mehr. Mach neue.
    [one] Du hast noch einen Ersatzcode. Mach bald neue.
   *[other] Du hast noch { $n } Ersatzcodes.
}
factor-change = Ändern
factor-codes-new = Neue Ersatzcodes machen
factor-off = Ausschalten
recovery-heading = Ersatzcodes
recovery-about = Schreib diese Codes auf oder druck sie aus: Sie werden nicht noch einmal gezeigt. Wenn du deine App verlierst, lässt dich jeder davon einmal hinein. Ältere Ersatzcodes gelten nicht mehr.
recovery-kept = Ich habe sie aufgehoben

## Ein neues Passwort per Mail
forgotten-link = Passwort vergessen?
forgotten-heading = Passwort vergessen
forgotten-about = Gib deinen Handle oder deine Mailadresse ein. Gibt es ein Konto mit einer Mailadresse, geht dorthin ein Link, mit dem du ein neues Passwort setzt. Er gilt einmal und eine Stunde lang.
forgotten-press = Link schicken
forgotten-sent = Wenn es ein Konto mit diesem Namen gibt und es eine Mailadresse hat, ist eine Mail dorthin unterwegs. Das kann eine Minute dauern; sieh auch im Spam nach. Kommt keine, frag jemanden, der diese Website betreibt.
forgotten-no-mail = Diese Website verschickt keine Mails. Bitte jemanden, der sie betreibt, um ein neues Passwort.
reset-heading = Neues Passwort setzen
reset-about = Mit dem neuen Passwort wirst du in jedem Browser abgemeldet. Ein zweiter Faktor bleibt, wie er ist.
reset-over = Dieser Link wurde schon benutzt, ist älter als eine Stunde, oder dein Passwort hat sich seitdem geändert.
reset-again = Neuen Link schicken
reset-subject = Ein neues Passwort für { $site }
reset-said = Jemand, hoffentlich du, hat um ein neues Passwort für { $handle } gebeten. Dieser Link gilt einmal und eine Stunde lang:
reset-ignore = Warst du es nicht, dann tu nichts: Dein Passwort bleibt, wie es ist, und niemand außer dir hat diesen Link bekommen.
reset-reason = Du bekommst diese Mail, weil jemand um ein neues Passwort für dein Konto auf { $site } gebeten hat.
