### The numbers of a year, or of all time.

stats-eyebrow = The numbers
stats-as-of = As of { $moment }
stats-diary = The diary of the year
stats-whose = Whose numbers
stats-all-time = All time
stats-film = Film
stats-films = Films
stats-viewings = Viewings
stats-rewatches = Rewatches
stats-hours = Hours on screen, where lengths are known
stats-in-a-table = The numbers in a table
stats-none = There is nothing to count yet.

## Charts
stats-by-month = Films in each month
stats-by-year = Films in each year
stats-month = Month
stats-times-seen = Times seen
stats-over-time-chart = Times a film was seen; the numbers stand in the table below
stats-ratings = Ratings
stats-rating = Rating
stats-ratings-chart = Reviews by rating; the numbers stand in the table below
stats-decades = Decades and ratings
stats-decades-chart = Films by decade and rating; the numbers stand in the table below
stats-decade = { $decade }s
stats-films-of = Films of the
stats-country = Country
stats-countries-chart = Films by country; the numbers stand in the table below
stats-directors = Directors
stats-director = Director
stats-directors-chart = Films by director; the numbers stand in the table below
stats-rewatched = Seen more than once
stats-rewatched-chart = Films seen more than once; the numbers stand in the table below
