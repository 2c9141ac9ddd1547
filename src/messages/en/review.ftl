### A review: its page, the editor, what changed in it, and where it was sent.

review = Review
review-another-look = Another look
review-shown-again = shown again { $day }
review-newer-notice = There is a newer review of this film: { $review }, { $day }.
review-warning-label = Content warning:
review-spoilers-until = This review gives away the plot. The <a href="#{ $at }bottom-line">bottom line</a> does not.
review-about = About this review
review-comments = Comments
review-on-scale = on the scale “{ $scale }”
review-seen = Seen
review-times-seen = Times seen
review-other-looks = Other looks at this film
review-earlier = Earlier review, { $day }
review-changed-since = What changed since then
review-newer = Newer review, { $day }
review-changed-in = What changed in it

## What changed between two of them
review-changes = What changed
review-changes-title = What changed: { $film }
review-two-looks = Two looks by { $who }
review-then = Then
review-now = Now
review-changes-spoilers = This page gives away the plot, as the reviews do.
review-changes-legend = Words that are new are <ins>underlined</ins>; words that were left out are <del>struck through</del>.
review-changes-called = called “<span dir="auto" lang="{ $language }">{ $label }</span>” before
review-changes-new = new:
review-changes-out = left out:
review-changes-end = (end)
review-changes-none = Neither review has a text to compare.
review-compared-line = The line
review-compared-same = Word for word as before
review-compared-moved = Other paragraphs, the same words
review-compared-words-new = { $new ->
    [one] One new word
   *[other] { $new } new words
}
review-compared-words-out = { $out ->
    [one] One word left out
   *[other] { $out } words left out
}
review-compared-words = { $new ->
    [one] One new word
   *[other] { $new } new words
}, { $out ->
    [one] one left out
   *[other] { $out } left out
}
review-compared-anew = Written anew
review-compared-new = Was not there before
review-compared-gone = Was left out

## Its author's list
review-yours = Your reviews
review-none-yours = Nothing here yet. A review needs only the title of a film to be saved as a draft; everything else can come later.
review-saved = Saved
review-what-to-do = What to do
review-revive = Make it a draft again<span class="hidden">: { $title }</span>
review-delete-ask = Delete …<span class="hidden"> { $title }</span>
review-edit-named = Edit<span class="hidden"> { $title }</span>
review-cancel = Cancel<span class="hidden"> the publication of { $title }</span>
review-delivery-of = Delivery<span class="hidden"> of { $title }</span>
review-delete-title = Delete { $title }
review-delete = Delete “{ $title }”?
review-delete-asks = The text, its viewings and its trivia are removed from this server, and every server that received the review is asked to remove it too. The address will say that it is gone. This cannot be undone.

## The editor
review-write = Write a review
review-edit = Edit the review
review-go-on = Go on writing
review-unsaved = Not saved yet
review-see = See the page
review-signed-out = You are signed out, so nothing was saved. Your text is safe on this page: sign in in another tab, then come back here and press the button again. A chosen image has to be chosen again.
review-expired = This page had been open for too long, so nothing was saved. Your text is safe: press the button again. A chosen image has to be chosen again.
review-day-typed = A day is typed here. Press Schedule to publish on that day, or clear it to publish at once.
review-to-be-published = To be published
review-day-not-saved = The draft is saved, but not the day: press Schedule to publish on that day.
review-films-here = Films already here
review-facts = Facts about the film
review-facts-hint = All of this is optional. A field you leave empty stays as it is.
review-facts-hint-film = All of this is optional. A field you leave empty stays as it is; to take something away, <a href="{ $path }/edit">edit the film</a>.
review-headline = Your headline
review-headline-hint = A title of its own for this review. Leave it empty to use the film’s.
review-quote = A line from the film
review-text = Your text
review-text-hint = Markdown works here: *stress*, **strong**, [a link](https://example.org), and > in front of a quotation. Two bars on each side hide a spoiler: ||the butler did it||.
review-section-heading = Heading
review-synopsis-hint = What it is about, briefly.
review-bottom-line-hint = The verdict in a sentence or two, without spoilers.
review-verdict = Your verdict
review-step-then = (as it was then)
review-no-scale = You have no rating scale yet. <a href="/settings/scales">Make one of your own words</a>; this text can be saved without.
review-chosen = The rating you chose
review-unrated = No rating
review-recommend = I recommend it
review-teaser-hint = One or two sentences without spoilers, for followers and search engines. At most 300 characters.
review-viewings-hint = A date may be a day (2014-01-13), a month (2014-01), a year (2014) or empty when you do not remember. How often is counted for you.
review-viewing-number = Time { $n }
review-add-viewing = Add another time
review-trivia-number = Trivia { $n }
review-trivia-text = What you found out
review-add-trivia = Add another piece
review-poster-hint = JPEG, PNG, WebP or GIF. It is scaled down, and place and camera data are removed.
review-particulars = Particulars
review-language = Language of the review
review-language-hint = Such as en, de or pt-BR.
review-slug = Last part of the address
review-slug-hint = Leave it empty to have one made.
review-tags-hint = Separated by commas.
review-gives-away = The text gives away the plot
review-warning-hint = Only if readers should be warned: flashing lights, violence against animals …
review-update = Update the review
review-publish-now = Publish now
review-take-back = Take it back
review-throw-away = Throw it away
review-withdraw-hint = A withdrawn review leaves the site and your followers’ servers; you keep the text as a draft.
preview-hint = Nothing is saved or sent yet.
preview-mastodon = On Mastodon and its relatives
preview-here = On this site
preview-poster = With the poster: { $alt }
preview-poster-hidden = With the poster, hidden behind a click: { $alt }

## Publishing later
schedule = When to publish
schedule-planned = It is published by itself on { $moment }.
schedule-another = Another time
schedule-later = Not now, but later
schedule-day = Day
schedule-time = Time
schedule-twice = The clocks go back, and this time comes twice
schedule-first = The first
schedule-second = The second
schedule-zone = Time zone
schedule-zone-hint = The clocks by which day and time are meant. Your own can be set in the settings.
schedule-change = Change the time
schedule-send = Schedule
schedule-cancel = Do not publish by itself

## Where it was sent
delivery-title = Delivery of { $title }
delivery-heading = Delivery of “{ $title }”
delivery-which = Which deliveries
delivery-all = All
delivery-none-such = No delivery stands like that.
delivery-caption = Every server the review was sent to, newest first
delivery-server = Server
delivery-what = What
delivery-state = State
delivery-tries = Tries
delivery-last-answer = Last answer
delivery-next-or-end = Next try or end
delivery-next = Next try
delivery-ended = Ended
delivery-no-answer = none yet
delivery-pages = Pages the review links to
delivery-pages-about = Sites that ask for it are told of the link by Webmention, and told again when you edit the review.
delivery-pages-caption = Every page that was told of the review
delivery-page = Page
delivery-tried = Tried
delivery-page-no-answer = none
webmention-on-its-way = on its way
webmention-again = will be tried again
webmention-told = told
webmention-told-gone = told that the link is gone
webmention-deaf = takes no Webmentions
webmention-refused = refused
webmention-failed = given up

## Showing it again
review-again = Show it again
review-again-about = Brings this review to your followers once more, marked as a boost of your own, and to the front page and the feeds. A review rests for thirty days between two showings.
review-again-last = Shown again on { $day }.
review-again-from = It can be shown from { $moment } on.
review-again-send = Show it to my followers again
