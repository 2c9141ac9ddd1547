### What went wrong, and what to do: the error page, and what stands over a form when no field is to blame.

error-eyebrow = Error { $status }
error-kept = What you had typed is kept here, so that you can copy it:
error-again = Open the form again
error-home = To the first page

## Headings
error-title-invalid = Something is not right yet
error-title-not-found = There is no page at this address
error-title-gone = This is gone
error-title-sign-in = Sign in first
error-title-forbidden = Not with this account
error-title-conflict = Something is in the way
error-title-too-many = One moment, please
error-title-too-large = That is too large
error-title-unwritable = Nothing can be saved at the moment
error-title-remote = The other server did not help
error-title-internal = Something went wrong here
error-title-expired = This form has expired
error-title-torn = This form was not complete yet
error-title-elsewhere = Somewhere else
error-title-request = This request cannot be read

## What happened
error-invalid = Something typed is not right.
error-not-found = There is nothing at this address. It may have moved; try the home page.
error-gone = This was taken down by its author.
error-sign-in = Sign in first.
error-forbidden = Your account may not do this.
error-too-many = Too many attempts. Wait { $minutes } { $minutes ->
        [one] minute
       *[other] minutes
    } and try again.
error-unwritable = The server cannot save anything at the moment, so nothing was changed. Try again later; whoever runs the server finds the reason in its log.
error-internal = Something went wrong on our side, so nothing was changed. Try again; whoever runs the server finds the reason in its log.
error-expired = This form had been open for too long, or did not come from this site, so nothing was changed. Go back, load the page again and send it once more.
error-torn = The button was pressed before the whole page had arrived, so a part of the form is missing and nothing was saved. Open the form again and wait until the page is there.
error-elsewhere = Go on at { $path }.

## Requests that cannot be read
error-request-method = This address does not take this kind of request.
error-request-large = That is more than this address takes at one time.
error-request-form = The request did not arrive whole, or is not of a form this address takes.
error-request-address = This address cannot be read. Go back and follow the link again.
error-request-link = This link is not whole. Go back and follow it again.
error-request-client = The address of the client is not known.
error-request-encoding = Send the body as it is, without Content-Encoding.
error-request-forms-only = This address takes forms only.
error-request-form-large = This is more than the server takes at one time. Go back, shorten it, or send a smaller image.
error-request-form-broken = The form did not arrive whole. Go back and send it again.
error-request-late = The request did not arrive in time. Send it again over a faster line.

## What is in the way
error-suspended-server = This site does not talk to that person's server.
error-quote-revoked = The permission to quote was taken back, and the other server knows. It cannot be shown again.
error-backup-exists = { $folder } exists already. Give the backup a new folder.
error-use-pg-dump = This database is PostgreSQL: back it up with pg_dump, and copy the folder media.path.
error-review-withdrawn = A withdrawn review does not come back under its old address: take it up again as a new draft.
error-already-published = This review is published already, so it cannot be scheduled. Your changes are not saved yet: update the review to save them.
error-not-scheduled = This review is not scheduled. It may have been published in the meantime.
error-review-not-published = Only a published review can be withdrawn.
error-review-not-shown = Only a published review can be shown again.
error-shown-lately = Your followers have seen enough of this for now. The review can be shown again from { $moment } on.
error-not-withdrawn = Only a withdrawn review can be taken up again.
error-essay-not-published = Only a published post can be withdrawn.
error-essay-withdrawn = A withdrawn post does not come back under its old address. Copy its text into a new one.
error-not-complete = Something of this list is still missing.
error-smart-list = This list fills itself: change what it looks for.
error-scale-in-use = Reviews use this scale, or it took the place of another, so it stays. You can rename it, change its steps, or put another scale in its place.
error-scale-replaced = Another scale took the place of this one. Take it back into use first.
error-owner-role = The owner's role cannot be changed or given.
error-owner-stays = You own this site, so your account stays: nobody else could look after it.
error-suspended = This account is suspended.
error-suspended-because = This account is suspended: { $reason }
error-second-factor = A second factor is on already. Switch it off first.
error-already-set-up = This site has its owner already. Sign in instead.
error-own-account = You cannot follow yourself.
error-account-moved = This account has moved. Look up the new one instead: { $target }
error-blocked-there = This account does not want to be followed by yours.
error-entered-with-a-review = This was entered with a review. Change it there.

## Catalogues of films
error-catalogue-silent = The catalogue did not answer. Go on without, or try again in a moment.
error-catalogue-without-film = The catalogue does not have this film any more. Choose another.
error-catalogue-failed = The catalogue gave no answer: { $why }.

## Looking up somebody elsewhere. What stands in { $why } is a part of a sentence, from below.
error-no-lookup = Other servers cannot be asked from here.
error-lookup-missing = Not found: { $why }.
error-lookup-unasked = Not asked: { $why }.
error-lookup-refused = Not taken: { $why }.
error-lookup-silent = No answer: { $why }.
error-lookup-failed = The other server did not answer: { $why }.
error-lookup-address = Write an address such as @name@server.example, or the address of a profile.
error-lookup-own-address = Write your own address, such as @name@server.example.
error-lookup-text = There is a text at this address and not a person.
error-lookup-nothing = There is nothing at this address.
error-lookup-private = This text is not public.
error-lookup-unshown = This text cannot be shown here: what it answers is private or gone.
error-lookup-nobody = Nobody here has that name.
error-lookup-no-template = { $host } does not say where to follow from. Copy the address and look it up there.
error-lookup-claims = { $host } claims a name of this server.
error-lookup-no-activitypub = { $host } does not speak ActivityPub.
error-lookup-two-names = { $host } gives two different names for the same person.
error-lookup-suspended = This site does not talk to { $host }.

## Why another server was of no help: parts of sentences
error-remote-nobody = { $host } knows nobody of that name
error-remote-unreadable = { $host } gave an answer that cannot be read
error-remote-status = { $host } answered { $status }
error-remote-suspended = this site does not talk to { $host }
error-remote-own = the address is on this server
error-remote-budget = more than { $most } documents would have to be fetched
error-remote-nothing = there is nothing at { $address }
error-remote-gone = { $address } was deleted
error-remote-wrong-id = the document at { $address } says that it is another
error-remote-content-type = { $host } did not answer with an ActivityPub document but with { $type }
error-net-bad-url = the address { $address } is refused: { $reason }
error-net-forbidden-address = { $host } is refused: { $address } is not a public address ({ $class }); federation.allow_private_networks can open it for tests
error-net-dns = { $host } cannot be found: { $detail }
error-net-connect = { $host } cannot be connected to: { $detail }
error-net-tls = { $host } has no valid https: { $detail }
error-net-broken = the connection to { $host } broke: { $detail }
error-net-timeout = { $host } did not answer within { $seconds } s
error-net-busy = too many requests to { $host } are under way already
error-net-too-large = { $host } sent more than { $most } bytes
error-net-redirects = { $host } redirected more than { $most } times
error-net-bad-redirect = { $host } sent a redirect without a usable Location
error-net-compressed = { $host } sent a body compressed with { $coding }, which was not asked for
error-net-content-type = { $host } answered with { $type }, which is not what was asked for
error-net-dead = { $host } did not answer before, and is left alone for another { $seconds } s
error-visit-lost = The way back from your server was lost: it took too long, was used before, or began in another browser. Sign in once more.
