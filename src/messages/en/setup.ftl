### The first page of an empty site.

setup-welcome = Welcome
setup-eyebrow = A new site
setup-heading = The house lights are up. Who is at the door?
setup-about = This site is yours to set up. Make the owner’s account; after that you can write the first review. Nothing leaves this machine until you publish.
setup-name = Your name
setup-name-hint = As readers see it. You can change it later.
setup-handle = Handle
setup-handle-hint = Becomes your address in the fediverse, @handle@{ $host }, and can never be changed. Letters a to z, digits and _.
setup-email-hint = Only for you to sign in with; never shown. May stay empty.
setup-password-hint = At least ten characters. A sentence is a good one.
setup-make = Make the account
