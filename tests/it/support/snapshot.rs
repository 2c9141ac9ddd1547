//! Everything a database holds, so that a test can say that nothing changed.

use diesel::prelude::*;
use diesel::sql_types::Text;
use std::collections::BTreeMap;

/// Tables that keep books about what arrived, and change with every refusal: the log of the inbox and its counts, and what is known
/// of other hosts.
const BOOKS: &[&str] = &["received", "inbox_counts", "hosts"];
/// What the search knows is made of the other tables, a moment later: the beginning of its tables' names, and the setting that says
/// how far it has followed.
const SEARCH: &str = "search_";
/// Columns that say when something was looked at, and nothing else.
const LOOKS: &[(&str, &str)] = &[
    ("actors", "updated_at"),
    ("actors", "fetched_at"),
    ("actors", "etag"),
    ("actors", "last_modified"),
    ("standings", "asked_at"),
];

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// Every row of every table that matters, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot(BTreeMap<String, Vec<String>>);

/// A database to look at from outside, whoever else has it open.
enum Source {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Source {
    fn open(url: &str) -> Self {
        match url.strip_prefix("sqlite://") {
            Some(path) => {
                let mut conn = SqliteConnection::establish(path).unwrap();
                diesel::sql_query("PRAGMA busy_timeout = 10000")
                    .execute(&mut conn)
                    .unwrap();
                Self::Sqlite(conn)
            }
            None => Self::Postgres(PgConnection::establish(url).unwrap()),
        }
    }

    fn lines(&mut self, query: &str) -> Vec<String> {
        let found: Vec<Line> = match self {
            Self::Sqlite(conn) => diesel::sql_query(query).load(conn),
            Self::Postgres(conn) => diesel::sql_query(query).load(conn),
        }
        .unwrap_or_else(|error| panic!("{query}: {error}"));
        found.into_iter().map(|found| found.line).collect()
    }

    fn tables(&mut self) -> Vec<String> {
        let query = match self {
            Self::Sqlite(_) => {
                "SELECT name AS line FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
                 AND name NOT LIKE '\\_\\_%' ESCAPE '\\'"
            }
            Self::Postgres(_) => {
                "SELECT tablename::text AS line FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '\\_\\_%'"
            }
        };
        self.lines(query)
    }

    /// A query that gives a line for each row of a table.
    fn rows_of(&mut self, table: &str) -> String {
        let looks: Vec<&str> = LOOKS.iter().filter(|look| look.0 == table).map(|look| look.1).collect();
        if let Self::Postgres(_) = self {
            return format!(
                "SELECT (to_jsonb(t) - '{{{}}}'::text[])::text AS line FROM {table} t",
                looks.join(",")
            );
        }
        let columns = self.lines(&format!(
            "SELECT name AS line FROM pragma_table_info('{table}') ORDER BY name"
        ));
        let shown = columns.iter().filter(|column| !looks.contains(&column.as_str()));
        let values: Vec<String> = shown
            .map(|column| format!("'{column}=' || quote(\"{column}\")"))
            .collect();
        format!("SELECT {} AS line FROM {table}", values.join(" || ', ' || "))
    }

    fn rows(&mut self, table: &str) -> Vec<String> {
        let query = self.rows_of(table);
        let mut rows = self.lines(&query);
        if table == "settings" {
            rows.retain(|row| !row.contains("search_position"));
        }
        rows.sort();
        rows
    }
}

/// What a query gives that names its one text column `line`.
pub fn lines(url: &str, query: &str) -> Vec<String> {
    Source::open(url).lines(query)
}

impl Snapshot {
    /// Of the database at that address, without the books.
    pub fn of(url: &str) -> Self {
        let mut source = Source::open(url);
        let tables = source.tables();
        assert!(tables.len() > 20, "the tables: {tables:?}");
        let rows = tables
            .into_iter()
            .filter(|table| !BOOKS.contains(&table.as_str()) && !table.starts_with(SEARCH));
        Self(
            rows.map(|table| {
                let rows = source.rows(&table);
                (table, rows)
            })
            .collect(),
        )
    }

    /// Without what an attack may leave: say in the test why.
    pub fn without(mut self, tables: &[&str]) -> Self {
        for table in tables {
            assert!(self.0.remove(*table).is_some(), "there is no table {table}");
        }
        self
    }

    /// The rows that hold a word, each with its table; in any case, since keys and addresses are folded.
    pub fn holding(&self, word: &str) -> Vec<String> {
        let word = word.to_lowercase();
        let rows = self
            .0
            .iter()
            .flat_map(|(table, rows)| rows.iter().map(move |row| (table, row)));
        rows.filter(|(_, row)| row.to_lowercase().contains(&word))
            .map(|(table, row)| format!("{table}: {row}"))
            .collect()
    }

    /// What is in `later` and was not here, and the other way round.
    fn difference(&self, later: &Self) -> Vec<String> {
        let none = Vec::new();
        let mut told = Vec::new();
        for table in self
            .0
            .keys()
            .chain(later.0.keys().filter(|table| !self.0.contains_key(*table)))
        {
            let (old, new) = (self.0.get(table).unwrap_or(&none), later.0.get(table).unwrap_or(&none));
            let lost = old
                .iter()
                .filter(|row| !new.contains(row))
                .map(|row| format!("- {table}: {row}"));
            let came = new
                .iter()
                .filter(|row| !old.contains(row))
                .map(|row| format!("+ {table}: {row}"));
            told.extend(lost.chain(came));
        }
        told
    }

    /// Fails with the rows that differ.
    #[track_caller]
    pub fn assert_same(&self, later: &Self, what: &str) {
        let told = self.difference(later);
        assert!(told.is_empty(), "{what} changed the database:\n{}", told.join("\n"));
        assert_eq!(self, later, "{what} changed the number of equal rows");
    }
}

#[test]
fn a_snapshot_tells_what_came_and_what_went() {
    let database = super::db::sqlite();
    let before = Snapshot::of(&database.options.url);
    let Source::Sqlite(mut conn) = Source::open(&database.options.url) else {
        panic!("it is SQLite")
    };
    diesel::sql_query("INSERT INTO settings (name, value) VALUES ('colour', 'red')")
        .execute(&mut conn)
        .unwrap();
    let after = Snapshot::of(&database.options.url);
    assert_eq!(before.difference(&after), ["+ settings: name='colour', value='red'"]);
    assert_eq!(after.difference(&before), ["- settings: name='colour', value='red'"]);
    before
        .clone()
        .without(&["settings"])
        .assert_same(&after.without(&["settings"]), "nothing");
}
