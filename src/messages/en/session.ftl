### Signing in.

session-login = Handle or mail address
session-first = Sign in first, and you come back to where you were.
session-about = You do not need an account here to answer a review: reply to it from your own server. This is for people who write on this one.
