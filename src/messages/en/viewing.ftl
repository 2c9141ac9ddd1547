### The diary, and what is logged in it.

viewing-numbers = The numbers of the year
viewing-whose = Whose diary
viewing-no-date = No date
viewing-none = Nothing is written down yet.
viewing-none-own = Nothing is written down yet. What you enter with a review stands here by itself.
viewing-private = Only you see this
viewing-review = Review
viewing-edit = Edit<span class="hidden"> { $film }</span>

## One entry
viewing-log = Log a film
viewing-change = Change the entry
viewing-film = The film
viewing-films = Films already here
viewing-this-time = This time
viewing-seen-on-hint = A day (2014-01-13), a month (2014-01), a year, or nothing when you do not remember.
viewing-medium-hint = Cinema, disc, television …
viewing-venue-hint = The house, the row, the sofa.
viewing-for-me = For nobody’s eyes but mine
viewing-save = Save the entry
viewing-log-it = Log it
viewing-take-out = Take it out
viewing-delete = Delete the entry
