### Somebody of films.

person-eyebrow = In the credits
person-no-film = No film here has them in its credits.
person-newest = { $n ->
    [0] The review
    [one] The review
   *[other] The newest of { $n } reviews
}<span class="hidden"> of { $film }</span>
person-edit = Edit this person
person-edit-title = Edit { $name }
person-name-hint = Two people of one name are told apart by something in square brackets: Luis Vega [stuntman].
person-save = Save the name
person-merge = The same person twice?
person-merge-hint = The address of their page, or their name. Every credit goes there, and this page will lead there.

## The heading over somebody’s films
person-did-director = Directed
person-did-writer = Wrote
person-did-cast = Acted in
person-did-producer = Produced
person-did-cinematographer = Camera
person-did-editor = Edited
person-did-composer = Wrote the music for
