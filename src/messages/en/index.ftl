### The index.

index-by-title = Films by title
index-by-year = Films by year
index-by-rating = Films by rating
index-by-person = People
index-by-tag = Tags
index-tab-title = Title
index-tab-year = Year
index-tab-rating = Rating
index-tab-person = Person
index-tab-tag = Tag
index-order = Order of the index
index-filter = Filter
index-filter-title = Part of a title
index-filter-name = Part of a name
index-filter-tag = Part of a tag
index-everything = Show everything
index-places = Places in the index
index-decade = { $decade }s
index-year-unknown = Year unknown
index-not-rated = Not rated
index-nothing-like-it = Nothing here is called that. Try fewer letters.
index-empty = Nothing is here yet.
