### Listen: der Überblick, eine davon, und ihre Formulare.

list-kind-manual = Liste
list-kind-ranked = Rangliste
list-kind-canonical = Preisliste
list-kind-smart = Liste, die sich selbst füllt
list-begin = Liste anlegen
list-none = Es gibt noch keine Liste.
list-by = von { $who }
list-public = Alle sehen sie
list-private = Nur du siehst sie
list-changed = geändert am { $day }
list-change = Liste ändern
list-missing = { $n ->
    [1] Einer fehlt:
   *[other] { $n } fehlen:
} { $names }{ $more ->
    [0] .
    [one] {" "}und noch einer.
   *[other] {" "}und { $more } weitere.
}
list-items = Was darin steht
list-which = Welche
list-everything = Alles
list-only-missing = Was fehlt
list-nothing-missing = Es fehlt nichts.
list-empty = Es steht noch nichts darin.
list-in = in { $film }
list-not-reviewed = Noch nicht besprochen

## A new one
list-new = Eine neue Liste
list-which-kind = Was für eine Liste?
list-any-order = In beliebiger Reihenfolge
list-ranked = Rangliste: Die Reihenfolge zählt
list-smart = Sie füllt sich selbst, aus deinen Kritiken
list-of = Was steht darin?
list-of-films = Filme
list-of-performances = Darstellungen: jemand in einem Film
list-make = Liste anlegen
list-awards = Oder fang mit einem Preis an
list-awards-about = Diese Listen bringt Houselights mit. Die Seite sagt, wie viele der Filme du besprochen hast und welche fehlen.
list-take = Liste übernehmen<span class="hidden">: { $title }</span>

## Its form
list-change-title = { $title } ändern
list-see = Liste ansehen
list-hide = Niemandem sonst zeigen
list-publish = Liste veröffentlichen
list-complete-post = In einem Beitrag sagen, dass sie vollständig ist
list-complete-draft = Erst noch mehr dazu schreiben
list-put = Etwas aufnehmen
list-put-in = Aufnehmen
list-who = Wer
list-part = Als wer
list-film-hint = Er muss hier noch nicht bekannt sein.
list-markdown = Markdown; darf leer bleiben.
list-save-notes = Notizen speichern
list-note-on = Notiz<span class="hidden"> zu { $what }</span>
list-up = Nach oben<span class="hidden">: { $what }</span>
list-down = Nach unten<span class="hidden">: { $what }</span>
list-to-place = Auf Platz<span class="hidden"> Nummer, { $what }</span>
list-move = Verschieben<span class="hidden">: { $what }</span>
list-remove = Entfernen<span class="hidden">: { $what }</span>
list-about = Über die Liste
list-intro = Einleitung
list-kind = Art
list-looks-for = Wonach sie sucht
list-looks-for-hint = Unter den Filmen, die du besprochen hast. Alles, was du ausfüllst, muss zutreffen; was leer bleibt, zählt nicht.
list-from = Vom Jahr
list-until = Bis zum Jahr
list-at-least = Mindestens bewertet mit
list-at-least-hint = Von 0, deiner untersten Stufe, bis 100, deiner höchsten.
list-at-most = Höchstens bewertet mit
list-at-most-hint = Von 0 bis 100.
list-person = Jemand, der am Film mitgewirkt hat
list-recommended = Nur, was du empfiehlst
list-unseen = Stattdessen: Filme, die hier bekannt sind und die du weder gesehen noch besprochen hast
list-order = Reihenfolge
list-order-newest = Neueste Kritik zuerst
list-order-best = Beste Bewertung zuerst
list-order-year = Nach Erscheinungsjahr
list-order-title = Nach Titel
list-slug-hint = Der letzte Teil der Adresse der Liste.
list-delete = Liste löschen
