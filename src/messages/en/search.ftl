### Searching.

search-title = Search: { $typed }
search-words = Words, names or titles
search-words-hint = Words in quotation marks stand together; a minus sign leaves a word out.
search-go = Search
search-found = { $n ->
    [0] Nothing found
    [one] One thing found
   *[other] { $n } things found
}
search-found-more = More than { $n } things found
search-corrected = Nothing holds these words. Shown is what holds <b>{ $words }</b>.
search-kinds = Kinds
search-everything = Everything { $n }
search-none = Try fewer words, or the beginning of one.
search-on = on { $title }
search-kind = { $kind ->
    [person] Person
    [review] Review
    [list] List
    [post] Post
    [comment] Comment
   *[film] Film
}
search-kind-many = { $kind ->
    [person] People
    [review] Reviews
    [list] Lists
    [post] Posts
    [comment] Comments
   *[film] Films
}
