# Rules between servers, and block lists.
policy-heading = Servers
policy-about = How this site treats other servers: whose words arrive, whose pictures are shown, with whom it does not talk. A rule counts for everything below a name, too.
policy-only-listed = This site talks only to servers that are named here with “talk to it” (federation.mode = "allowlist").
policy-undo-about = The rules are made.
policy-target = Server or person
policy-target-hint = A server such as spam.example, or the address of a profile: https://spam.example/users/eve
policy-look = Look at it
policy-rules = Rules
policy-no-match = No rule fits.
policy-empty = There is no rule yet: everybody is treated alike.
policy-level = Treatment
policy-why = Why
policy-from = From
policy-by-hand = This site
policy-no-rule = No rule
policy-export = Download the rules
policy-export-hint = A CSV file in the columns of Mastodon, which other servers read. Rules for single people, and servers that are only named as ones to talk to, are not in it.

policy-suspend = Suspended
policy-silence = Silenced
policy-allow = Talked to
policy-nothing = Nothing in particular
policy-suspend-about = Nothing goes there and nothing comes from there. What is here of it is hidden, and follows end; they do not come back when the rule is given up.
policy-silence-about = Heard by those who follow, and by nobody else: replies wait for you, and nobody gets news of it.
policy-allow-about = Named as one to talk to. It counts only where all others are shut out.
policy-nothing-about = Only what is ticked below counts.
policy-reject-media = Show no pictures of it
policy-reject-reports = Do not read its reports
policy-public-comment = Why, for everybody
policy-public-comment-hint = Stands on the page for everybody, where there is one, and in the file.
policy-private-comment = Why, for those who look after this site
policy-private-comment-hint = Only they read it.
policy-obfuscate = Hide some letters of the name from everybody
policy-lift = Give the rule up

policy-reach-heading = Here from there
policy-reach-nobody = Nobody from there is known here.
policy-reach = { $people ->
    [one] One person
   *[other] { $people } people
}, { $comments ->
    [0] no comments
    [one] one comment
   *[other] { $comments } comments
}. { $followers ->
    [0] Nobody there follows anybody here
    [one] One follow of somebody here
   *[other] { $followers } follows of people here
}, { $following ->
    [0] nobody here follows anybody there.
    [one] one follow from here.
   *[other] { $following } follows from here.
}
policy-touched = { $comments ->
    [0] No comments
    [one] One comment
   *[other] { $comments } comments
}{ $followers ->
    [0] {""}
   *[other] , follows { $followers } here
}{ $following ->
    [0] {""}
   *[other] , followed by { $following } here
}
policy-comments = Everything written from there

policy-lists = Block lists
policy-lists-about = Lists of servers that others keep. Nothing of a list counts before you have looked at it here.
policy-waiting = { $n ->
    [one] One line to look at
   *[other] { $n } lines to look at
}
policy-read = Read
policy-unread = Not read yet
policy-file-waits = A file that waits for you
policy-list-error = It could not be read:
policy-follow = Follow a list
policy-list-url = Address of the list
policy-list-url-hint = A CSV file in the columns of Mastodon, or one name on each line.
policy-list-name = Name
policy-list-name-hint = What it is called here. Leave empty for the name of its server.
policy-list-hours = Hours between two readings
policy-follow-press = Follow
policy-import = Import a file
policy-file = Imported file
policy-file-choose = CSV file
policy-import-hint = The export of Mastodon and of most other servers, or one name on each line. You see what it would do before anything happens.
policy-paste = Or paste it here
policy-import-press = See what it would do

policy-review-about = Tick what is to count. Nothing has been changed yet.
policy-same = { $same ->
    [0] Every line of it would change something.
    [one] One line changes nothing.
   *[other] { $same } lines change nothing.
}
policy-list-nothing = There is nothing to decide. { $same ->
    [0] The list says nothing that is not here.
    [one] Its one line counts already, or changes nothing.
   *[other] Its { $same } lines count already, or change nothing.
}
policy-list-soon = The list is being read. Look again in a moment.
policy-list-new = New
policy-list-stricter = Stricter than now
policy-list-milder = Milder than now
policy-list-lifted = No longer on the list
policy-take = Take
policy-now = Now
policy-then = Then
policy-passed-over = { $n ->
    [one] One line that you left before
   *[other] { $n } lines that you left before
}
policy-apply-about = What you leave is not asked about again, unless it gets stricter. All of it can be taken back afterwards, but follows that end do not come back.
policy-apply = Make these rules
policy-wrong = { $n ->
    [one] One line could not be read
   *[other] { $n } lines could not be read
}
policy-line = line { $n }
policy-list-end = This list
policy-every = { $n ->
    [one] Every hour
   *[other] Every { $n } hours
}
policy-read-now = Read it now
policy-leave-lift = Give up the rules that were taken from it, too
policy-leave = Follow it no more
policy-throw-away = Throw the file away

policy-public = A page for everybody
policy-is-public = The rules for servers stand on a page that everybody can read. Rules for single people do not.
policy-is-private = Nobody but those who look after this site sees the rules.
policy-see-public = See it
policy-make-public = Show the rules to everybody
policy-make-private = Take the page away
policy-public-heading = Other servers
policy-public-about = How this site treats some other servers. All that are not named here are treated alike.
policy-public-empty = There is no rule: all servers are treated alike.
policy-public-link = How other servers are treated
policy-unsaid = Not said

input-policy-target = Write a server as spam.example, or a person as https://spam.example/users/eve.
input-policy-severity = Choose a treatment.
input-list-empty = The file is empty. Send a list with one server on each line.
input-list-no-csv = This is no list, but a page or something else. Send a CSV file, or one server on each line.
input-list-nothing = No line names a server. Send a CSV file with a column “domain”, or one server on each line.
input-list-long = The list has more than { $most } lines. Send it in parts.
input-list-heavy = The file has more than { $most } MB. Send it in parts.
input-list-hidden = Letters of the name are hidden. Ask whoever keeps the list for the whole name.
input-list-no-server = This names no server.
input-list-severity = The severity is none of noop, silence and suspend.
input-list-url = Write the address of a list, as https://lists.example/list.csv.
input-list-known = This list is followed already.
error-list-changed = The list was read anew in the meantime. Look at it again.
