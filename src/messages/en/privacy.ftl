## What the site keeps about people
privacy-heading = Privacy
privacy-about = What { $site } keeps about you, for how long, and what it tells others. This page is made from the settings that the site runs with.
privacy-contact = Ask about anything here:
privacy-reading = Reading
privacy-reading-said = No page here asks any other server for anything: pictures, faces and letters come from this one. Nobody is counted, and nothing follows you from page to page.
privacy-cookies = Cookies are set for those who sign in, come with an account of another server, write in a form, or choose colours or a language, and for nothing else.
privacy-addresses = The program keeps no list of who read what. Your network address is looked at only to hold off floods: after failed attempts to sign in, and after asking for a mail, it is kept for a day. The web server in front of the program may keep a list of its own; whoever runs the site can tell you.
privacy-guests = Commenting as a guest
privacy-guests-said = Your name, your site and your words stand on the page once they are approved. Your mail address is seen by nobody. Of your network address only a fingerprint is kept, from which it cannot be read, to tell a flood.
privacy-guests-days = { $days ->
    [one] One day
   *[other] { $days } days
  } after you last wrote, your mail address and the fingerprint are forgotten.
privacy-guests-rights = For 15 minutes you can change or delete a comment yourself. After that, <a href="/guests">ask for a link by mail</a>: it shows everything that is kept about you, gives it to you as a file, and erases it.
privacy-guests-no-mail = For 15 minutes you can change or delete a comment yourself. After that, ask whoever runs the site.
privacy-visitors = Coming with an account of another server
privacy-visitors-said = What your server says about you in public is kept: name, address, picture. The permission it gave is kept for { $hours } hours at most, or until you leave, and is used for nothing but the comments you send.
privacy-elsewhere = Writing from another server
privacy-elsewhere-said = When you answer, like, share or follow from your own server, it sends that here, and it is kept with your name and address. When you answer for the first time, since when your account exists and how many follow it are kept, too, as your server says. When you delete it there, your server says so and it is erased here too. When you delete your account there, everything of yours is erased here.
privacy-log = What other servers send is kept as they sent it for { $days ->
    [one] a day
   *[other] { $days } days
  }, to find out what went wrong, and then forgotten.
privacy-no-log = What other servers send is not kept as they sent it.
privacy-members = Accounts on this site
privacy-members-said = An account has a handle, a name, a password of which only a digest is kept, and a mail address if its owner gave one. A session that is not used ends after { $days ->
    [one] a day
   *[other] { $days } days
  }; of the browser only its name is kept. Moderators see what was written and decided, and every decision is written down. What is private between people is read by those people only, but whoever runs the server could look into its database.
privacy-members-rights = Members take everything with them in one file, and delete their account, <a href="/settings/leaving">in their settings</a>.
privacy-out = What goes elsewhere
privacy-out-followers = Reviews and comments go to the servers of those who follow or take part, and copies stay there. When something is deleted here, those servers are told.
privacy-out-mentions = Sites that a review links to are told that it does, if they ask for that.
privacy-out-mail = Mails go through the mail server that whoever runs the site has chosen.
privacy-out-spam = What people write of whom nothing was approved yet goes to { $service }, which says whether it is spam: words, name and address, and of guests the mail address and the network address.
privacy-out-films = When a reviewer looks a film up, its title and year are sent to { $source }.
privacy-out-nobody = Nothing is sold or given to anybody else.

## What is kept about a guest
kept-heading = What is kept about you
kept-about = Did you comment here as a guest and give a mail address? Type it, and a link goes there. It shows everything that this site keeps about you, gives it to you as a file, and erases it.
kept-mail = The mail address you gave
kept-press = Send the link
kept-sent = If somebody commented here with that address, a mail is on its way there. It may take a minute; look among the spam too.
kept-no-mail = This site sends no mail. Ask whoever runs it.
kept-over = This link is older than a day, or was not made here.
kept-again = Send a new link
kept-nothing = Nothing is kept about you.
kept-this = This is everything.
kept-names = You
kept-mail-forgotten = Your mail address is forgotten already.
kept-notify = You are told of answers by mail.
kept-fingerprint = A fingerprint of your network address is kept.
kept-comments = { $count ->
    [one] One comment
   *[other] { $count } comments
  }
kept-shown = stands on the page
kept-held = waits to be looked at
kept-hidden = is not shown
kept-download = Take it along as a file (JSON)
kept-erase = Erase everything
kept-erase-about = Your names and your words are erased at once and for good. Where somebody answered you, an empty place stays.
kept-subject = What { $site } keeps about you
kept-said = Somebody, hopefully you, asked what is kept about you as a guest of { $site }. This link shows it, for a day, and lets you take it along or erase it:
kept-see = See what is kept
kept-ignore = If it was not you, do nothing: nobody but you got this link.
kept-reason = You get this mail because somebody typed your mail address on { $site }.
