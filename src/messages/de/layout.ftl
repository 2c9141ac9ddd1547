### Was auf jeder Seite steht.

skip = Zum Text springen
nav-site = Website
nav-write = Schreiben
nav-drafts = Entwürfe
nav-diary = Tagebuch
nav-lists = Listen
nav-posts = Beiträge
nav-search = Suche
nav-following = Gefolgt
nav-news = Neues
nav-unread = { $n }<span class="hidden"> neu</span>
nav-moderation = Kommentare
nav-waiting = { $n }<span class="hidden"> warten</span>
nav-settings = Einstellungen
nav-sign-out = Abmelden
nav-sign-in = Anmelden
nav-reviews = Kritiken
nav-index = Register
nav-stats = Zahlen
nav-feed = Feed
nav-about = Über
nav-appearance = Darstellung
foot = Läuft mit Houselights, einem Server für Filmkritiken im Fediverse.

## Parts of many pages
errors-heading = { $n ->
    [one] Eine Sache braucht noch einen Blick
   *[other] Einige Dinge brauchen noch einen Blick
}
recommended = Empfohlen
emojis = Emojis
emoji-given = { $n }<span class="hidden">-mal</span>
by = Von { $who }
edited-on = bearbeitet am { $day }
reading-time = { $n } Min. Lesezeit
save-draft = Entwurf speichern
preview = Vorschau
publish = Veröffentlichen
withdraw = Zurückziehen
poster = Plakat
poster-remove = Dieses Plakat wegnehmen
poster-image = Bild
poster-another = Ein anderes Bild
poster-alt-hint = Für alle, die es nicht sehen können. Nötig, wenn es ein Bild gibt.
poster-too-large = Diese Datei ist zu groß. Wähle eine kleinere.
merge-other = Der andere Eintrag
merge-send = Mit dem anderen zusammenführen
source-label = Quelle:
elsewhere = Anderswo
back = Zurück
language-tag-hint = Ein Sprachkürzel wie en oder de.
slug = Adresse
not-yet = noch nicht
rating = Bewertung
delivery = Zustellung
pages = Seiten
page-number = <span class="hidden">Seite </span>{ $n }
follow = Folgen
unfollow = Nicht mehr folgen
feed-links = Feed: { $atom }, { $rss } oder { $json }
progress-complete = Vollständig: alle { $total } besprochen, der letzte am { $day }
progress = <b>{ $done } von { $total }</b> besprochen
appears-in = Kommt vor in
appears-for = für { $people }

## What was just done, said once
done-saved = Gespeichert.
done-draft = Der Entwurf ist gespeichert.
done-scheduled = Die Kritik ist geplant. Bis dahin siehst nur du sie.
done-unscheduled = Die Kritik ist wieder ein Entwurf. Sie wird nicht mehr von selbst veröffentlicht.
done-published = Die Kritik ist veröffentlicht. Sie ist unterwegs zu deinen Followern.
done-updated = Die Kritik ist aktualisiert. Deine Follower bekommen die neue Fassung.
done-shown-again = Die Kritik ist noch einmal unterwegs zu deinen Followern.
done-withdrawn = Die Kritik ist zurückgezogen. Ihre Adresse sagt jetzt, dass sie nicht mehr da ist; den Text behältst du.
done-revived = Der Text ist wieder ein Entwurf, als neue Kritik.
done-removed = Der Kommentar ist von der Seite genommen. Nur du und wer ihn geschrieben hat sehen ihn noch; du kannst ihn zurückholen.
done-mention-removed = Sie ist von der Seite genommen. Wenn sie dich zitiert, ist die Erlaubnis dazu zurückgenommen.
done-deleted = Gelöscht.
done-erased = Alles ist gelöscht.
done-commented = Dein Kommentar steht unten.
done-comment-waits = Dein Kommentar ist gespeichert und wartet, bis ihn jemand angesehen hat. Jetzt siehst nur du ihn.
done-comment-on-its-way = Dein eigener Server hat deinen Kommentar. Er erscheint hier, sobald er ankommt.
done-visiting = Du bist mit dem Konto angemeldet, das du anderswo hast.
done-visit-over = Du bist abgemeldet. Was dein Server dieser Website für dich gab, ist vergessen.
done-decided = Es ist entschieden.
done-undone = Es ist wieder wie vorher.
done-not-undone = Nichts wurde rückgängig gemacht: das war schon geschehen, oder seither wurde neu entschieden.
done-rule = Die Regel ist gemacht. Sie gilt vom nächsten Kommentar an.
done-rule-lifted = Die Regel ist aufgehoben.
done-policy = Die Regeln sind gespeichert. Sie gelten vom nächsten Kommentar an.
done-nothing-chosen = Kein Kommentar war ausgewählt, also wurde nichts entschieden.
done-nothing-changed = Alles stand schon so.
done-liked = Das gefällt dir.
done-unliked = Dein „Gefällt mir“ ist zurückgenommen.
done-boosted = Du hast das geteilt.
done-unboosted = Du teilst das nicht mehr.
done-followed = Die Anfrage, zu folgen, ist unterwegs.
done-unfollowed = Du folgst diesem Konto nicht mehr.
done-asked = Die Anfrage ist noch einmal unterwegs.
done-moved = Du bist umgezogen. Die Server deiner Follower erfahren es gerade.
done-stayed = Der Umzug ist zurückgenommen. Neue Follower sind hier wieder willkommen.
done-signed-out = Du bist abgemeldet.
done-welcome = Dein Konto ist bereit. Das ist jetzt deine Website.
done-password = Das Passwort ist geändert.
done-password-reset = Dein neues Passwort gilt, und du bist überall abgemeldet. Melde dich damit an.
done-session-ended = Dieser Browser ist abgemeldet.
done-sessions-ended = Du bist überall sonst abgemeldet.
done-factor-off = Der zweite Faktor ist ausgeschaltet.
done-role = Die Rolle ist geändert.
done-suspended = Das Konto ist gesperrt und überall abgemeldet.
done-lifted = Das Konto kann sich wieder anmelden.
done-report-resolved = Erledigt. Sie steht bei den anderen.
done-report-reopened = Die Meldung ist wieder offen.
done-report-forwarded = Die Meldung ist unterwegs.
done-server-rule = Gespeichert. Die Regel gilt ab jetzt.
done-server-rule-lifted = Die Regel ist aufgehoben.
done-list-taken = Gelesen. Noch ist nichts geändert.
done-list-followed = Gefolgt. Die Liste wird gelesen.
done-list-asked = Die Liste wird gelesen.
done-list-applied = Erledigt. Die Regeln gelten ab jetzt.
done-list-passed-over = Erledigt. Keine Regel wurde gemacht.
done-list-left = Erledigt. Die Liste ist nicht mehr hier.
done-joined = Dein Konto ist da. Melde dich mit dem gewählten Passwort an.
done-invited = Die Einladung ist gemacht. Kopiere ihren Link und gib ihn weiter.
done-invitation-revoked = Die Einladung gilt nicht mehr. Wer mit ihr kam, bleibt.
done-let-in = Hereingelassen.
done-turned-away = Abgewiesen; nichts davon wird aufbewahrt.
done-account-gone = Dein Konto ist weg. Danke für die Zeit, die du hier warst.
done-account-deleted = Das Konto ist gelöscht. Andere Server werden gerade benachrichtigt.
done-scale = Die Skala ist gespeichert. Kritiken, die du früher bewertet hast, behalten ihre Worte.
done-posted = Der Beitrag ist veröffentlicht. Er ist unterwegs zu deinen Followern.
done-post-withdrawn = Der Beitrag ist zurückgezogen. Seine Adresse sagt jetzt, dass er nicht mehr da ist; den Text behältst du.
done-list = Die Liste ist angelegt. Nur du siehst sie, bis du sie veröffentlichst.
done-list-public = Die Liste ist veröffentlicht.
done-list-private = Niemand sonst sieht die Liste noch.
done-added = Es steht jetzt in der Liste.
done-scale-restored = Die Skala wird wieder benutzt.
done-host-retry = Der Server wird jetzt noch einmal versucht. Schau gleich wieder hier nach, was daraus geworden ist.
done-logged = Es steht im Tagebuch.
done-merged = Sie sind jetzt eins. Die alte Adresse führt hierher.
done-split = Das ist jetzt ein eigener Film.
done-site-theme = Die Gestaltung ist gespeichert. Ab jetzt hat sie jede Seite.
done-theme = Die Darstellung ist in diesem Browser gespeichert.
done-scale-replaced = Ab jetzt gilt die andere Skala. Kritiken, die du früher bewertet hast, behalten ihre Worte.

## How the pages look to one reader
appearance-light = Licht im Saal
appearance-auto = Wie mein System
appearance-up = Licht an
appearance-down = Licht aus
appearance-language = Sprache der Seiten
appearance-language-hint = Von allem außer dem, was Leute geschrieben haben: Das bleibt in ihrer.
appearance-language-site = Wie die Website ({ $language })
appearance-cookie = Dieser Browser merkt es sich, in zwei Cookies.
newest = Neueste
older = Ältere
