### Die Kritiken mit einem Schlagwort.

tag = Schlagwort
tag-title = Kritiken mit dem Schlagwort „{ $tag }“
