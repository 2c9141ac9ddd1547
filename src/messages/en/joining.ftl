# Making an account, and deciding who may.
join-heading = Join
join-link = Make an account
join-closed = Nobody can make an account here at the moment.
join-invited-only = Here one joins by invitation. If you have one, open its link.
join-over = This invitation is over: it was used up, taken back, or has ended. Ask whoever gave it to you for another.
join-without = You need no account to read, follow or answer: follow a reviewer from your own server, or answer with the account that you have there.
join-about = An account on { $site } lets you comment, follow and keep a diary here, and be followed from everywhere.
join-approval = Somebody reads what you write here and decides.
join-handle = Handle
join-handle-hint = The part before @{ $host }. Small letters, digits and _; it can never change.
join-email-hint = Never shown. We send a link there, and you need it if you forget your password.
join-email-missing = Give your mail address: a link is sent there.
join-reason = Why would you like to join?
join-reason-hint = A sentence or two. Only those who decide read it.
join-reason-missing = Write a sentence about why you would like to join.
join-press = Make my account
join-ask = Ask for an account
join-have-one = I have an account
join-expired = This form was open for too long. Look it over and send it again.
join-program = This looks as if a program had filled it in. If you are a person, send it again, and leave the hidden field empty.
join-look = Look into your mail: we sent a link there. It holds for two days. If nothing comes, look with the spam, or ask again.
join-waits = Your wish is with those who decide. Try to sign in in a day or two.
join-waits-mail = Your wish is with those who decide. They answer by mail.
join-confirm-heading = Confirm your address
join-confirm-about = One press more, and this address is known to be yours.
join-confirm-press = Confirm the address
join-confirm-over = This link was used already, or is older than two days.
join-mail-subject = Your account on { $site }
join-mail-said = Somebody, hopefully you, asked for the account { $handle } on { $site } with this address. This link confirms that it is yours, and holds for two days:
join-mail-ignore = If it was not you, do nothing: no account is made.
join-mail-reason = You get this mail because somebody typed this address when asking for an account on { $site }.
join-known-said = Somebody, hopefully you, asked for an account on { $site } with this address. It has one already. If you forgot the password, set a new one:
join-welcome-subject = Welcome to { $site }
join-welcome-said = You are let in: { $handle } on { $site } is yours. Sign in with the password you chose:
join-refused-subject = Your account on { $site }
join-refused-said = Those who look after { $site } decided not to make the account you asked for. Nothing of what you typed is kept.
join-refused-why = They say:
join-asks-subject = Somebody wants to join { $site }
join-asks-said = { $handle } would like to join, and waits for a decision:
join-asks-reason = You get this mail because you decide who joins { $site }. It comes once while somebody waits.
joining-heading = Joining
joining-waiting = Waiting for a decision
joining-accept = Let in
joining-refuse = Turn away
joining-refuse-mail = They read it in the mail that says so. May stay empty.
joining-who = Who may join
joining-closed = Nobody
joining-invited = Whoever has an invitation
joining-approval = Everybody may ask, and you decide; an invitation lets in at once
joining-open = Everybody
joining-no-mail = This site sends no mail, so addresses cannot be confirmed and nobody is asked for one. Without mail, open doors invite programs.
joining-invite-heading = Invitations
joining-invite-rest = Nobody may join at the moment, so invitations rest.
joining-note = For whom
joining-note-hint = Only you and others who look after accounts see it.
joining-uses = How many accounts
joining-uses-hint = Leave empty for any number.
joining-days = For how many days
joining-days-hint = Leave empty for ever.
joining-invite = Make an invitation
joining-over = Over
joining-used = { $n ->
    [0] not used yet
    [one] used once
   *[other] used { $n } times
}
joining-left = { $n ->
    [0] used up
    [one] one more
   *[other] { $n } more
}
joining-any = any number
joining-until = until
joining-revoke = Take it back
