### Jemand vom Film.

person-eyebrow = Im Abspann
person-no-film = In keinem Film hier steht diese Person im Abspann.
person-newest = { $n ->
    [0] Die Kritik
    [one] Die Kritik
   *[other] Die neueste von { $n } Kritiken
}<span class="hidden"> zu { $film }</span>
person-edit = Person bearbeiten
person-edit-title = { $name } bearbeiten
person-name-hint = Zwei Personen mit demselben Namen unterscheidet etwas in eckigen Klammern: Luis Vega [Stuntman].
person-save = Namen speichern
person-merge = Dieselbe Person zweimal?
person-merge-hint = Die Adresse ihrer Seite oder ihr Name. Jeder Eintrag zieht dorthin, und diese Seite führt dann dorthin.

## The heading over somebody’s films
person-did-director = Regie
person-did-writer = Drehbuch
person-did-cast = Gespielt in
person-did-producer = Produktion
person-did-cinematographer = Kamera
person-did-editor = Schnitt
person-did-composer = Musik
