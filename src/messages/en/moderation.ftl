### Looking after the conversation: the queue, the rules, the log.

## The queue
queue-tabs = Comments by where they stand
queue-held = Waiting
queue-visible = On the page
queue-spam = Spam
queue-rejected = Rejected
queue-removed = Taken off
queue-gone = Gone
queue-door = Came by
queue-any-door = any door
door-remote = Another server
door-visitor = Verified address
queue-show-all = Show everything
queue-empty = Nothing waits for you. Comments that the rules hold back come here, from every door.
queue-none = There is nothing here.
queue-keys = Keys: j and k move, a approves, h holds, r rejects, s calls it spam, x chooses, * chooses all, / gives a reason, u undoes.
queue-bulk = With the chosen ones
queue-choose = Choose the comment by { $name }
queue-choose-all = Choose all
queue-reason = Reason
queue-reason-hint = For the log and the other moderators; may stay empty.
queue-next = Older
queue-undo-about = Decided.
queue-undo = Undo
queue-original = Original
queue-past = { $approved ->
    [0] Nothing of theirs stands here
    [one] 1 comment of theirs stands here
   *[other] { $approved } comments of theirs stand here
}; { $away ->
    [0] nothing was turned away.
    [one] 1 was turned away.
   *[other] { $away } were turned away.
}
queue-see-all = See all
queue-silenced = Silenced
queue-rule-author = Rule for them:
queue-rule-host = Rule for their server:
queue-score = Looks like spam: { $n } of 100
weight-much = weighs much
weight-some = weighs something
weight-little = weighs little
weight-for = speaks for them
weight-for-little = speaks a little for them
queue-nothing-against = Nothing spoke against it when it came.
queue-rules-for = Treat { $name } the same way from now on
queue-everybody-of = Or everybody of { $host }:
queue-lift = Lift the rule
queue-one = A comment
queue-history = What was decided
queue-no-history = Nothing was decided about it yet.
decide-approve = Approve
decide-hold = Hold
decide-reject = Reject
decide-spam = Spam
treat-approve = Always approve
treat-hold = Always hold
treat-reject = Always reject

## Why a comment was shown, held or turned away
why-rule-approves = Their comments are always approved. { $what }
why-rule-holds = Their comments are always held. { $what }
why-rule-rejects = Their comments are always rejected. { $what }
why-silenced = They, or their server, are silenced here.
why-caretaker = They look after this conversation.
why-followed = The author of the review follows them.
why-guests-held = Comments of guests wait.
why-first-timer = Nothing of theirs was let through before.
why-not-among-them = They are not among those who may comment there.
why-closed = { $n ->
    [one] The conversation was closed a day after the review.
   *[other] The conversation was closed { $n } days after the review.
}
why-word-held = It has a word of your list: “{ $what }”.
why-word-rejected = It has a word of your list: “{ $what }”.
why-too-many-links = { $n } links are more than allowed.
why-language = It says that its language is “{ $what }”.
why-spam-words = Words that were seen in spam: { $what }
why-ham-words = Words that were seen in comments you let through: { $what }
why-links = { $n ->
    [one] One link
   *[other] { $n } links
}
why-shouting = Mostly capital letters
why-repeated = { $n ->
    [one] The same text came once before
   *[other] The same text came { $n } times before
}
why-quick = { $n ->
    [one] Sent a second after the form was opened
   *[other] Sent { $n } seconds after the form was opened
}
why-trap = A field was filled in that people do not see
why-rate = { $n } comments from one address within an hour
why-approved-before = { $n ->
    [one] One comment of theirs was let through
   *[other] { $n } comments of theirs were let through
}
why-rejected-before = { $n ->
    [one] One comment of theirs was turned away
   *[other] { $n } comments of theirs were turned away
}
why-host-rejected = { $n } percent of what came from their server was turned away
why-host-approved = Nearly all of { $n } comments from their server were let through
why-new-account = { $n ->
    [0] Their account is less than a day old
    [one] Their account is a day old
   *[other] Their account is { $n } days old
}
why-old-account = { $n ->
    [one] Their account is more than a year old
   *[other] Their account is more than { $n } years old
}
why-follows-here = They follow somebody here
why-followers = { $n } people follow them
why-no-followers = Nobody follows them
why-guest-link = Their name leads to a site
why-service-spam = { $what } calls it spam
why-service-ham = { $what } lets it through
why-service-silent = { $what } did not answer

## The rules
rules-heading = Rules
rules-about = Who may comment here, and what waits until somebody has looked at it. Single reviews can say otherwise, on the page that shows where they were sent.
rules-read-only = You can read the rules. Moderators change them.
rules-who = Who may comment
rules-who-label = Under reviews
who-everyone = Everybody
who-followers = Those who follow the author
who-followed = Those whom the author follows
who-nobody = Nobody but the author
rules-guests = Guests
rules-guests-hint = People who leave a name and nothing else. What they write stands on this site only and is never sent to other servers as somebody’s.
guests-not = may not comment
guests-wait = may comment, and you look at it first
guests-comment = are treated like everybody else
rules-hold-first = The first comment of anybody waits
rules-close = Close conversations after so many days
rules-close-hint = Counted from the day a review is published. Leave it empty to never close them.
rules-what = What waits
rules-links = Links allowed in a comment
rules-links-hint = A comment with more of them waits. Mentions and hashtags are no links.
rules-words-held = Words that make a comment wait
rules-words-hint = One word or phrase on a line, in any case. A * at its end stands for any ending. Behind a comma you can say why.
rules-words-rejected = Words that turn a comment away
rules-languages = Languages spoken here
rules-languages-hint = Tags such as “en, pt-BR”. A comment that says it is in another language waits. Leave it empty for all.
rules-score = How suspicious is too suspicious
rules-score-about = Every comment gets a score from 0 (welcome) to 100 (spam), from its words and from what is known of whoever sent it. It learns from what you approve and what you call spam. Nothing is ever thrown away: spam lies in the queue, with its reasons.
rules-hold-at = Waits from
rules-spam-at = Spam from
rules-authors = People and servers
rules-authors-about = What these write is treated in one way, whatever the score says. Rules for single people are made beside their comments.
rules-host-hint = For instance social.example
rules-treatment = What they write
rules-make = Make the rule
rules-review = Who may comment
rules-review-about = This review can be stricter, or more open, than the site.
rules-as-site = As the site says
rules-review-close = Close the conversation after so many days
rules-review-close-hint = 0 never closes it. Leave it empty to do as the site says.

## The log
log-heading = Log
log-about = What was decided here, by whom and why. Most of it can be undone.
log-empty = Nothing has been decided yet.
log-by-rule = By a rule
log-undone = undone
log-because = Because:
audit-comment-approved = Put on the page:
audit-comment-held = Put into the queue:
audit-comment-rejected = Rejected:
audit-comment-spam = Called spam:
audit-comment-removed = Taken off the page:
audit-rule-set = { $became ->
    [approve] Always approve:
    [hold] Always hold:
   *[other] Always reject:
}
audit-rule-lifted = No rule any more for:
audit-comment-policy-changed = The rules for comments were changed.
audit-role-changed = { $became ->
    [admin] Became admin:
    [moderator] Became moderator:
    [reviewer] Became reviewer:
   *[other] Became member:
}
audit-account-suspended = Suspended:
audit-server-suspended = Suspended, as a server or person elsewhere:
audit-server-silenced = Silenced, as a server or person elsewhere:
audit-server-rule-changed = Changed the rule for:
audit-server-rule-lifted = Gave up the rule for:
audit-server-rules-shown = { $became ->
    [1] The rules for servers stand on a page for everybody.
   *[other] The rules for servers no longer stand on a page for everybody.
}
audit-block-list-followed = Follows the block list:
audit-block-list-left = No longer follows the block list:
audit-report-resolved = Done with a report:
audit-report-reopened = Opened a report again:
audit-report-forwarded = Passed a report on:
audit-registration-changed = Changed who may join:
audit-invitation-made = Made an invitation:
audit-invitation-revoked = Took an invitation back:
audit-application-accepted = Let in:
audit-application-refused = Turned away:
audit-account-deleted = Deleted the account:
audit-suspension-lifted = Suspension lifted:
audit-second-factor-taken = Second factor taken away:
