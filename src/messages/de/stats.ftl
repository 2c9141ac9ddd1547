### Die Zahlen eines Jahres, oder aller Zeiten.

stats-eyebrow = Die Zahlen
stats-as-of = Stand: { $moment }
stats-diary = Das Tagebuch des Jahres
stats-whose = Wessen Zahlen
stats-all-time = Insgesamt
stats-film = Film
stats-films = Filme
stats-viewings = Sichtungen
stats-rewatches = Noch einmal gesehen
stats-hours = Stunden vor der Leinwand, wo die Länge bekannt ist
stats-in-a-table = Die Zahlen als Tabelle
stats-none = Noch gibt es nichts zu zählen.

## Charts
stats-by-month = Filme in jedem Monat
stats-by-year = Filme in jedem Jahr
stats-month = Monat
stats-times-seen = So oft gesehen
stats-over-time-chart = Wie oft ein Film gesehen wurde; die Zahlen stehen in der Tabelle darunter
stats-ratings = Bewertungen
stats-rating = Bewertung
stats-ratings-chart = Kritiken nach Bewertung; die Zahlen stehen in der Tabelle darunter
stats-decades = Jahrzehnte und Bewertungen
stats-decades-chart = Filme nach Jahrzehnt und Bewertung; die Zahlen stehen in der Tabelle darunter
stats-decade = { $decade }er
stats-films-of = Filme der
stats-country = Land
stats-countries-chart = Filme nach Land; die Zahlen stehen in der Tabelle darunter
stats-directors = Regie
stats-director = Regie
stats-directors-chart = Filme nach Regie; die Zahlen stehen in der Tabelle darunter
stats-rewatched = Mehr als einmal gesehen
stats-rewatched-chart = Mehr als einmal gesehene Filme; die Zahlen stehen in der Tabelle darunter
