### Other servers, for whoever runs this one.

host-list = Other servers
host-list-about = A server that does not answer is paused, and tried again by itself; what is meant for it waits up to two days.
host-known = { $n ->
    [one] One server is known here.
   *[other] { $n } servers are known here.
}
host-found = { $total } of { $known } servers.
host-search-hint = Part of a server’s name, or a software such as mastodon.
host-show-all = Show all
host-none-fits = No server fits.
host-none = No other server has been met yet. The first follower brings the first one.
host-caption = Servers that are known here

## States, orders and rules
host-state = State
host-state-any = Any
host-state-alive = Answers
host-state-failing = Failing
host-state-parked = Paused
host-state-silent = Not heard from
host-sort = Order
host-sort-seen = Heard from last
host-sort-name = Name
host-sort-waiting = Most deliveries waiting
host-sort-failures = Most failures
host-sort-followers = Most followers
host-rule-look = The rule for this server
host-rule-not-listed = Not on the list
host-rule-suspended = Suspended
host-rule-silenced = Silenced
host-rule-no-pictures = No pictures
host-rule-no-reports = No reports

## What is known of a server
host-server = Server
host-last-heard = Last heard from
host-waiting = Waiting
host-followers = Followers there
host-following = Followed there
host-never = never
host-failures = { $n ->
    [one] one failure
   *[other] { $n } failures in a row
}
host-software = Software
host-software-unknown = not known: { $why }
host-software-unasked = not asked yet
host-software-asked = { $known }, asked on { $day }
host-heard-at = Spoke to us
host-reached-at = Took something from us
host-deliveries = Deliveries waiting
host-failing = Failing
host-failing-since = { $n ->
        [one] one failure
       *[other] { $n } failures in a row
    }, since { $moment }
host-paused-until = Paused until
host-paused = { $moment }, or until it speaks to us
host-last-error = Last error
host-signatures = Signatures
host-retry = Try again now

## What went to and fro
host-queue = Waiting for it
host-queue-caption = What waits for this server, oldest first
host-inbox = Inbox
host-tries = Tries
host-answer = Last answer
host-answer-none = none yet
host-next-try = Next try
host-failed = Not taken
host-failed-caption = What this server did not take, newest first
host-ended = Ended
host-heard = Heard from it
host-heard-none = Nothing in the days that the log is kept.
host-heard-caption = What this server sent, newest first
host-everything = Everything it sent
