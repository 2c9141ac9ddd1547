### What is wrong with something that was typed, and what to do about it.

## Any field
input-too-long = This is { $length } characters long; { $most } at most. Shorten it.
input-nul = This holds a NUL character. Remove it.
input-url = Write a whole address, beginning with https://.
input-slug = An address has small letters from a to z, digits and hyphens.
input-language-tag = Write a language tag such as en or pt-BR.
input-title-long = A title has at most { $most } characters.
input-year = Write a year with four digits, from 1888 on.
input-hundred = Write a number from 0 to 100.
input-zone = Choose a time zone from the list.
input-date = “{ $typed }” is not a date. Write 2014-01-13, 2014-01 or 2014, or leave it empty when you do not know.
input-day-to-come = This day has not come yet.
input-file-large = This file is too large.

## Films and their people
input-film-missing = Which film is it? Write its title.
input-film-year = Write the year of release as four digits between { $least } and { $most }, or leave it empty.
input-film-title-language = Write the language of the title such as en or pt-BR, or nothing.
input-film-runtime = Write the length in minutes, such as 117, or as 1 h 57, or nothing.
input-film-id = This is no film of { $catalogue }. Write its identifier, such as { $example }, or the address of its page.
input-film-names = { $n } are too many; { $most } at most.
input-film-crew = “{ $typed }” does not say what the person did. Begin with one of these and a colon: { $roles }.
input-film-credits = { $n } people are too many; { $most } at most.
input-film-taken = There is a film { $film } already. If they are one film, merge them.
input-credit-no-name = “{ $typed }” names nobody. Write the name first: Marta Osei as The driver (voice).
input-credit-long = “{ $typed }…” is too long. Put each person on a line of their own; a name or a part has at most { $most } characters.
input-merge-film = There is no such film here. Give the address of its page, or its title and year.
input-merge-same-film = This is the same film. Choose the other one.
input-split-same-film = This is the same film. Another one has another title or year.
input-split-reviews = Choose the reviews that are of the other film.
input-person-name = Write a name of at most 200 characters.
input-person-taken = Somebody else has this name. If they are one person, merge them; if not, put what tells them apart in square brackets behind it.
input-merge-person = There is nobody like that here. Give the address of their page, or their name.
input-merge-same-person = This is the same person. Choose the other one.

## Reviews
input-review-language = Choose the language of the review, such as en or pt-BR.
input-quote-missing = What does the speaker say? Write the line, or clear the speaker.
input-trivia-missing = This source has no trivia. Write it, or clear the source.
input-trivia-many = A review has at most { $most } pieces of trivia.
input-tag = “{ $typed }” is not a tag: letters, digits and spaces, { $most } at most.
input-tags-many = A review has at most { $most } tags.
input-viewings-many = A review has at most { $most } viewings.
input-nothing-to-publish = There is nothing to publish yet: write something, rate the film or enter a viewing.
input-step = This rating is not on one of your scales. Choose another.
input-review-slug-taken = Another review of yours has this address. Choose another.
input-publish-date = Write the day on which to publish as year, month and day, such as 2026-12-24.
input-publish-time = Write the time at which to publish as hours and minutes, such as 18:30.
input-publish-twice = { $time } comes twice on { $date }, because the clocks of { $zone } go back. Say which of the two you mean.
input-publish-never = There is no { $time } on { $date }, because the clocks of { $zone } go forward. The next time they show is { $later } on { $day } { $month }.
input-publish-passed = This moment has passed: in { $zone } it is { $date }, { $time } now. Choose a later one, or publish at once.
input-publish-far = Choose a day within the next five years.

## Posts
input-essay-title = Give the post a title.
input-essay-long = A post has at most 200,000 characters.
input-essay-films = A post names at most { $most } films.
input-essay-empty = Write something before you publish it.
input-essay-slug-taken = Another post of yours has this address. Choose another.
input-teaser-long = A teaser has at most { $most } characters.

## Lists
input-list-title = Give the list a title.
input-list-intro = An introduction has at most 20,000 characters.
input-list-items = A list has at most 5,000 items.
input-list-slug-taken = Another list of yours has this address. Choose another.
input-item-title = Write the title of a film.
input-item-person = Write who plays in it.
input-item-note = A note has at most 2,000 characters.

## Rating scales
input-scale-name = Give the scale a name.
input-scale-few = A scale needs at least two steps.
input-scale-many = A scale has at most { $most } steps.
input-scale-twice = The step “{ $step }” stands there twice. Each step needs its own word.
input-scale-long = The step “{ $step }…” is too long. A step has at most { $most } characters.
input-scale-unshowable = The step “{ $step }” holds a character that cannot be shown. Type it anew.
input-scale-gone = Reviews have the step “{ $step }”. Say what becomes of it.
input-scale-with = Choose another scale of yours that is in use.
input-scale-worth = Say what “{ $step }” is worth on the other scale.

## Pictures
input-picture-empty = The file is empty. Choose the picture again.
input-picture-bytes = The file is { $found } and at most { $most } are accepted. Save the picture smaller and try again.
input-picture-kind = { $kind ->
        [svg] An SVG file, which can carry programs,
        [heic] An HEIC photo
        [avif] An AVIF picture
        [pdf] A PDF document
        [bmp] A BMP picture
        [tiff] A TIFF picture
       *[other] A file that is no JPEG, PNG, WebP or GIF picture
    } is not accepted. Save the picture as JPEG, PNG or WebP and try again.
input-picture-pixels = The picture has { $width } × { $height } pixels, which is more than this server opens. Make it smaller, for example 1600 pixels on its long side, and try again.
input-picture-damaged = The picture is damaged or not complete. Open it in a picture program, save it again and try once more.
input-picture-not-encoded = The picture could not be saved in our formats. Try another file of the same picture.
input-picture-lost = This picture is not here any more. Upload it again.
input-poster-alt = Describe the poster for people who cannot see it.
input-alt-missing = Describe the picture for people who cannot see it.
input-alt-long = A description has at most { $most } characters.
input-avatar-again = Upload this picture again.

## Accounts
input-handle-missing = Choose a handle: it becomes the first part of your fediverse address.
input-handle-long = A handle has at most { $most } characters.
input-handle-characters = A handle has only the letters a–z, digits and the underscore.
input-handle-reserved = This handle is reserved for the server. Choose another.
input-handle-taken = This handle is taken. Choose another.
input-name-missing = What should people call you? Write a name.
input-name-long = A name has at most { $most } characters.
input-email = This does not look like a mail address. Correct it or leave it empty.
input-email-taken = Another account here has this mail address.
input-summary-long = The text about you has at most { $most } characters.
input-sign-in = This name and password do not fit together. Check both and try again.
input-code = This code does not fit, or was used already. Wait for the next one.
input-password-short = A password has at least { $least } characters. A short sentence is a good one.
input-password-long = A password has at most { $most } characters.
input-password-old = This is not your present password.
input-number = Give a whole number from 1 to { $most }, or leave it empty.
input-handle-again = This is not the handle of the account. Type it as it stands above.
input-password-again = This page had been open for too long. Write the password once more.
input-expired = This page had been open for too long. Nothing is lost: press the button once more.

## Accounts elsewhere
input-address = Write an address, such as @you@example.social.
input-address-whole = Write your whole address, such as @you@example.social.
input-address-server = This is the server itself and not a person.
input-alias-self = This is the account you are using.
input-alias-many = There are { $n } already. Take one away first.
input-domain = “{ $typed }” is no domain, such as blog.example.
input-domains-many = At most { $most } domains.
input-move-unused = This account is not in use any more.
input-move-unknown = { $there } does not say yet that you are the same person. Sign in there, add { $here } to its other accounts (“aliases”), and come back.

## Themes
input-theme-choice = Choose one of the themes.
input-theme-large = This file is too large for a theme. The text below is as it was.
input-theme-utf8 = This file is not text in UTF-8. The text below is as it was.
input-theme-contrast = Too little contrast, { $mode ->
        [dark] dark
       *[light] light
    }: --{ $text } on --{ $ground } has { $ratio }, but needs { $least } at least.
input-theme-size = A theme has at most { $most } bytes. This file is no theme, or holds much else.
input-theme-brace = A closing brace is missing.
input-theme-rule = “{ $what }” is not read: a theme has the rules “:root” for light and “:root[data-theme=dark]” for dark.
input-theme-no-value = “{ $what }” has no value.
input-theme-font = { $name }: “{ $value }” is not a font of the list: { $fonts }.
input-theme-property = “{ $name }” is not a property of a theme. Those are { $names }, --serif and --sans.
input-theme-translucent = { $name } must not be translucent: nobody could say what is read on what.
input-theme-colour = { $name }: “{ $value }” is not a colour.

## Rules for other servers
input-policy-own = This is your own server, or a domain above it. Name another one.
input-policy-comment = A comment has at most { $most } characters.

## Webmentions; other servers read these
input-mention-source = The source must be the address of a web page, http or https, of at most 1024 bytes.
input-mention-same = Source and target are the same page.
input-mention-source-here = The source is a page of this site; those find each other without a Webmention.
input-mention-target-elsewhere = The target is not a page of this site.
input-mention-target-no-review = The target is a page that takes no mentions: only reviews do.
input-mention-target-unknown = There is no published review at the target.
input-choice = Choose one of the list.
input-number-most = Give a whole number from 0 to { $most }.
input-spam-below-hold = What counts as spam must not be less suspicious than what waits.
input-languages = Give tags such as “en” or “pt-BR”, at most 20, with commas between them.
input-words-many = That are too many words; at most { $most } are kept.
input-word-long = A word or phrase is too long; at most { $most } characters are kept.
input-host = That is no server. Give its name, such as social.example.
input-own-host = That is this server. Rules are for other ones.
