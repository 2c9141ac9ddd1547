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
nav-settings = Einstellungen
nav-sign-out = Abmelden
nav-sign-in = Anmelden
nav-reviews = Kritiken
nav-index = Register
nav-stats = Zahlen
nav-feed = Feed
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
pages = Seiten
page-number = <span class="hidden">Seite </span>{ $n }
follow = Folgen
unfollow = Nicht mehr folgen
feed-links = Feed: { $atom }, { $rss } oder { $json }
progress-complete = Vollständig: alle { $total } besprochen, der letzte am { $day }
progress = <b>{ $done } von { $total }</b> besprochen
appears-in = Kommt vor in
appears-for = für { $people }
