### The first page.

home-title = Film reviews
home-title-page = Reviews, page { $n }
home-heading = { $site }: reviews
home-empty = Nothing is on yet.
home-empty-about = { $description } The first review will stand here.
home-write-first = Write the first review
home-newest = Newest review
home-earlier = Earlier reviews
home-page = Page { $n }
home-again = Shown again
home-first-shown = first shown { $day }
home-shown-again = again { $day }
home-comments = Latest comments
home-comment-on = on { $film }
home-writers = Who writes here
home-on-this-day = On this day

## What the site says about itself
about-title = About { $site }
about-take-part = Take part
about-follow = Nobody needs an account here. Copy the address of somebody who writes here into the search box of your own app, on Mastodon or anywhere else in the fediverse, and follow them; or <a href="/interact">let your own server be asked</a>.
about-answer = Answer a review there as you would answer any post: your answer stands below the review, with your name and the way to you.
about-feeds = Or read along without any of that. { $feeds }
about-contact = Whom to ask
about-program = The program
about-houselights = This site runs on Houselights { $version }, free software under the AGPL. <a href="{ $source }">Its source</a> can be had by everybody.
about-cookies = No page here asks any other server for anything, and nobody is counted. Cookies are set for those who sign in, write in a form or choose how the pages look, and for nothing else.
