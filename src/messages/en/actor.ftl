### People: their pages, following, and what an account is told.

## Following
actor-who = Somebody or something elsewhere
actor-who-hint = An address such as @you@example.social, or the link of a profile or a post.
actor-look-up = Look it up
actor-posts = New from the people you follow
actor-posts-none = Nothing has arrived yet. Reviews and articles of the people you follow are kept here; their short posts are not.
actor-following = People you follow
actor-following-none = Nobody yet.
actor-followers = Your followers
actor-followers-none = Nobody yet. People find you by your address, { $address }.
actor-ask-again = Ask again
actor-ask-again-follow = Ask again<span class="hidden"> to follow { $name }</span>
actor-unfollow = { $state ->
    [accepted] Stop following<span class="hidden"> ({ $name })</span>
    [pending] Take the question back<span class="hidden"> ({ $name })</span>
   *[rejected] Take off the list<span class="hidden"> ({ $name })</span>
}
actor-let-in = Let in<span class="hidden"> { $name }</span>
actor-refuse = { $state ->
    [pending] Refuse<span class="hidden"> { $name }</span>
   *[accepted] Remove<span class="hidden"> { $name }</span>
}

## Somebody's page
actor-since = here since { $day }
actor-moved = { $name } has moved
actor-moved-about = The new account is <a href="{ $url }" rel="me">{ $address }</a>. It can be followed there; what was written here stays here.
actor-moved-to = { $name } has moved to <a href="{ $url }" rel="nofollow">{ $address }</a>.
actor-follow-afar = Follow from your own server
actor-follow-why = Your server is asked because the follow has to come from the account you already have. Nothing about you is kept here.
actor-follow-search = Or search there for
actor-tagged = Reviews tagged “{ $tag }”
actor-tagged-all = Everybody’s reviews with this tag
actor-all-reviews = All reviews by { $name }
actor-no-review = { $name } has not published a review yet.
actor-profile-on = Profile on { $host }
actor-known = What is known of them here
actor-known-none = Nothing yet. Reviews and articles they publish from now on arrive here once you follow them.

## From one's own server
actor-interact-title = From your own server
actor-interact-go = Your server, <b>{ $server }</b>, can take it from here. It will ask you to confirm.
actor-interact-go-on = Go on to { $server }
actor-interact-why-follow = A follow comes from the account you already have, so your own server has to be asked. You need no account here, and nothing about you is kept.
actor-interact-why-answer = An answer, a like or a boost comes from the account you already have, so your own server has to be asked. You need no account here, and nothing about you is kept.
actor-interact-by-hand = Or by hand
actor-interact-copy = Copy this into the search box of your own app:
actor-interact-copy-post = Copy this into the search box of your own app; the post appears there, and you can answer it:
actor-interact-nowhere = This server gave an answer that leads nowhere. Copy the address below instead.

## News
actor-news-seen = Mark all as seen
actor-news-none = Nothing yet. Answers, likes, followers and private messages to you stand here.
actor-news-new = New
actor-news-decide = Let them in, or not
actor-news-original = The original
actor-news-reported = What was reported
actor-news-page = Their page
