### What stands in documents and feeds beside an author's own words, in the language of the review.

rating-of = { $label } ({ $n } of { $total })
rating-outside = { $label }
rating-unchanged = no change
rating-renamed = no change, then called { $label }
rating-up = up from { $label }
rating-down = down from { $label }
rating-different = changed from { $label }
rating-unchanged-since = no change since { $day }
rating-renamed-since = no change since { $day }, then called { $label }
rating-up-since = up from { $label } ({ $day })
rating-down-since = down from { $label } ({ $day })
rating-different-since = changed from { $label } ({ $day })
times-seen = { $n ->
    [1] Seen once
    [2] Seen twice
   *[other] Seen { $n } times
}
summary-recommended = recommended
summary-warning = content warning: { $warning }
summary-spoilers = spoilers
section-synopsis = Synopsis
section-take = My take
section-bottom-line = Bottom line
article-trivia = Trivia
article-previous = The review before this one
article-source = Source: { $source }
article-seen = { $times }: { $dates }
feed-warning = Content warning: { $warning }
feed-warning-marked = <strong>Content warning:</strong> { $warning }
feed-spoilers = This review gives away the plot.
feed-read-whole = Read the whole review
feed-comments = Comments: { $film }
feed-comments-about = What people say about the review of { $film } by { $name }.
feed-shown-again = Shown again on { $day }.
