### The inbox log: what other servers sent, and what became of it.

received-log = Inbox log
received-no-log = The settings of this site keep no log (<code>federation.inbox_log_days</code> is 0).
received-log-about = What other servers sent here in the last { $days ->
        [one] day
       *[other] { $days } days
    }, and what became of it. Private messages are among it, so treat it as you would treat other people’s letters.
received-search-hint = A server, a handle, or the address of an account, a post or an activity.
received-became = What became of it
received-became-any = Anything
received-kind = Kind
received-kind-any = Every kind
received-show-all = Show everything
received-none-fits = Nothing in the log fits.
received-none = Nothing has arrived yet. What other servers send stands here as soon as it comes.
received-caption = What other servers sent, newest first
received-when = When
received-from = From
received-what = What
received-outcome = Outcome
received-many-servers = Many servers, or unknown
received-times = { $n } times in this hour

## One entry
received-account = Account
received-all-from = Everything from there
received-type = Type
received-activity = Activity
received-about = About
received-all-about = Everything about it
received-inbox-shared = the one for everybody here
received-inbox-of = that of { $handle }
received-at = Arrived
received-until = Last time
received-retries = Tried again
received-retried = { $n ->
    [one] once
   *[other] { $n } times
}
received-done = Carried out
received-reason = Counted as
received-told = Answer
received-document = The document
received-turned-away = It was turned away, and nothing of it was kept.
received-too-long = It was too long to be kept.

## What it is
received-verb-none = Not readable
received-verb-accept = Yes to a request
received-verb-add = Added to a list
received-verb-announce = Boost
received-verb-block = Block
received-verb-create = New text
received-verb-delete = Deletion
received-verb-dislike = Dislike
received-verb-emoji-react = Reaction
received-verb-flag = Report
received-verb-follow = Follow
received-verb-like = Like
received-verb-move = Move to a new address
received-verb-quote-request = Request to quote
received-verb-reject = No to a request
received-verb-remove = Taken off a list
received-verb-undo = Taken back
received-verb-update = Edit

## What became of it. The reasons stand in src/service/received/reasons.txt.
received-state-waiting = Waiting
received-state-accepted = Accepted
received-state-ignored = Ignored
received-state-refused = Refused
received-state-failed = Given up
received-waits = Written down, and next in line.
received-waits-again = Could not be carried out yet: { $reason }.
received-given-up = Tried several times and given up: { $reason }.
reason-none = No reason was noted.
reason-other = { $reason }.

## What became of it: at the door
reason-clock-skew = The time on it is more than an hour off: the clock of one of the two servers is wrong. Check this server's first.
reason-no-activity = What arrived is not an ActivityPub activity, or is broken.
reason-no-such-inbox = It was sent to the inbox of somebody who does not exist here.
reason-signature-not-verified = Nobody can prove who sent it: the signature is missing or wrong, or the sender's key could not be fetched.
reason-speaks-for-somebody-else = The sender may not say this: the activity names somebody else, or another server, as its author.
reason-suspended = A rule of this site suspends the sender or its server.
reason-too-many = Its sender, or everybody on that server together, sent more within a minute than this server takes. It was asked to wait and to send it again.
reason-too-long = It is longer than this server reads, which is one megabyte.
reason-unknown-actor = It is about an account nobody here has ever heard of, so there is nothing to do. Most of these tell that an account elsewhere was deleted.

## What became of it: accepted
reason-actor-deleted = The account was deleted on its server. What it said here was removed.
reason-actor-deleted-before = The account was deleted on its server; that was known already.
reason-approved = A server elsewhere approved something from here: an answer, a like or a boost.
reason-approved-without-a-proof = A server elsewhere approved something from here, without a proof that others could check.
reason-block = The account blocks somebody here, so the two no longer follow each other.
reason-block-undone = The account no longer blocks somebody here.
reason-boost = A boost was counted.
reason-comment = A comment was added to the conversation.
reason-comment-deleted = A comment was removed because its author deleted it.
reason-comment-edited = A comment was changed by its author.
reason-comment-held = A comment came from a silenced server or account. It waits for a decision.
reason-comment-made-private = The author made a comment private, so it is no longer shown.
reason-emoji = A reaction with an emoji was counted.
reason-follow-accepted = Somebody elsewhere agreed to be followed from here.
reason-follow-rejected = Somebody elsewhere does not want to be followed from here.
reason-followed = Somebody elsewhere follows somebody here now.
reason-followed-again = Somebody asked to follow who follows already; they were told so once more.
reason-followed-to-the-new-account = Somebody moved to a new address, and is followed there from now on.
reason-like = A like was counted.
reason-mention = A post that links to something here now stands under “Mentioned by”.
reason-mention-deleted = A post that mentioned something here was deleted by its author, and is no longer listed.
reason-mention-edited = A post that mentions something here was changed by its author.
reason-mention-removed = A post no longer links to anything here, and is no longer listed.
reason-moved-and-nobody-here-follows = Somebody moved to a new address. Nobody here follows them, so nothing else was to be done.
reason-not-approved = A server elsewhere did not approve something from here. It is still shown here.
reason-post = A post by somebody who is followed from here was kept.
reason-post-deleted = A post was removed because its author deleted it.
reason-post-edited = A post was changed by its author.
reason-post-made-private = The author made a post private, so it is no longer shown.
reason-private-message = A private message was delivered to the people here it is for.
reason-private-message-deleted = A private message was removed because its author deleted it.
reason-private-message-edited = A private message was changed by its author.
reason-profile = The name, picture or description of an account was brought up to date.
reason-quote = A post that quotes something here now stands under “Quoted by”.
reason-quote-allowed = A post asked whether it may quote something here, and was told yes.
reason-report = A report was written down for those who look after this site.
reason-round-trip = This server sent itself a message, to see whether it arrives (houselights doctor --federation).
reason-undone = A like, boost or the like was taken back.
reason-unfollowed = Somebody elsewhere no longer follows somebody here.
reason-waits-for-approval = Somebody asks to follow somebody here, who decides by hand.

## What became of it: ignored
reason-a-ban-from-a-place-elsewhere = Somebody was banned from a community on another server, which changes nothing here.
reason-actor-cannot-be-read = The sender's profile could not be read from its server.
reason-actor-is-gone = The sender's account does not exist any more.
reason-announced-activity = A group passed on what one of its members did. Only posts that are boosted are counted.
reason-answer-to-something-other-than-a-follow = It answers something that this server did not ask.
reason-answers-nothing-that-is-here = It is an answer, but not in any conversation that is shown here.
reason-answers-nothing-that-was-asked = It approves or refuses something that this server did not ask.
reason-block-of-somebody-elsewhere = It blocks somebody who is not on this server.
reason-counted-already = This like or boost was counted before.
reason-dislikes-are-not-counted = Dislikes are not counted here.
reason-follow-of-somebody-elsewhere = It asks to follow somebody who is not on this server.
reason-its-server-answered-304-to-a-first-question = The other server gave no profile, as if this server knew it already.
reason-its-server-did-not-give-it-a-moment-ago = The sender's key could not be had a moment ago, and was not asked for again so soon.
reason-its-server-still-has-it = Somebody passed on that a post was deleted, but its own server still has it.
reason-known-already = It is known already.
reason-links-to-nothing-here = It neither answers nor mentions anything on this site.
reason-neither-a-review-nor-an-article = It is a post by somebody who is followed from here, but neither a review nor an article, so it is not kept.
reason-no-answer = It is no answer, so it belongs to no conversation.
reason-no-such-follow = It is about a follow that does not exist.
reason-nobody-here-follows-its-author = It is a post by somebody whom nobody here follows, and mentions nothing here.
reason-nobody-here-has-that-address = It asks to follow an address that nobody here has.
reason-not-an-emoji = It is a reaction without an emoji that could be shown.
reason-not-newer-than-what-is-known = An edit arrived after a later one, or says the same again.
reason-nothing-changed = It says the same as what is known already.
reason-nothing-to-show = It has no text to show.
reason-nothing-to-undo = It takes back something that is not here.
reason-object-is-gone = What it is about does not exist any more on its server.
reason-parent-cannot-be-read = It answers something that could not be read from its server.
reason-parent-is-private = It answers something that is not public.
reason-poll-vote = It is a vote in a poll, and there are no polls here.
reason-private = It is not public, and meant for nobody here.
reason-private-and-for-nobody-here = It is a private message, and for nobody here.
reason-reports-are-rejected = A rule of this site takes no reports from that server.
reason-reports-nothing-that-is-here = It reports something that is not on this server.
reason-the-actor-does-not-list-the-key-that-signed = The sender's profile does not name the key that signed.
reason-the-actor-has-no-inbox = The sender's profile is incomplete: it says nowhere where answers go.
reason-the-actor-has-no-preferredusername = The sender's profile is incomplete: it has no name.
reason-the-actor-has-no-public-key-of-its-own = The sender's profile is incomplete: it has no key to check signatures with.
reason-the-actor-has-no-usable-id = The sender's profile is incomplete: it has no address of its own.
reason-the-key-belongs-to-an-actor-of-another-server = The key that signed belongs to an account of another server.
reason-the-object-has-no-usable-id = What it is about has no address of its own.
reason-the-object-is-attributed-to-nobody-on-its-server = What it is about names no author on its own server.
reason-the-object-is-attributed-to-somebody-else = What it is about was written by somebody other than the sender.
reason-the-object-is-not-a-text = What it is about is nothing that can be read as a text.
reason-the-object-is-not-an-actor = What it is about should be an account, and is something else.
reason-the-object-is-not-on-its-authors-server = What it is about does not lie on its author's server.
reason-thread-is-too-deep = The conversation it belongs to is too deep to follow up to its beginning.
reason-too-many-emoji = The same account has given this many different emoji already.
reason-too-many-fetches = Finding out what it is about would have taken too many requests.
reason-undo-of-an-unknown-type = It takes back something of a kind that is not used here.
reason-unknown-object = It is about something that is not here.
reason-unknown-object-remembered-as-deleted = It deletes something that is not here. It is remembered, in case it still arrives.
reason-unknown-parent = It answers something that is not here and could not be fetched.
reason-unknown-type = It is of a kind that is not used here.
reason-what-it-answers-is-gone = It answers something that was deleted.
reason-what-others-feature-is-not-kept = It changes what an account elsewhere shows first on its profile, which is not kept here.
reason-what-the-key-id-names-is-neither-an-actor-nor-a-key = The key that signed could not be found where the signature says it is.

## What became of it: refused
reason-a-collection-of-another-server = It changes a list on a server that is not the sender’s.
reason-an-actor-of-this-server = Another server speaks about an account of this one.
reason-an-address-of-this-server = It claims an address of this server.
reason-an-object-of-another-server = It is about something on a server that is not the sender's.
reason-answers-a-follow-of-somebody-else = It answers a follow that was sent to somebody else.
reason-answers-for-somebody-else = It approves or refuses something in the name of somebody else.
reason-belongs-to-somebody-else = It changes or deletes something that belongs to somebody else.
reason-claims-an-object-of-this-server = It claims to be something on this server.
reason-delete-of-an-object-elsewhere = It deletes something on a server that is not the sender's.
reason-its-author-was-deleted = Its author's account was deleted.
reason-its-sender-blocks-whom-it-follows = It asks to follow somebody whom the sender blocks at the same time.
reason-its-server-does-not-say-so = Somebody passed it on, but its own server says otherwise.
reason-may-not-quote = A post asked whether it may quote something here, and was told no.
reason-moves-nowhere = It says that somebody moves, and not where to.
reason-moves-somebody-else = It moves an account that is not the sender’s.
reason-no-object = It does not say what it is about.
reason-no-post-that-quotes = It asks for a permission to quote and does not name the post that quotes.
reason-no-target = It does not say which list it changes.
reason-object-cannot-be-read = What it is about could not be read from its server.
reason-quotes-with-an-object-elsewhere = It asks for a permission to quote for a post on another server.
reason-quotes-with-somebody-elses-object = It asks for a permission to quote for a post of somebody else.
reason-the-account-has-moved = It asks to follow somebody who has moved away from here.
reason-the-follow-was-undone = The follow was taken back before it arrived.
reason-the-new-account-does-not-name-the-old-one = Somebody says they moved to a new account, and that account does not confirm it.
reason-the-new-account-is-not-in-use = Somebody says they moved to a new account that is itself deleted or moved.
reason-the-thread-goes-round-in-a-circle = The conversation it belongs to answers itself in a circle.
reason-too-many-reports = Many reports of that server wait to be read already, so this one was not kept.
reason-undoes-what-somebody-else-did = It takes back what somebody else did.
reason-unreadable = What was written down can no longer be read.
reason-update-of-somebody-else = It changes an account that is not the sender's.
reason-was-deleted = It had been deleted before, and does not come back.
reason-was-undone = It was taken back before it arrived.
