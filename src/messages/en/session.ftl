### Signing in.

session-login = Handle or mail address
session-first = Sign in first, and you come back to where you were.
session-about = You do not need an account here to answer a review: reply to it from your own server. This is for people who write on this one.

## The second page of signing in
code = Code
code-heading = Your code
code-hint = Six digits from your authenticator app, or one of your recovery codes.
code-again = Start again

## Where one is signed in
sessions-heading = Signed in
sessions-about = The browsers in which you are signed in here. End what you do not know or do not use any more. Network addresses are not kept.
session-browser = { $browser } on { $system }
session-browser-only = { $browser }
session-browser-on = A browser on { $system }
session-browser-unknown = An unknown browser
session-this = This one
session-begun = Signed in
session-seen = Last here
session-end = Sign out
sessions-end-others = Sign out everywhere else

## The second factor
factor-heading = Second factor
factor-about = With a second factor, signing in asks for a code from an authenticator app after the password. Whoever learns your password alone does not get in.
factor-begin = Set up
factor-scan = Scan this picture with an authenticator app, or type the secret into it.
factor-type = Type the code that it shows. Only then does it count, and every other browser is signed out.
factor-picture = QR code of the secret
factor-secret = Secret
factor-code-hint = Six digits.
factor-confirm = Switch on
factor-stop = Do not set it up
factor-on = On
factor-codes-left = { $n ->
    [0] You have no recovery code left. Make new ones.
    [one] You have one recovery code left. Make new ones soon.
   *[other] You have { $n } recovery codes left.
}
factor-change = Change
factor-codes-new = Make new recovery codes
factor-off = Switch off
recovery-heading = Recovery codes
recovery-about = Write these codes down or print them: they are not shown again. If you lose your app, each of them lets you in once. Older recovery codes are void.
recovery-kept = I have kept them

## A new password by mail
forgotten-link = Forgot your password?
forgotten-heading = Forgot your password
forgotten-about = Type your handle or mail address. If there is an account with a mail address, a link to set a new password goes there. It works once, and for an hour.
forgotten-press = Send the link
forgotten-sent = If there is an account of that name and it has a mail address, a mail is on its way there. It may take a minute; look among the spam too. If none comes, ask whoever runs this site.
forgotten-no-mail = This site sends no mail. Ask whoever runs it for a new password.
reset-heading = Set a new password
reset-about = With the new password you are signed out in every browser. A second factor stays as it is.
reset-over = This link was used already, or is older than an hour, or your password has changed since.
reset-again = Send a new link
reset-subject = A new password for { $site }
reset-said = Somebody, hopefully you, asked for a new password for { $handle }. This link works once, and for an hour:
reset-ignore = If it was not you, do nothing: your password stays as it is, and nobody but you got this link.
reset-reason = You get this mail because somebody asked for a new password for your account on { $site }.
