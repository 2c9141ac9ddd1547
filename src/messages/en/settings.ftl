### The account's settings: profile, rating scales, moving, and how the site looks.

settings-scales = Rating scales
settings-moving = Moving
settings-theme = Theme

## Profile and password
settings-profile = Profile
settings-address = Address
settings-address-hint = The address under which other servers know you. It never changes.
settings-summary-hint = Markdown works. Shown on your profile, here and on other servers.
settings-email-hint = Only for signing in; never shown. May stay empty.
settings-zone = Time zone
settings-zone-hint = Where you read the clock, for reviews that are published later.
settings-picture = Picture
settings-picture-hint = JPEG, PNG, WebP or GIF; it is cut to a square.
settings-picture-now = Your picture now
settings-picture-away = Take my picture away
settings-discoverable = Other servers may suggest me and list my reviews in searches
settings-approves = New followers wait for my approval
settings-password-now = Password now
settings-password-new = New password
settings-password-hint = At least ten characters. Every other browser is signed out.
settings-password-change = Change the password

## Moving
settings-moved = You have moved to { $address }
settings-moved-about = Your followers’ servers were told, and new followers are turned away here. Everything you wrote stays where it is.
settings-moved-not = I did not move
settings-aliases = Your other accounts
settings-aliases-about = To bring the followers of an account elsewhere here, name it first, and then start the move over there.
settings-alias-away = Take away<span class="hidden"> { $account }</span>
settings-alias-hint = An address such as @you@example.social.
settings-alias-add = Add this account
settings-move = Move to another account
settings-move-about = Sign in there first and name <span class="handle">{ $handle }</span> among its other accounts, which many servers call aliases. Then your followers here ({ $followers }) are asked to follow there. Your reviews stay here.
settings-move-hint = The address of the new account.
settings-move-password = Your password here
settings-move-password-hint = Asked again, because followers who have gone do not come back by themselves.
settings-move-go = Move and tell my followers
settings-authorship = Your name on other sites
settings-authorship-about = Mastodon shows who wrote a page when the page says so and its author agrees. This site may always name you; list others here.
settings-domains-hint = One on each line, such as blog.example.
settings-domains-save = Save the domains

## Themes
settings-themes = Themes
settings-theme-about = How the site looks to everybody. Whether it is light or dark stays each reader’s own choice.
settings-theme-houselights = Warm paper and amber; at night a dark room.
settings-theme-matinee = Cool daylight and deep teal; at night the blue hour.
settings-theme-velvet = Rose paper and curtain red; at night velvet and brass.
settings-theme-own = Your own
settings-theme-own-about = From the file below.
settings-theme-yours = Your own theme
settings-theme-hint = A file of custom properties: colours for light under <code>:root</code>, for dark under <code>:root[data-theme=dark]</code>, and the fonts <code>--serif</code> (texts) and <code>--sans</code> (what is operated) from this list: { $fonts }. What you leave out is as in House lights. Every text must stand out from its background by 4.5 to 1, borders of controls by 3 to 1; below that the file is refused with the number.
settings-theme-file = The file
settings-theme-upload = Or upload one
settings-theme-upload-hint = It takes the place of the text above, and is chosen.

## Rating scales
scale-about = A scale is a row of your own words, from worst to best. A review keeps the words it was rated with, even when you change the scale later.
scale-reviews = { $n ->
    [0] On no review yet
    [one] On one review
   *[other] On { $n } reviews
}
scale-called-today = called { $word } today
scale-first-unused = Came with the account. The editor leaves it out, now that you have a scale of your own; change it to have both.
scale-start = Start a new scale
scale-preset = { $preset ->
    [stars] Stars
    [ten] Ten points
    [hundred] A hundred points
    [letters] Letters
   *[words] Words
}
scale-from-nothing = From nothing
scale-unused = No longer in use
scale-unused-hint = Reviews that were rated on these keep their words. How they compare with later ones follows from what you said when you replaced the scale.
scale-replaced-by = Replaced by { $name }

## One rating scale
scale-new = A new scale
scale-change = Change the scale
scale-old = A scale of old
scale-replaced = Another scale took the place of this one, so nothing is rated on it any more.
scale-restore = Take it back into use
scale-name = Name of the scale
scale-name-hint = Only you see it.
scale-made-of = Made of
scale-kind = { $kind ->
    [stars] Stars
    [numbers] Numbers
    [letters] Letters
   *[words] Words
}
scale-steps = Steps, lowest first
scale-steps-hint = Other programs know ratings from 1 to 10 only. Each step says what they will show; your own readers always see your word.
scale-step = Step { $n }
scale-word = Word
scale-wire = For other programs: { $n } of 10
scale-wire-none = Not shown as a number to other programs
scale-aside = Stands outside the order, such as “walked out”
scale-up = Move up<span class="hidden">: { $step }</span>
scale-down = Move down<span class="hidden">: { $step }</span>
scale-after = Add one after<span class="hidden">: { $step }</span>
scale-remove = Remove<span class="hidden">: { $step }</span>
scale-add = Add a step
scale-count = Work out the numbers again
scale-gone = Steps you took away
scale-gone-hint = Reviews have these steps and keep their words. Say which step stands for each from now on, so that later reviews can be compared with them and the numbers of your site add up.
scale-gone-becomes = “{ $step }” becomes
scale-gone-nothing = No step: it stands for itself
scale-choose-step = Choose a step
scale-put-back = Put it back<span class="hidden">: { $step }</span>
scale-save = Save the scale
scale-leave = Leave it as it was
scale-before = What it was before
scale-before-hint = Reviews keep the words of the version they were rated in.
scale-version = Version { $n }, from { $day }
scale-version-named = Version { $n }, “{ $name }”, from { $day }
scale-today = Today
scale-same = the same
scale-instead = Use another scale instead
scale-instead-hint = You say what each step is worth on the other scale. Old reviews keep their words and can still be compared with new ones.
scale-replace-ask = Put another scale in its place …
scale-delete = Delete the scale
scale-delete-hint = Only a scale that no review uses can be deleted.

## Another rating scale in the place of one
scale-replace = Put another scale in its place
scale-replace-title = Put another scale in the place of { $name }
scale-replace-about = New reviews will be rated on the other scale. Old ones keep their words; what you choose here says how they compare with new ones.
scale-replace-none = There is no other scale yet. Make the new one first, then come back here.
scale-replace-which = Which scale takes its place?
scale-go-on = Go on
scale-make-first = Make a new one first
scale-replace-both = { $old } and { $new }
scale-replace-nearest = The nearest step is chosen already; change what you see otherwise.
scale-step-worth = “{ $step }” is worth
scale-step-nothing = No step: it compares with nothing
scale-replace-use = Use { $name } from now on

## Accounts, for admins
accounts-heading = Accounts
accounts-about = Everybody who can sign in here. What you change stands in the log.
accounts-since = Since
accounts-not-signed-in = not signed in
accounts-second-factor = Second factor
accounts-suspended = Suspended
accounts-change = Change
accounts-role = Role
accounts-role-change = Change the role
accounts-reason = Reason
accounts-reason-hint = They read it when they try to sign in. May stay empty.
accounts-suspend = Suspend
accounts-lift = Lift the suspension
accounts-delete = Delete the account
accounts-delete-about = Everything they wrote here is erased, and other servers are told to forget it. This cannot be undone.
accounts-delete-again = Their handle once more: @{ $handle }
accounts-delete-why = It stands in the log. May stay empty.
leaving-page = Your data
leaving-take = Take everything with you
leaving-archive = One file (.zip) with everything this site keeps about you: what you wrote, your pictures, your lists and viewings, whom you follow, and your settings.
leaving-download = Download the archive
leaving-heading = Delete my account
leaving-about = You can leave at any time. It happens at once and cannot be undone.
leaving-erased = Erased here: your reviews, posts, lists, viewings and comments, your pictures, likes, follows and settings, and your mail address.
leaving-told = Every server that knows you is told to erase what it has of you. Most do; nobody can make them.
leaving-kept = Where others answered you, an empty place stays. Your handle stays yours: nobody can take it after you.
leaving-again = Your handle: @{ $handle }
leaving-owner = You own this site, so your account stays: nobody else could look after it.
leaving-delete = Delete everything
role-owner = Owner
role-admin = Admin
role-moderator = Moderator
role-reviewer = Reviewer
role-member = Member
role-admin-may = Admin: runs the server
role-moderator-may = Moderator: looks after the conversation
role-reviewer-may = Reviewer: writes reviews
role-member-may = Member: comments, likes and follows
