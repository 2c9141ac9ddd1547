### The conversation and the pages of a comment.

conversation-page = Page { $n } of { $total }
conversation-pages = Pages of the conversation
conversation-beginning = From the beginning
and-others = { $n ->
    [0] { $what }
   *[other] and { $n } others: { $what }
}
like = Like
unlike = Take my like back
boost = Boost
unboost = Take my boost back
comment-author = Author
comment-here = Here
edited = edited
in-reply-to = In reply to { $who }
comment-reply = Reply<span class="hidden"> to { $name }</span>
comment-reply-afar = Reply<span class="hidden"> to { $name } from your own server</span>
edit = Edit
delete-ask = Delete …
comment-take-off = Take off the page
comment-put-on = Put on the page

comment-yours = Your comment
comment-yours-hint = Markdown works. Your followers and the people of this conversation get it too.
comment-send = Comment
comment-words = Your words
comment-words-hint = Markdown works. At most 5000 characters.
comment-answer = Answer
comment-answer-send = Send the answer
comment-you-answer = You answer:
comment-change = Change your comment
comment-delete = Delete your comment?
comment-delete-asks = It disappears here, and every server that has it is asked to delete it. Answers to it stay.
comment-empty = Write something first.
comment-signed-out = You are signed out, so nothing was sent. Your words are safe on this page: sign in in another tab, then come back here and press the button again.
comment-expired = This page had been open for too long, so nothing was sent. Your words are safe: press the button again.
save = Save
delete-it = Delete it
keep-it = Keep it
leave-it = Leave it

## Answering from somewhere else
afar-heading = Answer from your own server
afar-why = Answers, likes and boosts come from the account you already have, on Mastodon or any other server of the fediverse, so your own server has to be asked. You need no account here.
afar-address = Your address
afar-address-hint = For instance @you@example.social
afar-go = Go to my server
afar-copy = Or copy this address into the search box of your own app:
afar-sign-in = <a href="/sign-in">Sign in</a> if you have an account on this site.

## A comment alone on a page
comment-alone-title = { $name } on { $title }
comment-alone-heading = { $name } on <span dir="auto">{ $title }</span>
comment-alone-eyebrow = A comment
comment-alone-about = The conversation is about a post by { $name } on { $host }.
read-on-host = Read it on { $host }

## Guests
comment-guest = Guest
comment-rejected = not published; only you see it
guest-heading = Comment as a guest
guest-about = Without an account anywhere. Your comment stands on this site only, and somebody looks at it before it does.
guest-name = Your name
guest-name-hint = As it will stand beside your comment. It need not be your real one.
guest-name-missing = Say what you want to be called.
guest-mail = Mail address (may stay empty)
guest-mail-hint = Nobody ever sees it. It is only used to tell you of answers, if you want that, and to show you what is kept about you; after a while it is forgotten.
guest-notify = Tell me of answers by mail
guest-site-label = Your site (may stay empty)
guest-site-hint = Your name will lead there.
guest-site = That is no web address. It looks like https://example.org, or leave the field empty.
guest-trap = Leave this field empty
guest-mine = Your comment
guest-shown = Your comment stands on the page.
guest-waits = Thank you. Your comment is saved and waits until somebody has looked at it; only you see it now.
guest-until = Until { $time } you can change or delete it here. Keep the address of this page for that long, and give it to nobody.
guest-to-conversation = To the conversation
afar-as-guest = Or comment as a guest
comment-not-here = You cannot comment here.
comment-closed = { $n ->
    [one] This conversation was closed a day after the review.
   *[other] This conversation was closed { $n } days after the review.
}
comment-followers-only = Only those who follow the author may comment here.
comment-followed-only = Only those whom the author follows may comment here.
comment-no-guests = Guests cannot comment on this site. You can answer from your own server.
comment-nobody = The author takes no comments here.
comment-word = A word in it is not wanted on this site: “{ $word }”. Say it differently.

## Visitors: signing in with an account elsewhere
afar-as-visitor = Sign in with your own server
visit-heading = Comment with the account you have elsewhere
visit-about = Sign in on your own server (Mastodon, GoToSocial, Hollo, Mitra, Pixelfed, Akkoma and their kin). Either it may post your comment for you, so that your followers see it too, or this site only learns who you are and keeps the comment here.
visit-with-posting = Sign in, and post from there
visit-without = Only say who I am
visit-go = { $server } asks you to sign in, and whether this site may do that.
visit-go-post = This site may then read who you are, look its own page up there, and post what you write here. It forgets all of that when you sign out, or after twelve hours.
visit-go-read = This site may then read who you are, once. It cannot post anything.
visit-declined = Nothing was allowed, so you are not signed in.
visit-as = You are here as { $name }
visit-send-there = Post from { $host }
visit-send-here = Leave it on this site only
visit-send-hint = Posted from your server it is a post of yours like any other: your followers see it, and you change and delete it there. Left here it stands on this page only.
visit-send-here-hint = It stands on this page only, under your address. No server gets it.
visit-leave = Sign out here
visit-ended = You are not signed in any more, so nothing was sent. Your words are safe on this page.
visit-own-server = That is this very site: use the page for signing in.
visit-suspended = This site does not talk to that server.
visit-no-api = { $host } does not let people sign in on other sites, or not in a way that is understood here.
visit-refused = { $host } said no ({ $status }). Try to sign in there once more.
visit-not-found = { $host } does not find this page. Leave your comment on this site only, or try again later.
visit-not-there = What you answer stands on this site only, so your server cannot post an answer to it. Leave yours here too.
visit-not-its-own = That server spoke of an account that is not its own, so you are not signed in.
