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
