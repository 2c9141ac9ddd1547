### Posts of this site: all of them, one, and the editor.

essay-post = Post
essay-begin = Write a post
essay-none = There is no post yet.
essay-all = All posts
essay-drafts = Only you see these
essay-the-text = The text
essay-new = A new post
essay-change = Change a post
essay-see = See the post
essay-is-withdrawn = This post is withdrawn: its address says that it is gone. You keep the text, and can copy it into a new post.
essay-preview = How it will look
essay-text = Text
essay-text-hint = Markdown. A film is named in double brackets: [[The Salt Road (1974)]] becomes a link, and the film’s page says that it appears here.
essay-name-film = Name a film
essay-pick = Put it into the text
essay-pick-hint = Pick one that is known here, or type any title. It goes to the end of the text.
essay-teaser-hint = A sentence for feeds and followers; may stay empty.
essay-slug-hint = The last part of the post’s address. It stays once the post is published.
essay-update = Update the post
essay-delete = Delete for good

## The post that says that an award list is complete, in the language of the list
essay-now-complete = Now complete: { $title }
essay-now-complete-text = { $link } is now complete: all { $total } of { $total } are reviewed. The last one was { $last }.
