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
