### Lists: the overview, one of them, and its forms.

list-kind-manual = List
list-kind-ranked = Ranked list
list-kind-canonical = Award list
list-kind-smart = List that fills itself
list-begin = Make a list
list-none = There is no list yet.
list-by = by { $who }
list-public = Everybody sees it
list-private = Only you see it
list-changed = changed { $day }
list-change = Change the list
list-missing = { $n ->
    [1] One is missing:
   *[other] { $n } are missing:
} { $names }{ $more ->
    [0] .
    [one] {" "}and one more.
   *[other] {" "}and { $more } more.
}
list-items = What is in it
list-which = Which
list-everything = Everything
list-only-missing = What is missing
list-nothing-missing = Nothing is missing.
list-empty = Nothing is in it yet.
list-in = in { $film }
list-not-reviewed = Not reviewed yet

## A new one
list-new = A new list
list-which-kind = What kind of list?
list-any-order = In any order
list-ranked = Ranked: the order counts
list-smart = It fills itself, from what you review
list-of = What is in it?
list-of-films = Films
list-of-performances = Performances: somebody in a film
list-make = Make the list
list-awards = Or begin with an award
list-awards-about = These lists come with Houselights. The page says how many of the films you have reviewed, and which are missing.
list-take = Take the list<span class="hidden"> { $title }</span>

## Its form
list-change-title = Change { $title }
list-see = See the list
list-hide = Show it to nobody else
list-publish = Publish the list
list-complete-post = Post that it is now complete
list-complete-draft = Write more about it first
list-put = Put something in
list-put-in = Put it in
list-who = Who
list-part = As whom
list-film-hint = It need not be known here yet.
list-markdown = Markdown; may stay empty.
list-save-notes = Save the notes
list-note-on = Note<span class="hidden"> on { $what }</span>
list-up = Up<span class="hidden">: { $what }</span>
list-down = Down<span class="hidden">: { $what }</span>
list-to-place = To place<span class="hidden"> number, { $what }</span>
list-move = Move<span class="hidden"> { $what } there</span>
list-remove = Remove<span class="hidden">: { $what }</span>
list-about = About the list
list-intro = Introduction
list-kind = Kind
list-looks-for = What it looks for
list-looks-for-hint = Among the films you reviewed. Everything you fill in must be so; what stays empty does not count.
list-from = From the year
list-until = To the year
list-at-least = Rated at least
list-at-least-hint = From 0, your lowest step, to 100, your highest.
list-at-most = Rated at most
list-at-most-hint = From 0 to 100.
list-person = Somebody who made the film
list-recommended = Only what you recommend
list-unseen = Instead: films known here that you have neither seen nor reviewed
list-order = Order
list-order-newest = Newest review first
list-order-best = Best rating first
list-order-year = By year of release
list-order-title = By title
list-slug-hint = The last part of the address of the list.
list-delete = Delete the list
