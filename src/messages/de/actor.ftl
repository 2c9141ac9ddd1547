### Menschen: ihre Seiten, das Folgen, und was ein Konto erfährt.

## Following
actor-who = Jemand oder etwas anderswo
actor-who-hint = Eine Adresse wie @du@example.social, oder der Link eines Profils oder Beitrags.
actor-look-up = Nachsehen
actor-posts = Neues von allen, denen du folgst
actor-posts-none = Noch ist nichts angekommen. Kritiken und Artikel derer, denen du folgst, werden hier aufgehoben; ihre kurzen Beiträge nicht.
actor-following = Wem du folgst
actor-following-none = Noch niemandem.
actor-followers = Deine Follower
actor-followers-none = Noch niemand. Man findet dich unter deiner Adresse, { $address }.
actor-ask-again = Noch einmal fragen
actor-ask-again-follow = Noch einmal fragen<span class="hidden">, ob du { $name } folgen darfst</span>
actor-unfollow = { $state ->
    [accepted] Nicht mehr folgen<span class="hidden"> ({ $name })</span>
    [pending] Anfrage zurücknehmen<span class="hidden"> ({ $name })</span>
   *[rejected] Von der Liste nehmen<span class="hidden"> ({ $name })</span>
}
actor-let-in = Annehmen<span class="hidden">: { $name }</span>
actor-refuse = { $state ->
    [pending] Ablehnen<span class="hidden">: { $name }</span>
   *[accepted] Entfernen<span class="hidden">: { $name }</span>
}

## Somebody's page
actor-since = hier seit { $day }
actor-moved = { $name } ist umgezogen
actor-moved-about = Das neue Konto ist <a href="{ $url }" rel="me">{ $address }</a>. Folgen kann man ihm dort; was hier geschrieben wurde, bleibt hier.
actor-moved-to = { $name } ist umgezogen zu <a href="{ $url }" rel="nofollow">{ $address }</a>.
actor-follow-afar = Vom eigenen Server aus folgen
actor-follow-why = Dein Server wird gefragt, weil das Folgen von dem Konto ausgehen muss, das du schon hast. Hier wird nichts über dich aufgehoben.
actor-follow-search = Oder such dort nach
actor-tagged = Kritiken mit dem Schlagwort „{ $tag }“
actor-tagged-all = Kritiken von allen mit diesem Schlagwort
actor-all-reviews = Alle Kritiken von { $name }
actor-no-review = { $name } hat noch keine Kritik veröffentlicht.
actor-profile-on = Profil auf { $host }
actor-known = Was hier davon bekannt ist
actor-known-none = Noch nichts. Kritiken und Artikel, die von jetzt an erscheinen, kommen hier an, sobald du folgst.

## From one's own server
actor-interact-title = Vom eigenen Server aus
actor-interact-go = Dein Server, <b>{ $server }</b>, kann von hier an übernehmen. Er wird dich um Bestätigung bitten.
actor-interact-go-on = Weiter zu { $server }
actor-interact-why-follow = Ein Folgen geht von dem Konto aus, das du schon hast, darum muss dein eigener Server gefragt werden. Ein Konto hier brauchst du nicht, und nichts über dich wird aufgehoben.
actor-interact-why-answer = Eine Antwort, ein „Gefällt mir“ oder ein Teilen geht von dem Konto aus, das du schon hast, darum muss dein eigener Server gefragt werden. Ein Konto hier brauchst du nicht, und nichts über dich wird aufgehoben.
actor-interact-by-hand = Oder von Hand
actor-interact-copy = Kopiere das in das Suchfeld deiner App:
actor-interact-copy-post = Kopiere das in das Suchfeld deiner App; der Beitrag erscheint dort, und du kannst antworten:
actor-interact-nowhere = Dieser Server gab eine Antwort, die nirgendwohin führt. Kopiere stattdessen die Adresse unten.

## News
actor-news-seen = Alles als gesehen markieren
actor-news-none = Noch nichts. Antworten, „Gefällt mir“, Follower und private Nachrichten an dich stehen hier.
actor-news-new = Neu
actor-news-decide = Annehmen oder nicht
actor-news-original = Das Original
actor-news-reported = Was gemeldet wurde
actor-news-page = Zur Seite
