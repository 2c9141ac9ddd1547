### Das Tagebuch, und was darin steht.

viewing-numbers = Die Zahlen des Jahres
viewing-whose = Wessen Tagebuch
viewing-no-date = Ohne Datum
viewing-none = Noch ist nichts eingetragen.
viewing-none-own = Noch ist nichts eingetragen. Was du mit einer Kritik einträgst, steht von selbst hier.
viewing-private = Nur du siehst das
viewing-review = Kritik
viewing-edit = Bearbeiten<span class="hidden">: { $film }</span>

## One entry
viewing-log = Film eintragen
viewing-change = Eintrag ändern
viewing-film = Der Film
viewing-films = Filme, die schon hier sind
viewing-this-time = Dieses Mal
viewing-seen-on-hint = Ein Tag (2014-01-13), ein Monat (2014-01), ein Jahr, oder nichts, wenn du es nicht mehr weißt.
viewing-medium-hint = Kino, Disc, Fernsehen …
viewing-venue-hint = Das Kino, die Reihe, das Sofa.
viewing-for-me = Nur für meine Augen
viewing-save = Eintrag speichern
viewing-log-it = Eintragen
viewing-take-out = Herausnehmen
viewing-delete = Eintrag löschen
