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
nav-moderation = Comments
nav-waiting = { $n }<span class="hidden"> waiting</span>
nav-settings = Settings
nav-sign-out = Sign out
nav-sign-in = Sign in
nav-reviews = Reviews
nav-index = Index
nav-stats = Numbers
nav-feed = Feed
nav-about = About
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
edited-on = edited { $day }
reading-time = { $n } min read
save-draft = Save draft
preview = Preview
publish = Publish
withdraw = Withdraw
poster = Poster
poster-remove = Take this poster away
poster-image = Image
poster-another = Another image
poster-alt-hint = For people who cannot see it. Needed when there is an image.
poster-too-large = This file is too large. Choose a smaller one.
merge-other = The other one
merge-send = Merge into the other one
source-label = Source:
elsewhere = Elsewhere
back = Back
language-tag-hint = A language tag such as en or de.
slug = Address
not-yet = not yet
rating = Rating
delivery = Delivery
pages = Pages
page-number = <span class="hidden">Page </span>{ $n }
follow = Follow
unfollow = Stop following
feed-links = Feed: { $atom }, { $rss } or { $json }
progress-complete = Complete: all { $total } reviewed, the last on { $day }
progress = <b>{ $done } of { $total }</b> reviewed
appears-in = Appears in
appears-for = for { $people }

## What was just done, said once
done-saved = Saved.
done-draft = The draft is saved.
done-scheduled = The review is scheduled. Until then only you can see it.
done-unscheduled = The review is a draft again. It is not published by itself any more.
done-published = The review is published. It is on its way to your followers.
done-updated = The review is updated. Followers get the new version.
done-shown-again = The review is on its way to your followers again.
done-withdrawn = The review is withdrawn. Its address now says that it is gone; you keep the text.
done-revived = The text is a draft again, as a new review.
done-removed = The comment is off the page. Only you and its author still see it; you can put it back.
done-mention-removed = It is off the page. If it quotes you, the permission to do so is taken back.
done-deleted = It is deleted.
done-erased = Everything is erased.
done-commented = Your comment stands below.
done-comment-waits = Your comment is saved and waits until somebody has looked at it. Only you see it now.
done-comment-on-its-way = Your own server has your comment. It appears here as soon as it arrives.
done-visiting = You are signed in with the account you have elsewhere.
done-visit-over = You are signed out. What your server gave this site for you is forgotten.
done-decided = It is decided.
done-undone = It is as it was before.
done-not-undone = Nothing was undone: it was undone before, or has been decided anew since.
done-rule = The rule is made. It holds from the next comment on.
done-rule-lifted = The rule is lifted.
done-policy = The rules are saved. They hold from the next comment on.
done-nothing-chosen = No comment was chosen, so nothing was decided.
done-nothing-changed = Everything stood like that already.
done-liked = You like this.
done-unliked = Your like is taken back.
done-boosted = You boosted this.
done-unboosted = Your boost is taken back.
done-followed = The follow request is on its way.
done-unfollowed = You no longer follow this account.
done-asked = The question is on its way again.
done-moved = You have moved. Your followers’ servers are being told.
done-stayed = The move is taken back. New followers are welcome here again.
done-signed-out = You are signed out.
done-welcome = Your account is ready. This is your site now.
done-password = The password is changed.
done-password-reset = Your new password is set, and you are signed out everywhere. Sign in with it.
done-session-ended = That browser is signed out.
done-sessions-ended = You are signed out everywhere else.
done-factor-off = The second factor is off.
done-role = The role is changed.
done-suspended = The account is suspended and signed out everywhere.
done-lifted = The account can sign in again.
done-report-resolved = Done. It stands with the others that are.
done-report-reopened = The report is open again.
done-report-forwarded = The report is on its way.
done-server-rule = Saved. The rule counts from now on.
done-server-rule-lifted = The rule is given up.
done-list-taken = Read. Nothing has been changed yet.
done-list-followed = Followed. The list is being read.
done-list-asked = The list is being read.
done-list-applied = Done. The rules count from now on.
done-list-passed-over = Done. No rule was made.
done-list-left = Done. The list is not here any more.
done-joined = Your account is there. Sign in with the password you chose.
done-invited = The invitation is made. Copy its link and pass it on.
done-invitation-revoked = The invitation holds no more. Who came by it stays.
done-let-in = They are let in.
done-turned-away = They are turned away, and nothing of theirs is kept.
done-account-gone = Your account is gone. Thank you for the time you were here.
done-account-deleted = The account is deleted. Other servers are being told.
done-scale = The scale is saved. Reviews you rated before keep the words they were given.
done-posted = The post is published. It is on its way to your followers.
done-post-withdrawn = The post is withdrawn. Its address now says that it is gone; you keep the text.
done-list = The list is made. Only you see it until you publish it.
done-list-public = The list is published.
done-list-private = Nobody else sees the list any more.
done-added = It is in the list now.
done-scale-restored = The scale is in use again.
done-host-retry = The server is tried again now. Look here again in a moment to see what came of it.
done-logged = It is in the diary.
done-merged = They are one now. The old address leads here.
done-split = This is a film of its own now.
done-site-theme = The theme is saved. Every page has it from now on.
done-theme = The appearance is saved in this browser.
done-scale-replaced = From now on the other scale is used. Reviews you rated before keep the words they were given.

## How the pages look to one reader
appearance-light = Light in the room
appearance-auto = As my system says
appearance-up = Lights up
appearance-down = Lights down
appearance-language = Language of the pages
appearance-language-hint = Of everything but what people wrote: that stays in their own.
appearance-language-site = As the site has it ({ $language })
appearance-cookie = Remembered by this browser, in two cookies.
newest = Newest
older = Older
