### What mails say, and the pages about them.

mail-hello = Hello { $name },
mail-hello-nobody = Hello,
mail-settings = Choose what you get by mail
mail-test-subject = { $site } can send mail
mail-test-said = This mail was sent to see whether this site can send mail. It can.
mail-test-reason = Somebody who runs this site asked for this mail.

## News. A single piece of news is also the subject of its mail.

notice-reply = { $who } replied under { $title }
notice-mention = { $who } mentioned you under { $title }
notice-mention-elsewhere = { $who } mentioned you in a post
notice-link = { $who } links to { $title }
notice-quote = { $who } quotes { $title }
notice-like = { $who } likes what you wrote: { $title }
notice-boost = { $who } boosted what you wrote: { $title }
notice-emoji = { $who } gave an emoji to what you wrote: { $title }
notice-follow = { $who } follows you
notice-follow-request = { $who } asks to follow you
notice-report = { $who } reported something
notice-private = { $who } sent you a private message
notice-waiting = A comment by { $who } on { $title } waits for you
notice-trouble = { $host }, where people follow this site, has not answered since { $day }
notice-refused = { $host }, where people follow this site, refused what was sent there
notice-guest-answer = { $who } answered your comment on { $title }
notice-guest-approved = Your comment on { $title } can be read now
notice-read = Read it
notice-decide = Decide about it
notice-server = What is known of that server
notice-more = { $n ->
    [one] And one more thing.
   *[other] And { $n } more things.
}
notice-several = { $n } new on { $site }: { $kind }
notice-digest = { $n } new things on { $site }
notice-reason = You get this mail because you have an account on { $site }.
notice-guest-reason = You get this mail because you commented on { $site } and asked to be told.
notice-stop = No more mails of this kind ({ $kind })
notice-stop-digest = No more daily digests
notice-stop-guest = No more mails about answers to your comments

notice-kind-reply = Comments and replies
notice-kind-mention = Mentions
notice-kind-private = Private messages
notice-kind-link = Links and quotes
notice-kind-follow-request = Requests to follow you
notice-kind-follow = New followers
notice-kind-reaction = Likes, boosts and emojis
notice-kind-report = Reports
notice-kind-waiting = Comments that wait for a decision
notice-kind-trouble = Servers that do not take what is sent
notice-kind-guest = Answers to your comments

## Settings, Notifications.

notice-settings = Notifications
notice-about = Most of this also stands under News. Mails go to { $email }; what comes at once comes within ten minutes, and several of one kind come as one mail. What you have read here by then is left out, and what a private message says never stands in a mail.
notice-no-email = Your account has no mail address, so nothing is sent. <a href="/settings">Give one in your settings.</a>
notice-no-mail = This site sends no mail. What concerns you stands under News.
notice-mail-of = Mail<span class="hidden">: { $kind }</span>
notice-now = At once
notice-daily = In the daily digest
notice-off = Never
notice-counted = Count as new under News<span class="hidden">: { $kind }</span>
notice-digest-at = The digest comes at eight in the morning, by the clocks of { $zone }. <a href="/settings">Change the time zone.</a>
notice-language = Language of the mails
notice-language-site = That of the site

## The page behind the link in a mail.

notice-stop-title = Mails from { $site }
notice-stop-about-topic = You get mails from here about: { $kind }.
notice-stop-about-digest = You get a daily digest from here.
notice-stop-about-guest = You get a mail from here when a comment of yours is answered.
notice-stop-press = Send no more of them
notice-stopped = Done. No more of them will be sent.
notice-stopped-settings = You can choose anew at any time under <a href="/settings/notifications">Notifications</a>.
