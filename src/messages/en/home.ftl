### The first page.

home-title = Film reviews
home-title-page = Reviews, page { $n }
home-heading = { $site }: reviews
home-empty = Nothing is on yet.
home-empty-about = { $description } The first review will stand here.
home-write-first = Write the first review
home-newest = Newest review
home-earlier = Earlier reviews
home-page = Page { $n }
home-again = Shown again
home-first-shown = first shown { $day }
home-shown-again = again { $day }
home-comments = Latest comments
home-comment-on = on { $film }
home-writers = Who writes here
