### Beiträge dieser Website: alle, einer, und der Editor.

essay-post = Beitrag
essay-begin = Beitrag schreiben
essay-none = Es gibt noch keinen Beitrag.
essay-all = Alle Beiträge
essay-drafts = Die siehst nur du
essay-the-text = Der Text
essay-new = Ein neuer Beitrag
essay-change = Beitrag ändern
essay-see = Beitrag ansehen
essay-is-withdrawn = Dieser Beitrag ist zurückgezogen: Seine Adresse sagt, dass er nicht mehr da ist. Den Text behältst du und kannst ihn in einen neuen Beitrag kopieren.
essay-preview = So wird es aussehen
essay-text = Text
essay-text-hint = Markdown. Ein Film steht in doppelten Klammern: Aus [[The Salt Road (1974)]] wird ein Link, und die Seite des Films sagt, dass er hier vorkommt.
essay-name-film = Einen Film nennen
essay-pick = In den Text setzen
essay-pick-hint = Wähle einen, der hier bekannt ist, oder gib irgendeinen Titel ein. Er kommt ans Ende des Textes.
essay-teaser-hint = Ein Satz für Feeds und Follower; darf leer bleiben.
essay-slug-hint = Der letzte Teil der Adresse des Beitrags. Sie bleibt, sobald er veröffentlicht ist.
essay-update = Beitrag aktualisieren
essay-delete = Endgültig löschen

## The post that says that an award list is complete, in the language of the list
essay-now-complete = Jetzt vollständig: { $title }
essay-now-complete-text = { $link } ist jetzt vollständig: alle { $total } von { $total } sind besprochen. Zuletzt kam { $last } dazu.
