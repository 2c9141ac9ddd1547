//! The two schemas and `schema.rs` say the same, and migrations leave nothing behind.

use crate::support::db::{Database, for_each_database, postgres, sqlite};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use std::collections::BTreeMap;

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    in_table: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Bool)]
    required: bool,
}

#[derive(QueryableByName)]
struct Index {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    definition: String,
}

// The search index itself, `search_fts` and its parts, is of another make in each database: `store/search` alone knows it.
const SQLITE_COLUMNS: &str = "SELECT m.name AS in_table, p.name AS name, lower(p.type) AS kind, p.\"notnull\" AS required \
     FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' \
     AND m.name NOT LIKE '\\_\\_%' ESCAPE '\\' AND m.name NOT LIKE 'search\\_fts%' ESCAPE '\\'";
const POSTGRES_COLUMNS: &str = "SELECT table_name::text AS in_table, column_name::text AS name, data_type::text AS kind, \
     is_nullable = 'NO' AS required FROM information_schema.columns WHERE table_schema = 'public' \
     AND table_name NOT LIKE '\\_\\_%' AND table_name NOT LIKE 'search\\_fts%'";
const SQLITE_INDEXES: &str =
    "SELECT name, sql AS definition FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL";
const POSTGRES_INDEXES: &str = "SELECT indexname::text AS name, indexdef AS definition FROM pg_indexes \
     WHERE schemaname = 'public' AND tablename NOT LIKE 'search\\_fts%' AND indexname::text NOT IN (SELECT conname::text FROM pg_constraint)";

fn normal(kind: &str) -> &'static str {
    match kind {
        "text" => "Text",
        "integer" | "int4" => "Integer",
        "bigint" => "BigInt",
        "boolean" => "Bool",
        "timestamp" | "timestamp without time zone" => "Timestamp",
        other => panic!("unexpected column type {other}"),
    }
}

type Schema = BTreeMap<(String, String), String>;

fn columns(database: &Database) -> Schema {
    let rows: Vec<Column> = match database.is_postgres() {
        true => {
            let mut conn = PgConnection::establish(&database.options.url).unwrap();
            diesel::sql_query(POSTGRES_COLUMNS).load(&mut conn).unwrap()
        }
        false => {
            let path = database.options.url.trim_start_matches("sqlite://");
            let mut conn = SqliteConnection::establish(path).unwrap();
            diesel::sql_query(SQLITE_COLUMNS).load(&mut conn).unwrap()
        }
    };
    let described = rows.into_iter().map(|column| {
        let kind = normal(&column.kind);
        let kind = if column.required {
            kind.to_owned()
        } else {
            format!("Nullable<{kind}>")
        };
        ((column.in_table, column.name), kind)
    });
    described.collect()
}

/// Names, uniqueness and columns of the indexes, in one spelling.
fn indexes(database: &Database) -> BTreeMap<String, String> {
    let rows: Vec<Index> = match database.is_postgres() {
        true => {
            let mut conn = PgConnection::establish(&database.options.url).unwrap();
            diesel::sql_query(POSTGRES_INDEXES).load(&mut conn).unwrap()
        }
        false => {
            let path = database.options.url.trim_start_matches("sqlite://");
            let mut conn = SqliteConnection::establish(path).unwrap();
            diesel::sql_query(SQLITE_INDEXES).load(&mut conn).unwrap()
        }
    };
    let spelled = rows.into_iter().map(|index| {
        let unique = index.definition.starts_with("CREATE UNIQUE");
        let columns = index.definition.split_once('(').unwrap().1.split_once(')').unwrap().0;
        (index.name, format!("{unique} {}", columns.replace('"', "")))
    });
    spelled.collect()
}

/// What `schema.rs` tells diesel.
fn declared() -> Schema {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/store/schema.rs")).unwrap();
    let mut schema = Schema::new();
    let mut table = String::new();
    let mut renamed = None;
    for line in text.lines().map(str::trim) {
        if let Some((name, _)) = line.split_once(" (").filter(|_| line.ends_with('{')) {
            table = name.to_owned();
        } else if let Some(name) = line.strip_prefix("#[sql_name = \"") {
            renamed = Some(name.trim_end_matches("\"]").to_owned());
        } else if let Some((name, kind)) = line.split_once(" -> ").filter(|_| line.ends_with(',')) {
            let name = renamed.take().unwrap_or_else(|| name.to_owned());
            schema.insert((table.clone(), name), kind.trim_end_matches(',').to_owned());
        }
    }
    schema
}

#[tokio::test]
async fn both_databases_and_schema_rs_have_the_same_columns_of_the_same_types() {
    for_each_database(|database| async move {
        let (real, declared) = (columns(&database), declared());
        assert!(real.len() > 200, "the introspection found only {} columns", real.len());
        for (column, kind) in &real {
            assert_eq!(declared.get(column), Some(kind), "{column:?} on {}", database.kind);
        }
        for column in declared.keys() {
            assert!(real.contains_key(column), "{column:?} is missing on {}", database.kind);
        }
    })
    .await;
}

#[test]
fn both_databases_have_the_same_indexes() {
    let Some(postgres) = postgres() else { return };
    assert_eq!(indexes(&sqlite()), indexes(&postgres));
}

#[tokio::test]
async fn migrations_go_down_and_up_again_to_the_same_schema() {
    for_each_database(|database| async move {
        let before = (columns(&database), indexes(&database));
        database.store.revert_all().unwrap();
        assert_eq!(
            columns(&database),
            Schema::new(),
            "something stayed on {}",
            database.kind
        );
        database.store.migrate_again().unwrap();
        assert_eq!((columns(&database), indexes(&database)), before);
    })
    .await;
}
