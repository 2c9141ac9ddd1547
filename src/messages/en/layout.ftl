### What stands around every page.

skip = Skip to the text
nav-site = Site
nav-write = Write
nav-drafts = Drafts
nav-diary = Diary
nav-lists = Lists
nav-posts = Posts
nav-search = Search
nav-following = Following
nav-news = News
nav-unread = { $n }<span class="hidden"> new</span>
nav-settings = Settings
nav-sign-out = Sign out
nav-sign-in = Sign in
nav-reviews = Reviews
nav-index = Index
nav-stats = Numbers
nav-feed = Feed
nav-appearance = Appearance
foot = Runs on Houselights, a film-review server of the fediverse.

## Parts of many pages
errors-heading = { $n ->
    [one] One thing needs another look
   *[other] Some things need another look
}
recommended = Recommended
emojis = Emojis
emoji-given = <span class="hidden">given </span>{ $n }<span class="hidden"> { $n ->
    [one] time
   *[other] times
}</span>
by = By { $who }
pages = Pages
page-number = <span class="hidden">Page </span>{ $n }
follow = Follow
unfollow = Stop following
feed-links = Feed: { $atom }, { $rss } or { $json }
progress-complete = Complete: all { $total } reviewed, the last on { $day }
progress = <b>{ $done } of { $total }</b> reviewed
appears-in = Appears in
appears-for = for { $people }
