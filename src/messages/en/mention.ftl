### What is said elsewhere about a review.

mention-quotes = Quoted by
mention-links = Mentioned by
mention-quotes-comment = Quotes <a href="#{ $anchor }">the comment by { $name }</a>
mention-revoke = Take the permission to quote back<span class="hidden">: { $name }</span>
mention-take-off = Take off the page<span class="hidden">: { $name }</span>
mention-put-on = Put on the page<span class="hidden">: { $name }</span>
