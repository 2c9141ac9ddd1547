### Words that many pages share: counts, dates, states and the names of form fields.
### A key begins with what it is about. What stands in { $braces } is filled in; keep it, wherever your language puts it.

## Dates
date-day = { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    } { $year }
date-moment = { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    } { $year }, { $time } UTC
date-wall = { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[other] December
    } { $year }, { $time } ({ $zone })
date-month = { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    } { $year }
date-year = { $year }
date-unknown = date unknown
month = { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }

## Counts have words
count-comments = { $n ->
    [0] no comments
    [one] one comment
   *[other] { $n } comments
}
count-likes = { $n ->
    [0] no likes
    [one] one like
   *[other] { $n } likes
}
count-boosts = { $n ->
    [0] no boosts
    [one] one boost
   *[other] { $n } boosts
}
count-reviews = { $n ->
    [0] no reviews
    [one] one review
   *[other] { $n } reviews
}
count-followers = { $n ->
    [0] no followers
    [one] one follower
   *[other] { $n } followers
}
count-following = { $n ->
    [0] follows nobody
    [one] follows one person
   *[other] follows { $n } people
}
and-more = { $n ->
    [one] and one more
   *[other] and { $n } more
}
count-films = { $n ->
    [0] no films
    [one] one film
   *[other] { $n } films
}
count-performances = { $n ->
    [0] no performances
    [one] one performance
   *[other] { $n } performances
}
count-entries = { $n ->
    [0] no entries
    [one] one entry
   *[other] { $n } entries
}
count-viewings = { $n ->
    [0] no viewings
    [one] one viewing
   *[other] { $n } viewings
}
names-and = { $most } and { $last }
conversation-people = { $n ->
    [0] Nobody has said anything yet
    [1] One person in conversation
    [2] Two people in conversation
    [3] Three people in conversation
    [4] Four people in conversation
    [5] Five people in conversation
    [6] Six people in conversation
    [7] Seven people in conversation
    [8] Eight people in conversation
    [9] Nine people in conversation
    [10] Ten people in conversation
    [11] Eleven people in conversation
    [12] Twelve people in conversation
   *[other] { $n } people in conversation
}
reviews-here = { $n ->
    [1] One review here
    [2] Two reviews here
    [3] Three reviews here
    [4] Four reviews here
    [5] Five reviews here
    [6] Six reviews here
    [7] Seven reviews here
    [8] Eight reviews here
    [9] Nine reviews here
    [10] Ten reviews here
    [11] Eleven reviews here
    [12] Twelve reviews here
   *[other] { $n } reviews here
}
rating-place = , { $place } of { $total }

## The diary and the numbers
diary-rewatches = { $n ->
    [0] all for the first time
    [1] one seen before
   *[other] { $n } seen before
}
diary-time-seen = { $n ->
    [1] First time
    [2] Second time
    [3] Third time
    [4] Fourth time
    [5] Fifth time
   *[other] { NUMBER($n, type: "ordinal") ->
        [one] { $n }st time
        [two] { $n }nd time
        [few] { $n }rd time
       *[other] { $n }th time
    }
}
diary-of = { $name }’s diary
diary-of-year = { $name }’s { $year }
diary-undated = What { $name } saw, nobody knows when
month-unknown = Some time in the year
numbers-of = { $name }’s films in numbers
numbers-of-year = { $name }’s { $year } in numbers
numbers-undated = { $n ->
    [1] One more has no date that would fit here.
   *[other] { $n } more have no date that would fit here.
}

## States
state-draft = Draft
state-scheduled = Scheduled
state-published = Published
state-withdrawn = Withdrawn
comment-held = Waits for a decision
comment-removed = Taken off the page
comment-gone-deleted = This comment was deleted by its author.
comment-gone-held = This comment waits for a decision.
comment-gone-removed = This comment was taken off the page.
follow-pending = Asked, not answered yet
follow-rejected = Refused
follow-accepted = You follow them

## News: what somebody did, after their name. The title of what it is about follows where the sentence is open.
news-reply = answered you
news-reply-about = answered you about
news-reply-comment = answered your comment on
news-reply-deeper = answered somebody on your review of
news-reply-review = answered your review of
news-mention = named you
news-mention-about = named you in a comment on
news-link = links to a review of yours
news-link-about = links to your review of
news-quote = quotes you
news-quote-about = quotes you about
news-quote-review = quotes your review of
news-like = likes what you wrote
news-like-about = likes your review of
news-like-comment = likes your comment on
news-boost = boosted what you wrote
news-boost-about = boosted your review of
news-boost-comment = boosted your comment on
news-emoji = reacted to what you wrote
news-emoji-about = reacted to your review of
news-emoji-comment = reacted to your comment on
news-follow = follows you
news-follow-asks = asks to follow you
news-follow-accepted = lets you follow them
news-moved = is the new account of somebody you follow; you follow them there now
news-report = reported somebody here
news-report-about = reported the review of
news-report-comment = reported a comment on
news-private = wrote to you in private

## What another server answered
answer-taken = taken ({ $status })
answer-elsewhere = points elsewhere ({ $status })
answer-not-allowed = not allowed ({ $status })
answer-not-found = not found ({ $status })
answer-gone = gone ({ $status })
answer-wait = asked to wait ({ $status })
answer-trouble = in trouble itself ({ $status })
answer-refused = refused ({ $status })

## Deliveries
delivery-end-failed = Refused or given up
delivery-end-waiting = Waiting
delivery-end-arrived = Arrived
delivery-none = Nothing was sent yet: either nobody on another server follows you, or the review is about to be sent.
delivery-one = The one delivery arrived.
delivery-arrived = { $delivered } of { $total } { $total ->
        [one] delivery
       *[other] deliveries
    } arrived.
delivery-pending = { $delivered } of { $total } { $total ->
        [one] delivery
       *[other] deliveries
    } arrived, { $pending } waiting or to be tried again.
delivery-failed = { $delivered } of { $total } { $total ->
        [one] delivery
       *[other] deliveries
    } arrived, { $failed } refused or given up.
delivery-pending-failed = { $delivered } of { $total } { $total ->
        [one] delivery
       *[other] deliveries
    } arrived, { $pending } waiting or to be tried again, { $failed } refused or given up.
sent-create = the review
sent-update = an edit
sent-delete = its removal
sent-announce = the review, shown again
sent-undo = the end of an earlier showing

## Fields of forms, where an error or a kept text names them
field-text = Your words
field-film = Title of the film
field-year = Year
field-headline = Headline
field-quote-text = Epigraph
field-quote-speaker = Who says it
field-synopsis = Synopsis
field-take = Your take
field-bottom-line = Bottom line
field-label = Heading or word
field-teaser = Teaser
field-seen-on = Date
field-medium = How
field-venue = Where
field-note = Note
field-source-name = Source
field-source-url = Address of the source
field-poster-alt = What the image shows
field-tags = Tags
field-content-warning = Content warning
field-title = Title
field-original-title = Original title
field-title-language = Language of the title
field-runtime = Length
field-countries = Countries
field-languages = Languages
field-directors = Directed by
field-writers = Written by
field-cast = Cast
field-crew = Others behind the camera
field-wikidata = Wikidata
field-tmdb = TMDB
field-imdb = IMDb
field-letterboxd = Letterboxd
field-language = Language
field-name = Name
field-summary = About you
field-description = What you mean by it
field-email = Mail address
field-who = Whom you looked for
field-alias = Another account of yours
field-target = Where you go
field-domains = Domains that may name you as their author
field-other = Another field

## One delivery
delivery-on-its-way = on its way
delivery-again = will be tried again
delivery-delivered = delivered
delivery-refused = refused
delivery-gone = the inbox is gone
delivery-expired = given up after two days
delivery-unknown = unknown

## Lists that can be narrowed
filter-show = Show

password = Password

years = Years

zone-choose = Choose a time zone
