### The reviews with a tag.

tag = Tag
tag-title = Reviews tagged “{ $tag }”
