### The page of a film, its form, and what catalogues know of it.

film = Film
film-as = as { $part }
film-not = Not { $film }
film-log = Log it
film-directed-by = Directed by { $people }
film-looks = Looks at this film
film-only-look = The review
film-look = { $n ->
    [1] A first look
    [2] A second look
    [3] A third look
   *[other] Look number { $n }
}
film-history = How the rating went
film-history-of = How { $name } rated it
film-lines = Lines
film-trivia-spoilers = From a review that gives away the plot
film-trivia-review = The review it is from
film-seen-by = { $times } <span class="year">by { $name }</span>
film-about = About the film
film-elsewhere = Reviews elsewhere
film-runtime = { $hours } h { $minutes } min
film-runtime-hours = { $hours } h
film-runtime-minutes = { $minutes } min
film-countries = { $n ->
    [one] Country
   *[other] Countries
}
film-languages = { $n ->
    [one] Language
   *[other] Languages
}

## Who did what
film-credit-director = { $n ->
    [one] Director
   *[other] Directors
}
film-credit-writer = { $n ->
    [one] Writer
   *[other] Writers
}
film-credit-cast = { $n ->
   *[other] Cast
}
film-credit-producer = { $n ->
    [one] Producer
   *[other] Producers
}
film-credit-cinematographer = { $n ->
   *[other] Camera
}
film-credit-editor = { $n ->
   *[other] Editing
}
film-credit-composer = { $n ->
   *[other] Music
}
film-more-people = { $n ->
    [one] and one more
   *[other] and { $n } more
}

## The form
film-the = The film
film-edit = Edit the film
film-edit-title = Edit the film { $film }
film-edit-hint = What you type here wins over what was fetched. Clear a field to let go of what you typed.
film-save = Save the film
film-known = What is known of it
film-poster-hint = For the film’s page, and for reviews without a poster of their own. JPEG, PNG, WebP or GIF.
film-hint-title-language = Such as it: its articles are ignored in the index.
film-hint-runtime = In minutes.
film-hint-commas = With commas between.
film-hint-people = One on a line.
film-hint-cast = One on a line: Marta Osei as The driver (voice). The part and the note may be missing.
film-hint-crew = One on a line, with what they did in front: Music, Camera, Editing or Producer, and a colon.
film-hint-wikidata = Identifier or address; joins reviews of one film on several servers.
film-merge = The same film twice?
film-merge-hint = The address of its page, or its title and year. Every review goes there, and this page will lead there.
film-split = Two films on one page?
film-split-reviews = Reviews of the other film
film-split-review = { $title }, { $day }
film-split-places = Where the other film is meant
film-split-places-hint = Your lists and posts. What you do not choose stays with this film.
film-split-title = Its title
film-split-year = Its year
film-split-year-hint = Remakes are told apart by their year.
film-split-send = Make it a film of its own

## Catalogues of films
film-fetched = Found elsewhere: { $what }
film-look-up = Look the film up
film-fill = Put what was fetched into the fields
film-asks-wikidata = Asks Wikidata. Only the title and the year are sent there.
film-asks-tmdb = Asks TMDB. Only the title and the year are sent there.
film-asks-both = Asks Wikidata and TMDB. Only the title and the year are sent there.
film-none-found = No film of this title was found. Try the original title, or write on: nothing needs to be looked up.
film-none-asked = Nothing could be looked up. Your text is safe, and you can publish without.
film-candidates = Films of this title
film-see = See it<span class="hidden">: { $film }</span>
film-see-at-wikidata = See it at Wikidata<span class="hidden">: { $film }</span>
film-see-at-tmdb = See it at TMDB<span class="hidden">: { $film }</span>
film-take = Take this one
film-take-named = Take this one: { $film }
film-silent = There was no answer.
film-silent-wikidata = Wikidata gave no answer. Try again in a moment, or write on without.
film-silent-tmdb = TMDB gave no answer. Try again in a moment, or write on without.
